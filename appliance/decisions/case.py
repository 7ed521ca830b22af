"""What a rule looks at, and the words in which it speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from math import floor

from appliance.doctypes.schema import Doctype, RuleSpec
from appliance.types import Check, Extraction, Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document's extraction with its type and the day on which it is judged."""

    extraction: Extraction
    doctype: Doctype
    today: date

    def all(self, names: Iterable[str]) -> Iterator[Field]:
        """The fields of these names, in the order of the extraction."""
        wanted = set(names)
        return (field for field in self.extraction.fields if field.name in wanted)

    def first(self, name: str) -> Field | None:
        """The first field of a name."""
        return self.extraction.first(name)


Rule = Callable[[RuleSpec, Case], Iterable[Check]]


def title(name: str) -> str:
    """A field's name as people read it: ``issue_date`` -> ``Issue date``."""
    return name.replace("_", " ").replace(".", " ").capitalize()


def listed(names: Iterable[str]) -> str:
    """Field names in one phrase: ``Subtotal, tax total and total``."""
    words = [name.replace("_", " ").replace(".", " ") for name in names]
    phrase = " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return phrase[:1].upper() + phrase[1:]


def percent(probability: float, digits: int = 0) -> str:
    """A probability for people, rounded down: 89.6 % must not read as the 90 % it missed."""
    scale = 10**digits
    return f"{floor(probability * 100 * scale + 1e-9) / scale:.{digits}f}%"


def number(field: Field | None) -> Decimal | None:
    """The field's value as a finite decimal, else ``None``."""
    if field is None:
        return None
    try:
        value = Decimal(field.value)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def day(field: Field | None) -> date | None:
    """The field's value as a date, else ``None``."""
    if field is None:
        return None
    try:
        return date.fromisoformat(field.value)
    except ValueError:
        return None


def verdict(spec: RuleSpec, passed: bool, names: Iterable[str], message: str) -> Check:
    """A check under the rule's own name."""
    return Check(rule=spec.rule, passed=passed, fields=tuple(names), message=message)


def adjustments(spec: RuleSpec, case: Case) -> Iterator[Decimal]:
    """What may be missing between a sum and its parts: what was ``added`` (freight), ``deducted``
    (a discount, with or without its sign), or both.
    """
    more = number(case.first(spec.options.get("added", "")))
    less = number(case.first(spec.options.get("deducted", "")))
    if more is not None:
        yield more
    if less is not None:
        yield -abs(less)
    if more is not None and less is not None:
        yield more - abs(less)

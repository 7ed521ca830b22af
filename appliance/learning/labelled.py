"""Documents with known values, and whether an answer is right: the ground of all fitting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.kinds import normalise
from appliance.types import Document

_EXACT = frozenset(
    {Kind.DATE, Kind.AMOUNT, Kind.NUMBER, Kind.CURRENCY, Kind.CODE, Kind.CHOICE, Kind.PHONE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A document with the right value per field (normal form, or as a person wrote it).

    ``group`` ties documents of one origin (a vendor) together: they are never split between
    fitting and measuring; ``party`` is whose paper it is, where that is another thing (sellers
    that are drawn share templates). Fields without an entry are unknown, not absent. ``drawn``
    documents come from a generator: they teach other formats, and prove nothing.
    """

    document: Document
    values: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    party: str = ""
    drawn: bool = False


def right(spec: FieldSpec, value: str, truth: str) -> bool:
    """Whether an answer is right: as dates, as decimals, else letters and digits only."""
    if spec.kind in (Kind.AMOUNT, Kind.NUMBER):
        wanted = normalise.decimal(truth)
        try:
            return wanted is not None and Decimal(value) == Decimal(wanted)
        except InvalidOperation:
            return False
    if spec.kind is Kind.DATE:
        return value == (normalise.day(truth) or truth)
    return normalise.comparable(value) == normalise.comparable(truth)


def likeness(spec: FieldSpec, value: str, truth: str) -> float:
    """1 for a right answer; for names and addresses, how alike a misread one is, in [0, 1)."""
    if right(spec, value, truth):
        return 1.0
    if spec.kind in _EXACT:
        return 0.0
    one, other = normalise.comparable(value), normalise.comparable(truth)
    if not one or not other or min(len(one), len(other)) < 0.7 * max(len(one), len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return 0.0 if matcher.quick_ratio() < NEAR else 0.999 * matcher.ratio()


NEAR = 0.8
"""Likeness from which a misread name still teaches where names stand."""

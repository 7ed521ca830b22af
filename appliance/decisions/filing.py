"""Whether the figures of a filing add up as its own calculation links say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from appliance.decisions.case import Case, verdict
from appliance.doctypes.schema import RuleSpec
from appliance.types import Check

MOST_TOLD = 5
"""Sums that are told one by one."""
LOST = "context"
"""What the reader says of a fact whose context is missing (``reading.xbrl.contexts``)."""
_HIGHEST = 30  # powers of ten beyond which a rounding is no rounding
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_Row = dict[str, str]
_About = tuple[str, str, str]
"""Period, unit and dimensions."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """What a figure may exactly be, as far as it is rounded."""

    low: Decimal
    high: Decimal

    def times(self, weight: Decimal) -> _Figure:
        ends = sorted((self.low * weight, self.high * weight))
        return _Figure(*ends)

    def plus(self, other: _Figure) -> _Figure:
        return _Figure(self.low + other.low, self.high + other.high)

    def meets(self, other: _Figure) -> bool:
        return self.low <= other.high and other.low <= self.high

    @property
    def told(self) -> str:
        """The figure as stated: the middle."""
        middle = (self.low + self.high) / 2
        return f"{middle.normalize():,f}"


_Figures = Mapping[str, Mapping[_About, _Figure]]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total with its addends and their weights, as one network of links states them."""

    total: str
    label: str
    parts: tuple[tuple[str, Decimal], ...]

    def judged(self, figures: _Figures) -> Iterator[tuple[bool, str]]:
        """For each period, unit and dimensions: whether it comes out, and the sentence if not."""
        for about, stated in figures.get(self.total, {}).items():
            known = [(figures.get(name, {}).get(about), weight) for name, weight in self.parts]
            present = [told.times(weight) for told, weight in known if told is not None]
            if not self._comparable(figures, about, len(present)):
                continue
            computed = present[0]
            for part in present[1:]:
                computed = computed.plus(part)
            missing = len(self.parts) - len(present)
            yield stated.meets(computed), self._sentence(about, stated, computed, missing)

    def _comparable(self, figures: _Figures, about: _About, present: int) -> bool:
        """Whether what is reported here can be held against the total.

        A part that the filing reports nowhere is none. XBRL holds a total against any single part;
        but notes state a total and some of its parts again, for a segment or a quarter. So where
        others of its parts are reported elsewhere, most must be here, and it must be the whole
        company.
        """
        somewhere = sum(1 for name, _ in self.parts if figures.get(name))
        whole = not about[2] and 2 * present > somewhere
        return present > 0 and (present == somewhere or whole)

    def _sentence(self, about: _About, stated: _Figure, computed: _Figure, missing: int) -> str:
        unit = about[1]
        absent = f" ({missing} of {len(self.parts)} are not reported)" if missing else ""
        return (
            f"{self.label} ({_where(about)}): {stated.told} {unit} is stated, its parts come to "
            f"{computed.told}{absent} by the filing's own calculation links."
        )


def calculation(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """XBRL 2.1, section 5.2.5.2: a total is the weighted sum of the addends that are reported for
    the same period, unit and dimensions; Calculations 1.1: each of them may be rounded as its
    decimals say, so that what the total and the sum may exactly be has to overlap.

    The rule's field is the column of the facts' values. Without links it says nothing.
    """
    figures = _figures(_rows(case, "facts"))
    judged = [told for one in _sums(_rows(case, "calculations")) for told in one.judged(figures)]
    wrong = list(dict.fromkeys(sentence for comes_out, sentence in judged if not comes_out))
    for sentence in wrong[:MOST_TOLD]:
        yield verdict(spec, False, spec.fields, sentence)
    if len(wrong) > MOST_TOLD:
        more = len(wrong) - MOST_TOLD
        sentence = f"{more} more of the filing's own sums do not come out."
        yield verdict(spec, False, spec.fields, sentence)
    if judged and not wrong:
        sums = f"All {len(judged)} sums" if len(judged) > 1 else "The one sum"
        verb = "come" if len(judged) > 1 else "comes"
        sentence = f"{sums} of the filing's own calculation links {verb} out."
        yield verdict(spec, True, (), sentence)


def facts_agree(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """No figure is stated twice with values that rounding cannot reconcile (Calculations 1.1,
    section 5.2: inconsistent duplicates; a net income in two statements, one of them mistyped).

    The rule's field is the column of the facts' values.
    """
    first: dict[tuple[str, _About], _Figure] = {}
    told: dict[str, None] = {}
    for row in _rows(case, "facts"):
        figure = _figure(row)
        if figure is None:
            continue
        name, about = row.get("name", ""), _about(row)
        known = first.setdefault((name, about), figure)
        if not known.meets(figure):
            words = _SEAM.sub(" ", name.rpartition(":")[2])
            where = f"{words} ({_where(about)})"
            told[f"{where} is stated as {known.told} and as {figure.told} {about[1]}."] = None
    for sentence in list(told)[:MOST_TOLD]:
        yield verdict(spec, False, spec.fields, sentence)
    if len(told) > MOST_TOLD:
        sentence = f"{len(told) - MOST_TOLD} more figures are stated twice with different values."
        yield verdict(spec, False, spec.fields, sentence)


def links_read(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """No schema or linkbase that came with a filing was past reading.

    The rule's field is the column that names such files.
    """
    unread = sum(1 for _ in case.all(spec.fields))
    if unread:
        files = "1 linkbase" if unread == 1 else f"{unread} linkbases"
        sentence = f"{files} of this filing could not be read: not all of its sums were checked."
        yield verdict(spec, False, spec.fields, sentence)


def facts_read(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """No tagged fact is given as printed because its format could not be followed, and each says
    by its context whose it is and when.

    The rule's field is the column that names such formats, or says that a context is missing.
    """
    missing = [field.value for field in case.all(spec.fields)]
    lost = missing.count(LOST)
    unread = len(missing) - lost
    if lost:
        facts = "1 tagged fact names" if lost == 1 else f"{lost} tagged facts name"
        message = f"{facts} a context that the report does not define: its period is not known."
        yield verdict(spec, False, spec.fields, message)
    if unread:
        facts = "1 tagged fact is" if unread == 1 else f"{unread} tagged facts are"
        message = f"{facts} given as printed: the format it is tagged with was not understood."
        yield verdict(spec, False, spec.fields, message)


def _rows(case: Case, table: str) -> list[_Row]:
    found: dict[int, _Row] = defaultdict(dict)
    for field in case.extraction.fields:
        name, dot, column = field.name.partition(".")
        if dot and name == table:
            found[field.row][column] = field.value
    return list(found.values())


def _sums(rows: Sequence[_Row]) -> list[_Sum]:
    """The sums of all networks; one that two of them state alike is one."""
    found: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    labels: dict[str, str] = {}
    for row in rows:
        weight = _decimal(row.get("weight", "1"))
        if weight and row.get("total") and row.get("addend"):
            found[row.get("link", ""), row["total"]][row["addend"]] = weight
            labels.setdefault(row["total"], row.get("label") or row["total"])
    sums = (
        _Sum(total, labels[total], tuple(sorted(parts.items())))
        for (_, total), parts in found.items()
    )
    return list(dict.fromkeys(sums))


def _figures(rows: Sequence[_Row]) -> _Figures:
    """By concept and by period, unit and dimensions. A figure that is reported twice is the more
    exact one, where the two agree, as section 5.2 of Calculations 1.1 has it."""
    found: dict[str, dict[_About, _Figure]] = defaultdict(dict)
    for row in rows:
        figure = _figure(row)
        if figure is None:
            continue
        about = _about(row)
        known = found[row.get("name", "")].setdefault(about, figure)
        if known.meets(figure):
            agreed = _Figure(max(known.low, figure.low), min(known.high, figure.high))
            found[row.get("name", "")][about] = agreed
    return found


def _about(row: _Row) -> _About:
    return row.get("period", ""), row.get("unit", ""), row.get("dimensions", "")


def _where(about: _About) -> str:
    """Period and members of dimensions for people."""
    members = (part.rpartition("=")[2].rpartition(":")[2] for part in about[2].split(";") if part)
    return ", ".join(told for told in (about[0].replace("/", " to "), *members) if told)


def _figure(row: _Row) -> _Figure | None:
    """A fact with a unit as what it may exactly be: half a unit of its last digit more or less."""
    value = _decimal(row.get("value", ""))
    if value is None or not row.get("unit"):
        return None
    decimals = row.get("decimals", "")
    power = _decimal(row.get("scale") or "0") if not decimals else _decimal(decimals)
    if decimals == "INF" or power is None or abs(power) > _HIGHEST:
        return _Figure(value, value)
    half = Decimal(1).scaleb(int(-power if decimals else power)) / 2
    return _Figure(value - half, value + half)


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < _HIGHEST else None

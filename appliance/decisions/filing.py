"""Whether the figures of a filing add up as its own calculation links say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from appliance.decisions.case import Case, verdict
from appliance.doctypes.schema import RuleSpec
from appliance.types import Check

_Row = dict[str, str]
_About = tuple[str, str, str]
_Figure = tuple[Decimal, Decimal]
"""A value and the unit in which it is printed."""


def calculation(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """XBRL 2.1, section 5.2.5.2: a total is the weighted sum of the addends that are reported for
    the same period, unit and dimensions, within what rounding of the printed figures allows.

    The rule's field is the column of the facts' values. Without links it says nothing.
    """
    sums = _links(_rows(case, "calculations"))
    if not sums:
        return
    figures = _figures(_rows(case, "facts"))
    checked = wrong = 0
    for (_, total), addends in sums.items():
        for about, figure in figures.get(total, {}).items():
            known = [(figures.get(name, {}).get(about), weight) for name, weight in addends]
            present = [(told, weight) for told, weight in known if told is not None]
            if len(present) == len(addends):  # what is not reported cannot be added
                checked += 1
                wrong += not _adds_up(figure, present)
    if checked:
        passed = wrong == 0
        says = "agree with" if passed else f"disagree in {wrong} of {checked} sums with"
        message = f"The figures {says} the filing's own calculation links."
        yield verdict(spec, passed, spec.fields if not passed else (), message)


def facts_read(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """No tagged fact is given as printed because its format could not be followed.

    The rule's field is the column that names such formats.
    """
    unread = sum(1 for _ in case.all(spec.fields))
    if unread:
        facts = "1 tagged fact is" if unread == 1 else f"{unread} tagged facts are"
        message = f"{facts} given as printed: the format it is tagged with was not understood."
        yield verdict(spec, False, spec.fields, message)


def _adds_up(total: _Figure, addends: list[tuple[_Figure, Decimal]]) -> bool:
    """Each figure may be half a unit of its print off."""
    expected = sum((value * weight for (value, _), weight in addends), Decimal(0))
    unit = max([total[1], *(told[1] for told, _ in addends)])
    return abs(expected - total[0]) <= unit * (len(addends) + 1) / 2


def _rows(case: Case, table: str) -> list[_Row]:
    found: dict[int, _Row] = defaultdict(dict)
    for field in case.extraction.fields:
        name, dot, column = field.name.partition(".")
        if dot and name == table:
            found[field.row][column] = field.value
    return list(found.values())


def _links(rows: list[_Row]) -> Mapping[tuple[str, str], list[tuple[str, Decimal]]]:
    """Addends with their weights by link and total."""
    found: dict[tuple[str, str], list[tuple[str, Decimal]]] = defaultdict(list)
    for row in rows:
        weight = _decimal(row.get("weight", "1"))
        if weight is not None and row.get("total") and row.get("addend"):
            found[row.get("link", ""), row["total"]].append((row["addend"], weight))
    return found


def _figures(rows: list[_Row]) -> Mapping[str, Mapping[_About, _Figure]]:
    """By concept and by period, unit and dimensions: the figure and the unit it is printed in."""
    found: dict[str, dict[_About, _Figure]] = defaultdict(dict)
    for row in rows:
        value = _decimal(row.get("value", ""))
        scale = _decimal(row.get("scale", "0")) or Decimal(0)
        if value is not None and row.get("unit") and abs(scale) <= 30:
            about = (row.get("period", ""), row["unit"], row.get("dimensions", ""))
            found[row.get("name", "")].setdefault(about, (value, Decimal(1).scaleb(int(scale))))
    return found


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None

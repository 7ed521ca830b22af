"""Rules about the rows of a table: the items of a bill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from appliance.decisions.case import Case, adjustments, listed, number, title, verdict
from appliance.doctypes.schema import RuleSpec
from appliance.types import Check

_CENT = Decimal("0.01")
_LEAST_SLACK = Decimal("0.02")


def _column(case: Case, name: str) -> dict[int, Decimal]:
    """A column's numbers by row."""
    found = {field.row: number(field) for field in case.all((name,)) if field.row}
    return {row: value for row, value in found.items() if value is not None}


def row_product(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Per row, first times second is not less than the third (a discount may make it less).

    The price is rounded, so the product may be off by half a cent per piece.
    """
    first, second, third = (_column(case, name) for name in spec.fields)
    whole = sorted(first.keys() & second.keys() & third.keys())
    if not whole:
        return
    wrong = [
        row
        for row in whole
        if abs(third[row]) - abs(first[row] * second[row])
        > max(_LEAST_SLACK, abs(first[row]) * _CENT / 2)
    ]
    for row in wrong:
        product = first[row] * second[row]
        message = f"Row {row}: {first[row]} x {second[row]} = {product}, but it says {third[row]}."
        yield verdict(spec, False, spec.fields, message)
    if not wrong:
        message = f"{listed(spec.fields)} fit in all {len(whole)} rows that have them."
        yield verdict(spec, True, spec.fields, message)


def row_rate(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Per row, the first (per cent) of the second is the third, to the cent that rounding of the
    items' own taxes may make of it.
    """
    rates, bases, taxes = (_column(case, name) for name in spec.fields)
    whole = sorted(rates.keys() & bases.keys() & taxes.keys())
    for row in whole:
        tax = (bases[row] * rates[row] / 100).quantize(_CENT)
        if abs(tax - taxes[row]) > max(_LEAST_SLACK, abs(tax) / 1000):
            said = f"{rates[row]}% of {bases[row]} is {tax}, but {title(spec.fields[2])}"
            yield verdict(spec, False, spec.fields, f"{said} is {taxes[row]}.")
            return
    if whole:
        message = f"{listed(spec.fields)} fit in all {len(whole)} rows that have them."
        yield verdict(spec, True, spec.fields, message)


def column_sum(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """The first field's column adds up to one of the others (net or gross sum), to the cent; what
    was ``added`` or ``deducted`` may lie between.
    """
    column, *sums = spec.fields
    amounts = _column(case, column)
    wanted = {name: value for name in sums if (value := number(case.first(name))) is not None}
    if not amounts or not wanted:
        return
    whole = sum(amounts.values(), Decimal(0))
    ways = (Decimal(0), *adjustments(spec, case))
    for name, value in wanted.items():
        if any(abs(abs(whole + more) - abs(value)) <= _LEAST_SLACK for more in ways):
            message = f"{_rows(column, amounts)} add up to {whole}, as {title(name)} says."
            yield verdict(spec, True, (column, name), message)
            return
    said = " and ".join(f"{title(name)} is {value}" for name, value in wanted.items())
    message = f"{_rows(column, amounts)} add up to {whole}, but {said}."
    yield verdict(spec, False, (column,), message)


def _rows(column: str, amounts: Mapping[int, Decimal]) -> str:
    """A column in words."""
    table = column.partition(".")[0]
    return f"The {len(amounts)} {table}" if table != column else f"All of {title(column)}"

"""Rules about amounts. The last field of a rule is the result of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from appliance.decisions.case import Case, adjustments, listed, number, title, verdict
from appliance.doctypes.schema import RuleSpec
from appliance.types import Check, Field, Source

_CENT = "0.01"


CREDIBLE = 0.5
"""Confidence from which a value may contradict others. One below it goes to review by itself, and
must not be taken as proof against the sound ones."""


def _amounts(spec: RuleSpec, case: Case) -> dict[str, Decimal]:
    """The rule's fields that are there, are numbers, and are credible."""
    fields = ((name, case.first(name)) for name in spec.fields)
    found = {name: number(field) for name, field in fields if field and _credible(field)}
    return {name: value for name, value in found.items() if value is not None}


def _credible(field: Field) -> bool:
    return field.source is Source.PERSON or field.confidence >= CREDIBLE


def _tolerance(spec: RuleSpec) -> Decimal:
    return Decimal(spec.options.get("tolerance", _CENT))


def total_of(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """The parts add up to the last field, within ``tolerance``.

    The part named ``optional`` may be missing. The part named ``included`` may already be in the
    other parts (tax in the prices). A part that is missing otherwise proves nothing, unless the
    sum is right without it. What was ``added`` or ``deducted`` (fields, too) may come on top.
    """
    amounts = _amounts(spec, case)
    *parts, result = spec.fields
    present = [name for name in parts if name in amounts]
    if result not in amounts or not present:
        return
    included = spec.options.get("included")
    missing = set(parts) - set(present) - {spec.options.get("optional")}
    tries = [present]
    if included in present and len(present) > 1:
        tries.append([name for name in present if name != included])
    for names in tries:
        if abs(sum(amounts[name] for name in names) - amounts[result]) <= _tolerance(spec):
            message = f"{_addition(amounts, names)}, as {title(result)} says."
            yield verdict(spec, True, (*names, result), message)
            return
    gap = amounts[result] - sum(amounts[name] for name in present)
    ways = () if _is_stated(case, present) else adjustments(spec, case)
    if any(abs(gap - more) <= _tolerance(spec) for more in ways):
        message = f"{_addition(amounts, present)}; with what was added or taken off it is"
        yield verdict(spec, True, (*present, result), f"{message} {title(result)}.")
    elif not missing:
        message = f"{_addition(amounts, present)}, but {title(result)} is {amounts[result]}."
        yield verdict(spec, False, (*present, result), message)


def _is_stated(case: Case, names: Sequence[str]) -> bool:
    """Whether data states the parts: its sum before tax has what was added or taken off in it
    (EN 16931, BT-109).
    """
    fields = [case.first(name) for name in names]
    return any(field is not None and field.source is Source.READER for field in fields)


def _addition(amounts: Mapping[str, Decimal], names: list[str]) -> str:
    terms = " + ".join(f"{title(name)} {amounts[name]}" for name in names)
    return terms if len(names) == 1 else f"{terms} = {sum(amounts[name] for name in names)}"


def difference(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """First minus second is the third, within ``tolerance``; the second may be ``signed``
    (printed with the minus of a deduction). What the customer ``kept`` (a field) may be taken off,
    too, or alone: data says the third with or without it.
    """
    amounts = _amounts(spec, case)
    first, second, third = spec.fields
    kept = spec.options.get("kept", "")
    also = number(case.first(kept))
    if first not in amounts or third not in amounts or (second not in amounts and also is None):
        return
    less = {name: amounts[name] for name in (second,) if name in amounts}
    if spec.options.get("signed") == second and less.get(second, Decimal(0)) * amounts[first] < 0:
        less[second] = -less[second]
    rest = amounts[first] - sum(less.values())
    if also is not None and abs(rest - amounts[third]) > _tolerance(spec):
        less[kept] = also
        rest -= also
    taken = "".join(f" - {title(name)} {value}" for name, value in less.items())
    yield _third(spec, amounts, f"{title(first)} {amounts[first]}{taken}", rest)


def product(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """First times second is the third, within ``tolerance``."""
    amounts = _amounts(spec, case)
    if len(amounts) < 3:
        return
    first, second, _ = spec.fields
    told = f"{title(first)} {amounts[first]} x {title(second)} {amounts[second]}"
    yield _third(spec, amounts, told, amounts[first] * amounts[second])


def _third(spec: RuleSpec, amounts: Mapping[str, Decimal], told: str, value: Decimal) -> Check:
    """Whether the last of three amounts is the ``value`` that the others make, as ``told``."""
    result = spec.fields[-1]
    passed = abs(value - amounts[result]) <= _tolerance(spec)
    ending = "as" if passed else "but"
    message = f"{told} = {value}, {ending} {title(result)} is {amounts[result]}."
    return verdict(spec, passed, spec.fields, message)


def not_more(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """The first amount is at most the second (both compared without their signs)."""
    amounts = _amounts(spec, case)
    if len(amounts) < 2:
        return
    first, second = spec.fields
    passed = abs(amounts[first]) <= abs(amounts[second])
    says = "is at most" if passed else "is more than"
    yield verdict(spec, passed, spec.fields, f"{title(first)} {says} {title(second)}.")


def tax_rate(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Tax divided by the net amount is a rate that exists: from 0 to ``most``."""
    amounts = _amounts(spec, case)
    if len(amounts) < 2:
        return
    net, tax = (amounts[name] for name in spec.fields)
    if net == 0:
        return
    rate = tax / net
    passed = 0 <= rate <= Decimal(spec.options.get("most", "0.30"))
    ending = "which is usual" if passed else "which no country charges"
    yield verdict(
        spec, passed, spec.fields, f"{listed(spec.fields)} give a tax of {rate:.1%}, {ending}."
    )

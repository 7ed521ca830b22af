"""Rules about dates. The day of judgement comes in with the case; no clock is read here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from appliance.decisions.case import Case, day, number, title, verdict
from appliance.doctypes.schema import RuleSpec
from appliance.types import Check


def plausible(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Not before ``earliest`` and not later than today plus ``ahead_days``.

    One day ahead is allowed by default: documents travel across time zones.
    """
    earliest = date.fromisoformat(spec.options.get("earliest", "1900-01-01"))
    latest = case.today + timedelta(days=int(float(spec.options.get("ahead_days", "1"))))
    for field in case.all(spec.fields):
        value = day(field) or _first_day(field.value)
        said = f"{title(field.name)} {field.value}"
        if value is None:
            yield verdict(spec, False, (field.name,), f"{title(field.name)} is not a date.")
        elif value > latest:
            yield verdict(spec, False, (field.name,), f"{said} lies in the future.")
        elif value < earliest and earliest.isoformat()[: len(field.value)] != field.value:
            yield verdict(spec, False, (field.name,), f"{said} lies before {earliest}.")
        else:
            yield verdict(spec, True, (field.name,), f"{said} is plausible.")


def _first_day(told: str) -> date | None:
    """The first day of a year or a month, where no more is known (``1958``, ``1958-04``)."""
    whole = {4: f"{told}-01-01", 7: f"{told}-01"}.get(len(told), "")
    try:
        return date.fromisoformat(whole)
    except ValueError:
        return None


def ordered(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """The first date is not after the second."""
    first, second = spec.fields
    earlier, later = day(case.first(first)), day(case.first(second))
    if earlier is None or later is None:
        return
    passed = earlier <= later
    says = "is not after" if passed else "is after"
    yield verdict(
        spec, passed, spec.fields, f"{title(first)} {earlier} {says} {title(second)} {later}."
    )


def age_fits(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Birth date, date of the visit and age agree, give or take a year."""
    born, seen = (day(case.first(name)) for name in spec.fields[:2])
    stated = number(case.first(spec.fields[2]))
    if born is None or seen is None or stated is None:
        return
    years = seen.year - born.year - ((seen.month, seen.day) < (born.month, born.day))
    passed = abs(years - stated) <= 1
    ending = "as stated" if passed else f"but {stated} is stated"
    yield verdict(spec, passed, spec.fields, f"The dates give an age of {years}, {ending}.")

"""Rules about being there and having the right form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from appliance.decisions.case import Case, listed, number, title, verdict
from appliance.decisions.currencies import ISO_4217
from appliance.doctypes.schema import Kind, RuleSpec
from appliance.types import Check, Field, Source

_WITHOUT_SPAN = frozenset({Source.INFERRED, Source.READER, Source.PERSON})


def required(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Each of the fields has a value."""
    excused = {
        one.name
        for one in case.doctype.fields
        if any(_filled(case, other) for other in one.required_unless)
    }
    names = [name for name in spec.fields if name not in excused]
    missing = [name for name in names if not _filled(case, name)]
    for name in missing:
        yield verdict(spec, False, (name,), f"{title(name)} was not found.")
    if names and not missing:
        verb = "was" if len(names) == 1 else "were"
        yield verdict(spec, True, names, f"{listed(names)} {verb} found.")


def all_read(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Nothing that the file encloses or refers to was left unread; the field names what was."""
    for field in case.all(spec.fields):
        message = f"A part of it, or a file within it, was not read ({field.value})."
        yield verdict(spec, False, (field.name,), message)


def one_person(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """The file is about one person; the field says of how many where it is not."""
    for field in case.all(spec.fields):
        message = (
            f"Records of {field.value} patients stand in this file: "
            "nothing in it is given as one patient's."
        )
        yield verdict(spec, False, (field.name,), message)


def all_agree(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Nothing else in the file contradicts what it states; the field tells in words what does."""
    for field in case.all(spec.fields):
        message = f"Another invoice in the same file says otherwise: {field.value}."
        yield verdict(spec, False, (field.name,), message)


def _filled(case: Case, name: str) -> bool:
    return any(field.value.strip() for field in case.all((name,)))


def grounded(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Every value stands in the document, unless declared as inferred, stated or typed."""
    names = spec.fields or tuple(item.name for item in case.doctype.fields)
    loose = [
        field.name
        for field in case.all(names)
        if not field.spans and field.source not in _WITHOUT_SPAN
    ]
    inferred = {item.name for item in case.doctype.fields if item.inferred}
    loose += [
        field.name
        for field in case.all(names)
        if field.source is Source.INFERRED and field.name not in inferred
    ]
    for name in dict.fromkeys(loose):
        yield verdict(spec, False, (name,), f"{title(name)} does not stand in the document.")
    if not loose and case.extraction.fields:
        yield verdict(spec, True, (), "Every value stands in the document or its data.")


def printed(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """What the attached data state is what the page shows: no other value, and none hidden.

    What need not be there (a due date, an account) may stand in the data alone.
    """
    must = {one.name for one in case.doctype.fields if one.required or one.kind is Kind.NAME}
    stated = [field for field in case.all(spec.fields) if field.source is Source.READER]
    loose = [
        field
        for field in stated
        if not field.spans and field.text != field.value and (field.text or field.name in must)
    ]
    for field in loose:
        ending = f"the page shows {field.text}" if field.text else "the page does not show it"
        message = f"The attached data say {title(field.name)} is {field.value}, but {ending}."
        yield verdict(spec, False, (field.name,), message)
    names = list(dict.fromkeys(field.name for field in stated if field.spans))
    if names and not loose:
        yield verdict(spec, True, names, f"{listed(names)} are on the page as in the data.")


def currency(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """The value is a currency code of ISO 4217."""
    for field in case.all(spec.fields):
        passed = field.value in ISO_4217
        says = "is" if passed else "is not"
        yield verdict(
            spec, passed, (field.name,), f"{field.value} {says} a currency code of ISO 4217."
        )


def in_range(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """The value lies between ``least`` and ``most``, where given; from ``refund`` on where money
    is given back: every other amount of the document is negative, too.
    """
    least, most = spec.options.get("least"), spec.options.get("most")
    for field in case.all(spec.fields):
        value = number(field)
        if value is None:
            yield verdict(spec, False, (field.name,), f"{title(field.name)} is not a number.")
            continue
        if value < 0 and _refunds(case, field):
            least = spec.options.get("refund", least)
        low = least is not None and value < Decimal(least)
        high = most is not None and value > Decimal(most)
        bound = f"below {least}" if low else f"above {most}" if high else "in its usual range"
        yield verdict(
            spec, not (low or high), (field.name,), f"{title(field.name)} {value} is {bound}."
        )


def _refunds(case: Case, judged: Field) -> bool:
    """Whether the document's other amounts, such as there are, are below nothing."""
    names = [one.name for one in case.doctype.fields if one.kind is Kind.AMOUNT]
    others = [number(field) for field in case.all(names) if field is not judged]
    shown = [value for value in others if value]
    return bool(shown) and all(value < 0 for value in shown)


def pattern(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """The whole value matches the regular expression ``pattern``."""
    expression = re.compile(spec.options.get("pattern", ""))
    for field in case.all(spec.fields):
        passed = expression.fullmatch(field.value) is not None
        says = "has" if passed else "does not have"
        yield verdict(spec, passed, (field.name,), f"{title(field.name)} {says} the expected form.")


def agree(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """The fields that are there have the same value."""
    values = {field.name: field.value for field in case.all(spec.fields)}
    if len(values) < 2:
        return
    passed = len(set(values.values())) == 1
    says = "agree" if passed else "differ"
    yield verdict(spec, passed, values, f"{listed(values)} {says}.")

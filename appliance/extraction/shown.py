"""What a file states as data, held against what its page shows.

People see the page, machines read the data attached to it: an invoice whose two halves disagree
is a mistake or a fraud, and a person has to look (EN 16931 wants them equal; Factur-X 1.0, 4.3,
makes the sender answer for it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.choice import series
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.proposal import Proposal, propose
from appliance.extraction.choice.survey import Survey
from appliance.extraction.kinds import amounts, conventions, currencies
from appliance.extraction.kinds.normalise import comparable
from appliance.extraction.questions import passages
from appliance.extraction.sheet import roles
from appliance.extraction.sheet.rows import Sheet
from appliance.extraction.sheet.sheets import Sheets
from appliance.types import Document, Field, Origin, Span

CLEAR = 0.9
"""Share of belief from which the page says something else although the value stands on it too."""
VISIBLE = 0.5
"""The same where the stated value stands nowhere on the page."""
MOST_NUMBERS, LONGEST_NUMBER = 12, 14  # of a printed row, and characters of one


Stated = Mapping[str, tuple[Field, ...]]


def compared(sheets: Sheets, doctype: Doctype, stated: Stated) -> Stated:
    """The stated values by field; one that the page contradicts has no spans, and its ``text``.

    Only fields that the type wants ``printed``, in files whose pages somebody else drew.
    """
    document = sheets.document
    drawn = any(page.origin is not Origin.TYPESET for page in document.pages)
    checked = {name for rule in doctype.rules if rule.rule == "printed" for name in rule.fields}
    if not drawn or not any(stated.get(name) for name in checked):
        return stated
    found = dict(stated)
    for spec in doctype.fields:
        if spec.name in checked and found[spec.name] and not spec.table:
            found[spec.name] = _compared(sheets, doctype, spec, stated)
    for rule in doctype.rules:
        if rule.rule == "row_product" and len(rule.fields) == 3 and rule.fields[0] in checked:
            found |= _counted(document, rule.fields, stated)
    return found


def _compared(
    sheets: Sheets, doctype: Doctype, spec: FieldSpec, stated: Stated
) -> tuple[Field, ...]:
    """A name is contradicted by its absence, or where the page gives its part to the other party:
    how a firm is called on its letterhead varies."""
    document = sheets.document
    field, *more = stated[spec.name]
    if not spec.required and spec.kind is Kind.CODE and any(s.spans for s in stated[spec.name]):
        return stated[spec.name]  # a party has several numbers and accounts
    sheet = sheets.of(passages.searched(document.text, (spec,)))
    habits = conventions.observe(document.text[: passages.BUDGET])
    survey = sheet.once(
        (_compared, doctype.name), lambda: Survey(sheet, habits, parties=roles.parties(doctype))
    )
    proposal = propose(survey, spec, doctype)
    best = proposal.best
    needed = CLEAR if field.spans or spec.kind is Kind.NAME else VISIBLE
    if best is None or best.probability < needed:
        return stated[spec.name]
    spans, value = best.candidate.spans, best.candidate.value
    if spec.series:
        spans, value = _numbered(sheet, proposal, best.candidate)
    shown = ground.text_at(document, spans)
    if spec.kind is Kind.NAME:
        other = [s.name for s in doctype.fields if spec.name == s.unlike or s.name == spec.unlike]
        taken = [comparable(field.value) for name in other for field in stated[name]]
        differs = comparable(value) in taken or comparable(field.value) in taken
    else:
        differs = _differs(document, spec, (shown, value), field.value)
    alike = comparable(value) == comparable(field.value)
    if not differs and (field.spans or not alike):
        return stated[spec.name]
    page, boxes = ground.boxes_of(document, spans)
    places = () if differs else spans
    return (replace(field, text=shown, spans=places, page=page, boxes=boxes), *more)


def _numbered(sheet: Sheet, proposal: Proposal, found: Candidate) -> tuple[tuple[Span, ...], str]:
    """A paper's number as the page has it, with its series."""
    if len(found.spans) != 1:
        return found.spans, found.value
    span = series.whole(sheet, proposal.cues, found.spans[0]).span
    return (span,), "".join(sheet.text(span).split()).upper()


def _differs(document: Document, spec: FieldSpec, seen: tuple[str, str], stated: str) -> bool:
    """Whether what the page shows (as printed, and its value) cannot mean the stated value."""
    printed, value = seen
    if spec.kind is Kind.AMOUNT:  # credit notes print the sign or do not
        return _size(value) != _size(stated)
    if spec.kind is Kind.CURRENCY and currencies.shared(printed):
        return False
    if spec.kind is Kind.CODE and not spec.required:
        known = {comparable(statement.value) for statement in document.statements}
        if value[:2].isalpha() != stated[:2].isalpha() or comparable(value) in known:
            return False  # a number of another kind, or of somebody else
    if spec.kind is Kind.CODE:  # strokes and blanks of a number are typography
        return comparable(value) != comparable(stated)
    return value != stated


def _counted(document: Document, names: Sequence[str], stated: Stated) -> Stated:
    """The quantities, told apart from what the printed rows show in their place.

    A printed row is believed where two of its numbers multiply to a third, and is that of the
    stated row with the same amount.
    """
    quantity, _, amount = names
    sums = {field.row: _size(field.value) for field in stated.get(amount, ())}
    factors = _factors(document) if sums and stated.get(quantity) else {}
    found = []
    for field in stated.get(quantity, ()):
        printed = factors.get(sums.get(field.row, Decimal()), {})
        agrees = not printed or _size(field.value) in printed
        other = "" if agrees else next(iter(printed.values()))
        found.append(field if agrees else replace(field, text=other, spans=()))
    return {quantity: tuple(found)}


def _factors(document: Document) -> dict[Decimal, dict[Decimal, str]]:
    """Product -> its factors and how they are printed, in rows where all three stand.

    Once something is that itself: any number that is printed twice beside a 1 would prove it.
    """
    found: dict[Decimal, dict[Decimal, str]] = {}
    comma = conventions.observe(document.text[: passages.BUDGET]).decimal_comma
    for line in document.text.splitlines():
        printed: dict[Decimal, str] = {}
        for word in line.split():  # blanks part columns more often than thousands
            numbers = amounts.find(word[:LONGEST_NUMBER], decimal_comma=comma)
            printed |= {_size(number.value): word for number in numbers}
        for one, other in combinations(list(printed)[:MOST_NUMBERS], 2):
            product = (one * other).quantize(Decimal("0.01"))
            if product in printed and product not in (one, other):
                found.setdefault(product, {}).update({one: printed[one], other: printed[other]})
    return found


def _size(value: str) -> Decimal:
    return abs(Decimal(value))

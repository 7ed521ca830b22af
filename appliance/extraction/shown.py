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
from appliance.extraction.bills import shown_addresses, shown_items, shown_taxes
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
ADDRESSED = frozenset({"vendor_address", "buyer_address"})
LONGEST_TEXT = 60_000
"""Characters of a paper whose rows are held against the stated ones."""
RATE, TAX = "tax.rate", "tax"
TOLD_APART = frozenset({"total", "amount_due"})
"""Amounts that another stated one in their place contradicts; sums below the items are called so
differently that a page's other sum may be meant."""
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
        if spec.name not in checked or spec.name in {RATE, TAX, *ADDRESSED}:
            continue
        if found[spec.name] and not spec.table:
            found[spec.name] = _compared(sheets, doctype, spec, stated)
    for rule in doctype.rules:
        if rule.rule == "row_product" and len(rule.fields) == 3 and rule.fields[0] in checked:
            found |= _counted(document, rule.fields, stated)
            found |= _rows(sheets, doctype, rule.fields, {**stated, **found})
    if ADDRESSED & checked:
        found |= _addressed(sheets, doctype, found)
    return found


def _rows(
    sheets: Sheets, doctype: Doctype, names: Sequence[str], stated: Stated
) -> dict[str, tuple[Field, ...]]:
    """The rows of the table, and the taxes by rate, held against the printed ones."""
    quantity, price, amount = names
    described = f"{amount.partition('.')[0]}.description"
    rates = [Decimal(field.value) for field in stated.get(RATE, ())]
    if len(sheets.document.text) > LONGEST_TEXT:
        return {}
    printed = shown_items.rows(sheets.of())
    columns = (described, quantity, price, amount)
    found = dict(shown_items.differing(printed, columns, stated, rates))
    found |= shown_taxes.differing(printed, (RATE, TAX), stated)
    known = {spec.name for spec in doctype.fields}
    return {name: fields for name, fields in found.items() if name in known}


def _addressed(sheets: Sheets, doctype: Doctype, stated: Stated) -> dict[str, tuple[Field, ...]]:
    """The addresses, held against what the page prints as the party's."""
    document = sheets.document
    told = {one.path: one.value for one in document.statements}
    codes = [value for path, value in told.items() if path.endswith("/postcode")]
    found: dict[str, tuple[Field, ...]] = {}
    for spec in doctype.fields:
        if spec.name not in ADDRESSED or not stated.get(spec.name) or stated[spec.name][0].spans:
            continue
        path = next(iter(spec.statements), "").removesuffix("/address")
        own = told.get(f"{path}/street", ""), told.get(f"{path}/postcode", "")
        best = propose(_survey(sheets, doctype, spec), spec, doctype).best
        if best is None or best.probability < VISIBLE:
            continue
        text = ground.text_at(document, best.candidate.spans)
        if shown_addresses.differs(document.text, text, own, codes):
            found[spec.name] = (replace(stated[spec.name][0], text=text),)
    return found


def _survey(sheets: Sheets, doctype: Doctype, spec: FieldSpec) -> Survey:
    text = sheets.document.text
    sheet = sheets.of(passages.searched(text, (spec,)))
    habits = conventions.observe(text[: passages.BUDGET])
    return sheet.once(
        (_compared, doctype.name), lambda: Survey(sheet, habits, parties=roles.parties(doctype))
    )


def _compared(
    sheets: Sheets, doctype: Doctype, spec: FieldSpec, stated: Stated
) -> tuple[Field, ...]:
    """A name is contradicted by its absence, or where the page gives its part to the other party:
    how a firm is called on its letterhead varies."""
    document = sheets.document
    field, *more = stated[spec.name]
    if not spec.required and spec.kind is Kind.CODE and any(s.spans for s in stated[spec.name]):
        return stated[spec.name]  # a party has several numbers and accounts
    survey = _survey(sheets, doctype, spec)
    proposal = propose(survey, spec, doctype)
    best = proposal.best
    needed = CLEAR if field.spans or spec.kind is Kind.NAME else VISIBLE
    if best is None or best.probability < needed:
        return stated[spec.name]
    spans, value = best.candidate.spans, best.candidate.value
    if spec.series:
        spans, value = _numbered(survey.sheet, proposal, best.candidate)
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
        known = {one.value for one in document.statements if spec.name not in TOLD_APART}
        return _size(value) != _size(stated) and value not in known
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

"""Who files, beside the name: where it is incorporated, its number with the tax office, its
telephone; and the first of several registrants that share a cover as rows of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.filings import coregistrants
from appliance.extraction.filings.coregistrants import EIN, NUMBER, PHONE, REGION
from appliance.extraction.filings.cover import CAPTIONED, LABELLED, cover
from appliance.extraction.found import Found
from appliance.extraction.kinds import places
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

ABOVE = 6
"""Rows above a caption in which its value stands: a caption itself may take some."""
_PLACE = re.compile(
    rf"[\W_]*(?P<place>{REGION}(?:,\s*(?:{places.COUNTRIES}))?)(?![\w])(?P<rest>[^,]*)$",
    re.IGNORECASE,
)
_JURISDICTION = re.compile(
    r"(?:state|jurisdiction|country|province|place)(?: or other jurisdiction)? (?:of|or) "
    r"(?:other jurisdiction|incorporation|organi[sz]ation)|jurisdiction of incorporation",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:state|jurisdiction|country|place) of (?:incorporation|organi[sz]ation)\s*:\s*",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"employer|\bi\.?\s?r\.?\s?s\b|\bein\b|tax(?:payer)? identification", re.IGNORECASE
)
_CALLED = re.compile(
    rf"\b(?:(?:tele)?phone|tel)\b[^\n\d+(]{{0,60}}[:.]?\s*{PHONE}",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"telephone\s+number", re.IGNORECASE)
_SEATED = re.compile(
    r"\b(?:registered|incorporated)(?: and \w+)? in (?:the )?"
    rf"(?P<place>England (?:and|&) Wales|England|Wales|Scotland|Northern Ireland|{REGION})(?!\w)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:tele)?phone\W*$|\btel\W*$", re.IGNORECASE)
_CONTACT = re.compile(r"\s*\(name, (?:title, )?(?:e-?mail, )?tele", re.IGNORECASE)
_STREET = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|plaza|parkway|pkwy|way|lane|ln|place|"
    r"square|court|center|highway|circle|row)\b\.?(?=\s+[A-Z])",
    re.IGNORECASE,
)


def jurisdiction(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The state or country: behind a label, above its caption, or as an adjective to the firm."""
    rows = cover(sheet)
    for row in rows:
        asked = _ASKED.search(sheet.text(row.span))
        told = _PLACE.match(sheet.text(row.span), asked.end()) if asked else None
        if told:
            return (_place(row.span, told, LABELLED),)
    for row in rows:
        if _JURISDICTION.search(sheet.text(row.span)):
            above = [span for span in _over(rows, row) if _states(sheet.text(span))]
            if above:  # of several registrants one above the other the first
                told = _states(sheet.text(above[-1]))
                return (_place(above[-1], told, CAPTIONED),) if told else ()
    block = coregistrants.first(sheet)
    seat = coregistrants.place(block) if block else None
    if seat:
        return (Found(value=" ".join(sheet.text(seat).split()), spans=(seat,), belief=LABELLED),)
    seats = ((row.span, _SEATED.search(sheet.text(row.span))) for row in rows)
    return next(((_place(span, seat, LABELLED),) for span, seat in seats if seat), ())


def _states(text: str) -> re.Match[str] | None:
    """The state that a cell says, with nothing but a number or a remark in brackets behind it."""
    told = _PLACE.match(text.partition("(")[0])
    return told if told and not re.search(r"[a-z]{3}", told["rest"]) else None


def _place(span: Span, match: re.Match[str], belief: float) -> Found:
    start, end = match.span("place")
    place = Span(span.start + start, span.start + end)
    return Found(value=" ".join(match["place"].split()), spans=(place,), belief=belief)


def _over(rows: Sequence[Row], caption: Row) -> Iterator[Span]:
    """The cells of the caption's row and of those above it, the nearest first."""
    for row in reversed(rows[max(caption.index - ABOVE, 0) : caption.index + 1]):
        for cell in row.cells:
            yield cell.span


def employer(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The first number of the tax office's shape near words about it."""
    rows = cover(sheet)
    for row in rows:
        match = EIN.search(sheet.text(row.span))
        near = rows[max(row.index - ABOVE, 0) : row.index + ABOVE + 1]
        if match and any(_EMPLOYER.search(sheet.text(other.span)) for other in near):
            place = Span(row.span.start + match.start(), row.span.start + match.end())
            return (Found(value=match.group(), spans=(place,), belief=CAPTIONED),)
    return ()


def telephone(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The registrant's telephone: behind its label, above its caption, in its cell."""
    rows = cover(sheet)
    block = coregistrants.first(sheet)
    told = NUMBER.search(block.words) if block else None
    if block and told:
        return (_phone(block.span, told, LABELLED),)
    for row in rows:
        text = sheet.text(row.span)
        called = _CALLED.search(text)
        if called:
            return (_phone(row.span, called, LABELLED),)
        if _CAPTION.search(text) and row.index and _captions(sheet, rows, row):
            span = Span(rows[max(row.index - 3, 0)].span.start, rows[row.index - 1].span.end)
            numbers = list(NUMBER.finditer(sheet.text(span)))
            if numbers:
                return (_phone(span, numbers[-1], CAPTIONED),)
        if _CONTACT.match(text) and row.index:  # whom foreign issuers name, then the fax
            span = Span(rows[max(row.index - 4, 0)].span.start, rows[row.index - 1].span.end)
            caption = sheet.text(span).rfind(")\n") + 1
            number = NUMBER.search(sheet.text(span), caption)
            if number:
                return (_phone(span, number, CAPTIONED),)
    return ()


def _captions(sheet: Sheet, rows: Sequence[Row], row: Row) -> bool:
    """Whether words about the telephone stand below it: in brackets, or under a mere number."""
    above = sheet.text(rows[row.index - 1].span).strip(" _")
    return sheet.text(row.span).lstrip().startswith("(") or bool(NUMBER.fullmatch(above))


def _phone(span: Span, match: re.Match[str], belief: float) -> Found:
    place = Span(span.start + match.start("phone"), span.start + match.end("phone"))
    return Found(value=" ".join(match["phone"].split()), spans=(place,), belief=belief)


def coregistered(sheet: Sheet) -> tuple[Found, ...]:
    """The name of the first of several registrants."""
    block = coregistrants.first(sheet)
    if block is None:
        return ()
    place = coregistrants.name(block)
    value = " ".join(sheet.text(place).split())
    return (Found(value=value, spans=(place,), belief=LABELLED),)


def address(sheet: Sheet) -> list[tuple[Span, str]]:
    """The lines of the first registrant's address: street, and what follows."""
    block = coregistrants.first(sheet)
    start = re.search(r"\)\s*(?=\d)|\s(?=\d+\s[A-Z])", block.words) if block else None
    if block is None or start is None:
        return []
    phone = NUMBER.search(block.words, start.end())
    end = phone.start() if phone else len(block.words)
    label = _LABEL.search(block.words, 0, end)
    end = label.start() if label else end
    street = _STREET.search(block.words, start.end(), end)
    cut = street.end() if street else end
    bounds = [(start.end(), cut), (cut + 1, end)] if cut < end else [(start.end(), end)]
    return [
        (Span(block.span.start + a, block.span.start + b), block.words[a:b].rstrip(" ,"))
        for a, b in bounds
    ]

"""Runs of cells down a column: the rows of a name or an address, cut as they may be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import parties
from appliance.extraction.sheet import legal_forms
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.types import Span

Block = tuple[tuple[Span, ...], Mapping[str, float]]

_LABEL = re.compile(r"^[^\W\d_][^:\d]{0,28}:\s*(?=\S)")
_NUMBER = re.compile(r"^[(]?\d[\d/-]{3,}(?:-?[A-Z])?[)]?\s+(?=\S)")
_INNER_LABEL = re.compile(r"[\s,;(]+[^\W\d_][\w. ]{1,12}(?:\([^)]*\))?\s?:\s?")
_BRACKET = re.compile(r"\s*[\[(][^()\[\]]*[\])]?\s*$")
_SERVED = re.compile(
    r"\W*(?:(?:you were )?served by|your (?:server|cashier|host)|cashier|server|waiter|waitress"
    r"|operator|clerk|kassierer(?:in)?|bediener?|es bediente sie|bedient(?: von| durch)?"
    r"|cajer[oa]|atendid[oa] por|le atendió|caissi[eè]re?|vous a servi|servi par|cassier[ea])\b",
    re.IGNORECASE,
)
"""Rows about who stood at the till: no firm's name or address goes on there."""
_CODE = re.compile(r"\d{4,6}|\d{3} \d{2}")
"""A postal code that stands apart from its town."""


def trimmed(sheet: Sheet, span: Span, junk: str = parties.MARKS) -> Span | None:
    """A span without marks and blanks at its ends; ``None`` if nothing else is in it."""
    text = sheet.text(span)
    inner = text.strip(junk)
    if not any(map(str.isalnum, inner)):
        return None
    start = span.start + text.index(inner)
    return Span(start, start + len(inner))


def _starts(sheet: Sheet, cell: Cell) -> Iterator[tuple[Span, str]]:
    """A cell as the first row of a run: whole, and without a label or a number in front."""
    whole = _inner(sheet, cell.span)
    if whole is None:
        return
    yield whole, "whole"
    for pattern, opening in ((_LABEL, "unlabelled"), (_NUMBER, "unnumbered")):
        front = pattern.match(sheet.text(whole))
        rest = trimmed(sheet, Span(whole.start + front.end(), whole.end)) if front else None
        if rest:
            yield rest, opening


def _openings(sheet: Sheet, cell: Cell) -> Sequence[tuple[Span, str]]:
    return tuple(_starts(sheet, cell))


def _inner(sheet: Sheet, span: Span) -> Span | None:
    """A cell without marks at its ends: worked out once for all runs that hold it."""
    return sheet.once((trimmed, span), partial(trimmed, sheet, span))


@lru_cache(maxsize=256)
def _cut(opening: str, closing: str, length: int, foot: bool) -> Mapping[str, float]:
    """How a run of rows begins and ends, as named numbers."""
    cut = {f"opening_{opening}": 1.0, f"closing_{closing}": 1.0, f"rows_{length}": 1.0}
    return {**cut, "foot": 1.0} if foot else cut


def _ends(sheet: Sheet, span: Span, kind: Kind) -> Iterator[tuple[Span, str]]:
    """A row as the last of a run: whole, without a bracket behind, up to a label inside it."""
    yield span, "whole"
    text = sheet.text(span)
    if kind is Kind.NAME:
        bracket = _BRACKET.search(text)
        if bracket and bracket.start() > 2 and not legal_forms.ends(text):
            yield Span(span.start, span.start + bracket.start()), "unbracketed"
        form = parties.form_inside(text)
        if form:
            yield Span(span.start, span.start + form), "formed"
    label = _INNER_LABEL.search(text)
    if label and label.start() > 3:
        yield Span(span.start, span.start + label.start()), "cut"


def _closings(sheet: Sheet, cell: Cell, span: Span, kind: Kind) -> Sequence[tuple[Span, str]]:
    """The same, and the row of cells as one: alike for all runs that reach this row."""
    wide = parties.across(sheet, cell, span)
    ends = tuple(_ends(sheet, span, kind))
    return (*ends, (wide, "across")) if wide else ends


def _chain(sheet: Sheet, cell: Cell, spec: FieldSpec, rows: int) -> list[Cell]:
    """The cell and those below it in its column that it may go on in, at most ``rows``; those of
    firms begin with words, and go on over words and postal codes alone."""
    if spec.organisation and not sheet.told(_worded, cell.span):
        return []
    goes_on = _worded if spec.kind is Kind.NAME else _of_address
    chain = [cell]
    while len(chain) < rows:
        below = sheet.under(chain[-1], reach=1.6)
        if below is None or sheet.told(_of_staff, below.span):
            break
        if spec.organisation and not sheet.told(goes_on, below.span):
            break
        chain.append(below)
    return chain


def _of_staff(text: str) -> bool:
    return bool(_SERVED.match(text))


def _worded(text: str) -> bool:
    """Whether a row has a word in it."""
    return sum(map(str.isalpha, text)) > 1


def _of_address(text: str) -> bool:
    return _worded(text) or bool(_CODE.fullmatch(text))


def down(
    sheet: Sheet, cell: Cell, spec: FieldSpec, rows: int, *, foot: bool = False
) -> Iterator[Block]:
    """The runs that begin in a cell (at the ``foot`` of the page), with how they begin and end."""
    chain = _chain(sheet, cell, spec, rows)
    whole = partial(_openings, sheet, cell)
    for first, opening in sheet.once((_starts, cell.span), whole) if chain else ():
        middle: list[Span] = [first]
        for length, last in enumerate(chain, start=1):
            span = first if length == 1 else _inner(sheet, last.span)
            if span is None:
                break
            if length > 1:
                middle.append(span)
            closed = (_closings, span, spec.kind)
            ends = sheet.once(closed, partial(_closings, sheet, last, span, spec.kind))
            for end, closing in ends:
                yield (*middle[:-1], end), _cut(opening, closing, length, foot)

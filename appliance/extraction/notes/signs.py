"""Vital signs by their names, wherever they stand with a figure: in prose, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import aims
from appliance.extraction.notes.lab_table import LISTED
from appliance.extraction.notes.measurements import cells_of
from appliance.extraction.notes.quantities import UNIT
from appliance.extraction.sheet import entries, segments
from appliance.extraction.sheet.entries import part
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

COLUMNS = 3
"""Signs that head the columns of a table."""
_SHORT = (
    r"(?-i:T)(?=\s?:?\s?(?:\d{2,3}[.,]\d|\d{2,3}\s?[°º]))|(?-i:P)(?=\s?:?\s?\d{2,3}\b(?![/%.]))"
    r"|(?-i:R)(?=\s?:?\s?\d{2}\b(?![/%.]))|(?-i:O2)(?=\s?:?\s?\d{2,3}\s?%)"
)
"""Temperature, pulse, respiration and saturation by their letters."""
_VALUE = (
    r"\d{1,3}(?:[.,]\d+)?(?:[-–]\d{2,3}(?![\d/-])|\s?(?:/|over)\s?\d{2,3}|"
    r"\s?['’′]\s?\d{1,2}(?:[\"”″])?)?"
)
_SIGN_VALUE = (
    rf"(?: (?:at|on) (?:discharge|admission|arrival|rest|triage))?\s*(?:[:=-]|(?:today|"
    rf"now)?\s?\b(?:is|was|of|at|de)\b)?\s*(?P<value>{_VALUE})"
    rf"\s?(?P<unit>{UNIT})?"
)
_ANOTHER = re.compile(
    r"\b(?:fundal|fundus|uterine|f(?:o?e)tal|embryonic|birth|newborn|baby'?s|infant'?s|donor'?s|"
    r"ideal(?: body)?|dry|predicted|vertebral|dis[ck]|symphysis|usual|pre-?pregnancy|bed|heel)"
    r"(?: (?:body|estimated|baseline))?[\s-]*$",
    re.IGNORECASE,
)
"""What stands before a sign's name where it is none of the patient's today (``fundal height``)."""
_CELL = re.compile(rf"\W*(?P<value>{_VALUE})\s?(?P<unit>{UNIT})?(?!\d)", re.IGNORECASE)


def vitals(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """Each sign once, value as printed; of a table with a column for each every row."""
    names = "|".join(
        re.escape(name).replace(r"\ ", r"[\s_]+")
        for name in sorted(doctype.words.get("vital", ()), key=len, reverse=True)
    )
    if not names:
        return ()
    tables = list(_tables(sheet, re.compile(rf"\W*(?:{names}|[TPR])\W*(?:\(.*)?", re.IGNORECASE)))
    tabled = {span.start for item in tables for span in item.spans}
    found = {item.value.casefold(): item for item in tables}
    headed = {item.cells["name"][0].casefold() for item in tables}
    for item in _told(sheet, doctype, names):
        name = item.cells["name"][0].casefold()
        if name not in headed and not tabled & {span.start for span in item.spans}:
            headed.add(name)
            found[item.value.casefold()] = item
    return tuple(found.values())


def _told(sheet: Sheet, doctype: Doctype, names: str) -> Iterator[Found]:
    sign = re.compile(
        rf"(?<![\w.])(?P<name>{names}|{_SHORT})(?!\w)\.?{_SIGN_VALUE}(?!\d)", re.IGNORECASE
    )
    about = [s for s in segments.find(sheet, doctype) if s.about in ("vitals", "examination")]
    spans: Sequence[Span] = [row for segment in about for row in segment.rows]
    if not any(sign.search(sheet.text(span)) for span in spans):
        spans = [row.span for row in sheet.rows]
    for paragraph in entries.paragraphs(sheet, spans):
        text = sheet.text(paragraph)
        for match in sign.finditer(text):
            if aims.wanted(text, *match.span()) or _ANOTHER.search(text[: match.start()]):
                continue
            whole = part(sheet, paragraph, *match.span())
            value = " ".join(match.group().split())
            cells = cells_of(sheet, paragraph, match, ("name", "value", "unit"))
            yield Found(value=value, spans=(whole,), belief=LISTED, cells=cells)


def _tables(sheet: Sheet, name: re.Pattern[str]) -> Iterator[Found]:
    """The readings below a row of signs: as many cells as there are heads."""
    heads: list[Span] = []
    for row in sheet.rows:
        columns = list(_columns(sheet, row, name))
        if sum(bool(name.fullmatch(sheet.text(column))) for column in columns) >= COLUMNS:
            heads = columns
        elif len(row.cells) != len(heads):
            heads = []
        else:
            yield from _readings(sheet, heads, row, name)


def _columns(sheet: Sheet, row: Row, name: re.Pattern[str]) -> Iterator[Span]:
    """The heads of a row; two signs set close together are two."""
    for cell in row.cells:
        words = list(re.finditer(r"\S+", sheet.text(cell.span)))
        apart = len(words) > 1 and all(name.fullmatch(word.group()) for word in words)
        for word in words if apart else ():
            yield part(sheet, cell.span, *word.span())
        if not apart:
            yield cell.span


def _readings(
    sheet: Sheet, heads: Sequence[Span], row: Row, name: re.Pattern[str]
) -> Iterator[Found]:
    for top, cell in zip(heads, row.cells, strict=True):
        told = " ".join(sheet.text(top).split())
        match = _CELL.match(sheet.text(cell.span)) if name.fullmatch(told) else None
        if match is None:
            continue
        cells = cells_of(sheet, cell.span, match, ("value", "unit"))
        sign = told.partition("(")[0].strip()
        value = f"{sign} {match.group().strip()}"
        cells["name"] = (sign, Span(top.start, top.start + len(sign)))
        yield Found(value=value, spans=(cell.span,), belief=LISTED, cells=cells)

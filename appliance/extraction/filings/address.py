"""The address on a cover page: above its caption in brackets, or behind a label; taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.filings import registered
from appliance.extraction.filings.cover import CAPTION_ROW, CAPTIONED, cover
from appliance.extraction.found import Found
from appliance.extraction.kinds import places
from appliance.extraction.sheet.cues import patterns
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

_NONE = re.compile(r"not applicable\.?|n/a|none", re.IGNORECASE)
_CAPTIONED = re.compile(r"\W*[A-Z][A-Z ]{2,}:\s")
"""A row of a form's header (``IRS NUMBER: ...``), and of no address."""
_TOLD = re.compile(r"[^\W_]")
_ASKED = re.compile(r"[^:\n]{0,40}:\s*\S")
"""How a label goes on that stands in front of its value."""
_OFFICE = re.compile(
    r"\W*(?:address of (?:the )?(?:entity|company)?(?:['’]s)? ?registered office|"
    r"registered office(?: address)?|(?:registered|business) address)\W*$",
    re.IGNORECASE,
)
_OFFICE_IS = re.compile(
    r"\b(?:registered office|address of (?:its|the) registered office) is (?:at |located at )?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\.(?:\s|$)")
TALLEST = 5
"""Rows of an address."""
_PHONE = re.compile(
    r"^(?!\W*\d{5}-\d{4}\W*$)\W*(?:\+?\d[\d\s().–-]{6,}\d)\W*$|telephone|phone|fax|\btel\b",
    re.IGNORECASE,
)
"""A row or a cell with a telephone number, which no long postal code is."""
ADDRESS_COLUMNS = {
    "address_street": "street",
    "address_street_2": "street_2",
    "address_city": "city",
    "address_state": "state",
    "address_postal_code": "postal_code",
}


def find(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """One part of the address above (or behind) its caption; the field's name says which."""
    for lines in _lines_of(sheet, spec):
        if any(_CAPTIONED.match(words) for _, words in lines):
            continue
        found = places.parts(lines)
        if "city" in found and ("state" in found or "postal_code" in found):
            if spec.name == "address":
                return (_whole(lines),)
            part = found.get(ADDRESS_COLUMNS.get(spec.name, ""))
            if part is None:
                return ()
            return (Found(value=part.value, spans=(part.span,), belief=CAPTIONED),)
    return ()


def _lines_of(sheet: Sheet, spec: FieldSpec) -> Iterator[list[tuple[Span, str]]]:
    """What could be the address, the likeliest first."""
    rows = cover(sheet)
    yield registered.address(sheet)
    yield from _said(sheet, rows)
    for cue in patterns(spec):
        for row in rows:
            match = cue.search(sheet.text(row.span))
            if match is None:
                continue
            above = _above(sheet, rows, _opening(sheet, rows, row))
            below = _below(sheet, rows, row, cue)
            asked = _ASKED.match(sheet.text(row.span), match.end())
            own = _before(sheet, row)
            if own:  # a caption under its value in one cell
                yield own
            elif _bracketed(sheet.text(row.span), match.start()):
                yield above
            else:
                yield from (below, above) if asked else (above, below)


def _said(sheet: Sheet, rows: Sequence[Row]) -> Iterator[list[tuple[Span, str]]]:
    """The registered office beside its label in a table of two columns, or in a sentence."""
    for row in rows:
        cells = row.cells
        if len(cells) == 2 and _OFFICE.match(sheet.text(cells[0].span)):
            yield [(cells[1].span, sheet.text(cells[1].span))]
        match = _OFFICE_IS.search(sheet.text(row.span))
        if match:
            start = row.span.start + match.end()
            end = rows[min(row.index + 1, len(rows) - 1)].span.end
            words = sheet.text(Span(start, end)).replace("\n", " ")
            stop = _SENTENCE.search(words)
            words = words[: stop.start() if stop else len(words)]
            yield [(Span(start, start + len(words)), words)]


def _whole(lines: Sequence[tuple[Span, str]]) -> Found:
    """The address in one line."""
    words = ", ".join(" ".join(line.split()).strip(" ,") for _, line in lines)
    return Found(value=words, spans=tuple(span for span, _ in lines), belief=CAPTIONED)


def _opening(sheet: Sheet, rows: Sequence[Row], row: Row) -> Row:
    """The row in which a caption in brackets begins that ends in ``row``."""
    text = sheet.text(row.span)
    if ")" not in text or "(" in text.partition(")")[0]:
        return row
    above = rows[max(row.index - 3, 0) : row.index]
    return next((r for r in reversed(above) if "(" in sheet.text(r.span)), row)


def _above(sheet: Sheet, rows: Sequence[Row], caption: Row) -> list[tuple[Span, str]]:
    """The cells between this caption's row and the caption above it, the leftmost column first."""
    block: list[Row] = []
    for row in reversed(rows[: caption.index]):
        text = sheet.text(row.span)
        if _PHONE.search(text):
            continue
        if not block and not _TOLD.search(text):  # a line that is drawn under the value
            continue
        if CAPTION_ROW.search(text) or len(block) >= TALLEST:
            break
        block.insert(0, row)
    return _lines(sheet, block)


def _bracketed(text: str, at: int) -> bool:
    """Whether a place stands within brackets: a caption, under its value."""
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)


def _before(sheet: Sheet, caption: Row) -> list[tuple[Span, str]]:
    """What stands in the cells of the caption's own row, in front of each bracket."""
    found = []
    for cell in caption.cells:
        words, bracket, _ = sheet.text(cell.span).partition("(")
        if bracket and words.strip():
            end = cell.span.start + len(words.rstrip())
            found.append((Span(cell.span.start, end), words.rstrip()))
    return found


def _below(
    sheet: Sheet, rows: Sequence[Row], caption: Row, cue: re.Pattern[str]
) -> list[tuple[Span, str]]:
    """What stands behind the caption in its row, else the rows under it."""
    text = sheet.text(caption.span)
    match = cue.search(text)
    behind = re.match(r"[^:]{0,40}:\s*", text[match.end() :]) if match else None
    if match and behind and text[match.end() + behind.end() :].strip():
        start = caption.span.start + match.end() + behind.end()
        span = Span(start, caption.span.end)
        return [(span, sheet.text(span))]
    block: list[Row] = []
    for row in rows[caption.index + 1 : caption.index + 1 + TALLEST]:
        text = sheet.text(row.span)
        if CAPTION_ROW.search(text):
            break
        if not _PHONE.search(text):
            block.append(row)
    return _lines(sheet, block)


def _lines(sheet: Sheet, block: Sequence[Row]) -> list[tuple[Span, str]]:
    """Cells column by column: a code of its own column comes last."""
    cells = [
        (index, cell.span)
        for row in block
        for index, cell in enumerate(row.cells)
        if not _NONE.fullmatch(sheet.text(cell.span).strip())
        and not (index and _PHONE.search(sheet.text(cell.span)))
    ]
    cells.sort(key=lambda item: item[0] > 0)
    return [(span, sheet.text(span)) for _, span in cells]

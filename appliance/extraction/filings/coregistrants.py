"""Several registrants that share a cover: rows of a table, one for each.

Each row has the number under which the commission keeps a registrant, its name with the state and
the address behind or below it, and its number with the tax office. General instructions of Forms
10-K, 10-Q and 8-K (17 CFR 249) leave the table's shape to the filers; utilities and partnerships
use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.filings.cover import LABELLED, cover
from appliance.extraction.found import Found
from appliance.extraction.kinds import places
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

SEVERAL = 2
"""Registrants from which a table lists such."""
LONGEST = 100
"""Characters of a name."""
REGION = (
    r"(?:(?:the )?(?:commonwealth|state|kingdom|republic|province|grand duchy) of )?"
    rf"(?:{places.STATES}|{places.COUNTRIES})"
)
OF = re.compile(
    rf"\(an?\s+(?P<place>{REGION})\s+(?:corporation|company|limited|public|business|statutory|trust|"
    r"partnership)\b",
    re.IGNORECASE,
)
EIN = re.compile(r"(?<![\w-])\d{2}-\d{7}(?![\w-])")
_PHONE = (
    r"(?:\+\s?\d{1,3}[\s.-]{0,2})?(?:\(\s?\d{1,4}\s?\)\s*|\d{1,4}[\s./-]{1,2})\d{2,4}[\s.-]{1,2}\d{3,4}"
    r"(?:[\s.-]\d{2,4})?(?![\d-])"
)
_ABROAD = r"(?:\+\s?\d{1,3}|0\d{1,3})(?:[\s./-]{1,2}\(?\d{1,4}\)?){3,5}(?![\d-])"
PHONE = rf"(?P<phone>{_ABROAD}|{_PHONE})"
NUMBER = re.compile(rf"(?<![\w(/-]){PHONE}")
_HEAD = re.compile(
    r"exact name of (?:the )?(?:registrant|each)|"
    r"\bnames? of (?:the |each )?registrants?\b[^()]{0,30}(?:state|jurisdiction|address)|"
    r"^\W*registrants?\s?[;,]\s*states? (?:or other jurisdictions? )?of",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"(?:\bnames? of (?:the |each )?registrants?\b|\bregistrants?\s?[;,]\s).{0,120}"
    r"(?:state|jurisdiction).{0,160}address",
    re.IGNORECASE | re.DOTALL,
)
_FILE = re.compile(r"\W*(?P<file>\d{1,3}-\d{2,6}(?:-\d\d)?)(?![\d-])")
_LEGAL = (
    r"(?:corporation|limited|public|business|statutory|non-?profit|general|professional|"
    r"partnership|(?:real estate )?investment trust)\b"
)
_BEHIND = re.compile(
    rf",\s+(?:an?\s+(?P<place>{REGION})(?![\w-])|"
    rf"(?P<alone>{REGION})(?=\s*(?:[,;()\n]|$)|\s+{_LEGAL}))(?!\s+\d)",
    re.IGNORECASE,
)
"""The state behind a name: ``Harbor Gas LP, a Delaware limited partnership``; a state before a
capitalised word begins a name: ``Washington Trust Co``."""
_OF_YEAR = r"(?!(?:19|20)\d\d(?:-\w+)?,?\s+(?i:trust|fund|l\.?l\.?c|l\.?p|corp|inc|series|partner))"
_NAME_ENDS = re.compile(
    rf"\s*(?:(?i:\(an?\s)|\s{_OF_YEAR}\d+\s)|\s*,?\s+(?=\d){_OF_YEAR}|"
    + re.sub(r"\?P<(?:place|alone)>", "?i:", _BEHIND.pattern)
)


class Block(NamedTuple):
    """What one cell of a table of registrants says of one: its span and words."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrant:
    """One row of the table: what is said of the registrant, its numbers by their names, and the
    cells below in which what is said goes on."""

    block: Block
    numbers: Mapping[str, Span]
    below: tuple[Block, ...] = ()


def first(sheet: Sheet) -> Block | None:
    """The first cell under the head of a table in which each registrant has a row."""
    rows = cover(sheet)
    for table in _under(sheet, rows):
        for span, _ in table:
            if sheet.text(span).strip():
                return _block(sheet, span)
    printed = _printed(sheet, rows)
    return printed[0].block if printed else None


def _under(sheet: Sheet, rows: Sequence[Row]) -> Iterator[list[tuple[Span, Sequence[Span]]]]:
    """Of each table with a column of registrants the rows below the head: the cell in that column,
    and all cells."""
    for row in rows:
        for cell in row.cells if len(row.cells) > 1 else ():
            if cell.place is None or not _HEAD.search(sheet.text(cell.span)):
                continue
            below = sheet.document.tables[cell.place.table].rows[cell.place.row + 1 :]
            yield [(one[cell.place.column], one) for one in below]


def _printed(sheet: Sheet, rows: Sequence[Row]) -> tuple[Registrant, ...]:
    """The registrants of a table on a printed page: the rows from a file number to the next one,
    without the numbers; of the last as many rows as of the one before."""
    for row in rows:
        head = Span(row.span.start, rows[min(row.index + 4, len(rows) - 1)].span.end)
        joint = _JOINT.search(sheet.text(head))
        if joint is None or joint.start() > row.span.end - row.span.start:
            continue
        numbered = [
            r for r in rows[row.index + 1 : row.index + 40] if _FILE.match(sheet.text(r.span))
        ]
        if len(numbered) < SEVERAL:
            return ()
        over = sheet.text(Span(row.span.start, numbered[0].span.start))
        if OF.search(over) or NUMBER.search(over):  # the number stands lower than its registrant
            return ()
        starts = [one.index for one in numbered]
        ends = [*starts[1:], min(2 * starts[-1] - starts[-2], len(rows))]
        found = [_of_rows(sheet, rows[a:b]) for a, b in zip(starts, ends, strict=True)]
        return tuple(one for one in found if one) if found[0] is not None else ()
    return ()


def _of_rows(sheet: Sheet, rows: Sequence[Row]) -> Registrant | None:
    """What the printed rows of one registrant say; nothing where they begin with no name."""
    number = _FILE.match(sheet.text(rows[0].span))
    if number is None:
        return None
    start = rows[0].span.start
    span = Span(start + number.end(), rows[-1].span.end)
    text = sheet.text(span)
    tax = EIN.search(text)
    words = EIN.sub(lambda one: " " * len(one.group()), text).replace("\n", " ")
    if not re.match(r"\s*(?!telephone)[^\W\d_]{2}", words, re.I) or not OF.search(words):
        return None
    numbers = {"file_number": Span(start + number.start("file"), start + number.end("file"))}
    if tax:
        numbers["ein"] = Span(span.start + tax.start(), span.start + tax.end())
    return Registrant(block=Block(span, words), numbers=numbers)


def name(block: Block) -> Span:
    """Where the registrant's name stands: up to its state or its address."""
    end = _NAME_ENDS.search(block.words)
    words = block.words[: end.start() if end else len(block.words)].rstrip(" ,")
    begin = len(words) - len(words.lstrip())
    return Span(block.span.start + begin, block.span.start + len(words))


def place(block: Block) -> Span | None:
    """The state of a registrant: in brackets, or behind its name."""
    end = name(block).end - block.span.start
    told = OF.search(block.words) or _BEHIND.match(block.words, end)
    if told is None:
        return None
    where = "alone" if told.groupdict().get("alone") else "place"
    return Span(block.span.start + told.start(where), block.span.start + told.end(where))


def found(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """All registrants of a cover that several share, each with its own numbers and state; nothing
    where a row of the table is not whole."""
    listed = _listed(sheet)
    names = [" ".join(sheet.text(name(one.block)).split()) for one in listed]
    if len(listed) < SEVERAL or len(set(names)) < len(names) or not all(map(_named, names)):
        return ()
    return tuple(
        Found(value=said, spans=(name(one.block),), belief=LABELLED, cells=_cells(sheet, one))
        for said, one in zip(names, listed, strict=True)
    )


def _named(said: str) -> bool:
    return len(said) <= LONGEST and re.match(r"[^\W\d_]{2}|[^\W\d_]\S*\s", said) is not None


def _cells(sheet: Sheet, one: Registrant) -> dict[str, tuple[str, Span]]:
    seat = next((at for block in (one.block, *one.below) if (at := place(block))), None)
    spans = {"name": name(one.block), **one.numbers, **({"incorporation": seat} if seat else {})}
    return {column: (" ".join(sheet.text(span).split()), span) for column, span in spans.items()}


def _listed(sheet: Sheet) -> tuple[Registrant, ...]:
    rows = cover(sheet)
    for table in _under(sheet, rows):
        listed = tuple(_of_table(sheet, table))
        if len(listed) >= SEVERAL:
            return listed
    return _printed(sheet, rows)


def _of_table(sheet: Sheet, table: Sequence[tuple[Span, Sequence[Span]]]) -> Iterator[Registrant]:
    """The rows of a table that have a number of their own, with the rows that go on in them."""
    open_row: Registrant | None = None
    for cell, row in table:
        numbers = _numbers(sheet, cell, row)
        if numbers:
            if open_row is not None:
                yield open_row
            open_row = Registrant(block=_block(sheet, cell), numbers=numbers)
        elif open_row is not None and sheet.text(cell).strip():
            open_row = replace(open_row, below=(*open_row.below, _block(sheet, cell)))
    if open_row is not None:
        yield open_row


def _block(sheet: Sheet, cell: Span) -> Block:
    return Block(cell, sheet.text(cell).replace("\n", " "))


def _numbers(sheet: Sheet, cell: Span, row: Sequence[Span]) -> dict[str, Span]:
    """The numbers that stand in cells of their own beside a registrant."""
    found: dict[str, Span] = {}
    for span in row:
        text = sheet.text(span)
        tax, file = EIN.fullmatch(text.strip()), _FILE.fullmatch(text.strip())
        told = tax or file
        if span != cell and told:
            start = span.start + text.index(text.strip())
            inner = told.span() if tax else told.span("file")
            found.setdefault(
                "ein" if tax else "file_number", Span(start + inner[0], start + inner[1])
            )
    return found

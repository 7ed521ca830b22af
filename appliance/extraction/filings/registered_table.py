"""The table of registered securities, cell by cell: from the file's own table, else by place.

A typeset page (HTML) has its cells exactly. On a printed page a cell of several lines is broken
over rows, its neighbours stand beside the middle of it, and reading order may run down one column
before the next; so the words are parted by the white between columns, then by the white between
entries, which is larger than between the lines of one. What does not come out whole is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Origin, Span, Table, Word

Value = tuple[str, tuple[Span, ...]]
Entry = Mapping[str, Value]
"""``title``, ``symbol`` and ``exchange`` of a security: words and their places."""

HEADS = {
    "title": r"titles? of (?:each )?class|titles? of (?:each )?securit",
    "symbol": r"(?:trading|ticker)\s*symbol|ticker",
    "exchange": r"name of (?:each )?(?:stock )?exchange|(?:name of )?(?:each )?exchange on which",
}
_WHOLE_HEADS = {
    "title": r"titles? of (?:each )?(?:class(?:es)?(?: of securities)?|securit\w+)"
    r"(?: so registered)?",
    "symbol": r"(?:trading|ticker)\s*symbols?(?:\s?\(s\))?|ticker",
    "exchange": r"names? of (?:each )?(?:stock )?exchanges?(?: (?:on|in) which(?: each class is)?"
    r"(?: to be)?(?: so)? ?registered)?",
}
_OPENERS = {
    "registrant": r"registrants?",
    "title": r"titles?",
    "symbol": r"trading|ticker",
    "exchange": r"names?",
}
_SECTION = re.compile(r"section\s*12\s?\(b\)", re.IGNORECASE)
_END = re.compile(
    r"\W*(?:securities registered|indicate\b|check (?:whether|mark|if)|securities for which|as of )"
    r"|\*+\s?\w",
    re.IGNORECASE,
)
_MARKED = re.compile(r"exchange|market|nasdaq|nyse|cboe|tsx|otc", re.IGNORECASE)
_MARKETS = re.compile(r"nasdaq|nyse\b|new york|london|toronto|cboe|otc|tsx", re.IGNORECASE)
_SYMBOL = re.compile(r"[A-Z][A-Za-z0-9./ -]{0,11}\W{0,3}")
TALLEST = 6
"""Lines of a head."""
REACH = 40
"""Rows below the head in which the table ends."""
APART = 1.12
"""Times the distance of two lines of one cell at which the next entry begins."""
LEVEL = 0.45
"""Line heights by which words of one line stand higher or lower."""


class _Line(NamedTuple):
    """One line of one column: its words and the height of its middle on the page."""

    middle: float
    words: tuple[Word, ...]


Block = list[_Line]


def told(sheet: Sheet, rows: Sequence[Row]) -> tuple[Entry, ...]:
    """The entries of the first table of securities among ``rows``, top to bottom."""
    last = rows[-1].span.end if rows else 0
    for table in sheet.document.tables:
        page = sheet.pages[table.page]
        if page.origin is Origin.TYPESET and 0 < table.rows[0][0].start + 1 <= last:
            entries = tuple(_exact(sheet, table))
            if entries:
                return entries
    return _placed(sheet, rows)


def printed(sheet: Sheet, rows: Sequence[Row]) -> bool:
    """Whether a table of securities stands on a printed page."""
    return bool(_region(sheet, rows))


def _exact(sheet: Sheet, table: Table) -> Iterator[Entry]:
    """The rows under a table's head, each cell with the head that it stands under."""
    heads: dict[str, int] = {}
    for row in table.rows:
        filled = [n for n, span in enumerate(row) if sheet.text(span).strip()]
        if not heads:
            heads = _headed(sheet, row)
            order = filled
            continue
        cells: dict[str, Value] = {}
        for place, number in enumerate(filled):
            nearest = min(order, key=lambda head: abs(head - number))
            at = order[place] if len(filled) == len(order) else nearest
            for name in (column for column, head in heads.items() if head == at):
                cells.setdefault(name, (" ".join(sheet.text(row[number]).split()), (row[number],)))
        yield cells


def _headed(sheet: Sheet, row: Sequence[Span]) -> dict[str, int]:
    """The place of each column's head, where the row is the table's head."""
    found: dict[str, int] = {}
    for number, span in enumerate(row):
        for name, head in HEADS.items():
            if re.match(rf"\W*(?:{head})", " ".join(sheet.text(span).split()), re.IGNORECASE):
                found.setdefault(name, number)
    return found if "title" in found and len(found) > 1 else {}


def _placed(sheet: Sheet, rows: Sequence[Row]) -> tuple[Entry, ...]:
    """The entries of a printed table, by the places of its words."""
    words = _region(sheet, rows)
    if not words:
        return ()
    height = median(word.box.bottom - word.box.top for word in words)
    columns = _columns(words)
    if "title" not in columns or len(columns) < 2:
        return ()
    lines = {name: _body(name, _lines(columns[name], height)) for name in HEADS if name in columns}
    if not all(lines.values()):
        return ()
    steps = [b.middle - a.middle for column in lines.values() for a, b in pairwise(column)]
    pitch = min(steps, default=0.0)
    blocks = {name: _blocks(column, APART * pitch) for name, column in lines.items()}
    return _whole(blocks, height) or _whole(
        {name: [[line] for line in column] for name, column in lines.items()}, LEVEL * height
    )


def _body(name: str, lines: Sequence[_Line]) -> list[_Line]:
    """The lines under a column's head; none where the head is not whole."""
    said = ""
    ends = 0
    for number, line in enumerate(lines[:TALLEST], start=1):
        said = " ".join([said, *(word.text for word in line.words)]).strip()
        ends = number if re.fullmatch(rf"\W*(?:{_WHOLE_HEADS[name]})\W*", said, re.I) else ends
    return list(lines[ends:]) if ends else []


def _region(sheet: Sheet, rows: Sequence[Row]) -> list[Word]:
    """The words from the table's head to what follows it, on one page."""
    for number, row in enumerate(rows):
        head = re.search(r"\btitles? of (?:each|class)", sheet.text(row.span), re.IGNORECASE)
        if head is None or row.box is None or sheet.pages[row.page].origin is Origin.TYPESET:
            continue
        above, below = rows[max(number - 6, 0) : number], rows[number + 1 : number + REACH]
        before = [r for r in above if _SECTION.search(sheet.text(r.span))]
        after = [r for r in below if _END.match(sheet.text(r.span))]
        if not before or not after or {before[-1].page, after[0].page} != {row.page}:
            continue
        top, bottom = before[-1].box, after[0].box
        if top is None or bottom is None:
            continue
        return [
            word
            for word in sheet.pages[row.page].words
            if word.box.top >= top.bottom - 1 and word.box.bottom <= bottom.top + 1
        ]
    return []


def _columns(words: Sequence[Word]) -> dict[str, list[Word]]:
    """The words of each column: parted in the widest white between the openings of two heads."""
    heads: dict[str, Word] = {}
    for word in sorted(words, key=lambda one: one.box.top):
        for name, opener in _OPENERS.items():
            if re.fullmatch(rf"\W*(?:{opener})", word.text, re.IGNORECASE):
                heads.setdefault(name, word)
    if "title" not in heads:
        return {}
    if "registrant" in heads and heads["registrant"].box.right > heads["title"].box.left:
        del heads["registrant"]
    order = sorted(heads, key=lambda name: heads[name].box.left)
    cuts = [float("-inf")]
    for one, other in pairwise(order):
        free = _widest(words, heads[one].box.right, heads[other].box.left)
        if free is None:
            return {}
        cuts.append(free)
    bounds = [*cuts, float("inf")]
    return {
        name: [w for w in words if bounds[n] <= w.box.left < bounds[n + 1]]
        for n, name in enumerate(order)
    }


def _widest(words: Sequence[Word], left: float, right: float) -> float | None:
    """The middle of the widest stretch between two places that no word covers."""
    at, found = left, (0.0, 0.0)
    for word in sorted(words, key=lambda one: one.box.left):
        if word.box.left > at:
            found = max(found, (min(word.box.left, right) - at, at))
        at = max(at, word.box.right)
        if at >= right:
            break
    return found[1] + found[0] / 2 if found[0] > 1 else None


def _lines(words: Sequence[Word], height: float) -> list[_Line]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=_middle):
        if not lines or _middle(word) - _middle(lines[-1][0]) > LEVEL * height:
            lines.append([])
        lines[-1].append(word)
    return [
        _Line(_middle(line[0]), tuple(sorted(line, key=lambda one: one.box.left))) for line in lines
    ]


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _blocks(lines: Sequence[_Line], limit: float) -> list[Block]:
    """Lines parted where the next stands further away than ``limit``."""
    blocks: list[Block] = []
    for line in lines:
        if not blocks or line.middle - blocks[-1][-1].middle > limit:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _whole(columns: Mapping[str, list[Block]], reach: float) -> tuple[Entry, ...]:
    """Each title with what stands beside it; nothing where a cell is left over or is no such."""
    titles = columns["title"]
    entries: list[dict[str, Value]] = [{"title": _value(block)} for block in titles]
    for name, blocks in columns.items():
        for block in blocks if name != "title" else ():
            near = [n for n, title in enumerate(titles) if _beside(title, block, reach)]
            if len(near) != 1 or name in entries[near[0]]:
                return ()
            if name == "symbol" and len(block) > 1:  # of two entries without white between them
                return ()
            entries[near[0]][name] = _value(block)
    return tuple(entries) if entries and all(map(_sensible, entries)) else ()


def _beside(title: Block, block: Block, reach: float) -> bool:
    """Whether one stands within the other's height."""
    low = max(title[0].middle, block[0].middle)
    high = min(title[-1].middle, block[-1].middle)
    return low - high <= reach


def _value(block: Block) -> Value:
    words = [word for line in block for word in line.words]
    spans = tuple(Span(line.words[0].span.start, line.words[-1].span.end) for line in block)
    return " ".join(word.text for word in words), spans


def _sensible(entry: Entry) -> bool:
    """Symbols and exchanges look like such; a title with neither may be a heading."""
    symbol, exchange = entry.get("symbol"), entry.get("exchange")
    named = exchange is None or (
        bool(_MARKED.search(exchange[0])) and len(_MARKETS.findall(exchange[0])) < 2
    )
    return named and (
        symbol is None or bool(_SYMBOL.fullmatch(symbol[0])) or not re.search(r"\w", symbol[0])
        or bool(re.fullmatch(r"(?i)none|n/?a|not applicable", symbol[0]))
    )  # fmt: skip

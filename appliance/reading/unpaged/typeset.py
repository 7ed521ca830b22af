"""Formats without pages, set on a fixed-width grid: rows of words on virtual A4 pages.

A *row* is built from pieces of text. White space folds to one blank; a row longer than the grid
is broken at blanks. A piece may carry the keys of statements: their spans are known once the row
has its place in the text. Cells of a table row stand on common columns where they fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from appliance.errors import TooLarge
from appliance.reading.unpaged import grid
from appliance.reading.unpaged.grid import COLUMNS
from appliance.types import NOWHERE, Box, Document, Origin, Page, Span, Statement, Table, Word

WIDTH, HEIGHT = 595.0, 842.0  # A4 in points
MARGIN = 36.0
ADVANCE = (WIDTH - 2 * MARGIN) / COLUMNS  # points per character
FONT_SIZE = ADVANCE / 0.602  # DejaVu Sans Mono's advance is 0.602 em
LEADING = 11.0
ROWS = int((HEIGHT - 2 * MARGIN) / LEADING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text; ``keys`` are the statements that it shows."""

    text: str
    keys: tuple[int, ...] = ()


Cell = Sequence[Piece]


@dataclass(slots=True)
class _Line:
    """A row with folded white space and what of it shows which statement."""

    text: str = ""
    marks: list[tuple[int, int, int]] = field(default_factory=list)  # start, end, key

    def append(self, pieces: Iterable[Piece]) -> Span:
        """Add pieces; returns where they stand in the row (trimmed)."""
        first = len(self.text)
        for piece in pieces:
            start = len(self.text)
            self._append(piece.text)
            begin, end = _trimmed(self.text, start, len(self.text))
            if end > begin:
                self.marks.extend((begin, end, key) for key in piece.keys)
        return Span(*_trimmed(self.text, first, len(self.text)))

    def _append(self, text: str) -> None:
        folded = " ".join(text.split())
        if not folded:
            self.text += " " if text and self.text and not self.text.endswith(" ") else ""
            return
        if text[0].isspace() and self.text and not self.text.endswith(" "):
            self.text += " "
        self.text += folded
        if text[-1].isspace():
            self.text += " "


class Sheet:
    """Takes rows from top to bottom and becomes a ``Document``."""

    def __init__(self, page_limit: int) -> None:
        self._page_limit = page_limit
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[Page] = []
        self._words: list[Word] = []
        self._row = 0  # rows used on the present page
        self._statements: list[Statement] = []
        self._withdrawn: set[int] = set()
        self._tables: list[Table] = []

    def state(self, path: str, value: str, attributes: Mapping[str, str] | None = None) -> int:
        """Register a statement; pieces with its key say where the text shows it."""
        self._statements.append(
            Statement(path=path, span=NOWHERE, value=value, attributes=dict(attributes or {}))
        )
        return len(self._statements) - 1

    def unshown(self) -> list[tuple[int, str]]:
        """Keys and values of the statements that no text shows so far."""
        return [
            (key, statement.value)
            for key, statement in enumerate(self._statements)
            if statement.span == NOWHERE and statement.value
        ]

    def withdraw(self, key: int) -> None:
        """A statement is not made after all."""
        self._withdrawn.add(key)

    def show(self, key: int, span: Span) -> None:
        """A statement is shown at a place that is set already (or at several: the hull)."""
        known = self._statements[key]
        if known.span != NOWHERE:
            span = Span(min(known.span.start, span.start), max(known.span.end, span.end))
        self._statements[key] = replace(known, span=span)

    def shown(self, key: int) -> Span:
        """Where a statement is shown so far; ``NOWHERE`` where it is not."""
        return self._statements[key].span

    @property
    def length(self) -> int:
        """The length of the text so far."""
        return self._length

    @property
    def text(self) -> str:
        """All that is set so far."""
        return "".join(self._parts)

    def row(self, *pieces: Piece | str, indent: int = 0) -> Span:
        """Set one row; returns its span (``NOWHERE`` for an empty one)."""
        line = _Line()
        line.append(_pieces(pieces))
        return self._set(line, indent)[0]

    def gap(self) -> None:
        """An empty row: space on the page, nothing in the text."""
        if 0 < self._row < ROWS:
            self._row += 1

    def line(self, text: str) -> Span:
        """Set a line of plain text whose columns mean something (tabs, aligned blanks)."""
        expanded = text.expandtabs(8).rstrip()
        if not expanded.strip():
            self.gap()
            return NOWHERE
        if len(expanded) > COLUMNS:
            return self.row(expanded, indent=min(8, grid.indent(expanded)))
        line = _Line()
        line.append([Piece(text=expanded)])
        return self._set(line, 0, grid.columns(expanded))[0]

    def table(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Set a table, one printed row for each of its rows."""
        stops = grid.stops([["".join(p.text for p in cell) for cell in row] for row in rows])
        spans: list[tuple[Span, ...]] = []
        page = len(self._pages) + 1
        for cells in rows:
            spans.append(self._table_row(cells, stops))
        shown = tuple(row for row in spans if any(span.end > span.start for span in row))
        if shown:
            self._tables.append(Table(page=page, rows=shown))

    def _table_row(self, cells: Sequence[Cell], stops: Sequence[int] | None) -> tuple[Span, ...]:
        line = _Line()
        local: list[Span] = []
        columns: list[int] = []
        for index, cell in enumerate(cells):
            if line.text and not line.text.endswith(" "):
                line.text += " "
            span = line.append(cell)
            local.append(span)
            if stops is not None and span.end > span.start:
                words = line.text[span.start : span.end].split(" ")
                columns.extend(grid.running(words, stops[index]))
        _, places = self._set(line, 0, columns or None)
        return tuple(_moved(span, places) for span in local)

    def _set(
        self, line: _Line, indent: int, columns: Sequence[int] | None = None
    ) -> tuple[Span, list[tuple[int, int]]]:
        """Place a row; returns its span and (offset in the row, offset in the text) pairs."""
        places: list[tuple[int, int]] = []
        text = line.text.rstrip()
        for start, end in grid.broken(text, COLUMNS - indent, columns is not None):
            places.append((start, self._print(text[start:end], indent, columns)))
        if not places:
            return NOWHERE, places
        for begin, finish, key in line.marks:
            self.show(key, _moved(Span(begin, finish), places))
        return Span(places[0][1], self._length), places

    def _print(self, row: str, indent: int, columns: Sequence[int] | None) -> int:
        """Print words on the next free row of the page; returns where they start in the text."""
        if self._row >= ROWS:
            self._turn_page()
        if self._length:
            self._add("\n" if self._words else "\n\n")
        start = at = self._length
        top = MARGIN + self._row * LEADING
        for index, word in enumerate(row.split(" ")):
            column = columns[index] if columns else indent + at - start
            left = MARGIN + min(column, COLUMNS - 1) * ADVANCE
            right = min(left + len(word) * ADVANCE, WIDTH - MARGIN)
            box = Box(round(left, 1), round(top, 1), round(right, 1), round(top + FONT_SIZE, 1))
            self._words.append(Word(text=word, span=Span(at, at + len(word)), box=box))
            at += len(word) + 1
        self._add(row)
        self._row += 1
        return start

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _turn_page(self) -> None:
        number = len(self._pages) + 1
        if number > self._page_limit:
            raise TooLarge(f"This file fills more than {self._page_limit} pages.")
        self._pages.append(
            Page(
                number=number,
                width=WIDTH,
                height=HEIGHT,
                words=tuple(self._words),
                origin=Origin.TYPESET,
            )
        )
        self._words, self._row = [], 0

    def finish(self, media_type: str, kind: str = "") -> Document:
        """The document as set."""
        if self._words:
            self._turn_page()
        return Document(
            text=self.text,
            pages=tuple(self._pages),
            tables=tuple(self._tables),
            statements=tuple(
                statement
                for key, statement in enumerate(self._statements)
                if key not in self._withdrawn
            ),
            media_type=media_type,
            kind=kind,
        )


def _pieces(items: Iterable[Piece | str]) -> Iterable[Piece]:
    return (Piece(text=item) if isinstance(item, str) else item for item in items)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


def _moved(span: Span, places: Sequence[tuple[int, int]]) -> Span:
    """A span of a row as a span of the text: each printed line moved by its own amount."""
    if span.end <= span.start or not places:
        return NOWHERE
    shift_start = shift_end = 0
    for local, there in places:
        if local <= span.start:
            shift_start = there - local
        if local < span.end:
            shift_end = there - local
    return Span(span.start + shift_start, span.end + shift_end)

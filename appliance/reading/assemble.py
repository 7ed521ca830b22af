"""Pages of printed rows become a ``Document``: text, words with spans, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appliance.reading.columns import ordered
from appliance.reading.rows import Row, Token, hull, line_height, rows
from appliance.types import Box, Document, Origin, Page, Picture, Span, Table, Word

CELL_GAP = 0.9  # line heights between two cells of a printed table row
LARGEST_TABLE = 0.6  # of the page's area
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """What docling and the OCR found on one page; boxes in points. ``tables`` are regions."""

    number: int
    width: float
    height: float
    origin: Origin
    tokens: tuple[Token, ...]
    tables: tuple[Box, ...] = ()
    picture: Picture | None = None


def document(pages: Sequence[RawPage], media_type: str) -> Document:
    """Set the pages' words in reading order into one text."""
    parts: list[str] = []
    done: list[Page] = []
    tables: list[Table] = []
    at = 0
    for raw in pages:
        if parts:
            parts.append("\n\n")
            at += 2
        printed = ordered(raw.tokens, _solid(raw))
        text, words = _print(printed, at)
        parts.append(text)
        at += len(text)
        done.append(
            Page(
                number=raw.number,
                width=raw.width,
                height=raw.height,
                words=tuple(words),
                origin=raw.origin,
            )
        )
        tables.extend(_tables(raw, words))
    return Document(
        text="".join(parts), pages=tuple(done), tables=tuple(tables), media_type=media_type
    )


def _solid(raw: RawPage) -> list[Box]:
    """Table regions that are not the whole page (networks like to say so of forms)."""
    area = LARGEST_TABLE * raw.width * raw.height
    return [box for box in raw.tables if (box.right - box.left) * (box.bottom - box.top) < area]


def _print(printed: Sequence[Row], at: int) -> tuple[str, list[Word]]:
    """The text of a page and its words, whose spans start counting at ``at``."""
    words: list[Word] = []
    lines: list[str] = []
    for row in printed:
        for token in row:
            words.append(
                Word(
                    text=token.text,
                    span=Span(at, at + len(token.text)),
                    box=Box(*(round(edge, 2) for edge in token.box)),
                    confidence=round(token.confidence, 4),
                )
            )
            at += len(token.text) + 1
        lines.append(" ".join(token.text for token in row))
    return "\n".join(lines), words


def _tables(raw: RawPage, words: Sequence[Word]) -> list[Table]:
    """The cells of each table region, found by the gaps between its words."""
    tables = []
    for region in raw.tables:
        inside = [word for word in words if _within(word.box, region)]
        cells = _cells(inside)
        if len(cells) > 1:
            tables.append(Table(page=raw.number, rows=cells, box=region))
    return tables


def _cells(words: Sequence[Word]) -> tuple[tuple[Span, ...], ...]:
    if not words:
        return ()
    spans = {id(word.box): word.span for word in words}
    tokens = [Token(word.text, word.box) for word in words]
    gap = CELL_GAP * line_height(tokens)
    printed = [_segments(row, gap) for row in rows(tokens)]
    stops = _stops(printed)
    result = []
    for row in printed:
        cells = [NOWHERE] * len(stops)
        for segment in row:
            column = _column(hull(segment), stops)
            found = [spans[id(token.box)] for token in segment]
            start, end = min(s.start for s in found), max(s.end for s in found)
            known = cells[column]
            cells[column] = (
                Span(min(known.start, start), max(known.end, end))
                if known.end
                else (Span(start, end))
            )
        result.append(tuple(cells))
    return tuple(result)


def _segments(row: Row, gap: float) -> list[Row]:
    segments: list[Row] = []
    for token in row:
        if segments and token.box.left - segments[-1][-1].box.right < gap:
            segments[-1].append(token)
        else:
            segments.append([token])
    return segments


def _stops(printed: Sequence[Sequence[Row]]) -> list[tuple[float, float]]:
    """Column extents, from the rows with the most cells."""
    most = max(len(row) for row in printed)
    columns: list[tuple[float, float]] = []
    for row in printed:
        if len(row) != most:
            continue
        for index, segment in enumerate(row):
            box = hull(segment)
            if index == len(columns):
                columns.append((box.left, box.right))
            low, high = columns[index]
            columns[index] = (min(low, box.left), max(high, box.right))
    return columns


def _column(box: Box, stops: Sequence[tuple[float, float]]) -> int:
    def gap(index: int) -> float:
        low, high = stops[index]
        return max(low, box.left) - min(high, box.right)

    return min(range(len(stops)), key=gap)


def _within(box: Box, region: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return region.left <= x <= region.right and region.top <= y <= region.bottom

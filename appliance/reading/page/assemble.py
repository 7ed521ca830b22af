"""Pages of printed rows become a ``Document``: text, words with spans, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from appliance.reading.page import columns, furniture, tables
from appliance.reading.page.columns import ordered
from appliance.reading.page.rows import Row, Token, hull
from appliance.reading.page.ruling import Grid
from appliance.reading.page.structure import Structure, gathered
from appliance.types import (
    Box,
    Document,
    Origin,
    Page,
    Picture,
    Span,
    Suspect,
    Suspicion,
    Table,
    Word,
)

LARGEST_TABLE = 0.6  # of the page's area


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """What docling and the OCR found on one page; boxes in points.

    ``tables`` are regions, ``grids`` the lines of ruled tables, ``structures`` what a network saw,
    ``disputed`` words of the text layer with a figure that looks like another one.
    """

    number: int
    width: float
    height: float
    origin: Origin
    tokens: tuple[Token, ...]
    tables: tuple[Box, ...] = ()
    grids: tuple[Grid, ...] = ()
    structures: tuple[Structure, ...] = ()
    disputed: tuple[Box, ...] = ()
    picture: Picture | None = None


def document(pages: Sequence[RawPage], media_type: str) -> Document:
    """Set the pages' words in reading order into one text."""
    parts: list[str] = []
    done: list[Page] = []
    found: list[Table] = []
    doubts: list[Suspicion] = []
    at = 0
    for raw in pages:
        if parts:
            parts.append("\n\n")
            at += 2
        printed = gathered(ordered(raw.tokens, _solid(raw)), raw.structures)
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
        doubts.extend(_doubts(raw, words))
        regions = _solid(raw) or tables.regions(printed)
        straight = _straight(words, printed)
        cells = tables.cells(raw.number, straight, regions)
        known = list(_known(raw, words, straight))
        placed = _placed(cells, words) if raw.origin is Origin.OCR else cells
        found.extend([*known, *(table for table in placed if not _covered(table, known))])
    text = "".join(parts)
    return Document(
        text=text,
        pages=tuple(done),
        tables=tuple(found),
        media_type=media_type,
        furniture=furniture.running(text, done, found),
        suspicions=tuple(doubts),
    )


def _doubts(raw: RawPage, words: Sequence[Word]) -> Iterator[Suspicion]:
    """Words of the text layer that the page shows otherwise."""
    for word in words if raw.origin is Origin.TEXT_LAYER and raw.disputed else ():
        x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
        if any(b.left <= x <= b.right and b.top <= y <= b.bottom for b in raw.disputed):
            yield Suspicion(span=word.span, why=Suspect.DISPUTED)


def regions(raw: RawPage) -> list[Box]:
    """Where a network is asked for the structure of a table: in its straightened page."""
    found = _solid(raw)
    return found or tables.stretches(ordered(raw.tokens))


def _known(raw: RawPage, words: Sequence[Word], straight: Sequence[Word]) -> Iterator[Table]:
    """Tables by their lines, then by a network's word where there are none."""
    ruled = [table for grid in raw.grids if (table := tables.parted(raw.number, words, grid))]
    yield from ruled
    seen = [t for one in raw.structures if (t := tables.parted(raw.number, straight, one))]
    yield from (table for table in _placed(seen, words) if not _covered(table, ruled))


def _straight(words: Sequence[Word], printed: Sequence[Row]) -> list[Word]:
    """The words where rows and columns are looked for."""
    boxes = [token.box for row in printed for token in row]
    return [replace(word, box=box) for word, box in zip(words, boxes, strict=True)]


def _placed(found: Sequence[Table], words: Sequence[Word]) -> Iterator[Table]:
    """The tables where they stand on the page: around the words from their first to their last."""
    for table in found:
        spans = [span for row in table.rows for span in row if span.end]
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        inside = [word for word in words if first <= word.span.start < last]
        yield replace(table, box=hull([Token(word.text, word.box) for word in inside]))


def _covered(table: Table, ruled: Sequence[Table]) -> bool:
    """The middle of a table that only gaps suggest lies in one that is drawn."""
    box = table.box
    if box is None:
        return False
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    outlines = [other.box for other in ruled if other.box is not None]
    return any(o.left <= x <= o.right and o.top <= y <= o.bottom for o in outlines)


def _solid(raw: RawPage) -> list[Box]:
    """Table regions that are not the whole page (networks like to say so of forms), and not two
    columns of text.
    """
    area = LARGEST_TABLE * raw.width * raw.height
    small = (b for b in raw.tables if (b.right - b.left) * (b.bottom - b.top) < area)
    return [box for box in small if not columns.flows(raw.tokens, box)]


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
                    box=Box(*(round(edge, 2) for edge in token.place or token.box)),
                    confidence=round(token.confidence, 4),
                )
            )
            at += len(token.text) + 1
        lines.append(" ".join(token.text for token in row))
    return "\n".join(lines), words

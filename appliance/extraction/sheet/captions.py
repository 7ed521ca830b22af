"""Labels of a sheet and the values they stand by, whatever fields a type declares.

A label is what ends with a colon, what is made of wordings of ``wordings`` and fills its cell, or
such words at the beginning of a cell. Its value is the rest of its cell, else the next cell to the
right, else the one below, else (a caption) the one above; another label is no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from appliance.extraction.sheet import wordings
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.extraction.sheet.wordings import Ideas
from appliance.types import Span

LONGEST = 40
"""Characters of the longest label."""
MOST_WORDS = 6
FEW_DIGITS = 3
"""Digits that no label has in front of its colon."""
FEWEST = 3
"""Rows of a label and a value that make a column of labels."""
_SHORT = frozenset("tpmewfah")
"""Letters that label a telephone, a mail address: only before what looks like one."""
_REACHED = re.compile(r"\s*:?\s*(?:[+(]?\d|\S+@|www\.|http)")
_MARKS = " \t:.,;·•|-–—_*#"
DOWN = 2.6
"""Row heights from a label to the value below it."""
_WEAK = frozenset({
    "to", "on", "at", "from", "de", "da", "a", "von", "via", "in", "no", "by", "tag", "sum",
    "call", "start", "code", "time", "date",
})  # fmt: skip
"""Words that open sentences and names, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A label, what it is about and where its value stands; ``trust`` in (0, 1]."""

    label: Span
    ideas: Ideas
    value: Span | None = None
    trust: float = 1.0


class _Cells(NamedTuple):
    """Where the cells begin that are labels, and those that hold one."""

    heads: set[int]
    told: set[int]


def find(sheet: Sheet) -> tuple[Caption, ...]:
    """The labels of a sheet in reading order, each with its value if it has one."""
    return sheet.once((find,), lambda: tuple(_found(sheet)))


def _found(sheet: Sheet) -> Iterator[Caption]:
    labels = {
        cell.span.start: list(_labels(sheet, cell)) for row in sheet.rows for cell in row.cells
    }
    heads = {
        cell.span.start
        for row in sheet.rows
        for cell in row.cells
        if any(one.value is None for one in labels[cell.span.start])
    }
    for cell in _further(sheet, heads):
        heads.add(cell.span.start)
        ideas = wordings.ideas(sheet.text(cell.span).strip(_MARKS))
        labels[cell.span.start] = [Caption(label=cell.span, ideas=ideas, trust=0.8)]
    told = {start for start, captions in labels.items() if captions}
    for row in sheet.rows:
        for place, cell in enumerate(row.cells):
            for caption in labels[cell.span.start]:
                if caption.value is not None:
                    yield caption
                else:
                    yield _beside(sheet, caption, cell, row.cells[place + 1 :], _Cells(heads, told))


def _further(sheet: Sheet, heads: set[int]) -> list[Cell]:
    """Cells that stand where labels stand: in front of the same gap, though of unknown words."""
    pairs = [row.cells for row in sheet.rows if len(row.cells) == 2]
    known = [cells[0] for cells in pairs if cells[0].span.start in heads]
    if len(known) < FEWEST:
        return []
    return [
        cells[0]
        for cells in pairs
        if cells[0].span.start not in heads
        and cells[0].span.end - cells[0].span.start <= LONGEST
        and not any(map(str.isdigit, sheet.text(cells[0].span)))
        and not _all_heads(sheet, cells[0].row - 1, heads)
    ]


def _all_heads(sheet: Sheet, row: int, heads: set[int]) -> bool:
    """Whether a row is all labels: what stands below them are values."""
    return row >= 0 and all(cell.span.start in heads for cell in sheet.rows[row].cells)


def _beside(
    sheet: Sheet,
    caption: Caption,
    cell: Cell,
    further: Sequence[Cell],
    cells: _Cells,
) -> Caption:
    """A label that fills its cell, with the cell that has its value."""
    heads, told = cells
    right = further[0] if further else None
    if right is not None and right.span.start not in heads:
        below = sheet.under(cell, DOWN)
        lower = right if below is None else sheet.under(right, DOWN)
        aligned = below is not None and below.span.start not in told and lower is not below
        figure = any(map(str.isdigit, sheet.text(right.span)))
        headed = _heads(sheet, cell, heads) or (_smaller(sheet, cell, below) and not figure)
        if not aligned or _colon(sheet, caption, cell) or not headed:
            return replace(caption, value=right.span, trust=0.95)
    under = sheet.under(cell, DOWN)
    if under is not None and under.span.start not in told:
        return replace(caption, value=under.span, trust=0.85)
    over = sheet.over(cell, DOWN)
    if over is not None and over.span.start not in told and (under is None or right is None):
        return replace(caption, value=over.span, trust=0.5)
    return caption


def _colon(sheet: Sheet, caption: Caption, cell: Cell) -> bool:
    return sheet.text(Span(caption.label.start, cell.span.end)).rstrip().endswith(":")


def _heads(sheet: Sheet, cell: Cell, heads: set[int]) -> bool:
    """Whether most cells of a row are labels: the heads of the row below it."""
    cells = sheet.rows[cell.row].cells
    return 2 * sum(other.span.start in heads for other in cells) > len(cells)


def _smaller(sheet: Sheet, cell: Cell, below: Cell | None) -> bool:
    """Whether a cell is set smaller than the one below it: a head, not a label at the left."""
    if below is None or cell.box is None or below.box is None:
        return False
    return (cell.box.bottom - cell.box.top) < 0.93 * (below.box.bottom - below.box.top)


def _labels(sheet: Sheet, cell: Cell) -> Iterator[Caption]:
    """The labels within a cell; ``value`` is missing for one that fills it."""
    text = sheet.text(cell.span)
    starts = list(_inner(text)) if len(text) <= 4 * LONGEST else []
    if not starts:
        if caption := _leading(text, cell.span.start):
            yield caption
        return
    if starts[0][0] > 0 and (caption := _leading(text[: starts[0][0]], cell.span.start)):
        yield caption
    for (begin, end), stop in zip(starts, [*(b for b, _ in starts[1:]), len(text)], strict=True):
        label = Span(cell.span.start + begin, cell.span.start + end)
        words = text[begin:end].strip(_MARKS)
        value = _trimmed(text, end, stop, cell.span.start)
        yield Caption(label=label, ideas=wordings.ideas(words), value=value)


def _inner(text: str) -> Iterator[tuple[int, int]]:
    """Labels that end with a colon: where they begin and end."""
    at = 0
    for colon in re.finditer(r":(?!//)", text):
        if (
            colon.start()
            and text[colon.start() - 1].isdigit()
            and text[colon.end() :][:1].isdigit()
        ):
            continue  # a time of day
        begin = _begin(text[at : colon.start()], first=not at)
        if begin is not None:
            yield at + begin, colon.end()
            at = colon.end()


def _begin(before: str, *, first: bool) -> int | None:
    """Where the label begins that ends with this text; a further one takes known words only."""
    words = wordings.tokens(before)
    if not words or not any(ch.isalpha() for ch in before):
        return None
    short = len(before.strip()) <= LONGEST and len(words) <= MOST_WORDS
    if first and short and sum(map(str.isdigit, before)) < FEW_DIGITS:
        return len(before) - len(before.lstrip())
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        tail = [word for word, _, _ in words[-count:]]
        if all(found for _, _, found in wordings.read(tail)):
            return words[-count][1]
    return words[-1][1] if len(words[-1][0]) <= LONGEST // 2 and words[-1][0].isalpha() else None


def _leading(text: str, at: int) -> Caption | None:
    """The label that a text without a colon begins with, or is."""
    words = wordings.tokens(text)
    plain = [word for word, _, _ in words[: 2 * MOST_WORDS]]
    end = known = 0
    for begin, stop, found in wordings.read(plain):
        if stop > MOST_WORDS or not (found or (end and wordings.linking(plain[begin]))):
            break
        end, known = stop, stop if found else known
    if not known:
        return None
    after = words[known - 1][2]
    told, rest = text[:after], text[after:]
    if not rest.strip(_MARKS):
        ideas = wordings.ideas(told.strip(_MARKS))
        return Caption(label=Span(at, at + len(text)), ideas=ideas, trust=0.9) if told else None
    if known == 1 and plain[0].rstrip(".") in _SHORT and not _REACHED.match(rest):
        return None
    if not _goes_on(told, rest):
        return None
    value = _trimmed(text, after, len(text), at)
    weak = 0.55 if known == 1 and plain[0] in _WEAK else 0.9
    return Caption(label=Span(at, at + after), ideas=wordings.ideas(told), value=value, trust=weak)


def _goes_on(told: str, rest: str) -> bool:
    """Whether what follows words is a value, not the rest of a name or a sentence."""
    head = rest.strip(_MARKS)
    return bool(head) and (not head[0].islower() or told[:1].islower()) and not told.isdigit()


def _trimmed(text: str, begin: int, end: int, at: int) -> Span | None:
    inner = text[begin:end]
    left = len(inner) - len(inner.lstrip(_MARKS.replace("#", "").replace("-", "") + "#"))
    right = len(inner.rstrip(" \t,;|·•"))
    return Span(at + begin + left, at + begin + right) if left < right else None

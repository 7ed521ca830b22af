"""The arithmetic of a fixed-width page: where rows break and where words stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

COLUMNS = 100


def broken(text: str, width: int, whole: bool) -> Iterable[tuple[int, int]]:
    """Where to break a row: at the last blank that fits; a longer word stays in one piece."""
    start = 0
    while start < len(text):
        end = len(text)
        if not whole and end - start > width:
            blank = text.rfind(" ", start, start + width + 1)
            if blank <= start:
                blank = text.find(" ", start + width)
            end = blank if blank > 0 else len(text)
        yield start, end
        start = end + 1


def indent(text: str) -> int:
    """Blanks before the first word."""
    return len(text) - len(text.lstrip())


def columns(text: str) -> list[int]:
    """The column at which each word of a line stands."""
    found, inside = [], False
    for column, character in enumerate(text):
        if character.isspace():
            inside = False
        elif not inside:
            found.append(column)
            inside = True
    return found


def running(words: Sequence[str], column: int) -> list[int]:
    """The columns of words that follow each other from ``column`` on."""
    found = []
    for word in words:
        found.append(column)
        column += len(word) + 1
    return found


def stops(rows: Sequence[Sequence[str]]) -> list[int] | None:
    """The column where each cell starts, or ``None`` when the table is wider than the grid."""
    widths: list[int] = []
    for cells in rows:
        for index, cell in enumerate(cells):
            width = len(" ".join(cell.split()))
            if index == len(widths):
                widths.append(0)
            widths[index] = max(widths[index], width)
    starts, column = [], 0
    for width in widths:
        starts.append(column)
        column += width + 2 if width else 0
    return starts if column <= COLUMNS else None

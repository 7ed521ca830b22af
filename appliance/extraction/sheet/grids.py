"""Tables under a heading: which column is which, by its head, and the rows below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from appliance.extraction.sheet.rows import Cell, Row, Sheet
from appliance.types import Span

LONE = 2
"""Rows, a rule and a heading, between which and the next row of cells a table goes on."""


def rows(
    sheet: Sheet, spans: Sequence[Span], heads: Mapping[str, str], key: str
) -> Iterator[dict[str, Span]]:
    """Cells by column for each row of the first table whose head names ``key`` and another column.

    ``heads`` maps a column to a regular expression for its head. A cell belongs to the head that
    it stands under.
    """
    printed = [row for span in spans if (row := sheet.row_at(span.start)) is not None]
    for number, row in enumerate(printed):
        columns = _columns(sheet, row, heads)
        if key in columns and len(columns) > 1:
            covered = 0
            for place, below in enumerate(printed[number + 1 :], start=number + 2):
                if below.span.start < covered:  # a cell's further line
                    continue
                cells = _under(below, row, columns)
                if key not in cells or len(cells) < 2:
                    goes_on = any(len(r.cells) > 2 for r in printed[place : place + LONE])
                    if len(below.cells) == 1 and below.cells[0].place is None and not goes_on:
                        return  # a lone line within a table is a heading of its next rows
                    continue
                whole = {column: _whole(sheet, cell) for column, cell in cells.items()}
                covered = max(span.end for span in whole.values())
                yield whole
            return


def told(sheet: Sheet, cells: Mapping[str, Span]) -> tuple[str, dict[str, tuple[str, Span]]]:
    """What a row's cell ``name`` says, and what each of its other cells says where."""
    texts = {column: (" ".join(sheet.text(span).split()), span) for column, span in cells.items()}
    return texts.pop("name")[0], texts


def _whole(sheet: Sheet, cell: Cell) -> Span:
    """A cell of the document's own table with the lines that it is broken into."""
    if cell.place is None:
        return cell.span
    row = sheet.document.tables[cell.place.table].rows[cell.place.row]
    span = row[cell.place.column]
    others = (other for other in row if other is not span and other.end > other.start)
    mixed = any(other.start < span.end and span.start < other.end for other in others)
    return cell.span if mixed or span.start != cell.span.start else span


def _columns(sheet: Sheet, row: Row, heads: Mapping[str, str]) -> dict[str, int]:
    """Index of the cell that heads each column."""
    found: dict[str, int] = {}
    if len(row.cells) < 2:
        return found
    for index, cell in enumerate(row.cells):
        text = sheet.text(cell.span)
        for column, pattern in heads.items():
            if column not in found and re.match(rf"\W*(?:{pattern})", text, re.IGNORECASE):
                found[column] = index
                break
    return found


def _under(row: Row, head: Row, columns: Mapping[str, int]) -> dict[str, Cell]:
    """Cells by column: in their order where a row has as many as the head, else by place."""
    cells: dict[str, Cell] = {}
    whole = len(row.cells) == len(head.cells)
    for column, index in columns.items():
        for number, cell in enumerate(row.cells):
            if (number == index) if whole else _beneath(head, index, cell):
                cells.setdefault(column, cell)
    return cells


def _beneath(head: Row, index: int, cell: Cell) -> bool:
    top = head.cells[index]
    if top.box and cell.box:
        left = cell.box.left
        return min(range(len(head.cells)), key=lambda i: _apart(head, i, left)) == index
    places = (top.place, cell.place)
    return bool(places[0] and places[1] and places[0].column == places[1].column)


def _apart(head: Row, index: int, left: float) -> float:
    box = head.cells[index].box
    return abs(box.left - left) if box else 1e9

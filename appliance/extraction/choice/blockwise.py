"""Where blocks of rows stand on the page and what they look like, whatever field they are for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice

import numpy as np

from appliance.extraction.choice import texts
from appliance.extraction.choice.survey import Noted, Survey
from appliance.extraction.choice.texts import Block
from appliance.extraction.columns import Array, Columns, Tables
from appliance.extraction.sheet import surroundings
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span


def note(survey: Survey, blocks: Iterable[Block], *, free: bool) -> Noted:
    """Keep in mind that these blocks will have to be described, with all others at once."""
    noted = survey.blocks.setdefault(free, Noted())
    for block in blocks:
        noted.lines.setdefault(block, len(noted.lines))
    return noted


def describe(survey: Survey, blocks: Sequence[Block], *, free: bool) -> tuple[Columns, ...]:
    """Tables with a line for each block, worked out once for all fields that look at the same.

    ``free``: also what only tells of values without a shape of their own.
    """
    if not blocks:
        return ()
    noted = survey.blocks.get(free)
    if noted is None or not all(map(noted.lines.__contains__, blocks)):
        noted = note(survey, blocks, free=free)
    made = len(noted.tables.values) if noted.tables else 0
    if more := tuple(islice(noted.lines, made, None)):
        found = (
            *_rows(survey, more),
            _openings(survey.sheet, more, free=free),
            *texts.describe(survey.sheet, more, free=free),
        )
        lines = Tables.of(found)
        noted.tables = noted.tables.above(lines) if noted.tables else lines
    return noted.tables.take([noted.lines[block] for block in blocks]) if noted.tables else ()


def _rows(survey: Survey, blocks: Sequence[Block]) -> tuple[Columns, ...]:
    """Where the blocks stand, and between what."""
    first = np.array([survey.sheet.row_of(block[0]).index for block in blocks])
    last = np.array([survey.sheet.row_of(block[-1]).index for block in blocks])
    tables = survey.tables
    return (
        tables["first"].take(first),
        tables["top"].take(first),
        tables["bottom"].take(last),
        tables["gap"].take(first).named("{}_above"),
        tables["gap"].take(last + 1).named("{}_below"),
        _inside(tables["gap"], first, last).named("{}_inside"),
        tables["beside"].take(first).named("{}_above"),
        tables["beside"].take(last + 2).named("{}_below"),
    )


def _inside(gaps: Columns, first: Array, last: Array) -> Columns:
    """The widest of the gaps between the rows of each block; 0 where it is one row."""
    widest = np.zeros((len(first), len(gaps.names)))
    for step in range(1, int((last - first).max()) + 1):
        reached = first + step <= last
        widest[reached] = np.maximum(widest[reached], gaps.values[first[reached] + step])
    return Columns(gaps.names, widest)


def _openings(sheet: Sheet, blocks: Sequence[Block], *, free: bool) -> Columns:
    """How the first spans of blocks lie in their rows; many blocks begin alike."""
    lines: dict[Span, int] = {}
    chosen = [lines.setdefault(block[0], len(lines)) for block in blocks]
    told = [
        sheet.once((_opening, span, free), partial(_opening, sheet, span, free)) for span in lines
    ]
    return Columns.of(told).take(chosen)


def _opening(sheet: Sheet, span: Span, free: bool) -> dict[str, float]:
    row = sheet.row_of(span)
    cell = next((i for i, c in enumerate(row.cells) if span.start < c.span.end), 0)
    inside = row.cells[cell].span
    found = {
        "only_cell": len(row.cells) == 1,
        "last_cell": cell == len(row.cells) - 1,
        "first_cell": cell == 0,
        "fills_cell": span.start <= inside.start and span.end >= inside.end,
        "ends_row": span.end >= row.span.end,
        "starts_row": span.start <= row.span.start,
        "ocr": row.cells[cell].confidence,
    }
    if free:
        found["tallest"] = surroundings.tallest(sheet, row)
        found["digit_first"] = any(map(str.isdigit, sheet.text(span)[:14]))
    return found

"""What lies around a block of rows: white space, size of print, edges in line, kinds of text."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from appliance.extraction.columns import Columns
from appliance.extraction.sheet import legal_forms
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Box

_STEPS = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 50)


SPELT = 4
"""Letters from which a row is in capitals or is not."""


def tables(sheet: Sheet, heads: Mapping[int, float]) -> Mapping[str, Columns]:
    """What is known of the rows: as ``first`` of a block, from ``top`` and ``bottom`` of the page,
    of the ``gap`` above each and behind the last, of each as a neighbour (``beside``; the first
    line and the last are none).
    """
    return {
        "first": Columns.of([_first(sheet, row, heads) for row in sheet.rows]),
        "top": Columns.binned("top", np.arange(len(sheet.rows)), _STEPS),
        "bottom": Columns.binned("bottom", np.arange(len(sheet.rows))[::-1], _STEPS),
        "gap": Columns.of([gap(sheet, i) for i in range(len(sheet.rows) + 1)]),
        "beside": Columns.of([{}, *(kind(sheet, row) for row in sheet.rows), {}]),
    }  # fmt: skip


def _first(sheet: Sheet, row: Row, heads: Mapping[int, float]) -> dict[str, float]:
    """Where a block stands that begins in this row."""
    found = {
        "place": row.index / max(len(sheet.rows), 1),
        "later_page": float(row.page > 1),
        "heading": heads.get(row.index, 0.0),
    }
    page = sheet.pages.get(row.page)
    if row.box and page:
        middle = (row.box.left + row.box.right) / 2 / max(page.width, 1.0)
        found["centred"] = 1.0 - min(abs(middle - 0.5) * 4, 1.0)
        found["tall"] = min((row.box.bottom - row.box.top) / sheet.height, 3.0) - 1.0
    return found


def gap(sheet: Sheet, below: int) -> dict[str, float]:
    """White space above a row (an index, also that behind the last), in row heights, and whether
    the print changes its size or its capitals there."""
    if not 0 < below < len(sheet.rows):
        return {"white": 1.0}
    upper, lower = sheet.rows[below - 1].box, sheet.rows[below].box
    if not upper or not lower:
        return {}
    size = abs((upper.bottom - upper.top) - (lower.bottom - lower.top))
    return {
        "case": _recased(sheet, below - 1, below),
        "white": max(0.0, min((lower.top - upper.bottom) / sheet.height, 2.0)) / 2.0,
        "size": min(size / sheet.height, 1.0),
        "astray": astray(upper, lower) / sheet.height,
    }


def _recased(sheet: Sheet, *rows: int) -> float:
    """How much the share of capitals differs between rows that both have letters enough."""
    looks = [sheet.look(sheet.rows[row].span) for row in rows]
    shares = [look.uppers / look.letters for look in looks if look.letters >= SPELT]
    return max(shares) - min(shares) if len(shares) == len(rows) else 0.0


def astray(one: Box, other: Box) -> float:
    """How far two rows are from being in line at the left, the right or the middle."""
    left, right = one.left - other.left, one.right - other.right
    return min(abs(left), abs(right), abs(left + right) / 2, 200.0)


def kind(sheet: Sheet, row: Row) -> dict[str, float]:
    """What kind of text a row is, for those beside it."""
    look, text = sheet.look(row.span), sheet.text(row.span)
    return {
        "digits": look.digits / max(look.solid, 1),
        "letters": look.letters / max(look.solid, 1),
        "length_of": min(look.size, 60) / 60,
        "colon": float(look.colon),
        "comma_ends": float(look.comma_last),
        "postal": float(look.postal),
        "commas": min(look.commas, 4) / 4,
        "bracket": float(look.bracket),
        "form": float(legal_forms.ends(text) and not legal_forms.AGENT.match(text)),
    }


def tallest(sheet: Sheet, row: Row) -> float:
    """Height of a row's print against the largest at the head of the page."""
    if not sheet.head_height or row.box is None:
        return 0.0
    return min((row.box.bottom - row.box.top) / sheet.head_height, 1.5)

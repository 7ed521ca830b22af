"""What lies around a block of rows: white space, size of print, edges in line, kinds of text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Box, Span

POSTAL = re.compile(r"(?<![\w/-])(?:\d{4,6}|\d{5}-\d{4}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})(?![\w/-])")
HEAD = 12
"""Rows among which a heading is the largest print."""


def whites(sheet: Sheet, row: Row, last: Row) -> dict[str, float]:
    """White space above and below, in row heights, and whether the print changes size."""
    found: dict[str, float] = {}
    for name, one, other in (
        ("above", row.index - 1, row.index),
        ("below", last.index, last.index + 1),
    ):
        if one < 0 or other >= len(sheet.rows):
            found[f"white_{name}"] = 1.0
            continue
        upper, lower = sheet.rows[one].box, sheet.rows[other].box
        if upper and lower:
            gap = (lower.top - upper.bottom) / sheet.height
            found[f"white_{name}"] = max(0.0, min(gap, 2.0)) / 2.0
            found[f"size_{name}"] = min(
                abs((upper.bottom - upper.top) - (lower.bottom - lower.top)) / sheet.height, 1.0
            )
            found[f"astray_{name}"] = _astray(upper, lower) / sheet.height
    return found


def _astray(one: Box, other: Box) -> float:
    """How far two rows are from being in line at the left, the right or the middle."""
    left, right = one.left - other.left, one.right - other.right
    return min(abs(left), abs(right), abs(left + right) / 2, 200.0)


def texts(sheet: Sheet, row: Row, last: Row, spans: Sequence[Span]) -> dict[str, float]:
    """What kind of text the block and its neighbours are."""
    found: dict[str, float] = {}
    for name, index in (("above", row.index - 1), ("below", last.index + 1)):
        if 0 <= index < len(sheet.rows):
            found.update(_kind(sheet.text(sheet.rows[index].span), name))
    inner = [sheet.text(span) for span in spans]
    words = [word for text in inner for word in text.split()]
    found["longest_word"] = max((sum(c.isalpha() for c in word) for word in words), default=0) / 12
    found["postal_inside"] = float(sum(bool(POSTAL.search(text)) for text in inner))
    found["codes_inside"] = float(sum(sum(c.isdigit() for c in text) >= 7 for text in inner))
    found["tallest"] = _tallest(sheet, row)
    found["letters_first"] = sum(c.isalpha() for c in inner[0]) / max(len(inner[0]), 1)
    found["letters_last"] = sum(c.isalpha() for c in inner[-1]) / max(len(inner[-1]), 1)
    return found


def _kind(text: str, name: str) -> dict[str, float]:
    solid = max(len(text) - text.count(" "), 1)
    return {
        f"digits_{name}": sum(c.isdigit() for c in text) / solid,
        f"letters_{name}": sum(c.isalpha() for c in text) / solid,
        f"length_of_{name}": min(len(text), 60) / 60,
        f"colon_{name}": float(":" in text),
        f"comma_ends_{name}": float(text.endswith(",")),
        f"postal_{name}": float(bool(POSTAL.search(text))),
    }


def _tallest(sheet: Sheet, row: Row) -> float:
    """Height of a row's print against the largest at the head of the page."""
    heights = [r.box.bottom - r.box.top for r in sheet.rows[:HEAD] if r.box]
    if not heights or row.box is None:
        return 0.0
    return min((row.box.bottom - row.box.top) / max(*heights, 0.1), 1.5)

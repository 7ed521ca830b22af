"""What lies around a block of rows: white space, size of print, edges in line, kinds of text."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.extraction.sheet.looks import Look
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Box


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
            found[f"astray_{name}"] = astray(upper, lower) / sheet.height
    return found


def astray(one: Box, other: Box) -> float:
    """How far two rows are from being in line at the left, the right or the middle."""
    left, right = one.left - other.left, one.right - other.right
    return min(abs(left), abs(right), abs(left + right) / 2, 200.0)


def neighbours(sheet: Sheet, row: Row, last: Row) -> dict[str, float]:
    """What kind of text the rows above and below a run are."""
    found: dict[str, float] = {}
    for name, index in (("above", row.index - 1), ("below", last.index + 1)):
        if 0 <= index < len(sheet.rows):
            span = sheet.rows[index].span
            look, solid = sheet.look(span), max(sheet.look(span).solid, 1)
            found[f"digits_{name}"] = look.digits / solid
            found[f"letters_{name}"] = look.letters / solid
            found[f"length_of_{name}"] = min(look.size, 60) / 60
            found[f"colon_{name}"] = float(":" in look.marks)
            found[f"comma_ends_{name}"] = float(sheet.document.text[span.end - 1] == ",")
            found[f"postal_{name}"] = float(look.postal)
    return found


def texts(inner: Sequence[Look]) -> dict[str, float]:
    """What kind of text a block is, from the look of each of its rows."""
    postal = next((i for i, look in enumerate(inner) if look.postal), len(inner))
    return {
        "longest_word": max(look.longest for look in inner) / 12,
        "postal_inside": float(sum(look.postal for look in inner)),
        "after_postal": float(max(len(inner) - 1 - postal, 0)),
        "codes_inside": float(sum(look.digits >= 7 for look in inner)),
        "letters_first": inner[0].letters / max(inner[0].size, 1),
        "letters_last": inner[-1].letters / max(inner[-1].size, 1),
    }


def tallest(sheet: Sheet, row: Row) -> float:
    """Height of a row's print against the largest at the head of the page."""
    if not sheet.head_height or row.box is None:
        return 0.0
    return min((row.box.bottom - row.box.top) / sheet.head_height, 1.5)

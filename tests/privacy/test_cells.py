"""Forms with one sign per box: what stands in the boxes goes, other single figures stay."""

from __future__ import annotations

import pytest

from appliance.privacy import cells
from appliance.types import Box, Document, Origin, Page, Span, Word


def _document(signs: str, *, pitch: float, top: float = 50) -> Document:
    """Signs side by side, cut into rows of text as reading cuts the columns of a table."""
    text, words = "SSN\n", []
    for at, sign in enumerate(signs):
        if sign != " ":
            box = Box(100 + at * pitch, top, 106 + at * pitch, top + 10)
            words.append(Word(text=sign, span=Span(len(text), len(text) + 1), box=box))
            text += sign + ("\n" if at % 3 == 2 else " ")
    page = Page(number=1, width=600, height=800, words=tuple(words), origin=Origin.TEXT_LAYER)
    return Document(text=text, pages=(page,))


@pytest.mark.parametrize("signs", ["219099941", "QUISENBERRY", "03 14 1951", "95472"])
@pytest.mark.parametrize("pitch", [12.0, 25.0])
def test_signs_in_boxes_are_found_each(signs: str, pitch: float) -> None:
    document = _document(signs, pitch=pitch)
    found = [document.text[item.start : item.end] for item in cells.findings(document)]
    assert sorted(found) == sorted(signs.replace(" ", ""))


def test_single_figures_far_apart_or_few_are_a_table() -> None:
    assert not [*cells.findings(_document("10231", pitch=60))]
    assert not [*cells.findings(_document("120", pitch=12))]

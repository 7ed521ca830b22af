"""Whether a page would look the same without a word, told for all its words at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from appliance.reading.paged import inkless
from appliance.types import Box, Span, Word

EDGE = st.floats(-30, 90, width=32)
BOXES = st.lists(st.tuples(EDGE, EDGE, EDGE, EDGE), max_size=12)


@given(BOXES, st.integers(0, 2**32 - 1))
def test_the_ink_of_a_word_is_what_changed_in_the_middle_of_its_box(
    boxes: list[tuple[float, float, float, float]], seed: int
) -> None:
    changed = np.random.default_rng(seed).random((50, 60)) < 0.3
    words = [Word(text="x", span=Span(0, 1), box=Box(*box), confidence=1.0) for box in boxes]

    shares = inkless._shares(changed, words)

    for word, share in zip(words, shares, strict=True):
        left, top, right, bottom = word.box
        edge = (bottom - top) / 8
        rows = slice(max(0, int(top + edge)), int(bottom - edge) + 1)
        area = changed[rows, max(0, int(left)) : int(right) + 1]
        assert share == (float(area.mean()) if area.size else 0.0)


def test_a_page_without_words_has_none_without_ink() -> None:
    assert inkless._shares(np.zeros((5, 5), bool), []).size == 0

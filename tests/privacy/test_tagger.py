"""Which words the tagger takes together."""

from __future__ import annotations

import numpy as np

from appliance.privacy.tagger import tag
from appliance.privacy.tagger.words import tokens

SQUARE = "به میدان شهید همت رفت"  # to the square, place, of the martyr Hemmat, a person
TAKEN = np.array([False, True, True, True, False])
KINDS = np.array([0, 1, 0, 0, 0])


def test_a_place_that_is_named_after_somebody_is_one_name_or_two() -> None:
    words = list(tokens(SQUARE))

    assert list(tag._runs(words, TAKEN, None)) == [(1, 3)]
    assert list(tag._runs(words, TAKEN, KINDS)) == [(1, 1), (2, 3)]


def test_a_sign_or_the_end_of_a_line_parts_no_name() -> None:
    hyphen, broken = list(tokens("Anna-Lena")), list(tokens("Anna\nLena"))

    assert list(tag._runs(hyphen, np.array([True, False, True]), None)) == [(0, 2)]
    assert list(tag._runs(broken, np.array([True, True, True]), None)) == [(0, 2)]

"""Text layers that look like text but are not what is printed: wrong ToUnicode maps, symbol soup.

Two questions, the cheap one first. Is it spelt like any language in Latin letters? The spelling
model gives a character of English -3.7 nats in the mean, of languages it has never seen (Finnish,
Polish, Hungarian) -4.4 to -5.05, of figures -2 to -3, of shifted or swapped letters -5.1 to -9. And
if not: does the picture of the longest rows say something else?
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from appliance.reading.ocr import spelling
from appliance.reading.page.rows import Token, hull, rows
from appliance.types import Box

LEAST = -5.1  # nats per character, below which a text is looked at
SAMPLE = 400  # characters that are weighed
FEWEST = 40  # characters: fewer say nothing
OTHER_SCRIPTS = 0.3  # share of the letters: nobody here knows how they are spelt
COMPARED = 3  # rows
ALIKE = 0.5  # of a row as printed and as the layer says
_RULED = re.compile(r"([^\w\s])\1{2,}")
"""A line drawn with signs (``-----``, ``.....``): no spelling."""


def suspicious(text: str) -> bool:
    """The text is not spelt like any in Latin letters and figures."""
    sample = " ".join(_RULED.sub(" ", text).split())[:SAMPLE]
    if len(sample) < FEWEST:
        return False
    letters = [character for character in sample if character.isalpha()]
    others = sum("LATIN" not in unicodedata.name(character, "") for character in letters)
    if others > OTHER_SCRIPTS * len(letters):
        return False
    model, history, total = spelling.shipped(), spelling.START, 0.0
    for character in sample:
        sign = spelling.kind(character)
        total += model.score(history, sign)
        history = (history + sign)[1:]
    return total < LEAST * len(sample)


def telling(tokens: Sequence[Token]) -> list[tuple[Box, str]]:
    """The rows with most letters and figures: where to look, and what the layer says there."""
    found = [(hull(row), " ".join(token.text for token in row)) for row in rows(tokens)]
    return sorted(found, key=lambda item: -sum(map(str.isalnum, item[1])))[:COMPARED]


def differs(layer: Sequence[str], printed: Sequence[str]) -> bool:
    """Most rows are printed otherwise than the layer says; those without print do not count."""
    pairs = [
        (_folded(one), _folded(other)) for one, other in zip(layer, printed, strict=True) if other
    ]
    wrong = sum(SequenceMatcher(None, *pair, autojunk=False).ratio() < ALIKE for pair in pairs)
    return 2 * wrong > len(pairs)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKD", text).casefold().split())

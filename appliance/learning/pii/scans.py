"""Texts as a scanner and OCR return them: lines broken anywhere, blanks lost or put into words,
letters taken for digits. Spans move along."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from appliance.learning.pii.texts import Tagged

LOOKALIKE = {
    "o": "0", "0": "O", "O": "0", "l": "1", "1": "l", "I": "l", "i": "l", "5": "S", "S": "5",
    "8": "B", "B": "8", "e": "c", "g": "q", "n": "ri", "m": "rn", "Z": "2", "6": "b",
}  # fmt: skip
WIDTHS = (38, 60, 72, 84, 100)  # characters of a printed line


def scanned(text: Tagged, rng: random.Random) -> Tagged:
    """The text after printing, scanning and OCR, each disturbance as often as ``rng`` draws."""
    misread = rng.choice((0.0, 0.01, 0.04))
    joined = rng.choice((0.0, 0.04, 0.15))
    split = rng.choice((0.0, 0.0, 0.02))
    width = rng.choice(WIDTHS)
    where, parts, length, line = [], [], 0, 0
    for sign in text.text:
        where.append(length)
        written = _written(sign, rng, misread, joined, split)
        if sign == " " and line >= width:
            written = "\n"
        line = 0 if "\n" in written else line + len(written)
        length += len(written)
        parts.append(written)
    where.append(length)
    return replace(
        text,
        text="".join(parts),
        spans=tuple((where[start], where[end], group) for start, end, group in text.spans),
    )


def _written(sign: str, rng: random.Random, misread: float, joined: float, split: float) -> str:
    if sign == " ":
        return "" if rng.random() < joined else sign
    if rng.random() < misread:
        sign = LOOKALIKE.get(sign, sign)
    return f"{sign} " if sign.isalpha() and rng.random() < split else sign


def some(texts: Iterator[Tagged], rng: random.Random, share: float) -> Iterator[Tagged]:
    """The texts, a share of them scanned; scripts without capital letters as they are."""
    for text in texts:
        yield scanned(text, rng) if rng.random() < share else text

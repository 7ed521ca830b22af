"""Text to words, and a word to the rows of the embedding that describe it.

A word's features (itself, its shape, its ends, its letter groups, membership in gazetteers) are
hashed with CRC-32 into ``ROWS`` rows: the hashing trick of Weinberger et al. (ICML 2009).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import regex

ROWS = 1 << 16
SLOTS = 28  # rows per word, padded with row 0, whose vector is zero
ALL = 0x7F  # the lists of all languages; further bits are lists of single ones
MARKS = 6  # features of the place that a word stands at, see ``marks``

# Letters of one script with their combining marks and the zero-width non-joiner; a Chinese
# character alone; a run of digits; any other visible sign alone; a line break.
_WORD = regex.compile(
    r"[[\p{L}\p{M}\u200c]--\p{Han}]+|[^\s\p{L}\p{M}\p{N}]|\p{N}+|\n+|\p{Han}", regex.VERSION1
)
# What Persian writes onto a noun: is, was, they, my, your, his, -s, too, object; longest first.
_ENCLITICS = (
    "هایشان",
    "هایی",
    "های",
    "شان",
    "مان",
    "تان",
    "ست",
    "ها",
    "رو",
    "ان",
    "ی",
    "م",
    "ت",
    "ش",
    "ه",
    "و",
    "ا",
)
_PERSIAN = re.compile("^[\u0600-\u06ff]+$")
_DIGIT = re.compile(r"\d")
# Arabic and Persian spellings of one letter, so that either is recognised.
_FOLDED = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "أ": "ا",
        "إ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ё": "е",
    }
    | dict.fromkeys("\u200c\u200d\u0640\u0654\u0670" + "".join(map(chr, range(0x64B, 0x653))), "")
)
"""The joiners, the lengthening stroke and the vowel signs fall away."""


class Token(NamedTuple):
    """A word and its offsets in the text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words, signs and line breaks of a text, in order."""
    return [Token(match.group(), *match.span()) for match in _WORD.finditer(text)]


def fold(word: str) -> str:
    """A word without case and with one spelling of letters that are written in two ways."""
    return word.lower().translate(_FOLDED)


def key(word: str) -> int:
    """The 32-bit digest under which gazetteers hold a word."""
    return zlib.crc32(fold(word).encode())


def shape(word: str) -> str:
    """Upper, lower, digit and other signs, runs cut at three: ``Xxx`` for ``Maria``."""
    signs = [
        "X" if sign.isupper() else "x" if sign.isalpha() else "d" if sign.isdigit() else sign
        for sign in word[:24]
    ]
    kept: list[str] = []
    for sign in signs:
        if kept[-3:] != [sign] * 3:
            kept.append(sign)
    return "".join(kept)


class Vocabulary:
    """From words to rows; ``gazetteer`` maps ``key(word)`` to flags, one bit per list, and so does
    ``own`` with the lists of one language alone."""

    def __init__(
        self, gazetteer: Mapping[int, int], own: Mapping[int, int] = MappingProxyType({})
    ) -> None:
        self._gazetteer, self._own = gazetteer, own
        self._rows = lru_cache(maxsize=20_000)(self._hashed)

    def rows(self, word: str) -> tuple[int, ...]:
        """The ``SLOTS`` rows that describe a word; the word itself is in the first slot."""
        return self._rows(word)

    def _hashed(self, word: str) -> tuple[int, ...]:
        flags, bare = self._flags(key(word)), self._bare(word)
        rows = [1 + zlib.crc32(name.encode()) % (ROWS - 1) for name in _features(word, flags, bare)]
        return tuple((rows + [0] * SLOTS)[:SLOTS])

    def _flags(self, digest: int) -> int:
        return self._gazetteer.get(digest, 0) | self._own.get(digest, 0)

    def _bare(self, word: str) -> int:
        """The lists of a Persian word without what is written onto it; 0 where nothing is."""
        plain = fold(word)
        for ending in _ENCLITICS if _PERSIAN.match(plain) else ():
            if plain.endswith(ending) and len(plain) - len(ending) > 2:
                flags = self._flags(zlib.crc32(plain[: -len(ending)].encode()))
                if flags:
                    return flags
        return 0


def _bits(flags: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    return (bit for bit in range(flags.bit_length()) if flags >> bit & 1)


def _features(word: str, flags: int, bare: int) -> Iterator[str]:
    """The named features of a word, the most telling first."""
    if word[0] == "\n":
        yield "break" if len(word) == 1 else "breaks"
        return
    plain = fold(word)
    digits = _DIGIT.sub("9", plain)
    yield "w" + (digits if len(digits) < 5 else f"{len(digits)}9" if digits.isdigit() else digits)
    yield "s" + shape(word)
    yield f"n{min(len(word), 12)}"
    if not plain.isalpha():
        return
    yield f"g{flags}"
    if bare:
        yield f"b{bare}"
    for bit in _bits(flags):
        yield f"G{bit}"
    for bit in _bits(bare & ~ALL):
        yield f"B{bit}"
    for length in (1, 2, 3, 4):
        yield f"p{plain[:length]}"
        yield f"e{plain[-length:]}"
    bounded = f"<{plain}>"
    for at in range(min(len(bounded) - 3, 12)):
        yield "c" + bounded[at : at + 4]


def marks(text: str, words: Sequence[Token]) -> npt.NDArray[np.float32]:
    """Where words stand, a row for each: after a blank, before a blank, first in its line, before a
    break, capital, capitals throughout. Before the text and behind it is a break."""
    signs = np.frombuffer(f"\n{text}\n".encode("utf-32-le", "surrogatepass"), np.uint32)
    before = signs[[word.start for word in words]]
    after = signs[[word.end + 1 for word in words]]
    found = np.empty((len(words), MARKS), np.float32)
    for at, beside in enumerate((before, after)):
        found[:, at] = beside == ord(" ")
        found[:, at + 2] = beside == ord("\n")
    found[:, 4] = [word.text[0].isupper() for word in words]
    found[:, 5] = [len(word.text) > 1 and word.text.isupper() for word in words]
    return found

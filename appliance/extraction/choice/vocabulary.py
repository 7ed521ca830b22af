"""Words that people spell alike in the same field of different parties: known, or nearly so.

OCR takes ``n`` for ``u`` and ``B`` for ``D``; a reader who knows the words of addresses sees that
``Jalau`` is ``Jalan``. A vocabulary counts by how many parties a word, and a pair of neighbouring
words, was confirmed in a field. Words stand in it as 32-bit digests of their letters and only if
several parties share them: no name of one party can be read out of it. A word that is one misread
character away from a known one is put right where the known one is common, or common beside its
neighbours; the field's ``text`` still shows what was read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from appliance.extraction.kinds.normalise import comparable

SHORTEST = 3
"""Letters of a word below which any other is one character away."""
LONG = 6
"""Letters from which two parties vouch for a word; a shorter one needs a neighbour that does."""
COMMON = 6
"""Parties that vouch for a short word by itself."""
THIN = "iIl1tjrf!|:'"
"""Strokes that OCR sees where there are none, or overlooks."""
_PAIRS = (
    "il it ij lt ft tr rf un nh nm nr hb hk bd ec eo co ao gy gq yv vu vw sz "
    "IT IL IJ EF EL FP FT TY BD BR BE PR OD OQ OC CG OG DQ KR KX MN MH NH HB VU VY UO XK "
    "Il 0O 0o 0D 0Q 1i 1I 1l 1L 1j 1t 5s 5S 8b 8B 6b 6G 2z 2Z 9g 9q 4A 7T 7Y "
    "!i !I !l |I |l [I ]I :i"
)
"""Characters that look alike in print."""
_ALIKE = {
    sign: "".join(pair.replace(sign, "", 1) for pair in _PAIRS.split() if sign in pair)
    for sign in set(_PAIRS) - {" "}
}
_WORD = re.compile(r"[^\s,.;/()&#\"'-]+")
_NUMBER = re.compile(r"(?<![^\W_])[\dOoDQIlSBZ]{5}(?![^\W_])")
_DIGITS = str.maketrans("OoDQIlSBZ", "000011582")
_CAPITAL = re.compile(r"(?<=[a-z])I(?=[a-z])|(?<=^[BCFGKPS])I(?=[aeiou]|[a-z]$)")
_ZERO = re.compile(r"(?<=[^\W\d_])(-?)0(?![\d-])")
_ONE = re.compile(r"(?<=\d)[lI|](?=\d)")
_STROKE = re.compile(r"(?<=[^\W\d_])1(?=[a-z])")
_MARK = re.compile(r"(?<=[^\W\d_])[!|](?=[^\W\d_]|$)")

Vocabulary = Mapping[str, int]
"""Digest of a word, or of two -> parties that share it."""


class Token(NamedTuple):
    """A word of a value and where it stands."""

    text: str
    start: int
    plain: str


def digest(*words: str) -> str:
    """Which word, or pair of words, it is."""
    return f"{zlib.crc32(' '.join(words).encode()):08x}"


def tokens(value: str) -> tuple[Token, ...]:
    """The words of a value, with their letters and digits alone."""
    return tuple(
        Token(match.group(), match.start(), comparable(match.group()))
        for match in _WORD.finditer(value)
    )


def entries(value: str) -> Iterator[str]:
    """What a confirmed value adds to a vocabulary: its words and pairs of neighbours."""
    words = [token.plain for token in tokens(value)]
    for word in words:
        if len(word) >= 2 and not word.isdigit():
            yield digest(word)
    for one, other in pairwise(words):
        yield digest(*_pair(one, other))


def _pair(one: str, other: str) -> tuple[str, str]:
    """Two neighbours; of numbers only that they are numbers matters."""
    return ("9" if one.isdigit() else one), ("9" if other.isdigit() else other)


def repaired(value: str, vocabulary: Vocabulary, *, numbers: bool = False) -> str:
    """The value with misread characters put right; with ``numbers``, letters in numbers too.

    Without, a nought behind a letter is an O.
    """
    if not vocabulary:
        return value
    words = [_shaped(token) for token in tokens(value)]
    plain = [token.plain for token in words]
    for index, token in enumerate(words):
        before = plain[index - 1] if index else ""
        after = plain[index + 1] if index + 1 < len(words) else ""
        if better := _known(token, before, after, vocabulary):
            words[index] = token._replace(text=_cased(better, token.text), plain=better)
            plain[index] = better
    found = value
    for token, old in zip(reversed(words), reversed(tokens(value)), strict=True):
        found = found[: old.start] + token.text + found[old.start + len(old.text) :]
    if not numbers:
        return _ZERO.sub(r"\1O", found)
    return _ONE.sub("1", _NUMBER.sub(_numbered, found))


def share_known(value: str, vocabulary: Vocabulary) -> float:
    """The part of a value's words that are known; numbers say nothing."""
    words = [t.plain for t in tokens(value) if any(map(str.isalpha, t.plain)) and len(t.plain) > 1]
    return sum(digest(word) in vocabulary for word in words) / len(words) if words else 0.0


def ends_known(value: str, vocabulary: Vocabulary) -> tuple[bool, bool]:
    """Whether its first and its last word are known: whether it is cut where such values are."""
    words = [token.plain for token in tokens(value) if token.plain]
    if not words:
        return False, False
    return digest(words[0]) in vocabulary, digest(words[-1]) in vocabulary


def strangest(words: Sequence[tuple[str, float]], vocabulary: Vocabulary) -> float:
    """The lowest confidence among printed words that are not known (1.0 where all are)."""
    found = [
        confidence
        for text, confidence in words
        if any(digest(t.plain) not in vocabulary for t in tokens(text) if t.plain)
    ]
    return min(found, default=1.0)


def _shaped(token: Token) -> Token:
    """A capital I between small letters is an l, and so is a one before them (``KIang``, ``J1n``);
    a mark between letters is an i: ``Sr!``.

    Behind a first letter it is one where l can follow and i hardly does: ``DInar`` is none.
    """
    text = _CAPITAL.sub("l", token.text) if not token.text.startswith("M") else token.text
    text = _STROKE.sub("l", text)
    text = _MARK.sub("I" if text.isupper() else "i", text)
    return Token(text, token.start, comparable(text))


def _numbered(match: re.Match[str]) -> str:
    text = match.group()
    one_off = text[0].isdigit() and sum(map(str.isdigit, text)) == len(text) - 1
    return text.translate(_DIGITS) if one_off else text


def _known(token: Token, before: str, after: str, vocabulary: Vocabulary) -> str:
    """The known word that was misread as ``token``, or an empty text."""
    letters = sum(map(str.isalpha, token.plain))
    if len(token.plain) < SHORTEST or letters < len(token.plain) - 1:
        return ""
    if digest(token.plain) in vocabulary:
        return ""
    best, most = "", 0
    for word in _variants(token.text):
        count = vocabulary.get(digest(word), 0)
        if not count:
            continue
        beside = vocabulary.get(digest(*_pair(before, word)), 0) if before else 0
        beside += vocabulary.get(digest(*_pair(word, after)), 0) if after else 0
        sure = beside > 0 or len(word) >= LONG or (count >= COMMON and len(word) > SHORTEST)
        if sure and count + 3 * beside > most:
            best, most = word, count + 3 * beside
    return best


@lru_cache(maxsize=1024)
def _variants(text: str) -> tuple[str, ...]:
    """Words that are one misread character away: a look-alike, a stray stroke more or less."""
    found: dict[str, None] = {}
    for i, sign in enumerate(text):
        for other in _ALIKE.get(sign, ""):
            found[comparable(text[:i] + other + text[i + 1 :])] = None
        if len(text) > SHORTEST + 1 and 0 < i < len(text) - 1:
            if sign in THIN or sign == text[i - 1]:
                found[comparable(text[:i] + text[i + 1 :])] = None
            for other in ("i", "l", sign):
                found[comparable(text[:i] + other + text[i:])] = None
    found.pop(comparable(text), None)
    return tuple(found)


def _cased(word: str, like: str) -> str:
    if like.islower():
        return word
    return word.capitalize() if any(map(str.islower, like)) else word.upper()

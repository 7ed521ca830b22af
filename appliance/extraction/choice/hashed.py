"""The words around a candidate, and in it, as hashes: 16 bits of CRC-32.

Weights learned from a customer's documents hold no readable text; words that no ranker of a type
weighs are left out, which is most of them.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from appliance.extraction.columns import Features
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

# what OCR takes for each other inside a word
_ALIKE = str.maketrans("01|!58i$", "olllsbls")


@lru_cache(maxsize=65536)
def word_hash(word: str) -> str:
    """Sixteen bits of a folded word, in hexadecimal.

    Of numbers only the count of digits matters; in words, characters that OCR confuses are one.
    """
    folded = word.lower() if word.isascii() else unicodedata.normalize("NFKD", word).casefold()
    if folded.isalpha():
        shape = folded.translate(_ALIKE)
    else:
        letters = sum(map(str.isalpha, folded))
        if letters > sum(map(str.isdigit, folded)):
            folded = folded.translate(_ALIKE)
        shape = "".join(["9" if ch.isdigit() else ch for ch in folded if ch.isalnum()])
    return f"{zlib.crc32(shape.encode()) & 0xFFFF:04x}"


def words_of(text: str) -> list[str]:
    """The words of a text; points, commas and strokes part them."""
    return text.replace("/", " ").replace(".", " ").replace(",", " ").split()


Names = tuple[str, ...]
_TAKEN = {
    "left": slice(-4, None),
    "beside": slice(-1, None),
    "right": slice(3),
    "above": slice(6),
    "above_last": slice(-1, None),
    "below": slice(6),
    "below_first": slice(1),
    "in": slice(12),
    "opens": slice(1),
    "closes": slice(-1, None),
}
"""Which words of a stretch of text count at a place."""
_TOP, _BOTTOM = Span(-1, -1), Span(-2, -2)
_EDGES = {_TOP.start: "^", _BOTTOM.start: "$"}
"""What stands above the first row, and below the last."""


@dataclass(frozen=True)
class Words:
    """The words of a sheet by place. Of their features only those that are ``weighed`` are told
    (``None``: all); each is 1. Not slotted: it keeps what is derived."""

    sheet: Sheet
    weighed: frozenset[str] | None = None
    _known: dict[tuple[tuple[Span, ...], bool], Features] = field(default_factory=dict)
    _read: dict[tuple[str, int, int], tuple[Names, ...]] = field(default_factory=dict)

    @cached_property
    def _weighed(self) -> Mapping[str, Mapping[str, str]]:
        """The words that are weighed, by place."""
        return _by_place(self.weighed or frozenset())

    def of(self, spans: tuple[Span, ...], *, free: bool) -> Features:
        """The words around a candidate and, of a ``free`` kind, in it: the same for all fields."""
        key = spans, free
        if key not in self._known:
            self._known[key] = dict.fromkeys(self._names(spans, free), 1.0)
        return self._known[key]

    def _names(self, spans: tuple[Span, ...], free: bool) -> Names:
        first, last = self.sheet.row_at(spans[0].start), self.sheet.row_at(spans[-1].start)
        if first is None or last is None:
            return ()
        end, rows = spans[-1].end, self.sheet.rows
        over = rows[first.index - 1].span if first.index else _TOP
        under = rows[last.index + 1].span if last.index + 1 < len(rows) else _BOTTOM
        left, beside = self._told("left beside", first.span.start, spans[0].start)
        (right,) = self._told("right", end, max(end, last.span.end))
        above, above_last = self._told("above above_last", *over)
        below, below_first = self._told("below below_first", *under)
        names = left + right + beside + above + below + above_last + below_first
        for position, span in enumerate(spans if free else (), start=1):
            inside, opens, closes = self._told("in opens closes", *span)
            names += inside
            names += opens if position == 1 else ()
            names += closes if position == len(spans) else ()
        return names

    def _told(self, places: str, start: int, end: int) -> tuple[Names, ...]:
        """What the words of a stretch of text are called at each of these places."""
        key = places, start, end
        if key not in self._read:
            text = _EDGES.get(start) or self.sheet.document.text[start:end]
            words = [word_hash(word) for word in words_of(text)]
            self._read[key] = tuple([self._named(place, words) for place in places.split()])
        return self._read[key]

    def _named(self, place: str, words: list[str]) -> Names:
        taken = words[_TAKEN[place]]
        if self.weighed is None:
            return tuple([f"{place}:{word}" for word in taken])
        known = self._weighed[place]
        return tuple([known[word] for word in taken if word in known])


@lru_cache(maxsize=16)
def _by_place(weighed: frozenset[str]) -> Mapping[str, Mapping[str, str]]:
    """The names of hashed words by place and word."""
    found: dict[str, dict[str, str]] = {place: {} for place in _TAKEN}
    for name in weighed:
        place, _, word = name.partition(":")
        found.setdefault(place, {})[word] = name
    return found

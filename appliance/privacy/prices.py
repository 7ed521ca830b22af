"""Prices are no part of a name, a place or a firm.

In a table of items the tagger runs on from words that it does not know over the prices beside and
between them. They are cut out of what it finds; what is left has letters, or is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from appliance.privacy.tagger.tag import Tagged

NAMED = frozenset({"person", "location", "organisation"})
_PRICE = regex.compile(
    r"(?<![^\s(])[-+\u2212]?(?:[$€£¥]\s?)?\d{1,3}(?:(?:[.,'\u2019]\d{3})+|\d*)[.,]\d\d(?![^\s);*])"
)
_QUANTITY = regex.compile(r"(?<!\S)[-\u2212]\d+(?!\S)")
_LETTERS = regex.compile(r"\p{L}")


def without(text: str, found: Iterable[Tagged]) -> Iterator[Tagged]:
    """What is found, cut at prices and at quantities that are taken back (``-3``)."""
    for one in found:
        if one.tag in NAMED:
            yield from _cut(text, one)
        else:
            yield one


def _cut(text: str, one: Tagged) -> Iterator[Tagged]:
    """A price of which the finding holds only a part ("-39|,12 …") is one all the same."""
    row = text.rfind("\n", 0, one.start) + 1, text.find("\n", one.end) % (len(text) + 1)
    prices = [
        found.span()
        for pattern in (_PRICE, _QUANTITY)
        for found in pattern.finditer(text, *row)
        if found.end() > one.start and found.start() < one.end
    ]
    if not prices:
        yield one
        return
    start = one.start
    for left, right in (*sorted(prices), (one.end, one.end)):
        piece = text[start : min(left, one.end)]
        if _LETTERS.search(piece):
            at = start + len(piece) - len(piece.lstrip())
            yield one._replace(start=at, end=start + len(piece.rstrip()))
        start = max(start, right)

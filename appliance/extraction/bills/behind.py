"""What stands behind the name of an item in its cell, before the amount: how many were bought
(``Soup x2``, ``Soup 2x``), or the end of the name itself (``IBUPROFEN 200MG 16``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from appliance.extraction.bills.rows import Number, Parts
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.types import Span

MOST = 99
"""Pieces of one thing on a slip: more is a size."""
PACK = 4
"""Pieces from which a count may be that of a pack."""
_TIMES = re.compile(r"(?P<before>^|[^\s\d(\[]\S*\s+|[)\]\s])[(\[]?(?P<times>[x×*]\s?)$", re.I)
_RATE = re.compile(r"(?<=\S)\s+\(?\d[\d.,]*\s?%\)?$")
_SIZE = re.compile(r"\d\S*\s?[x×*]\s?$", re.I)
"""A figure, a times sign: what follows is a measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What is left of a row's words. ``cut`` are they without whole numbers at their end, of which
    nothing tells whether they are counts or belong to the name; empty where there are none."""

    spans: tuple[Span, ...]
    cut: tuple[Span, ...] = ()


def count(sheet: Sheet, taken: Parts) -> Number | None:
    """How many of a thing were bought, where a times sign before or behind a whole number says so
    (no measure: ``60 x 40``)."""
    for number in taken.numbers[:-1]:
        cell = _cell(taken, number)
        if cell is None or number.decimals or not 0 < number.value <= MOST:
            continue
        before = sheet.text(Span(cell.span.start, number.span.start))
        behind = sheet.text(Span(number.span.end, cell.span.end))
        if _SIZE.search(before) or re.match(r"\s?[x×*]\s?\d+(?![\d.,])", behind):
            continue
        if _TIMES.search(before) or (number.counted and re.match(r"\s?[x×*](?!\w)", behind, re.I)):
            return number
    return None


def packed(number: Number, numbers: Mapping[str, Number]) -> bool:
    """Whether a count with a times sign may as well be how many are in a pack (``EGGS X6``)."""
    return number.value >= PACK and "unit_price" not in numbers


def named(sheet: Sheet, taken: Parts, used: Collection[Number]) -> Named:
    """The words of a row with the whole numbers behind them that are no quantity of ``used``."""
    spans: list[Span] = []
    loose = False
    for text in taken.texts:
        end = text.span.end
        for number in _behind(taken, text):
            if number.decimals or number.counted or any(number is one for one in used):
                break
            end = number.span.end
        loose = loose or end > text.span.end
        spans.append(Span(text.span.start, end))
    own = tuple(cell.span for cell in taken.texts)
    return Named(spans=tuple(spans), cut=own if loose else ())


def rated(sheet: Sheet, spans: Sequence[Span]) -> bool:
    """Whether the words of an item end in a share, with more words before it."""
    return bool(spans) and bool(_RATE.search(sheet.text(spans[-1])))


def unrated(sheet: Sheet, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The words of an item without the share at their end."""
    words = _RATE.sub("", sheet.text(spans[-1]))
    return (*spans[:-1], Span(spans[-1].start, spans[-1].start + len(words)))


def _behind(taken: Parts, text: Cell) -> Iterator[Number]:
    """The numbers of a row behind the words of a cell, in that cell."""
    whole = next((c.span for c in taken.row.cells if _within(text.span, c.span)), text.span)
    for number in taken.numbers:
        if text.span.end <= number.span.start and number.span.end <= whole.end:
            yield number


def _cell(taken: Parts, number: Number) -> Cell | None:
    return next((c for c in taken.row.cells if _within(number.span, c.span)), None)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end

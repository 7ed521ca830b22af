"""What stands beside the name of an item in its cell: how many were bought (``Soup x2``, ``Soup
2x``, ``Milk 2 for 3.00``), or a part of the name itself (``PAINT 1GAL``, ``2x4 STUD``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
_MEASURE = re.compile(
    r"(?:\s?[x×]\s?\d+(?:[.,]\d+)?)?\s?(?P<unit>[kmµ]?g|mgs|gr|[cmd]?l|[ckm]?m|lit(?:er|re)s?"
    r"|lt|ltr|lbs?|fl\.? ?oz|oz|gal(?:lon)?s?|qts?|pts?|ft|in|inch|yds?|ct|pks?|doz|dz|caps?|tabs?"
    r"|[kmg]b|k?w|(?:h(?:ou)?r|day|night)s?)\b\.?(?!\s?/)",
    re.IGNORECASE,
)
"""A unit behind the figure of a size, of how many are in a pack, or of what was weighed."""
_WEIGHTS = frozenset({"kg", "g", "gr", "lb", "lbs", "oz"})
_GLUED = re.compile(r"\d+(?:[x×]\d+)+\W*", re.IGNORECASE)
_SPACED = re.compile(r"\d+(?:\s?[x×]\s?\d+)+\W*", re.IGNORECASE)
"""A size before a name: ``2x4x8 STUD``; with blanks it may be a count of a size."""
_SHORT = re.compile(r"[1-9]\d{0,2}\W*")
"""A figure before a name that may be of it (``7 UP``): longer ones are article numbers."""
_DEAL = re.compile(r"\s?(?:for|für|pour|voor)\s+\W?(?=\d)", re.IGNORECASE)
"""Between how many are sold together and what they cost together."""
_DEALT = re.compile(r"\s+\d{1,2}\s?(?:for|für|pour|voor)$", re.IGNORECASE)
FEWEST = 2
"""Numbers that a row uses if one of them is its quantity: the other is the amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What is left of a row's words. ``cut`` are they without the figures at their ends of which
    nothing tells whether they are counts or belong to the name; empty where there are none."""

    spans: tuple[Span, ...]
    cut: tuple[Span, ...] = ()


def count(sheet: Sheet, taken: Parts) -> Number | None:
    """How many of a thing were bought, where a times sign before or behind a whole number says so
    (no measure: ``60 x 40``), or what all of them cost is the amount."""
    for number, price in pairwise(taken.numbers):
        cell = _cell(taken, number)
        if cell is None or number.decimals or not 0 < number.value <= MOST:
            continue
        before = sheet.text(Span(cell.span.start, number.span.start))
        behind = sheet.text(Span(number.span.end, cell.span.end))
        if _SIZE.search(before) or re.match(r"\s?[x×*]\s?\d+(?![\d.,])", behind):
            continue
        if _TIMES.search(before) or (number.counted and re.match(r"\s?[x×*](?!\w)", behind, re.I)):
            return number
        if _DEAL.match(behind) and price.value == taken.numbers[-1].value != number.value:
            return number
    return None


def leads(sheet: Sheet, numbers: Mapping[str, Number], name: Sequence[Span]) -> bool:
    """Whether the quantity is a bare figure before the name."""
    count = numbers.get("quantity")
    if count is None or not name or count.span.end > name[0].start:
        return False
    before = sheet.text(Span(max(count.span.start - 2, 0), count.span.start))
    return (
        not re.search(r"[x×*(\[]\s?$", before)
        and not sheet.text(Span(count.span.end, name[0].start)).strip()
    )


def sized(sheet: Sheet, number: Number) -> bool:
    """Whether a unit that sizes and weights are told in follows a number, or further figures."""
    behind = sheet.text(Span(number.span.end, min(number.span.end + 12, len(sheet.document.text))))
    return bool(_MEASURE.match(behind) or re.match(r"[x×]\d", behind))


def packed(number: Number, numbers: Mapping[str, Number]) -> bool:
    """Whether a count with a times sign may as well be how many are in a pack (``EGGS X6``)."""
    return number.value >= PACK and "unit_price" not in numbers


def named(sheet: Sheet, taken: Parts, used: Collection[Number]) -> Named:
    """The words of a row with the figures beside them that are no quantity of ``used``."""
    whole: list[Span] = []
    own: list[Span] = []
    loose = False
    for text in taken.texts:
        start, before = _start(sheet, taken, text, used)
        end, after = _end(sheet, taken, text, used)
        dealt = _DEALT.search(sheet.text(text.span))
        if dealt:
            end, after = text.span.start + dealt.start(), len(used) < FEWEST
        loose = loose or before or after
        whole.append(Span(start, end))
        bare = text.span.end if after and not dealt else end
        own.append(Span(text.span.start if before else start, bare))
    return Named(spans=tuple(whole), cut=tuple(own) if loose else ())


def _end(sheet: Sheet, taken: Parts, text: Cell, used: Collection[Number]) -> tuple[int, bool]:
    """Where a name ends: behind its sizes and bare figures, and whether these may be counts."""
    end, loose = text.span.end, False
    cell = _whole(taken, text)
    for number in taken.numbers:
        if not (text.span.end <= number.span.start and number.span.end <= cell.end):
            continue
        if _is_of(number, used):
            break
        unit = _MEASURE.match(sheet.text(Span(number.span.end, cell.end)))
        if unit:
            end = number.span.end + unit.end()
            loose = loose or (number.decimals > 0 and unit["unit"].casefold() in _WEIGHTS)
        elif number.decimals or number.counted:
            break
        else:
            end, loose = number.span.end, True
    return end, loose


def _start(sheet: Sheet, taken: Parts, text: Cell, used: Collection[Number]) -> tuple[int, bool]:
    """Where a name starts: before a size or a bare figure, and whether that may be none of it."""
    cell = _whole(taken, text)
    first = [
        n for n in taken.numbers if cell.start <= n.span.start and n.span.end <= text.span.start
    ]
    left = sheet.text(Span(cell.start, text.span.start))
    if not first or any(_is_of(number, used) for number in first):
        return text.span.start, False
    told = left.strip()
    start = cell.start + left.find(told)
    if _GLUED.fullmatch(told):
        return start, False
    unit = _MEASURE.match(sheet.text(Span(first[0].span.end, text.span.start)))
    if unit and first[0].span.start == start and _SHORT.fullmatch(sheet.text(first[0].span)):
        return start, len(used) < FEWEST
    if _SPACED.fullmatch(told) or _SHORT.fullmatch(told):
        return start, True
    return text.span.start, False


def rated(sheet: Sheet, spans: Sequence[Span]) -> bool:
    """Whether the words of an item end in a share, with more words before it."""
    return bool(spans) and bool(_RATE.search(sheet.text(spans[-1])))


def unrated(sheet: Sheet, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The words of an item without the share at their end."""
    words = _RATE.sub("", sheet.text(spans[-1]))
    return (*spans[:-1], Span(spans[-1].start, spans[-1].start + len(words)))


def _whole(taken: Parts, text: Cell) -> Span:
    """The cell that words are of."""
    return next((c.span for c in taken.row.cells if _within(text.span, c.span)), text.span)


def _is_of(number: Number, used: Collection[Number]) -> bool:
    return any(number.span == one.span for one in used)


def _cell(taken: Parts, number: Number) -> Cell | None:
    return next((c for c in taken.row.cells if _within(number.span, c.span)), None)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end

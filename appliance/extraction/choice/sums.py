"""How the amounts of a document stand to each other: what adds up, and what is paid with what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal

from appliance.extraction.columns import Features

_ROUNDING = [Decimal(step) / 100 for step in (-2, -1, 0, 1, 2)]
MOST = 120
"""Amounts of a document beyond which it is no bill whose additions tell anything."""
_SENSIBLE, _COIN = Decimal(10**12), Decimal("0.05")
HIGHEST_RATE = Decimal("0.285")
"""Tax of the net amount beyond which an addition is one of other amounts (India's GST: 28 %)."""


def describe(amounts: Sequence[str], priced: Sequence[bool]) -> list[Features]:
    """Of each amount, in reading order: whether it is the largest of those ``priced`` (printed with
    cents or a currency), what cash less change makes, what a tip is added to, and so on."""
    values = [Decimal(amount) for amount in amounts]
    shown = sorted({v for v, ok in zip(values, priced, strict=True) if ok}, reverse=True)
    largest = shown[:40]
    paid = {a - b for a in largest for b in largest if a > b > 0}
    sums = {a + b for i, a in enumerate(largest) for b in largest[i:] if b > 0}
    gross = _gross(largest)
    whole = [value for value in largest if _whole(value)]
    beside, wholly = sorted(set(largest)), sorted(set(whole))
    last = {value: index for index, value in enumerate(values)}
    first: dict[Decimal, int] = {}
    few = len(values) <= MOST
    found: list[Features] = []
    for index, value in reversed(list(enumerate(values))):
        due = few and value > 0 and _apart(first, last, -value)
        topped = few and value > 0 and not due and _apart(first, last, value)
        first[value] = index
        found.append(
            {
                "largest": float(bool(shown) and value == shown[0]),
                "second": float(len(shown) > 1 and value == shown[1]),
                "paid_less_change": float(due),
                "topped": float(topped),
                "difference": float(value in paid),
                "sum": float(value in sums),
                "taxed": float(_among(value, gross)),
                "rounded": float(_whole(value) and _beside(value, beside)),
                "unrounded": float(_beside(value, wholly)),
                "zero": float(value == 0),
                "negative": float(value < 0),
            }
        )
    return found[::-1]


def vouched(value: str, amounts: Sequence[str], text: str, printed: str) -> bool:
    """Whether the page itself confirms an amount: it is ``printed`` twice, or is what two others
    make together or are apart. A misread digit spoils all of that."""
    if text.count(printed) > 1:
        return True
    whole, others = Decimal(value), {Decimal(other) for other in amounts}
    return any(
        whole - one in others or (one > whole and one - whole in others)
        for one in others
        if one > 0 and one != whole
    )


def taxed(value: str, amounts: Sequence[str]) -> bool:
    """Whether two other amounts are its net amount and the tax of that."""
    others = {Decimal(amount) for amount in amounts}
    return any(
        0 < gross - net <= HIGHEST_RATE * net and gross - net in others
        for gross in _near(Decimal(value))
        for net in others
    )


def _gross(amounts: Sequence[Decimal]) -> set[Decimal]:
    """What amounts make with others that may be their tax."""
    return {net + tax for net in amounts for tax in amounts if 0 < tax <= HIGHEST_RATE * net}


def _among(value: Decimal, gross: Set[Decimal]) -> bool:
    """Whether it is one of these, or one of these rounded to the next five hundredths."""
    return bool(gross) and not gross.isdisjoint(_near(value))


def _near(value: Decimal) -> list[Decimal]:
    """What it may have been before it was rounded to the next five hundredths."""
    return [value + step for step in _ROUNDING] if _whole(value) else [value]


def _apart(first: Mapping[Decimal, int], last: Mapping[Decimal, int], step: Decimal) -> bool:
    """Whether two amounts below are so far apart, in this order: cash and change, or a tip and
    what is paid with it. ``first`` and ``last`` tell where below amounts stand."""
    floor = max(-step, Decimal(0))
    for one, place in first.items():
        if one > floor and (other := one + step) in last and last[other] > place:
            return True
    return False


def _beside(value: Decimal, others: Sequence[Decimal]) -> bool:
    """Whether cash without cents would make one of these of it, or it of one of these; they are in
    order, each once."""
    below, above = bisect_left(others, value), bisect_right(others, value)
    near = (*others[max(below - 1, 0) : below], *others[above : above + 1])
    return bool([other for other in near if abs(value - other) < _COIN])


def _whole(value: Decimal) -> bool:
    """Whether it is a sum of five hundredths."""
    return abs(value) < _SENSIBLE and value % _COIN == 0

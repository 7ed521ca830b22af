"""Which numbers the matches of a pattern begin at: how long they are, what stands behind them.

Rules of dates, telephones and codes begin with a number or a few signs before one. They are tried
at the numbers that could be theirs: a day at one or two figures before a stroke, a point, a blank.
Which those are is read off the pattern's parse tree, as ``beginnings`` reads words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from appliance.privacy.fronts import FIGURES, apart_from_figures, barred, no_figure
from appliance.privacy.hints import HAN, LETTER, SPREAD, fold, parsed

REACH = 4  # signs before the first figure, above which a pattern is tried everywhere
CLOSE = 16  # characters of text per number, below which trying everywhere is faster
KINDS = 2_000  # kinds of numbers that are remembered
MOST = 12  # figures of a number that are told apart; one of more counts as one of so many
ANY = ""
"""Among the signs behind a number: whatever stands there."""


_Kind = tuple[int, str, str]
"""Figures of a number; the sign behind it, and the one in front."""
_NUMBER = re.compile(r"\d+")


class Number(NamedTuple):
    """A number ``before`` signs behind the beginning of a match, of ``least`` to ``most`` figures,
    with one of the signs of ``behind`` next to it (``ANY``: whatever there is)."""

    before: int
    least: int
    most: int
    behind: frozenset[str]


class Lead:
    """The numbers that the first figures of a pattern's matches may be; ``unlike`` are signs that
    do not stand before a match."""

    def __init__(self, numbers: frozenset[Number], unlike: frozenset[str]) -> None:
        self.numbers, self.unlike = numbers, unlike
        self._told: dict[_Kind, tuple[int, ...]] = {}

    def befores(self, kind: _Kind) -> tuple[int, ...]:
        """How many signs before a number of this kind a match may begin."""
        told = self._told.get(kind)
        if told is None:
            if len(self._told) > KINDS:
                self._told.clear()
            figures, sign, front = kind
            told = self._told[kind] = tuple(
                {
                    one.before
                    for one in self.numbers
                    if one.least <= figures <= one.most
                    and one.behind & {sign, ANY}
                    and (one.before or front not in self.unlike)
                }
            )
        return told


@cache
def lead(pattern: str) -> Lead | None:
    """What the matches of a pattern begin with; ``None`` where that is no number, or where they
    may begin within one."""
    tree = parsed(pattern)
    numbers = _numbers(tree) if apart_from_figures(tree) else None
    return None if numbers is None else _lead(numbers, barred(tree))


@cache
def _lead(numbers: frozenset[Number], unlike: frozenset[str]) -> Lead:
    """One for all patterns that begin alike."""
    return Lead(numbers, unlike)


class Numbers:
    """Where the numbers of a text begin, by how many figures they have and what stands behind."""

    def __init__(self, text: str, folded: str) -> None:
        self._of: dict[_Kind, list[int]] = defaultdict(list)
        for match in _NUMBER.finditer(text):
            start, end = match.span()
            behind, front = folded[end : end + 1], folded[start - 1 : start] if start else ""
            self._of[min(end - start, MOST), _plain(behind), front].append(start)
        self._most = len(text) // CLOSE
        self._found: dict[Lead, list[int] | None] = {}

    def before(self, told: Lead) -> list[int] | None:
        """Where a match may begin, in order; ``None`` for so many that all may be tried."""
        if told not in self._found:
            self._found[told] = self._before(told)
        return self._found[told]

    def _before(self, told: Lead) -> list[int] | None:
        asked = [(starts, told.befores(kind)) for kind, starts in self._of.items()]
        if sum(len(starts) * len(befores) for starts, befores in asked) > self._most:
            return None
        places = [start - back for starts, befores in asked for back in befores for start in starts]
        return sorted({place for place in places if place >= 0})


def _plain(sign: str) -> str:
    """A sign behind a number: without case, one blank for all."""
    return " " if sign.isspace() else sign


_State = tuple[int, int]
"""Signs before the first figure; figures so far."""
_Ends = dict[_State, set[str]]
"""What stands behind numbers that are surely at an end; ``ANY`` among it for whatever is there."""


class _Open(Exception):  # no error: the tree leaves it open
    """Where the first figure of a match stands is not said by its pattern."""


def _numbers(tree: tuple[Any, ...]) -> frozenset[Number] | None:
    """``Hints.numbers``. Behind the last sign of a match what must follow it is read, too."""
    last = max((at for at, item in enumerate(tree) if not _empty(item)), default=-1)
    exact: _Ends = defaultdict(set)
    try:
        ends = _walked(tree[: last + 1], {(0, 0)}, exact)
        for item in tree[last + 1 :]:
            if str(item[0]) == "ASSERT" and item[1][0] > 0:
                ends = _walked(item[1][1], ends, exact)
                break
            ends = _walked([item], ends, exact)
    except _Open:
        return None
    if not tree or any(not figures for _, figures in ends):
        return None
    open_ones = {Number(before, figures, MOST, frozenset((ANY,))) for before, figures in ends}
    return frozenset(
        open_ones
        | {
            Number(
                before, figures, figures, frozenset((ANY,)) if ANY in behind else frozenset(behind)
            )
            for (before, figures), behind in exact.items()
        }
    )


def _empty(item: Any) -> bool:
    return str(item[0]) in ("AT", "ASSERT", "ASSERT_NOT")


def _walked(tree: Iterable[Any], states: set[_State], exact: _Ends) -> set[_State]:
    """The states behind a part of a pattern; numbers that surely end in it go to ``exact``."""
    for kind, content in tree:
        match str(kind):
            case "AT" | "ASSERT":
                continue
            case "ASSERT_NOT":
                if content[0] > 0 and no_figure(content[1]):
                    for state in states:
                        exact[state] |= {ANY} if state[1] else set()
                    states = {state for state in states if not state[1]}
            case "SUBPATTERN":
                states = _walked(content[3], states, exact)
            case "ATOMIC_GROUP":
                states = _walked(content, states, exact)
            case "BRANCH":
                states = set().union(*(_walked(way, states, exact) for way in content[1]))
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                states = _repeated(content, states, exact)
            case _:
                may_be = _may_be(str(kind), content)
                states = _read(*may_be, _behind(str(kind), content), states, exact)
        if not states:
            break
    return states


def _repeated(content: Any, states: set[_State], exact: _Ends) -> set[_State]:
    least, most, part = content
    for _ in range(least):
        states = _walked(part, states, exact)
    reached, new = set(states), states
    for _ in range(least, int(most)):
        new = _walked(part, new, exact) - reached
        if not new:
            break
        reached |= new
    return reached


def _read(
    figure: bool, other: bool, signs: set[str], states: set[_State], exact: _Ends
) -> set[_State]:
    """The states behind one sign that may be a figure, another sign (of ``signs``), or either."""
    behind = set()
    for before, figures in states:
        if figure:
            behind.add((before, min(figures + 1, MOST)))
        if other and figures:
            exact[before, figures] |= signs
        elif other and before == REACH:
            raise _Open
        elif other:
            behind.add((before + 1, 0))
    return behind


def _behind(kind: str, content: Any) -> set[str]:
    """The signs of a class that are no figures, as ``_plain`` gives them; ``ANY`` if unlisted."""
    held: set[str] = set()
    for op, sign in [(kind, content)] if kind == "LITERAL" else content if kind == "IN" else ():
        match str(op), str(sign):
            case "LITERAL", _:
                held.add(chr(sign))
            case "RANGE", _ if sign[1] - sign[0] < SPREAD:
                held |= {chr(one) for one in range(sign[0], sign[1] + 1)}
            case "CATEGORY", "CATEGORY_SPACE":
                held.add(" ")
            case "CATEGORY", "CATEGORY_DIGIT":
                continue
            case _:
                return {ANY}
    return {ANY} if held & {LETTER, HAN} or not held else {_plain(fold(one)) for one in held}


def _may_be(kind: str, content: Any) -> tuple[bool, bool]:
    """Whether a sign may be a figure, and whether another one."""
    match kind:
        case "LITERAL":
            return chr(content).isdecimal(), not chr(content).isdecimal()
        case "NOT_LITERAL" | "ANY":
            return True, True
        case "IN":
            ways = [_class(str(op), sign) for op, sign in content if str(op) != "NEGATE"]
            if str(content[0][0]) == "NEGATE":
                return not any(f"{op} {sign}" in FIGURES for op, sign in content), True
            return any(way[0] for way in ways), any(way[1] for way in ways)
        case _:
            raise _Open


def _class(kind: str, sign: Any) -> tuple[bool, bool]:
    """``_may_be`` of one part of a class."""
    match kind, str(sign):
        case "LITERAL", _:
            return _may_be("LITERAL", sign)
        case "CATEGORY", "CATEGORY_DIGIT":
            return True, False
        case "CATEGORY", "CATEGORY_SPACE" | "CATEGORY_NOT_DIGIT" | "CATEGORY_NOT_WORD":
            return False, True
        case "RANGE", _ if sign[1] - sign[0] < SPREAD:
            figures = [chr(one).isdecimal() for one in range(sign[0], sign[1] + 1)]
            return any(figures), not all(figures)
        case _:
            return True, True

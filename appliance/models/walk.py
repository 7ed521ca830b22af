"""Choosing an answer among the allowed paths with few, short passes through the model.

A walk is a generator: it asks for tokens to be read and for the scores after some of them, and
returns its choice. It knows nothing of the runtime, so walks can be run one after another or
side by side in one batch. Where only one answer is left nothing is asked at all, and a run of
words whose only question is "does it end here?" is read ahead in one pass (draft and verify): the
first place where the end is more probable than going on is the answer's end.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from appliance.models.paths import Openings, Path, Stop
from appliance.types import Span

Scores = NDArray[np.float32]
AHEAD = 16
"""Tokens read ahead at most: a longer draft costs more when it is thrown away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Read these tokens; give the scores after those at the indices ``wanted``."""

    tokens: tuple[int, ...]
    wanted: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a walk ends with; ``tokens`` spell the answer and its end.

    ``probability`` is the product over the decisions on the way, each among the allowed tokens
    only; ``margin`` the smallest lead of a chosen outcome over the second.
    """

    span: Span | None
    probability: float
    margin: float
    tokens: tuple[int, ...]


Walk = Generator[Request, Sequence[Scores], Choice]


@dataclass(frozen=True, slots=True)
class _Node:
    """Where a walk stands: the paths still possible, after ``depth`` common tokens."""

    active: tuple[Path, ...]
    depth: int

    @property
    def last(self) -> int:
        """The token that led here."""
        return self.active[0].tokens[self.depth - 1]

    def endings(self) -> dict[int, Stop]:
        """Closing token -> how the answer ends here; earlier paths win."""
        found: dict[int, Stop] = {}
        for path in self.active:
            for stop in path.stops:
                if stop.length == self.depth:
                    found.setdefault(stop.closing, stop)
        return found

    def continuations(self) -> dict[int, tuple[Path, ...]]:
        """Next token -> the paths that go on with it."""
        found: dict[int, tuple[Path, ...]] = {}
        for path in self.active:
            if self.depth < len(path.tokens):
                token = path.tokens[self.depth]
                found[token] = (*found.get(token, ()), path)
        return found

    def certain(self) -> Stop | None:
        """The only answer that is left, if so; of equal texts at several places, the first."""
        left: dict[tuple[tuple[int, ...], int], Stop] = {}
        for path in self.active:
            for stop in path.stops:
                if stop.length >= self.depth:
                    left.setdefault((path.tokens[: stop.length], stop.closing), stop)
        stops = list(left.values())
        return stops[-1] if len({stop.span for stop in stops}) == 1 else None


@dataclass(slots=True)
class _Odds:
    """Multiplies up the probabilities of the decisions on the way."""

    probability: float = 1.0
    margin: float = 1.0

    def decide(
        self, scores: Scores, outcomes: Mapping[int, object], lifts: Mapping[int, float]
    ) -> int:
        """The token to take; tokens with an equal outcome share their probability."""
        tokens = list(outcomes)
        raw = scores[tokens].astype(np.float64) + [lifts.get(token, 0.0) for token in tokens]
        weights = np.exp(raw - raw.max())
        shared: dict[object, float] = {}
        for token, weight in zip(tokens, weights, strict=True):
            shared[outcomes[token]] = shared.get(outcomes[token], 0.0) + float(weight)
        best = max(shared, key=lambda outcome: shared[outcome])
        ranked = sorted((value / sum(shared.values()) for value in shared.values()), reverse=True)
        self.probability *= ranked[0]
        if len(ranked) > 1:
            self.margin = min(self.margin, ranked[0] - ranked[1])
        leading = [place for place, token in enumerate(tokens) if outcomes[token] == best]
        return tokens[max(leading, key=lambda place: weights[place])]


def walk(skeleton: Sequence[int], openings: Openings) -> Walk:
    """Choose one of the answers, after reading the ``skeleton`` (the field's label)."""
    odds = _Odds()
    pending = tuple(skeleton)
    first = next(iter(openings))
    if len(openings) > 1:
        (scores,) = yield Request(tokens=pending, wanted=(len(pending) - 1,))
        lifts = {token: max(item.lift for item in items) for token, items in openings.items()}
        first = odds.decide(scores, {token: token for token in openings}, lifts)
        pending = ()
    pending += (first,)
    node = _Node(tuple(path for opening in openings[first] for path in opening.spell()), 1)
    while True:
        run, asked = _ahead(node)
        if asked:
            read = tuple(step.last for step in run[1 : asked[-1] + 1])
            wanted = tuple(len(pending) - 1 + index for index in asked)
            rows = yield Request(tokens=pending + read, wanted=wanted)
            for index, scores in zip(asked, rows, strict=True):
                outcome = _decide(run[index], scores, odds)
                if isinstance(outcome, Choice):
                    return outcome
                node = outcome
            pending = (node.last,)
        if (stop := run[-1].certain()) is not None:
            return _choice(run[-1], stop, odds)


def _ahead(node: _Node) -> tuple[list[_Node], list[int]]:
    """The nodes from here to a fork or to certainty, and the indices of those to decide at."""
    run: list[_Node] = [node]
    asked: list[int] = []
    while run[-1].certain() is None:
        going = run[-1].continuations()
        if len(going) > 1 or run[-1].endings():
            asked.append(len(run) - 1)
            if len(going) != 1 or len(run) > AHEAD:
                break
        run.append(_Node(next(iter(going.values())), run[-1].depth + 1))
    return run, asked


def _decide(node: _Node, scores: Scores, odds: _Odds) -> Choice | _Node:
    endings, going = node.endings(), node.continuations()
    outcomes: dict[int, object] = {token: ("ends", stop.span) for token, stop in endings.items()}
    for token, paths in going.items():
        outcomes[token] = ("goes on", frozenset(path.start for path in paths))
    lifts = {token: stop.lift for token, stop in endings.items()}
    token = odds.decide(scores, outcomes, lifts)
    if token in endings:
        return _choice(node, endings[token], odds)
    return _Node(going[token], node.depth + 1)


def _choice(node: _Node, stop: Stop, odds: _Odds) -> Choice:
    path = next(path for path in node.active if stop in path.stops)
    return Choice(
        span=stop.span,
        probability=odds.probability,
        margin=odds.margin,
        tokens=(*path.tokens[: stop.length], stop.closing),
    )

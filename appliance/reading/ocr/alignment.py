"""Where a text stands in a line: the likeliest path of CTC through it (Viterbi 1967; Graves 2012).

A path stays on each character for one step or more; between two characters it may rest on blank,
and must, between two that are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

BLANK = 0
LEAST = 1e-6  # chance of a character that a step has ruled out
Array = np.ndarray[Any, Any]


def aligned(chances: Array, text: Sequence[int]) -> Array | None:
    """The best chance of each character where the path has it.

    ``text`` as classes, ``chances`` steps x classes; ``None`` if there are too few steps.
    """
    states, skips = _states(text)
    logs = np.log(np.maximum(chances[:, states], LEAST))
    scores = np.full(len(states), -np.inf)
    scores[:2] = logs[0, :2]
    origins = np.zeros(logs.shape, int)
    for step in range(1, len(logs)):
        moves = np.full((3, len(states)), -np.inf)
        moves[0] = scores
        moves[1, 1:] = scores[:-1]
        moves[2, 2:] = np.where(skips[2:], scores[:-2], -np.inf)
        origins[step] = moves.argmax(axis=0)
        scores = moves.max(axis=0) + logs[step]
    state = len(states) - 1 - int(scores[-1] < scores[-2:].max())
    if scores[state] == -np.inf:
        return None
    return _likeliest(logs, origins, state)


def _states(text: Sequence[int]) -> tuple[Array, Array]:
    """The characters with blanks around, and which may follow past the blank before them."""
    states = np.full(2 * len(text) + 1, BLANK)
    states[1::2] = text
    skips = np.zeros(len(states), bool)
    skips[3::2] = states[3::2] != states[1:-2:2]
    return states, skips


def _likeliest(logs: Array, origins: Array, state: int) -> Array:
    """Go back along the path that ends in ``state``."""
    best = np.full(logs.shape[1] // 2, -np.inf)
    for step in range(len(logs) - 1, -1, -1):
        if state % 2:
            best[state // 2] = max(best[state // 2], logs[step, state])
        state -= origins[step, state]
    chances: Array = np.exp(best)
    return chances

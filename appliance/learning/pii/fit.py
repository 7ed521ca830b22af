"""Fits the tagger's network: forward and backward in numpy, Adam, no framework.

The loss is cross-entropy per word; words whose truth the data leaves open weigh nothing. Word
rows are dropped at random, so that shapes, endings and neighbours must suffice for new names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from appliance.privacy.tagger.network import (
    DILATIONS,
    EPSILON,
    Block,
    Floats,
    Network,
    Rows,
    neighbours,
    softmax,
)
from appliance.privacy.tagger.words import MARKS, ROWS

WIDTH = 96
WORDS = 2_500  # words per step
RATE = 2e-3
DROPPED = 0.2  # of activations
CERTAIN = 0.96  # what the truth weighs: labels are sometimes wrong (Szegedy et al., 2016)
MEMORY = 0.998  # of the running mean of the weights, which is what is kept (Polyak, 1992)
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """``rows`` (words, slots), ``marks`` (words, marks), ``tags`` (words), ``weights`` (words)."""

    rows: Rows
    marks: Floats
    tags: Integers
    weights: Floats


class Fitter:
    """Weights by name, and Adam's moments for each (Kingma and Ba, 2015)."""

    def __init__(self, tags: int, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.weights: dict[str, Floats] = {"embedding": self._normal((ROWS, WIDTH), 0.1)}
        self.weights["embedding"][0] = 0
        self.weights["marks"] = self._normal((MARKS, WIDTH), 0.1)
        for at in range(len(DILATIONS)):
            self.weights[f"weight{at}"] = self._normal((3 * WIDTH, 2 * WIDTH), (3 * WIDTH) ** -0.5)
            self.weights[f"bias{at}"] = np.zeros(2 * WIDTH, np.float32)
            self.weights[f"gain{at}"] = np.full(WIDTH, 0.5, np.float32)
            self.weights[f"shift{at}"] = np.zeros(WIDTH, np.float32)
        self.weights["out"] = self._normal((WIDTH, tags), 0.05)
        self.weights["prior"] = np.zeros(tags, np.float32)
        self._first = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self._second = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self._mean = {name: value.copy() for name, value in self.weights.items()}
        self._steps = 0
        self._seen = np.zeros(ROWS, bool)

    def _normal(self, shape: tuple[int, ...], spread: float) -> Floats:
        return (self.rng.standard_normal(shape, np.float32) * spread).astype(np.float32)

    def network(self) -> Network:
        """The network with the running mean of the weights."""
        w = self._mean
        blocks = tuple(
            Block(
                weight=w[f"weight{n}"], bias=w[f"bias{n}"], gain=w[f"gain{n}"], shift=w[f"shift{n}"]
            )
            for n in range(len(DILATIONS))
        )
        return Network(
            embedding=w["embedding"] * self._seen[:, None],  # what was never seen says nothing
            marks=w["marks"],
            blocks=blocks,
            out=w["out"],
            prior=w["prior"],
        )

    def step(self, batch: Batch, rate: float) -> float:
        """One update; the mean loss before it."""
        w = self.weights
        x = w["embedding"][batch.rows].sum(axis=1) + batch.marks @ w["marks"]
        kept = self._mask(x.shape)
        x = x * kept
        backwards: list[Callable[[Floats], Floats]] = []
        gradients: dict[str, Floats] = {}
        for at, dilation in enumerate(DILATIONS):
            x, backward = self._block(x, at, dilation, gradients)
            backwards.append(backward)
        last = self._mask(x.shape)
        x = x * last
        found = softmax(x @ w["out"] + w["prior"])
        picked = found[np.arange(len(found)), batch.tags]
        total = max(1.0, float(batch.weights.sum()))
        loss = float(-(np.log(picked + 1e-9) * batch.weights).sum() / total)
        error = found - (1 - CERTAIN) / found.shape[1]
        error[np.arange(len(found)), batch.tags] -= CERTAIN
        error *= (batch.weights / total)[:, None]
        gradients["out"], gradients["prior"] = x.T @ error, error.sum(axis=0)
        d = (error @ w["out"].T) * last
        for backward in reversed(backwards):
            d = backward(d)
        d = d * kept
        gradients["marks"] = batch.marks.T @ d
        self._update(gradients, rate)
        self._update_rows(batch.rows, d, rate)
        memory = min(MEMORY, self._steps / (self._steps + 10))
        for name, value in self.weights.items():
            self._mean[name] += np.float32(1 - memory) * (value - self._mean[name])
        return loss

    def _mask(self, shape: tuple[int, ...]) -> Floats:
        return (self.rng.random(shape, np.float32) >= DROPPED).astype(np.float32) / (1 - DROPPED)

    def _block(
        self, x: Floats, at: int, dilation: int, gradients: dict[str, Floats]
    ) -> tuple[Floats, Callable[[Floats], Floats]]:
        """One residual block, and the function that carries its gradient back."""
        weight, gain = self.weights[f"weight{at}"], self.weights[f"gain{at}"]
        wide = neighbours(x, dilation)
        pair = wide @ weight + self.weights[f"bias{at}"]
        left = pair[:, :WIDTH] >= pair[:, WIDTH:]
        top = np.where(left, pair[:, :WIDTH], pair[:, WIDTH:])
        centred = top - top.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + EPSILON)
        normal = centred / spread

        def backward(d: Floats) -> Floats:
            gradients[f"gain{at}"] = (d * normal).sum(axis=0)
            gradients[f"shift{at}"] = d.sum(axis=0)
            g = d * gain
            g = (
                g
                - g.mean(axis=1, keepdims=True)
                - normal * (g * normal).mean(axis=1, keepdims=True)
            ) / spread
            both = np.concatenate((g * left, g * ~left), axis=1)
            gradients[f"weight{at}"], gradients[f"bias{at}"] = wide.T @ both, both.sum(axis=0)
            back = both @ weight.T
            before = d + back[:, WIDTH : 2 * WIDTH]
            before[:-dilation] += back[dilation:, :WIDTH]
            before[dilation:] += back[:-dilation, 2 * WIDTH :]
            return before

        return x + normal * gain + self.weights[f"shift{at}"], backward

    def _update(self, gradients: dict[str, Floats], rate: float) -> None:
        self._steps += 1
        for name, gradient in gradients.items():
            self._adam(name, slice(None), gradient, rate)

    def _update_rows(self, rows: Rows, d: Floats, rate: float) -> None:
        """The embedding's gradient falls on the rows that occur, and only these move."""
        from scipy import sparse

        touched, flat = np.unique(rows, return_inverse=True)
        self._seen[touched] = True
        n, slots = rows.shape
        where = sparse.csr_matrix(
            (np.ones(n * slots, np.float32), (flat.reshape(-1), np.repeat(np.arange(n), slots))),
            shape=(len(touched), n),
        )
        self._adam("embedding", touched, np.asarray(where @ d, np.float32), rate)
        self.weights["embedding"][0] = 0

    def _adam(
        self, name: str, at: slice | npt.NDArray[np.int32], gradient: Floats, rate: float
    ) -> None:
        first = self._first[name][at] * 0.9 + gradient * 0.1
        second = self._second[name][at] * 0.999 + gradient * gradient * 0.001
        self._first[name][at], self._second[name][at] = first, second
        bias = (1 - 0.999**self._steps) ** 0.5 / (1 - 0.9**self._steps)
        self.weights[name][at] -= (rate * bias) * first / (np.sqrt(second) + 1e-8)


def batches(texts: Sequence[Batch]) -> Iterator[Batch]:
    """Texts joined until a step's worth of words is together."""
    held: list[Batch] = []
    words = 0
    for text in texts:
        held.append(text)
        words += len(text.tags)
        if words >= WORDS:
            yield _joined(held)
            held, words = [], 0
    if held:
        yield _joined(held)


def _joined(texts: Sequence[Batch]) -> Batch:
    return Batch(
        rows=np.concatenate([text.rows for text in texts]),
        marks=np.concatenate([text.marks for text in texts]),
        tags=np.concatenate([text.tags for text in texts]),
        weights=np.concatenate([text.weights for text in texts]),
    )

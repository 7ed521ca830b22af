"""The network, forward: word rows in, probabilities of the tags out. Plain numpy.

``x = sum of the word's embedding rows + marks @ M``; then per block with dilation d
``x += LayerNorm(maxout_2([x[t-d], x[t], x[t+d]] @ W + b))``; then ``softmax(x @ V + c)``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]

DILATIONS = (1, 1, 2, 4)
EPSILON = np.float32(1e-5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One convolution: ``weight`` (3D, 2D), ``bias`` (2D), ``gain`` and ``shift`` (D)."""

    weight: Floats
    bias: Floats
    gain: Floats
    shift: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """``embedding`` (rows, D), ``marks`` (marks, D), blocks, ``out`` (D, tags), ``prior``."""

    embedding: Floats
    marks: Floats
    blocks: tuple[Block, ...]
    out: Floats
    prior: Floats

    def summed(self, rows: Rows) -> Floats:
        """The vector of a word: the sum of its rows."""
        vector: Floats = self.embedding[rows].sum(axis=0)
        return vector

    def probabilities(self, vectors: Floats, marks: Floats) -> Floats:
        """(words, tags) from ``vectors`` (words, D) and ``marks`` (words, marks)."""
        x = vectors + marks @ self.marks
        for dilation, block in zip(DILATIONS, self.blocks, strict=True):
            pair = neighbours(x, dilation) @ block.weight + block.bias
            wide = x.shape[1]
            x = x + normal(np.maximum(pair[:, :wide], pair[:, wide:])) * block.gain + block.shift
        return softmax(x @ self.out + self.prior)


def neighbours(x: Floats, dilation: int) -> Floats:
    """Each row beside those ``dilation`` before and after it; zeros beyond the ends."""
    n, width = x.shape
    wide = np.zeros((n, 3 * width), np.float32)
    wide[:, width : 2 * width] = x
    wide[dilation:, :width] = x[:-dilation]
    wide[:-dilation, 2 * width :] = x[dilation:]
    return wide


def normal(x: Floats) -> Floats:
    """Rows with mean 0 and variance 1 (Ba et al., 2016), before gain and shift."""
    centred = x - x.mean(axis=1, keepdims=True)
    spread: Floats = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + EPSILON)
    scaled: Floats = centred / spread
    return scaled


def softmax(x: Floats) -> Floats:
    """Rows as probabilities."""
    powers: Floats = np.exp(x - x.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares

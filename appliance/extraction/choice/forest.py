"""Walks boosted trees for all candidates and all trees at once: about a millisecond.

Each leaf of a tree is a bit, the leftmost the lowest. A node that sends a candidate to the right
rules out the leaves on its left; the lowest bit that no node has cleared is the leaf that the
candidate reaches (QuickScorer, Lucchese et al. 2015). So there is no path to follow: the nodes
of all trees are looked at in any order, whole rows of candidates at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from appliance.doctypes.schema import Forest, Tree
from appliance.extraction.columns import Array, Described

MOST_LEAVES = 64
"""Of a tree: the bits of a word. ``doctypes.fitted`` refuses larger ones."""


class _Packed(NamedTuple):
    """The nodes of all trees, padded to as many as the largest has: nodes x trees.

    A padding node clears nothing. ``values`` holds the leaves, trees x leaves; ``bases`` where
    each tree's begin in it.
    """

    features: Array
    thresholds: Array
    cleared: Array
    values: Array
    bases: Array


_packed: WeakKeyDictionary[Forest, _Packed] = WeakKeyDictionary()


def scores(forest: Forest, described: Described) -> list[float]:
    """The sum of the trees for each candidate; features that are not named count as 0."""
    if not described.own:
        return []
    packed = _packed.get(forest)
    if packed is None:
        packed = _packed[forest] = _pack(forest)
    table = described.table(forest.names)
    left = ~np.zeros((packed.features.shape[1], table.shape[1]), packed.cleared.dtype)
    for feature, threshold, cleared in zip(*packed[:3], strict=True):
        goes_right = table[feature] > threshold[:, None]
        left &= ~(goes_right * cleared[:, None])
    lowest = (left & -left).astype(np.float64)
    leaf = np.frexp(lowest)[1].T - 1
    return [float(total) for total in packed.values.take(leaf + packed.bases).sum(axis=1)]


def _pack(forest: Forest) -> _Packed:
    nodes = max(1, *(len(tree.feature) for tree in forest.trees))
    bits = next(size for size in (8, 16, 32, MOST_LEAVES) if nodes < size)
    shape = nodes, len(forest.trees)
    features, thresholds = np.zeros(shape, np.intp), np.zeros(shape)
    cleared = np.zeros(shape, f"u{bits // 8}")
    values = np.zeros((len(forest.trees), nodes + 1))
    for column, tree in enumerate(forest.trees):
        own = len(tree.feature)
        features[:own, column], thresholds[:own, column] = tree.feature, tree.threshold
        order = list(_leaves(tree, 0)) if own else [0]
        place = {leaf: bit for bit, leaf in enumerate(order)}
        values[column, : len(order)] = [tree.value[leaf] for leaf in order]
        for node in range(own):
            left = tree.left[node]
            below = _leaves(tree, left) if left >= 0 else iter([-left - 1])
            cleared[node, column] = sum(1 << place[leaf] for leaf in below)
    bases = np.arange(len(forest.trees)) * (nodes + 1)
    return _Packed(features, thresholds, cleared, values, bases)


def _leaves(tree: Tree, node: int) -> Iterator[int]:
    """The leaves below a node, from left to right."""
    for child in (tree.left[node], tree.right[node]):
        if child < 0:
            yield -child - 1
        else:
            yield from _leaves(tree, child)

"""Growing Merkle trees and proving things about them, as RFC 6962, section 2.1, defines them.

A leaf is hashed with the prefix 0x00, a node with 0x01, so that neither can pass for the other.
Checking proofs is the verifier's side: ``appliance.ledger.proofs`` and ``cover``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from typing import Protocol

from appliance.ledger.cover import steps
from appliance.ledger.proofs import node_hash

EMPTY = sha256(b"").digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """What has to be known of a log to go on with it: its size and its complete subtrees.

    ``peaks`` are their hashes, largest first; their sizes are the binary digits of ``size``.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def grown(self, leaves: Iterable[bytes]) -> Frontier:
        """With more leaf hashes at the end."""
        size, peaks = self.size, list(self.peaks)
        for leaf in leaves:
            digest, merging = leaf, size
            while merging & 1:  # a complete subtree of the same size stands before it
                digest, merging = node_hash(peaks.pop(), digest), merging >> 1
            peaks.append(digest)
            size += 1
        return Frontier(size=size, peaks=tuple(peaks))

    @property
    def root(self) -> bytes:
        """The tree head."""
        if not self.peaks:
            return EMPTY
        return reduce(lambda right, left: node_hash(left, right), reversed(self.peaks))


class Level(Protocol):
    """The hashes of all complete subtrees of one height, in order."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> bytes: ...
    def append(self, digest: bytes, /) -> None:
        """Add the next one."""
        ...


class Tree:
    """All complete subtrees over leaf hashes, so that a proof costs O(log^2 n).

    ``level`` makes an empty place for those of one height: in memory, or see ``levels.OnDisk``.
    """

    def __init__(self, leaves: Iterable[bytes], level: Callable[[], Level] = list) -> None:
        self._level = level
        self._levels: list[Level] = [level()]
        for leaf in leaves:
            self._add(leaf)

    def _add(self, digest: bytes) -> None:
        height = 0
        while True:
            here = self._levels[height]
            here.append(digest)
            if len(here) % 2:
                return
            digest, height = node_hash(here[-2], here[-1]), height + 1
            if height == len(self._levels):
                self._levels.append(self._level())

    def __len__(self) -> int:
        return len(self._levels[0])

    def root(self, size: int | None = None) -> bytes:
        """The tree head over the first ``size`` leaves (default: all)."""
        size = len(self) if size is None else size
        return self._hash(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """The audit path of leaf ``index`` in the tree of ``size``, from the leaf upward (2.1.1).

        Raises ``IndexError`` where there is no such leaf.
        """
        low, high = 0, len(self) if size is None else size
        if not 0 <= index < high <= len(self):
            raise IndexError("no such leaf")
        path: list[bytes] = []
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._hash(middle, high))
                high = middle
            else:
                path.append(self._hash(low, middle))
                low = middle
        return tuple(reversed(path))

    def consistency(self, size: int, larger: int | None = None) -> tuple[bytes, ...]:
        """That the tree of ``size`` is the start of the one of ``larger`` (2.1.2).

        Raises ``IndexError`` for sizes that the tree never had.
        """
        low, high = 0, len(self) if larger is None else larger
        if not 0 < size <= high <= len(self):
            raise IndexError("no such size")
        path: list[bytes] = []
        while size != high:
            middle = low + _split(high - low)
            if size <= middle:
                path.append(self._hash(middle, high))
                high = middle
            else:
                path.append(self._hash(low, middle))
                low = middle
        if low:  # the old tree's last subtree, which is the whole old tree where low is 0
            path.append(self._hash(low, high))
        return tuple(reversed(path))

    def cover(self, numbers: Iterable[int]) -> bytes:
        """The subtrees beside and between these leaves, which are in order: see ``cover``."""
        nodes, at = bytearray(), 0
        for number in (*numbers, len(self)):
            for height in steps(at, number):
                nodes += self._levels[height][at >> height]
                at += 1 << height
            at = number + 1
        return bytes(nodes)

    def _hash(self, low: int, high: int) -> bytes:
        length = high - low
        level = length.bit_length() - 1
        if length == 1 << level:  # complete, and RFC 6962's splits align it
            return self._levels[level][low >> level]
        middle = low + _split(length)
        return node_hash(self._hash(low, middle), self._hash(middle, high))


def _split(size: int) -> int:
    """The largest power of two smaller than ``size`` (``size`` > 1)."""
    return int(1 << ((size - 1).bit_length() - 1))

"""Merkle tree hashes and inclusion proofs as RFC 6962, section 2.1, defines them.

A leaf is hashed with the prefix 0x00, a node with 0x01, so that neither can pass for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """``SHA-256(0x00 || data)``."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """``SHA-256(0x01 || left || right)``."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """The tree head over leaf hashes, in one pass and O(log n) memory.

    ``peaks`` holds the complete subtrees so far as (size, hash), largest first; equal sizes
    merge at once, the rest from the right at the end, which is RFC 6962's split at the largest
    power of two below n.
    """
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, digest = 1, leaf
        while peaks and peaks[-1][0] == size:
            digest = node_hash(peaks.pop()[1], digest)
            size *= 2
        peaks.append((size, digest))
    if not peaks:
        return EMPTY
    digest = peaks.pop()[1]
    while peaks:
        digest = node_hash(peaks.pop()[1], digest)
    return digest


def _split(size: int) -> int:
    """The largest power of two smaller than ``size`` (``size`` > 1)."""
    return int(1 << ((size - 1).bit_length() - 1))


def inclusion(index: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """The audit path of leaf ``index`` in the tree over ``leaves``, from the leaf upward.

    Raises ``IndexError`` where there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError("no such leaf")
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root(leaves[middle:high]))
            high = middle
        else:
            path.append(root(leaves[low:middle]))
            low = middle
    return tuple(reversed(path))


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], head: bytes) -> bool:
    """Whether ``path`` proves ``leaf`` at ``index`` of the tree of ``size`` with ``head``.

    The algorithm of RFC 9162, section 2.1.3.2 (same trees, checked from the leaf upward).
    """
    if not 0 <= index < size:
        return False
    first, last, digest = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if first & 1 or first == last:
            digest = node_hash(sibling, digest)
            while not first & 1 and first:
                first >>= 1
                last >>= 1
        else:
            digest = node_hash(digest, sibling)
        first >>= 1
        last >>= 1
    return last == 0 and digest == head

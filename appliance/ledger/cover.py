"""One proof for all entries of an export at once, and what else its ``proofs.json`` says.

A cover of a tree is its leaves at the places that were exported, and complete subtrees over all
places between them, from left to right (RFC 9162, section 2.1). Whoever hashes both together in
that order gets the tree head, or something was changed, left out or moved. A range without gaps is
proven by its own leaves and a few subtrees beside it; who checks keeps one hash for each height.
Python 3.8, standard library only: part of the verifier.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from appliance.ledger.proofs import HASH, Checkpoint, Invalid, included, leaf_hash, node_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 1_000_000  # bytes of a line
_PARTS = {"checkpoints", "consistency", "export"}


def steps(at: int, end: int) -> Iterator[int]:
    """Heights of the largest complete subtrees over the leaves ``at`` to ``end``, in order."""
    while at < end:
        height = (end - at).bit_length() - 1
        if at:
            height = min(height, (at & -at).bit_length() - 1)
        yield height
        at += 1 << height


class Cover:
    """A tree head that grows from left to right; ``nodes`` are the subtrees between the leaves."""

    def __init__(self, nodes: bytes) -> None:
        self._nodes = nodes
        self._used = 0
        self._size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def leaf(self, number: int, digest: bytes) -> None:
        """The leaf at a place behind the last one."""
        self._skip(number)
        self._add(0, digest)

    def head(self, size: int) -> bytes:
        """The head of the tree of ``size`` leaves; raises ``Invalid`` where subtrees are left."""
        self._skip(size)
        if self._used != len(self._nodes) or not self._peaks:
            raise Invalid("The proof of the entries is too long.")
        digest = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            digest = node_hash(left, digest)
        return digest

    def _skip(self, end: int) -> None:
        for height in steps(self._size, end):
            node = self._nodes[self._used : self._used + HASH]
            if len(node) != HASH:
                raise Invalid("The proof of the entries is too short.")
            self._used += HASH
            self._add(height, node)

    def _add(self, height: int, digest: bytes) -> None:
        self._size += 1 << height
        while self._peaks and self._peaks[-1][0] == height:
            digest, height = node_hash(self._peaks.pop()[1], digest), height + 1
        self._peaks.append((height, digest))


class Proofs(NamedTuple):
    """What ``proofs.json`` says. Nothing in it counts before a signed tree head bears it out.

    Exports made before there were covers have a path for each entry instead (``inclusion``).
    """

    cover: bytes | None
    inclusion: list[list[bytes]]
    checkpoints: list[str]
    consistency: list[list[bytes]]
    entry: bytes
    path: list[bytes]


def stated(data: bytes) -> Proofs:
    """``proofs.json``; raises ``Invalid``."""
    try:
        told = json.loads(data)
        parts = set(told)
        if parts not in (_PARTS | {"cover"}, _PARTS | {"inclusion"}):
            raise ValueError
        if set(told["export"]) != {"entry", "path"}:
            raise ValueError
        return Proofs(
            cover=b"".join(_path(told["cover"])) if "cover" in parts else None,
            inclusion=[_path(path) for path in told.get("inclusion", ())],
            checkpoints=[note + "" for note in told["checkpoints"]],
            consistency=[_path(path) for path in told["consistency"]],
            entry=told["export"]["entry"].encode(),
            path=_path(told["export"]["path"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        raise Invalid("proofs.json is damaged.") from None


def _path(text: Any) -> list[bytes]:
    """Hashes one behind the other."""
    path = bytes.fromhex(text)
    if path.hex() != text or len(path) % HASH:
        raise ValueError
    return [path[at : at + HASH] for at in range(0, len(path), HASH)]


class Entries(NamedTuple):
    """What ``entries.jsonl`` holds: how many, the places of the first and the last, SHA-256."""

    total: int
    first: int
    last: int
    digest: str

    @property
    def gapless(self) -> bool:
        """Whether none is missing between the first and the last."""
        return self.last - self.first + 1 == self.total


def entry_of(line: bytes) -> dict[str, Any]:
    """One entry; what the fields hold is for the proofs to say."""
    try:
        entry = json.loads(line)
        if type(entry["sequence"]) is int and isinstance(entry["details"], dict):
            return dict(entry)
    except (KeyError, ValueError, TypeError, RecursionError):
        pass
    raise Invalid("A line of entries.jsonl is no entry.")


def read(lines: IO[bytes], proofs: Proofs, now: Checkpoint) -> Entries:
    """Each line at its place in the log, in order: read once, and none of them kept."""
    whole, count, first, last = sha256(), 0, 0, -1
    cover = None if proofs.cover is None else Cover(proofs.cover)
    for line in iter(lambda: lines.readline(_LONGEST), b""):
        number = entry_of(line)["sequence"]
        if number <= last:
            raise Invalid(f"Entry {number} is out of order.")
        if number >= now.size or not line.endswith(b"\n"):
            raise Invalid(f"Entry {number} is not what the log holds there.")
        leaf = leaf_hash(line[:-1])
        if cover is not None:
            cover.leaf(number, leaf)
        elif not any(
            included(leaf, number, now.size, path, now.head)
            for path in proofs.inclusion[count : count + 1]
        ):
            raise Invalid(f"Entry {number} is not what the log holds there.")
        whole.update(line)
        first, last, count = first if count else number, number, count + 1
    if cover is None and len(proofs.inclusion) != count:
        raise Invalid("There are more or fewer entries than proofs.")
    if cover is not None and cover.head(now.size) != now.head:
        raise Invalid("The entries are not what the log holds at their places.")
    return Entries(count, first, last, whole.hexdigest())

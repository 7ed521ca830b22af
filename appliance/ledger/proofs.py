"""What an outsider needs to check a signed log, in the standard library only.

With ``appliance.ledger.verify`` this becomes the one file that goes with every export; it keeps
to what Python 3.8 has, because auditors' machines are old. Sources:
RFC 8032 (Ed25519), RFC 9162 section 2.1 (the trees of RFC 6962), C2SP signed-note, tlog-checkpoint
and tlog-cosignature (v1).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from hashlib import sha256, sha512
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    _Point = tuple[int, int, int, int]

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_I = pow(2, (_P - 1) // 4, _P)
ED25519, COSIGNATURE = 1, 4
HASH = 32
_LARGEST = 19
"""Digits of the size of any log."""


class Invalid(Exception):
    """Something does not hold; the text says what, in one sentence."""


def _add(one: _Point, two: _Point) -> _Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % _P
    b = (one[1] + one[0]) * (two[1] + two[0]) % _P
    c, d = 2 * one[3] * two[3] * _D % _P, 2 * one[2] * two[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: _Point) -> _Point:
    result: _Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point, scalar = _add(point, point), scalar >> 1
    return result


def _point(data: bytes) -> _Point | None:
    """RFC 8032, section 5.1.3; ``None`` where no point has this encoding."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _I % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


_B = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))


def ed25519_verifies(key: bytes, message: bytes, signature: bytes) -> bool:
    """RFC 8032, section 5.1.7, strictly: S < L and R compared as bytes."""
    at = _point(key) if len(key) == 32 and len(signature) == 64 else None
    s = int.from_bytes(signature[32:], "little")
    if at is None or _B is None or s >= _L:
        return False
    h = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % _L
    minus = (_P - at[0], at[1], at[2], _P - at[3])
    x, y, z, _ = _add(_times(s, _B), _times(h, minus))
    x, y = x * pow(z, -1, _P) % _P, y * pow(z, -1, _P) % _P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def leaf_hash(data: bytes) -> bytes:
    """``SHA-256(0x00 || data)``."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """``SHA-256(0x01 || left || right)``."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """The tree head over leaf hashes: equal subtrees merge at once, the rest from the right."""
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, digest = 1, leaf
        while peaks and peaks[-1][0] == size:
            digest, size = node_hash(peaks.pop()[1], digest), size * 2
        peaks.append((size, digest))
    if not peaks:
        return sha256(b"").digest()
    digest = peaks.pop()[1]
    while peaks:
        digest = node_hash(peaks.pop()[1], digest)
    return digest


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], head: bytes) -> bool:
    """Whether ``path`` proves ``leaf`` at ``index`` of the tree of ``size`` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    first, last, digest = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if first & 1 or first == last:
            digest = node_hash(sibling, digest)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            digest = node_hash(digest, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and digest == head


def consistent(
    size: int, head: bytes, larger: int, larger_head: bytes, path: Sequence[bytes]
) -> bool:
    """Whether ``path`` proves the tree of ``size`` to be the start of ``larger`` (2.1.4.2)."""
    if size == larger:
        return not path and head == larger_head
    if not 0 < size < larger:
        return size == 0 and not path and head == root(())
    steps = [head, *path] if size & (size - 1) == 0 else list(path)
    if not steps:
        return False
    first, last = size - 1, larger - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            new = node_hash(new, step)
        first, last = first >> 1, last >> 1
    return last == 0 and old == head and new == larger_head


class Key(NamedTuple):
    """A public key with its name; ``kind`` 1 signs notes, 4 is a witness's."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that stand for the key in a signature line."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        encoded = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"


def key(text: str) -> Key:
    """A verifier key ``name+id+base64``; raises ``Invalid``."""
    name, _, rest = text.strip().partition("+")
    number, _, encoded = rest.partition("+")
    data = _base64(encoded)
    found = Key(name, data[0] if data else 0, data[1:])
    if not name or found.kind not in (ED25519, COSIGNATURE) or len(found.public) != 32:
        raise Invalid("The key is not an Ed25519 verifier key.")
    if found.id.hex() != number:
        raise Invalid("The key does not fit its own id.")
    return found


class Checkpoint(NamedTuple):
    """What a log says of itself: so many entries, this tree head."""

    origin: str
    size: int
    head: bytes


def opened(note: str, keys: Sequence[Key]) -> str:
    """The text of a signed note that one of ``keys`` has signed; raises ``Invalid``.

    Signatures by others are passed over; a wrong one by a known key spoils the note.
    """
    text, blank, lines = note.rpartition("\n\n")
    text += "\n"
    if not blank or not lines.endswith("\n") or any(c < " " and c != "\n" for c in note):
        raise Invalid("This is not a signed note.")
    good = 0
    for line in lines[:-1].split("\n"):
        name, signature = _signature(line)
        for one in keys:
            if one.name == name and one.id == signature[:4]:
                if not _signed(one, text, signature[4:]):
                    raise Invalid(f"The signature of {name} is wrong.")
                good += 1
    if not good:
        raise Invalid("The note is not signed by the expected key.")
    return text


def claimed(note: str) -> Checkpoint:
    """What a note says of its log, whoever signed it; raises ``Invalid``."""
    return checkpoint(note.rpartition("\n\n")[0] + "\n")


def opened_as(what: str, note: str, one: Key) -> str:
    """As ``opened``; ``Invalid`` says of ``what``."""
    try:
        return opened(note, [one])
    except Invalid as error:
        raise Invalid(f"{what}: {error}") from None


def signed_before(what: str, note: str, signer: Key, now: Checkpoint) -> Checkpoint:
    """A checkpoint that this log's key signed before; ``Invalid`` says so of ``what``."""
    then = checkpoint(opened_as(what, note, signer))
    if then.origin != now.origin:
        raise Invalid(f"{what} is of another log.")
    if then.size > now.size:
        raise Invalid(f"{what}: the log is shorter than it was then, it was cut.")
    return then


def listed(notes: Sequence[str]) -> str:
    """A digest of several notes in their order."""
    return sha256(json.dumps(list(notes)).encode()).hexdigest()


def signed_by(line: str, one: Key) -> bool:
    """Whether a signature line of a note says that it is by ``one``; raises ``Invalid``."""
    name, signature = _signature(line.rstrip("\n"))
    return one.name == name and one.id == signature[:4]


def _signature(line: str) -> tuple[str, bytes]:
    """Who signed, and the id of the key with the signature."""
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    signature = _base64(encoded)
    if dash != "\u2014" or not name or "+" in name or len(signature) < 5:
        raise Invalid("A signature line of the note is malformed.")
    return name, signature


def _signed(one: Key, text: str, signature: bytes) -> bool:
    if one.kind == COSIGNATURE:
        moment, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        text = f"cosignature/v1\ntime {moment}\n{text}"
    return ed25519_verifies(one.public, text.encode(), signature)


def checkpoint(text: str) -> Checkpoint:
    """The text of a note as a checkpoint; raises ``Invalid``."""
    lines = (text[:-1] if text.endswith("\n") else text).split("\n")
    if len(lines) < 3 or not all(lines):
        raise Invalid("This is not a checkpoint.")
    origin, number, head = lines[0], lines[1], _base64(lines[2])
    if not (number.isascii() and number.isdigit()) or len(number) > _LARGEST or len(head) != 32:
        raise Invalid("This is not a checkpoint.")
    if str(int(number)) != number:
        raise Invalid("This is not a checkpoint.")
    return Checkpoint(origin, int(number), head)


def _base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid("Base64 is malformed.") from None
    if base64.b64encode(data).decode() != text:
        raise Invalid("Base64 is malformed.")
    return data

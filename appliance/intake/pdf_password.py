"""Whether a password opens an encrypted PDF, from its encryption dictionary alone.

Standard security handler, revisions 2-4 (ISO 32000-1, 7.6.3) and 5-6 (ISO 32000-2, 7.6.4).
No object is decrypted. Whatever looks unusual yields no answer: the sandboxed reader decides.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import cycle

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_REFERENCE = re.compile(rb"/Encrypt\s+(\d{1,9})\s+(\d{1,5})\s+R\b")
_INLINE = re.compile(rb"/Encrypt\s*<<")
_ID = rb"/ID\s*\[\s*"
_NEAR = 1_024  # bytes around the reference; the trailer holds both it and the file's id
_MOST_MENTIONS = 100  # of the key, backwards from the end
_LONGEST = 8_192  # bytes of an encryption dictionary
_ESCAPES = {ord("n"): 10, ord("r"): 13, ord("t"): 9, ord("b"): 8, ord("f"): 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The entries of the encryption dictionary that a password is checked against."""

    revision: int
    length: int  # key length in bytes, revisions 2-4
    owner: bytes
    user: bytes
    permissions: int
    file_id: bytes
    metadata: bool


def is_encrypted(content: bytes) -> bool:
    """Whether some trailer refers to an encryption dictionary."""
    return _reference(content) is not None


def opens(content: bytes, password: str) -> bool | None:
    """Whether the password (as user or owner) opens the file; ``None`` where it cannot be said."""
    lock = find_lock(content)
    if lock is None:
        return None
    if lock.revision >= 5:
        return _opens_modern(lock, password.encode()[:127])
    try:
        typed = password.encode("latin-1")
    except UnicodeEncodeError:
        return None
    return _is_user(lock, typed) or _is_user(lock, _user_behind_owner(lock, typed))


def find_lock(content: bytes) -> Lock | None:
    """The encryption dictionary, where it is of the standard kind and complete."""
    reference = _reference(content)
    body = _dictionary(content, reference) if reference else None
    if reference is None or body is None or not re.search(rb"/Filter\s*/Standard\b", body):
        return None
    revision, permissions = _number(body, b"R"), _number(body, b"P")
    owner, user = _string(body, rb"/O\s*"), _string(body, rb"/U\s*")
    size = 48 if (revision or 0) >= 5 else 32
    if revision not in (2, 3, 4, 5, 6) or permissions is None:
        return None
    if owner is None or user is None or len(owner) < size or len(user) < size:
        return None
    return Lock(
        revision=revision,
        length=5 if revision == 2 else (_key_bits(body, revision)) // 8,
        owner=owner[:size],
        user=user[:size],
        permissions=permissions & 0xFFFFFFFF,
        file_id=_string(content[max(reference.start() - _NEAR, 0) : reference.end() + _NEAR], _ID)
        or b"",
        metadata=not re.search(rb"/EncryptMetadata\s+false\b", body),
    )


def _key_bits(body: bytes, revision: int) -> int:
    """The key length in bits; 40 by default, 128 for crypt filters (revision 4)."""
    if revision == 4:
        return 128
    return min(max(_number(body, b"Length") or 40, 40), 128)


def _reference(content: bytes) -> re.Match[bytes] | None:
    """Where the encryption dictionary is named last: later trailers replace earlier ones."""
    at = len(content)
    for _ in range(_MOST_MENTIONS):
        at = content.rfind(b"/Encrypt", 0, at)
        if at < 0:
            return None
        match = _REFERENCE.match(content, at) or _INLINE.match(content, at)
        if match:
            return match
    return None


def _dictionary(content: bytes, reference: re.Match[bytes]) -> bytes | None:
    """The bytes of the encryption dictionary, or ``None`` where it cannot be found."""
    if reference.re is _INLINE:
        return content[reference.end() : reference.end() + _LONGEST]
    number, generation = reference.groups()
    start = re.search(rb"(?<!\d)%b\s+%b\s+obj\b" % (number, generation), content)
    if start is None:
        return None
    body = content[start.end() : start.end() + _LONGEST]
    return body.partition(b"endobj")[0]


def _number(body: bytes, key: bytes) -> int | None:
    match = re.search(rb"/%b\s+(-?\d{1,12})\b" % key, body)
    return int(match[1]) if match else None


def _string(body: bytes, key: bytes) -> bytes | None:
    """A literal or hexadecimal string behind a key."""
    match = re.search(key + rb"(?=[<(])", body)
    if match is None:
        return None
    rest = body[match.end() : match.end() + _LONGEST]
    if rest[:1] == b"(":
        return _literal(rest)
    digits = re.match(rb"<([0-9A-Fa-f\s]*)>", rest)
    if digits is None:
        return None
    packed = b"".join(digits[1].split())
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))


def _literal(rest: bytes) -> bytes | None:
    """A string in parentheses with its escapes resolved (ISO 32000-1, 7.3.4.2)."""
    out, depth, at = bytearray(), 0, 0
    while at < len(rest):
        byte = rest[at]
        at += 1
        if byte == ord("\\"):
            octal = re.match(rb"[0-7]{1,3}", rest[at : at + 3])
            if octal:
                out.append(int(octal[0], 8) & 0xFF)
                at += len(octal[0])
            elif rest[at : at + 1] in (b"\r", b"\n"):
                at += 2 if rest[at : at + 2] == b"\r\n" else 1
            elif at < len(rest):
                out.append(_ESCAPES.get(rest[at], rest[at]))
                at += 1
            continue
        depth += (byte == ord("(")) - (byte == ord(")"))
        if depth == 0:
            return bytes(out)
        if not (byte == ord("(") and depth == 1):
            out.append(byte)
    return None


def _rc4(key: bytes, data: bytes) -> bytes:
    """RC4; only ever used on 32 bytes to compare a password, never to protect anything."""
    state, j = list(range(256)), 0
    for i, byte in zip(range(256), cycle(key), strict=False):
        j = (j + state[i] + byte) & 0xFF
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 0xFF
        j = (j + state[i]) & 0xFF
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 0xFF])
    return bytes(out)


def _md5(data: bytes, rounds: int = 1, length: int = 16) -> bytes:
    for _ in range(rounds):
        data = hashlib.md5(data[:length] if rounds > 1 else data, usedforsecurity=False).digest()
    return data


def _key(lock: Lock, password: bytes) -> bytes:
    """Algorithm 2: the file key that a user password yields."""
    seed = (password + _PADDING)[:32] + lock.owner + lock.permissions.to_bytes(4, "little")
    seed += lock.file_id
    if lock.revision >= 4 and not lock.metadata:
        seed += b"\xff\xff\xff\xff"
    digest = _md5(seed)
    if lock.revision >= 3:
        digest = _md5(digest, 50, lock.length)
    return digest[: lock.length]


def _is_user(lock: Lock, password: bytes) -> bool:
    """Algorithms 4 to 6: the user entry that this password would give."""
    key = _key(lock, password)
    if lock.revision == 2:
        return _rc4(key, _PADDING) == lock.user
    made = _md5(_PADDING + lock.file_id)
    for step in range(20):
        made = _rc4(bytes(byte ^ step for byte in key), made)
    return made == lock.user[:16]


def _user_behind_owner(lock: Lock, password: bytes) -> bytes:
    """Algorithm 7: the user password that the owner password protects."""
    digest = _md5((password + _PADDING)[:32])
    if lock.revision >= 3:
        digest = _md5(digest, 50)
    key, user = digest[: lock.length], lock.owner
    for step in reversed(range(20 if lock.revision >= 3 else 1)):
        user = _rc4(bytes(byte ^ step for byte in key), user)
    return user


def _opens_modern(lock: Lock, password: bytes) -> bool:
    """Algorithms 11 and 12: validation hashes of user and owner password."""
    user, owner = lock.user, lock.owner
    if _digest(lock, password, user[32:40], b"") == user[:32]:
        return True
    return _digest(lock, password, owner[32:40], user) == owner[:32]


def _digest(lock: Lock, password: bytes, salt: bytes, user: bytes) -> bytes:
    """Algorithm 2.B (revision 6); plain SHA-256 in revision 5."""
    k = hashlib.sha256(password + salt + user).digest()
    if lock.revision == 5:
        return k
    step, last = 0, 0
    while step < 64 or last > step - 32:
        block = (password + k + user) * 64
        encryptor = Cipher(AES(k[:16]), CBC(k[16:32])).encryptor()
        e = encryptor.update(block) + encryptor.finalize()
        k = hashlib.new(("sha256", "sha384", "sha512")[sum(e[:16]) % 3], e).digest()
        last = e[-1]
        step += 1
    return k[:32]

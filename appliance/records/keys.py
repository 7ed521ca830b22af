"""Keys: one data key per document, wrapped by a key-encryption key that lives outside the database.

Form of a sealed text: 12 bytes nonce, then AES-256-GCM ciphertext with its 16 byte tag. The
associated data is the document's id and what the text is, so that no sealed text can pass for
another one's. A wrapped key starts with 8 bytes that name the wrapping key, for rotation.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from appliance.durable import sync
from appliance.errors import ItemDamaged, Misconfigured

_SIZE = 32
_NONCE = 12
_LABEL = 8
KEK_FILE = "key-encryption-key"
INSTALLATION_FILE = "installation-key"


def _seal(key: bytes, content: bytes, context: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, context.encode())


def _open(key: bytes, sealed: bytes, context: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode())
    except (InvalidTag, ValueError):  # the latter where it is shorter than a nonce
        raise ItemDamaged from None


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of one document, open. Never printed."""

    document_id: str
    _key: bytes

    def __repr__(self) -> str:
        return f"DataKey({self.document_id})"

    def seal(self, content: bytes, purpose: str) -> bytes:
        """Encrypt ``content``, bound to this document and ``purpose``."""
        return _seal(self._key, content, f"{self.document_id}/{purpose}")

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """The content back; raises ``ItemDamaged`` when it was changed or moved."""
        return _open(self._key, sealed, f"{self.document_id}/{purpose}")


class Keyring:
    """The key-encryption keys (newest first) and the installation key.

    ``directory`` is where the former come from: when another process has made a new one, it is
    found there, so that nothing is wrapped by a key that was replaced.
    """

    def __init__(
        self, wrapping: tuple[bytes, ...], installation: bytes, directory: Path | None = None
    ) -> None:
        self._kept = wrapping
        self._installation = installation
        self._directory = directory
        self._stamp: tuple[int, int] | None = None  # read anew: replaced since, perhaps

    @property
    def _wrapping(self) -> tuple[bytes, ...]:
        stamp = _stamp(self._directory)
        if self._directory is not None and stamp != self._stamp:
            self._kept, self._stamp = _wrapping_keys(self._directory), stamp
        return self._kept

    def __repr__(self) -> str:
        return "Keyring(...)"

    def digest(self, content: bytes, purpose: str = "content") -> bytes:
        """HMAC-SHA256 under the installation key: recognises, reveals nothing guessable."""
        mac = hmac.new(self._installation, purpose.encode() + b"\x00", sha256)
        mac.update(content)
        return mac.digest()

    def new(self, document_id: str) -> tuple[DataKey, bytes]:
        """A fresh data key and its wrapped form for the row."""
        key = secrets.token_bytes(_SIZE)
        wrapping = self._wrapping[0]
        return DataKey(document_id, key), _label(wrapping) + _seal(wrapping, key, document_id)

    def unwrap(self, document_id: str, wrapped: bytes) -> DataKey:
        """The data key of a row; raises ``Misconfigured`` where its wrapping key is not here,
        ``ItemDamaged`` where it was changed."""
        for wrapping in self._wrapping:
            if _label(wrapping) == wrapped[:_LABEL]:
                return DataKey(document_id, _open(wrapping, wrapped[_LABEL:], document_id))
        raise Misconfigured("The key that protects the documents is not the one of this database.")

    def rewrap(self, document_id: str, wrapped: bytes) -> bytes | None:
        """A row's key wrapped by the newest key; ``None`` where it is already."""
        newest = self._wrapping[0]
        if _label(newest) == wrapped[:_LABEL]:
            return None
        key = self.unwrap(document_id, wrapped)._key
        return _label(newest) + _seal(newest, key, document_id)

    def secret(self, directory: Path, name: str, *, create: bool) -> bytes:
        """32 random bytes kept in a file of their own, wrapped by the key-encryption key.

        Raises ``Misconfigured`` where the file is missing and may not be made.
        """
        path = directory / name
        if not path.exists():
            if not create:
                raise Misconfigured(f"The {name} is missing. Bring back the keys folder.")
            _make(path, self.new(name)[1])
        wrapped = path.read_bytes()
        rewrapped = self.rewrap(name, wrapped)
        if rewrapped is not None:
            _replace(path, rewrapped)
        return self.unwrap(name, wrapped)._key


def _label(key: bytes) -> bytes:
    return sha256(b"appliance key label\x00" + key).digest()[:_LABEL]


def open_ring(directory: Path, *, create: bool, credentials: Path | None = None) -> Keyring:
    """The keys from systemd credentials where given, else from ``directory``.

    Missing files are made when ``create``; otherwise (documents exist that need the old ones)
    ``Misconfigured`` says so. Old key-encryption keys may stand beside as ``*.1``, ``*.2``.
    """
    wrapping = _key(directory, KEK_FILE, create, credentials)
    installation = _key(directory, INSTALLATION_FILE, create, credentials)
    given = credentials is not None and (credentials / KEK_FILE).is_file()
    earlier = _earlier(directory)
    return Keyring((wrapping, *earlier), installation, None if given else directory)


def shared_secret(path: Path) -> bytes:
    """32 random bytes in a file of their own, made where there is none: of two processes that
    hand something over. It protects nothing that is stored; a lost one is made anew."""
    if not path.exists():
        _make(path, secrets.token_bytes(_SIZE))
    return _read(path)


def _wrapping_keys(directory: Path) -> tuple[bytes, ...]:
    return (_read(directory / KEK_FILE), *_earlier(directory))


def _earlier(directory: Path) -> tuple[bytes, ...]:
    old = sorted(directory.glob(f"{KEK_FILE}.*")) if directory.is_dir() else []
    return tuple(_read(path) for path in old if path.suffix[1:].isdigit())


def _stamp(directory: Path | None) -> tuple[int, int]:
    """What changes with the file of the newest key."""
    if directory is None or not (directory / KEK_FILE).exists():
        return (0, 0)
    status = (directory / KEK_FILE).stat()
    return status.st_ino, status.st_mtime_ns


def _key(directory: Path, name: str, create: bool, credentials: Path | None) -> bytes:
    if credentials is not None and (credentials / name).is_file():
        return _read(credentials / name)
    path = directory / name
    if not path.exists():
        if not create:
            raise Misconfigured(
                f"The {name} is missing although documents exist. Bring back the keys folder."
            )
        _make(path, secrets.token_bytes(_SIZE))
    return _read(path)


def _read(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != _SIZE:
        raise Misconfigured(f"The {path.name} must be exactly {_SIZE} bytes.")
    return key


def require_files(directory: Path) -> None:
    """Raises ``Misconfigured`` where the key is no file here, and cannot be replaced here."""
    if not (directory / KEK_FILE).exists():
        raise Misconfigured("The key is not a file here: replace it where it comes from.")


def rotate(directory: Path) -> None:
    """Make a new key-encryption key; the old one stands beside it until all keys are re-wrapped.

    A kill in between leaves either the old state or the new one: the old key is linked under its
    new name first.
    """
    require_files(directory)
    path = directory / KEK_FILE
    numbers = [int(old.suffix[1:]) for old in directory.glob(f"{KEK_FILE}.[0-9]*")]
    os.link(path, path.with_name(f"{KEK_FILE}.{max(numbers, default=0) + 1}"))
    _replace(path, secrets.token_bytes(_SIZE))


def old(directory: Path, retired_before: float) -> tuple[Path, ...]:
    """Key-encryption keys that were replaced before a moment (seconds since 1970), and what a kill
    left of one that was being written."""
    found = [*directory.glob(f"{KEK_FILE}.[0-9]*"), *directory.glob(f".{KEK_FILE}.*")]
    return tuple(path for path in found if path.stat().st_ctime < retired_before)


def forget(retired: Sequence[Path]) -> None:
    """Remove keys. The caller has made sure that they wrap nothing any more."""
    for path in retired:
        path.unlink()
    for folder in {path.parent for path in retired}:
        sync(folder)


def _make(path: Path, content: bytes) -> None:
    """Write a new key durably; where two processes start at once, the first one's stays."""
    draft = _draft(path, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    sync(path.parent)


def _replace(path: Path, content: bytes) -> None:
    _draft(path, content).replace(path)
    sync(path.parent)


def _draft(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    return draft

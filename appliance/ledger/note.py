"""Checkpoints as signed notes, and a witness's cosignature beside ours.

C2SP signed-note, tlog-checkpoint and tlog-cosignature (v1). Checking is the verifier's side:
``appliance.ledger.proofs``.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.ledger.proofs import ED25519, Checkpoint, Key

SEED = 32


@dataclass(frozen=True, slots=True)
class Signer:
    """The log's key (kind 1) or a witness's (kind 4). Never printed."""

    name: str
    _seed: bytes
    kind: int = ED25519

    def __repr__(self) -> str:
        return f"Signer({self.name})"

    @property
    def public(self) -> Key:
        """What verifiers are given."""
        return Key(self.name, self.kind, self._private.public_key().public_bytes_raw())

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._seed)

    def line(self, text: str) -> str:
        """The signature line for a note's text, which ends with a newline."""
        return self._line(self._private.sign(text.encode()))

    def cosignature(self, text: str, at: datetime) -> str:
        """A witness's line: it saw this checkpoint at that moment, and no other of this size."""
        moment = int(at.timestamp())
        signature = self._private.sign(f"cosignature/v1\ntime {moment}\n{text}".encode())
        return self._line(moment.to_bytes(8, "big") + signature)

    def _line(self, signature: bytes) -> str:
        return f"\u2014 {self.name} {base64.b64encode(self.public.id + signature).decode()}\n"


def stated(kind: str, digest: bytes, signer: Signer) -> str:
    """Our word for something else than the log, as a note that is no checkpoint: two lines."""
    body = f"{signer.name}/{kind}\n{base64.b64encode(digest).decode()}\n"
    return f"{body}\n{signer.line(body)}"


def text(checkpoint: Checkpoint) -> str:
    """The signed text: origin, size, tree head."""
    head = base64.b64encode(checkpoint.head).decode()
    return f"{checkpoint.origin}\n{checkpoint.size}\n{head}\n"


def signed(checkpoint: Checkpoint, signer: Signer) -> str:
    """A checkpoint as a note with our signature; more lines may be added at its end."""
    body = text(checkpoint)
    return f"{body}\n{signer.line(body)}"

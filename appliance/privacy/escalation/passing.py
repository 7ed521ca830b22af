"""A cleared text on its way: sealed in the document's file, handed to the process that sends."""

from __future__ import annotations

import hmac

from appliance.errors import Misconfigured
from appliance.privacy.redacted import Redacted
from appliance.privacy.sealing import seal
from appliance.privacy.vault import DocumentKey


def reopened(content: bytes, key: DocumentKey, name: str) -> Redacted:
    """A cleared text that was sealed as ``name``, without its replacements.

    The document's key authenticates what it opens (AES-GCM), which proves that the text was made
    here; one that opens a changed text as well proves nothing and is refused with ``TypeError``.
    """
    text = key.open(content, name).decode()
    try:
        key.open(content[:-1] + bytes([content[-1] ^ 1]), name)
    except Misconfigured:
        return Redacted(text=text, replacements=(), cleared=True, seal=seal(text, cleared=True))
    raise TypeError("this key does not authenticate")


_STAMP = 32  # bytes of HMAC-SHA256


def handed_over(redacted: Redacted, secret: bytes) -> bytes:
    """A cleared text for the process that sends it, stamped with the ``secret`` of these two."""
    redacted.prove()
    if not redacted.cleared:
        raise TypeError("only a cleared text is handed over")
    content = redacted.text.encode()
    return _stamp(content, secret) + content


def taken_over(content: bytes, secret: bytes) -> Redacted:
    """What ``handed_over`` gave in another process; raises ``TypeError`` for anything else."""
    stamp, text = content[:_STAMP], content[_STAMP:]
    if not secret or not hmac.compare_digest(stamp, _stamp(text, secret)):
        raise TypeError("this was not handed over by privacy")
    whole = text.decode()
    return Redacted(text=whole, replacements=(), cleared=True, seal=seal(whole, cleared=True))


def _stamp(content: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, b"a redacted question\x00" + content, "sha256")

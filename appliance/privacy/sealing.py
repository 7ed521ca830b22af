"""The seal of what was redacted: a digest under a key of this process that nobody else has.

Only the modules that make a ``Redacted`` may import this (a contract in ``pyproject.toml``).
"""

from __future__ import annotations

import hmac
import secrets

_SECRET = secrets.token_bytes(32)
"""Of this process: seals the texts made here, so that no other text passes for one."""


def seal(text: str, *, cleared: bool) -> bytes:
    """HMAC-SHA256 of a text and of whether it is cleared to leave."""
    return hmac.digest(_SECRET, bytes([cleared]) + text.encode(), "sha256")

"""Passwords: argon2id hashes, what a new one must be like, one-time ones.

Hashing parameters: argon2-cffi's defaults (RFC 9106, low-memory profile: 64 MiB, 3 passes).
"""

from __future__ import annotations

import secrets
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
_LONGEST = 200
_DIFFERENT = 5


class Passwords:
    """Hashes and compares; ``hasher`` sets the cost of one guess."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hashed(self, password: str) -> str:
        """The argon2id hash with its salt and parameters."""
        return self._hasher.hash(password)

    def matches(self, password: str, stored: str | None) -> bool:
        """Whether ``password`` is the one behind ``stored``.

        ``None`` (no such account) costs the same time as a wrong password, so that the clock
        does not tell which names exist.
        """
        try:
            self._hasher.verify(self._nobody if stored is None else stored, password[:_LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    @cached_property
    def _nobody(self) -> str:
        return self.hashed(secrets.token_urlsafe(16))


def weakness(password: str, name: str) -> str | None:
    """Why a new password is not taken, in a sentence; ``None`` where it is fine."""
    if not SHORTEST <= len(password) <= _LONGEST:
        return f"A password has {SHORTEST} to {_LONGEST} characters."
    if len(set(password)) < _DIFFERENT:
        return f"A password has at least {_DIFFERENT} different characters."
    if name and name.casefold() in password.casefold():
        return "A password does not contain the name of the account."
    return None


def one_time() -> str:
    """A password for the first sign-in: 80 random bits in groups that can be read aloud."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))
    return "-".join(groups)

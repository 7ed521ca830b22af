"""Session tokens and how long a session lives."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """A session ends after ``idle`` without a click, and ``absolute`` after signing in anyway."""

    idle: timedelta
    absolute: timedelta

    def over(self, created_at: datetime, seen_at: datetime, now: datetime) -> bool:
        """Whether a session has run out at ``now``; also by a clock that was set back so far."""
        return abs(now - seen_at) > self.idle or abs(now - created_at) > self.absolute


def new_token() -> str:
    """256 random bits for the browser to keep."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What the database keeps: a token is random, so a plain hash cannot be guessed back."""
    return sha256(token.encode()).digest()

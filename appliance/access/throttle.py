"""Slowing down whoever guesses passwords, without locking anybody out who knows theirs.

Failures are counted per (name, origin), so that guessing from one place does not shut out the
same name at another. After ``FREE`` failures in a row, attempts are refused unchecked during a
pause that doubles up to ``LONGEST``; refused attempts do not prolong it. For administrators the
pause never exceeds ``ADMINISTRATOR``: nobody can keep them out of their own installation, and at
one guess per that pause a password of twelve characters is not found.

Who tries one password on many names is slowed down by his origin, gently, since a whole office may
share one: after ``SPRAY.free`` failures, whosever, each further one costs up to ``SPRAY.longest``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """``free`` failures cost nothing; the pause after them doubles up to ``longest``; after
    ``forget`` without one all is forgotten."""

    free: int
    longest: timedelta
    forget: timedelta


GUESSING = Patience(free=FREE, longest=timedelta(minutes=15), forget=timedelta(hours=24))
SPRAY = Patience(free=20, longest=timedelta(seconds=15), forget=timedelta(minutes=10))
ADMINISTRATOR = timedelta(seconds=2)
FORGET = GUESSING.forget


def pause(failures: int, *, administrator: bool, patience: Patience = GUESSING) -> timedelta:
    """How long to wait after the last of ``failures`` failed attempts in a row."""
    if failures < patience.free:
        return timedelta(0)
    doubled = timedelta(seconds=2 ** min(failures - patience.free, 20))
    return min(doubled, ADMINISTRATOR if administrator else patience.longest)


def wait(
    failures: int,
    last_at: datetime,
    now: datetime,
    *,
    administrator: bool,
    patience: Patience = GUESSING,
) -> timedelta:
    """How long an attempt at ``now`` is still refused unchecked; nothing: it is not.

    A ``last_at`` in the future (the clock was set back) refuses nothing.
    """
    if not last_at <= now < last_at + patience.forget:
        return timedelta(0)
    until = last_at + pause(failures, administrator=administrator, patience=patience)
    return max(until - now, timedelta(0))

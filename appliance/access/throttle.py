"""Slowing down whoever guesses passwords, without locking anybody out who knows theirs.

Failures are counted per (name, origin), so that guessing from one place does not shut out the
same name at another. After ``FREE`` failures in a row, attempts are refused unchecked during a
pause that doubles up to ``LONGEST``; refused attempts do not prolong it. For administrators the
pause never exceeds ``ADMINISTRATOR``: nobody can keep them out of their own installation, and at
one guess per that pause a password of twelve characters is not found.
"""

from __future__ import annotations

from datetime import datetime, timedelta

FREE = 5
LONGEST = timedelta(minutes=15)
ADMINISTRATOR = timedelta(seconds=2)
FORGET = timedelta(hours=24)


def pause(failures: int, *, administrator: bool) -> timedelta:
    """How long to wait after the last of ``failures`` failed attempts in a row."""
    if failures < FREE:
        return timedelta(0)
    doubled = timedelta(seconds=2 ** min(failures - FREE, 20))
    return min(doubled, ADMINISTRATOR if administrator else LONGEST)


def refused(failures: int, last_at: datetime, now: datetime, *, administrator: bool) -> bool:
    """Whether an attempt at ``now`` is refused unchecked.

    A ``last_at`` in the future (the clock was set back) refuses nothing.
    """
    return last_at <= now < last_at + pause(failures, administrator=administrator)

"""Slowing down whoever guesses passwords, without locking anybody out who knows theirs.

Failures are counted three ways: per name and place (``GUESSING``), per place over all names (one
password tried on everybody, ``SPRAY``; gently, since a whole office may share one) and per name
over all places (one name tried from everywhere, ``EVERYWHERE``). A place is an IPv4 address, or
the 64-bit network of an IPv6 address, all of which is one customer's. After so many free failures
attempts are refused unchecked during a pause that doubles; refused ones do not prolong it.

Nobody is kept out by others: where an account has signed in before, at the machine itself, and
with a one-time password (80 random bits), only the first count holds, and its pause never exceeds
``KNOWN``. That is the same for all roles, so that no pause tells who is an administrator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

FREE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """``free`` failures cost nothing; the pause after them doubles up to ``longest``; after
    ``forget`` without one all is forgotten."""

    free: int
    longest: timedelta
    forget: timedelta


GUESSING = Patience(free=FREE, longest=timedelta(minutes=15), forget=timedelta(hours=24))
KNOWN = Patience(free=FREE, longest=timedelta(seconds=2), forget=timedelta(hours=24))
SPRAY = Patience(free=20, longest=timedelta(seconds=15), forget=timedelta(minutes=10))
EVERYWHERE = Patience(free=25, longest=timedelta(minutes=15), forget=timedelta(hours=1))
FORGET = GUESSING.forget
_NETWORK = 64


def place(origin: str) -> str:
    """What counts as one place; a text that is no address stands for itself."""
    try:
        address = ip_address(origin)
    except ValueError:
        return origin
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address, _NETWORK), strict=False))
    return str(address)


def pause(failures: int, patience: Patience = GUESSING) -> timedelta:
    """How long to wait after the last of ``failures`` failed attempts."""
    if failures < patience.free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - patience.free, 20)), patience.longest)


def wait(
    failures: int, last_at: datetime, now: datetime, patience: Patience = GUESSING
) -> timedelta:
    """How long an attempt at ``now`` is still refused unchecked; nothing: it is not.

    A ``last_at`` in the future (the clock was set back) refuses nothing.
    """
    if not last_at <= now < last_at + patience.forget:
        return timedelta(0)
    return max(last_at + pause(failures, patience) - now, timedelta(0))

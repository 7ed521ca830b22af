"""A look at one file at the door: what it is, and what is packed into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from appliance.errors import PasswordRequired
from appliance.intake.containers import CONTAINERS, unpack
from appliance.intake.filings import PACKAGE, gathered
from appliance.intake.members import Allowance, Member
from appliance.intake.office import ZIP
from appliance.intake.sniff import inspect
from appliance.settings import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """``protected``: it opens with the password that was given, and not without.

    ``members`` are documents of their own; ``parts`` are files that belong to this one and are
    read with it, as the linkbases of a filing are.
    """

    media_type: str
    protected: bool = False
    members: tuple[Member, ...] = ()
    parts: tuple[Member, ...] = ()


class Inspector(Protocol):
    """Who looks. Errors as in ``inspect`` and ``unpack``, ``ReadingTimedOut`` and ``ReaderDied``
    for a file that keeps or kills whoever looks; ``Transient`` where nobody can look just now."""

    def inspect(
        self, content: bytes, name: str, limits: Limits, password: str | None = None
    ) -> str:
        """What a file is: see ``sniff.inspect``."""
        ...

    def look(
        self, content: bytes, name: str, password: str | None, depth: int, allowance: Allowance
    ) -> Looked:
        """What a file is and holds, so many containers deep; counts against the allowance."""
        ...


def look(
    content: bytes, name: str, password: str | None, depth: int, allowance: Allowance
) -> Looked:
    """Look in this process: as long, and with as much memory, as the file takes."""
    media_type, protected = _opened(content, name, password, allowance.limits)
    if media_type not in CONTAINERS:
        return Looked(media_type=media_type, protected=protected)
    held = unpack(content, media_type, allowance.limits, depth=depth, allowance=allowance)
    found = gathered(held, whole=media_type == ZIP)
    return Looked(
        media_type=PACKAGE if found.parts else media_type,
        protected=protected,
        members=found.members,
        parts=found.parts,
    )


def _opened(content: bytes, name: str, password: str | None, limits: Limits) -> tuple[str, bool]:
    """The media type, and whether it takes the password."""
    try:
        return inspect(content, name, limits), False
    except PasswordRequired:
        return inspect(content, name, limits, password), True

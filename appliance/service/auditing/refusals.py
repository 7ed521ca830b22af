"""Refused use cases are entries of the ledger (ASVS 5.0, 16.3.2): who tried what, on which object.

The wiring hands every set of use cases out watched, so that no use case can forget it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import ismethod
from typing import Any, TypeVar, cast

from appliance.access import acted
from appliance.errors import NotFound, NotPermitted, Transient
from appliance.ports import Clock
from appliance.records.unit import Database
from appliance.types import Actor

log = logging.getLogger(__name__)

T = TypeVar("T")
_ID = re.compile(r"[0-9a-f]{32}")


class NotTheirs(NotFound):
    """It exists, but for others: who asks hears the same as of what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """Watches use cases and writes down which were refused to whom."""

    database: Callable[[], Database]
    clock: Clock

    def watched(self, cases: T) -> T:
        """The same use cases; what they refuse to an actor is recorded, then refused."""
        return cast(T, _Watched(cases, self))

    def record(self, actor: Actor, use: str, asked: tuple[object, ...], code: str) -> None:
        """One refusal; a database that is away makes it no less refused."""
        ids = [one for one in asked if isinstance(one, str) and _ID.fullmatch(one)]
        details = {"use": use, "code": code}
        now = self.clock.now()
        entry = acted(actor, "access.refused", ids[0] if ids else use, now, details)
        try:
            with self.database().unit() as unit:
                unit.ledger.append(entry)
        except Transient as error:
            log.error("refusal not recorded", extra={"code": error.code})


class _Watched:
    """Passes everything on; see ``Refusals.watched``."""

    def __init__(self, cases: object, refusals: Refusals) -> None:
        self._cases, self._refusals = cases, refusals

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._cases, name)
        if name.startswith("_") or not ismethod(member):
            return member
        use = f"{type(self._cases).__name__}.{name}"

        @wraps(member)
        def case(*given: Any, **named: Any) -> Any:
            try:
                return member(*given, **named)
            except (NotPermitted, NotTheirs) as error:
                if given and isinstance(given[0], Actor):
                    code = "not_theirs" if isinstance(error, NotTheirs) else error.code
                    self._refusals.record(given[0], use, (*given[1:], *named.values()), code)
                raise

        return case

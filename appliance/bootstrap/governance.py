"""Wiring of what administrators and auditors do: proof, erasure, retention, backup."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from appliance.service.audit import Audit
from appliance.service.checkpoints import Checkpoints

if TYPE_CHECKING:
    from appliance.ports import Clock
    from appliance.records import Database, Keyring
    from appliance.settings import Settings


class Governance:
    """The part of ``Appliance`` that holds these; it builds on the parts of the whole."""

    if TYPE_CHECKING:
        settings: Settings

        @cached_property
        def _database(self) -> Database: ...
        @cached_property
        def _ring(self) -> Keyring: ...
        @cached_property
        def _clock(self) -> Clock: ...

    @cached_property
    def audit(self) -> Audit:
        """The ledger: looking, signing, exporting."""
        checkpoints = Checkpoints(
            database=lambda: self._database,
            ring=lambda: self._ring,
            clock=self._clock,
            settings=self.settings,
        )
        return Audit(database=lambda: self._database, checkpoints=checkpoints, clock=self._clock)

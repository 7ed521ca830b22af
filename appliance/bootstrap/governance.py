"""Wiring of what administrators and auditors do: proof, erasure, retention, backup."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from appliance.service.auditing.audit import Audit
from appliance.service.auditing.checkpoints import Checkpoints
from appliance.service.auditing.copies import Copies
from appliance.service.custody.backup import Backup
from appliance.service.custody.eraser import Eraser
from appliance.service.custody.erasure import Erasure
from appliance.service.custody.keycopies import KeyCopies
from appliance.service.custody.retention import Retention
from appliance.service.custody.rotation import Rotation
from appliance.service.custody.taken import Taken

if TYPE_CHECKING:
    from appliance.ports import Clock
    from appliance.records import Database, Keyring
    from appliance.service.auditing.refusals import Refusals
    from appliance.service.documents.archive import Archive
    from appliance.service.people.pairs import Pairs
    from appliance.settings import Settings


class Governance:
    """The part of ``Appliance`` that holds these; it builds on the parts of the whole."""

    if TYPE_CHECKING:
        settings: Settings

        @cached_property
        def refusals(self) -> Refusals:
            """Writes down which use cases were refused to whom."""
            ...

        @cached_property
        def _database(self) -> Database: ...
        @cached_property
        def _ring(self) -> Keyring: ...
        @cached_property
        def _archive(self) -> Archive: ...
        @cached_property
        def _clock(self) -> Clock: ...
        @cached_property
        def _pairs(self) -> Pairs: ...

    @cached_property
    def audit(self) -> Audit:
        """The ledger: looking, signing, exporting."""
        audit = Audit(
            database=lambda: self._database, checkpoints=self._checkpoints, clock=self._clock
        )
        return self.refusals.watched(audit)

    @cached_property
    def _checkpoints(self) -> Checkpoints:
        return Checkpoints(
            database=lambda: self._database,
            ring=lambda: self._ring,
            clock=self._clock,
            settings=self.settings,
            copies=Copies(settings=self.settings),
        )

    @cached_property
    def backup(self) -> Backup:
        """Copies of everything, keys apart."""
        backup = Backup(
            database=self._database,
            blobs=self._archive.blobs,
            checkpoints=self._checkpoints,
            clock=self._clock,
            settings=self.settings,
            copies=self.key_copies,
            pairs=self._pairs,
        )
        return self.refusals.watched(backup)

    @cached_property
    def key_copies(self) -> KeyCopies:
        """The keys' backup, wherever it was written."""
        return KeyCopies(database=self._database, settings=self.settings)

    @cached_property
    def rotation(self) -> Rotation:
        """Replacing the key-encryption key."""
        rotation = Rotation(
            database=self._database,
            ring=lambda: self._ring,
            clock=self._clock,
            settings=self.settings,
            copies=self.key_copies,
            pairs=self._pairs,
        )
        return self.refusals.watched(rotation)

    @cached_property
    def eraser(self) -> Eraser:
        """Destroying documents; for those who may, see ``erasure`` and ``retention``."""
        return Eraser(
            database=self._database,
            archive=self._archive,
            clock=self._clock,
            derived=(lambda _: self.key_copies.renew(),),
        )

    @cached_property
    def erasure(self) -> Erasure:
        """Erasing on request, legal holds."""
        erasure = Erasure(
            database=self._database,
            eraser=self.eraser,
            clock=self._clock,
            pairs=self._pairs,
            copies=self.key_copies,
        )
        return self.refusals.watched(erasure)

    @cached_property
    def retention(self) -> Retention:
        """How long documents stay."""
        retention = Retention(
            database=self._database,
            eraser=self.eraser,
            clock=self._clock,
            settings=self.settings,
        )
        return self.refusals.watched(retention)

    @cached_property
    def taken(self) -> Taken:
        """The hot folder's copies."""
        return Taken(
            database=self._database,
            ring=self._ring,
            clock=self._clock,
            settings=self.settings,
        )

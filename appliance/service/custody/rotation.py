"""Replacing the key-encryption key: keys are wrapped anew, no blob is touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from appliance.access import Permission, acted, require
from appliance.ports import Clock
from appliance.records import keys
from appliance.records.keys import Keyring
from appliance.records.unit import Database
from appliance.service.auditing.checkpoints import KEY_FILE
from appliance.service.custody.keycopies import KeyCopies
from appliance.service.people.pairs import Pairs
from appliance.settings import Settings
from appliance.types import Actor

RETIRED_SECONDS = 3_600
"""A process that wrapped a key before it saw the new one has written its row long before this."""
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Key use takes two people. Keys in systemd credentials are replaced there instead."""

    database: Database
    ring: Callable[[], Keyring]
    clock: Clock
    settings: Settings
    copies: KeyCopies
    pairs: Pairs

    def rotate(self, actor: Actor, second: Actor) -> int:
        """Make a new key and wrap every data key by it; how many. Workers notice by themselves.

        The ledger says so before it happens, and again when it is done. Killed in between, it is
        finished by ``finish``: the old key is still there.
        """
        require(actor, Permission.KEY_ROTATE)
        require(second, Permission.KEY_ROTATE)
        told = self.pairs.require(second, actor.id)
        keys.require_files(self._folder)
        self._note("key.rotating", actor, second, told)
        keys.rotate(self._folder)
        number = self._rewrap()
        self._note("key.rotated", actor, second, {"keys": str(number)})
        self.copies.renew()
        return number

    def finish(self, actor: Actor, second: Actor) -> int:
        """Wrap what is still wrapped by an old key, then destroy old keys; how many are gone.

        Those that were replaced within the last hour stay for the next time. The ledger says how
        many go, before they do.
        """
        require(actor, Permission.KEY_ROTATE)
        require(second, Permission.KEY_ROTATE)
        told = self.pairs.require(second, actor.id)
        self._rewrap()
        old = keys.old(self._folder, self.clock.now().timestamp() - RETIRED_SECONDS)
        if old:
            self._note("key.destroying", actor, second, {"keys": str(len(old)), **told})
        keys.forget(old)
        self._note("key.destroyed", actor, second, {"keys": str(len(old))})
        self.copies.renew()
        return len(old)

    def _note(self, action: str, actor: Actor, second: Actor, told: Mapping[str, str]) -> None:
        details = {"confirmed": second.id, **told}
        with self.database.unit() as unit:
            unit.ledger.append(acted(actor, action, "keys", self.clock.now(), details))

    def _rewrap(self) -> int:
        ring, number = self.ring(), 0
        with self.database.unit(readonly=True) as unit:
            everything = iter([one for one, _ in unit.governance.wrapped_keys()])
        while batch := list(islice(everything, _BATCH)):
            with self.database.unit() as unit:
                for record in unit.documents.many(batch):
                    new = ring.rewrap(record.id, record.data_key) if record.data_key else None
                    if new is not None and record.data_key is not None:
                        number += unit.governance.rewrap(record.id, record.data_key, new)
        if (self._folder / KEY_FILE).exists():
            ring.secret(self._folder, KEY_FILE, create=False)
        self.database.scrub()
        return number

    @property
    def _folder(self) -> Path:
        return self.settings.state_dir.resolve() / "keys"

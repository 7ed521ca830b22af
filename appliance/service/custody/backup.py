"""A copy of everything while work goes on; keys apart, so that erased stays erased.

A backup is a folder: the database without its keys, the encrypted blobs, a manifest with digests,
signed by the ledger's key. It may be kept for years. The keys are one small file elsewhere
(``keycopies``), never kept in old versions: an old backup with the present keys gives back
everything but what was erased since.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path

from appliance.access import Permission, acted, require
from appliance.errors import Conflict, Misconfigured, NotFound, NotPermitted
from appliance.ledger import Signer, stated
from appliance.ports import Blobs, Clock
from appliance.records import snapshot
from appliance.records.blobs import FileBlobs
from appliance.records.entries import Selection, Signed
from appliance.records.unit import Database
from appliance.service.auditing.checkpoints import Checkpoints
from appliance.service.custody.keycopies import FORMAT, KEYS, KeyCopies, place
from appliance.service.people.pairs import Pairs
from appliance.settings import Settings
from appliance.types import Actor

DATABASE, BLOBS, MANIFEST, NOTE = "database.db", "blobs", "manifest.json", "manifest.note"
KIND = "backup"
"""What the note beside the manifest is about; see ``ledger.stated``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a backup holds, and how long it took."""

    documents: int
    blobs: int
    bytes: int
    entries: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """``None`` where there is none; ``keys_named``: the settings name a place for the keys."""

    made_at: datetime | None
    entries_since: int
    keys_at: datetime | None
    keys_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """Makes backups of a running appliance."""

    database: Database
    blobs: Blobs
    checkpoints: Checkpoints
    clock: Clock
    settings: Settings
    copies: KeyCopies
    pairs: Pairs

    def make(self, actor: Actor, target: Path, keys: Path | None = None) -> Made:
        """Write a backup into the new folder ``target``, the keys into the folder ``keys``.

        Order: the database's moment, then the blobs (they never change, so that later is as
        good), then the keys. Raises ``Conflict`` where the target exists, ``Misconfigured`` where
        no place for the keys is named: without them nothing could ever be restored;
        ``NotPermitted`` for a place that they were not handed out to (see ``hand_out``).
        """
        require(actor, Permission.BACKUP_MAKE)
        started = time.perf_counter()
        if keys is None and self.settings.backup_keys_dir is None:
            raise Misconfigured(
                "Name a folder for the keys, --keys or backup_keys_dir in the settings file: a "
                "backup without them can never be restored."
            )
        if keys is not None and keys.resolve() not in self.copies.folders():
            raise NotPermitted("Two people have to agree before keys go to another place.")
        if target.exists():
            raise Conflict("The target exists already: name a new folder.")
        target.mkdir(parents=True, mode=0o700)
        checkpoint, signer = self._announced(actor, keys)
        digests, size = self._copied(target, checkpoint, signer)
        missed = self.copies.renew()
        if self.settings.backup_keys_dir in missed or (keys and keys.resolve() in missed):
            raise Misconfigured("The keys cannot be written to their folder.")
        self._note(actor, "backup.made", "backup", {"blobs": str(len(digests))})
        return Made(
            documents=len({key.partition("/")[0] for key in digests}),
            blobs=len(digests),
            bytes=size,
            entries=checkpoint.size,
            seconds=time.perf_counter() - started,
        )

    def _announced(self, actor: Actor, keys: Path | None) -> tuple[Signed, Signer]:
        """The entry about the backup, in a checkpoint of its own; with the key that signs."""
        with self.database.unit() as unit:
            details = {"keys": "named_place" if keys is None else "given_place"}
            unit.ledger.append(acted(actor, "backup.begun", "backup", self.clock.now(), details))
            return self.checkpoints.made(unit), self.checkpoints.signer(unit)

    def _copied(
        self, target: Path, checkpoint: Signed, signer: Signer
    ) -> tuple[dict[str, str], int]:
        """Database, blobs and the signed manifest over both."""
        revision = snapshot.save(self.database.engine, target / DATABASE)
        digests, size = self._copy_blobs(target / BLOBS)
        manifest = {
            "format": FORMAT,
            "revision": revision,
            "database": _digest(target / DATABASE),
            "blobs": digests,
            "checkpoint": checkpoint.note,
        }
        written = sha256(place(target / MANIFEST, manifest)).digest()
        (target / NOTE).write_text(stated(KIND, written, signer), encoding="utf-8")
        return digests, size

    def hand_out(self, actor: Actor, second: Actor, folder: Path) -> None:
        """Write the keys to another place, and from now on with each backup, erasure, rotation."""
        require(actor, Permission.KEY_ROTATE)
        require(second, Permission.KEY_ROTATE)
        told = self.pairs.require(second, actor.id)
        self._note(actor, "key.handed_out", "keys", {"confirmed": second.id, **told})
        self.copies.write(folder.resolve())

    def disown(self, actor: Actor, second: Actor, folder: Path) -> None:
        """By two people's word this copy of the keys is destroyed: it is renewed no more."""
        require(actor, Permission.KEY_ROTATE)
        require(second, Permission.KEY_ROTATE)
        told = self.pairs.require(second, actor.id)
        self._note(actor, "key.copy_destroyed", "keys", {"confirmed": second.id, **told})
        self.copies.forget(folder.resolve())

    def renew(self, actor: Actor) -> Mapping[Path, bool]:
        """Write all copies of the keys anew; whether each could be reached."""
        require(actor, Permission.BACKUP_MAKE)
        missed = self.copies.renew()
        folders = self.copies.folders()
        details = {"copies": str(len(folders)), "missed": str(len(missed))}
        self._note(actor, "key.copies_renewed", "keys", details)
        return {folder: folder not in missed for folder in folders}

    def _note(self, actor: Actor, action: str, subject: str, details: Mapping[str, str]) -> None:
        with self.database.unit() as unit:
            unit.ledger.append(acted(actor, action, subject, self.clock.now(), details))

    def last(self, actor: Actor) -> Last:
        """When the last backup was made here, and what came since."""
        require(actor, Permission.INSTALLATION_CHECK)
        with self.database.unit(readonly=True) as unit:
            made = unit.ledger.chosen(Selection(action="backup.made"), 1)
            size = unit.ledger.size()
        folder = self.settings.backup_keys_dir
        keys = folder / KEYS if folder else None
        written = keys.stat().st_mtime if keys and keys.is_file() else None
        return Last(
            made_at=made[-1][1].at if made else None,
            entries_since=size - made[-1][0] - 1 if made else size,
            keys_at=datetime.fromtimestamp(written, UTC) if written else None,
            keys_named=folder is not None,
        )

    def _copy_blobs(self, folder: Path) -> tuple[dict[str, str], int]:
        copy, digests, size = FileBlobs(folder), {}, 0
        for key in self.blobs.keys():  # noqa: SIM118 - not a mapping
            try:
                content = self.blobs.get(key)
            except NotFound:  # erased just now
                continue
            copy.put(key, content)
            digests[key] = sha256(content).hexdigest()
            size += len(content)
        return digests, size


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()

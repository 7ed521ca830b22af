"""A copy of everything while work goes on; keys apart, so that erased stays erased.

A backup is a folder: the database without its keys, the encrypted blobs, a manifest with digests.
It may be kept for years. The keys are one small file elsewhere, written anew with each backup and
each erasure and never kept in old versions: an old backup with the present keys gives back
everything but what was erased since.
"""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from appliance.access import Permission, require
from appliance.errors import Conflict, Misconfigured, NotFound
from appliance.ports import Blobs, Clock
from appliance.records import snapshot
from appliance.records.blobs import FileBlobs
from appliance.records.entries import Selection
from appliance.records.unit import Database
from appliance.service.checkpoints import Checkpoints
from appliance.settings import Settings
from appliance.types import Actor, Entry

DATABASE, BLOBS, MANIFEST, KEYS = "database.db", "blobs", "manifest.json", "keys.json"
FORMAT = 1


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

    def make(self, actor: Actor, target: Path, keys: Path | None = None) -> Made:
        """Write a backup into the new folder ``target``, the keys into the folder ``keys``.

        Order: the database's moment, then the blobs (they never change, so that later is as
        good), then the keys. Raises ``Conflict`` where the target exists.
        """
        require(actor, Permission.BACKUP_MAKE)
        started = time.perf_counter()
        if target.exists():
            raise Conflict("The target exists already: name a new folder.")
        target.mkdir(parents=True, mode=0o700)
        with self.database.unit() as unit:
            entry = Entry(
                actor=actor.id, action="backup.made", subject="backup", at=self.clock.now()
            )
            unit.ledger.append(entry)
            checkpoint = self.checkpoints.made(unit)
        revision = snapshot.save(self.database.engine, target / DATABASE)
        digests, size = self._copy_blobs(target / BLOBS)
        manifest = {
            "format": FORMAT,
            "revision": revision,
            "database": sha256((target / DATABASE).read_bytes()).hexdigest(),
            "blobs": digests,
            "checkpoint": checkpoint.note,
        }
        _write(target / MANIFEST, manifest)
        self.write_keys(keys or self.settings.backup_keys_dir)
        return Made(
            documents=len({key.partition("/")[0] for key in digests}),
            blobs=len(digests),
            bytes=size,
            entries=checkpoint.size,
            seconds=time.perf_counter() - started,
        )

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

    def refresh_keys(self) -> None:
        """Write the keys' backup anew where the settings name a place for it."""
        self.write_keys(self.settings.backup_keys_dir)

    def write_keys(self, folder: Path | None) -> None:
        """All keys as they are now, in place of what was there: erased documents have none."""
        if folder is None:
            return
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        own = self.settings.state_dir.resolve() / "keys"
        with self.database.unit(readonly=True) as unit:
            documents = {one: _text(wrapped) for one, wrapped in unit.governance.wrapped_keys()}
            stones = [_plain(asdict(one)) for one in unit.governance.tombstones()]
            last, size = unit.ledger.checkpoint(), unit.ledger.size()
        found = {
            "format": FORMAT,
            "files": {
                path.name: _text(path.read_bytes())
                for path in sorted(own.iterdir())
                if path.is_file() and not path.name.startswith(".")
            },
            "documents": documents,
            "tombstones": stones,
            "checkpoint": last.note if last else "",
            "entries": size,
        }
        _write(folder / KEYS, found)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A tombstone in JSON; see ``restore`` for the way back."""
    moments = {name: row[name].isoformat() for name in ("received_at", "erased_at")}
    return {**row, **moments, "digest": row["digest"].hex()}


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """Whole or not at all."""
    draft = path.with_name(f".{path.name}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=0, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise Misconfigured(f"A backup file cannot be written: {type(error).__name__}.") from None

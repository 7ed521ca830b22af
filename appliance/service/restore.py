"""A backup and the present keys -> an appliance in an empty place, checked piece by piece."""

from __future__ import annotations

import base64
import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from appliance.errors import Conflict, Misconfigured
from appliance.records import snapshot
from appliance.records.blobs import FileBlobs
from appliance.records.engine import connect
from appliance.records.governance import Tombstone
from appliance.records.migrate import migrate
from appliance.records.unit import Unit
from appliance.service.archive import ORIGINAL
from appliance.service.backup import BLOBS, DATABASE, FORMAT, KEYS, MANIFEST, Backup
from appliance.service.eraser import Eraser
from appliance.settings import Settings
from appliance.types import Actor, Entry


class Opened(Protocol):
    """What of an appliance is needed to look whether it is whole; ``bootstrap.Appliance`` is it."""

    @property
    def backup(self) -> Backup:
        """Database, clock and checkpoints."""
        ...

    @property
    def eraser(self) -> Eraser:
        """The archive."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What is there again. ``erased``: documents of the backup that were erased since; ``lost``:
    ledger entries that were made after the backup."""

    documents: int
    erased: int
    entries: int
    lost: int
    seconds: float


def restore(
    actor: Actor,
    source: Path,
    keys: Path,
    settings: Settings,
    build: Callable[[], AbstractContextManager[Opened]],
) -> Restored:
    """Fill the empty place that ``settings`` name; ``build`` opens it once the files are there.

    Raises ``Conflict`` where something is there already, ``Misconfigured`` where the backup or
    the keys are damaged or belong to different installations, ``LedgerDamaged``.
    """
    started = time.perf_counter()
    manifest, kept = _read(source / MANIFEST), _read(keys / KEYS)
    state = settings.state_dir.resolve()
    _require_empty(state, settings)
    _require_whole(source, manifest)
    for name, content in kept["files"].items():
        _place(state / "keys" / name, base64.b64decode(content))
    blobs = FileBlobs(state / "blobs")
    for key in manifest["blobs"]:
        if key.partition("/")[0] in kept["documents"]:
            blobs.put(key, FileBlobs(source / BLOBS).get(key))
    _fill(source / DATABASE, settings, manifest["revision"])
    with build() as appliance:
        return _revive(actor, appliance, kept, started)


def _fill(saved: Path, settings: Settings, revision: str) -> None:
    """From a copy, since SQLite writes into whatever it opens."""
    copy = settings.state_dir.resolve() / ".restoring.db"
    shutil.copyfile(saved, copy)
    try:
        snapshot.load(copy, settings.database, revision)
    finally:
        for path in copy.parent.glob(f"{copy.name}*"):
            path.unlink()


def _revive(actor: Actor, appliance: Opened, kept: Mapping[str, Any], started: float) -> Restored:
    """Give documents their keys, bury those that have none, look at everything."""
    governing = appliance.backup
    with governing.database.unit() as unit:
        erased = _rekey(unit, kept)
        lost = max(0, int(kept["entries"]) - unit.ledger.size())
        details = {"erased": str(erased), "lost": str(lost)}
        unit.ledger.append(
            Entry(
                actor=actor.id,
                action="backup.restored",
                subject="backup",
                at=governing.clock.now(),
                details=details,
            )
        )
    documents = _require_opened(appliance)
    governing.checkpoints.examine()
    size = governing.checkpoints.write().size
    return Restored(
        documents=documents,
        erased=erased,
        entries=size,
        lost=lost,
        seconds=time.perf_counter() - started,
    )


def _rekey(unit: Unit, kept: Mapping[str, Any]) -> int:
    """Replays tombstones: what has no key any more goes, members before their containers."""
    stones = {one["document_id"]: _tombstone(one) for one in kept["tombstones"]}
    keyless = []
    for document_id in unit.governance.ids():
        wrapped = kept["documents"].get(document_id)
        if wrapped is not None:
            unit.governance.rekey(document_id, base64.b64decode(wrapped))
        else:
            keyless.append(document_id)
    for document_id in keyless:
        if document_id not in stones:
            raise Misconfigured("The keys are older than the backup: bring the newest ones.")
        for child in unit.documents.members(document_id):
            if child.parent == document_id:
                unit.governance.reparent(child.id, None)
    for document_id in keyless:
        unit.governance.bury(stones.pop(document_id))
    known = {one.document_id for one in unit.governance.tombstones()}
    for stone in stones.values():
        if stone.document_id not in known:
            unit.governance.bury(stone)
    return len(keyless)


def _require_opened(appliance: Opened) -> int:
    """Every original opens with its key and is what it was: its sha256 is sealed with its name."""
    archive, number = appliance.eraser.archive, 0
    with appliance.backup.database.unit(readonly=True) as unit:
        for document_id in unit.governance.ids():
            record = unit.documents.get(document_id)
            if record is None:
                continue
            number += 1
            expected = archive.identity(record).sha256
            for stored in unit.artifacts.of(document_id):
                content = archive.get(archive.key(record), stored.blob)
                if stored.stage == ORIGINAL and sha256(content).hexdigest() != expected:
                    raise Misconfigured("A restored document is not what it was.")
    return number


def _require_empty(state: Path, settings: Settings) -> None:
    if (state / "keys").exists() or (state / "blobs").exists():
        raise Conflict("There is an appliance here already: restore into an empty place.")
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrate(settings.database)
    engine = connect(settings.database)
    try:
        if not snapshot.empty(engine):
            raise Conflict("The database is not empty: restore into an empty one.")
    finally:
        engine.dispose()


def _require_whole(source: Path, manifest: Mapping[str, Any]) -> None:
    if manifest.get("format") != FORMAT:
        raise Misconfigured("The backup was made by another version.")
    if sha256((source / DATABASE).read_bytes()).hexdigest() != manifest["database"]:
        raise Misconfigured("The backup's database is damaged.")
    blobs = FileBlobs(source / BLOBS)
    for key, digest in manifest["blobs"].items():
        if sha256(blobs.get(key)).hexdigest() != digest:
            raise Misconfigured("A file of the backup is damaged.")


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        raise Misconfigured(f"{path.name} is missing or damaged.") from None
    return found


def _place(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _tombstone(row: Mapping[str, Any]) -> Tombstone:
    moments = {name: datetime.fromisoformat(row[name]) for name in ("received_at", "erased_at")}
    return Tombstone(**{**row, **moments, "digest": bytes.fromhex(row["digest"])})

"""A backup and the present keys -> an appliance in an empty place, checked piece by piece."""

from __future__ import annotations

import base64
import json
import os
import shutil
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Protocol

from appliance.access import acted
from appliance.errors import LedgerDamaged, Misconfigured, NotFound
from appliance.ledger.proofs import Invalid, claimed, opened
from appliance.records import snapshot
from appliance.records.blobs import FileBlobs
from appliance.records.entries import Selection
from appliance.records.governance import Hold, Tombstone
from appliance.records.unit import Unit
from appliance.service.custody.backup import BLOBS, DATABASE, KIND, MANIFEST, NOTE, Backup
from appliance.service.custody.eraser import Eraser
from appliance.service.custody.keycopies import FORMAT, KEYS
from appliance.service.custody.losses import settle
from appliance.service.custody.premises import closed
from appliance.service.documents.archive import ORIGINAL
from appliance.settings import Settings
from appliance.types import Actor


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
    """What is there again, whole. ``erased``: documents of the backup that were erased since;
    ``lost``: ledger entries that were made after the backup; ``damaged``: what the backup did not
    give back, by document (see ``losses``)."""

    documents: int
    erased: int
    entries: int
    lost: int
    damaged: Mapping[str, str]
    seconds: float


def restore(
    actor: Actor,
    source: Path,
    keys: Path,
    settings: Settings,
    build: Callable[[], AbstractContextManager[Opened]],
) -> Restored:
    """Fill the empty place that ``settings`` name; ``build`` opens it once the files are there.

    Raises ``Conflict`` where something is there already, ``Misconfigured`` where the backup's
    database or the keys are damaged or belong to different installations, ``LedgerDamaged`` where
    the backup is not as our ledger's key signed it. The place is empty again then; killed, it
    stays closed until the restore is run again.
    """
    started = time.perf_counter()
    manifest, kept = _read(source / MANIFEST), _read(keys / KEYS)
    with closed(settings) as state:
        _require_whole(source, manifest, kept)
        for name, content in kept["files"].items():
            _place(state / "keys" / name, base64.b64decode(content))
        absent = _copied(source, manifest, kept, FileBlobs(state / "blobs"))
        _fill(source / DATABASE, settings, manifest["revision"])
        with build() as appliance:
            _require_ours(appliance.backup, source, manifest, kept)
            appliance.backup.copies.known(keys.resolve())
            return _revive(actor, appliance, kept, absent, started)


def _copied(
    source: Path, manifest: Mapping[str, Any], kept: Mapping[str, Any], blobs: FileBlobs
) -> list[str]:
    """Take the blobs back; those that are not there, or not what the manifest says, are named."""
    saved, absent = FileBlobs(source / BLOBS), []
    for key, digest in manifest["blobs"].items():
        if not _wanted(key, kept):
            continue
        try:
            content = saved.get(key)
        except (NotFound, OSError):  # the disk under the backup may be failing
            content = b""
        if sha256(content).hexdigest() == digest:
            blobs.put(key, content)
        else:
            absent.append(key)
    return absent


def _wanted(blob: str, kept: Mapping[str, Any]) -> bool:
    """Not what was erased since, nor the bytes of a container that lost them with a member."""
    document_id = blob.partition("/")[0]
    return document_id in kept["documents"] and document_id not in kept["emptied"]


def _require_ours(
    governing: Backup, source: Path, manifest: Mapping[str, Any], kept: Mapping[str, Any]
) -> None:
    """Manifest, and by its digests database and blobs, are what our key signed; the ledger is
    what the checkpoints say that were made with the backup and with the keys."""
    with governing.database.unit(readonly=True) as unit:
        public = governing.checkpoints.signer(unit).public
        digest = base64.b64encode(sha256((source / MANIFEST).read_bytes()).digest()).decode()
        try:
            said = opened((source / NOTE).read_text("utf-8"), [public])
        except (Invalid, OSError):
            raise LedgerDamaged("The backup is not signed by this installation.") from None
        if said != f"{public.name}/{KIND}\n{digest}\n":
            raise LedgerDamaged("The backup was changed since it was signed.")
        if governing.checkpoints.continues(unit, manifest["checkpoint"]) > unit.ledger.size():
            raise LedgerDamaged
        if kept["checkpoint"]:
            governing.checkpoints.continues(unit, kept["checkpoint"])


def _fill(saved: Path, settings: Settings, revision: str) -> None:
    """From a copy, since SQLite writes into whatever it opens."""
    copy = settings.state_dir.resolve() / ".restoring.db"
    shutil.copyfile(saved, copy)
    try:
        snapshot.load(copy, settings.database, revision)
    finally:
        for path in copy.parent.glob(f"{copy.name}*"):
            path.unlink()


def _revive(
    actor: Actor,
    appliance: Opened,
    kept: Mapping[str, Any],
    absent: Collection[str],
    started: float,
) -> Restored:
    """Give documents their keys, bury those that have none, look at everything."""
    governing = appliance.backup
    now = governing.clock.now()
    with governing.database.unit() as unit:
        erased = _rekey(unit, kept)
        lost = max(0, int(kept["entries"]) - unit.ledger.size())
        _retell(unit, actor, now)
        damaged = settle(unit, appliance.eraser.archive, absent, now)
        for one, what in damaged.items():
            unit.ledger.append(acted(actor, "document.damaged", one, now, {"lost": what}))
        details = {"erased": str(erased), "lost": str(lost), "damaged": str(len(damaged))}
        details |= _forked(unit, kept)
        _hold_again(unit, actor, kept, now)
        # a hold that no copy of the keys knows of is lost: time to place it again
        details["notices_withdrawn"] = str(unit.governance.withdraw_notices())
        unit.ledger.append(acted(actor, "backup.restored", "backup", now, details))
        documents = len(unit.governance.ids()) - len(damaged)
    governing.checkpoints.examine()
    size = governing.checkpoints.write().size
    return Restored(
        documents=documents,
        erased=erased,
        entries=size,
        lost=lost,
        damaged=damaged,
        seconds=time.perf_counter() - started,
    )


def _rekey(unit: Unit, kept: Mapping[str, Any]) -> int:
    """Replays tombstones: what has no key any more goes, members before their containers."""
    stones = {one["document_id"]: _tombstone(one) for one in kept["tombstones"]}
    keyless = []
    for document_id in unit.governance.ids():
        wrapped = kept["documents"].get(document_id)
        if wrapped is not None:
            _open_anew(unit, document_id, base64.b64decode(wrapped), kept["emptied"])
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


def _hold_again(unit: Unit, actor: Actor, kept: Mapping[str, Any], now: datetime) -> None:
    """Legal holds that were placed since the backup stand in the copy of the keys. One that was
    lifted since comes back with the backup: nothing is erased for that."""
    standing = set(unit.governance.holds())
    for row in kept.get("holds", ()):
        hold = Hold(**{**row, "placed_at": datetime.fromisoformat(row["placed_at"])})
        one = hold.document_id
        if one not in standing and unit.documents.get(one) is not None:
            unit.governance.hold(hold)
            details = {"reason": hold.reason, "by": hold.placed_by, "placed": row["placed_at"]}
            unit.ledger.append(acted(actor, "hold.placed", one, now, details))


def _retell(unit: Unit, actor: Actor, now: datetime) -> None:
    """The entries about what was erased since the backup are lost with all that came after it: each
    tombstone gets one again, which its certificate names."""
    for stone in unit.governance.tombstones():
        erased = Selection(subject=stone.document_id, action="document.erased")
        if not unit.ledger.chosen(erased, 1):
            details = {
                "reason": stone.reason,
                "by": stone.erased_by,
                "confirmed": stone.confirmed_by or "",
                "doctype": stone.doctype or "",
                "erased": stone.erased_at.isoformat(),
            }
            entry = acted(actor, "document.erased", stone.document_id, now, details)
            unit.ledger.append(entry)


def _forked(unit: Unit, kept: Mapping[str, Any]) -> Mapping[str, str]:
    """The newest checkpoint of what is lost: whoever keeps it, or one before it, finds here why the
    log does not continue it."""
    if not kept["checkpoint"] or (said := claimed(kept["checkpoint"])).size <= unit.ledger.size():
        return {}
    return {"lost_size": str(said.size), "lost_head": said.head.hex()}


def _open_anew(
    unit: Unit, document_id: str, wrapped: bytes, emptied: Mapping[str, Mapping[str, Any]]
) -> None:
    """Give a document its key. A container that lost its bytes since the backup was made has
    another one than then: its names are sealed under that."""
    if (anew := emptied.get(document_id)) is None:
        unit.governance.rekey(document_id, wrapped)
        return
    unit.governance.rekey(document_id, wrapped, base64.b64decode(anew["sealed"]))
    unit.governance.unstore(document_id, ORIGINAL)
    for share in unit.shares.in_(document_id):
        sealed = base64.b64decode(anew["shares"][share.account_id])
        unit.shares.reseal(document_id, share.account_id, sealed)


def _require_whole(source: Path, manifest: Mapping[str, Any], kept: Mapping[str, Any]) -> None:
    if manifest.get("format") != FORMAT or kept.get("format") != FORMAT:
        raise Misconfigured("The backup was made by another version.")
    if any(not name or name != Path(name).name or name[0] == "." for name in kept["files"]):
        raise Misconfigured("The copy of the keys names files outside of their folder.")
    with (source / DATABASE).open("rb") as saved:
        if file_digest(saved, "sha256").hexdigest() != manifest["database"]:
            raise Misconfigured("The backup's database is damaged.")


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

"""The keys' backup: one small file in a folder elsewhere, of which only the newest version counts.

Every folder that ever got the keys is remembered, and all of them are written anew with each
backup, each erasure, each legal hold and each rotation: an older version would open what was erased
since, and a restore with it would not know what must not be erased.
"""

from __future__ import annotations

import base64
import fcntl
import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from appliance.durable import sync
from appliance.errors import Misconfigured
from appliance.records.governance import Hold
from appliance.records.keys import KEK_FILE
from appliance.records.unit import Database, Unit
from appliance.service.documents.archive import ORIGINAL
from appliance.settings import Settings

log = logging.getLogger(__name__)

KEYS = "keys.json"
FORMAT = 2
_REMEMBERED = "key-copies.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCopies:
    """Writes the keys elsewhere, and knows where they are."""

    database: Database
    settings: Settings

    def folders(self) -> tuple[Path, ...]:
        """Where the keys were written: the place in the settings first, then all others."""
        named = self.settings.backup_keys_dir
        remembered = _read(self._list).get("folders", [])
        others = [path for path in map(Path, remembered) if path != named]
        return (*([named] if named else []), *others)

    def write(self, folder: Path) -> None:
        """All keys as they are now, in place of what was there: erased documents have none."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            raise Misconfigured("The folder for the keys cannot be made.") from None
        with self._alone():
            self._remember(folder)
            place(folder / KEYS, self._present())

    def known(self, folder: Path) -> None:
        """The keys are there (somebody brought them): every erasure must reach them."""
        with self._alone():
            self._remember(folder)

    def whole(self) -> bool:
        """Whether the copies open a backup by themselves: not where the key-encryption key comes
        from a unit's credentials, which must be kept apart by whoever made them."""
        return KEK_FILE in self._files()

    def _remember(self, folder: Path) -> None:
        if folder not in self.folders():
            named = self.settings.backup_keys_dir
            others = [str(path) for path in self.folders() if path != named]
            place(self._list, {"folders": [*others, str(folder)]})

    def _present(self) -> dict[str, Any]:
        with self.database.unit(readonly=True) as unit:
            documents = {one: _text(wrapped) for one, wrapped in unit.governance.wrapped_keys()}
            return {
                "format": FORMAT,
                "files": self._files(),
                "documents": documents,
                "emptied": dict(_emptied(unit)),
                "tombstones": [_plain(asdict(one)) for one in unit.governance.tombstones()],
                "holds": [_dated(asdict(one)) for one in _holds(unit)],
                "checkpoint": last.note if (last := unit.ledger.checkpoint()) else "",
                "entries": unit.ledger.size(),
            }

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time, from the look into the database on: who looked before an erasure
        must not write after it."""
        with self._list.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def renew(self) -> tuple[Path, ...]:
        """Write all copies anew; those that could not be reached.

        A folder that is there without the keys has been cleared by somebody: it is forgotten.
        """
        named, missed = self.settings.backup_keys_dir, []
        for folder in self.folders():
            if folder != named and folder.is_dir() and not (folder / KEYS).exists():
                self.forget(folder)
            elif folder != named and not folder.is_dir():
                missed.append(folder)
            else:
                try:
                    self.write(folder)
                except (Misconfigured, OSError):
                    missed.append(folder)
        if missed:
            log.error("copies of the keys are not renewed", extra={"count": len(missed)})
        return tuple(missed)

    def forget(self, folder: Path) -> None:
        """This copy is destroyed: speak of it no more."""
        named = self.settings.backup_keys_dir
        rest = [str(path) for path in self.folders() if path not in (folder, named)]
        place(self._list, {"folders": rest})

    def stale(self) -> tuple[Path, ...]:
        """Copies that cannot be seen, or do not know of the last erasure, hold or rotation."""
        if not self.folders():
            return ()
        with self.database.unit(readonly=True) as unit:
            number = len(unit.governance.tombstones())
            held = {one.document_id for one in _holds(unit)}
        present = self._files()
        return tuple(
            folder
            for folder in self.folders()
            if not (found := _read(folder / KEYS))
            or len(found.get("tombstones", ())) < number
            or found.get("files") != present
            or {one["document_id"] for one in found.get("holds", ())} != held
        )

    def _files(self) -> dict[str, str]:
        own = self.settings.state_dir.resolve() / "keys"
        return {
            path.name: _text(path.read_bytes())
            for path in sorted(own.iterdir())
            if path.is_file() and not path.name.startswith(".")
        }

    @property
    def _list(self) -> Path:
        return self.settings.state_dir.resolve() / _REMEMBERED


def _emptied(unit: Unit) -> Iterator[tuple[str, dict[str, Any]]]:
    """Containers that lost their bytes with an erased member: their key is another since, and what
    an older backup holds of them under the lost one is given here anew."""
    for record in unit.governance.without(ORIGINAL):
        names = {one.account_id: _text(one.sealed) for one in unit.shares.in_(record.id)}
        yield record.id, {"sealed": _text(record.sealed), "shares": names}


def _holds(unit: Unit) -> tuple[Hold, ...]:
    return unit.governance.held(unit.governance.holds())


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A tombstone in JSON; see ``restore`` for the way back."""
    return {**_dated(row), "digest": row["digest"].hex()}


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its moments in ISO 8601."""
    moments = {name: one.isoformat() for name, one in row.items() if isinstance(one, datetime)}
    return {**row, **moments}


def _read(path: Path) -> dict[str, Any]:
    """Nothing, where it is not there or not whole."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def place(path: Path, content: Mapping[str, Any]) -> bytes:
    """Write JSON whole or not at all; the bytes."""
    draft, written = path.with_name(f".{path.name}"), json.dumps(content, indent=0, sort_keys=True)
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync(path.parent)
    except OSError as error:
        raise Misconfigured(f"A backup file cannot be written: {type(error).__name__}.") from None
    return written.encode()

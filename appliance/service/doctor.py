"""Looks at every part of the installation, and says how to mend what is wrong."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from appliance.errors import ApplianceError
from appliance.pipeline import QueueName
from appliance.ports import Queue
from appliance.records.migrate import pending
from appliance.records.unit import Database
from appliance.settings import Settings

_LEAST_FREE_BYTES = 2_000_000_000
_PACKAGES = ("docling-slim", "rapidocr", "onnxruntime", "llama-cpp-python", "celery", "sqlalchemy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one part is, in words, and how to mend it if it is not well."""

    part: str
    ok: bool
    detail: str
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctor:
    """``models`` names each default model with what is wrong with it ("" when nothing is).

    ``stale``: copies of the keys that are older than the last erasure or rotation. ``unfenced``:
    users whose packets would leave the machine (see ``service.fence``). ``unmeasured``: whether the
    recall of the shipped rules is that of other rules (see ``privacy.language``).
    """

    settings: Settings
    database: Callable[[], Database]
    queue: Queue
    models: Callable[[], Mapping[str, str]]
    stale: Callable[[], Sequence[Path]]
    unfenced: Callable[[], Sequence[str] | None]
    unmeasured: Callable[[], bool]

    def findings(self) -> tuple[Finding, ...]:
        """One finding per part; never raises for a part that is broken."""
        return (
            self._python(),
            self._packages(),
            *self._models(),
            self._writable(),
            self._disk(),
            self._database(),
            self._queue(),
            self._copies(),
            self._fence(),
            self._recall(),
        )

    def _python(self) -> Finding:
        version = ".".join(map(str, sys.version_info[:3]))
        ok = (3, 11) <= sys.version_info[:2] < (3, 13)
        return Finding(
            part="python", ok=ok, detail=version, mend="Use Python 3.11 or 3.12; see 'make setup'."
        )

    def _packages(self) -> Finding:
        found, missing = [], []
        for name in _PACKAGES:
            try:
                found.append(f"{name} {metadata.version(name)}")
            except metadata.PackageNotFoundError:
                missing.append(name)
        detail = f"missing: {', '.join(missing)}" if missing else ", ".join(found)
        return Finding(part="packages", ok=not missing, detail=detail, mend="Run 'make setup'.")

    def _models(self) -> tuple[Finding, ...]:
        try:
            models = self.models()
        except ApplianceError as error:
            return (Finding(part="models", ok=False, detail=str(error), mend="Run 'make setup'."),)
        return tuple(
            Finding(
                part=f"model {name}",
                ok=not wrong,
                detail=wrong or "present, hash as in the catalogue",
                mend=f"Run 'appliance models pull {name}', or 'appliance models import FILE'.",
            )
            for name, wrong in models.items()
        )

    def _writable(self) -> Finding:
        folder = self.settings.state_dir.resolve()
        mend = f"Give the appliance's user write access to {folder}."
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"x")
                file.flush()
        except OSError as error:
            return Finding(part="write access", ok=False, detail=type(error).__name__, mend=mend)
        return Finding(part="write access", ok=True, detail=str(folder))

    def _disk(self) -> Finding:
        place = self.settings.state_dir.resolve()
        while not place.exists() and place != Path("/"):
            place = place.parent
        free = shutil.disk_usage(place).free
        return Finding(
            part="disk",
            ok=free >= _LEAST_FREE_BYTES,
            detail=f"{free / 1e9:.1f} GB free",
            mend=f"Free at least {_LEAST_FREE_BYTES / 1e9:.0f} GB where {place} is.",
        )

    def _database(self) -> Finding:
        mend = "Check APPLIANCE_DATABASE_URL, that the server runs, and the write access."
        try:
            database = self.database()
            with database.unit(readonly=True) as unit:
                number = sum(unit.listing.count().values())
            if pending(database.engine):
                return Finding(
                    part="database", ok=False, detail="tables of another version", mend=mend
                )
        except ApplianceError as error:
            return Finding(part="database", ok=False, detail=str(error), mend=mend)
        except OSError as error:
            return Finding(part="database", ok=False, detail=type(error).__name__, mend=mend)
        name = database.engine.dialect.name
        return Finding(part="database", ok=True, detail=f"{name}, {number} documents")

    def _queue(self) -> Finding:
        depth = self.queue.depth(QueueName.READING.value)
        ok = depth is not None
        return Finding(
            part="queue",
            ok=ok,
            detail=f"{depth} calls wait for reading" if ok else "Redis does not answer",
            mend="Start it with 'make run', or check APPLIANCE_REDIS_URL. Nothing is lost.",
        )

    def _copies(self) -> Finding:
        mend = "Bring them back and run 'appliance keys copies', or destroy them and say so there."
        try:
            stale = self.stale()
        except (ApplianceError, OSError) as error:
            detail = type(error).__name__
            return Finding(part="copies of the keys", ok=False, detail=detail, mend=mend)
        places = ", ".join(map(str, stale))
        return Finding(
            part="copies of the keys",
            ok=not stale,
            detail=f"older than the last erasure or rotation: {places}" if stale else "up to date",
            mend=mend,
        )

    def _fence(self) -> Finding:
        open_ones = self.unfenced()
        if open_ones is None:
            detail = "not to be told: ask as root, where the appliance's users are"
        elif open_ones:
            detail = f"missing: packets of {', '.join(open_ones)} leave this machine"
        else:
            detail = "in force: packets beyond this machine are refused"
        return Finding(
            part="firewall rules",
            ok=not open_ones,
            detail=detail,
            mend="Run 'systemctl restart nftables-appliance'; see deploy/README.md.",
        )

    def _recall(self) -> Finding:
        other = self.unmeasured()
        return Finding(
            part="recall of personal data",
            ok=not other,
            detail="measured with other rules than these" if other else "measured with these rules",
            mend="Rules were changed here. Questions go on with the old figures: measure anew with "
            "'python -m deploy.privacy --recall', or install the release again.",
        )

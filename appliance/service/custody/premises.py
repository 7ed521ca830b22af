"""The empty place that a restore fills: closed to everybody else until it is whole."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from appliance.durable import sync
from appliance.errors import Conflict, Misconfigured
from appliance.records import snapshot
from appliance.records.engine import connect
from appliance.records.migrate import downgrade, migrate
from appliance.settings import Settings

_MARK = "restoring"
"""Holds the number of the process that restores here, and into which database; left behind, it says
that it was killed, and what it had begun to fill."""


def require_open(state: Path) -> None:
    """Raises ``Misconfigured`` where a restore is under way in the state folder, or was cut short,
    unless this process is at it."""
    mark = state / _MARK
    if mark.is_file() and mark.read_text("utf-8").partition("\n")[0] not in ("", str(os.getpid())):
        raise Misconfigured(
            "A restore is under way here or was cut short: run 'appliance restore' again."
        )


@contextmanager
def closed(settings: Settings) -> Iterator[Path]:
    """The state folder, for whoever fills it. What a killed restore left is cleared first, what
    fails within the block leaves it empty. Raises ``Conflict`` where something is there."""
    state = settings.state_dir.resolve()
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark = state / _MARK
    handle = os.open(mark, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _alone(handle)
        filled = make_url(settings.database).render_as_string(hide_password=True)
        if left := mark.read_text("utf-8"):
            if left.partition("\n")[2] != filled:
                raise Conflict(
                    "A restore into another database was cut short here: run it again with that "
                    "one, or name another state folder."
                )
            _clear(state, settings)
        else:
            _require_empty(mark, settings)
        os.ftruncate(handle, os.pwrite(handle, f"{os.getpid()}\n{filled}".encode(), 0))
        os.fsync(handle)
        sync(state)
        try:
            yield state
        except BaseException:
            _clear(state, settings)
            mark.unlink()
            raise
        mark.unlink()
        sync(state)
    finally:
        os.close(handle)


def _alone(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Conflict("A restore is under way here already.") from None


def _require_empty(mark: Path, settings: Settings) -> None:
    try:
        if (mark.parent / "keys").exists() or (mark.parent / "blobs").exists():
            raise Conflict("There is an appliance here already: restore into an empty place.")
        migrate(settings.database)
        engine = connect(settings.database)
        try:
            if not snapshot.empty(engine):
                raise Conflict("The database is not empty: restore into an empty one.")
        finally:
            engine.dispose()
    except BaseException:
        mark.unlink()
        raise


def _clear(state: Path, settings: Settings) -> None:
    for name in ("keys", "blobs"):
        shutil.rmtree(state / name, ignore_errors=True)
    for path in state.glob(".restoring.db*"):
        path.unlink()
    migrate(settings.database)
    downgrade(settings.database, "base")

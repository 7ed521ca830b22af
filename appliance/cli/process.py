"""``appliance process``: read files in this process, without queue or database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from appliance import bootstrap
from appliance.bootstrap import Appliance, Parts
from appliance.cli.files import CannotOpen, content_of, visible
from appliance.cli.render import documents_table, shown, wide
from appliance.exports.jsonl import as_object
from appliance.reading.isolation.beside import Beside
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import Settings, load
from appliance.types import Problem, Processed, State


def process(
    paths: Annotated[
        list[Path], typer.Argument(help="Files; a folder stands for the files in and below it.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object per file and line, on stdout.")
    ] = False,
    doctype: Annotated[
        str | None, typer.Option(help="Take this document type instead of recognising it.")
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(help="Password of protected files.", envvar="APPLIANCE_FILE_PASSWORD"),
    ] = None,
) -> None:
    """Read documents and print what is in them; progress goes to stderr.

    A file that cannot be processed yields an object with state "quarantined" and an error; the
    others go on, and the command exits with 3.
    """
    results = []
    files = list(_files(paths))
    for path, result in zip(files, _batch(files, doctype, password), strict=True):
        results.append(result)
        if as_json:
            typer.echo(json.dumps({**as_object(result), "file": str(path)}, ensure_ascii=False))
    if not as_json:
        wide().print(documents_table(results))
    if any(_failed(result) for result in results):
        raise typer.Exit(3)


def _batch(files: Sequence[Path], doctype: str | None, password: str | None) -> Iterator[Processed]:
    """The files as processed, in their order; several are read at a time."""
    console = Console(stderr=True)
    settings = load()
    readers = _readers(settings, len(files))
    with bootstrap.build(settings, Parts(reader=readers)) as appliance:
        if doctype is not None:
            appliance.doctypes.get(doctype)

        def work(numbered: tuple[int, Path]) -> Processed:
            number, path = numbered
            with readers.turn():
                console.print(
                    f"[{number}/{len(files)}] {shown(path)}", highlight=False, markup=False
                )
                return _processed(appliance, path, doctype, password)

        with ThreadPoolExecutor(readers.count) as pool:
            yield from pool.map(work, enumerate(files, start=1))


def _readers(settings: Settings, files: int) -> Beside:
    """As many as the settings say for a batch (by default one per thread), and no more than files.

    They share the threads: two with one thread each read a batch faster than one with two.
    """
    wanted = settings.readers if "readers" in settings.model_fields_set else settings.threads
    count = max(1, min(wanted, files))
    each = settings.model_copy(update={"readers": count})
    return Beside([SandboxedReader(each) for _ in range(count)])


def _processed(
    appliance: Appliance, path: Path, doctype: str | None, password: str | None
) -> Processed:
    try:
        content = content_of(path, appliance.settings.limits)
    except CannotOpen as error:
        return _quarantined(path, error.problem)
    return appliance.processor.process(content, path.name, doctype=doctype, password=password)


def _files(paths: list[Path]) -> Iterator[Path]:
    """The paths themselves; a folder stands for the files below it, in order."""
    for path in paths:
        if path.is_dir():
            yield from visible(path) or [path]
        else:
            yield path


def _quarantined(path: Path, problem: Problem) -> Processed:
    return Processed(
        id="", name=path.name, sha256="", media_type="", state=State.QUARANTINED, problem=problem
    )


def _failed(result: Processed) -> bool:
    return result.state is State.QUARANTINED or any(map(_failed, result.members))

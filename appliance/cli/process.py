"""``appliance process``: read files in this process, without queue or database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from appliance import bootstrap
from appliance.cli.render import documents_table, wide
from appliance.exports.jsonl import as_object
from appliance.settings import load
from appliance.types import Problem, Processed, State


def process(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders with files in them.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object per path and line, on stdout.")
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
    settings = load()
    console = Console(stderr=True)
    results = []
    with bootstrap.build(settings) as appliance:
        if doctype is not None:
            appliance.doctypes.get(doctype)
        files = list(_files(paths))
        for number, path in enumerate(files, start=1):
            console.print(f"[{number}/{len(files)}] {path}", highlight=False, markup=False)
            result = _problem(path) or appliance.processor.process(
                path.read_bytes(), path.name, doctype=doctype, password=password
            )
            results.append(result)
            if as_json:
                typer.echo(json.dumps({**as_object(result), "file": str(path)}, ensure_ascii=False))
    if not as_json:
        wide().print(documents_table(results))
    if any(_failed(result) for result in results):
        raise typer.Exit(3)


def _files(paths: list[Path]) -> Iterator[Path]:
    """The paths themselves; a folder stands for the files below it, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(item for item in path.rglob("*") if item.is_file())
        else:
            yield path


def _problem(path: Path) -> Processed | None:
    """What keeps a path from being read at all."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except FileNotFoundError:
        problem = Problem(code="not_found", message="There is no file with this name.")
    except OSError:
        problem = Problem(code="not_readable", message="This file may not be opened.")
    else:
        return None
    return Processed(
        id="", name=path.name, sha256="", media_type="", state=State.QUARANTINED, problem=problem
    )


def _failed(result: Processed) -> bool:
    return result.state is State.QUARANTINED or any(map(_failed, result.members))

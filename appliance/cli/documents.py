"""``appliance submit | status | export``: the same use cases as the console's."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from appliance import bootstrap
from appliance.access.actors import SYSTEM
from appliance.cli.files import CannotWrite, content_of
from appliance.cli.render import no_wrap_column, shown, wide
from appliance.errors import ApplianceError
from appliance.service.desk import Row, Submitted
from appliance.settings import load


def submit(
    paths: Annotated[list[Path], typer.Argument(help="Files.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
    password: Annotated[
        str | None,
        typer.Option(help="Password of protected files.", envvar="APPLIANCE_FILE_PASSWORD"),
    ] = None,
) -> None:
    """Hand files to the running appliance; workers read them one after another.

    Prints the id of each document. Once it is printed, the document survives a power cut.
    A password is kept under the document's own key, and only until the file has been read.
    """
    refused = False
    settings = load()
    with bootstrap.build(settings) as appliance:
        for path in paths:
            try:
                content = content_of(path, settings.limits)
                submitted = appliance.unlocking.submit(
                    SYSTEM, path.name, content, "cli", password=password
                )
            except ApplianceError as error:
                refused = True
                typer.echo(f"{shown(path)}: {error}", err=True)
            else:
                _print(path, submitted, as_json)
    if refused:
        raise typer.Exit(3)


def _print(path: Path, submitted: Submitted, as_json: bool) -> None:
    if as_json:
        fields = {"id": submitted.id, "duplicate": submitted.duplicate, "state": submitted.state}
        typer.echo(json.dumps({"file": str(path), **fields}, ensure_ascii=False))
        return
    note = " (known already)" if submitted.duplicate else ""
    typer.echo(f"{submitted.id}  {submitted.state.value}{note}  {shown(path)}")


def status(
    document_id: Annotated[str | None, typer.Argument(help="One document.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Show where documents stand."""
    with bootstrap.build(load()) as appliance:
        rows = appliance.desk.recent(SYSTEM, limit=limit)
        if document_id is not None:
            rows = (appliance.desk.row(SYSTEM, document_id),)
    if as_json:
        for row in rows:
            typer.echo(json.dumps(_object(row)))
        return
    table = Table(no_wrap_column("id"), "state", "type", "problem", "received")
    for row in rows:
        problem = row.problem.message if row.problem else ""
        received = f"{row.received_at:%Y-%m-%d %H:%M}"
        table.add_row(row.id, row.state.value, row.doctype or "-", problem, received)
    wide().print(table)


def _object(row: Row) -> dict[str, object]:
    """A row of the list without the document's name: fit for logs and pipes."""
    return {
        "id": row.id,
        "state": row.state,
        "doctype": row.doctype,
        "route": row.route,
        "problem": row.problem and row.problem.code,
        "attempts": row.attempts,
        "received_at": row.received_at.isoformat(),
        "seconds": dict(row.seconds),
    }


def export(
    form: Annotated[str, typer.Option("--format", help="jsonl, csv, xlsx, ...")] = "jsonl",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Else stdout.")] = None,
) -> None:
    """Write the accepted and reviewed records to a file."""
    with bootstrap.build(load()) as appliance:
        content = appliance.exporting.export(SYSTEM, form).content
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CannotWrite(f"{output} cannot be written: {error.strerror}.") from None

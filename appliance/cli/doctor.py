"""``appliance doctor``: looks at every part and says how to mend it."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from appliance import bootstrap
from appliance.cli.render import no_wrap_column, wide
from appliance.settings import load


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per finding.")] = False,
) -> None:
    """Check versions, models, disk, queue, database and write access. Exit 2 if one is wrong."""
    with bootstrap.build(load()) as appliance:
        findings = appliance.admin.doctor()
    if as_json:
        for item in findings:
            fields = {"part": item.part, "ok": item.ok, "detail": item.detail, "mend": item.mend}
            typer.echo(json.dumps(fields))
    else:
        table = Table(no_wrap_column("part"), "state", "detail", "how to mend it")
        for item in findings:
            state = Text("fine", style="green") if item.ok else Text("wrong", style="red")
            table.add_row(item.part, state, item.detail, "" if item.ok else item.mend)
        wide().print(table)
    if not all(item.ok for item in findings):
        raise typer.Exit(2)

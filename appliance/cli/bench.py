"""``appliance bench``: all bars, measured here and now."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from appliance import bootstrap
from appliance.cli.render import wide
from appliance.service.quality.bench import Figure, missing, table
from appliance.settings import load


def bench(
    data: Annotated[
        Path,
        typer.Argument(exists=True, file_okay=False, help="Folder with a manifest per class."),
    ] = Path("../shared/data/dev"),
    *,
    limit: Annotated[int | None, typer.Option(min=1, help="Documents per class at most.")] = None,
    documents: Annotated[
        int, typer.Option(min=10, help="Documents that one worker gets, to see its memory.")
    ] = 500,
    reports: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="Folder of 'train validate|replay|curve --report'."),
    ] = None,
    memory: Annotated[
        bool, typer.Option("--memory", help="Only a worker's memory over '--documents'.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per figure.")] = False,
) -> None:
    """Measure accuracy, speed and memory against their bars, and against a naive stack.

    Ratios come from one run, in turns, since a machine's speed changes. Nothing else should run
    meanwhile. The larger model takes part once 'appliance models pull' has brought it.
    """
    console = Console(stderr=True)
    figures = []
    with bootstrap.build(load()) as appliance:
        measured = (
            appliance.bench.endure(data, documents)
            if memory
            else appliance.bench.measure(data, limit, documents=documents, reports=reports)
        )
        for figure in measured:
            console.print(f"{figure.bar.what}: done", highlight=False, markup=False)
            figures.append(figure)
            if as_json:
                typer.echo(json.dumps(figure.as_json()))
    if not as_json:
        _print(figures, () if memory else missing(figures))


def _print(figures: Sequence[Figure], unmeasured: Sequence[str]) -> None:
    wide().print(table(figures))
    for one in unmeasured:
        typer.echo(f"not measured here: {one}")
    typer.echo(f"{os.cpu_count()} cores, {platform.machine()}, {platform.platform()}")

"""``appliance evaluate``: how good it is on documents whose truth is known."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from appliance import bootstrap
from appliance.cli.render import wide
from appliance.errors import Misconfigured
from appliance.settings import load


class NothingMeasured(Misconfigured):
    """No document was read: a result of zeros would be taken for a bad one."""

    code = "nothing_measured"
    sentence = "No document of the manifest was measured: look at its classes and files."


def evaluate(
    manifest: Annotated[Path, typer.Argument(exists=True, help="JSON Lines, one document a row.")],
    *,
    class_name: Annotated[str | None, typer.Option("--class", help="Only this class.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many documents.")] = None,
    jobs: Annotated[
        int, typer.Option(min=1, help="One-thread processes side by side (default: all cores).")
    ] = len(os.sched_getaffinity(0)),
    without_attachments: Annotated[
        bool, typer.Option("--without-attachments", help="Remove files attached to PDFs first.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Read labelled documents and print accuracy, calibration, seconds and memory.

    Rates are from 0 to 1: strict (exact string) and normalised (letters and digits only, accents
    folded; amounts as decimals; dates as dates). Every document is read under its neutral name,
    in a throwaway state.
    """
    console = Console(stderr=True)

    def told(done: int, total: int) -> None:
        console.print(f"[{done}/{total}]", highlight=False, markup=False)

    with bootstrap.build(load()) as appliance:
        report = appliance.evaluation.evaluate(
            manifest,
            class_name=class_name,
            limit=limit,
            progress=told,
            jobs=jobs,
            attachments=not without_attachments,
        )
    if not report.figures.n:
        raise NothingMeasured
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        wide().print(report.tables())

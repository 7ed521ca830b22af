"""``appliance evaluate``: how good it is on documents whose truth is known."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from appliance import bootstrap
from appliance.cli.render import wide
from appliance.errors import Misconfigured
from appliance.service.quality.evaluation import Part, Report, StepFigure, table
from appliance.settings import load


class NothingMeasured(Misconfigured):
    """No document was read: a result of zeros would be taken for a bad one."""

    code = "nothing_measured"
    sentence = "No document of the manifest was measured: look at its classes and files."


UNLABELLED = (
    "Only time was measured: no row has a class that is a document type and keys under 'truth' "
    "that are its fields ('--steps' says which there are)."
)


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
    without_tags: Annotated[
        bool, typer.Option("--without-tags", help="Remove inline XBRL from filings first.")
    ] = False,
    contained: Annotated[
        bool, typer.Option("--contained", help="Only values that stand in the document.")
    ] = False,
    by_step: Annotated[
        bool, typer.Option("--steps", help="Also what each step of the cascade is worth.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Read labelled documents and print accuracy, calibration, seconds and memory.

    Rates are from 0 to 1: strict (exact string) and normalised (letters and digits, accents
    folded; decimals; dates). Documents have neutral names; nothing is kept of them.
    """
    part = Part(attachments=not without_attachments, tags=not without_tags, contained=contained)
    with bootstrap.build(load()) as appliance:
        report = appliance.evaluation.evaluate(
            manifest,
            class_name=class_name,
            limit=limit,
            progress=_told,
            jobs=jobs,
            part=part,
        )
        steps = partial(appliance.evaluation.steps, manifest, class_name=class_name, limit=limit)
        _print(report, steps(part=part) if by_step else (), as_json=as_json)


def _print(report: Report, figures: Sequence[StepFigure], *, as_json: bool) -> None:
    if not report.figures.n:
        raise NothingMeasured
    if not report.figures.micro.n:
        Console(stderr=True).print(UNLABELLED)
    if as_json:
        steps = {"steps": [one.as_json() for one in figures]} if figures else {}
        typer.echo(json.dumps({**report.as_json(), **steps}, ensure_ascii=False))
        return
    wide().print(report.tables())
    if figures:
        wide().print(table(figures))


def _told(done: int, total: int) -> None:
    """Progress goes to stderr."""
    Console(stderr=True).print(f"[{done}/{total}]", highlight=False, markup=False)

"""``appliance train extraction``: fit what reads a document type's fields on labelled documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from appliance import bootstrap
from appliance.cli.blind import CORES, Doctype, Drawn, Jobs, Readings, given
from appliance.cli.progress import Lines
from appliance.doctypes.catalogue import FITTED
from appliance.doctypes.folder import CALIBRATION
from appliance.errors import Misconfigured
from appliance.settings import load

if TYPE_CHECKING:
    from appliance.learning.train import Trained


def extraction(
    doctype: Doctype,
    labels: Annotated[
        list[Path] | None,
        typer.Argument(exists=True, help="Manifests of labelled documents; none: drawn ones only."),
    ] = None,
    *,
    drawn: Drawn = None,
    readings: Readings = None,
    folds: Annotated[
        int, typer.Option(min=1, max=5, help="Of five parts, answer so many blindly.")
    ] = 5,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Folder (default: the type's in the models folder)."),
    ] = None,
    licence: Annotated[str, typer.Option(help="Licence of the labelled documents.")] = "unknown",
    jobs: Jobs = CORES,
) -> None:
    """Fit rankers, calibration, thresholds and how papers of a new type look: calibration.json.

    It is in force from the next command on; a running service reads it when it is started anew.
    Keys under 'truth' are the names of the type's fields. Figures are out of fold: no vendor, and
    no template of drawn documents, is on both sides.
    """
    if not (labels or drawn):
        raise Misconfigured("Say which labelled documents to fit on: a manifest, or --drawn.")
    settings = load()
    output = output or settings.models_dir / FITTED / doctype
    with bootstrap.build(settings) as appliance:
        trained = appliance.training.train(
            doctype,
            given(labels or [], drawn, readings, jobs),
            output,
            licence,
            Lines(Console(stderr=True)),
            folds=folds,
        )
    Console().print(_figures(trained))
    typer.echo(f"Written with its card: {output / CALIBRATION}")


def _figures(trained: Trained) -> Table:
    table = Table("field", "n", "right", "accepted", "of those right", "threshold", "ECE")
    for name, figure in trained.figures.items():
        sound = f"{figure.accepted_right / figure.accepted:.3f}" if figure.accepted else "-"
        table.add_row(
            name,
            str(figure.labelled),
            f"{figure.right / max(1, figure.labelled):.3f}",
            str(figure.accepted),
            sound,
            f"{figure.threshold:.3f}",
            f"{figure.error:.3f}",
        )
    return table

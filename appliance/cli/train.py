"""``appliance train``: fit a document type's trained parts on labelled documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from appliance import bootstrap
from appliance.cli.progress import Lines
from appliance.settings import load

app = typer.Typer(help="Fit trained parts on labelled documents, locally.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keep 'extraction' a sub-command although it is the only one."""


@app.command()
def extraction(
    doctype: Annotated[str, typer.Argument(help="The document type.")],
    labels: Annotated[Path, typer.Argument(exists=True, help="A manifest of labelled documents.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The type's folder, or another one.")
    ] = Path(),
    licence: Annotated[str, typer.Option(help="Licence of the labelled documents.")] = "unknown",
) -> None:
    """Fit rankers, calibration and acceptance thresholds; write calibration.json.

    Figures are out of fold: no vendor is on both sides.
    """
    with bootstrap.build(load()) as appliance:
        trained = appliance.training.train(
            doctype, labels, output, licence, Lines(Console(stderr=True))
        )
    table = Table("field", "labelled", "right", "accepted", "of those right", "threshold")
    for name, figure in trained.figures.items():
        table.add_row(
            name,
            str(figure.labelled),
            f"{figure.right / max(1, figure.labelled):.3f}",
            str(figure.accepted),
            f"{figure.accepted_right / max(1, figure.accepted):.3f}",
            f"{trained.thresholds[name]:.3f}",
        )
    Console().print(table)

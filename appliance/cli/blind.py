"""``appliance train validate | replay | curve``: what fitting is worth, measured blindly."""

from __future__ import annotations

import os
import platform
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from appliance import bootstrap
from appliance.cli.progress import Lines
from appliance.doctypes.folder import CALIBRATION
from appliance.errors import Misconfigured
from appliance.settings import load

if TYPE_CHECKING:
    from appliance.bench.blind import Circumstances
    from appliance.learning.replay import Replay
    from appliance.learning.validate import Validation
    from appliance.service.quality.training import Labels

Doctype = Annotated[str, typer.Argument(help="The document type.")]
Manifests = Annotated[
    list[Path], typer.Argument(exists=True, help="Manifests of labelled documents.")
]
Drawn = Annotated[
    list[Path] | None,
    typer.Option(exists=True, help="Manifest of drawn documents: they show other formats."),
]
Readings = Annotated[
    Path | None,
    typer.Option(help="Folder that keeps readings between runs. Plain text: yours to protect."),
]
Report = Annotated[
    Path | None,
    typer.Option(help="File for the figures, which 'appliance bench --reports' shows again."),
]


Jobs = Annotated[int, typer.Option(min=1, help="Processes side by side (default: all cores).")]
CORES = len(os.sched_getaffinity(0))


def given(
    real: list[Path], drawn: list[Path] | None, readings: Path | None, jobs: int = 1
) -> Labels:
    """The labelled documents that a command was given."""
    from appliance.service.quality.training import Labels

    return Labels(real=real, drawn=drawn or (), readings=readings, jobs=jobs)


def circumstances() -> Circumstances:
    """This day, this machine, this call."""
    from appliance.bench.blind import Circumstances

    return Circumstances(
        day=datetime.now(UTC).date().isoformat(),
        machine=f"{os.cpu_count()} cores, {platform.machine()}",
        command=shlex.join(["appliance", *sys.argv[1:]]),
    )


def validate(
    doctype: Doctype,
    labels: Manifests,
    *,
    drawn: Drawn = None,
    readings: Readings = None,
    report: Report = None,
    jobs: Jobs = CORES,
) -> None:
    """Cross-validate: how good is the cascade, fitted anew, on vendors it has never seen?

    Rankers, curves and thresholds that judge a document were all fitted without its vendor.
    """
    with bootstrap.build(load()) as appliance:
        found = appliance.training.validate(
            doctype, given(labels, drawn, readings, jobs), Lines(Console(stderr=True))
        )
    Console(width=120).print(_validated(found), _reliability(found))
    if report:
        from appliance.bench import blind

        blind.write(blind.validated(doctype, circumstances(), found), report)


def _validated(found: Validation) -> Table:
    table = Table("field", "n", "read", "right", "95 %", "accepted", "precision", "from", "ECE")
    for name in (*found.fields, ""):
        part = found.of(name) if name else found
        right, n, interval = part.right
        sure, accepted, lower = part.accepted
        table.add_row(
            name or "all",
            str(n),
            f"{part.read / n:.3f}",
            f"{right / n:.3f}",
            f"{interval.low:.3f}-{interval.high:.3f}",
            f"{accepted / n:.3f}",
            f"{sure / max(accepted, 1):.3f}",
            f"{lower:.3f}",
            f"{part.error:.3f}",
        )
    right, n, interval = found.all_right
    spread = f"{interval.low:.3f}-{interval.high:.3f}"
    table.add_row("documents all right", str(n), "", f"{right / n:.3f}", spread)
    return table


def _reliability(found: Validation) -> Table:
    table = Table("answers", "confidence", "right", title="Reliability, all fields")
    for item in found.reliability:
        table.add_row(str(item.n), f"{item.confidence:.3f}", f"{item.right:.3f}")
    return table


def replay(
    doctype: Doctype,
    labels: Annotated[
        list[Path] | None,
        typer.Argument(exists=True, help="Manifests of labelled documents; none: drawn ones only."),
    ] = None,
    *,
    drawn: Drawn = None,
    readings: Readings = None,
    report: Report = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The type's folder, to keep how sure memory is there."),
    ] = None,
    jobs: Jobs = CORES,
) -> None:
    """Replay the vendor memory: documents in order, each confirmed before the next is answered.

    Judged are documents whose vendor was confirmed twice before; the answers before memory are
    those of a cascade that has never seen the vendor. Without LABELS drawn documents are judged:
    what they say is claimed with less weight.
    """
    if not (labels or drawn):
        raise Misconfigured("Say which labelled documents to replay: a manifest, or --drawn.")
    if output and not (output / CALIBRATION).is_file():
        raise Misconfigured(f"{output} holds no {CALIBRATION}: fit the type first.")
    with bootstrap.build(load()) as appliance:
        found = appliance.training.replay(
            doctype, given(labels or [], drawn, readings, jobs), Lines(Console(stderr=True))
        )
    table = Table("field", "n", "before", "after", "95 %", "remembered", "of those right", "lost")
    for row in found.rows():
        table.add_row(*row)
    Console(width=120).print(table)
    if output:
        typer.echo(f"Written: {_keep(found, doctype, output)}")
    if report:
        from appliance.bench import blind

        blind.write(blind.replayed(doctype, circumstances(), found), report)


def _keep(found: Replay, doctype: str, folder: Path) -> Path:
    from appliance.learning import artefact

    kind, command = "drawn" if found.drawn else "labelled", f"appliance train replay {doctype}"
    told = f"{len(found.judged)} values of {kind} documents, by {command}"
    return artefact.remember(folder, found.sureness(), told)


def curve(
    doctype: Doctype,
    labels: Manifests,
    *,
    measured: Annotated[
        list[Path], typer.Option(exists=True, help="Manifest of the documents to answer.")
    ],
    readings: Readings = None,
    report: Report = None,
    without_model: Annotated[
        bool, typer.Option("--without-model", help="The general prior and the ranker alone.")
    ] = False,
) -> None:
    """The learning curve: right answers after 0, 5, 10, 20 and 40 labelled documents.

    The language model, where it is installed, answers what the ranker is not sure of: 'asked' are
    the questions it was put.
    """
    with bootstrap.build(load()) as appliance:
        found = appliance.training.learning_curve(
            doctype,
            given(labels, None, readings),
            given(measured, None, readings),
            Lines(Console(stderr=True)),
            without_model=without_model,
        )
    table = Table("labels", "values", "right", "share", "95 %", "asked")
    for count, score in found.items():
        spread = f"{score.interval.low:.3f}-{score.interval.high:.3f}"
        share = f"{score.right / max(score.n, 1):.3f}"
        asked = "-" if score.questions is None else str(score.questions)
        table.add_row(str(count), str(score.n), str(score.right), share, spread, asked)
    Console().print(table)
    if report:
        from appliance.bench import blind

        blind.write(blind.learnt(doctype, circumstances(), found), report)

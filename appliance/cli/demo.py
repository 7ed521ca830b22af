"""``appliance demo``: the sample documents through the real queue, workers and models."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import typer
from rich.console import Console
from rich.live import Live
from rich.table import Table

from appliance import bootstrap
from appliance.access.actors import SYSTEM
from appliance.bootstrap import Appliance
from appliance.cli.render import documents_table, shown, wide
from appliance.cli.supervisor import Supervisor, appliance_runs, running, workers
from appliance.errors import Misconfigured
from appliance.service.desk import Row
from appliance.settings import Settings, load
from appliance.types import State

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LOOK_SECONDS = 0.3
GIVE_UP_SECONDS = 600.0


def demo() -> None:
    """Read the sample documents and show what was found, how sure, and how long it took.

    A second run finds them known by their content and shows the stored results.
    """
    settings = load()
    console = wide()
    with _queue(settings) as own, bootstrap.build(settings) as appliance:
        submitted = [
            appliance.desk.submit(SYSTEM, path.name, path.read_bytes(), source="cli")
            for path in _samples()
        ]
        ids = [item.id for item in submitted]
        known = sum(item.duplicate for item in submitted)
        console.print(f"{len(ids)} sample documents, {known} of them known already.")
        if not all(row.state.terminal for row in _rows(appliance, ids)):
            if own is not None:
                own.start(*workers(settings))
            _wait(appliance, ids, console)
        results = [appliance.desk.view(SYSTEM, document_id) for document_id in ids]
    console.print(documents_table(results))
    if any(result.state is State.QUARANTINED for result in results):
        raise typer.Exit(3)


def _samples() -> list[Path]:
    listed = SAMPLES / "demo.txt"
    if not listed.exists():
        raise Misconfigured("The sample documents are missing; 'make samples' draws them anew.")
    names = listed.read_text(encoding="utf-8").split()
    return [SAMPLES / name for name in names]


def _rows(appliance: Appliance, ids: list[str]) -> list[Row]:
    return [appliance.desk.row(SYSTEM, document_id) for document_id in ids]


@contextlib.contextmanager
def _queue(settings: Settings) -> Iterator[Supervisor | None]:
    """A queue of our own, before anything is submitted; None where the appliance runs already."""
    if appliance_runs(settings):
        yield None
        return
    with running(settings, ()) as supervisor:
        yield supervisor


def _wait(appliance: Appliance, ids: list[str], console: Console) -> None:
    """Show the states until all documents are through."""
    deadline = time.monotonic() + GIVE_UP_SECONDS
    with Live(console=console, refresh_per_second=4, transient=True) as live:
        seen: dict[str, State] = {}
        while True:
            rows = _rows(appliance, ids)
            live.update(_progress(rows))
            for row in rows:
                if not console.is_terminal and seen.get(row.id) != row.state:
                    console.print(f"{shown(row.name)}: {row.state.value}", highlight=False)
                seen[row.id] = row.state
            if all(row.state.terminal for row in rows):
                return
            if time.monotonic() > deadline:
                raise Misconfigured("The workers did not finish; see the log folder.")
            time.sleep(LOOK_SECONDS)


def _progress(rows: list[Row]) -> Table:
    table = Table("document", "state", "progress")
    for row in rows:
        done = round(row.progress * 10)
        table.add_row(shown(row.name), row.state.value, "█" * done + "░" * (10 - done))
    return table

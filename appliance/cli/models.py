"""``appliance models``: what there is, fetching, verifying, carrying in by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from appliance.cli.progress import Lines
from appliance.models import catalogue, fetch, verify
from appliance.models.catalogue import Copy
from appliance.models.sources import ordered
from appliance.models.verify import Standing, Status
from appliance.settings import load

app = typer.Typer(
    help="The local models: each is pinned by sha256 and never fetched while documents are read.",
    no_args_is_help=True,
)


@app.command("list")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Show the catalogue: publisher, licence, purpose, and whether the file is here."""
    settings = load()
    statuses = verify.statuses(catalogue.load(), settings.models_dir)
    if as_json:
        for status in statuses:
            typer.echo(json.dumps(_object(status)))
        return
    table = Table(show_lines=True)
    table.add_column("model", no_wrap=True)
    for heading in ("state", "MB", "licence", "publisher", "purpose"):
        table.add_column(heading)
    for status in statuses:
        model = status.model
        megabytes = f"{model.bytes / 1e6:.0f}" if model.bytes else "?"
        name = f"{model.name}\n(default)" if model.default else model.name
        table.add_row(
            name, status.standing.value, megabytes, model.licence, model.publisher, model.purpose
        )
    Console().print(table)


@app.command()
def pull(
    names: Annotated[list[str] | None, typer.Argument(help="Names from the catalogue.")] = None,
    defaults: Annotated[bool, typer.Option("--defaults", help="All that set-up needs.")] = False,
    sha256: Annotated[
        str, typer.Option(help="Your own hash, for a model that the catalogue only describes.")
    ] = "",
    source: Annotated[
        str, typer.Option("--from", help="A file, a folder, or the URL of a mirror.")
    ] = "",
) -> None:
    """Fetch models from the first source that delivers the right bytes; present ones are kept."""
    settings, known = load(), catalogue.load()
    models = [known.get(name) for name in names or ()]
    models += [model for model in known.defaults() if defaults and model not in models]
    if not models:
        raise typer.BadParameter("name a model, or give --defaults")
    progress = Lines(Console(stderr=True))
    for model in models:
        sources = (
            (Copy(location=source),)
            if source
            else ordered(
                model, hub=known.hub, hub_url=settings.hub_url, mirror=settings.models_mirror
            )
        )
        path = fetch.pull(model, settings.models_dir, progress, sources, sha256=sha256)
        typer.echo(f"{model.name}: verified, {path}")


@app.command("verify")
def verify_models() -> None:
    """Hash every model that is here and compare with the catalogue. Exit 2 if one differs."""
    settings = load()
    wrong = False
    for status in verify.statuses(catalogue.load(), settings.models_dir, thorough=True):
        if status.standing is Standing.MISSING and not status.model.default:
            continue
        typer.echo(f"{status.model.name}: {status.standing.value}")
        wrong |= status.standing in (Standing.DIFFERENT, Standing.MISSING)
    if wrong:
        raise typer.Exit(2)


@app.command("import")
def import_models(
    path: Annotated[Path, typer.Argument(exists=True, help="A file, a folder or a zip.")],
) -> None:
    """Take in models that were carried here; they are recognised by their sha256 alone."""
    for model in fetch.import_file(path, load().models_dir):
        typer.echo(f"{model.name}: verified")


def _object(status: Status) -> dict[str, object]:
    model = status.model
    return {
        "name": model.name,
        "state": status.standing,
        "file": model.file,
        "bytes": model.bytes,
        "sha256": model.sha256,
        "licence": model.licence,
        "publisher": model.publisher,
        "repository": model.repository,
        "revision": model.revision,
        "default": model.default,
    }

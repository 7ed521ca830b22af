"""``appliance ledger``: checkpoints, exports that outsiders can verify, and the log's own check."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from appliance import bootstrap
from appliance.access.actors import SYSTEM
from appliance.errors import Conflict, Misconfigured, SettingsInvalid
from appliance.service.auditing.audit import Selection, zipped
from appliance.settings import load

app = typer.Typer(help="The ledger: what happened, provably.", no_args_is_help=True)


@app.command()
def export(
    target: Annotated[Path, typer.Argument(help="A new folder, or a file that ends in .zip.")],
    *,
    since: Annotated[datetime | None, typer.Option("--from", help="UTC, inclusive.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", help="UTC, exclusive.")] = None,
    user: Annotated[str | None, typer.Option(help="Account name or pseudonym.")] = None,
    document: Annotated[str | None, typer.Option(help="Id of a document or account.")] = None,
    action: Annotated[str | None, typer.Option(help="Such as document.received.")] = None,
    form: Annotated[
        str, typer.Option("--format", help="jsonl, csv, ocsf, cef, fhir-auditevent")
    ] = "jsonl",
    older: Annotated[
        Path | None, typer.Option("--checkpoint", help="Prove that the log continues this one.")
    ] = None,
) -> None:
    """Entries with checkpoint, proofs and a verifier: 'python verify.py EXPORT' anywhere."""
    selection = Selection(
        since=since.replace(tzinfo=UTC) if since else None,
        until=until.replace(tzinfo=UTC) if until else None,
        actor=user,
        subject=document,
        action=action,
    )
    if since and until and since >= until:
        raise SettingsInvalid("The period ends before it begins: look at --from and --to.")
    if target.exists():
        raise Conflict("The target exists already: name a new one.")
    if not os.access(target.absolute().parent, os.W_OK):
        raise SettingsInvalid("There is no folder that the export can be written into.")
    before = _note(older) if older else None
    with bootstrap.build(load()) as appliance:
        count = _write(
            target, lambda at: appliance.audit.export(SYSTEM, selection, form, before, folder=at)
        )
    typer.echo(str(target))
    if not count:
        typer.echo("No entry fits: the export proves that it was asked for, no more.", err=True)


def _note(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise SettingsInvalid(f"{path} cannot be read as a checkpoint.") from None


def _write(target: Path, export: Callable[[Path], int]) -> int:
    """A folder or a zip, whole or not at all."""
    try:
        with TemporaryDirectory(dir=target.absolute().parent, prefix=".export-") as draft:
            folder = Path(draft, "export")
            folder.mkdir()
            count = export(folder)
            if target.suffix.lower() == ".zip":
                zipped(folder, Path(draft, "zip"))
                Path(draft, "zip").rename(target)
            else:
                folder.rename(target)
            return count
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise Misconfigured(f"The export cannot be written whole: {reason}.") from None


@app.command()
def checkpoint() -> None:
    """Sign the ledger as it is now and print the note: keep it on another machine."""
    with bootstrap.build(load()) as appliance:
        typer.echo(appliance.audit.checkpoint(SYSTEM), nl=False)


@app.command()
def key() -> None:
    """Print the ledger's public key, for auditors to note down."""
    with bootstrap.build(load()) as appliance:
        typer.echo(appliance.audit.key(SYSTEM))


@app.command()
def verify() -> None:
    """Hash the whole ledger anew and compare it with every checkpoint."""
    with bootstrap.build(load()) as appliance:
        typer.echo(f"{appliance.audit.examine(SYSTEM)} entries, as their checkpoints say.")


@app.command()
def cosign(note: Annotated[Path, typer.Argument(exists=True)]) -> None:
    """Take over the signatures that witnesses added to a checkpoint."""
    with bootstrap.build(load()) as appliance:
        size = appliance.audit.cosign(SYSTEM, _note(note))
    typer.echo(f"The checkpoint of {size} entries is cosigned.")

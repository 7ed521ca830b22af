"""``appliance backup | restore | keys``: copies of everything, and the keys that open them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from appliance import bootstrap
from appliance.access.actors import SYSTEM
from appliance.cli.erasure import person
from appliance.service.custody.restore import restore as restored
from appliance.settings import load

LOST = {
    "original": "its file is damaged in the backup: set aside. Look for it in another backup.",
    "results": "what was read is damaged in the backup: it is read anew from its file.",
}
LOST_ELSE = "a file that was made of it is damaged in the backup: have it made again."

WITHOUT_KEK = (
    "The key-encryption key comes from the unit's credentials and is not among the copied keys: "
    "keep it apart, nothing can be restored without it."
)

keys = typer.Typer(help="The key that protects all others.", no_args_is_help=True)


def backup(
    target: Annotated[Path, typer.Argument(help="A new folder. Keep it as long as you like.")],
    keys: Annotated[
        Path | None,
        typer.Option(help="Folder for the keys, elsewhere. Keep only the newest version of it."),
    ] = None,
    dated: Annotated[
        bool, typer.Option("--dated", help="Make a folder named by the time within TARGET.")
    ] = False,
) -> None:
    """Copy database and documents while the appliance works; the keys go to another place.

    That is backup_keys_dir in the settings file, or --keys: the first time, two people sign.
    """
    if dated:
        target /= f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    with bootstrap.build(load()) as appliance:
        if keys is not None and keys.resolve() not in appliance.key_copies.folders():
            typer.echo("Keys go to another place by two people's word.", err=True)
            asks, confirms = person(appliance, "asks"), person(appliance, "confirms")
            appliance.backup.hand_out(asks, confirms, keys)
        made = appliance.backup.make(SYSTEM, target, keys)
        whole = appliance.key_copies.whole()
    typer.echo(
        f"{made.documents} documents, {made.blobs} files, {made.bytes} bytes, "
        f"{made.entries} ledger entries in {made.seconds:.1f} s"
    )
    if not whole:
        typer.echo(WITHOUT_KEK, err=True)


def restore(
    source: Annotated[Path, typer.Argument(exists=True, help="A folder made by 'backup'.")],
    keys: Annotated[Path, typer.Option(exists=True, help="The newest folder of keys.")],
) -> None:
    """Fill an empty place from a backup; what was erased since stays erased.

    Exit code 3: all is back but for the documents that are named.
    """
    settings = load()
    done = restored(SYSTEM, source, keys, settings, lambda: bootstrap.build(settings))
    typer.echo(
        f"{done.documents} documents back, {done.erased} stay erased, {done.entries} ledger "
        f"entries verified, {done.lost} made after the backup are lost; {done.seconds:.1f} s"
    )
    for document_id, what in done.damaged.items():
        typer.echo(f"{document_id}  {LOST.get(what, LOST_ELSE)}", err=True)
    if done.damaged:
        raise typer.Exit(3)


@keys.command()
def rotate() -> None:
    """Make a new key-encryption key and wrap all data keys by it. Takes two people."""
    with bootstrap.build(load()) as appliance:
        number = appliance.rotation.rotate(person(appliance, "asks"), person(appliance, "confirms"))
    typer.echo(f"{number} keys wrapped anew. Run 'appliance keys finish' in an hour.")


@keys.command()
def finish() -> None:
    """Destroy old key-encryption keys once nothing is wrapped by them. Takes two people."""
    with bootstrap.build(load()) as appliance:
        number = appliance.rotation.finish(person(appliance, "asks"), person(appliance, "confirms"))
    typer.echo(f"{number} old keys destroyed.")


@keys.command()
def copies(
    forget: Annotated[
        Path | None, typer.Option(help="This copy is destroyed. Takes two people.")
    ] = None,
) -> None:
    """Write all copies of the keys anew, and say which could not be reached."""
    with bootstrap.build(load()) as appliance:
        if forget is not None:
            asks, confirms = person(appliance, "asks"), person(appliance, "confirms")
            appliance.backup.disown(asks, confirms, forget)
        renewed = appliance.backup.renew(SYSTEM)
    for folder, reached in renewed.items():
        typer.echo(f"{folder}: {'renewed' if reached else 'NOT REACHED'}")
    if not all(renewed.values()):
        raise typer.Exit(1)

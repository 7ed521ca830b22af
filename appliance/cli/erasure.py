"""``appliance erase | retention``: what is destroyed, and what will be."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from appliance import bootstrap
from appliance.access.actors import SYSTEM
from appliance.bootstrap import Appliance
from appliance.errors import NotPermitted
from appliance.settings import load
from appliance.types import Actor


def erase(
    document_id: Annotated[str, typer.Argument(help="What came in it goes with it.")],
    reason: Annotated[str, typer.Option(help="A code, such as gdpr-17 or case/4711.")],
) -> None:
    """Erase a document for ever. Two people sign: one who asks and one who confirms."""
    with bootstrap.build(load()) as appliance:
        proposal = appliance.erasure.propose(person(appliance, "asks"), document_id, reason)
        gone = appliance.erasure.confirm(person(appliance, "confirms"), proposal)
        appliance.taken.tidy()
        stale = appliance.key_copies.stale()
    typer.echo("\n".join(gone))
    for folder in stale:
        typer.echo(
            f"A copy of the keys in {folder} still opens it, with an older backup: bring it back "
            "and run 'appliance keys copies', or destroy it.",
            err=True,
        )


def person(appliance: Appliance, part: str) -> Actor:
    """Somebody at the terminal, known by name and password."""
    try:
        name = typer.prompt(f"Who {part}? Name")
        password = typer.prompt("Password", hide_input=True)
    except typer.Abort:
        raise NotPermitted("Two people sign at the terminal, by name and password.") from None
    token = appliance.sessions.sign_in(name, password, origin="cli")
    try:
        return appliance.sessions.actor(token)
    finally:
        appliance.sessions.sign_out(token)


def retention() -> None:
    """Show what the retention rules will erase, and when."""
    with bootstrap.build(load()) as appliance:
        planned = appliance.retention.plan(SYSTEM)
    table = Table("id", "type", "due", "not before", "held")
    for due in planned:
        table.add_row(
            due.document_id,
            due.doctype or "-",
            f"{due.due_at:%Y-%m-%d}",
            f"{due.acts_at:%Y-%m-%d}",
            "yes" if due.held else "",
        )
    Console().print(table)

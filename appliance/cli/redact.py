"""``appliance redact``: a new PDF without the personal data, proven, or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from appliance import bootstrap
from appliance.privacy.policy import Policy
from appliance.settings import load


def redact(
    source: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The document.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The new PDF.")],
    *,
    certificate: Annotated[
        Path | None, typer.Option(help="What was removed and checked, as JSON.")
    ] = None,
    shift_dates: Annotated[
        bool, typer.Option(help="Move days by one number per document instead of hiding them.")
    ] = False,
    shape_numbers: Annotated[
        bool, typer.Option(help="Put other digits in place of numbers, their shape kept.")
    ] = False,
    password: Annotated[
        str | None,
        typer.Option(help="Password of a protected file.", envvar="APPLIANCE_FILE_PASSWORD"),
    ] = None,
) -> None:
    """Write a new PDF with personal data burned out, and prove it before it gets its name.

    Text, pixels and raw streams of the new file are searched for every redacted value; a single
    hit, or any error, leaves no output and exits with 1 (3: the file cannot be read).
    """
    policy = Policy.of(dates=shift_dates, numbers=shape_numbers)
    with bootstrap.build(load()) as appliance:
        stated = appliance.redaction.redact_to(source, output, certificate, password, policy)
    typer.echo(json.dumps({"pages": stated["pages"], "removed": stated["removed"]}))
    if left := stated.get("attachments_left_out"):
        typer.echo(
            f"The e-mail's {left} attached file(s) are not in the new PDF: redact them one by one.",
            err=True,
        )

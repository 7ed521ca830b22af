"""The ``appliance`` command: thin, one module per group of commands.

Exit codes: 0 all went well; 1 an unexpected fault (its id is in the log); 2 the call or the
installation is wrong, the message says how to mend it; 3 done, but at least one document could
not be processed; 4 refused (no such document, not permitted, changed meanwhile).
"""

from __future__ import annotations

import sys

import typer

from appliance import __version__
from appliance.cli import (
    backup,
    bench,
    demo,
    doctor,
    documents,
    erasure,
    evaluate,
    ledger,
    models,
    pii,
    process,
    redact,
    run,
    train,
)
from appliance.errors import ApplianceError, Misconfigured, NeedsPerson, Refused

app = typer.Typer(
    name="appliance",
    help=(
        "Reads receipts, invoices, medical records and regulatory filings on this machine.\n\n"
        "Nothing leaves it. Start with 'appliance doctor', then 'appliance process FILE'."
    ),
    epilog=(
        "Exit codes: 0 fine; 1 unexpected fault; 2 wrong call or installation; "
        "3 some documents could not be processed; 4 refused."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(process.process)
app.command()(documents.submit)
app.command()(documents.status)
app.command()(documents.export)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(erasure.erase)
app.command()(erasure.retention)
app.command()(evaluate.evaluate)
app.command()(bench.bench)
app.command()(doctor.doctor)
app.command()(run.run)
app.command()(demo.demo)
app.add_typer(backup.keys, name="keys")
app.add_typer(ledger.app, name="ledger")
app.add_typer(models.app, name="models")
app.add_typer(train.app, name="train")
app.command()(redact.redact)
app.add_typer(pii.app, name="pii")


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Entry point: errors of ours become one sentence and an exit code."""
    try:
        app()
    except ApplianceError as error:
        typer.echo(f"{error}", err=True)
        codes = {Misconfigured: 2, NeedsPerson: 3, Refused: 4}
        sys.exit(next((code for kind, code in codes.items() if isinstance(error, kind)), 1))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

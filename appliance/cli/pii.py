"""``appliance pii``: find personal data, and measure how well it is found."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from appliance import bootstrap
from appliance.cli.render import wide
from appliance.privacy.finding import Finding
from appliance.settings import load

app = typer.Typer(help="Personal data: find it, measure the finding.", no_args_is_help=True)
WRONG = 2  # exit code: what was handed in is not what it should be


@app.command()
def scan(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="A file, or - for stdin.")],
    lines: Annotated[
        bool, typer.Option("--jsonl", help='Input is lines of {"id", "text"}; so is the answer.')
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,
) -> None:
    """Print where personal data is and why: never the data itself."""
    if source != "-" and not Path(source).is_file():
        raise typer.BadParameter("There is no such file.", param_hint="FILE")
    content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    with bootstrap.build(load()) as appliance:
        privacy = appliance.privacy
        if lines:
            raise typer.Exit(_answer(content, privacy.scan))
        if source == "-":
            found = privacy.scan(content.decode("utf-8", errors="replace"))
        else:
            found = privacy.scan_file(content, Path(source).name)
    if as_json:
        typer.echo(json.dumps({"findings": [_object(item) for item in found]}))
        return
    table = Table("start", "end", "group", "label", "score", "why")
    for item in found:
        table.add_row(*(str(value) for value in _object(item).values()))
    wide().print(table)


def _answer(content: bytes, scan: Callable[[str], Sequence[Finding]]) -> int:
    """Answer each line that is one; the others are named on stderr. Gives the exit code."""
    code = 0
    for number, line in enumerate(content.split(b"\n"), start=1):  # no other sign ends a line
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            name, text = row["id"], row["text"]
        except (ValueError, TypeError, KeyError):
            name, text = None, None
        if not isinstance(text, str):
            typer.echo(f'Line {number} is no JSON object with "id" and "text".', err=True)
            code = WRONG
            continue
        found = [_object(item) for item in scan(text)]
        typer.echo(json.dumps({"id": name, "findings": found}))
    return code


def _object(finding: Finding) -> dict[str, Any]:
    return {
        "start": finding.start,
        "end": finding.end,
        "group": finding.group.value,
        "label": finding.label,
        "score": finding.score,
        "why": finding.why,
    }


@app.command()
def evaluate(
    manifest: Annotated[Path, typer.Argument(exists=True, help="JSON Lines of labelled texts.")],
    *,
    labels: Annotated[
        Path | None, typer.Option(exists=True, help="Map of labels to groups (TOML).")
    ] = None,
    stock: Annotated[bool, typer.Option(help="Compare with stock Presidio.")] = True,
    safe_harbor: Annotated[
        bool, typer.Option("--safe-harbor", help="Only the table of HIPAA's identifiers.")
    ] = False,
    record: Annotated[
        bool, typer.Option("--record", help="Store each language's recall beside the tagger.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Recall (every letter and digit covered), precision, F2, exact 95 % bounds, speed.

    Only in languages whose recall is stored (``--record``) may anything be escalated.
    """
    console = Console(stderr=True)

    def told(done: int, total: int) -> None:
        if done % 100 == 0 or done == total:
            console.print(f"[{done}/{total}]", highlight=False, markup=False)

    with bootstrap.build(load()) as appliance:
        privacy = appliance.privacy
        if safe_harbor:
            typer.echo("\n".join(privacy.safe_harbor(manifest, labels, told)))
            return
        result = privacy.evaluate(manifest, labels, stock, told, record=record)
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False))
    else:
        _show(result)
    raise typer.Exit(_doubts(result))


def _doubts(result: dict[str, Any]) -> int:
    """Say on stderr what the figures do not rest on; gives the exit code."""
    if result["unknown_labels"]:
        unknown = ", ".join(result["unknown_labels"])
        typer.echo(f"Labels that no map knows, NOT counted: {unknown}. See --labels.", err=True)
    if any(row["n"] for row in result["datasets"].values()):
        return 0
    typer.echo("No labelled span counts: nothing was measured.", err=True)
    return WRONG


def _show(result: dict[str, Any]) -> None:
    """The figures as a table, stock Presidio's beside ours."""
    table = Table(
        "what", "n", "recall", "from", "to", "precision", "F2", "stock recall", "precision"
    )
    theirs = result.get("stock") or {}
    for kind in ("languages", "datasets", "groups", "labels"):
        for name, row in result[kind].items():
            other = theirs.get(kind, {}).get(name, {})
            table.add_row(
                f"{kind} {name}",
                *(str(row[key]) for key in ("n", "recall", "recall_lower", "recall_upper")),
                *(str(row[key]) for key in ("precision", "f2")),
                *(str(other.get(key, "-")) for key in ("recall", "precision")),
            )
    wide().print(table)
    rate = theirs.get("characters_per_second", "-")
    typer.echo(f"characters per second: {result['characters_per_second']}, stock {rate}")
    if "stock_missing" in result:
        typer.echo(result["stock_missing"])

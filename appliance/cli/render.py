"""Results as tables for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from appliance.types import Extraction, Processed, Route

KEY_VALUES = 4
LONGEST_VALUE = 34
PIPE_WIDTH = 140


def shown(name: object) -> str:
    """A file's name on one line of a terminal: control and invisible characters are escaped.

    A name may hold line ends, which would forge lines for scripts, and escape sequences.
    """
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in str(name)
    )


def documents_table(results: Sequence[Processed]) -> Table:
    """One row per document: type, key values, confidence, route, seconds per stage."""
    table = Table(show_lines=True)
    table.add_column("document", no_wrap=True)
    table.add_column("type", no_wrap=True)
    table.add_column("key values", no_wrap=True, min_width=30)
    table.add_column("sure", justify="right", no_wrap=True)
    table.add_column("route", no_wrap=True)
    table.add_column("seconds", justify="right", no_wrap=True)
    for result in _flat(results):
        table.add_row(
            Text(shown(result.name)), _type(result), Text(_values(result)), _confidence(result),
            _route(result), _seconds(result),
        )  # fmt: skip
    return table


def _flat(results: Sequence[Processed]) -> list[Processed]:
    rows: list[Processed] = []
    for result in results:
        rows += [result, *_flat(result.members)]
    return rows


def _type(result: Processed) -> str:
    if result.classification is None:
        return "-"
    return f"{result.classification.doctype}\n{result.classification.probability:.0%}"


def _values(result: Processed) -> str:
    if result.problem:
        return "\n".join(wrap(result.problem.message, LONGEST_VALUE + 16))
    return key_values(result.extraction) if result.extraction else ""


def key_values(extraction: Extraction) -> str:
    """The first few fields, one per line, in the schema's order."""
    lines = []
    for name in dict.fromkeys(field.name for field in extraction.fields):
        field = extraction.first(name)
        if field is not None:
            value = field.value
            short = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
            lines.append(f"{name}: {short}")
    return "\n".join(lines[:KEY_VALUES])


def _confidence(result: Processed) -> str:
    if not result.extraction or not result.extraction.fields:
        return "-"
    values = []
    for name in dict.fromkeys(field.name for field in result.extraction.fields):
        field = result.extraction.first(name)
        if field is not None:
            values.append(f"{field.confidence:.0%}")
    return "\n".join(values[:KEY_VALUES])


def _route(result: Processed) -> Text:
    if result.problem:
        return Text(f"set aside\n{result.problem.code}", style="red")
    if result.outcome is None:
        return Text(result.state.value)
    accepted = result.outcome.decision.route is Route.ACCEPTED
    return Text("accepted" if accepted else "review", style="green" if accepted else "yellow")


def _seconds(result: Processed) -> str:
    names = {"classification": "classify", "extraction": "extract"}
    names |= {"comparison": "compare", "decisions": "decide"}
    return "\n".join(
        f"{names.get(stage, stage)} {seconds:5.1f}" for stage, seconds in result.seconds.items()
    )


def no_wrap_column(heading: str) -> Column:
    """A column that is never cut short: people copy from it."""
    return Column(heading, no_wrap=True, overflow="fold")


def wide() -> Console:
    """A console that does not squeeze tables where the output is a pipe or a file."""
    console = Console()
    return console if console.is_terminal else Console(width=PIPE_WIDTH)

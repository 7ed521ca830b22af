"""Records as rows, shared by the tabular formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from appliance.types import UNKNOWN, Processed, State

BASE = ("id", "file", "doctype", "probability", "state", "route")
JOINT = "; "  # between the values of a field that occurs several times
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def documents(records: Iterable[Processed]) -> Iterator[Processed]:
    """One by one: an archive stands for its members, it has no values of its own."""
    for record in records:
        if record.state is not State.UNPACKED:
            yield record
        yield from documents(record.members)


def by_doctype(records: Iterable[Processed]) -> Mapping[str, Sequence[Processed]]:
    """The documents of each type, types in alphabetical order."""
    groups: dict[str, list[Processed]] = {}
    for record in documents(records):
        groups.setdefault(doctype_of(record), []).append(record)
    return {name: groups[name] for name in sorted(groups)}


def doctype_of(record: Processed) -> str:
    """The type under which a document was extracted."""
    if record.extraction:
        return record.extraction.doctype
    return record.classification.doctype if record.classification else UNKNOWN


def columns(records: Iterable[Processed]) -> tuple[str, ...]:
    """The field names, in an order that keeps every document's own (the schema's) order.

    Fields that no document puts in an order stand alphabetically, so the result does not depend
    on the order of the records.
    """
    follows: dict[str, set[str]] = {}
    for record in records:
        names = tuple(values(record))
        for name in names:
            follows.setdefault(name, set())
        for before, after in pairwise(names):
            follows[after].add(before)
    placed: list[str] = []
    waiting = sorted(follows)
    while waiting:
        free = (name for name in waiting if follows[name] <= set(placed))
        chosen = next(free, waiting[0])  # contradicting orders: two types share names
        placed.append(chosen)
        waiting.remove(chosen)
    return tuple(placed)


def values(record: Processed) -> Mapping[str, tuple[str, ...]]:
    """The values of each field, in the document's order.

    The values of a table's column stand at their rows: an empty one where a row lacks it.
    """
    found: dict[str, tuple[str, ...]] = {}
    for field in record.extraction.fields if record.extraction else ():
        known = found.get(field.name, ())
        gap = ("",) * (field.row - 1 - len(known))
        found[field.name] = (*known, *gap, field.value)
    return found


def tables(record: Processed) -> Mapping[str, Mapping[int, Mapping[str, str]]]:
    """The tables of a document: name -> row -> column -> value."""
    found: dict[str, dict[int, dict[str, str]]] = {}
    for field in record.extraction.fields if record.extraction else ():
        table, dot, column = field.name.partition(".")
        if dot and field.row:
            found.setdefault(table, {}).setdefault(field.row, {})[column] = field.value
    return found


def base(record: Processed) -> tuple[str, str, str, float | None, str, str]:
    """The values of the ``BASE`` columns."""
    return (
        record.id,
        record.name,
        doctype_of(record),
        round(record.classification.probability, 4) if record.classification else None,
        record.state.value,
        record.outcome.decision.route.value if record.outcome else "",
    )


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before a risky start."""
    return "'" + text if text.lstrip(" ").startswith(_STARTS_FORMULA) else text

"""Extracted values as cards of the review desk: doubtful ones first, what is missing as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from appliance.types import Check, Field, Processed, Source, State
from ui.widgets.desk import Value
from ui.widgets.wording import SOURCES, percent, sureness, title

LOOK, RIGHT, ALL = "Please check", "Looks right", "Values"


def cards(document: Processed) -> tuple[Value, ...]:
    """One card per value; while a person is asked to look, doubtful ones stand first."""
    fields = document.extraction.fields if document.extraction else ()
    failed = tuple(
        check for check in (document.outcome.checks if document.outcome else ()) if not check.passed
    )
    asking = document.state is State.REVIEW
    found = [_found(field, at, failed, asking=asking) for field, at in _numbered(fields)]
    missing = [_missing(name, failed, asking=asking) for name in _absent(fields, failed)]
    return tuple(sorted((*missing, *found), key=lambda value: value.group != LOOK))


def _numbered(fields: Iterable[Field]) -> Iterator[tuple[Field, int]]:
    """Each field with its place among those of the same name."""
    seen: Counter[str] = Counter()
    for field in fields:
        yield field, seen[field.name]
        seen[field.name] += 1


def _found(field: Field, index: int, failed: Iterable[Check], *, asking: bool) -> Value:
    notes = _notes(field.name, failed)
    level = "sure" if field.source is Source.PERSON else sureness(field.confidence)
    doubtful = bool(notes) or level != "sure"
    return Value(
        key=f"{field.name}-{index}",
        name=field.name,
        index=index,
        label=title(field.name),
        value=field.value,
        page=field.page,
        boxes=field.boxes,
        level=level,
        sure="" if field.source is Source.PERSON else f"{percent(field.confidence)} sure",
        how=_how(field),
        group=(LOOK if doubtful else RIGHT) if asking else ALL,
        notes=notes,
    )


def _missing(name: str, failed: Iterable[Check], *, asking: bool) -> Value:
    return Value(
        key=f"{name}-0",
        name=name,
        index=0,
        label=title(name),
        value="",
        page=0,
        boxes=(),
        level="doubt",
        sure="",
        how="not found in the document",
        group=LOOK if asking else ALL,
        notes=_notes(name, failed),
    )


def _absent(fields: Iterable[Field], failed: Iterable[Check]) -> tuple[str, ...]:
    """Fields that a failed check is about and that have no value."""
    present = {field.name for field in fields}
    named = dict.fromkeys(name for check in failed for name in check.fields)
    return tuple(name for name in named if name not in present)


def _notes(name: str, failed: Iterable[Check]) -> tuple[str, ...]:
    return tuple(check.message for check in failed if name in check.fields)


def _how(field: Field) -> str:
    """Where the value comes from, and the printed form where that differs."""
    words = SOURCES[field.source]
    if field.text and field.text != field.value:
        return f"“{field.text}” on page {field.page}, {words}"
    return f"page {field.page}, {words}" if field.page else words

"""Extracted values as cards of the review desk: doubtful ones first, what is missing as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from appliance.types import Check, Field, Processed, Source, State
from ui.widgets.desk import Value
from ui.widgets.wording import SOURCES, percent, sureness, title

if TYPE_CHECKING:
    from appliance.service.forms import Blank

ROWS_SHOWN = 100
"""Rows of a table that the desk shows: a filing states thousands of facts. Exports have all."""
SHORT, NAMED = 8, 3
"""Signs of a document's id that are shown, and documents that are named."""
LOOK, RIGHT, ALL, MORE = "Please check", "Looks right", "Values", "Not found"


def cards(document: Processed, blanks: Sequence[Blank], *, editable: bool) -> tuple[Value, ...]:
    """One card per value; while a person is asked to look, doubtful ones stand first.

    For who may correct there is an empty card as well for what was not found.
    """
    fields = document.extraction.fields if document.extraction else ()
    failed = tuple(
        check for check in (document.outcome.checks if document.outcome else ()) if not check.passed
    )
    asking = document.state is State.REVIEW
    hints = {blank.name: blank.label for blank in blanks}
    made = [
        _found(field, at, failed, hints, asking=asking)
        for field, at in _numbered(fields)
        if field.row <= ROWS_SHOWN
    ]
    present = Counter(field.name for field in fields)
    named = {name for check in failed for name in check.fields}
    for blank in blanks:
        wanted = blank.name in named or blank.required
        absent = not present[blank.name]
        if (absent and wanted) or (editable and (absent or blank.many)):
            urgent = absent and wanted and asking
            made.append(_empty(blank, present[blank.name], failed, urgent=urgent))
    rows = {(field.name, at): field.row for field, at in _numbered(fields)}
    return tuple(sorted(made, key=lambda value: _place(value, rows)))


def _place(value: Value, rows: Mapping[tuple[str, int], int]) -> tuple[int, int, bool]:
    """Groups in their order, tables before what was not found; a table row by row."""
    order = {LOOK: 0, RIGHT: 1, ALL: 2, MORE: 4}
    row = rows.get((value.name, value.index), 0)
    return order.get(value.group, 3), row, bool(value.value)


def _numbered(fields: Iterable[Field]) -> Iterator[tuple[Field, int]]:
    """Each field with its place among those of the same name."""
    seen: Counter[str] = Counter()
    for field in fields:
        yield field, seen[field.name]
        seen[field.name] += 1


def _found(
    field: Field, index: int, failed: Iterable[Check], hints: Mapping[str, str], *, asking: bool
) -> Value:
    notes = _notes(field.name, failed)
    level = "sure" if field.source is Source.PERSON else sureness(field.confidence)
    doubtful = bool(notes) or level != "sure"
    return Value(
        key=f"{field.name}-{index}",
        name=field.name,
        index=index,
        label=_label(field),
        hint=hints.get(field.name, ""),
        value=field.value,
        page=field.page,
        boxes=field.boxes,
        level=level,
        sure="" if field.source is Source.PERSON else f"{percent(field.confidence)} sure",
        how=_how(field),
        group=title(field.name.partition(".")[0])
        if field.row
        else (LOOK if doubtful else RIGHT)
        if asking
        else ALL,
        notes=notes,
    )


def _label(field: Field) -> str:
    """What stands above the value; cells of a table are told apart by their row."""
    if not field.row:
        return title(field.name)
    return f"{field.row} · {title(field.name.rpartition('.')[2])}"


def _empty(blank: Blank, index: int, failed: Iterable[Check], *, urgent: bool) -> Value:
    """A card for what was not found; beyond the first of its name, for one more."""
    return Value(
        key=f"{blank.name}-{index}",
        name=blank.name,
        index=index,
        label=title(blank.name),
        hint=blank.label,
        value="",
        page=0,
        boxes=(),
        level="doubt" if urgent else "none",
        sure="",
        how="one more of these" if index else "not found in the document",
        group=LOOK if urgent else MORE,
        notes=() if index else _notes(blank.name, failed),
    )


def _notes(name: str, failed: Iterable[Check]) -> tuple[str, ...]:
    return tuple(check.message for check in failed if name in check.fields)


def confirmed(documents: Sequence[str]) -> str:
    """In which documents people confirmed a remembered value; "" for any other."""
    if not documents:
        return ""
    named = ", ".join(document[:SHORT] for document in documents[:NAMED])
    further = len(documents) - NAMED
    noun = "document" if len(documents) == 1 else "documents"
    return f"confirmed before in {noun} {named}" + (f" and {further} more" if further > 0 else "")


def _how(field: Field) -> str:
    """Where the value comes from, and the printed form where that differs."""
    words = confirmed(field.confirmed_in) or SOURCES[field.source]
    if field.text and field.text != field.value:
        return f"“{field.text}” on page {field.page}, {words}"
    return f"page {field.page}, {words}" if field.page else words

"""Whose number is it: of the thing whose label stands nearest in front of it, or over it.

A sheet of a record is full of numbers that look alike: of the patient, the specimen, the order, the
operation, the doctor's licence, the house in the street. What a number belongs to is what its label
says; a field names in ``others`` the labels of what is not its own.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.kinds.regular import compiled
from appliance.extraction.sheet.cues import patterns
from appliance.types import Document, Field, Source, Span

Known = MutableMapping[str, tuple[Field, ...]]
_WHOLE = (Kind.ADDRESS, Kind.PHONE, Kind.DATE)
"""Kinds of values whose numbers are nothing else."""


def parted(document: Document, doctype: Doctype, found: Known) -> None:
    """Leave out values that another thing's label claims; of those without a label in their row,
    what is part of an address, a telephone number or a date that was found.
    """
    for spec in doctype.fields:
        if not spec.others or spec.name not in found:
            continue
        taken = [span for field in _taken(doctype, spec, found) for span in field.spans]
        kept = tuple(f for f in found[spec.name] if _own(document, spec, f, taken))
        if kept:
            found[spec.name] = kept
        else:
            del found[spec.name]


def _taken(doctype: Doctype, spec: FieldSpec, found: Known) -> Iterator[Field]:
    for other in doctype.fields:
        if other.kind in _WHOLE and other.name != spec.name:
            yield from found.get(other.name, ())


def _own(document: Document, spec: FieldSpec, field: Field, taken: Sequence[Span]) -> bool:
    """Whether the nearest label in front of a value is the field's: in its row, or in the row above
    where that has no other label (the heads of a table's columns say it otherwise).
    """
    if field.source is not Source.RANKER or not field.spans:
        return True
    text, at = document.text, field.spans[0]
    row = text.rfind("\n", 0, at.start) + 1
    own, other = _labels(spec, text[row : at.start])
    if own or other:
        return max(own, default=-1) > max(other, default=-1)
    if any(one.start <= at.start < at.end <= one.end for one in taken):
        return False
    above = text.rfind("\n", 0, max(row - 1, 0)) + 1
    own, other = _labels(spec, text[above:row])
    return len(own) + len(other) != 1 or bool(own)


def _labels(spec: FieldSpec, front: str) -> tuple[list[int], list[int]]:
    """Where the field's own labels end, and those of other things."""
    own = [match.end() for cue in patterns(spec) for match in cue.finditer(front)]
    return own, [m.end() for cue in spec.others for m in compiled(cue).finditer(front)]

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


def another(text: str, spec: FieldSpec, start: int) -> bool:
    """Whether the nearest label in front of a value at ``start`` is one of ``others``: in its row,
    or in the row above where that has no other label (heads of columns say it otherwise).
    """
    row = text.rfind("\n", 0, start) + 1
    own, other = _labels(spec, text[row:start])
    if own or other:
        return bool(other) and max(own, default=-1) <= max(other)
    above = text.rfind("\n", 0, max(row - 1, 0)) + 1
    own, other = _labels(spec, text[above:row])
    return bool(other) and len(own) + len(other) == 1


def parted(document: Document, doctype: Doctype, found: Known) -> None:
    """Leave out values without a label in their row that are part of an address, a telephone number
    or a date that was found.
    """
    for spec in doctype.fields:
        if spec.kind is not Kind.CODE or not spec.others or spec.name not in found:
            continue
        taken = [span for field in _taken(doctype, spec, found) for span in field.spans]
        kept = tuple(f for f in found[spec.name] if not _part(document.text, spec, f, taken))
        if kept:
            found[spec.name] = kept
        else:
            del found[spec.name]


def _taken(doctype: Doctype, spec: FieldSpec, found: Known) -> Iterator[Field]:
    for other in doctype.fields:
        if other.kind in _WHOLE and other.name != spec.name:
            yield from found.get(other.name, ())


def _part(text: str, spec: FieldSpec, field: Field, taken: Sequence[Span]) -> bool:
    if field.source is not Source.RANKER or not field.spans:
        return False
    start, end = field.spans[0]
    if not any(one.start <= start < end <= one.end for one in taken):
        return False
    return not any(_labels(spec, text[text.rfind("\n", 0, start) + 1 : start]))


def _labels(spec: FieldSpec, front: str) -> tuple[list[int], list[int]]:
    """Where the field's own labels end, and those of other things."""
    own = [match.end() for cue in patterns(spec) for match in cue.finditer(front)]
    return own, [m.end() for cue in spec.others for m in compiled(cue).finditer(front)]

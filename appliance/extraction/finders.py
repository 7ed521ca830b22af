"""Readers of running text, by the name under which a field of a type asks for one.

A finder knows the grammar of one thing (the heading of a section, a prescription, an age told in
words); what it does not find is left to the ranker and the model, unless the field has many
values. Findings are spans of the document like all others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction import ground
from appliance.extraction.bills import taxes
from appliance.extraction.choice import confidence
from appliance.extraction.filings import (
    address,
    coregistrants,
    cover,
    file_number,
    form,
    headings,
    listed,
    period,
    registered,
    signatures,
)
from appliance.extraction.found import Found
from appliance.extraction.notes import (
    ages,
    complaint,
    conditions,
    demography,
    dialogue,
    encounters,
    listings,
    measurements,
    organisations,
    people,
    prescriptions,
    residence,
    sexes,
    signs,
    titles,
)
from appliance.extraction.sheet import marks, segments
from appliance.extraction.sheet.rows import Sheet
from appliance.extraction.sheet.sheets import Sheets
from appliance.types import Document, Field, Source, Span

WHOLE = 120_000
"""Characters up to which finders see a whole document."""
HEAD, TAIL = 60_000, 30_000
"""Of a longer one they see the beginning and the end."""

Finder = Callable[[Sheet, Doctype, FieldSpec], Sequence[Found]]


def _sections(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> Sequence[Found]:
    own = {span.start for found in titles.titles(sheet, doctype) for span in found.spans}
    own |= {span.start for span in organisations.letterhead(sheet, doctype)}
    return tuple(
        Found(value=" ".join(sheet.text(s.title).split()), spans=(s.title,), belief=0.9)
        for s in segments.find(sheet, doctype)
        if s.section and s.about != titles.TITLE and s.title.start not in own
    )


def _plain(find: Callable[[Sheet, Doctype], Sequence[Found]]) -> Finder:
    return lambda sheet, doctype, spec: find(sheet, doctype)


def _first(*ways: Finder) -> Finder:
    """What the first reader that finds anything finds."""

    def read(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> Sequence[Found]:
        return next((found for way in ways if (found := way(sheet, doctype, spec))), ())

    return read


def _also(*ways: Finder) -> Finder:
    """What all readers find together, each value once as the fullest has it."""

    def read(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> Sequence[Found]:
        kept: dict[str, Found] = {}
        for item in (item for way in ways for item in way(sheet, doctype, spec)):
            known = kept.get(item.value.casefold())
            if known is None or (item.cells and not known.cells):
                kept[item.value.casefold()] = item
        return tuple(sorted(kept.values(), key=lambda item: item.spans))

    return read


FINDERS: Mapping[str, Finder] = {
    "sections": _sections,
    "encounter": _plain(encounters.encounters),
    "taxes": _plain(taxes.find),
    "signatories": _plain(signatures.signatories),
    "report_sections": _plain(headings.sections),
    "complaint": _first(_plain(complaint.find), _plain(dialogue.complaints)),
    "conditions": _also(_plain(conditions.find), _plain(dialogue.ailments)),
    "medications": _also(_plain(prescriptions.find), _plain(dialogue.medicines)),
    "labs": _plain(measurements.labs),
    "vitals": _plain(signs.vitals),
    "allergies": _also(_plain(listings.allergies), _plain(dialogue.allergies)),
    "procedures": _plain(listings.procedures),
    "age": _first(_plain(ages.ages), _plain(dialogue.ages)),
    "sex": _plain(sexes.sexes),
    "checkbox": marks.find,
    "ticked": marks.chosen,
    "cover_address": address.find,
    "registrant": _first(
        lambda sheet, doctype, spec: registered.coregistered(sheet), cover.registrant
    ),
    "registrants": coregistrants.found,
    "file_number": file_number.find,
    "form": form.find,
    "securities": listed.securities,
    "shares": cover.shares,
    "year_end": period.year_end,
    "period": period.period,
    "jurisdiction": registered.jurisdiction,
    "employer": registered.employer,
    "telephone": registered.telephone,
    "person": people.names,
    "birth": _first(_plain(dialogue.births), _plain(demography.birth_years)),
    "residence": _plain(residence.residences),
    "patient": _first(people.patients, _plain(dialogue.patients)),
    "clinician": _first(people.clinicians, _plain(dialogue.clinicians)),
    "organisation": organisations.organisations,
}


def window(text: str) -> tuple[Span, ...]:
    """What finders see of a text."""
    if len(text) <= WHOLE:
        return (Span(0, len(text)),)
    return (Span(0, HEAD), Span(len(text) - TAIL, len(text)))


def fields(
    sheets: Sheets, doctype: Doctype, specs: Sequence[FieldSpec]
) -> dict[str, tuple[Field, ...]]:
    """What the finders of the given fields find, by field."""
    document = sheets.document
    asking = [spec for spec in specs if spec.finder]
    if not asking or not document.text.strip():
        return {}
    sheet = sheets.of(window(document.text))
    known: dict[tuple[str, str], Sequence[Found]] = {}
    found: dict[str, tuple[Field, ...]] = {}
    for spec in asking:
        own = spec.name if spec.finder in _OWN_CUES else ""
        if (spec.finder, own) not in known:
            known[spec.finder, own] = FINDERS[spec.finder](sheet, doctype, spec)
        values = _fields(document, doctype, spec, known[spec.finder, own])
        if values:
            found[spec.name] = values
    return found


_OWN_CUES = frozenset(
    {
        "person",
        "patient",
        "clinician",
        "organisation",
        "checkbox",
        "ticked",
        "cover_address",
        "registrant",
        "period",
    }
)
"""Finders whose answer depends on the field's own cues or choices."""


_PROVEN = frozenset({"taxes"})
"""Finders of whose rows the columns prove each other: each is as sure as the value of the row."""


_NOUGHT = re.compile(r"\b0(?=[a-zà-ÿ]{3})|(?<=[a-zà-ÿ]{2})0(?=[a-zà-ÿ]{2})")


def _legible(words: str) -> str:
    """Recognised words with a nought among small letters read as the letter that it was
    (``0steoporosis``); what stands beside figures stays.
    """
    return _NOUGHT.sub(lambda at: "o" if words[: at.start()][-1:].isalpha() else "O", words)


def _fields(
    document: Document, doctype: Doctype, spec: FieldSpec, found: Sequence[Found]
) -> tuple[Field, ...]:
    """Findings as fields: of a column (``medications.dose``) the cells, else the values.

    Both say their row where the type has columns for them. None is surer than its print: the curves
    know how finders read, not how well a scan was recognised.
    """
    curve = doctype.curves.get(spec.name)
    if curve is None and spec.finder in _PROVEN:
        curve = doctype.curves.get(spec.table)
    rows = any(other.table == spec.name for other in doctype.fields)
    fields = []
    for number, item in enumerate(found, start=1):
        cell = item.cells.get(spec.column) if spec.table else (item.value, None)
        if cell is None or not cell[0]:
            continue
        raw = confidence.raw(confidence.Evidence(ranker=item.belief, margin=0.0))
        spans = item.spans if cell[1] is None else item.places.get(spec.column, (cell[1],))
        clear = ground.confidence_of(document, spans)
        fields.append(
            ground.field(
                document,
                spec.name,
                cell[0] if clear == 1.0 else _legible(cell[0]),
                spans,
                confidence=item.vouched * clear * confidence.calibrated(raw, curve),
                source=Source.RANKER,
                row=number if rows or spec.table else 0,
            )
        )
    return tuple(fields if spec.many or spec.table else fields[:1])

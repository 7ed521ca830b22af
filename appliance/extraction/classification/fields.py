"""How much the fields of a type speak for it, where its folder does not say how it is recognised.

A short paper on which most of a schema's fields have their labels is of that type, whatever it is
called; so is a card on which all that the schema asks for is seen without a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.choice import captioned, unlabelled
from appliance.extraction.choice.survey import Survey
from appliance.extraction.kinds import codes, conventions
from appliance.extraction.kinds.regular import compiled
from appliance.extraction.sheet import derived_cues, pieces
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Document

LONGEST = 6_000
"""Characters of a document that is looked at: labels of a long one are many things' labels."""
LABELLED = 5.5
"""Weight of a schema all of whose fields have labels of their own (``unknown`` stands at 3.8)."""
FEWEST = 3
"""Fields that must be seen."""
CARD_ROWS, CARD_LENGTH = 14, 420
"""Size of a card."""
SEEN = 5.2
"""Weight of a card on which everything is seen that the schema asks for."""
MOSTLY = 0.7
"""Share of a card's fields that must be seen."""


def weights(document: Document, doctypes: Iterable[Doctype]) -> Mapping[str, float]:
    """What to add to the scores of the types that do not say how they are recognised."""
    unsaid = [doctype for doctype in doctypes if doctype.unsaid]
    if not unsaid or len(document.text) > LONGEST:
        return {}
    sheet = Sheet.of(document)
    survey = Survey(sheet, conventions.observe(document.text))
    return {doctype.name: _weight(survey, doctype) for doctype in unsaid}


def _weight(survey: Survey, doctype: Doctype) -> float:
    sheet = survey.sheet
    specs = [spec for spec in doctype.fields if captioned.open_to(spec, doctype)]
    if not specs:
        return 0.0
    own = captioned.assigned(survey, doctype).own
    labelled = [spec for spec in specs if own.get(spec.name, (None, 0.0))[1] >= captioned.FOREIGN]
    weight = LABELLED * len(labelled) / len(specs) if len(labelled) >= FEWEST else 0.0
    card = len(sheet.rows) <= CARD_ROWS and len(sheet.document.text) <= CARD_LENGTH
    if card and not sheet.document.text.isspace():
        seen = [spec for spec in specs if spec in labelled or _seen(sheet, spec)]
        reached = any(_reaches(spec) for spec in seen)
        if reached and len(seen) >= max(FEWEST, MOSTLY * len(specs)):
            weight = max(weight, SEEN * len(seen) / len(specs))
    return weight


def _reaches(spec: FieldSpec) -> bool:
    """Whether a field is how somebody is reached: what cards are for."""
    return spec.kind is Kind.PHONE or derived_cues.shape(spec) in _REACHED


_REACHED = (derived_cues.SHAPES["email"], derived_cues.SHAPES["website"])


def _seen(sheet: Sheet, spec: FieldSpec) -> bool:
    """Whether something is there that by its looks alone can be a value of the field."""
    text = sheet.document.text
    if shape := derived_cues.shape(spec):
        return bool(compiled(shape).search(text))
    found = pieces.find(sheet)
    match spec.kind:
        case Kind.PHONE:
            rows = (sheet.text(row.span) for row in sheet.rows)
            return any(True for row in rows for _ in codes.phones(row, spec))
        case Kind.NAME:
            person = unlabelled.whose(spec) != "firm"
            return any((p.person if person else p.firm or p.person) for p in found)
        case Kind.ADDRESS:
            return any(p.local for p in found)
        case Kind.TEXT:
            return unlabelled.is_role(spec) and any(p.role for p in found)
        case _:
            return False

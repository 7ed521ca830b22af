"""What a file states as data, held against what its page shows.

People see the page, machines read the data attached to it: an invoice whose two halves disagree
is a mistake or a fraud, and a person has to look (EN 16931 wants them equal; Factur-X 1.0, 4.3,
makes the sender answer for it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.choice.proposal import propose
from appliance.extraction.choice.survey import Survey
from appliance.extraction.kinds import conventions
from appliance.extraction.questions import passages
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Document, Field, Origin

CLEAR = 0.9
"""Share of belief from which the page says something else although the value stands on it too."""
VISIBLE = 0.5
"""The same where the stated value stands nowhere on the page."""


def compared(
    document: Document, doctype: Doctype, spec: FieldSpec, stated: Sequence[Field]
) -> tuple[Field, ...]:
    """The stated values; one that the page contradicts has no spans, and the page's ``text``.

    Only required fields of files whose pages somebody else drew. A name is contradicted only by
    its absence: how a firm is called on its letterhead varies.
    """
    drawn = any(page.origin is not Origin.TYPESET for page in document.pages)
    if not drawn or not spec.required or len(stated) != 1 or not document.text.strip():
        return tuple(stated)
    field = stated[0]
    if spec.kind is Kind.NAME:
        return (field,)
    sheet = Sheet.of(document, passages.searched(document.text, (spec,)))
    habits = conventions.observe(document.text[: passages.BUDGET])
    best = propose(Survey(sheet, habits), spec, doctype).best
    needed = CLEAR if field.spans else VISIBLE
    if best is None or best.probability < needed or _same(spec, best.candidate.value, field.value):
        return (field,)
    spans = best.candidate.spans
    page, boxes = ground.boxes_of(document, spans)
    shown = ground.text_at(document, spans)
    return (replace(field, text=shown, spans=(), page=page, boxes=boxes),)


def _same(spec: FieldSpec, shown: str, stated: str) -> bool:
    """Equal, but for the sign of an amount: credit notes print it or do not."""
    if spec.kind is Kind.AMOUNT:
        return shown.lstrip("-") == stated.lstrip("-")
    return shown == stated

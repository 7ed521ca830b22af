"""From fields in doubt to what a question needs to know of them."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.doctypes.schema import Doctype
from appliance.extraction.questions import escalated
from appliance.privacy.escalation.shown import Asked
from appliance.types import Document, Extraction


def asked(
    document: Document, doctype: Doctype, extraction: Extraction, names: Sequence[str]
) -> tuple[Asked, ...]:
    """The fields as the type words them, with where and what their values may be."""
    likely = escalated.likely(document, doctype, extraction, names)
    return tuple(
        Asked(
            name=spec.name,
            label=spec.label,
            kind=spec.kind.value,
            places=likely[spec.name].places,
            longest=spec.longest,
            values=likely[spec.name].values,
            firm=likely[spec.name].firm,
        )
        for spec in doctype.fields
        if spec.name in likely
    )

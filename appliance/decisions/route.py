"""Accepted unseen, or to a person, with every reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from appliance.decisions.case import percent, title
from appliance.doctypes.schema import Doctype
from appliance.types import (
    UNKNOWN,
    Check,
    Classification,
    Decision,
    Extraction,
    Field,
    Route,
    Source,
    Suspect,
)

_EXACT = frozenset({Source.PERSON, Source.READER})
RECALLED = 0.95
"""Confidence from which what people confirmed twice for the same party is accepted where no reading
is: a reading of a new party's name was never counted, the comparison with a known one was."""
ACCEPTED = "Every value reached its threshold and every check passed."


def route(
    classification: Classification,
    extraction: Extraction,
    doctype: Doctype | None,
    checks: Sequence[Check],
) -> Decision:
    """Review whenever anything is doubtful: the type, a required value, a check, a confidence."""
    if doctype is None or classification.doctype == UNKNOWN:
        reason = "The type of this document was not recognised. Choose it, then check the values."
        return Decision(route=Route.REVIEW, reasons=(reason,))
    doubts = tuple(dict.fromkeys(_doubts(classification, extraction, doctype, checks)))
    if doubts:
        return Decision(route=Route.REVIEW, reasons=doubts)
    return Decision(route=Route.ACCEPTED, reasons=(ACCEPTED,))


def _doubts(
    classification: Classification,
    extraction: Extraction,
    doctype: Doctype,
    checks: Sequence[Check],
) -> Iterator[str]:
    if classification.probability < doctype.certain:
        yield (
            f"The type {doctype.title} is only {percent(classification.probability)} certain, "
            f"{percent(doctype.certain)} needed."
        )
    if not extraction.fields:
        yield "No value was found."
    for spec in doctype.fields:
        excused = any(extraction.first(name) is not None for name in spec.required_unless)
        if spec.required and not excused and extraction.first(spec.name) is None:
            yield f"{title(spec.name)} was not found."
    yield from (check.message for check in checks if not check.passed)
    yield from (
        _doubtful(field, doctype) for field in extraction.fields if doubtful(field, doctype)
    )


def doubtful(field: Field, doctype: Doctype) -> bool:
    """Whether a person should look at this value.

    What stands in suspect text, and what a larger model proposed, always. What a person entered
    stands, and so does what the file states as data: thresholds are fitted on values that were
    found in print.
    """
    if field.source is Source.PERSON:
        return False
    if field.suspect is not None or field.source is Source.ESCALATED:
        return True
    return field.source not in _EXACT and field.confidence < _needed(field, doctype)


def _needed(field: Field, doctype: Doctype) -> float:
    needed = doctype.threshold(field.name)
    return min(needed, RECALLED) if field.source is Source.MEMORY else needed


_SUSPECT = {
    Suspect.HIDDEN: "comes from text that is in the file but not to be seen on the page.",
    Suspect.DISPUTED: "the page shows something else there than the file's text says.",
    Suspect.ADDRESSED: "comes from text that gives orders to a machine.",
}


def _doubtful(field: Field, doctype: Doctype) -> str:
    if field.suspect is not None:
        return f"{title(field.name)}: {_SUSPECT[field.suspect]}"
    if field.source is Source.ESCALATED:
        return f"{title(field.name)}: proposed by the larger model; a person confirms it."
    needed = _needed(field, doctype)
    if needed >= 1.0:
        return f"{title(field.name)}: always checked by a person."
    digits = 0 if percent(field.confidence) != percent(needed) else 2
    return (
        f"{title(field.name)}: only {percent(field.confidence, digits)} certain, "
        f"{percent(needed, digits)} needed."
    )

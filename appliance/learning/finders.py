"""How often what is found without a trained ranker is right: curves for finders and for columns.

A finder knows the grammar of one thing and is fitted on nothing, so drawn documents measure it
fairly, as far as they are like real ones. They are not: papers come in shapes that nobody has
drawn, and there lists run on into what follows and labels are others'. The curves claim less than
they show, by what such papers have taught.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from appliance.doctypes.schema import Curve, Doctype
from appliance.extraction.extract import extract
from appliance.learning import calibrate
from appliance.learning.calibrate import Pair
from appliance.types import Document, Field, Source

CLAIMED = 0.97
"""Share of its measured precision that a field claims as long as all labels are drawn."""
STRANGE = {
    "medications": 0.9, "labs": 0.93, "allergies": 0.85, "conditions": 0.8, "procedures": 0.8,
    "complaint": 0.85, "patient": 0.95, "clinician": 0.85, "organisation": 0.8, "sex": 0.95,
    "vitals": 0.95, "registrant": 0.95, "jurisdiction": 0.93, "cover_address": 0.95,
}  # fmt: skip
"""The same for finders that papers of shapes never drawn have shown to be less sure there. Of
fifteen notes: medicines 28 of 31, allergies 9 of 13, clinicians 11 of 14, houses 8 of 12; of
nineteen covers: registrants 17 of 19, states of incorporation 13 of 16, parts of addresses 59 of
64."""
LEAST = 40
"""Answers below which a field has no curve."""
_PLAIN = Curve(scores=(0.0, 1.0), probabilities=(0.0, 1.0))
"""Gives the raw score itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How a field fared: answers, and how many of them were right."""

    answers: int
    right: int


def uncalibrated(doctype: Doctype) -> frozenset[str]:
    """The fields whose confidence no trained ranker gives: finders, columns, lists, the prior."""
    return frozenset(
        spec.name
        for spec in doctype.fields
        if not spec.stated_only
        and (spec.finder or spec.table or spec.many or spec.name not in doctype.rankers)
    )


def found(document: Document, doctype: Doctype) -> tuple[Field, ...]:
    """What is found without a model in the uncalibrated fields, with raw scores as confidence."""
    names = uncalibrated(doctype)
    bare = replace(doctype, curves={**doctype.curves, **dict.fromkeys(names, _PLAIN)})
    fields = extract(document, bare, None).fields
    return tuple(f for f in fields if f.name in names and f.source is Source.RANKER)


Judged = Iterable[tuple[Field, bool]]
"""Fields as ``found`` gives them, and whether each is right."""


def curves(judged: Judged, doctype: Doctype) -> tuple[dict[str, Curve], Mapping[str, Found]]:
    """The curve of each field with enough answers, and how it fared."""
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for field, right in judged:
        pairs[field.name].append(Pair(score=field.confidence, right=right))
    enough = {name: given for name, given in pairs.items() if len(given) >= LEAST}
    claims = {spec.name: STRANGE.get(spec.finder, CLAIMED) for spec in doctype.fields}
    fitted = {
        name: calibrate.claiming(calibrate.curve(given), claims[name])
        for name, given in enough.items()
    }
    return fitted, {name: _fared(given) for name, given in enough.items()}


def _fared(pairs: Sequence[Pair]) -> Found:
    return Found(answers=len(pairs), right=sum(pair.right for pair in pairs))

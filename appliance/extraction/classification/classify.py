"""Which document type is it? Structured kinds decide at once; else weighted evidence does.

Every type's folder declares cues with weights in log-odds; their sum is the type's score, and
``unknown`` stands at a fixed score that a type must beat. A new folder with cues therefore takes
part without any training.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype
from appliance.extraction.classification import fields, forms
from appliance.extraction.classification.cues import Evidence, evidence, words
from appliance.extraction.classification.text import sample
from appliance.extraction.classification.traits import traits
from appliance.types import UNKNOWN, Classification, Document

UNKNOWN_SCORE = 3.8
"""The score that a type has to beat: two or three strong cues. Chosen on texts that we wrote (most
of no type stay below 1, the nearest at 3.6; those of a type reach 4 to 20). A type that is missed
costs its fields, one that is taken in doubt only a person's look, hence rather low."""

SOFTNESS = 1.0
"""Divides the scores. Maximum likelihood on the labelled texts asks for less (they separate
completely); 1 keeps the declared weights at their word, so a narrow lead stays doubtful."""


def classify(document: Document, doctypes: Doctypes) -> Classification:
    """The most probable type of a document, or ``unknown``, with reasons in words."""
    for doctype in doctypes.all:
        if document.kind and doctype.is_kind(document.kind):
            reason = f"The file's own format ({document.kind}) is one of {doctype.title}."
            return Classification(doctype=doctype.name, probability=0.999, reasons=(reason,))
    text = sample(document)
    if not text.strip():
        return Classification(
            doctype=UNKNOWN, probability=1.0, reasons=("The document has no text.",)
        )
    looks, vocabulary = traits(document, text), words(text)
    found = {doctype.name: evidence(text, vocabulary, looks, doctype) for doctype in doctypes.all}
    scores = {name: item.score for name, item in found.items()}
    for name, weight in fields.weights(document, doctypes.all).items():
        scores[name] += weight
    for doctype in doctypes.all:
        scores[doctype.name] += forms.weight(vocabulary, doctype)
    probabilities = _probabilities(scores)
    best = max(probabilities, key=lambda name: probabilities[name])
    return Classification(
        doctype=best,
        probability=round(probabilities[best], 4),
        reasons=_reasons(best, found, doctypes.all, vocabulary),
    )


def _probabilities(scores: Mapping[str, float]) -> dict[str, float]:
    """Softmax over the types and ``unknown``."""
    logits = {name: score / SOFTNESS for name, score in scores.items()}
    logits[UNKNOWN] = UNKNOWN_SCORE / SOFTNESS
    top = max(logits.values())
    powers = {name: math.exp(value - top) for name, value in logits.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}


def _reasons(
    best: str,
    found: Mapping[str, Evidence],
    doctypes: Sequence[Doctype],
    vocabulary: frozenset[str],
) -> tuple[str, ...]:
    if best == UNKNOWN:
        return ("Too few of the words that any known document type declares were found.",)
    doctype = next(item for item in doctypes if item.name == best)
    item = found[best]
    cues = f"{item.matched} of {item.declared} cues of {doctype.title} were found."
    if forms.weight(vocabulary, doctype) < UNKNOWN_SCORE:
        return (cues,)
    return (cues, f"It looks like documents that people labelled as {doctype.title}.")

"""Fields that are judgements: which of the schema's choices fits, though it is not printed.

The choices are written above the document as words that the model may point at, and it is asked of
each whether it is the one: it cannot make up another. Small models prefer some words whatever they
read, so the same is asked of a document that says nothing, and what that changes counts
(contextual calibration: Zhao et al. 2021, "Calibrate Before Use"). The answer has no span in the
document and is marked as inferred.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.kinds import codes
from appliance.ports import LanguageModel, Question
from appliance.types import Document, Field, Span

SHOWN = 1_500
"""Characters of the document that are shown."""
NOTHING = ("N/A", "...")
"""What a document says that says nothing, below its title."""
ASKED = "Of the categories asked for, choose the one that fits; write none if it does not fit."
LEAST_ODDS = 1e-6
_DENIED = re.compile(r"\b(?:no|not|without|never|neither|nor)\s+[^\W\d_]+", re.IGNORECASE)
MOST = 0.8
"""Confidence at most: nobody has labelled how often such judgements are right."""
NAMED = 2.0
"""Log odds by which a choice gains whose word alone of all is in the text, not denied."""


def is_judgement(spec: FieldSpec) -> bool:
    """Whether a field is one of some choices, printed or not."""
    return spec.inferred and spec.kind is Kind.CHOICE and bool(spec.choices)


def _named(text: str, spec: FieldSpec) -> str:
    """The choice that a text names, where it names one and no other; else ""."""
    named = {key for _, key in codes.choices(_DENIED.sub("", text), spec)}
    return named.pop() if len(named) == 1 else ""


def judge(document: Document, doctype: Doctype, model: LanguageModel) -> dict[str, Field]:
    """The judgements of a type's inferred choices."""
    shown = document.text[:SHOWN].strip()
    if not shown:
        return {}
    found = {}
    for spec in filter(is_judgement, doctype.fields):
        seen = _odds(shown, spec, doctype, model)
        empty = [_odds(f"{doctype.title}\n{text}", spec, doctype, model) for text in NOTHING]
        usual = {key: sum(odds[key] for odds in empty) / len(empty) for key in spec.choices}
        named = _named(shown, spec)
        shares = _shares({k: seen[k] - usual[k] + NAMED * (k == named) for k in spec.choices})
        key = max(shares, key=shares.__getitem__)
        found[spec.name] = ground.inferred(spec.name, key, min(shares[key], MOST))
    return found


def _odds(
    shown: str, spec: FieldSpec, doctype: Doctype, model: LanguageModel
) -> Mapping[str, float]:
    """Choice -> log odds that the model takes it rather than none."""
    words = {key: key.replace("_", " ") for key in spec.choices}
    questions, at = [], 0
    for key, word in words.items():
        span = Span(at, at + len(word))
        label = f"{spec.label}, if it is {word}"
        questions.append(Question(name=key, label=label, candidates=(span,)))
        at = span.end + 1
    text = "\n".join([*words.values(), "", shown])
    window = [Span(0, len(text))]
    answers = model.answer(
        f"{doctype.instructions} {ASKED}", Document(text=text, pages=()), window, questions
    )
    chances = {a.name: a.probability if a.span else 1.0 - a.probability for a in answers}
    return {
        key: math.log(max(chances.get(key, 0.0), LEAST_ODDS))
        - math.log(max(1.0 - chances.get(key, 0.0), LEAST_ODDS))
        for key in words
    }


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    top = max(scores.values())
    masses = {key: math.exp(score - top) for key, score in scores.items()}
    return {key: mass / sum(masses.values()) for key, mass in masses.items()}

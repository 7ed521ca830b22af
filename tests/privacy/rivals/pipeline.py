"""spaCy's small English pipeline, its entity recognizer fitted on from its own weights.

Our groups take the labels that it knows best (a place is a GPE, an organisation an ORG).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from appliance.evaluation.stock import MODELS
from appliance.learning.pii.texts import Tagged as Text
from appliance.learning.pii.train import SEED
from appliance.privacy import offline
from appliance.privacy.tagger.tag import BARS, Tagged
from tests.privacy.rivals.course import Course, truth

LABELS = {
    "person": "PERSON", "location": "GPE", "organisation": "ORG", "date": "DATE",
    "age": "CARDINAL", "identifier": "IDENTIFIER",
}  # fmt: skip
TAGS = {label: tag for tag, label in LABELS.items() if tag not in ("date", "age")}
RATE = 1e-3  # spaCy's own
BATCH = 64  # texts per step
DROPPED = 0.2
BEAM, DENSITY = 16, 1e-4
Entity = tuple[int, int, str, float]  # first word, word behind, label, probability


def fitted(course: Course, folder: Path) -> None:
    """Write the refitted recognizer into ``folder``."""
    offline.prepare()
    from spacy.training import Example

    random.seed(SEED)
    nlp = import_module(next(name for name in MODELS if find_spec(name))).load()
    for name in [name for name in nlp.component_names if name != "ner"]:
        nlp.remove_pipe(name)
    for label in LABELS.values():
        nlp.get_pipe("ner").add_label(label)
    adam = nlp.resume_training()
    for texts in course:
        for at in range(0, len(texts), BATCH):
            if course.spent >= 1:
                break
            adam.learn_rate = course.rate(RATE)
            docs = [(nlp.make_doc(text.text), text) for text in texts[at : at + BATCH]]
            examples = [Example.from_dict(doc, {"entities": _gold(doc, text)})
                        for doc, text in docs if len(doc)]  # fmt: skip
            nlp.update(examples, sgd=adam, drop=DROPPED)
    nlp.to_disk(folder, exclude=["vocab"])


def _gold(doc: Any, text: Text) -> list[str]:
    """BILUO tags of spaCy's words; ``-`` where the labels leave it open."""
    words = [(word.idx, word.idx + len(word)) for word in doc]
    groups = [None if word.is_space else group
              for word, group in zip(doc, truth(text, words), strict=True)]  # fmt: skip
    owners = [_owner(text, *word) for word in words]
    tags = ["-" if group is None else "O" for group in groups]
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or (groups[at], owners[at]) != (groups[first], owners[first]):
            if groups[first]:
                tags[first:at] = _spelt(LABELS[groups[first]], at - first)
            first = at
    return tags


def _owner(text: Text, first: int, last: int) -> tuple[int, int]:
    """The shortest labelled span that a word is in."""
    spans = [(end - start, start) for start, end, _ in text.spans if first < end and start < last]
    return min(spans, default=(0, 0))


def _spelt(label: str, words: int) -> list[str]:
    if words == 1:
        return [f"U-{label}"]
    return [f"B-{label}", *[f"I-{label}"] * (words - 2), f"L-{label}"]


def joined(found: Iterable[Tagged]) -> Iterator[Tagged]:
    """Neighbours of one kind as one, at most a sign apart: what the shipped tagger does with words,
    and what the rules around it are made for (a postcode alone is no place to them)."""
    held: Tagged | None = None
    for one in found:
        if held and one.tag == held.tag and one.start - held.end <= 1:
            share = max(held.probability, one.probability)
            held = Tagged(held.start, one.end, held.tag, share)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


class Pipeline:
    """Tags as the shipped tagger does. ``beam``: every entity that parses of a beam give at least
    our bar for English, instead of the best parse's."""

    def __init__(self, folder: Path, beam: bool = False) -> None:
        offline.prepare()
        import spacy

        name = next(name for name in MODELS if find_spec(name))
        self._nlp = spacy.load(folder, vocab=import_module(name).load().vocab)
        self._beam = beam

    def tag(self, text: str, language: str) -> Iterator[Tagged]:
        """Names, places, organisations, identifiers in order."""
        doc = self._nlp.make_doc(text)
        if not len(doc):
            return
        found = self._beamed(doc) if self._beam else self._best(doc)
        spans = [(doc[start:end], label, share) for start, end, label, share in sorted(found)]
        yield from joined(
            Tagged(span.start_char, span.end_char, TAGS[label], share)
            for span, label, share in spans
            if label in TAGS
        )

    def _best(self, doc: Any) -> list[Entity]:
        found = self._nlp.get_pipe("ner")(doc).ents
        return [(entity.start, entity.end, entity.label_, 1.0) for entity in found]

    def _beamed(self, doc: Any) -> list[Entity]:
        ner = self._nlp.get_pipe("ner")
        (beam,) = ner.beam_parse([doc], beam_width=BEAM, beam_density=DENSITY)
        (scored,) = ner.scored_ents([beam])
        likely = [(share, entity) for entity, share in scored.items() if share >= BARS["en"]]
        kept: list[Entity] = []
        for share, entity in sorted(likely, reverse=True):
            kept = _joined(kept, (*entity, share))
        return kept


def _joined(kept: list[Entity], other: Entity) -> list[Entity]:
    """With ``other``: of those that overlap the surest says what it is, all of them how far."""
    over = [one for one in kept if one[0] < other[1] and other[0] < one[1]]
    if not over:
        return [*kept, other]
    start, end = min(one[0] for one in (*over, other)), max(one[1] for one in (*over, other))
    return [*(one for one in kept if one not in over), (start, end, *over[0][2:])]

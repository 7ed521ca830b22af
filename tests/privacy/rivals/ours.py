"""The shipped design, its English network alone, fitted in the rivals' time."""

from __future__ import annotations

from pathlib import Path

from appliance.learning.pii import fit, gazetteer, train
from appliance.privacy.tagger.artefact import TAGS, Artefact, load, save
from appliance.privacy.tagger.tag import Tagger
from appliance.privacy.tagger.words import Vocabulary
from tests.privacy.rivals.course import Course

MODEL = "model.npz"


def fitted(course: Course, folder: Path) -> None:
    """Write the network into ``folder``."""
    digests = gazetteer.digests()
    known, unknown = Vocabulary(digests), Vocabulary({})
    fitter = fit.Fitter(len(TAGS), train.SEED)
    for texts in course:
        encoded = (train.encode(text, known, unknown, fitter.rng) for text in texts)
        for batch in _batches(encoded):
            if course.spent >= 1:
                break
            fitter.step(batch, course.rate(fit.RATE))
    save(Artefact(network=fitter.network(), gazetteer=digests), folder / MODEL)


def _batches(encoded):
    """Texts joined to steps as they come."""
    held, words = [], 0
    for text in encoded:
        held.append(text)
        words += len(text.tags)
        if words >= fit.WORDS:
            yield from fit.batches(held)
            held, words = [], 0
    yield from fit.batches(held)


def tagger(folder: Path) -> Tagger:
    """What ``fitted`` wrote."""
    return Tagger(load(folder / MODEL))

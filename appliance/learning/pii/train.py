"""From labelled texts to the tagger's artefact; the same seed gives the same numbers."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence

import numpy as np

from appliance.learning.pii import fit, gazetteer
from appliance.learning.pii.texts import Tagged, epoch
from appliance.privacy.tagger.artefact import TAGS, Artefact
from appliance.privacy.tagger.network import Floats
from appliance.privacy.tagger.words import SLOTS, Vocabulary, marks, tokens

SEED = 20261122
BREAK = "\n\n"


def train(
    labelled: Sequence[Tagged],
    *,
    epochs: int,
    templates: int,
    seconds: float,
    told: Callable[[str], None],
) -> Artefact:
    """Fit for ``epochs`` passes or until ``seconds`` are spent at the end of one."""
    rng = random.Random(SEED)
    digests = gazetteer.digests()
    known, unknown = Vocabulary(digests), Vocabulary({})
    fitter = fit.Fitter(len(TAGS), SEED)
    started = time.monotonic()
    for number in range(epochs):
        texts = list(epoch(labelled, rng, templates))
        rng.shuffle(texts)
        encoded = [encode(text, known, unknown, fitter.rng) for text in texts]
        rate = fit.RATE * 0.5 * (1 + math.cos(math.pi * number / epochs))
        losses = [fitter.step(batch, rate) for batch in fit.batches(encoded)]
        spent = time.monotonic() - started
        told(f"pass {number + 1}/{epochs}: loss {np.mean(losses):.4f}, {spent:.0f} s")
        if spent > seconds:
            break
    return Artefact(network=fitter.network(), gazetteer=digests)


def encode(
    text: Tagged, known: Vocabulary, unknown: Vocabulary, rng: np.random.Generator
) -> fit.Batch:
    """One text as arrays. Half of the words lose their lists, two in five their identity."""
    words = list(tokens(text.text + BREAK))
    tags, weights = _truth(text, [(word.start, word.end) for word in words])
    listed = rng.random(len(words)) < 0.5
    rows = np.array(
        [
            (known if keep else unknown).rows(word.text)
            for word, keep in zip(words, listed, strict=True)
        ],
        np.int32,
    ).reshape(-1, SLOTS)
    rows[rng.random(len(words)) < 0.4, 0] = 0
    rows[rng.random(rows.shape) < 0.12] = 0
    where = np.array([marks(text.text + BREAK, word) for word in words], np.float32)
    return fit.Batch(rows=rows, marks=where, tags=tags, weights=weights)


def _truth(text: Tagged, words: Sequence[tuple[int, int]]) -> tuple[fit.Integers, Floats]:
    """The tag of every word, and 0 as weight where the labels leave it open."""
    tags = np.zeros(len(words), np.int64)
    weights = np.ones(len(words), np.float32)
    ranked = sorted(
        text.spans, key=lambda span: span[0] - span[1]
    )  # the shortest span has the word
    for start, end, group in ranked:
        for at, (first, last) in enumerate(words):
            if first < end and start < last:
                tags[at] = TAGS.index(group) if group else 0
                weights[at] = 1.0 if group else 0.0
    return tags, weights

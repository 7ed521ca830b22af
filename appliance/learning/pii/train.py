"""From labelled texts to the tagger's artefact; the same seed gives the same numbers."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context
from types import MappingProxyType

import numpy as np

from appliance.learning.pii import fit, gazetteer, scans
from appliance.learning.pii.texts import SHARES, Tagged, epoch
from appliance.privacy.tagger.artefact import TAGS, Artefact
from appliance.privacy.tagger.network import Floats, Network
from appliance.privacy.tagger.words import SLOTS, Vocabulary, marks, tokens

SEED = 20261122
BREAK = "\n\n"


SPECIALISTS = {"fa": 5, "ru": 1, "en": 1}
"""Languages that get networks of their own beside the common one, and how many: their opinions are
averaged (an ensemble, Hansen and Salamon, 1990), which helps where labelled texts are few. English
has one that is heard instead of the common one (``tag.ALONE``), which five languages share."""
LISTED = 0.5  # share of the words that keep their lists
LISTED_OWN = 0.75  # the same where a language has lists of its own
SCANNED = 0.2  # share of the texts that are seen as OCR returns them


def train(
    labelled: Sequence[Tagged],
    *,
    epochs: int,
    templates: int,
    told: Callable[[str], None],
    shares: Mapping[str, int] = SHARES,
    lists: Mapping[str, Mapping[int, int]] = MappingProxyType({}),
    kept: Artefact | None = None,
    only: str = "",
    jobs: int = 2,
) -> Artefact:
    """Fit for ``epochs`` passes.

    The specialists are fitted meanwhile, ``jobs`` less one at a time in processes of their own
    (none with one job); how many changes no number. ``lists`` are those of single languages. With
    ``only`` the specialists of one language are fitted, the rest is ``kept``.
    """
    digests = kept.gazetteer if kept else gazetteer.digests()
    lists = {**(kept.lists if kept else {}), **lists}
    common = Course(
        labelled=tuple(labelled),
        digests=digests,
        shares=shares,
        seed=SEED,
        epochs=epochs,
        templates=templates,
    )
    courses = {
        language: [replace(course, lists=lists.get(language, {})) for course in own]
        for language, own in specialists(common).items()
        if only in ("", language)
    }
    others = dict(kept.specialists) if kept else {}
    with _beside([one for own in courses.values() for one in own], jobs - 1) as found:
        network = kept.network if kept else fitted(common, told)
        for language, own in courses.items():
            others[language] = tuple(islice(found, len(own)))
    return Artefact(network=network, gazetteer=digests, specialists=others, lists=lists)


@contextmanager
def _beside(courses: Sequence[Course], processes: int) -> Iterator[Iterator[Network]]:
    """The courses' networks in order: fitted meanwhile, or each as it is asked for."""
    if processes < 1 or not courses:
        yield map(fitted, courses)
        return
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        yield pool.map(fitted, courses)


def alone(
    labelled: Sequence[Tagged],
    language: str,
    *,
    epochs: int,
    templates: int,
    told: Callable[[str], None],
    lists: Mapping[int, int],
) -> Artefact:
    """One network, fitted on these texts of one language and nothing else."""
    course = Course(
        labelled=tuple(labelled),
        digests=gazetteer.digests(),
        shares={language: 1},
        seed=1,
        epochs=epochs,
        templates=templates,
        lists=lists,
    )
    own = {**course.digests, **{k: course.digests.get(k, 0) | v for k, v in lists.items()}}
    return Artefact(network=fitted(course, told), gazetteer=own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What one network is fitted on, and in how many passes."""

    labelled: tuple[Tagged, ...]
    digests: Mapping[int, int]
    shares: Mapping[str, int]
    seed: int
    epochs: int
    templates: int
    lists: Mapping[int, int] = field(default_factory=dict)


def specialists(common: Course) -> dict[str, list[Course]]:
    """The courses of the languages' own networks; none without labelled texts of the language."""
    found = {}
    for language, networks in SPECIALISTS.items():
        texts = tuple(text for text in common.labelled if text.language == language)
        if texts:
            own = replace(
                common,
                labelled=texts,
                epochs=common.epochs * 3 // 2,  # few texts: they stand more passes
                shares={language: 1},
                templates=common.templates * common.shares[language] // 60,
            )
            found[language] = [replace(own, seed=SEED + at) for at in range(1, networks + 1)]
    return found


def fitted(course: Course, told: Callable[[str], None] = lambda line: None) -> Network:
    """One network; the same course gives the same numbers."""
    rng = random.Random(course.seed)
    known, unknown = Vocabulary(course.digests, course.lists), Vocabulary({})
    listed = LISTED_OWN if course.lists else LISTED
    fitter = fit.Fitter(len(TAGS), course.seed)
    started = time.monotonic()
    for number in range(course.epochs):
        drawn = epoch(course.labelled, rng, course.templates, course.shares)
        texts = list(scans.some(drawn, rng, SCANNED))
        rng.shuffle(texts)
        encoded = [encode(text, known, unknown, fitter.rng, listed) for text in texts]
        rate = fit.RATE * 0.5 * (1 + math.cos(math.pi * number / course.epochs))
        losses = [fitter.step(batch, rate) for batch in fit.batches(encoded)]
        spent = time.monotonic() - started
        told(f"pass {number + 1}/{course.epochs}: loss {np.mean(losses):.4f}, {spent:.0f} s")
    return fitter.network()


def encode(
    text: Tagged,
    known: Vocabulary,
    unknown: Vocabulary,
    rng: np.random.Generator,
    share: float = LISTED,
) -> fit.Batch:
    """One text as arrays. ``share`` of the words keep their lists, three in five their identity."""
    words = list(tokens(text.text + BREAK))
    tags, weights = _truth(text, [(word.start, word.end) for word in words])
    listed = rng.random(len(words)) < share
    rows = np.array(
        [
            (known if keep else unknown).rows(word.text)
            for word, keep in zip(words, listed, strict=True)
        ],
        np.int32,
    ).reshape(-1, SLOTS)
    rows[rng.random(len(words)) < 0.4, 0] = 0
    rows[rng.random(rows.shape) < 0.12] = 0
    where = marks(text.text + BREAK, words)
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

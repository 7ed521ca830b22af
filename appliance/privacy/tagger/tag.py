"""From text to tagged spans: words, probabilities, and the bar above which a word is tagged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from appliance.privacy.tagger.artefact import TAGS, Artefact, load
from appliance.privacy.tagger.network import Floats, Network
from appliance.privacy.tagger.words import Token, Vocabulary, marks, tokens

BAR = 0.08
BARS = {"fa": 0.05}
"""Probability from which a word is personal. Low: a miss is worse than a false alarm."""

PEAKS = {"fa": 0.18, "ru": 0.18}
"""What one word of a name must reach where the bar is lower still: the others join it from the
bar on (hysteresis, as Canny's for edges, 1986)."""

WORDS = 20_000  # words whose vectors are kept at hand, 400 bytes each
END = "\n\n"
_NAMES = tuple(TAGS.index(tag) for tag in ("person", "location", "organisation", "identifier"))


class Tagged(NamedTuple):
    """Neighbouring words of one kind."""

    start: int
    end: int
    tag: str
    probability: float


class _Opinion:
    """One network's probabilities; common words are summed once."""

    def __init__(self, network: Network, vocabulary: Vocabulary) -> None:
        self._network, self._vocabulary = network, vocabulary
        self._vector = lru_cache(maxsize=WORDS)(self._summed)

    def _summed(self, word: str) -> Floats:
        """The sum of a word's embedding rows."""
        return self._network.summed(np.array(self._vocabulary.rows(word), np.int32))

    def probabilities(self, words: Sequence[Token], where: Floats) -> Floats:
        """(words, tags)."""
        vectors = np.concatenate([self._vector(word.text) for word in words])
        return self._network.probabilities(vectors.reshape(len(words), -1), where)


class Tagger:
    """The network over the shipped artefact, or another one."""

    def __init__(self, artefact: Artefact) -> None:
        vocabulary = Vocabulary(artefact.gazetteer)
        self._common = _Opinion(artefact.network, vocabulary)
        self._special = {
            language: tuple(_Opinion(network, vocabulary) for network in networks)
            for language, networks in artefact.specialists.items()
        }

    def tag(self, text: str, language: str) -> Iterator[Tagged]:
        """The names, places, organisations and identifiers of a text, in order."""
        peak = PEAKS.get(language, 0.0)
        yield from (found for found in self._tagged(text, language) if found.probability >= peak)

    def _tagged(self, text: str, language: str) -> Iterator[Tagged]:
        """Neighbouring words of one kind above the bar."""
        ended = text + END
        words = list(tokens(ended))
        where = marks(ended, words)
        heard = [self._common, *self._special.get(language, ())]
        found = np.mean([one.probabilities(words, where) for one in heard], axis=0)[:, _NAMES]
        named = found.sum(axis=1)
        kinds = found.argmax(axis=1)
        bar = BARS.get(language, BAR)
        held: list[tuple[Token, int, float]] = []
        for at in np.flatnonzero(named > bar).tolist():
            word, kind = words[at], int(kinds[at])
            if word.start >= len(text) or word.text[0] == "\n":
                continue
            if held and (held[-1][1] != kind or word.start - held[-1][0].end > 1):
                yield _joined(held)
                held = []
            held.append((word, kind, float(named[at])))
        if held:
            yield _joined(held)


def _joined(held: list[tuple[Token, int, float]]) -> Tagged:
    return Tagged(
        start=held[0][0].start,
        end=held[-1][0].end,
        tag=TAGS[_NAMES[held[0][1]]],
        probability=max(probability for _, _, probability in held),
    )


@cache
def shipped() -> Tagger:
    """The tagger that comes with the appliance, loaded once."""
    return Tagger(load())

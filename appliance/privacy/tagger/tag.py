"""From text to tagged spans: words, probabilities, and the bar above which a word is tagged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from appliance.privacy.tagger.artefact import TAGS, Artefact, load
from appliance.privacy.tagger.network import Floats, Network
from appliance.privacy.tagger.words import Token, Vocabulary, marks, tokens

BAR = 0.08
BARS = {"fa": 0.04, "en": 0.05}
"""Probability from which a word is personal. Low: a miss is worse than a false alarm."""

PEAKS = {"fa": 0.16, "ru": 0.18, "zh": 0.6}
"""What one word of a name must reach where the bar is lower still: the others join it from the
bar on (hysteresis, as Canny's for edges, 1986)."""

WHOLE = ("fa",)
"""Languages whose names are taken as one whatever the kinds of their words: nothing in their script
says where a name begins, and people and places share words (a square, a ward named after a man)."""

ALONE = ("en",)
"""Languages that hear their own networks only: the common one, fitted on five languages, takes more
of their ordinary words for names."""

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
        self._heard: dict[str, tuple[_Opinion, ...]] = {}
        for language, networks in artefact.specialists.items():
            own = artefact.lists.get(language)
            words = Vocabulary(artefact.gazetteer, own) if own else vocabulary
            special = tuple(_Opinion(network, words) for network in networks)
            self._heard[language] = special if language in ALONE else (self._common, *special)

    def tag(self, text: str, language: str) -> Iterator[Tagged]:
        """The names, places, organisations and identifiers of a text, in order."""
        peak = PEAKS.get(language, 0.0)
        yield from (found for found in self._tagged(text, language) if found.probability >= peak)

    def _tagged(self, text: str, language: str) -> Iterator[Tagged]:
        """Neighbouring words of one kind above the bar."""
        ended = text + END
        words = tokens(ended)
        where = marks(ended, words)
        heard = self._heard.get(language, (self._common,))
        found = np.mean([one.probabilities(words, where) for one in heard], axis=0)[:, _NAMES]
        named = found.sum(axis=1)
        kinds = found.argmax(axis=1)
        parted = None if language in WHOLE else kinds
        for first, last in _runs(words, named > BARS.get(language, BAR), parted):
            if first == last and _abbreviates(words[first], words[first + 1]):
                continue
            best = first + int(named[first : last + 1].argmax())
            yield Tagged(
                start=words[first].start,
                end=words[last].end,
                tag=TAGS[_NAMES[int(kinds[best])]],
                probability=float(named[best]),
            )


def _abbreviates(word: Token, behind: Token) -> bool:
    """Whether a letter alone touches a digit that is no part of the name: T2DM, A1c."""
    return len(word.text) == 1 and word.end == behind.start and behind.text.isdigit()


def _runs(
    words: Sequence[Token], taken: npt.NDArray[np.bool_], kinds: npt.NDArray[np.int64] | None
) -> Iterator[tuple[int, int]]:
    """First and last of words that are taken and stand at most a sign apart; of one kind each, if
    kinds are given."""
    run: tuple[int, int] | None = None
    for at in np.flatnonzero(taken).tolist():
        if words[at].text[0] == "\n":
            continue
        if run is None:
            run = at, at
        elif words[at].start - words[run[1]].end > 1 or (
            kinds is not None and kinds[at] != kinds[run[1]]
        ):
            yield run
            run = at, at
        else:
            run = run[0], at
    if run is not None:
        yield run


@cache
def shipped() -> Tagger:
    """The tagger that comes with the appliance, loaded once."""
    return Tagger(load())

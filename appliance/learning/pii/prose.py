"""Running words that name nobody: everyday words in random order, so that a tagger fitted on few
texts of a language meets the language's vocabulary as what it mostly is.

Words are drawn by the root of their frequency (wordfreq; Speer, 2022). What may be a name, too, is
left open: it teaches nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Container
from functools import cache
from itertools import accumulate

import regex

from appliance.learning.pii import gazetteer
from appliance.learning.pii.persian import abroad
from appliance.learning.pii.shapes import STRANGERS
from appliance.privacy.tagger.words import fold, key

SHARE = {"fa": 0.35, "ru": 0.25, "es": 0.2, "en": 0.1}
"""Of a language's invented sentences, how many are running words."""
NAMED = 0.4  # of them have a name somewhere
SHORTEST, LONGEST = 6, 22
COMMON = {"en": 1e-5, "es": 3e-6}  # share of running words from which a language's words are drawn
_SURE = 5e-5  # share of running words from which a word is no name from abroad
_RUSSIAN = ("", "а", "я", "ь", "й", "о")
_FAMILY = regex.compile(r"(?:[оеё]в|[иы]н|ск|цк)(?:а|у|ым|ой|ом|е|ых|ий|ая|ого|ому|им)?$")
"""How Russian family names end, in all cases."""
Drawn = tuple[str, list[tuple[int, int, str | None]]]


def prose(
    language: str,
    rng: random.Random,
    named: Callable[[], tuple[str, str]],
    known: Container[str],
) -> Drawn:
    """A text and its spans; ``named`` draws a value and its group, ``known`` are words of labelled
    names, folded."""
    words, weights = _words(language)
    chosen = rng.choices(words, cum_weights=weights, k=rng.randint(SHORTEST, LONGEST))
    at_name = rng.randrange(len(chosen)) if rng.random() < NAMED else -1
    text, spans = "", []
    for at, (word, doubtful) in enumerate(chosen):
        group: str | None = None
        written = word.capitalize() if not text or text.endswith(". ") else word
        if at == at_name:
            written, group = named()
        if at == at_name or doubtful or fold(word) in known:
            spans.append((len(text), len(text) + len(written), group))
        text += written + rng.choices((" ", ", ", ". ", "\n"), (85, 7, 6, 2))[0]
    return text.rstrip(), spans


@cache
def _words(language: str) -> tuple[list[tuple[str, bool]], list[float]]:
    """Words, whether each may be a name, and the running sums of their weights."""
    shares = gazetteer.frequencies(language)
    least = COMMON.get(language, 0.0)
    kept = {
        word: share
        for word, share in shares.items()
        if share >= least and word.isalpha() and len(word) > 1
    }
    listed = [(word, _doubtful(word, share, language)) for word, share in kept.items()]
    return listed, list(accumulate(share**0.5 for share in kept.values()))


def _doubtful(word: str, share: float, language: str) -> bool:
    """Whether a word stands on a list of names, as it is, inflected, or from abroad."""
    if _is_name(word):
        return True
    if language == "ru":
        if _FAMILY.search(word):
            return True
        stems = [word[: len(word) - cut] for cut in (1, 2, 3) if len(word) - cut > 2]
        return any(_is_name(stem + ending) for stem in stems for ending in _RUSSIAN)
    return language == "fa" and share < _SURE and _bones(word) in _strangers()


def _is_name(word: str) -> bool:
    named = gazetteer.GIVEN | gazetteer.FAMILY | gazetteer.PLACE | gazetteer.COUNTRY
    return bool(_digests().get(key(word), 0) & named)


@cache
def _digests() -> dict[int, int]:
    return gazetteer.digests()


@cache
def _strangers() -> frozenset[str]:
    """The consonants of names from abroad in Persian letters."""
    listed = [names for locale in STRANGERS for names in gazetteer.names(locale)]
    single = (name for names in listed for name in names if " " not in name)
    return frozenset(_bones(abroad(name)) for name in single)


def _bones(word: str) -> str:
    return "".join(sign for sign in fold(word) if sign not in "اآوی")

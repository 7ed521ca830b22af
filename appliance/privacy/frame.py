"""Presidio's AnalyzerEngine with our recognizers and some of its own in it, and nothing that could
fetch anything.

Presidio (MIT) gives the frame: registry, scores, duplicates, decision process; and recognizers of
numbers that ours do not know (``presidio.py``). Its own NLP engine would download a missing model
and its e-mail recognizer a public-suffix list; neither is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import regex
from presidio_analyzer import (
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NlpArtifacts, NoOpNlpEngine

from appliance.privacy import chinese, ordinary, presidio, prices
from appliance.privacy.allowed import WORD, allowed
from appliance.privacy.beginnings import Words
from appliance.privacy.finding import Finding, Group
from appliance.privacy.plain import is_everyday, is_personal, is_plain
from appliance.privacy.recognizer import Recognizer
from appliance.privacy.tagger.tag import Tagged, Tagger

LANGUAGES = ("en", "es", "ru", "fa", "zh", "de", "fr", "it", "other")
LABELS = {
    "person": "PERSON",
    "location": "LOCATION",
    "organisation": "ORGANIZATION",
    "identifier": "OTHER_IDENTIFIER",  # no rule's label: Presidio drops what lies in its like
}
_DIAGNOSIS = regex.compile(r"[A-TV-Z]\d\d\.\d{1,4}")
"""A code of ICD-10 with its places behind the point (``J45.901``): a diagnosis, nobody's number."""
SURE = 0.9
"""Probability from which plain words in capitals are taken for a name (``Hope``)."""

SMALL = {"en": 0.3}
"""The same from which words in small letters are, in languages that write names with capitals. Of
such words below it nothing was personal in dev's texts but shreds of tweets (3 of 24), and in its
medical records nothing at all; who types names in small letters is tagged with more."""


class _Seen(NlpArtifacts):
    """What is looked at once in a text, whatever the number of rules: where its words and numbers
    begin."""

    def __init__(self, text: str, empty: NlpArtifacts, language: str) -> None:
        super().__init__([], empty.tokens, [], [], empty.nlp_engine, language)
        self.words = Words(text)


class _Once(NoOpNlpEngine):
    """No language model, but one look at the words of a text for all rules."""

    def process_text(self, text: str, language: str) -> _Seen:
        """Presidio's empty artifacts, and the words."""
        return _Seen(text, super().process_text(text, language), language)


class _Rules(EntityRecognizer):
    """One of our tables of rules as Presidio knows recognizers."""

    def __init__(self, recognizer: Recognizer, language: str) -> None:
        self._table = recognizer
        super().__init__([recognizer.label], name=recognizer.name, supported_language=language)

    def load(self) -> None:
        """Nothing to load: the tables are compiled."""

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts
    ) -> list[RecognizerResult]:
        """The findings of the table's rules."""
        words = nlp_artifacts.words if isinstance(nlp_artifacts, _Seen) else None
        found = self._table.find(text, words, self.supported_language)
        return [presidio.carrying(finding) for finding in found]


class _Names(EntityRecognizer):
    """The trained tagger as Presidio knows recognizers."""

    def __init__(self, tagger: Tagger, language: str) -> None:
        self._tagger = tagger
        super().__init__(list(LABELS.values()), name="tagger", supported_language=language)

    def load(self) -> None:
        """Nothing to load: the tagger was handed in."""

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts
    ) -> list[RecognizerResult]:
        """What the network tags and the lists of general and ordinary words do not take back."""
        found = [
            one
            for one in prices.without(text, self._tagger.tag(text, self.supported_language))
            if not (_general(text, one) or _small(text, one, self.supported_language))
            and not (self.supported_language == "zh" and chinese.unshaped(text, one))
        ]
        return [
            presidio.carrying(
                Finding(
                    start=one.start,
                    end=one.end,
                    group=Group(one.tag),
                    label=LABELS[one.tag],
                    score=round(one.probability, 3),
                    why=f"tagger: {one.tag}",
                )
            )
            for one in ordinary.telling(text, found, self.supported_language)
        ]


def _general(text: str, found: Tagged) -> bool:
    """Whether a finding is general vocabulary: listed as such, or plain words, in doubt those that
    are written like names."""
    if _DIAGNOSIS.fullmatch(text, found.start, found.end):
        return True
    words = list(WORD.finditer(text, found.start, found.end))
    plain = [is_plain(word.group()) for word in words]
    lower = [word.group().islower() and known for word, known in zip(words, plain, strict=True)]
    telling = [word for word, common in zip(words, lower, strict=True) if not common]
    if not words or all(lower) or (found.probability < SURE and all(plain)):
        return True
    return allowed(text, telling[0].start(), telling[-1].end())


def _small(text: str, found: Tagged, language: str) -> bool:
    """Whether a finding in doubt is words that the text writes in small letters, there or elsewhere
    (``Joint pain``, ``knee joint``), and no number."""
    if found.probability >= SMALL.get(language, 0.0):
        return False
    said = text[found.start : found.end]
    return not any(map(str.isdigit, said)) and all(
        _unnamed(text, word) for word in WORD.findall(said)
    )


def _unnamed(text: str, word: str) -> bool:
    """Whether a word is in small letters and no name alone (``cane``; but ``raymond``), or else no
    name at all and in small letters elsewhere."""
    if word.islower():
        return is_everyday(word) or not is_personal(word)
    return not is_personal(word) and bool(regex.search(rf"\b{word.lower()}\b", text))


class _Engine(AnalyzerEngine):
    """Our rules look at their own context; Presidio's way needs lemmas, and time for every pair of
    recognizer and result."""

    def _enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], *_: Any, **__: Any
    ) -> list[RecognizerResult]:
        """The results as they are."""
        return raw_results


def engine(recognizers: Sequence[Recognizer], tagger: Tagger) -> AnalyzerEngine:
    """The engine for all languages; every rule runs in every language, since documents mix them."""
    rows: list[EntityRecognizer] = []
    for language in LANGUAGES:
        rows += [_Rules(recognizer, language) for recognizer in recognizers]
        rows += [presidio.Presidio(taken, language) for taken in presidio.TAKEN]
        rows.append(_Names(tagger, language))
    registry = RecognizerRegistry(recognizers=rows, supported_languages=list(LANGUAGES))
    nothing = _Once([{"lang_code": name, "model_name": "none"} for name in LANGUAGES])
    return _Engine(
        registry=registry,
        nlp_engine=nothing,
        supported_languages=list(LANGUAGES),
    )


def findings(analyzer: Any, text: str, language: str) -> list[Finding]:
    """What the engine finds, as our own values."""
    results = analyzer.analyze(text, language, score_threshold=0.0)
    return [result.recognition_metadata[presidio.OURS] for result in results]

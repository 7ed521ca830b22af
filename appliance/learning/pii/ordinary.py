"""Ordinary words of German, French and Italian, from dictionaries and lists of frequent words.

What may be a name is left out: it stands on a list of names, a dictionary marks it as one, or it
looks like a family name made from a trade (``Geiger``) or from a short noun (``Held``). So are the
words of addresses and of hospitals, which say that a place is named.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import regex

from appliance.learning.pii.gazetteer import FAMILY, GIVEN, names
from appliance.privacy.plain import is_name
from appliance.privacy.tagger import artefact
from appliance.privacy.tagger.words import key

_WORD = regex.compile(r"\p{L}{2,}")
_LOCALES = ("de_AT", "de_CH", "fr_BE", "fr_CA", "fr_CH", "it_IT")  # beside those of the gazetteer
_NAMED = ("name", "Toponym", "Buchstabe", "Symbol")  # what a dictionary calls what is no noun only
_PLACES = regex.compile(
    r".*(?:stra(?:ß|ss)e|str|weg|platz|gasse|allee|ring|ufer|damm|hof|markt|steig|berg|burg|dorf|"
    r"tal|bach|feld|heim|hausen|stadt|kirchen|klinik(?:um|en)?|krankenh[aä]us(?:er)?|hospital|"
    r"spital|praxis|zentrum|stift|apotheke|institut|pflegeheim)e?[ns]?|"
    r"rue|avenue|place|boulevard|chemin|impasse|allée|quai|route|cours|square|villa|résidence|"
    r"clinique|h[ôo]pital|centre|polyclinique|cabinet|maison|institut|pharmacie|"
    r"via|viale|piazza|corso|largo|vicolo|clinica|ospedale|centro|casa|istituto|farmacia"
)
_TITLES = {"herr", "herrn", "frau", "dr", "prof", "med", "nr", "mme", "mlle", "monsieur", "signora"}
_OFTEN = 5e-5  # share of running words from which a word in small letters is one
_EVERYDAY = 3e-5  # the same for nouns that look like family names
_SELDOM = 2e-7  # share of running words from which a word in small letters is known
_SHORT = 4  # letters of a noun that may well be a family name
_ENDINGS = ("e", "er", "es", "en", "em")
"""What German adjectives end in; a name does not come in all of these."""


def words(nouns: Path, lexicon: Path) -> Mapping[str, set[str]]:
    """Words by list: ``de`` and so on wherever they stand, ``de_small`` in small letters.

    ``nouns`` is the table of german-nouns (Wiktionary), ``lexicon`` that of Lexique 3.
    """
    anywhere = {
        "de": set(_german(nouns)) | _stopwords("de") | _TITLES,
        "fr": set(_french(lexicon)) | _stopwords("fr") | _TITLES,
        "it": _stopwords("it") | _TITLES,
    }
    small = {f"{language}_small": set(_small(language)) for language in anywhere}
    return {name: {w for w in found if not _place(w)} for name, found in (anywhere | small).items()}


def _german(table: Path) -> Iterator[str]:
    """Nouns in all their cases, and adjectives."""
    nouns: set[str] = set()
    doubtful: set[str] = set()
    often = _shares("de")
    for row in csv.DictReader(table.open(encoding="utf-8")):
        forms = {
            value.lower()
            for column, value in row.items()
            if value and (column == "lemma" or " " in column) and _WORD.fullmatch(value)
        }
        lemma = row["lemma"].lower()
        likely = row["genus"] == "m" and (lemma.endswith("er") or len(lemma) <= _SHORT)
        if any(mark in row["pos"] for mark in _NAMED):
            doubtful |= forms
        elif likely and often.get(lemma, 0.0) < _EVERYDAY:
            doubtful.add(lemma)
        nouns |= forms
    for word in (nouns | set(_adjectives(often)) | set(_infinitives(often))) - doubtful:
        # the dictionary marks towns: what is on a list of places alone and frequent is a word
        if not _name(word) or (often.get(word, 0.0) >= _OFTEN and not _person(word)):
            yield word


def _adjectives(known: Iterable[str]) -> Iterator[str]:
    """Words that are known with all endings of adjectives."""
    stems: dict[str, set[str]] = defaultdict(set)
    for word in known:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + _SHORT:
                stems[word.removesuffix(ending)].add(ending)
    for stem, endings in stems.items():
        if len(endings) == len(_ENDINGS):
            yield from (stem + ending for ending in _ENDINGS)


def _infinitives(known: Container[str]) -> Iterator[str]:
    """Verbs, which German makes nouns of (``das Brennen``)."""
    for word in _shares("de"):
        stem = word.removesuffix("en")
        if word != stem and stem + "t" in known and stem + "end" in known:
            yield word


def _french(table: Path) -> Iterator[str]:
    """All words of the lexicon, which holds no names."""
    rows = csv.DictReader(table.open(encoding="latin-1"), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        word = row["1_ortho"]
        if _WORD.fullmatch(word) and len(word) > _SHORT - 1 and not _name(word):
            yield word


def _small(language: str) -> Iterator[str]:
    for word, share in _shares(language).items():
        if share >= _SELDOM and _WORD.fullmatch(word) and (share >= _OFTEN or not _name(word)):
            yield word


@cache
def _shares(language: str) -> Mapping[str, float]:
    from wordfreq import get_frequency_dict

    shares: Mapping[str, float] = get_frequency_dict(language, wordlist="best")
    return shares


def _stopwords(language: str) -> set[str]:
    """The smallest words, as spaCy lists them."""
    listed = import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
    return {word for word in listed if _WORD.fullmatch(word) and word not in _abroad()}


def _name(word: str) -> bool:
    return is_name(word) or word in _abroad()


def _person(word: str) -> bool:
    """Whether a word stands on a list of given or family names."""
    return bool(_gazetteer().get(key(word), 0) & (GIVEN | FAMILY)) or word in _abroad()


def _place(word: str) -> bool:
    return bool(_PLACES.fullmatch(word))


@cache
def _gazetteer() -> Mapping[int, int]:
    return artefact.load().gazetteer


@cache
def _abroad() -> frozenset[str]:
    """Names of further countries that speak these languages, in small letters."""
    listed = (name for locale in _LOCALES for part in names(locale) for name in part)
    return frozenset(word.lower() for name in listed for word in _WORD.findall(name))

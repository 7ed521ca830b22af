"""Which words are plain: seen in lower case outside of any label, and rarely within one."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module, resources
from pathlib import Path

import regex

from appliance.learning.pii.gazetteer import frequencies
from appliance.learning.pii.texts import Tagged
from appliance.privacy.plain import is_name

_WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")
RARELY = 0.1
"""Share of a word's places within labels from which it is no plain word."""
TWICE = 2
"""A word on a list of names is plain from so many places outside of labels."""
_CASELESS = ("fa", "zh")
_EVERYDAY = ("en_US", "es_ES", "ru_RU")  # Faker's lists of a language's most frequent words
_OFTEN = 1e-6  # share of running words from which a Spanish word may be taken by its ending
_SPANISH = regex.compile(
    r".{2,}(?:[cs]i[óo]n|[cs]iones|[dt]ad(?:es)?|mente|mientos?|[ai]endo|ando|[ai]d[oa]s?|aron|"
    r"ieron|aban?|ían?|[aei]rse|os[oa]s?|iv[oa]s?|itis|osis|emia|uria|patía|logía|grafía|scopia|"
    r"tomía|algia|ismo|[ae]ncias?|[ai]bles?|tori[oa]s?|dor(?:a|es|as)?)"
)
"""How Spanish words end that are derived from others, as names hardly are."""


def words(texts: Sequence[Tagged], also: Iterable[Path]) -> set[str]:
    """Plain words of labelled texts and of files of general words (their lower-case ones)."""
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for text in texts:
        if text.language not in _CASELESS:
            _count(text, outside, inside)
    found = {word for word, seen in outside.items() if _plain(word, seen, inside[word])}
    for path in also:
        known = Counter(
            word for word in _WORD.findall(path.read_text(encoding="utf-8")) if word.islower()
        )
        found |= {word for word, seen in known.items() if _plain(word, seen, inside[word])}
    return found | _shipped()


def everyday() -> set[str]:
    """Frequent words, the small words of addresses among them, that stand on no list of names.

    Nobody has looked at where they stand: they are plain in small letters only.
    """
    lists = (import_module(f"faker.providers.lorem.{locale}") for locale in _EVERYDAY)
    found = {word for listed in lists for word in listed.Provider.word_list if word.islower()}
    shares = frequencies("es")
    derived = {word for word, share in shares.items() if share > _OFTEN}
    verbs = {
        word
        for word in shares
        if word[-2:] in ("ar", "er", "ir")
        and (word[:-2] + "ando" in shares or word[:-2] + "iendo" in shares)
    }
    found |= {word for word in derived if _SPANISH.fullmatch(word)} | verbs
    return {word for word in found if not is_name(word)}


def _plain(word: str, seen: int, labelled: int) -> bool:
    enough = seen >= TWICE or not is_name(word)
    return enough and labelled <= RARELY * (seen + labelled)


def _count(text: Tagged, outside: Counter[str], inside: Counter[str]) -> None:
    """Words in lower case outside, and words of any case inside of labels."""
    for match in _WORD.finditer(text.text):
        word = match.group()
        if any(start < match.end() and match.start() < end for start, end, _ in text.spans):
            inside[word.lower()] += 1
        elif word.islower():
            outside[word] += 1


def _shipped() -> set[str]:
    """Medicines, diagnoses and form labels of ``allowed.toml``; no eponyms."""
    file = resources.files("appliance.privacy").joinpath("allowed.toml")
    listed = tomllib.loads(file.read_text("utf-8"))
    names = ("drugs", "diagnoses", "labels")
    return {
        word.lower() for name in names for entry in listed[name] for word in _WORD.findall(entry)
    }

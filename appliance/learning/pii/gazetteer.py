"""Word lists as digests: given names, family names, parts of place names, everyday words.

Only 32-bit digests of single words leave this module, from public lists of names and words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import regex

from appliance.learning.pii import shapes
from appliance.learning.pii.listed import countries, persians, vocabulary, world
from appliance.learning.pii.persian import abroad
from appliance.privacy.tagger.words import key

GIVEN, FAMILY, PLACE, COUNTRY, ALLOWED, KNOWN, COMMON = 1, 2, 4, 8, 16, 32, 64
TOWN, QUARTER, NOUN, INFLECTED, STRANGER = 128, 256, 512, 1024, 2048
"""Lists of Persian alone: towns of one word, words of longer towns, nouns, words that are (also)
adjectives, adverbs or plurals, names from abroad as Persian spells them."""
_COMMON = 1e-5  # share of running words from which a word is common
_LOCALES = [
    "en_US", "en_GB", "en_IN", "de_DE", "fr_FR", "it_IT", "es_ES", "es_MX", "es_CO", "pl_PL",
    "nl_NL", "cs_CZ", "sv_SE", "tr_TR", "pt_BR", "hu_HU", "da_DK", "fi_FI", "hr_HR", "sl_SI",
    "ro_RO", "no_NO", "ru_RU", "fa_IR", "zh_CN", "zh_TW", "ar_AA", "el_GR", "id_ID", "uk_UA",
]  # fmt: skip
_WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")
_SCRIPTS = regex.compile(r"^[\p{Latin}\p{Cyrillic}\p{Arabic}\s\u200c'.-]+$")
_PERSIAN = regex.compile(
    r"^[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\s\u200c-]+$"
)
SMALLEST = 500  # people of the towns in the longest table
UNTAGGED = "0"  # forms of which the lexicon says nothing
_LARGE = 100_000  # of towns below it only the main name is taken


def digests() -> dict[int, int]:
    """Digest of a word -> the lists that it stands on, one bit each."""
    flags: dict[int, int] = defaultdict(int)

    def note(names: Iterable[str], bit: int) -> None:
        for name in names:
            for word in _WORD.findall(name):
                if len(word) > 2:
                    flags[key(word)] |= bit

    for locale in _LOCALES:
        given, family = names(locale)
        note(given, GIVEN)
        note(family, FAMILY)
    given, family = persians()
    note(given, GIVEN)
    note(family, FAMILY)
    for language in ("en", "es", "ru", "fa"):
        for word, share in frequencies(language).items():
            note([word], KNOWN | COMMON if share >= _COMMON else KNOWN)
    for language in ("en", "es", "ru", "fa", "zh", "de", "fr", "it"):
        note(countries(language), COUNTRY)
    for town in world():
        note([town["name"]], PLACE)
        if town["population"] > _LARGE:
            note((name for name in town["alternatenames"] if _SCRIPTS.match(name)), PLACE)
    for words in vocabulary().values():
        note(words, ALLOWED)
    return dict(flags)


def persian(lexicon: Path) -> dict[int, int]:
    """The digests of words in Persian letters that stand on the lists that only Persian has.

    ``lexicon`` is ``words.dat`` of hazm (MIT): word, frequency, parts of speech.
    """
    flags: dict[int, int] = defaultdict(int)
    for town in world(SMALLEST):
        for name in filter(_PERSIAN.match, town["alternatenames"]):
            words = [word for word in _WORD.findall(name) if len(word) > 2]
            for word in words:
                flags[key(word)] |= TOWN if len(words) == 1 else QUARTER
    for line in lexicon.read_text("utf-8").splitlines():
        word, _, parts = line.split("\t")
        if parts != UNTAGGED:
            flags[key(word)] |= NOUN if parts == "N" else INFLECTED
    for locale in shapes.STRANGERS:
        for name in chain.from_iterable(names(locale)):
            for word in abroad(name).split():
                flags[key(word)] |= STRANGER
    return dict(flags)


def frequencies(language: str) -> dict[str, float]:
    """Share of each word among running words of the language (Speer, 2022)."""
    from wordfreq import get_frequency_dict

    shares: dict[str, float] = get_frequency_dict(language, wordlist="small")
    return shares


def names(locale: str) -> tuple[list[str], list[str]]:
    """The name lists of one of Faker's locales."""
    from faker import Faker

    person: dict[str, list[str]] = {"first": [], "last": []}
    for provider in Faker(locale).get_providers():
        for attribute in dir(provider):
            listed = getattr(provider, attribute, None)
            if not isinstance(listed, tuple | list | dict):
                continue
            for part, names in person.items():
                if attribute.startswith((f"{part}_name", f"{part}_romanized")):
                    names.extend(str(name) for name in listed)
    return person["first"], person["last"]

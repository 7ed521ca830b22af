"""Ordinary words of languages that the tagger was not fitted on (German, French, Italian).

There it takes words that it has never seen for names, with much confidence. What consists of words
of a dictionary is given back: nouns of German however written, words of French at the beginning of
a sentence, words in small letters where the text is written with capitals. Nothing that stands
behind a title or in an address is, nothing with a digit, no word on a list of names or of family
names, and no word that stands within a name elsewhere in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import regex

from appliance.errors import ModelMissing
from appliance.privacy.allowed import WORD, WORDS
from appliance.privacy.plain import is_name
from appliance.privacy.tagger.tag import Tagged
from appliance.privacy.tagger.words import fold, key

PATH = Path(__file__).with_name("ordinary.npz")
LANGUAGES = ("de", "fr", "it")
Digests = npt.NDArray[np.uint32]

_ANYWHERE = ("de",)  # languages that write nouns with a capital
_CAPITALS = 0.02  # share of capitals among letters from which a text is written with capitals
_CAPITAL, _LETTER = regex.compile(r"\p{Lu}"), regex.compile(r"\p{L}")
_BEGINNING = regex.compile(r"(?:\A|\n|[.:;!?•*–-][ \t])[ \t]*\Z")
_TITLED = regex.compile(
    r"(?i)(?<!\p{L})(?:herrn?|frau|fräulein|familie|hr|fr|dres|dr|prof|med|m|mme|mlle|mr|monsieur|"
    r"madame|mademoiselle|docteur|professeur|maître|sig|signora?|signor|dott|dottor|dottoressa|"
    r"patient(?:in|e)?|pat|paziente|name|nom|nome|prénom|vorname|nachname|(?:wohn\p{L}*|lebt|"
    r"geb\p{L}*) in)\.?[ \t:,]{1,3}\Z"
)
_SMALL = {
    "de": frozenset(("weiß", "schwarz", "braun", "klein", "groß", "lang", "kurz", "jung", "alt"))
}
"""Adjectives that are on no list, since they are family names with a capital."""
_COLLEAGUE = regex.compile("Kolleg(?:e|en|in|innen)|Confrère|Cons(?:œ|oe)ur|Collègue")
_LAID_OUT = ("location", "organisation")
_ROW = regex.compile(r"\S(?:[^\n]*\S)?")
_PART = 5  # letters of a compound's part: shorter ones make family names (Rosen-berg)
_REACH = 40  # characters before a finding in which a title stands


def save(lists: Mapping[str, Iterable[str]], path: Path) -> int:
    """Write the digests of the words of each list (``de``, ``de_small``); how many there are."""
    digests = {
        name: np.array(sorted({key(word) for word in words}), np.uint32)
        for name, words in lists.items()
    }
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **digests)
    return sum(map(len, digests.values()))


@cache
def _listed() -> Mapping[str, Digests]:
    if not PATH.exists():
        raise ModelMissing("ordinary-words", str(PATH))
    with np.load(PATH, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


@lru_cache(maxsize=WORDS)
def _on(word: str, name: str) -> bool:
    listed, digest = _listed()[name], key(word)
    at = int(np.searchsorted(listed, np.uint32(digest)))
    return at < len(listed) and int(listed[at]) == digest


def telling(text: str, found: Sequence[Tagged], language: str) -> list[Tagged]:
    """What is found without what consists of ordinary words of the language."""
    if language not in LANGUAGES:
        return list(found)
    found = [piece for one in found for piece in _rows(text, one)]
    cased = len(_CAPITAL.findall(text)) > _CAPITALS * len(_LETTER.findall(text))
    kept = {one for one in found if not (cased and _ordinary(text, one, language))}
    named = (_words(text, one) for one in kept if one.tag == "person")
    names = {fold(word) for words in named if any(map(is_name, words)) for word in words}
    return [one for one in found if one in kept or names & set(map(fold, _words(text, one)))]


def _rows(text: str, found: Tagged) -> Iterator[Tagged]:
    """A place or a firm row by row: the words of a form below an address are none of it."""
    if found.tag not in _LAID_OUT:
        yield found
        return
    for row in _ROW.finditer(text, found.start, found.end):
        yield found._replace(start=row.start(), end=row.end())


def _words(text: str, found: Tagged) -> list[str]:
    """The words of a finding that are written with a capital."""
    words = map(str, WORD.findall(text, found.start, found.end))
    return [word for word in words if not word.islower()]


def _ordinary(text: str, found: Tagged, language: str) -> bool:
    """Whether each word of a finding stands in a dictionary and nothing around says otherwise."""
    words = list(WORD.finditer(text, found.start, found.end))
    if not words or any(map(str.isdigit, text[found.start : found.end])):
        return False
    if not all(_known(word.group(), language) for word in words):
        return False
    capitals = [word for word in words if not word.group().islower()]
    if not capitals:
        return True
    first = words[0].start()
    near = max(0, first - _REACH)
    if _TITLED.search(text, near, first) and not _COLLEAGUE.fullmatch(words[0].group()):
        return False
    return language in _ANYWHERE or bool(
        capitals == words[:1] and _BEGINNING.search(text, near, first)
    )


def _known(word: str, language: str) -> bool:
    if word.islower() and (_on(word, f"{language}_small") or word in _SMALL.get(language, ())):
        return True
    if word.isupper() and len(word) > 1:
        return False  # as family names are written
    return _on(word, language) or (language in _ANYWHERE and _compound(word, language))


@lru_cache(maxsize=WORDS)
def _compound(word: str, language: str) -> bool:
    """Whether a word is two words of the list, joined as German does (``Belastungs-angina``)."""
    parts = ((word[:at], word[at:]) for at in range(_PART, len(word) - _PART + 1))
    return any(
        _on(last, language) and (_on(first, language) or _on(first.removesuffix("s"), language))
        for first, last in parts
    )

"""Words of known people's names, wherever they are written as a name is.

A surname may be an ordinary word (Price, Street, Room): no list of words that may stand counts for
who is known to be called so in this document. What is burned too much, a column called "Price" in
the document of a Mr Price, is the cost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import regex

from appliance.privacy.context import Known
from appliance.privacy.detect import united
from appliance.privacy.finding import Finding, Group
from appliance.privacy.spelling import LEAST, Sought, Way, fold
from appliance.privacy.spelling import SHORTEST as LONG
from appliance.privacy.telling import Resembling, telling

SHORTEST = 2  # letters of a name's word (Li, Ng)
SURE = 3  # letters of a name that was found, not labelled
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_GONE = dict.fromkeys(map(ord, _HIDDEN))
_TOKEN = regex.compile(rf"[\p{{L}}\p{{M}}\p{{N}}{_HIDDEN}]+")
_REST = regex.compile(rf"[-\u2010\u2011]\s*\n\s*([\p{{Ll}}\p{{M}}{_HIDDEN}]+)")
_BROKEN = regex.compile(r"[-\u2010\u2011]\s*\n\s*(?=\p{Ll})")
_JOINING = """
de la le el al da di do du del des den der dos las los van von zu y e bin ibn abu st jr sr ii iii iv
md rn np pa phd dds esq
"""
_CALLED = """
mr mrs ms dr sra srta hr fr herr frau mme mlle
"""
_PARTICLES = frozenset(_JOINING.split()) | frozenset(_CALLED.split())
"""Too small to tell, or before and behind anybody's name."""
_SAID = """
doctor doctora professor prof nurse mister miss madam sister father mother patient paciente señor
señora доктор профессор пациент пациентка
"""
_TITLES = frozenset(_SAID.split())
"""Called so only where a comma follows (``Doctor, Mary``) or something goes before."""
TITLES = _TITLES | frozenset(_CALLED.split()) | {"sr"}
"""What a name may begin with that is no part of it."""
LITTLE = _PARTICLES | _TITLES
"""Words beside a name that do not say whose it is."""


def words(known: Iterable[Known]) -> dict[str, Known]:
    """The folded words of people's names by which they are told, and whose they are."""
    found: dict[str, Known] = {}
    for item in known:
        if item.group is Group.PERSON:
            for word in _told(item):
                found.setdefault(word, item)
    return found


def _told(item: Known) -> Iterator[str]:
    """Words that are written as a name; all of a name that extraction labelled in small letters."""
    small = item.bent and item.value.islower()
    value = _BROKEN.sub("", item.value)
    matches = list(_TOKEN.finditer(value))
    for number, match in enumerate(matches):
        word = match.group().translate(_GONE)
        folded = fold(word)
        if len(folded) < SHORTEST or not folded.isalpha() or folded in _PARTICLES:
            continue
        before_others = number == 0 < len(matches) - 1 and value[match.end()] != ","
        if (word.islower() and not small) or (before_others and word.casefold() in _TITLES):
            continue
        yield folded


def people(text: str, found: Iterable[Finding]) -> Iterator[Known]:
    """The people that were found, to be searched at all other places."""
    for item in found:
        value = text[item.start : item.end]
        if item.group is Group.PERSON and sum(map(str.isalpha, value)) >= SURE:
            why = "context: found elsewhere"
            yield Known(value=value, group=item.group, label=item.label, why=why)


def completed(
    text: str, found: Sequence[Finding], known: Sequence[Known]
) -> tuple[tuple[Finding, ...], dict[str, Known]]:
    """What was found with all words of the people that are known or found, and these words."""
    found, told = tuple(found), dict[str, Known]()
    while (more := words((*known, *people(text, found)))).keys() - told.keys():
        told = {**more, **told}
        found = united((*found, *_places(text, told, found)), text)
    return found, told


def _places(text: str, told: Mapping[str, Known], taken: Iterable[Finding]) -> Iterator[Finding]:
    """Every place where such a word stands, not in small letters; also broken over two lines, and
    short ones (which ``context`` leaves) misread and inflected."""
    seen = {place for item in taken for place in range(item.start, item.end)}
    short = Sought(word for word in told if LEAST <= len(word) < LONG)
    for match in _TOKEN.finditer(text) if told else ():
        word, end = match.group().translate(_GONE), match.end()
        item = told.get(fold(word))
        if item is None and (rest := _REST.match(text, end)):
            item, end = told.get(fold(word + rest[1].translate(_GONE))), rest.end()
        if item is not None and word.islower() and not item.value.islower():
            continue
        if item is None:
            item, end = _otherwise(text, match, told, short), match.end()
        if item is not None and not seen.issuperset(range(match.start(), end)):
            yield Finding(
                start=match.start(),
                end=end,
                group=item.group,
                label=item.label,
                score=0.9,
                why=item.why,
            )


def _otherwise(
    text: str, match: regex.Match[str], told: Mapping[str, Known], short: Sought
) -> Known | None:
    """Whose short word it is, in another spelling; nobody's where the place does not say so."""
    for part, how in short.like(fold(match.group().translate(_GONE))):
        item = told[part]
        place = Resembling(
            text=text,
            start=match.start(),
            end=match.end(),
            part=part,
            how=how,
            group=item.group,
            labelled=item.bent,
        )
        if how is not Way.SAME and telling(place):
            return item
    return None


def seen(text: str, told: Collection[str], shortest: int = SURE) -> int:
    """How many of these words stand in a text as names are written."""
    written = {fold(word) for word in _TOKEN.findall(text) if not word.islower()}
    return sum(len(word) >= shortest and word in written for word in told)

"""The leak check's look at what ``disguised``, ``named`` and ``capitals`` mask, sign by sign.

Any is a doubt.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from itertools import pairwise

import regex

from appliance.privacy import openers
from appliance.privacy.allowed import vocabulary
from appliance.privacy.escalation.harmless import is_grammar, is_label, is_thing
from appliance.privacy.escalation.letters import written
from appliance.privacy.escalation.numerals import BORN, EARLIEST, YEAR
from appliance.privacy.plain import is_personal

_GAP = 3  # signs between two parts of a name or code
_JOINTS = (" ", "-", ".")
_REACH = 20  # characters before a year in which a birth is spoken of
_BORN = regex.compile(rf"(?<!\w)(?:{BORN})(?!\w)", regex.IGNORECASE)


def alive() -> bool:
    """Whether each look finds what it has to."""
    return bool(
        names("Bill Price")
        and alone("Then Pri\u00adce, or PRICE, at no price", {"price"}) == 2
        and capitals("then Price came")
        and codes("AB 12 CD")
        and framed("\u24d9")
        and years("1931")
        and years("born in 1985")
        and halves("<TERM_1>4")
    )


def names(text: str) -> int:
    """Pairs of words on one line that both stand on lists of given and family names."""
    return sum(
        is_personal(one) and is_personal(other) and not (is_grammar(one) or is_grammar(other))
        for one, between, other in _beside(text)
        if _short(between) and min(len(one), len(other)) > 1 and (one + other).isalpha()
    )


def alone(text: str, parts: Collection[str]) -> int:
    """Words of known people's names, without case and accents, that are not in small letters."""
    return sum(_folded(word) in parts for word in written(text) if not word.islower())


def capitals(text: str) -> int:
    """Words with a capital right behind one in small letters, which sentences have in names; not
    behind a heading's little words (``Date of Birth``), and none that nobody is called by."""
    return sum(
        between == " "
        and one.islower()
        and one not in openers.PARTICLES
        and other[0].isupper()
        and other[1:].islower()
        and not (_nobody(other.lower()) or is_thing(one, other))
        for one, between, other in _beside(text)
    )


def _nobody(small: str) -> bool:
    return small in openers.WORDS or is_label(small) or vocabulary(small)


def _folded(word: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", word.casefold())))


def codes(text: str) -> int:
    """Groups of capitals and digits in turns: ``AB 12 CD``."""
    return sum(
        _letters(one) and number.isdigit() and len(number) <= 4 and _letters(other)
        for (one, first, number), (_, second, other) in pairwise(_beside(text))
        if first in _JOINTS and second in _JOINTS
    )


def framed(text: str) -> int:
    """Signs that are no letters or digits, and show them."""
    return sum(
        not sign.isalnum()
        and sign > "\u007f"
        and (
            any(map(str.isalnum, unicodedata.normalize("NFKC", sign)))
            or unicodedata.name(sign, "").find("LETTER") >= 0
            or unicodedata.name(sign, "").find("DIGIT") >= 0
        )
        for sign in text
    )


def years(text: str) -> int:
    """Years in which somebody over 89 may have been born, or somebody was."""
    return sum(
        int(match.group()) < EARLIEST
        or bool(_BORN.search(text[max(0, match.start() - _REACH) : match.start()]))
        for match in YEAR.finditer(text)
    )


def halves(excerpt: str) -> int:
    """Letters and digits that touch a pseudonym: the rest of a word that was found in part."""
    return sum(
        (at > 0 and excerpt[at - 1].isalnum()) or excerpt[end : end + 1].isalnum()
        for at, end in _pseudonyms(excerpt)
    )


def _pseudonyms(excerpt: str) -> Iterator[tuple[int, int]]:
    at = excerpt.find("<")
    while at >= 0:
        end = excerpt.find(">", at) + 1
        head, _, number = excerpt[at + 1 : end - 1].partition("_")
        if end and head.isascii() and head.isupper() and number.isdigit():
            yield at, end
        at = excerpt.find("<", at + 1)


def _letters(word: str) -> bool:
    return len(word) <= 3 and word.isalpha() and word.isupper()


def _short(between: str) -> bool:
    return len(between) <= _GAP and not set(between) & set("\n<>")


def _beside(text: str) -> Iterator[tuple[str, str, str]]:
    """Each word, what stands between, and the next word."""
    last, between, word = "", "", ""
    for sign in text + " ":
        if unicodedata.category(sign)[0] in "LMN":
            word += sign
            continue
        if word:
            if last:
                yield last, between, word
            last, between, word = word, "", ""
        between += sign

"""Which words with a capital nothing but a name would explain, by where they stand in their row.

A family name may be a plain word (Price, Page, Cash), which no list of words can tell from the
word. The writing can: within running text English, Spanish and Russian write a capital where a
sentence begins and in names. So in a row that has running text each word with a capital is masked
that is neither one of a few words nobody is called by (the, she, today) nor clinical vocabulary. In
a row of capitals only (a heading, a form's labels) a capital says nothing: there a word is masked
that stands behind a role (Server, Patient, By), behind a colon, or beside a word that is masked.
Headings keep their words, sentences lose a few: what is masked comes back from the vault.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import regex

from appliance.privacy import openers
from appliance.privacy.allowed import vocabulary
from appliance.privacy.escalation.harmless import is_harmless, is_heading, is_label, is_thing
from appliance.privacy.plain import is_everyday
from appliance.privacy.recognizers._persons import DELAYET, DOES, HACE

_TOKEN = regex.compile(r"[\p{L}\p{M}\u200c]+")
_ROW = regex.compile(r"[^\n]*\S[^\n]*")
_ENDS = ("", ".", "!", "?", "-", "*", "•", "–")  # before a sentence, or a point of a list
_PERSON = regex.compile(rf"['’]|,|[ ](?:{DOES}|{HACE}|{DELAYET}|and|y|и)(?!\p{{L}})")
_DONE_BY = regex.compile(r"\p{L}+(?:(?:ed|en) by|[ai]d[oa] por)", regex.IGNORECASE)  # Served by
_WRAPPED = 50  # characters of a row from which the next one may go on with its sentence
_BEHIND = 3  # words behind a role that may be a name
_NEXT = regex.compile(r"[ ]?[,&/-]?[ ]?(?:(?:and|y|e|и)[ ])?")

Place = tuple[int, int]


def unexplained(text: str) -> Iterator[Place]:
    """The places of words that are on the list of plain words and written as a name is."""
    before = ""
    for match in _ROW.finditer(text):
        row, at = match.group(), match.start()
        words = list(_TOKEN.finditer(row))
        look = _sentence if _running(row, words) or _goes_on(before) else _heading
        things = _things(row, words)
        for word in look(row, words, before):
            if word.start() not in things:
                yield at + word.start(), at + word.end()
        before = row


def _things(row: str, words: list[regex.Match[str]]) -> set[int]:
    """Where the words begin that are a thing's together with the one beside them."""
    return {
        word.start()
        for pair in pairwise(words)
        if row[pair[0].end() : pair[1].start()] in (" ", "-")
        and is_thing(*(w.group() for w in pair))
        for word in pair
    }


def _sentence(row: str, words: list[regex.Match[str]], _: str) -> Iterator[regex.Match[str]]:
    """Each capital of running text but those of words that nobody is called by."""
    for number, word in enumerate(words):
        if _capital(word.group(), row) and not _label(row, words, number):
            yield word


def _heading(row: str, words: list[regex.Match[str]], before: str) -> Iterator[regex.Match[str]]:
    """Behind a role, a colon or the end of a letter, and beside a word that is no plain one."""
    left = _BEHIND if openers.closes(before) else 0
    for number, word in enumerate(words):
        small, said = word.group().lower(), words[number - 1].group().lower() if number else ""
        if row[word.end() :].lstrip().startswith(":") and said not in openers.GREETINGS:
            left = 0
        elif _capital(word.group(), row) and (
            left or _behind_colon(row, words, number) or _beside(row, words, number)
        ):
            yield word
        left = _BEHIND if small in openers.ROLES else max(0, left - 1)


def _capital(word: str, row: str) -> bool:
    """Whether it is written as a name is, and nothing else says why."""
    if not word[0].isupper() or len(word) < 2 or not is_harmless(word):
        return False
    small = word.lower()
    if word.isupper() and not row.isupper():
        return is_everyday(small) and not _known(small)  # else read letter by letter: CT, MRI
    return not _known(small)


@cache
def _known(small: str) -> bool:
    """Whether nobody is called so: words of grammar, of forms, of medicine."""
    return small in openers.WORDS or is_label(small) or vocabulary(small)


def _label(row: str, words: list[regex.Match[str]], number: int) -> bool:
    """Whether a word begins a sentence and what it goes with makes it a form's (``Amount due``)."""
    word, rest = words[number], row[words[number].end() :]
    if row[: word.start()].rstrip()[-1:] not in _ENDS:
        return False
    after = words[number + 1].group().lower() if number + 1 < len(words) else ""
    if number == 0 and (after in openers.THINGS or rest.lstrip().startswith(":")):
        return True
    if rest.startswith(f" {after}") and is_heading(words[number + 1].group() if after else ""):
        return True
    if number == 0 and _DONE_BY.fullmatch(f"{word.group()} {after}"):
        return True
    return word.group().lower() in openers.FORMS and not _PERSON.match(rest)


def _behind_colon(row: str, words: list[regex.Match[str]], number: int) -> bool:
    """Whether it is the value of a label that asks for no thing (``Payment: Cash``)."""
    if not number:
        return False
    label = words[number - 1]
    return row[label.end() : words[number].start()].strip() == ":" and (
        label.group().lower() not in openers.ASKED
    )


def _beside(row: str, words: list[regex.Match[str]], number: int) -> bool:
    """Whether the word before or behind is written as a name and is on no list of plain words."""
    here = words[number]
    for other, start, end in (
        *((one, one.end(), here.start()) for one in words[max(0, number - 1) : number]),
        *((one, here.end(), one.start()) for one in words[number + 1 : number + 2]),
    ):
        name = other.group()
        if name[0].isupper() and not is_harmless(name) and _NEXT.fullmatch(row, start, end):
            return True
    return False


def _running(row: str, words: list[regex.Match[str]]) -> bool:
    """Whether a row has words of a sentence: in small letters, or in capitals its little ones."""
    if row.isupper():
        return any(word.group().lower() in openers.SPOKEN for word in words)
    return any(word.group().islower() and word.group() not in openers.PARTICLES for word in words)


def _goes_on(before: str) -> bool:
    """Whether the row before breaks off within a sentence."""
    words = _TOKEN.findall(before)
    if not words or before.rstrip()[-1:] in tuple(".!?:;"):
        return False
    last = words[-1]
    return last.islower() and (last in openers.HANGING or len(before) >= _WRAPPED)

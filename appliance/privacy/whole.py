"""What was found in part is found whole: the rest of a code, of a name, and a name said again.

Recognizers and the tagger judge word by word; what lies between or beside what they found belongs
to it where the writing says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from appliance.privacy.allowed import allowed
from appliance.privacy.finding import Finding, Group
from appliance.privacy.plain import is_given, is_plain
from appliance.privacy.recognizers._persons import called

SURE = 0.9  # from which on the tagger is believed about the same word elsewhere
_REACH = 24  # characters before a name in which its particles stand
_REST = regex.compile(r"(?:_[\w]*|[A-Za-z]*\d[A-Za-z\d]*)(?!\w)")
_PREFIX = regex.compile(r"(?<![A-Za-z\d_])[A-Z]{1,2}\Z")
_PARTICLES = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}.])(?:(?:D[eEaAiIuU]|D[eE][lLrRnN]|D[oO]s|DOS|V[aA]n|VAN|V[oO]n|VON|L[aA]s?|L[eE]|"
    r"T[eE][rRnN]|[BI]in|BIN|Ibn|IBN|Abu|ABU|Mac|MAC|St\.?|Saint)[ ]){1,3}\Z"
)
_UNIT = regex.compile(
    r"[ \u200c-]{0,2}(?:(?:años?|meses|лет(?:н\p{L}{1,4})?|года?|месяц(?:а|ев)?|سال(?:ه|گی)?|ماهه?)"
    r"(?!\p{L})|周?岁半?)"
)
"""Of an age; not ``years``, which goes on in ``old``."""
_INITIAL = regex.compile(r"(?<![\p{L}\p{M}\p{N}.])\p{L}\.[ ]?\Z")
_GIVEN = regex.compile(r"(?<![\p{L}\p{M}\p{N}.'’-])(\p{Lu}\p{Ll}[\p{L}\p{M}]*)[ ]\Z")
_NUMBERED = regex.compile(r",?[ ](?:Jr|Sr|JR|SR|I{2,3}|IV)\b\.?")
_BETWEEN = regex.compile(
    r"[ ](?:\p{Lu}[\p{L}\p{M}]*\.?|"
    r"(?:bin|bint|ibn|al|el|van|der|den|von|zu|da|di|do|dos|de|del|la|los|las|y)"
    r"(?: (?:la|las|los|der|den))?)[ ]"
)
_JOINING = regex.compile(
    r"[ -]?(?:[oO]n|[uU]pon|[iI]n|[oO]f|[uU]nder|[lL]es?|[sS]ur|[sS]ous|[aA]n|[aA]m|[dD]er?|"
    r"[dD]e[ -]la|[dD]el|[lL]a|"
    r"ON|UPON|SUR|DE|LA)[ -]?"
)
_LISTED = (
    regex.compile(
        r"(?:,?[ ](?:and|&|y|e|и)[ ]|,[ ](?=\p{Lu}\p{Ll}+,?[ ](?:and|&|y|и)[ ]))"
        r"(\p{Lu}\p{Ll}+)(?![\p{L}\p{N}]|[ ]\p{Lu}|[ ]?[-/:])"
    ),
    regex.compile(r"(?<![\p{L}\p{N}'’-])(\p{Lu}\p{Ll}+),?[ ](?:and|&|y|и)[ ]\Z"),
)
_SURNAME = regex.compile(r"[ ](\p{Lu}\p{Ll}+)(?=[ ]\p{Ll}|['’]s|[.,;!?)]|[ \t]*(?:\n|$))")
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}]+")


def completed(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, the longer ones that they are part of, and persons named once more."""
    yield from found
    for item in found:
        start, end = _extended(text, item)
        if (start, end) != (item.start, item.end):
            yield replace(item, start=start, end=end, why=f"{item.why}, completed")
    yield from _bridged(text, found)
    yield from _listed(text, found)
    yield from _again(text, found)


def _extended(text: str, item: Finding) -> tuple[int, int]:
    """A code to the end of its letters and digits; an age with its unit; a name with its particles
    and its number."""
    start, end = item.start, item.end
    if item.group in (Group.IDENTIFIER, Group.PERSON) and text[end - 1 : end].isalnum():
        rest = _REST.match(text, end)
        end = rest.end() if rest else end
    if item.group is Group.IDENTIFIER and text[start : start + 1].isdigit():
        prefix = _PREFIX.search(text, max(0, start - 3), start)
        start = prefix.start() if prefix else start
    if item.group is Group.AGE:
        unit = _UNIT.match(text, end)
        end = unit.end() if unit else end
    if item.group is Group.PERSON:
        before = _before(text, start)
        start = before.start() if before else start
        behind = _SURNAME.match(text, end) if _given_last(text[start:end]) else None
        end = behind.end() if behind and called(behind[1]) else end
        behind = _NUMBERED.match(text, end)
        end = behind.end() if behind else end
    return start, end


def _given_last(name: str) -> bool:
    """Whether the last word of what was found is a given name: a surname may follow."""
    return bool(name.strip()) and is_given(name.rsplit(maxsplit=1)[-1])


def _before(text: str, start: int) -> regex.Match[str] | None:
    """What belongs to the name behind it: particles, an initial, a given name that is a word, too
    (*Bill* Frost)."""
    reach = max(0, start - _REACH)
    found = _PARTICLES.search(text, reach, start) or _INITIAL.search(text, reach, start)
    if found:
        return found
    given = _GIVEN.search(text, reach, start) if _NAME.match(text, start) else None
    return given if given and is_given(given[1]) else None


def _bridged(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """What stands between two halves of a name (April *May* Summers), of a place
    (Stoke-*on*-Trent)."""
    for one, other in pairwise(found):
        if one.group is not other.group or other.start - one.end > _REACH:
            continue
        between = {Group.PERSON: _BETWEEN, Group.LOCATION: _JOINING}.get(one.group)
        if between and between.fullmatch(text, one.end, other.start):
            why = f"{one.why}, completed"
            yield replace(one, start=one.start, end=other.end, why=why)


def _listed(text: str, found: Iterable[Finding]) -> Iterator[Finding]:
    """Plain words that are listed with a person: Okafor, *Price* and Lindqvist."""
    behind, before = _LISTED
    for item in found:
        if item.group is not Group.PERSON:
            continue
        beside = (
            behind.match(text, item.end),
            before.search(text, max(0, item.start - _REACH), item.start),
        )
        for match in beside:
            if match and called(match[1]):
                start, end = match.span(1)
                why = f"{item.why}, listed beside"
                yield replace(item, start=start, end=end, score=min(item.score, 0.5), why=why)


def _again(text: str, found: Iterable[Finding]) -> Iterator[Finding]:
    """The words of persons' names at other places, written alike, one of a family's in plural."""
    told = {
        match.group(): item
        for item in found
        if item.group is Group.PERSON and (item.score >= SURE or "tagger" not in item.why)
        for match in _NAME.finditer(text, item.start, item.end)
        if not is_plain(match.group()) and not allowed(text, *match.span())
    }
    if not told:
        return
    seen = sorted((item.start, item.end) for item in found)
    at = 0
    for match in _NAME.finditer(text):
        while at < len(seen) and seen[at][1] <= match.start():
            at += 1
        word = match.group()
        named = told.get(word) or (told.get(word[:-1]) if word.endswith("s") else None)
        taken = at < len(seen) and seen[at][0] <= match.start() and match.end() <= seen[at][1]
        if named is not None and not taken and not allowed(text, *match.span()):
            start, end = match.span()
            why = "whole: a person's name again"
            yield replace(named, start=start, end=end, score=min(named.score, 0.5), why=why)

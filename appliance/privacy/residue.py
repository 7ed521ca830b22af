"""What is left of numbers and names: found in part, or grouped like those that tell who it is.

Knows nothing of recognizers and their notations: it sees groups of digits and what joins them,
whichever of Unicode's hyphens and other signs, and words beside a name that no list knows. Before
redaction such rests are redacted, too; in the finished file (``left``, ``among``) no number's rest
may be seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from appliance.privacy.allowed import allowed
from appliance.privacy.finding import Finding, Group
from appliance.privacy.plain import is_plain

LABEL = "NUMBER_IN_GROUPS"
SHORTEST = 5  # digits of a value that are sought by themselves
MORE = 4  # digits that a number may have beside those of the value: a country, an extension
_DASH = r"[-\u00ad\u200b\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
_BROKEN = rf"{_DASH}[^\S\n]*\n{{1,2}}[^\S\n]*"
_TIGHT = rf"(?:[^\w\s<>,;:|=\"']{{1,3}}|_|{_BROKEN})"
_CODE = r"[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*"
_COMMA = r"(?<=\p{N}),(?=\p{N}|\Z)"  # within a number: 123456,78
_BEHIND = regex.compile(rf"(?:{_TIGHT}{_CODE})+")
_BEFORE = regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{_CODE}{_TIGHT})+\Z")
_NUMBER_BEHIND = regex.compile(rf"(?:(?:{_TIGHT}|{_COMMA}){_CODE})+")
_NUMBER_BEFORE = regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{_CODE}(?:{_TIGHT}|{_COMMA}))+\Z")
_APART = regex.compile(r"(?:[^\S\n]{1,2}\p{N}{2,})+(?![\p{L}\p{N}]|[.,:/]\p{N})")
_SPACED = regex.compile(r"\p{N}[^\S\n]\p{N}")
_TAG = r"<(?:IDENTIFIER|DATE)_\d+>"
_TOUCHING = regex.compile(
    rf"{_TAG}{_TIGHT}\p{{N}}|\p{{N}}{_TIGHT}{_TAG}|<IDENTIFIER_\d+>,\p{{N}}|\p{{N}},<IDENTIFIER_\d+>"
)
_HYPHEN = rf"(?:[^\S\n]?{_DASH}[^\S\n]?|{_BROKEN})"
_JOINT = rf"(?:[^\S\n]?[^\w\s,;:][^\S\n]?|{_BROKEN})"
_SHAPES = (
    rf"\p{{N}}{{3}}{_JOINT}\p{{N}}{{2,3}}{_JOINT}\p{{N}}{{4}}",  # 219-09-9999, 415-555-0188
    rf"\p{{N}}{{3}}{_HYPHEN}\p{{N}}{{4}}",  # 555-0188
    rf"\p{{N}}{{4}}(?:{_JOINT}\p{{N}}{{4}}){{2,}}|\p{{N}}{{4}}(?:[^\S\n]\p{{N}}{{4}}){{3,}}",
    r"(?:\p{N}[^\S\n](?:[-\u2010-\u2015][^\S\n])?){6,}\p{N}",  # 2 1 9 - 0 9 - 9 9 9 9
    rf"\p{{N}}{{1,2}}{_HYPHEN}\p{{N}}{{1,2}}{_HYPHEN}(?:19|20)\p{{N}}\p{{N}}",  # 3-14-1980
)
_EDGE = r"[\p{L}\p{N}]"
_GROUPED = regex.compile(rf"(?<!{_EDGE}|\p{{N}}[.,])(?:{'|'.join(_SHAPES)})(?!{_EDGE}|[.,]\p{{N}})")
_YEARS = regex.compile(r"(?:(?:19|20)\p{N}\p{N}\W*)+")
_RUN = regex.compile(r"\p{N}(?:[^\p{L}\p{N}\n]{0,3}\p{N})*")
_NAME = r"(\p{Lu}[\p{L}\p{M}]+)(?![\p{L}\p{M}\p{N}])"
_NAME_BEHIND = regex.compile(rf"(?:[^\S\n]|['\u2019-]){_NAME}")
_NAME_BEFORE = regex.compile(rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){_NAME}(?:[^\S\n]|['\u2019-])\Z")
_NAME_BELOW = regex.compile(rf"[^\S\n]*\n{{1,2}}[^\S\n]*{_NAME}(?![^\S\n]*[:\n])")
_NAME_ABOVE = regex.compile(
    rf"(?<=[\p{{Ll}},][^\S\n])(?<!\.[^\S\n]){_NAME}[^\S\n]*\n{{1,2}}[^\S\n]*\Z"
)
"""The other half of a name that a line's end, or a page's, has broken: no heading, no list."""
_REACH = 60  # characters before a finding in which its beginning may lie


def findings(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings that have digits with what is joined to them, and numbers in groups."""
    for item in found:
        if item.group in (Group.IDENTIFIER, Group.DATE):
            number = item.group is Group.IDENTIFIER
            start, end = _extended(text, item.start, item.end, number=number)
            if (start, end) != (item.start, item.end):
                yield replace(item, start=start, end=end, why=f"{item.why}, completed")
        if item.group in (Group.PERSON, Group.LOCATION):
            start, end = _named(text, item.start, item.end)
            if (start, end) != (item.start, item.end):
                yield replace(item, start=start, end=end, why=f"{item.why}, completed")
    for start, end in _grouped(text):
        why = "residue: digits in groups"
        yield Finding(start=start, end=end, group=Group.IDENTIFIER, label=LABEL, score=0.5, why=why)


def _named(text: str, start: int, end: int) -> tuple[int, int]:
    """The name with the words beside it that are written like names and that no list knows: half
    of a name may have been found."""
    alone = not any(map(str.isspace, text[start:end]))
    if alone and (below := _NAME_BELOW.match(text, end)) and _unknown(text, *below.span(1)):
        end = below.end()
    if alone and (above := _NAME_ABOVE.search(text, max(0, start - _REACH), start)):
        start = above.start(1) if _unknown(text, *above.span(1)) else start
    while (after := _NAME_BEHIND.match(text, end)) and _unknown(text, *after.span(1)):
        end = after.end()
    window = max(0, start - _REACH)
    while before := _NAME_BEFORE.search(text, window, start):
        begins_sentence = is_plain(before[1].lower())  # its capital may say nothing else
        if begins_sentence or not _unknown(text, *before.span(1)):
            break
        start = before.start(1)
    return start, end


def _unknown(text: str, start: int, end: int) -> bool:
    return not is_plain(text[start:end]) and not allowed(text, start, end)


def _extended(text: str, start: int, end: int, *, number: bool) -> tuple[int, int]:
    """The finding with the codes that signs other than blanks join to it; with groups of digits
    behind blanks, too, where it is written in such groups itself. A comma between digits joins the
    parts of a ``number``; behind a day it may begin another cell."""
    value = text[start:end]
    if not any(map(str.isdigit, value)):
        return start, end
    joined_behind = _NUMBER_BEHIND if number and value[-1].isdigit() else _BEHIND
    joined_before = _NUMBER_BEFORE if number and value[0].isdigit() else _BEFORE
    behind = joined_behind.match(text, end) if value[-1].isalnum() else None
    last = behind.end() if behind else end
    apart = _APART.match(text, last) if _SPACED.search(value) else None
    window = text[max(0, start - _REACH) : start]
    before = joined_before.search(window) if value[0].isalnum() else None
    first = start - len(before.group()) if before else start
    return first, apart.end() if apart else last


def _grouped(text: str) -> Iterator[tuple[int, int]]:
    """Digits in groups as telephones and cards have them; rows of years and 1 2 3 are none."""
    for match in _GROUPED.finditer(text):
        single = [int(sign) for sign in match.group() if sign.isdigit()]
        counted = all(other - one in (1, -9) for one, other in pairwise(single))
        if not counted and not _YEARS.fullmatch(match.group()):
            yield match.span()


def left(text: str, allowed: Collection[str]) -> int:
    """How many such rests a released text shows; ``allowed`` are numbers that may stand:
    pseudonyms in the shape of numbers, and what a person let stand."""
    known = {_digits(one) for one in allowed}
    grouped = sum(_digits(text[start:end]) not in known for start, end in _grouped(text))
    return grouped + sum(1 for _ in _TOUCHING.finditer(text))


def among(text: str, values: Collection[str]) -> int:
    """Of how many values the digits stand in a text, whatever joins them."""
    numbers = {_digits(run) for run in _RUN.findall(text)}
    sought = {_digits(value) for value in values}
    return sum(
        any(digits in number and len(number) <= len(digits) + MORE for number in numbers)
        for digits in sought
        if len(digits) >= SHORTEST
    )


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))

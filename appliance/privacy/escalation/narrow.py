"""Whatever is not known to be harmless is masked: unknown words, numbers that may tell, codes.

Data minimisation, after the recognizers: they must know a name to stop it, this must know a word to
let it pass. Of numbers only amounts, years, and small ones that neither a cue, nor a joint with
something masked, nor the shape of a day or an age makes telling may stand. What joins digits is any
one to three signs that are no letters, whichever of Unicode's hyphens and blanks they are. What is
masked comes back from the vault, so little is lost for the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import regex

from appliance.privacy.escalation import capitals, disguised
from appliance.privacy.escalation.harmless import is_harmless
from appliance.privacy.escalation.numerals import (
    HIDDEN,
    MONTHS,
    NAMED,
    STRONG,
    WEAK,
    is_unit,
    spelt,
)
from appliance.privacy.finding import Finding, Group
from appliance.types import Span

Found = Iterator[tuple[int, int, str]]

_TOKEN = regex.compile(rf"<[A-Z]+_\d+>|[\p{{L}}\p{{M}}\p{{N}}\u200c{HIDDEN}]+")
_WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")
_QUANTITY = re.compile(r"(\d{1,3})([^\W\d_]{1,6})")  # 10mg, 3x
_SIGN = regex.compile(r"(?<=\d[.,]\d[ ]?°?[ ]?)[CF]|(?<=[\dg-zUµ]/)[Ll]|(?<=^|\n)[SOAP](?=:[ ])")
"""Single capitals that are units (``98.6 F``, ``mg/L``), or head a part of a note (``S: ...``)."""
_SHORT_CODE = re.compile(r"[A-Za-z]{1,2}\d{1,2}")  # B12, T4
_ORDINAL = re.compile(r"(?i)\d{1,2}(?:st|nd|rd|th|го|е)")
_BROKEN = regex.compile(r"([\p{L}\p{M}]+)[-\u2010\u2011\u00ad]\s*\n\s*(\p{Ll}[\p{L}\p{M}]*)")
_MAIL = regex.compile(
    r"[\w.+%-]+\s{0,2}(?:@|[(\[]\s?at\s?[)\]])\s{0,2}[\w-]+(?:\s?\.\s?[\w-]+)*", regex.IGNORECASE
)
_LETTERS = regex.compile(r"(?<![\p{L}\p{N}])(?:\p{L}[^\w\n]{1,2}){3,}\p{L}(?![\p{L}\p{N}])")
_NUMBER = re.compile(r"(?<![^\W_])\d+(?:[.,]\d+)*(?![^\W_])")
_AMOUNT = re.compile(
    r"\d{1,3}(?:,\d{3})*\.\d{2}|\d{1,3}(?:\.\d{3})*,\d{2}|\d{1,3},\d{3}|\d{1,6}[.,]\d{1,2}"
)
_PAIR = re.compile(r"\d\d\.\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINT = re.compile(r"[\W_]{1,3}")
_LINE = r"[-/\u00ad\u2010-\u2015\u2044\u2212\u2215\ufe58\ufe63\uff0d\uff0f]"
_TIGHT = re.compile(rf"[^\w\s]{{1,3}}|_|{_LINE}\s*\n\s*")
_STRONG = regex.compile(rf"(?<!\w)(?:{STRONG})(?!\w)\D{{0,20}}$", regex.IGNORECASE)
_WEAK = regex.compile(
    rf"(?<!\w)(?:{WEAK})(?!\w)[\W_]{{0,4}}(?:(?:is|of|was|es|es el)\s)?$", regex.IGNORECASE
)
_NAMED = regex.compile(rf"(?<!\w)(?:{NAMED})(?!\w)[\W_]{{0,4}}$", regex.IGNORECASE)
_MONTH_BEFORE = regex.compile(rf"(?<!\w)(?:{MONTHS})[\W_]{{1,3}}$", regex.IGNORECASE)
_MONTH_AFTER = regex.compile(rf"[\W_]{{0,3}}(?:of |de )?(?:{MONTHS})(?!\w)", regex.IGNORECASE)
_UNIT = regex.compile(r"[\W_]{0,2}([\p{L}\p{M}]+)")
_DAY = re.compile(
    rf"(?<!\d)(?<!\d[.,])(\d{{1,2}})(?:[^\S\n]?{_LINE}\s{{0,2}}|\.[^\S\n]?(?=\d{{1,2}}\.(?!\d)))(\d{{1,2}})"
    rf"(?!\d)(?![.,]\d)(?:[^\S\n]?{_LINE}\s{{0,2}}(\d{{2,4}})(?!\d))?"
)
LONGEST = 3  # digits of a number that may stand without being an amount or a year
PRESSURE = 6  # digits that two numbers with a stroke between them have not (110/70)
CODE = 4  # digits of numbers one after the other from which they are masked together
OLD = range(90, 120)  # 45 CFR 164.514(b)(2)(i)(C): ages over 89
MARGIN = 80  # characters looked at before and behind what is shown: values go over lines
REACH = 48  # characters before a number in which a cue is looked for
_TELLING = (Group.IDENTIFIER, Group.DATE, Group.AGE)


def findings(text: str, shown: Sequence[Span], taken: Sequence[Finding]) -> Iterator[Finding]:
    """What of the ``shown`` stretches must be masked beyond what was ``taken`` already."""
    short = {text[item.start : item.end] for item in taken if item.group in _TELLING}
    for span in shown:
        first, last = max(0, span.start - MARGIN), min(len(text), span.end + MARGIN)
        inside = [
            (item.start - first, item.end - first, item.group)
            for item in taken
            if item.start <= last and first <= item.end
        ]
        masked = {(start, end): why for start, end, why in _masked(text[first:last], short)}
        masked |= _touching(text[first:last], masked, inside)
        places = [*masked, *((start, end) for start, end, _ in inside)]
        halves = disguised.halves(text[first:last], places)
        masked |= {(start, end): why for start, end, why in halves}
        for (start, end), why in sorted(masked.items()):
            seen = start + first < span.end and span.start < end + first
            if seen and not _covered(text[first:last], start, end, inside):
                yield Finding(
                    start=start + first,
                    end=end + first,
                    group=Group.TERM,
                    label="UNKNOWN",
                    score=1.0,
                    why=why,
                )


def _covered(text: str, start: int, end: int, taken: Sequence[tuple[int, int, Group]]) -> bool:
    return all(
        not (text[at].isalnum() or disguised.is_framed(text[at]))
        or any(first <= at < last for first, last, _ in taken)
        for at in range(start, end)
    )


def _masked(text: str, short: set[str]) -> Found:
    yield from _words(text)
    yield from ((*place, "narrowing: written as a name") for place in capitals.unexplained(text))
    yield from _numbers(text, short)
    yield from _days(text)
    yield from disguised.findings(text)
    yield from ((*place, "narrowing: number in words") for place in spelt(text))
    for match in _MAIL.finditer(text):
        for token in _TOKEN.finditer(text, *match.span()):
            yield *token.span(), "narrowing: address"


def _words(text: str) -> Found:
    """Unknown words, words on lists of names, codes of letters and digits, would-be pseudonyms."""
    for match in _TOKEN.finditer(text):
        token = match.group().translate(dict.fromkeys(map(ord, HIDDEN)))
        if token.isdigit() or not token:
            continue
        if _WORD.fullmatch(token):
            harmless = is_harmless(token) or bool(_SIGN.fullmatch(text, *match.span()))
        else:
            quantity = _QUANTITY.fullmatch(token)
            harmless = _quantity(*quantity.groups()) if quantity else False
            harmless = harmless or bool(_SHORT_CODE.fullmatch(token))
        if not harmless:
            yield *match.span(), "narrowing: unknown word"
    for match in _LETTERS.finditer(text):
        for letter in _WORD.finditer(text, *match.span()):
            yield *letter.span(), "narrowing: letters one by one"
    for match in _BROKEN.finditer(text):
        if not is_harmless(match[1] + match[2]):
            yield *match.span(1), "narrowing: word over two lines"
            yield *match.span(2), "narrowing: word over two lines"


def _quantity(number: str, unit: str) -> bool:
    """Whether a number with letters behind it is so many of something, and no age and no day."""
    if int(number) in OLD and not is_unit(unit):
        return False
    return is_harmless(unit) and not _ORDINAL.fullmatch(number + unit)


def _numbers(text: str, short: set[str]) -> Found:
    """Long numbers that are no amount, cued ones, ages, and chains like a telephone number's."""
    matches = list(_NUMBER.finditer(text))
    for match in matches:
        why = _telling(text, match, short)
        if why:
            yield *match.span(), f"narrowing: {why}"
    yield from _chained(text, [one for one in matches if one.group().isdigit()], _JOINT, CODE)
    pairs = [one for one in matches if _PAIR.fullmatch(one.group())]
    yield from _chained(text, pairs, re.compile(r"[^\S\n]{1,3}"), 3 * CODE)


def _telling(text: str, match: re.Match[str], short: set[str]) -> str:
    """Why a number by itself may not stand; empty where it may."""
    number = match.group()
    if not _small(number):
        return "number"
    if number in short:
        return "found elsewhere"
    before, whole = text[max(0, match.start() - REACH) : match.start()], number.isdigit()
    if whole and (_STRONG.search(before) or _WEAK.search(before)):
        return "cue"
    if _NAMED.search(before):
        return "cue"
    month = _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(text, match.end())
    if month and whole and len(number) < LONGEST:
        return "day"
    return "age" if whole and _old(text, match) else ""


def _old(text: str, match: re.Match[str]) -> bool:
    """From 90 to 119 with neither a unit behind it nor the stroke of 110/70 beside it."""
    if int(match.group()) not in OLD:
        return False
    beside = text[match.end() : match.end() + 2], text[max(0, match.start() - 2) : match.start()]
    if beside[0].lstrip()[:1] in ("%", "°", "/", "$", "€") or beside[1][-1:] in ("/", "$", "€"):
        return False
    unit = _UNIT.match(text, match.end())
    return unit is None or not is_unit(unit[1])


def _small(number: str) -> bool:
    digits = sum(map(str.isdigit, number))
    if number.isdigit():
        return digits <= LONGEST or bool(_YEAR.fullmatch(number))
    return digits <= LONGEST or bool(_AMOUNT.fullmatch(number))


def _chained(
    text: str, numbers: Sequence[re.Match[str]], joint: re.Pattern[str], most: int
) -> Found:
    """Numbers that follow one another, where they have so many digits together."""
    chain = list(numbers[:1])
    for one, other in pairwise(numbers):
        if not joint.fullmatch(text, one.end(), other.start()):
            yield from _long(text, chain, most)
            chain = []
        chain.append(other)
    yield from _long(text, chain, most)


def _long(text: str, chain: Sequence[re.Match[str]], most: int) -> Found:
    digits = sum(sum(map(str.isdigit, match.group())) for match in chain)
    pressure = len(chain) == 2 and text[chain[0].end()] == "/" and digits < PRESSURE
    years = all(_YEAR.fullmatch(match.group()) for match in chain) and not any(
        _TIGHT.fullmatch(text, one.end(), other.start()) for one, other in pairwise(chain)
    )
    if len(chain) > 1 and digits >= most and not (pressure or years):
        for match in chain:
            yield *match.span(), "narrowing: chain of numbers"


def _days(text: str) -> Found:
    """Day and month in either order, with a year or without; 120/80 is none."""
    for match in _DAY.finditer(text):
        one, other = int(match[1]), int(match[2])
        if 0 < min(one, other) <= 12 and max(one, other) <= 31:
            for group in filter(match.group, (1, 2, 3)):
                yield *match.span(group), "narrowing: day and month"


def _touching(
    text: str, masked: dict[tuple[int, int], str], taken: Sequence[tuple[int, int, Group]]
) -> dict[tuple[int, int], str]:
    """Numbers and short codes joined to something masked: the rest of what was found in part.

    Behind an identifier blanks and a line's end join as well, since a value may be broken there.
    """
    loose = [(start, end) for start, end, group in taken if group in _TELLING]
    tight = [*masked, *((start, end) for start, end, _ in taken)]
    tokens = [
        token.span()
        for token in _TOKEN.finditer(text)
        if any(map(str.isdigit, token.group())) and token.group()[0] != "<"
    ]
    found: dict[tuple[int, int], str] = {}
    for forward in (True, False):
        for token in tokens if forward else reversed(tokens):
            if token in masked or token in found:
                continue
            joined = _next_to(text, token, tight, _TIGHT) or _next_to(text, token, loose, _JOINT)
            if joined and not _stands(text, token, loose):
                found[token] = "narrowing: joined to what is masked"
                tight.append(token)
    return found


def _stands(text: str, token: tuple[int, int], loose: Sequence[tuple[int, int]]) -> bool:
    """Whether it is part of an amount that no identifier on its line touches."""
    numbers = _NUMBER.finditer(text)
    amount = next((one for one in numbers if one.start() <= token[0] < one.end()), None)
    if amount is None or not _AMOUNT.fullmatch(amount.group()):
        return False
    return not _next_to(text, amount.span(), loose, re.compile(r"[^\w\n]{1,3}"))


def _next_to(
    text: str,
    token: tuple[int, int],
    others: Sequence[tuple[int, int]],
    joint: re.Pattern[str],
) -> bool:
    start, end = token
    return any(
        (0 < start - last <= 4 and joint.fullmatch(text, last, start))
        or (0 < first - end <= 4 and joint.fullmatch(text, end, first))
        for first, last in others
    )


Narrowing = Callable[[str, Sequence[Span], Sequence[Finding]], Iterator[Finding]]
"""The shape of ``findings``."""

"""Whatever is not known to be harmless is masked: unknown words, long numbers, mixed codes.

Data minimisation, after the recognizers: they must know a name to stop it, this must know a word to
let it pass. A masked word comes back from the vault, so little is lost for the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import regex

from appliance.privacy.escalation.plain import is_plain
from appliance.privacy.finding import Finding, Group
from appliance.types import Span

_TOKEN = regex.compile(r"<[A-Z]+_\d+>|[\p{L}\p{M}\p{N}\u200c]+")
_WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")
_QUANTITY = re.compile(r"(\d{1,3})([^\W\d_]{1,6})")  # 10mg, 3x
_SHORT_CODE = re.compile(r"[A-Za-z]{1,2}\d{1,2}")  # B12, T4
_NUMBER = re.compile(r"(?<![^\W_])\d+(?:[.,]\d+)*(?![^\W_])")
_AMOUNT = re.compile(
    r"\d{1,3}(?:,\d{3})*\.\d{2}|\d{1,3}(?:\.\d{3})*,\d{2}|\d{1,3},\d{3}|\d{1,6}[.,]\d{1,2}"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINT = re.compile(r"[^\w\n,;]{1,3}")
_TOUCH = re.compile(r" ?[^\w\s,;<>] ?")
_SPELT = re.compile(
    r"(?i)\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|hundred|"
    r"cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)\b[ ,-]{0,2}){3,}"
)
LONGEST = 3  # digits of a number that may stand without being an amount or a year
DAY = re.compile(
    r"(?<![\d.,/-])(?:(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2]))(?![\d/-]|[.,]\d)"
)
"""A day and a month, in either order; 120/80 is none."""
OLD = re.compile(
    r"(?i)(?<![\d.,/-])(?:9\d|1[01]\d)(?=[ -]?(?:years?|yrs?|y\.?/?o|años|лет|(?-i:[MF]\b)))"
    r"|\b(?:aged?|is|was|turn(?:s|ed)|old)[: ]{1,2}(?P<age>9\d|1[01]\d)(?![\d.,/%]\d|[/%])"
)
"""An age over 89 (45 CFR 164.514(b)(2)(i)(C)), beside what makes it one."""
PAIRS = re.compile(r"(?<![\d.,])\d{2}\.\d{2}(?: \d{2}\.\d{2}){2,}(?![\d.,])")
"""Many digits in pairs, joined by dots: an identifier rather than amounts."""
CHAIN = 6  # digits of numbers one after the other from which they are masked together


def findings(text: str, shown: Sequence[Span], taken: Sequence[Finding]) -> Iterator[Finding]:
    """What of the ``shown`` stretches must be masked beyond what was ``taken`` already."""
    for span in shown:
        part = text[span.start : span.end]
        for first, last, why in (*_words(part), *_numbers(part), *_touching(text, span, taken)):
            start, end = first + span.start, last + span.start
            if not any(item.start < end and start < item.end for item in taken):
                yield Finding(
                    start=start, end=end, group=Group.TERM, label="UNKNOWN", score=1.0, why=why
                )


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Unknown words, words on lists of names, codes of letters and digits, would-be pseudonyms."""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token.isdigit():
            continue
        if _WORD.fullmatch(token):
            harmless = is_plain(token)
        else:
            quantity = _QUANTITY.fullmatch(token)
            unit = quantity.group(2) if quantity else ""
            harmless = bool(unit and is_plain(unit)) or bool(_SHORT_CODE.fullmatch(token))
        if not harmless:
            yield *match.span(), "narrowing: unknown word"


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Long numbers that are no amount, and chains of short ones like a telephone number's."""
    chain: list[re.Match[str]] = []
    for match in _NUMBER.finditer(text):
        if chain and not _JOINT.fullmatch(text, chain[-1].end(), match.start()):
            yield from _chained(chain)
            chain = []
        if match.group().isdigit():
            chain.append(match)
        if not _small(match.group()):
            yield *match.span(), "narrowing: number"
    yield from _chained(chain)
    for match in DAY.finditer(text):
        yield *match.span(), "narrowing: day and month"
    for match in _SPELT.finditer(text):
        yield *match.span(), "narrowing: digits in words"
    for match in OLD.finditer(text):
        yield *match.span("age" if match["age"] else 0), "narrowing: age over 89"
    for match in PAIRS.finditer(text):
        yield *match.span(), "narrowing: chain of pairs"


def _touching(text: str, span: Span, taken: Sequence[Finding]) -> Iterator[tuple[int, int, str]]:
    """Numbers joined to something that was found: the rest of it, perhaps."""
    ends = {item.end for item in taken}
    starts = {item.start for item in taken}
    for match in _NUMBER.finditer(text, span.start, span.end):
        before = text[max(span.start, match.start() - 3) : match.start()]
        behind = text[match.end() : min(span.end, match.end() + 3)]
        joined = any(
            _TOUCH.fullmatch(before[-size:]) and match.start() - size in ends for size in (1, 2, 3)
        ) or any(
            _TOUCH.fullmatch(behind[:size]) and match.end() + size in starts for size in (1, 2, 3)
        )
        if joined:
            yield (
                match.start() - span.start,
                match.end() - span.start,
                "narrowing: joined to a finding",
            )


def _small(number: str) -> bool:
    digits = sum(map(str.isdigit, number))
    if number.isdigit():
        return digits <= LONGEST or bool(_YEAR.fullmatch(number))
    return digits <= LONGEST or bool(_AMOUNT.fullmatch(number))


def _chained(chain: Sequence[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    if len(chain) > 1 and sum(len(match.group()) for match in chain) >= CHAIN:
        for match in chain:
            yield *match.span(), "narrowing: chain of numbers"


Narrowing = Callable[[str, Sequence[Span], Sequence[Finding]], Iterator[Finding]]
"""The shape of ``findings``."""

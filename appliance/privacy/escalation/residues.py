"""The residual-number rule: what digits of a finished text may still point at somebody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile

from appliance.privacy.escalation.numerals import is_unit, spelt
from appliance.types import Span

SHORTEST = 4  # below it values occur by chance
_MONEY = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,?\d{3})*\.\d{2}|\d{1,3}(?:\.?\d{3})*,\d{2})(?!\d|[.,]\d)"
)
_PAIRS = re.compile(r"(?<![\d.])\d\d\.\d\d(?:\s\d\d\.\d\d){2,}(?![\d.])")  # no money
_FRAGMENT = re.compile(r"<(?:IDENTIFIER|PHONE|DATE|AGE)_\d+>[^\w\n<]{0,3}\d(?!\d*[.,]\d)")
_BEFORE = re.compile(r"(?<![.,\d])\d[^\w\n>]{0,3}<(?:IDENTIFIER|PHONE|DATE|AGE)_\d+>")
JOINT = 3  # signs that may stand between two digits of one number
STROKES = "/\u2044\u2215\uff0f\u00ad"
_YEAR = re.compile(r"(?:19|20)\d\d")
IDENTIFYING = 4  # digits of a run that may point at somebody
_PRESSURE = re.compile(r"(?<!\d)(?<!\d[.,/])\d{2,3}/\d{2,3}(?![\d/]|[.,]\d)")
_DECIMAL = re.compile(r"(?<!\d)(?<!\d[.,])(?=[\d.,]{3,6}(?!\d))\d{1,4}[.,]\d{1,3}(?!\d|[.,]\d)")


def numbers(text: str) -> int:
    """What of the digits may point at somebody: long runs, whatever joins them, that are neither
    money nor years; days with a month; numbers that may be an age over 89; numbers in words."""
    bare = _without(_DECIMAL, _without(_MONEY, text))
    rest = _without(_PRESSURE, bare)  # for runs only: 12/31 is written as a pressure is
    groups = _groups(bare)
    words = sum(1 for _ in spelt(text))
    return (
        sum(1 for _ in _PAIRS.finditer(text))
        + sum(_identifying(rest, run) for run in _runs(rest, _groups(rest)))
        + sum(_day(text, one, other) for one, other in pairwise(groups))
        + sum(_old(text, one) for one in groups)
        + words
    )


def _without(quantity: re.Pattern[str], text: str) -> str:
    """The text with letters, as many, in the place of what is so many of something."""
    return quantity.sub(lambda found: "m" * len(found.group()), text)


def _groups(text: str) -> list[Span]:
    """Digits that nothing stands between."""
    found: list[Span] = []
    for at, sign in enumerate(text):
        if sign.isdigit() and found and found[-1].end == at:
            found[-1] = Span(found[-1].start, at + 1)
        elif sign.isdigit():
            found.append(Span(at, at + 1))
    return found


def _runs(text: str, groups: Sequence[Span]) -> Iterator[list[Span]]:
    """Groups with at most ``JOINT`` signs between them, none of which is a letter."""
    run: list[Span] = []
    for one in groups:
        between = text[run[-1].end : one.start] if run else ""
        if run and (len(between) > JOINT or any(map(str.isalpha, between))):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _identifying(text: str, run: Sequence[Span]) -> bool:
    parts = [text[one.start : one.end] for one in run]
    apart = all(text[one.end : other.start].isspace() for one, other in pairwise(run))
    return sum(map(len, parts)) >= IDENTIFYING and not (apart and _harmless(parts))


def _day(text: str, one: Span, other: Span) -> bool:
    """Whether two groups are a day and a month: a stroke or hyphen between them, or ``12. 3.``"""
    between = text[one.end : other.start].strip()
    if text[one.end : other.end + 1] == f". {text[other.start : other.end]}.":
        between = STROKES[0]
    stroke = len(between) == 1 and (between in STROKES or unicodedata.category(between) == "Pd")
    if not stroke or max(one.end - one.start, other.end - other.start) > 2:
        return False
    if text[one.start - 1 : one.start] in tuple(".,") or _decimal(text, other.end):
        return False
    pair = int(text[one.start : one.end]), int(text[other.start : other.end])
    return 0 < min(pair) <= 12 and max(pair) <= 31


def _decimal(text: str, at: int) -> bool:
    return text[at : at + 1] in tuple(".,") and text[at + 1 : at + 2].isdigit()


def _old(text: str, one: Span) -> bool:
    """From 90 to 119 by itself, with no unit behind it and no part of 110/70 or 98.6."""
    if one.end - one.start > 3 or int(text[one.start : one.end]) not in range(90, 120):
        return False
    before, behind = text[: one.start][-1:], text[one.end : one.end + 16].lstrip()
    if before in tuple(".,/$€") or _decimal(text, one.end) or before.isalpha():
        return False
    if behind[:1] in tuple("%°/$€"):
        return False
    unit = "".join(takewhile(str.isalpha, behind.lstrip("-. ")))
    return not is_unit(unit)


def fragments(excerpt: str) -> int:
    """Digits that touch the pseudonym of a number: the rest of what was found in part."""
    return sum(1 for look in (_FRAGMENT, _BEFORE) for _ in look.finditer(excerpt))


def short(text: str, redacted: Collection[str]) -> int:
    """Numbers of two or three digits that were redacted and stand elsewhere by themselves."""
    sought = {one for one in redacted if one.isdigit() and 1 < len(one) < SHORTEST}
    alone = (
        text[one.start : one.end]
        for one in _groups(text)
        if not (_decimal(text, one.end) or text[one.end : one.end + 1].isalpha())
        and not (text[: one.start][-1:] in tuple(".,") or text[: one.start][-1:].isalpha())
    )
    return sum(group in sought for group in alone)


def _harmless(parts: Sequence[str]) -> bool:
    """Small numbers and years side by side, as in a table."""
    return all(
        (len(part) <= 3 and sum(map(len, parts)) < IDENTIFYING) or bool(_YEAR.fullmatch(part))
        for part in parts
    )

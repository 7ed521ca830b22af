"""What tells several days said together from scores, fractions and other numbers."""

import re
from itertools import pairwise

SCORES, ACUITIES = {4, 5, 6, 10}, {4, 5, 6, 9, 12, 18, 24}


def _numbers(value: str) -> list[int]:
    """The numbers of up to two digits, in order."""
    return [int(part) for part in re.findall(r"(?<!\d)\d{1,2}(?!\d)", value)]


def _ascending(days: list[int]) -> bool:
    return all(one < other for one, other in pairwise(days))


def together(value: str) -> bool:
    """Days of one month in order: three, or two that more than a comma joins (``Ward 3, 14 May``)."""
    body = re.split(r"['’]\d\d\b|\b\d{4}\b", value)[0]
    days = _numbers(body)
    between = re.search(r"\d+[^\W\d]*\.?(.*?)\d+\D*$", body, re.DOTALL)
    commas = between is None or not between[1].strip(", \n.0123456789")
    return _ascending(days) and (len(days) > 2 or not commas)


def ordered(value: str) -> bool:
    """Days that ascend, as those of one month do; the year behind them is not one."""
    return _ascending(_numbers(re.split(r"['’]\d\d\b|\b\d{4}\b", value)[0]))


def before_figures(value: str) -> bool:
    """Days in order before ``/month/year``, more than a comma between two of them."""
    body = re.sub(r"[/.]\d{1,2}(?:[/.]\d{2,4}|\.)$", "", value)
    return together(body)


def _pairs(value: str) -> list[tuple[int, int]]:
    found = re.findall(r"(\d{1,2})[/.-](\d{1,2})", value)
    return [(int(one), int(other)) for one, other in found]


def calendar(value: str) -> bool:
    """Each pair has a number that may be its month."""
    return all(min(pair) <= 12 for pair in _pairs(value))


def moved(value: str) -> bool:
    """Two dates, where a change of score or acuity (``from 8/10 to 3/10``) would look alike."""
    pairs = _pairs(value)
    firsts, seconds = {one for one, _ in pairs}, {other for _, other in pairs}
    score = len(seconds) == 1 and seconds <= SCORES and all(a <= b for a, b in pairs)
    acuity = firsts == {6} and seconds <= ACUITIES
    return calendar(value) and not score and not acuity and len(set(pairs)) > 1


def one_month(value: str) -> bool:
    """Pairs that say by themselves that they are dates: one month, days ascending, one over 12;
    none of one part (1/2, 1/3 and 1/16)."""
    pairs = _pairs(value)
    for days, month in (
        ([b for _, b in pairs], {a for a, _ in pairs}),
        ([a for a, _ in pairs], {b for _, b in pairs}),
    ):
        if len(month) == 1 and max(month) <= 12 and _ascending(days) and max(days) > 12:
            parts = {one for one, _ in pairs} == {1} and min(days) <= 4
            return moved(value) and not parts
    return False


def on_weekday(value: str) -> bool:
    """A weekday's name before a date: no other three capitals (SAT, MON 1/2), no word in small
    letters (``sat 3/10``)."""
    word = re.match(r"[^\W\d_]+", value)
    named = word is not None and word[0] not in {"sat", "sun", "mon", "wed"}
    return named and not re.match(r"[A-Z]{3}\b", value) and calendar(value)

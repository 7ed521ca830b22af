"""A second look at values that a row's end has cut in two (``on 10`` / ``February``).

The rules of dates, ages and numbers are written for one row. Here the rows around an end are joined
as one reads them, and the rules read that once more. Rows of a table, of a receipt, of a form stand
under each other without one going on in the next: only rows of sentences are joined for every rule,
others for what cannot be read otherwise (a day and, below it, its month and year). Only rows with a
figure, a month or an age in words beside their end are looked at: all others cost next to nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from appliance.privacy.beginnings import Words
from appliance.privacy.finding import Finding, Group
from appliance.privacy.misread import SURE
from appliance.privacy.recognizer import Recognizer
from appliance.privacy.recognizers._months import MONTHS, PERSIAN

AROUND = 50  # characters on either side of a row's end that are read again
NEAR = 40  # characters within which a finding depends on the end
_BESIDE = 20  # characters on either side within which a figure or a month has to stand
_WORDS = 2  # words in small letters that make a row one of a sentence
_SURELY = 4  # with so many, figures on both sides of its end are believed to be one number
_FULL = 0.75  # share of the widest row beside it that a row fills before a sentence goes on below

_BLANKS = regex.compile(r"[ \t]*")
_DIGIT = regex.compile(r"\d")
_TELLING = regex.compile(
    rf"(?i)(?<!\p{{L}})(?:{MONTHS}|{PERSIAN})(?!\p{{L}})|[年月日岁]|"
    r"ninet|nonagen|centen|hundred|novent|девяност|نود"
)
_SMALL = regex.compile(r"(?<![\p{L}\p{N}@.])(?:\p{Ll}{2,}|[\p{Arabic}\u200c]{2,}|\p{Han}{2})")
_LAST = regex.compile(r"\S+\Z")
_MONTH = regex.compile(rf"(?i)(?:{MONTHS})(?!\p{{L}})")
_COLUMNS = regex.compile(r"\S(?:[ ]{3,}|\t)[ \t]*\S|\|")
_FIRST = regex.compile(r"\S+")
_ITEM = regex.compile(r"[-*•·–]\s|\(?\w{1,2}[.)]\s")
_YEAR = regex.compile(r"(?<!\d)(?:1[3-9]|2[01])\d{2}(?!\d)")
_HAN = regex.compile(r"\p{Han}")
_OVER = regex.compile(r"(?:[!?:;。！？；：؟]|\p{L}{5}\.)[\"'”’»)]?\Z")
_OPEN = regex.compile(r"[^\W_][-/]\Z")
_GOING_ON = regex.compile(r"[-/][^\W_]")
_AREA = regex.compile(r"\(\d{2,5}\)\Z")
_WITHOUT = frozenset(("biometric", "email", "handle", "ip", "speaker", "url"))
"""Recognizers of what has no blanks: rows are not joined for it (``misread`` joins addresses)."""
PHONE, _WHOLE = "PHONE_NUMBER", 9  # figures that a number has with its area's
_REST = regex.compile(r"[.-]?[ \t]*\n[ \t]*(\d{3,5})(?!\d|[.,/:-]\d)")
_GROUPS = frozenset((Group.DATE, Group.AGE, Group.IDENTIFIER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """The end of a row: ``text[start:end]`` is the break with the blanks around it, ``put`` what is
    read instead. ``words``: how many in small letters its row has, none where the row does not go
    on; ``signed``: a sign of the value itself (``-``, ``/``, an area code) says that it goes on;
    ``figures``: figures stand on both sides of a blank."""

    start: int
    end: int
    put: str
    words: int
    signed: bool
    figures: bool


def found(text: str, recognizers: Sequence[Recognizer], spoken: str) -> Iterator[Finding]:
    """What rules find only where rows are joined, placed in ``text``."""
    met = list(seams(text))
    if not met:
        return
    joined, where = _joined(text, met)
    words = Words(joined)
    starts = [seam.start for seam in met]
    for recognizer in recognizers:
        if recognizer.group not in _GROUPS or recognizer.name in _WITHOUT:
            continue
        for item in recognizer.find(joined, words, spoken):
            start, end = where[item.start], where[item.end - 1] + 1
            placed = replace(item, start=start, end=end)
            if _believed(text, met, starts, placed):
                yield placed


def lengthened(text: str, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, a telephone number that a row's end cuts with its last figures in the next."""
    for one in found:
        said = text[one.start : one.end]
        figures = sum(map(str.isdigit, said))
        rest = _REST.match(text, one.end) if one.label == PHONE and figures < _WHOLE else None
        dated = rest is not None and _YEAR.fullmatch(rest[1]) and said[0] not in "0+("
        if rest is None or dated or figures + len(rest[1]) < _WHOLE:
            yield one
        else:
            yield replace(one, end=rest.end(1))


def seams(text: str) -> Iterator[Seam]:
    """The ends of rows beside which a figure, a month or an age stands, and the row goes on."""
    at = text.find("\n")
    while at >= 0:
        start = at
        while start and text[start - 1].isspace() and text[start - 1] != "\n":
            start -= 1
        at, end = text.find("\n", at + 1), _BLANKS.match(text, at + 1).end()
        if start and text[start - 1] != "\n" and not text[end : end + 1].isspace():
            yield from _telling(text, start, end)


def _telling(text: str, start: int, end: int) -> Iterator[Seam]:
    """The seam where a sentence goes on and a figure, a month or an age stands beside it."""
    if end == len(text) or _OVER.search(text, max(0, start - 6), start):
        return
    below = text[end : end + _BESIDE]
    if below[0].isupper() and not _MONTH.match(below):
        return
    beside = _LAST.search(text, max(0, start - _BESIDE), start).group() + " " + below
    if _DIGIT.search(beside) or _TELLING.search(beside):
        seam = _seam(text, start, end)
        if seam.words or seam.signed or _YEAR.search(below):
            yield seam


def _seam(text: str, start: int, end: int) -> Seam:
    last, first = text[start - 1], text[end]
    hung = bool(_OPEN.search(text, max(0, start - 2), start)) and first.isalnum()
    bare = hung or (last.isalnum() and bool(_GOING_ON.match(text, end)))
    area = first.isdigit() and bool(_AREA.search(text, max(0, start - 7), start))
    close = bare or _HAN.match(last) or _HAN.match(first)
    return Seam(
        start=start,
        end=end,
        put="" if close else " ",
        words=_words(text, start, end),
        signed=bare or area,
        figures=not bare and last.isdigit() and first.isdigit(),
    )


def _words(text: str, start: int, end: int) -> int:
    """The words in small letters of a row that goes on in the next one: without columns, no item
    of a list below, and with no room for the next word. None of another."""
    row = text[text.rfind("\n", 0, start) + 1 : start]
    after = text.find("\n", end)
    below = text[end : after if after >= 0 else len(text)]
    count = len(_SMALL.findall(row))
    if (
        count < _WORDS
        or _ITEM.match(below)
        or _COLUMNS.search(row)
        or _COLUMNS.search(below.strip())
    ):
        return 0
    needed = len(row.strip()) + 1 + len(_FIRST.match(below).group())
    return count if needed >= _FULL * len(below) else 0


def _joined(text: str, met: Sequence[Seam]) -> tuple[str, list[int]]:
    """The rows around the seams as one reads them, and the place of each sign in the text.

    Rows that are cut begin and end at a blank; stretches are apart by an empty row.
    """
    signs: list[str] = []
    where: list[int] = []
    done = 0
    for number, seam in enumerate(met):
        first = max(done, _blank(text, seam.start - AROUND, -1))
        if first > done:
            signs += "\n\n"
            where += [done, done]
        signs += text[first : seam.start] + seam.put
        where += [*range(first, seam.start), *([seam.start] * len(seam.put))]
        done = seam.end
        if number + 1 == len(met) or met[number + 1].start - AROUND > seam.end + AROUND:
            last = _blank(text, seam.end + AROUND, 1)
        else:
            last = met[number + 1].start
        signs += text[done:last]
        where += range(done, last)
        done = last
    return "".join(signs), where


def _blank(text: str, at: int, step: int) -> int:
    """The next place at which no word is cut."""
    while 0 < at < len(text) and not (text[at].isspace() or text[at - 1].isspace()):
        at += step
    return min(max(at, 0), len(text))


def _believed(text: str, met: Sequence[Seam], starts: Sequence[int], item: Finding) -> bool:
    """Whether a finding needs a seam, and the seam bears it."""
    first = bisect_left(starts, item.start)
    crossed = met[first : bisect_left(starts, item.end)]
    if crossed:
        return all(_borne(text, seam, item) for seam in crossed)
    beside = [*met[max(0, first - 1) : first], *met[first : first + 1]]
    return any(
        seam.words and (0 <= item.start - seam.end <= NEAR or 0 <= seam.start - item.end <= NEAR)
        for seam in beside
    )


def _borne(text: str, seam: Seam, item: Finding) -> bool:
    """Whether what stands on both sides of a seam is one value."""
    if seam.words:
        return not seam.figures or seam.words >= _SURELY or item.score >= SURE
    dated = item.group is Group.DATE and _YEAR.search(text, seam.end, item.end)
    return bool(dated) or (seam.signed and item.score >= SURE)

"""A second look at what print, scanners and word processors do to values.

Scans lose blanks (``Dr.Smith``, ``MRN13363634``) and swap letters and digits (``O4/28/2O23``);
values are broken over two lines (``415-555-`` / ``0188``), set in spaced digits, or interspersed
with signs that have no width. Such places are looked at once more as they were meant; what that
finds is added where it stands in the text. Clean lines cost nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import regex

from appliance.privacy.finding import Finding

# Signs that look like one of ASCII and stand for it: hyphens, blanks, apostrophes.
_ALIKE = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " ")
    | dict.fromkeys("\u202f\u205f\u3000", " ")
    | {"\uff20": "@", "\ufe55": ":", "\uff0f": "/", "\u2044": "/", "\uff0e": "."}
)
_LIKE = re.compile(f"[{''.join(map(chr, _ALIKE))}]")
_LONE = regex.compile("[\ud800-\udfff]")  # halves of pairs, which no encoding can write
_NO_WIDTH = regex.compile("[\u00ad\u200b\u200d\u2060\ufeff]")  # the non-joiner is Persian spelling

# Each takes the sign behind the joint, or the one of punctuation before it: so none is slow.
_JOINTS = tuple(
    regex.compile(pattern, regex.VERSION1)
    for pattern in (
        r"(?<=\p{Ll}{2})\p{Lu}(?=\p{Ll}{2})",  # SamuelMercado
        r"(?<=\p{L}{2})[:;,)](?=\p{L}|\d)",  # Patient:Samuel, Mercado,MD
        r"(?<=\p{L})\.(?=\p{Lu}\p{Ll})(?<![\w.]\p{Lu}\.)",  # Dr.Smith
        r"(?<=\p{L}{2})(?=\d{1,4}[/.-]\d|\d{5})\d",  # on04/28/2023, MRN13363634
        r"(?<=\d{4})\p{Lu}(?=\p{L}{2})",  # 1973MRN
    )
)
_NUMBER = regex.compile(
    r"(?<![\p{L}\p{N}])(?=[OoIl|/.-]*\d)[\dOoIl|]+(?:[/.-][\dOoIl|]+)*(?!\p{L}|\p{N})"
)
_NAME = regex.compile(r"(?<=\p{L})[01](?=\p{L})|(?<![\p{L}\p{N}])[01](?=\p{Ll}{3})")
_DIGITS = str.maketrans("OoIl|", "00111")
_SPACED = regex.compile(r"(?<!\S)(?:[\d/-] ){5,}[\d-](?!\S)")
_ADDRESS = regex.compile(r"[@/\\]|www|https?:")
_TO_BLANK = regex.compile("[^ \n]*")
_BROKEN = regex.compile(
    r"(?=-?[ \t]*\n)(?:"  # quick to fail where no line ends
    r"(?<=\d-)[ \t]*\n[ \t]*(?=\d)"  # 415-555- / 0188
    r"|(?<=\d)[ \t]*\n[ \t]*(?=[-/]\d)"
    r"|(?<=\S@)[ \t]*\n[ \t]*(?=\w)|(?<=\w)[ \t]*\n[ \t]*(?=@\w)"  # john@ / example.com
    r"|(?<=@[\w.-]{1,40}\.)\n(?=\w)"
    r"|(?<=\p{L})-\n(?=\p{L})"  # Kowal- / ski
    r"|(?<=[\d/.-]\d)[ \t]*\n[ \t]*(?=\d)"  # 4111 1111 / 1111 1111
    r")"
)
_AROUND = 60  # characters on either side of a broken line's end
SURE = 0.8  # score of a rule that is believed where two numbers only follow one another


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A stretch as it was meant. ``where[i]`` is the place of its sign ``i`` in the text;
    ``changed`` are those that differ or stand beside a sign that was put in or left out."""

    text: str
    where: tuple[int, ...]
    changed: frozenset[int]
    doubtful: bool = False


def alike(text: str) -> str:
    """The text with ASCII hyphens and blanks for signs that look like them, and without halves of
    surrogate pairs, which JSON can carry; the same length."""
    if text.isascii():
        return text
    return str(_LONE.sub("\ufffd", text.translate(_ALIKE) if _LIKE.search(text) else text))


def views(text: str) -> Iterator[View]:
    """Lines that look misread, put right, and ends of lines where a value seems to go on."""
    lines: dict[int, dict[int, str]] = defaultdict(dict)
    for at, sign in _edits(text):
        lines[text.rfind("\n", 0, at) + 1][at] = sign
    for first in sorted(lines):
        yield _view(text, first, _line_end(text, first), lines[first])
    for match in _BROKEN.finditer(text):
        first = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _AROUND)
        last = min(_line_end(text, match.end()), match.end() + _AROUND)
        doubtful = text[match.start() - 1].isdigit() and text[match.end()].isdigit()
        edits = dict.fromkeys(range(*match.span()), "")
        if doubtful:
            edits[match.start()] = " "
        yield replace(_view(text, first, last, edits), doubtful=doubtful)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _edits(text: str) -> Iterator[tuple[int, str]]:
    """Place -> what stands there instead of its sign. No edit looks beyond its line."""
    exchanged = _exchanged(text)
    if exchanged != text:
        yield from ((at, sign) for at, sign in enumerate(exchanged) if sign != text[at])
    for place in _joints(exchanged):
        if not _in_address(text, place):
            yield place, f" {exchanged[place]}"
    for match in _SPACED.finditer(text):
        yield from ((at, "") for at in range(*match.span()) if text[at] == " ")
    if not text.isascii():
        yield from ((match.start(), "") for match in _NO_WIDTH.finditer(text))


def _joints(text: str) -> Iterator[int]:
    """The places before which a blank is missing."""
    for pattern in _JOINTS:
        for match in pattern.finditer(text):
            yield match.start() if match.group().isalnum() else match.end()


def _exchanged(text: str) -> str:
    """Letters among digits as digits, digits among letters as letters."""

    def digits(match: regex.Match[str]) -> str:
        word = str(match.group())
        mostly = 2 * sum(map(str.isdigit, word)) >= sum(map(str.isalnum, word)) > 1
        return word.translate(_DIGITS) if mostly else word

    numbers = str(_NUMBER.sub(digits, text))
    return str(_NAME.sub(lambda match: "o" if match.group() == "0" else "l", numbers))


def _in_address(text: str, at: int) -> bool:
    """Whether a place lies in a web or e-mail address, whose parts stand together."""
    first = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    return bool(_ADDRESS.search(text, first, _TO_BLANK.search(text, at).end()))


def _view(text: str, first: int, last: int, edits: dict[int, str]) -> View:
    signs = ""
    where: list[int] = []
    changed: set[int] = set()
    for at in range(first, last):
        put = edits.get(at, text[at])
        if at in edits:
            changed.update(range(len(signs) - 1, len(signs) + len(put) + 1))
        signs += put
        where += [at] * len(put)
    return View(text=signs, where=tuple(where), changed=frozenset(changed))


def found(text: str, look: Callable[[str], Iterable[Finding]]) -> Iterator[Finding]:
    """What ``look`` finds at places that were changed in the views, placed in ``text``."""
    seen = list(views(text))
    if not seen:
        return
    findings = list(look("\n\n".join(view.text for view in seen)))
    first = 0
    for view in seen:
        last = first + len(view.text)
        for finding in findings:
            start, end = max(finding.start, first) - first, min(finding.end, last) - first
            if start >= end or (view.doubtful and finding.score < SURE):
                continue
            if any(at in view.changed for at in range(start, end)):
                yield replace(finding, start=view.where[start], end=view.where[end - 1] + 1)
        first = last + 2

"""A second look at what print, scanners and word processors do to values.

Scans lose blanks (``Dr.Smith``, ``MRN13363634``) and swap letters and digits (``O4/28/2O23``);
values are broken over two lines (``415-555-`` / ``0188``), set in spaced digits, or interspersed
with signs that have no width. Such places are looked at once more as they were meant; what that
finds is added where it stands in the text. Clean lines cost nothing.
"""

from __future__ import annotations

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
_LONE = regex.compile("[\ud800-\udfff]")  # halves of pairs, which no encoding can write
_NO_WIDTH = regex.compile("[\u00ad\u200b\u200d\u2060\ufeff]")  # the non-joiner is Persian spelling

_JOINTS = regex.compile(
    r"(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll}{2})"  # SamuelMercado
    r"|(?<=\p{L}{2}[:;,)])(?=\p{L}|\d)"  # Patient:Samuel, Mercado,MD
    r"|(?<=\p{L}\.)(?=\p{Lu}\p{Ll})(?<![\w.]\p{Lu}\.)"  # Dr.Smith
    r"|(?<=\p{L}{2})(?=\d{1,4}[/.-]\d|\d{5})"  # on04/28/2023, MRN13363634
    r"|(?<=\d{4})(?=\p{Lu}\p{L}{2})",  # 1973MRN
    regex.VERSION1,
)
_NUMBER = regex.compile(
    r"(?<![\p{L}\p{N}])(?=[OoIl|/.-]*\d)[\dOoIl|]+(?:[/.-][\dOoIl|]+)*(?!\p{L}|\p{N})"
)
_NAME = regex.compile(r"(?<=\p{L})[01](?=\p{L})|(?<![\p{L}\p{N}])[01](?=\p{Ll}{3})")
_DIGITS = str.maketrans("OoIl|", "00111")
_SPACED = regex.compile(r"(?<!\S)(?:[\d/-] ){5,}[\d-](?!\S)")
_ADDRESS = regex.compile(r"[@/\\]|www|https?:")
_BROKEN = regex.compile(
    r"(?<=\d-)[ \t]*\n[ \t]*(?=\d)"  # 415-555- / 0188
    r"|(?<=\d)[ \t]*\n[ \t]*(?=[-/]\d)"
    r"|(?<=\S@)[ \t]*\n[ \t]*(?=\w)|(?<=\w)[ \t]*\n[ \t]*(?=@\w)"  # john@ / example.com
    r"|(?<=@[\w.-]{1,40}\.)\n(?=\w)"
    r"|(?<=\p{L})-\n(?=\p{L})"  # Kowal- / ski
    r"|(?<=[\d/.-]\d)[ \t]*\n[ \t]*(?=\d)"  # 4111 1111 / 1111 1111
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
    return text if text.isascii() else _LONE.sub("\ufffd", text.translate(_ALIKE))


def views(text: str) -> Iterator[View]:
    """Lines that look misread, put right, and ends of lines where a value seems to go on."""
    start = 0
    for line in text.split("\n"):
        edits = dict(_edits(line))
        if edits:
            yield _view(text, start, start + len(line), {start + at: e for at, e in edits.items()})
        start += len(line) + 1
    for match in _BROKEN.finditer(text):
        first = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _AROUND)
        end = text.find("\n", match.end())
        last = min(len(text) if end < 0 else end, match.end() + _AROUND)
        doubtful = text[match.start() - 1].isdigit() and text[match.end()].isdigit()
        edits = dict.fromkeys(range(*match.span()), "")
        if doubtful:
            edits[match.start()] = " "
        yield replace(_view(text, first, last, edits), doubtful=doubtful)


def _edits(line: str) -> Iterator[tuple[int, str]]:
    """Place in the line -> what stands there instead of its sign."""
    exchanged = _exchanged(line)
    if exchanged != line:
        yield from ((at, sign) for at, sign in enumerate(exchanged) if sign != line[at])
    for match in _JOINTS.finditer(exchanged):
        if not _in_address(line, match.start()):
            yield match.start(), f" {exchanged[match.start()]}"
    for match in _SPACED.finditer(line):
        yield from ((at, "") for at in range(*match.span()) if line[at] == " ")
    if not line.isascii():
        yield from ((match.start(), "") for match in _NO_WIDTH.finditer(line))


def _exchanged(line: str) -> str:
    """Letters among digits as digits, digits among letters as letters."""

    def digits(match: regex.Match[str]) -> str:
        word = str(match.group())
        mostly = 2 * sum(map(str.isdigit, word)) >= sum(map(str.isalnum, word)) > 1
        return word.translate(_DIGITS) if mostly else word

    numbers = str(_NUMBER.sub(digits, line))
    return str(_NAME.sub(lambda match: "o" if match.group() == "0" else "l", numbers))


def _in_address(line: str, at: int) -> bool:
    """Whether a place lies in a web or e-mail address, whose parts stand together."""
    first, last = line.rfind(" ", 0, at) + 1, line.find(" ", at)
    return bool(_ADDRESS.search(line, first, len(line) if last < 0 else last))


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

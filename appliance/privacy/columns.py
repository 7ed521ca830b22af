"""Tables with a head row: what stands in a column is of the kind that its head says.

Lists of people come as CSV, as rows parted by bars or wide blanks, as printed tables. Their cells
are bare (``Price``, ``10045``): no word beside them says what they are, the column's head does.
Heads that mean many things (``name``, ``id``, ``no``, ``zip``) count only in a table of people,
which has another column that only people have; numbers that only count the rows never do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import regex

from appliance.privacy.finding import Finding, Group
from appliance.privacy.plain import is_plain
from appliance.types import Span

SCORE = 0.85
LONGEST = 40  # characters of a head
ENOUGH = 8  # letters of a head by which alone a table is told (``patientid``, no ``first``)
CARDS = 1000  # from which on numbers that follow each other are somebody's
_NAME_SHAPE = regex.compile(r"[\p{L}\p{M}][\p{L}\p{M}\u200c .,'’()-]{0,59}")
_SHAPES = {
    "own": _NAME_SHAPE,
    "name": _NAME_SHAPE,
    "day": regex.compile(r"(?=(?:\D*\d){3})(?!\d{4}\Z)[\p{L}\p{N} ./,-]{4,24}"),
    "number": regex.compile(r"(?=(?:\D*\d){3})[\p{L}\p{N} +()./#-]{3,30}"),
    "counted": regex.compile(r"(?=(?:\D*\d){3})[\p{L}\p{N}./#-]{3,30}"),
    "word": regex.compile(r"(?=.*\p{L})[^\n]{2,120}"),
    "mail": regex.compile(r"\S+@\S+"),
    "age": regex.compile(r"\d{1,3}"),
}
_SIGNS = (",", ";", "\t", "|")
_WIDE = "  "
_CELL = {
    sign: regex.compile(rf'"(?:[^"\n]|"")*"|[^{regex.escape(sign)}\n]+') for sign in _SIGNS
} | {_WIDE: regex.compile(r"\S+(?: \S+)*")}
_RULE = regex.compile(r"[\s|:+=─-]*")
_MARKS = {ord(sign): None for sign in " _./-\"'*:\r\u200c"}
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}]+")
Row = Sequence[Span]


@dataclass(frozen=True, slots=True)
class _Head:
    """What a column is for; ``telling``: only a table of people has it."""

    group: Group
    label: str
    shape: str
    telling: bool


@cache
def _lists() -> Mapping[str, Any]:
    file = resources.files("appliance.privacy").joinpath("columns.toml")
    return tomllib.loads(file.read_text("utf-8"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_lists()[name].split())


@cache
def _named() -> Mapping[str, _Head]:
    """What a column is for, by its head without blanks and marks; the first of two lists counts."""
    named: dict[str, _Head] = {}
    for row in _lists()["head"]:
        telling = row.get("telling", False)
        head = _Head(Group(row["group"]), row["label"], row["shape"], telling)
        for name in row["names"].split():
            counted = [name + number for number in _words("numbers")] if "numbered" in row else []
            alone = [] if row.get("numbered") == "must" else [name]
            for one in (*alone, *counted):
                named.setdefault(one, head)
                for whose in _words("whose") if row.get("whose") else ():
                    named.setdefault(whose + one, head)
    return named


def findings(text: str) -> Iterator[Finding]:
    """The cells of tables that a text holds as rows of cells, and the names in them elsewhere."""
    found = [one for rows in _tables(text) for one in of_table(text, rows)]
    yield from found
    yield from _elsewhere(text, found)


def of_table(text: str, rows: Sequence[Row]) -> Iterator[Finding]:
    """The cells of a table whose first row is its head, as far as they say who somebody is."""
    heads = [text[cell.start : cell.end] for cell in rows[0]] if rows else []
    for at, column in _columns(heads).items():
        cells = [_trimmed(text, row[at]) for row in rows[1:] if len(row) > at]
        values = [text[cell.start : cell.end] for cell in cells]
        if column.shape == "counted" and _counting(values):
            continue
        for cell, value in zip(cells, values, strict=True):
            if _shaped(column.shape, value):
                yield Finding(
                    start=cell.start,
                    end=cell.end,
                    group=column.group,
                    label=column.label,
                    score=SCORE,
                    why=f"columns: {column.shape}",
                )


def _columns(heads: Sequence[str]) -> dict[int, _Head]:
    """The telling columns of a table of people by their place; none of another."""
    named = _named()
    folded = [_folded(head) for head in heads]
    found = {at: named[head] for at, head in enumerate(folded) if head in named}
    telling = [folded[at] for at, head in found.items() if head.telling]
    sure = len(found) > 1 or any(len(head) > ENOUGH or head in _words("enough") for head in telling)
    people = {"name", "age"} <= {head.shape for head in found.values()}
    return found if (telling and sure) or people else {}


def _folded(head: str) -> str:
    return head.translate(_MARKS).lower()


def _shaped(shape: str, value: str) -> bool:
    """Whether a cell holds what its column is for: no other head, no word for nobody."""
    if not _SHAPES[shape].fullmatch(value) or value.lower() in _words("nobody"):
        return False
    if shape == "name" and value.islower() and all(map(is_plain, value.split())):
        return False
    return _folded(value) not in _named()


def _counting(values: Iterable[str]) -> bool:
    """Whether the cells only number the rows: 101, 102, 103. Cards of one morning follow each
    other, too, but have more figures."""
    figures = [int(value) for value in values if value.isdecimal()]
    small = len(figures) > 1 and max(figures) < CARDS
    return small and all(other == one + 1 for one, other in pairwise(figures))


def _trimmed(text: str, cell: Span) -> Span:
    """A cell without its blanks and quotation marks."""
    start, end = cell
    while start < end and (text[start].isspace() or text[start] in "\"'"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\"'"):
        end -= 1
    return Span(start, end)


def _tables(text: str) -> Iterator[list[list[Span]]]:
    """Runs of rows that are parted alike, from a row on that may be a head."""
    at, done = 0, 0
    for line in text.split("\n"):
        sign = _parted_by(line) if at >= done else None
        if sign and (rows := _under(text, at, sign)):
            yield rows
            done = rows[-1][-1].end
        at += len(line) + 1


def _parted_by(row: str) -> str | None:
    """What parts the cells of a row that may be a head: short words, some of them telling heads."""
    for sign in _SIGNS:
        if sign in row:
            cells = row.strip(" |\r").split(sign)
            if len(cells) > 1 and max(map(len, cells)) <= LONGEST and _columns(cells):
                return sign
    cells = [cell for cell in row.split(_WIDE) if cell.strip()] if _WIDE in row else []
    return _WIDE if len(cells) > 1 and _columns(cells) else None


def _under(text: str, at: int, sign: str) -> list[list[Span]]:
    """The head at ``at`` and the rows under it that have as many cells, without a bar's rule."""
    rows: list[list[Span]] = []
    while at < len(text):
        close = text.find("\n", at)
        close = len(text) if close < 0 else close
        if not _RULE.fullmatch(text, at, close):
            row = _cells(text, at, close, sign)
            if rows and len(row) != len(rows[0]):
                break
            rows.append(row)
        elif close == at:
            break
        at = close + 1
    return rows if len(rows) > 1 else []


def _cells(text: str, start: int, end: int, sign: str) -> list[Span]:
    """The cells of a row, an empty one where nothing stands between two signs."""
    if sign == _WIDE:
        return [Span(*match.span()) for match in _CELL[sign].finditer(text, start, end)]
    if sign == "|":
        start, end = _inside(text, start, end)
    cells, at = [], start
    while at <= end:
        match = _CELL[sign].match(text, at, end)
        close = match.end() if match else at
        cells.append(Span(at, close))
        at = close + 1
    return cells


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """A row without the bars at its ends."""
    row = text[start:end]
    left = len(row) - len(row.lstrip(" \t"))
    right = len(row.rstrip(" \t\r"))
    framed = row[left : left + 1] == "|"
    return start + left + framed, start + right - (framed and row[right - 1] == "|")


def _elsewhere(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """The names of such cells wherever else they are written as names are."""
    told = {
        match.group()
        for one in found
        if one.group is Group.PERSON
        for match in _NAME.finditer(text, one.start, one.end)
        if one.why.endswith("own") or not is_plain(match.group())
    }
    for match in _NAME.finditer(text) if told else ():
        if match.group() in told:
            yield Finding(
                start=match.start(),
                end=match.end(),
                group=Group.PERSON,
                label="PERSON",
                score=0.6,
                why="columns: a name of a cell again",
            )

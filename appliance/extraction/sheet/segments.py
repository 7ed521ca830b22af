"""A clinical note or a report as named segments: a heading, what it is about, the rows under it.

Headings are recognised by their wording (the type's language.toml) and by their looks: capitals
throughout, or a colon at the end. A heading may stand in front of its text (``CC: chest pain``).
The wording decides what a segment is about; the looks decide whether it is a section or a
subheading (``Medical`` under ``PAST HISTORY``): where at least ``STYLED`` headings stand in
capitals, only such are sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from appliance.doctypes.schema import Doctype
from appliance.extraction.kinds.normalise import unaccented
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

STYLED = 2
LONGEST = 60
MOST_WORDS = 8
FEWEST_LETTERS = 3
ABBREVIATED = 3
"""Letters up to which a heading in capitals is an abbreviation (``HPI``), not a way of setting."""
LISTS = frozenset({"allergies", "medications", "history_surgical", "history_medical", "labs"})
"""What is told item by item: behind a run-in heading it ends with its block of rows."""
APART = 0.9
"""Row heights of white above a row that begins a block."""
_FRONT = re.compile(r"^\s*(?:#{1,6}\s+|\*{1,2}|_{1,2}|(?:[IVX]{1,5}|\d{1,2}|[A-H])[.)]\s+)")
_BULLET = re.compile(r"^\s*[•●▪◦‣*·–—-]\s+")
_INLINE = re.compile(r"^(?P<head>[^\W\d_][^:•\n]{0,58}?)\s*(?::\**|\s[–—-])(?:\s+(?=\S)|$)")
_LETTER = re.compile(r"^\s*(?P<letter>[SOAP])\s?[:)](?!\s*\d{2,3}\b)(?:\s+(?=\S)|\s*$)")
_LABELLED = re.compile(r"(?!sig\b|directions?\b)[^\W\d_][\w /'&-]{1,28}:\s", re.IGNORECASE)
"""How a row begins that answers another question than the heading above it."""
CLOSING = "closing"
"""What ends a letter and is no section: its greeting; the names below belong to nothing."""
LETTERS = 3
"""Rows that open with a letter of ``SOAP``, or headings in front of their text, from which such
letters are headings."""
_MARKS = " \t:*_#.=-–—"
_PLURAL = re.compile(r"\((?:n|s|en|es)\)")
_JOINED = re.compile(r" (?:and|und|et|y|e|&|/|\+) ")
"""What joins two headings in one (``Beurteilung und Therapie``)."""
_SEPARATE = re.compile(r"[\s_]+")
_SHORTHAND = re.compile(r"(?:^|[A-Z\s])[HhDdRrTt]x\.?$")
"""How clinicians shorten a heading (``PMHx``, ``Fam hx``, ``Dx``)."""
_ASIDE = re.compile(r"\s+\([^()]*\)\W*$")
"""A remark behind a heading of a form (``HISTORY (check all that apply)``)."""
_NONE_BOX = re.compile(
    r"\s+[\[(☐☒☑□]\s?[xX✓]?\s?[\])]?\s*(?:none|no|nkda|keine?|ningun\w*)\b.*$", re.I
)
"""A box behind a heading, to be ticked where nothing follows."""
QUALIFIED = frozenset({
    "allergies", "examination", "history_medical", "history_surgical", "history_other", "labs",
    "medications", "vitals",
})  # fmt: skip
"""What may have a further word in front (``Ocular medications``, ``DSM-5 diagnoses``)."""
_QUALIFIER = re.compile(
    r"(?!(?:no|not|none|denies|new|family|maternal|paternal|mother.?s|father.?s|continue|hold|stop|"
    r"start|change|refill|review|take|takes|taking|with|without|see|for|of|the|any|all|other|if)\b)"
    r"[^\W\d_][\w-]*(?=\s)"
)


class Look(StrEnum):
    """How a heading is set."""

    CAPITALS = "capitals"
    COLON = "colon"
    WORDED = "worded"  # known by its words alone
    INLINE = "inline"  # its text follows in the same row


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """``title`` without marks; ``about`` a key of the type's headings or empty; ``rows`` the
    spans of the text under it; ``section`` tells sections from subheadings.
    """

    title: Span
    about: str
    look: Look
    rows: tuple[Span, ...]
    section: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    row: int
    title: Span
    about: str
    look: Look
    rest: Span | None


def about(words: str, headings: Mapping[str, tuple[str, ...]], *, qualified: bool = False) -> str:
    """What a heading of these words is about; empty for one that the type does not know.

    ``qualified`` allows a further word in front, of what looks like a heading.
    """
    plain = _SEPARATE.sub(" ", unaccented(words).casefold()).strip(_MARKS + " ")
    plain = _PLURAL.sub("", plain)
    if not plain or len(plain) > LONGEST:
        return ""
    plain = plain if (whole := _about(plain, headings)) else _ASIDE.sub("", plain)
    whole = whole or _about(plain, headings)
    parts = [] if whole else _JOINED.split(plain, 1)
    keys = [_about(part, headings) for part in parts]
    if len(keys) > 1 and all(keys):
        return keys[0]
    qualifier = _QUALIFIER.match(plain) if qualified and not whole else None
    key = _about(plain[qualifier.end() :].lstrip(), headings) if qualifier else ""
    return key if key in QUALIFIED else whole


def _about(plain: str, headings: Mapping[str, tuple[str, ...]]) -> str:
    return next((key for key, ways in headings.items() if _known(ways).fullmatch(plain)), "")


@lru_cache(maxsize=256)
def _known(ways: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{way})" for way in ways))


def find(sheet: Sheet, doctype: Doctype) -> tuple[Segment, ...]:
    """The segments in reading order; the rows before the first heading are in none."""
    return sheet.once(("segments", doctype.name), lambda: _segments(sheet, doctype))


def _segments(sheet: Sheet, doctype: Doctype) -> tuple[Segment, ...]:
    lettered = sum(bool(_LETTER.match(sheet.text(row.span))) for row in sheet.rows) >= LETTERS
    found = [h for row in sheet.rows for h in _headings(sheet, row, doctype.headings, lettered)]
    if not lettered and sum(h.look is Look.INLINE and bool(h.about) for h in found) >= LETTERS:
        found = [h for row in sheet.rows for h in _headings(sheet, row, doctype.headings, True)]
    capitals = [h for h in found if h.look is Look.CAPITALS and h.about]
    spelt = [h for h in capitals if h.title.end - h.title.start > ABBREVIATED]
    styled = len(spelt) >= STYLED
    ends = [*(h.row for h in found[1:]), len(sheet.rows)][: len(found)]
    segments: list[Segment] = []
    for heading, end in zip(found, ends, strict=True):
        if heading.about == CLOSING:
            continue
        body = tuple(_body(sheet, heading, sheet.rows[heading.row + 1 : end]))
        rows = ((heading.rest,) if heading.rest else ()) + body
        rows = () if end == heading.row else rows
        main = _stands_out(sheet, heading) if styled else bool(heading.about)
        main = main and bool(heading.about or rows or segments)  # else the letterhead
        segments.append(
            Segment(
                title=heading.title, about=heading.about, look=heading.look, rows=rows, section=main
            )
        )
    return tuple(segments)


def _body(sheet: Sheet, heading: _Heading, rows: Sequence[Row]) -> Iterator[Span]:
    """The rows under a heading; a list behind its heading ends where a block or label begins."""
    listed = heading.look is Look.INLINE and heading.about in LISTS
    above = sheet.rows[heading.row]
    for row in rows:
        if listed and (_apart(sheet, above, row) or _LABELLED.match(sheet.text(row.span))):
            return
        yield row.span
        above = row


def _apart(sheet: Sheet, above: Row, row: Row) -> bool:
    """Whether white stands between two rows."""
    if above.page != row.page or not (above.box and row.box):
        return False
    return row.box.top - above.box.bottom > APART * sheet.height


def _stands_out(sheet: Sheet, heading: _Heading) -> bool:
    """Whether a heading is set in capitals, alone or in front of its text."""
    title = sheet.text(heading.title)
    run_in = heading.look is Look.INLINE and (title.isupper() or _SHORTHAND.search(title))
    return heading.look is Look.CAPITALS or bool(run_in)


def _headings(
    sheet: Sheet, row: Row, headings: Mapping[str, tuple[str, ...]], lettered: bool
) -> Iterator[_Heading]:
    """The heading of a row, and another one behind a letter of ``SOAP`` (``S: CC: cough``)."""
    letter = _LETTER.match(sheet.text(row.span)) if lettered else None
    first = _letter(row, letter, headings) if letter else _heading(sheet, row, headings)
    if first is None:
        return
    yield first
    if first.rest is None or first.title.end - first.title.start > 1:
        return
    inner = _INLINE.match(sheet.text(first.rest))
    key = about(inner["head"], headings) if inner else ""
    if inner and key:
        start = first.rest.start
        yield _Heading(
            row=row.index,
            title=Span(start, start + len(inner["head"])),
            about=key,
            look=Look.INLINE,
            rest=Span(start + inner.end(), first.rest.end),
        )


def _heading(sheet: Sheet, row: Row, headings: Mapping[str, tuple[str, ...]]) -> _Heading | None:
    text = sheet.text(row.span)
    if _BULLET.match(text) or not any(ch.isalpha() for ch in text[: LONGEST + 20]):
        return None
    front = _FRONT.match(text)
    start = front.end() if front else 0
    inline = _INLINE.match(text[start:])
    if inline and inline.end() < len(text) - start:
        words = inline["head"]
        if row.cells[0].span.start + start + len(words) > row.cells[0].span.end + 1:
            return None
        key = about(words, headings, qualified=True)
        if not key or len(words) < 2:
            return None
        title = _bare(sheet, Span(row.span.start + start, row.span.start + start + len(words)))
        rest = Span(row.span.start + start + inline.end(), row.span.end)
        return _Heading(row=row.index, title=title, about=key, look=Look.INLINE, rest=rest)
    return _alone(sheet, row, text, start, headings)


def _letter(row: Row, letter: re.Match[str], headings: Mapping[str, tuple[str, ...]]) -> _Heading:
    """A letter of ``SOAP``, in a row of its own or in front of its text."""
    title = Span(row.span.start + letter.start("letter"), row.span.start + letter.end("letter"))
    start = row.span.start + letter.end()
    rest = Span(start, row.span.end) if start < row.span.end else None
    look = Look.INLINE if rest else Look.COLON
    key = about(letter["letter"], headings)
    return _Heading(row=row.index, title=title, about=key, look=look, rest=rest)


def _alone(
    sheet: Sheet, row: Row, text: str, start: int, headings: Mapping[str, tuple[str, ...]]
) -> _Heading | None:
    """A row that is a heading and nothing else."""
    text = _ASIDE.sub("", _NONE_BOX.sub("", text))
    words = text[start:].strip(_MARKS + " ")
    cells = [cell for cell in row.cells if cell.span.start < row.span.start + len(text)]
    if not text.strip() or len(cells) > 1 or not FEWEST_LETTERS - 1 <= len(words) <= LONGEST:
        return None
    letters = [ch for ch in words if ch.isalpha()]
    capitals = len(letters) >= FEWEST_LETTERS and all(not ch.islower() for ch in letters)
    colon = text.rstrip(" *_").endswith(":")
    key = about(words.rstrip(","), headings, qualified=colon or capitals)
    key = key if len(words) >= FEWEST_LETTERS or words.isupper() else ""
    if len(words.split()) > MOST_WORDS or (text.rstrip()[-1] in ",;" and key != CLOSING):
        return None
    plain = len(letters) >= 0.6 * len(words.replace(" ", ""))
    ended = text.rstrip().endswith(".")
    if capitals and plain and (key or not ended):
        look = Look.CAPITALS
    elif key and not ended and (colon or words[0].isupper()):
        look = Look.COLON if colon else Look.WORDED
    elif colon and plain and words[0].isupper() and start == 0 and len(words.split()) <= 5:
        look = Look.COLON
    else:
        return None
    title = _bare(sheet, Span(row.span.start + start, row.span.start + len(text)))
    return _Heading(row=row.index, title=title, about=key, look=look, rest=None)


def _bare(sheet: Sheet, span: Span) -> Span:
    """A heading without the marks around it."""
    text = sheet.text(span)
    inner = text.strip(_MARKS + " ")
    start = span.start + text.index(inner)
    return Span(start, start + len(inner))

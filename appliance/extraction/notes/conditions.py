"""Ailments of a note: entries of its diagnosis sections, and what its narrative tells.

A list entry of an assessment, a problem list or a past medical history is an ailment as it
stands. In running text a phrase is one if a telling phrase announces it (``a history of gout and
kidney stones``) or if its last word names an ailment (the type's ``disease`` words and endings),
unless it is denied (``negation``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import negation
from appliance.extraction.notes.phrases import Heads, items, pruned
from appliance.extraction.sheet import entries, grids, segments
from appliance.extraction.sheet.entries import Entry
from appliance.extraction.sheet.rows import Sheet
from appliance.extraction.sheet.segments import Segment
from appliance.types import Span

LISTS = frozenset({"assessment", "history_medical"})
TOLD = frozenset(
    {"chief_complaint", "history_present", "history_medical", "assessment", "plan", ""}
)
LONGEST_ENTRY = 12
"""Words of a list entry; a longer one is a sentence about something."""
MEASURES = 3
"""Members of an enumeration without an ailment from which it is a plan."""
LISTED, NARRATED = 0.9, 0.7

_CODE = re.compile(
    r"[\s,;:(\[–-]*\b(?:ICD-?(?:9|10)"
    r"(?:-CM)?\s*:?\s*)?(?P<code>[A-TV-Z]\d[0-9AB](?:\.[0-9A-TV-Z]{1,4})?)\b[)\]\s:–-]*"
)
_STOPS = re.compile(r"\.\s+(?=[A-ZÀ-Þ])")
SENTENCES, SHORT = 2, 5
"""Sentences from which a history is told in such, and words of a short one."""
_HEADS = {
    "name": r"problem|condition|diagnos[ie]s|description|name|disorder|problema|diagn[oó]stico",
    "icd10": r"icd|code|c[oó]digo|kode|cie",
    "status": r"status|onset|date|since|year|resolved|noted|estado|fecha|seit|datum|comment",
}
_SENTENCE = re.compile(
    r"\b(?:(?-i:I(?=\s[a-z]))|we|he|she|they|it|patient|will|would|should|was|were|has|have|had|is|are|reports?|"
    r"denies|denied|recommend\w*|continue|continued|start|follow|refer|return|discussed|advised|"
    r"se|le|fue|presenta|refiere|wurde|ist)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[A-Z][\w /-]{2,30}:\s")
_DETAIL = re.compile(
    r"(?:with|without|due|in|on|at|to|of|left|right|bilateral\w*|secondary|possibly|likely|"
    r"(?:well |poorly )?controlled|(?:stage|type|class|grade) \w+$|\d)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:(?:past |prior |previous )?(?:medical |surgical )?(?:history|hx)(?: is| was)?(?: also)?"
    r"(?: (?:significant|notable|remarkable|positive|pertinent|relevant) for| of| includ(?:es|"
    r"ing)|:)?|"
    r"pmhx?(?: of|:| includes?| significant for)?|h/o|diagnos(?:ed with|is of|es of|es include)|"
    r"known (?:case of|to have|history of)|"
    r"suffers? from|suffering from|diagnosticad[oa] de|antecedentes (?:personales )?de|"
    r"afect[oa] de)\s+",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:history|hx)\s+$", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:(?:for|regarding|of|with|to|about|concerning|and|because of)\s+)?"
    r"(?:his|her|their|the patient['’]s|patient['’]s)\s+",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:has|have|had|with|develop(?:ed|s)|consistent with|due to|from|evidence of|is an?|"
    r"status post|s/p|"
    r"regarding|treated for|tratado de|con)\s+(?:an?\s+|the\s+|some\s+|acute\s+)?",
    re.IGNORECASE,
)


_LEADING = re.compile(
    r".*\b(?:demonstrat\w+|show\w*|reveal\w*|notic\w+|noted|sustained"
    r"|experienc\w+|complain\w*(?: of)?|underwent|described?)\s+(?:an?\s+|some\s+|the\s+)?",
    re.IGNORECASE,
)
"""A verb in front of an ailment: ``sustained a heart attack``."""
_VAGUE = re.compile(
    r"(?:no|nil|not)\b.*|.*\b(?:in|of|on|at|with|to|for|and|or|the|a)"
    r"|(?:\w+ly |common |any |this |that |other )*"
    r"(?:pains?|injur(?:y|ies)|wounds?|symptoms?|problems?|conditions?|diseases?|issues?)",
    re.IGNORECASE,
)
"""What names no ailment, or only a part of one."""


def find(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The ailments in reading order of their first mention, each once."""
    heads = Heads.of(doctype)
    noted = segments.find(sheet, doctype)
    found: dict[str, Found] = {}
    for segment in noted:
        if segment.about in LISTS:
            _keep(found, _listed(sheet, segment, heads))
    for text, offset in _narratives(sheet, noted):
        _keep(found, _told(sheet, text, offset, heads))
    return tuple(sorted(found.values(), key=lambda item: item.spans))


def _keep(found: dict[str, Found], items: Iterator[Found]) -> None:
    for item in items:
        known = found.get(item.value.casefold())
        if known is None or (item.cells and not known.cells):
            found[item.value.casefold()] = item


def _narratives(sheet: Sheet, noted: Sequence[Segment]) -> Iterator[tuple[str, int]]:
    """Running text in which ailments are told: not what relatives have, not denied systems."""
    first = noted[0].title.start if noted else len(sheet.document.text)
    opening = tuple(row.span for row in sheet.rows if row.span.end <= first)
    groups = [opening, *(segment.rows for segment in _inherited(noted) if segment.about in TOLD)]
    for rows in groups:
        for span in entries.paragraphs(sheet, rows):
            yield sheet.text(span).replace("\n", " "), span.start


def _inherited(noted: Sequence[Segment]) -> Iterator[Segment]:
    """A subheading of unknown words belongs to what the section above it is about."""
    above = ""
    for segment in noted:
        above = segment.about if segment.about or segment.section else above
        if segment.about == above:
            yield segment


def _listed(sheet: Sheet, segment: Segment, heads: Heads) -> Iterator[Found]:
    table = list(grids.rows(sheet, segment.rows, _HEADS, "name"))
    if table:
        yield from (_of_row(sheet, cells) for cells in table)
        return
    if segment.about == "history_medical":
        yield from _sentences(sheet, segment, heads)
    listed = entries.find(sheet, segment.rows)
    plain = [entry for entry in listed if not entry.marked and _is_entry(entry)]
    for entry in listed:
        detail = entry.marked and plain and _LABEL.match(entry.text)
        if detail or not _is_entry(entry):
            continue
        yield from _entry(sheet, entry, heads)


def _sentences(sheet: Sheet, segment: Segment, heads: Heads) -> Iterator[Found]:
    """Ailments as sentences of a history (``Hypothyroidism. Gout.``); Romance languages put the
    ailment first in its phrase.
    """
    for span in entries.paragraphs(sheet, segment.rows):
        text = sheet.text(span)
        ends = [*(match.end() for match in _STOPS.finditer(text)), len(text)]
        for start, end in pairwise([0, *ends]):
            told = pruned(text, start, end, heads) if len(ends) > SENTENCES else None
            if told is None or len(told[2].split()) > SHORT or negation.denies(told[2]):
                continue
            if heads.names(told[2]) or heads.names(told[2].split()[0]):
                place = Span(span.start + told[0], span.start + told[1])
                yield Found(value=told[2], spans=(place,), belief=NARRATED)


def _of_row(sheet: Sheet, cells: Mapping[str, Span]) -> Found:
    told = {"icd10": cells["icd10"]} if "icd10" in cells else {}
    code = {name: (sheet.text(span), span) for name, span in told.items()}
    coded = {name: cell for name, cell in code.items() if _CODE.fullmatch(cell[0])}
    name = " ".join(sheet.text(cells["name"]).split())
    return Found(value=name, spans=(cells["name"],), belief=LISTED, cells=coded)


def _is_entry(entry: Entry) -> bool:
    """A short nominal phrase; a label with a sentence behind it is none."""
    head = re.split(r"[:–—]|\s-\s", entry.text, maxsplit=1)[0]
    words = head.split()
    if not words or len(words) > LONGEST_ENTRY or head.endswith("?"):
        return False
    return not _SENTENCE.search(re.sub(r"\([^)]*\)", "", head))


def _entry(sheet: Sheet, entry: Entry, heads: Heads) -> Iterator[Found]:
    """A list entry: the whole, and its members where several ailments share a row."""
    text = sheet.text(entry.span)
    code = _CODE.search(text)
    cells = {}
    end = len(text)
    if code:
        span = Span(entry.span.start + code.start("code"), entry.span.start + code.end("code"))
        cells["icd10"] = (code["code"], span)
        if code.start() == 0:
            entry = Entry(
                span=Span(entry.span.start + code.end(), entry.span.end),
                text=text[code.end() :],
                marked=entry.marked,
            )
            text, end = sheet.text(entry.span), len(text) - code.end()
        else:
            end = code.start()
    stop = re.search(r"[:;]|\s[–—-]\s|\s\(|\.\s|\.$", text[:end])
    whole = pruned(text, 0, stop.start() if stop else end, heads)
    if whole is None:
        return
    start, stop_at, value = whole
    if negation.negated(text, start, stop_at) or negation.denies(value):
        return
    members = list(items(text, start, stop_at, heads))
    if len(members) >= MEASURES and not any(heads.names(member[2]) for member in members):
        return  # what is to be done, item by item
    if not code and _enumerates(members, heads):
        for begin, finish, words in members:
            span = Span(entry.span.start + begin, entry.span.start + finish)
            yield Found(value=words, spans=(span,), belief=NARRATED)
        return
    printed = (Span(entry.span.start + start, entry.span.start + stop_at),)
    yield Found(value=value, spans=printed, belief=LISTED, cells=cells)
    if len(members) > 1 and all(heads.names(member[2]) for member in members):
        for begin, finish, words in members:
            span = Span(entry.span.start + begin, entry.span.start + finish)
            yield Found(value=words, spans=(span,), belief=NARRATED)


def _enumerates(members: Sequence[tuple[int, int, str]], heads: Heads) -> bool:
    """Whether a row is a list of ailments (``gout, asthma``), not one with its details behind."""
    if len(members) < 2 or any(_DETAIL.match(member[2]) for member in members):
        return False
    return 2 * sum(heads.names(member[2]) for member in members) >= len(members)


def _told(sheet: Sheet, text: str, offset: int, heads: Heads) -> Iterator[Found]:
    for trigger in _TELLING.finditer(text):
        bare = bool(_BARE.search(trigger.group()))
        yield from _members(text, offset, trigger.end(), heads, strict=bare)
    for pattern in (_OWN, _HAS):
        for trigger in pattern.finditer(text):
            yield from _members(text, offset, trigger.end(), heads, strict=True)


def _members(text: str, offset: int, start: int, heads: Heads, *, strict: bool) -> Iterator[Found]:
    """Members of an enumeration from ``start`` on; with ``strict`` only to the first that does
    not end in a word for an ailment.
    """
    for begin, end, value in items(text, start, len(text), heads):
        if strict and not heads.names(value):
            return
        if negation.negated(text, start if begin == start else begin, end) or not value:
            continue
        if not heads.names(value) and _SENTENCE.search(value):
            return
        verb = _LEADING.match(text[begin:end])
        told = begin + (verb.end() if verb else 0)
        words = " ".join(text[told:end].split())
        if not _VAGUE.fullmatch(words) and not _TELLING.search(f"{words} "):
            yield Found(value=words, spans=(Span(offset + told, offset + end),), belief=NARRATED)

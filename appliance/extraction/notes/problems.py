"""Entries of a list of ailments: of an assessment, a problem list, a history, a form's boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from appliance.extraction.found import Found
from appliance.extraction.notes import negation
from appliance.extraction.notes.phrases import Heads, items, pruned
from appliance.extraction.sheet import entries, grids, marks
from appliance.extraction.sheet.entries import Entry, part
from appliance.extraction.sheet.rows import Sheet
from appliance.extraction.sheet.segments import Segment
from appliance.types import Span

LONGEST_ENTRY = 12
"""Words of a list entry; a longer one is a sentence about something."""
MEASURES = 3
"""Members of an enumeration without an ailment from which it is a plan."""
LISTED, NARRATED = 0.9, 0.7

_CODE = re.compile(
    r"[\s,;:(\[–-]*\b(?:(?:ICD-?(?:9|10)(?:-CM)?\s*(?:code)?\s*:?\s*)(?P<said>(?=[A-Z.]*\d)[A-Z][0-9A-Z]{1,7}"
    r"(?:\.[0-9A-Z]{1,8})?)|(?P<code>[A-Z]\d[0-9A-Z]\.[0-9A-Z]{1,8}|[A-TV-Z]\d[0-9AB])"
    r"|(?<=[(\[])(?P<odd>[A-Z]{1,2}[0-9OIl][0-9OIlAB]\.[0-9A-Z]{1,8}))(?![\w]|\.\w)[)\]\s:–-]*"
)
"""A code of an ailment as it is printed, also one that is none: ``decisions`` say what is wrong."""
_PRINTED = re.compile(r"(?=[A-Z.]*\d)[A-Z][0-9A-Z.]{2,9}")
"""What may stand for a code in its column."""
_STOPS = re.compile(r"\.\s+(?=[A-ZÀ-Þ])")
SENTENCES, SHORT = 2, 5
"""Sentences from which a history is told in such, and words of a short one."""
_HEADS = {
    "name": r"problem|condition|diagnos[ie]s|description|name|disorder|problema|diagn[oó]stico",
    "icd10": r"icd|code|c[oó]digo|kode|cie",
    "status": r"status|onset|date|since|year|resolved|noted|estado|fecha|seit|datum|comment",
}
SENTENCE = re.compile(
    r"\b(?:(?-i:(?<!olar )(?<!ype )(?<!tage )(?<!rade )(?<!lass )I(?=\s[a-z]))|"
    r"we|he|she|they|it|patient|will|would|should|was|were|has|have|had|is|are|reports?|"
    r"denies|denied|recommend\w*|continue|continued|start|follow|refer|return|discussed|advised|"
    r"se|le|fue|presenta|refiere|wurde|ist)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[A-Z][\w /-]{2,30}:\s")
_DETAIL = re.compile(
    r"(?:with|without|due|in|on|at|to|of|no|left|right|bilateral\w*|secondary|possibly|likely|"
    r"(?:well|moderately|poorly)[ -](?:to[ -]\w+[ -])?differentiated|(?:high|low)[ -]grade|"
    r"(?:well |poorly )?controlled|(?:stage|type|class|grade) \w+$|\d)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r";\s+|\s+(?=\d{1,2}[.)]\s+[^\W\d])|(?<=[\d.][)\]]),\s+(?=[^\W\d])|(?<=\w\)),\s+(?=[^\W\d])"
)
"""What parts ailments of one row."""
_REFUSED = re.compile(r"\W*(?:no|nein|non|unknown)\b", re.IGNORECASE)
"""What a ticked box says when it denies."""
_STOP = re.compile(
    r"[:;]|\s[–—-]\s|\s\(|\.\s|\.$|"
    r",?\s(?:without|with no|no|ohne|sin|sans)\s(?:[\w-]+\s){0,2}(?:evidence|signs?|hinweis\w*|"
    r"evidencia|signos|signes?)\b|"
    r",\s(?:in (?:\w+ )?remission\b|(?:no|negative|kein\w*|sin|sans)\s)",
    re.IGNORECASE,
)
"""Where the name of an entry ends."""
_SPECIMEN = re.compile(
    r"[^:]{2,80}\b(?:biops(?:y|ies|ie|ia)|biopsia|biopsie|[^\W\d_]*ectom(?:y|ie|[ií]a)|excision|"
    r"resection|aspirat\w+|curettings?|shave|punch|core)\b[^:]{0,40}:\s+",
    re.IGNORECASE,
)
"""What a pathologist names in front of the finding: where it was taken, and how."""
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+")
_WORD = re.compile(r"[^\W\d_]{2}")
_ELSEWHERE = re.compile(
    r"\W*(?:(?:r\.?t\.?[co]|f/?u|recheck|(?:\w+ly )?signed(?: by)?|dictated by)\b|"
    r"(?:see|as|per|siehe|s\.|ver|voir)\s+(?:below|above|list|note|o(?:ben|\.)|unten)"
    r"|(?:the )?same(?: as (?:above|pre-?op\w*))?\W*$|idem\b|ditto\b|unchanged\W*$|wie oben\b)"
)
"""An entry that only says where the ailments stand, when to come again, or who signs."""
_AFTER = re.compile(r"\W*(?:z\.\s?n\.?|zustand nach|st\.\s?p\.?)\s+", re.IGNORECASE)
"""How an entry says that it is over."""


def listed(sheet: Sheet, segment: Segment, heads: Heads) -> Iterator[Found]:
    """The ailments of a segment that lists them: by table, entry, box or short sentence."""
    table = list(grids.rows(sheet, segment.rows, _HEADS, "name"))
    if table:
        yield from (_of_row(sheet, cells) for cells in table)
        return
    if segment.about == "history_medical":
        yield from _sentences(sheet, segment, heads)
    found = entries.find(sheet, segment.rows)
    plain = [entry for entry in found if not entry.marked and _is_entry(entry)]
    for entry in found:
        if marks.boxes(sheet.document.text, *_row(sheet, entry)):
            yield from _checked(sheet, entry, heads, strict=segment.about != "history_medical")
            continue
        if entry.marked and plain and _LABEL.match(entry.text):  # a detail of the one above
            continue
        if heads.measures(entry.text):
            continue
        for number, piece in enumerate(_pieces(sheet, _finding(sheet, entry, heads))):
            known = not number or _CODE.search(piece.text) or heads.names(piece.text)
            own = _without_past(sheet, piece, heads) if known and _is_entry(piece) else None
            if own is not None:
                yield from _entry(sheet, own, heads)


def _finding(sheet: Sheet, entry: Entry, heads: Heads) -> Entry:
    """An entry from its finding on, behind a specimen or a label that names none; of a paragraph
    that opens with an ailment the first sentence (``Acute heart failure. Furosemide.``).
    """
    text = sheet.text(entry.span)
    taken = _SPECIMEN.match(text) or _behind_label(text, heads)
    start, end = (taken.end() if taken else 0), len(text)
    stop = _STOPS.search(text, start)
    if stop and not _is_entry(entry):
        first = text[start : stop.start()]
        end = stop.start() if len(first.split()) <= LONGEST_ENTRY and heads.names(first) else end
    if (start, end) == (0, len(text)):
        return entry
    span = Span(entry.span.start + start, entry.span.start + end)
    return replace(entry, span=span, text=" ".join(text[start:end].split()))


def _behind_label(text: str, heads: Heads) -> re.Match[str] | None:
    """The label of an entry (``SECONDARY: history of gout``) where the ailment stands behind it."""
    label = _LABEL.match(text)
    if label is None or heads.opens(label.group().rstrip(": ")):
        return None
    first = next(items(text, label.end(), len(text), heads), None)
    return label if first and heads.names(first[2]) else None


def _without_past(sheet: Sheet, entry: Entry, heads: Heads) -> Entry | None:
    """An entry without ``status post`` in front: what was suffered is told, what was done is not
    an ailment."""
    after = _AFTER.match(sheet.text(entry.span))
    if after is None or _CODE.search(entry.text):
        return entry
    kept = replace(entry, span=Span(entry.span.start + after.end(), entry.span.end))
    name = _CODE.split(sheet.text(kept.span))[0].strip(" .")
    return kept if heads.names(name) else None


def _row(sheet: Sheet, entry: Entry) -> tuple[int, int]:
    """An entry with the mark in front of it: a box may have been taken for one."""
    row = sheet.row_at(entry.span.start)
    return (row.span.start if row else entry.span.start), entry.span.end


def _checked(sheet: Sheet, entry: Entry, heads: Heads, *, strict: bool) -> Iterator[Found]:
    """The ticked ailments of a form: what stands behind a box, else in front of a ticked yes."""
    start, end = _row(sheet, entry)
    text = sheet.document.text
    found = marks.boxes(text, start, end)
    ends = [*(box.span.start for box in found[1:]), end]
    for number, (box, until) in enumerate(zip(found, ends, strict=True)):
        said = Span(box.span.end, until)
        if re.match(r"\W*(?:yes|ja|s[ií]|oui)\b", text[said.start : said.end], re.IGNORECASE):
            said = Span(found[number - 1].span.end if number else start, box.span.start)
        words = text[said.start : said.end]
        if _REFUSED.match(words):
            continue
        told = pruned(words, 0, len(words), heads) if box.ticked else None
        if told is None or len(told[2].split()) > SHORT:
            continue
        if heads.names(told[2]) or not strict:
            place = Span(said.start + told[0], said.start + told[1])
            yield Found(value=told[2], spans=(place,), belief=LISTED)


def _pieces(sheet: Sheet, entry: Entry) -> Iterator[Entry]:
    """The members of a row in which several are set one behind the other, each perhaps coded."""
    text = sheet.text(entry.span)
    start = 0
    for joint in (*_JOINT.finditer(text), None):
        end = joint.start() if joint else len(text)
        words = text[start:end]
        mark = _NUMBER.match(words)
        begin = start + (mark.end() if mark else 0)
        if words.strip():
            span = Span(entry.span.start + begin, entry.span.start + end)
            yield Entry(span=span, text=" ".join(text[begin:end].split()), marked=entry.marked)
        start = joint.end() if joint else end


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
            members = list(items(text, told[0], told[1], heads))
            if len(members) < 2 or not all(heads.opens(member[2]) for member in members):
                members = [told]
            for begin, finish, words in members:
                if heads.opens(words):
                    place = Span(span.start + begin, span.start + finish)
                    yield Found(value=words, spans=(place,), belief=NARRATED)


def _of_row(sheet: Sheet, cells: Mapping[str, Span]) -> Found:
    told = {"icd10": cells["icd10"]} if "icd10" in cells else {}
    code = {name: (sheet.text(span), span) for name, span in told.items()}
    coded = {name: cell for name, cell in code.items() if _PRINTED.fullmatch(cell[0])}
    name = " ".join(sheet.text(cells["name"]).split())
    return Found(value=name, spans=(cells["name"],), belief=LISTED, cells=coded)


def _is_entry(entry: Entry) -> bool:
    """A short nominal phrase; a label with a sentence behind it is none."""
    head = re.split(r"[:–—]|\s-\s", entry.text, maxsplit=1)[0]
    words = head.split()
    members = head.split(",")
    listed = len(members) > 2 and all(len(one.split()) <= SHORT for one in members)
    if not words or (len(words) > LONGEST_ENTRY and not listed) or head.endswith("?"):
        return False
    if _ELSEWHERE.match(head.casefold()):
        return False
    return not SENTENCE.search(re.sub(r"\([^)]*\)", "", head))


def _entry(sheet: Sheet, entry: Entry, heads: Heads) -> Iterator[Found]:
    """A list entry: the whole, and its members where several ailments share a row."""
    text = sheet.text(entry.span)
    code = _CODE.search(text)
    cells = {}
    end = len(text)
    if code:
        kind = code.lastgroup or "code"
        cells["icd10"] = (code[kind], part(sheet, entry.span, *code.span(kind)))
        if code.start() == 0:
            entry = Entry(
                span=Span(entry.span.start + code.end(), entry.span.end),
                text=text[code.end() :],
                marked=entry.marked,
            )
            text, end = sheet.text(entry.span), len(text) - code.end()
        else:
            end = code.start()
    stop = _STOP.search(text[:end])
    whole = pruned(text, 0, stop.start() if stop else end, heads)
    if whole is None or not _WORD.search(whole[2]):  # nothing, or a label's letter
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
            if not negation.denies(words):
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
    named = sum(heads.names(member[2]) for member in members)
    return 2 * named >= len(members) or all(heads.opens(member[2]) for member in members)

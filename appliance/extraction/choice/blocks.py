"""Names, addresses and free text: runs of cells down a column, and phrases within a row."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import fitting, parties, runs, sieve
from appliance.extraction.choice.runs import Block, trimmed
from appliance.extraction.sheet import inline, sections
from appliance.extraction.sheet.cues import CueMatch
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.types import Span

TOP = 24
"""Rows from the top in which a name or an address may stand without a cue."""

_WORD = r"(?:[A-ZÀ-ÞА-Я][^\W\d_]*(?:['’-][^\W\d_]+)*\.?)"
_PROPER = re.compile(rf"(?<![\w]){_WORD}(?:\s{_WORD}){{1,3}}(?!\w)")
_JOINED = re.compile(r"(?:&|\b(?:e|y|et|und|and|en|og))\s$", re.IGNORECASE)
"""What joins the second half of a name to its first (``Talleres Ibáñez e Hijos``)."""
_SURNAME_FIRST = re.compile(rf"(?<![\w.&-]){_WORD},\s{_WORD}(?:\s{_WORD})?(?!\w)")
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|herr|frau|mme|mlle|m|sr|sra|sir|madam)\b\.?\s+", re.IGNORECASE
)
_POSTED = re.compile(r"\d{4,}|\d[A-Z]{2}\b")
_SENTENCE = re.compile(r"(?<=[^\W\d]{2})[.!?](?=\s|$)")
_SEPARATOR = re.compile(
    r"\s*(?:[,;]|\bas well as\b|\band\b|\bund\b|\bsowie\b|\bet\b|\by\b)\s*", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"\s*,?\s*\b(?:who|which|that|presents?|presenting|here for|today|der|die|qui|que)\b",
    re.IGNORECASE,
)


def _segments(sheet: Sheet, cell: Cell) -> Iterator[Block]:
    """The first part of a sender's line, such as ``Name ● Street 1 ● 12345 Town``."""
    text = sheet.text(cell.span)
    cut = inline.name_end(text)
    if cut > 2 and _POSTED.search(text[cut:]):
        span = trimmed(sheet, Span(cell.span.start, cell.span.start + cut))
        if span:
            yield (span,), {"segment": 1.0}


def _near(sheet: Sheet, cues: Sequence[CueMatch]) -> Iterator[Cell]:
    """Cells to which a cue points: right of it, below it, above it."""
    for cue in cues:
        row = sheet.rows[cue.cell.row]
        yield from (cell for cell in row.cells if cell.span.start > cue.span.start)
        below, above = sheet.under(cue.cell), sheet.over(cue.cell)
        yield from (cell for cell in (below, above) if cell)


def _captioned(sheet: Sheet, cues: Sequence[CueMatch], rows: int) -> Iterator[Block]:
    """Whole rows that end right above a caption in brackets, from one row up to ``rows``."""
    for cue in cues:
        above = sheet.over(cue.cell) if cue.bracketed else None
        if above is None:
            continue
        spans: list[Span] = []
        for index in range(above.row, max(above.row - rows, -1), -1):
            text = sheet.text(sheet.rows[index].span)
            span = trimmed(sheet, sheet.rows[index].span)
            if span is None or text.startswith("(") or text.endswith(")"):
                break
            spans.insert(0, span)
            yield tuple(spans), {"opening_row": 1.0, f"rows_{len(spans)}": 1.0}


def _behind(sheet: Sheet, cues: Sequence[CueMatch], spec: FieldSpec) -> Iterator[Block]:
    """What follows a cue in its own cell: to the cell's end, to the sentence's end."""
    for cue in cues:
        rest = trimmed(
            sheet, Span(cue.span.end, max(cue.cell.span.end, cue.span.end)), parties.MARKS + ",-–"
        )
        if rest is None:
            continue
        yield (rest,), {"behind": 1.0}
        named = inline.name_end(sheet.text(rest)) if spec.kind is Kind.NAME else 0
        if 0 < named < rest.end - rest.start:
            yield (Span(rest.start, rest.start + named),), {"behind": 1.0, "named": 1.0}
        stop = _SENTENCE.search(sheet.text(rest))
        if stop and stop.start() > 1:
            yield (Span(rest.start, rest.start + stop.start()),), {"behind": 1.0, "sentence": 1.0}


def _proper(sheet: Sheet) -> Iterator[Block]:
    """Capitalised phrases in running text, without a title in front."""
    for row in sheet.rows[: 4 * TOP]:
        text = sheet.text(row.span)
        for pattern, trait in ((_PROPER, "proper"), (_SURNAME_FIRST, "surname_first")):
            for match in pattern.finditer(text):
                title = _TITLE.match(match.group())
                start = match.start() + (title.end() if title else 0)
                if " " in text[start : match.end()] and not _JOINED.search(text[:start]):
                    span = Span(row.span.start + start, row.span.start + match.end())
                    yield (span,), {trait: 1.0, "titled": float(bool(title))}


def _under_heading(sheet: Sheet, cues: Sequence[CueMatch], spec: FieldSpec) -> Iterator[Block]:
    """The body under a heading that holds a cue: its first sentence, and up to ``rows`` rows."""
    titles = {section.title: section for section in sections.find(sheet)}
    for cue in cues:
        section = next((s for t, s in titles.items() if t.start <= cue.span.start < t.end), None)
        if section is None or section.first >= section.last:
            continue
        rows = sheet.rows[section.first : min(section.last, section.first + max(spec.rows, 1))]
        spans = tuple(sections.without_bullet(sheet, row.span) for row in rows)
        stop = _SENTENCE.search(sheet.text(spans[0]))
        if stop:
            first = Span(spans[0].start, spans[0].start + stop.start())
            yield (first,), {"headed": 1.0, "sentence": 1.0}
        for length in range(1, len(spans) + 1):
            yield spans[:length], {"headed": 1.0, f"rows_{length}": 1.0}


def sentence_end(sheet: Sheet, span: Span) -> int:
    """Where the first sentence of a span ends."""
    stop = _SENTENCE.search(sheet.text(span))
    return span.start + stop.start() if stop else span.end


def items(sheet: Sheet, span: Span) -> Iterator[Span]:
    """The members of an enumeration: ``a kidney transplant, gout, and arthritis``."""
    text = sheet.text(span)
    clause = _CLAUSE.search(text)
    text = text[: clause.start()] if clause else text
    start = 0
    for match in (*_SEPARATOR.finditer(text), None):
        end = match.start() if match else len(text)
        part = (
            trimmed(sheet, Span(span.start + start, span.start + end), parties.MARKS + ".,-–")
            if end > start
            else None
        )
        if part:
            yield part
        start = match.end() if match else len(text)


def pointed(sheet: Sheet, spec: FieldSpec, cues: Sequence[CueMatch]) -> Iterator[Block]:
    """Blocks to which the field's own cues point: the likelier ones."""
    return fitting.kept(sheet, spec, _pointed(sheet, spec, cues, max(spec.rows, 1)))


def anywhere(sheet: Sheet, spec: FieldSpec) -> Iterator[Block]:
    """Blocks where names and addresses stand: the same for all fields that are ``alike``. Those of
    firms, who stand all over a page, are sifted."""
    found = _anywhere(sheet, spec, max(spec.rows, 1))
    sifted = sieve.likeliest(sheet, spec, found) if spec.organisation else found
    return fitting.kept(sheet, spec, sifted)


def alike(spec: FieldSpec) -> Hashable:
    """What two fields have in common that may stand in the same blocks."""
    return spec.kind, spec.organisation, max(spec.rows, 1), spec.longest


def _of_firms(sheet: Sheet, spec: FieldSpec) -> Iterator[Block]:
    """Names with a legal form, and what a sender's line says."""
    for row in sheet.rows:
        for cell in row.cells:
            if spec.kind is Kind.NAME:
                found, trait = parties.formed(sheet, cell), "formed"
            else:
                found, trait = parties.rest_of_line(sheet, cell), "of_line"
            yield from (((span,), {trait: 1.0}) for span in found)


def _at_foot(sheet: Sheet, cells: Iterable[Cell], spec: FieldSpec, rows: int) -> Iterator[Block]:
    """What stands at the foot of the page."""
    for cell in cells:
        lines = _segments(sheet, cell) if spec.kind is Kind.NAME else ()
        yield from ((spans, {**traits, "foot": 1.0}) for spans, traits in lines)
        yield from runs.down(sheet, cell, spec, rows, foot=True)


def _pointed(sheet: Sheet, spec: FieldSpec, cues: Sequence[CueMatch], rows: int) -> Iterator[Block]:
    """What the field's own cues point to."""
    yield from _behind(sheet, cues, spec)
    if spec.kind is Kind.TEXT:
        yield from _under_heading(sheet, cues, spec)
    if spec.kind is Kind.ADDRESS:
        yield from _captioned(sheet, cues, rows)
    for cell in _near(sheet, cues):
        yield from runs.down(sheet, cell, spec, rows)


def _anywhere(sheet: Sheet, spec: FieldSpec, rows: int) -> Iterator[Block]:
    """What stands where names and addresses stand: the same for all fields of a kind."""
    if spec.kind is Kind.TEXT:
        return
    feet: tuple[Cell, ...] = ()
    if spec.organisation:
        feet = tuple(parties.feet(sheet))
        yield from _of_firms(sheet, spec)
        yield from _at_foot(sheet, feet, spec, rows)
    known = {cell.span.start for cell in feet}
    for row in sheet.rows[:TOP]:
        for cell in row.cells:
            if cell.span.start in known:
                continue
            yield from runs.down(sheet, cell, spec, rows)
            if spec.kind is Kind.NAME:
                yield from _segments(sheet, cell)
    if spec.kind is Kind.NAME:
        yield from _proper(sheet)

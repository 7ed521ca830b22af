"""Names, addresses and free text: runs of cells down a column, and phrases within a row."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import fitting, parties
from appliance.extraction.sheet import inline, legal_forms, sections
from appliance.extraction.sheet.cues import CueMatch
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.types import Span

TOP = 24
"""Rows from the top in which a name or an address may stand without a cue."""

Block = tuple[tuple[Span, ...], Mapping[str, float]]

_LABEL = re.compile(r"^[^\W\d_][^:\d]{0,28}:\s*(?=\S)")
_NUMBER = re.compile(r"^[(]?\d[\d/-]{3,}(?:-?[A-Z])?[)]?\s+(?=\S)")
_INNER_LABEL = re.compile(r"[\s,;(]+[^\W\d_][\w. ]{1,12}(?:\([^)]*\))?\s?:\s?")
_BRACKET = re.compile(r"\s*[\[(][^()\[\]]*[\])]?\s*$")
_JUNK = parties.MARKS
_WORD = r"(?:[A-ZÀ-ÞА-Я][^\W\d_]*(?:['’-][^\W\d_]+)*\.?)"
_PROPER = re.compile(rf"(?<![\w]){_WORD}(?:\s{_WORD}){{1,3}}(?!\w)")
_JOINED = re.compile(r"(?:&|\b(?:e|y|et|und|and|en|og))\s$", re.IGNORECASE)
"""What joins the second half of a name to its first (``Talleres Ibáñez e Hijos``)."""
_SURNAME_FIRST = re.compile(rf"(?<![\w.&-]){_WORD},\s{_WORD}(?:\s{_WORD})?(?!\w)")
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|herr|frau|mme|mlle|m|sr|sra|sir|madam)\b\.?\s+", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[^\W\d]{2})[.!?](?=\s|$)")
_SEPARATOR = re.compile(
    r"\s*(?:[,;]|\bas well as\b|\band\b|\bund\b|\bsowie\b|\bet\b|\by\b)\s*", re.IGNORECASE
)
_SERVED = re.compile(
    r"\W*(?:(?:you were )?served by|your (?:server|cashier|host)|cashier|server|waiter|waitress"
    r"|operator|clerk|kassierer(?:in)?|bediener?|es bediente sie|bedient(?: von| durch)?"
    r"|cajer[oa]|atendid[oa] por|le atendió|caissi[eè]re?|vous a servi|servi par|cassier[ea])\b",
    re.IGNORECASE,
)
"""Rows about who stood at the till: no firm's name or address goes on there."""
_CLAUSE = re.compile(
    r"\s*,?\s*\b(?:who|which|that|presents?|presenting|here for|today|der|die|qui|que)\b",
    re.IGNORECASE,
)


def trimmed(sheet: Sheet, span: Span, junk: str = _JUNK) -> Span | None:
    """A span without marks and blanks at its ends; ``None`` if nothing else is in it."""
    text = sheet.text(span)
    inner = text.strip(junk)
    if not any(map(str.isalnum, inner)):
        return None
    start = span.start + text.index(inner)
    return Span(start, start + len(inner))


def _starts(sheet: Sheet, cell: Cell) -> Iterator[tuple[Span, str]]:
    """A cell as the first row of a run: whole, and without a label or a number in front."""
    whole = trimmed(sheet, cell.span)
    if whole is None:
        return
    yield whole, "whole"
    for pattern, opening in ((_LABEL, "unlabelled"), (_NUMBER, "unnumbered")):
        front = pattern.match(sheet.text(whole))
        rest = trimmed(sheet, Span(whole.start + front.end(), whole.end)) if front else None
        if rest:
            yield rest, opening


def _ends(sheet: Sheet, span: Span, kind: Kind) -> Iterator[tuple[Span, str]]:
    """A row as the last of a run: whole, without a bracket behind, up to a label inside it."""
    yield span, "whole"
    text = sheet.text(span)
    if kind is Kind.NAME:
        bracket = _BRACKET.search(text)
        if bracket and bracket.start() > 2 and not legal_forms.ends(text):
            yield Span(span.start, span.start + bracket.start()), "unbracketed"
        form = parties.form_inside(text)
        if form:
            yield Span(span.start, span.start + form), "formed"
    label = _INNER_LABEL.search(text)
    if label and label.start() > 3:
        yield Span(span.start, span.start + label.start()), "cut"


def _closings(sheet: Sheet, cell: Cell, span: Span, kind: Kind) -> Sequence[tuple[Span, str]]:
    """The same, and the row of cells as one: alike for all runs that reach this row."""
    wide = parties.across(sheet, cell, span)
    ends = tuple(_ends(sheet, span, kind))
    return (*ends, (wide, "across")) if wide else ends


def _segments(sheet: Sheet, cell: Cell) -> Iterator[Block]:
    """The first part of a sender's line, such as ``Name ● Street 1 ● 12345 Town``."""
    text = sheet.text(cell.span)
    cut = inline.name_end(text)
    if cut > 2 and re.search(r"\d{4,}|\d[A-Z]{2}\b", text[cut:]):
        span = trimmed(sheet, Span(cell.span.start, cell.span.start + cut))
        if span:
            yield (span,), {"segment": 1.0}


def _chain(sheet: Sheet, cell: Cell, rows: int) -> list[Cell]:
    """The cell and those below it in its column, at most ``rows``."""
    chain = [cell]
    while len(chain) < rows:
        below = sheet.under(chain[-1], reach=1.6)
        if below is None or sheet.told(_of_staff, below.span):
            break
        chain.append(below)
    return chain


def _of_staff(text: str) -> bool:
    return bool(_SERVED.match(text))


def _runs(sheet: Sheet, cell: Cell, spec: FieldSpec, rows: int) -> Iterator[Block]:
    chain = _chain(sheet, cell, rows)
    for first, opening in _starts(sheet, cell):
        middle: list[Span] = [first]
        for length, last in enumerate(chain, start=1):
            span = first if length == 1 else trimmed(sheet, last.span)
            if span is None:
                break
            if length > 1:
                middle.append(span)
            closed = (_closings, span, spec.kind)
            ends = sheet.once(closed, partial(_closings, sheet, last, span, spec.kind))
            for end, closing in ends:
                traits = {
                    f"opening_{opening}": 1.0,
                    f"closing_{closing}": 1.0,
                    f"rows_{length}": 1.0,
                }
                yield (*middle[:-1], end), traits


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
            sheet, Span(cue.span.end, max(cue.cell.span.end, cue.span.end)), _JUNK + ",-–"
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
            trimmed(sheet, Span(span.start + start, span.start + end), _JUNK + ".,-–")
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
    """Blocks where names and addresses stand: the same for all fields that are ``alike``."""
    return fitting.kept(sheet, spec, _anywhere(sheet, spec, max(spec.rows, 1)))


def alike(spec: FieldSpec) -> Hashable:
    """What two fields have in common that may stand in the same blocks."""
    return spec.kind, spec.organisation, max(spec.rows, 1), spec.longest


def _of_firms(sheet: Sheet, spec: FieldSpec, rows: int) -> Iterator[Block]:
    """Names with a legal form, what a sender's line says, and the foot of the page."""
    for row in sheet.rows:
        for cell in row.cells:
            if spec.kind is Kind.NAME:
                found, trait = parties.formed(sheet, cell), "formed"
            else:
                found, trait = parties.rest_of_line(sheet, cell), "of_line"
            yield from (((span,), {trait: 1.0}) for span in found)
    for cell in parties.feet(sheet):
        lines = _segments(sheet, cell) if spec.kind is Kind.NAME else ()
        for spans, traits in (*lines, *_runs(sheet, cell, spec, rows)):
            yield spans, {**traits, "foot": 1.0}


def _pointed(sheet: Sheet, spec: FieldSpec, cues: Sequence[CueMatch], rows: int) -> Iterator[Block]:
    """What the field's own cues point to."""
    yield from _behind(sheet, cues, spec)
    if spec.kind is Kind.TEXT:
        yield from _under_heading(sheet, cues, spec)
    if spec.kind is Kind.ADDRESS:
        yield from _captioned(sheet, cues, rows)
    for cell in _near(sheet, cues):
        yield from _runs(sheet, cell, spec, rows)


def _anywhere(sheet: Sheet, spec: FieldSpec, rows: int) -> Iterator[Block]:
    """What stands where names and addresses stand: the same for all fields of a kind."""
    if spec.kind is Kind.TEXT:
        return
    if spec.organisation:
        yield from _of_firms(sheet, spec, rows)
    for row in sheet.rows[:TOP]:
        for cell in row.cells:
            yield from _runs(sheet, cell, spec, rows)
            if spec.kind is Kind.NAME:
                yield from _segments(sheet, cell)
    if spec.kind is Kind.NAME:
        yield from _proper(sheet)

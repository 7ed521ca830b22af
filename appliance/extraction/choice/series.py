"""The whole number of a paper: the letters of its series, and what goes on behind a blank.

``FT 2023A/417``, ``A 23/00917``, ``RE-2024 / 0031``, ``VR-880 271 443``: the numbers of papers are
found as tokens, and a blank parts tokens. Without its series a number means another paper, or none
(EN 16931, BT-1: it identifies the invoice uniquely), so it is completed, or else doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from appliance.extraction import ground
from appliance.extraction.choice.proposal import Proposal
from appliance.extraction.sheet.cues import CueMatch
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Field, Span

DOUBTED = 0.5
"""Confidence at most in a number that may go on."""
MOST = 3
"""Tokens of a series before the number."""
_BEFORE = re.compile(r"(?<!\S)(\S+)( | ?/ )$")
_SERIES = re.compile(r"[A-Z]{1,5}(?:[0-9]{1,4}[A-Z]?)?(?:[/-][A-Z0-9]{1,6}){0,2}[-/]?")
_SERIES_LABEL = re.compile(r"\bs[eé]rie(?:n|s|\b) ?(?:n[.ºo°]+ ?)?: ?[A-Z0-9]", re.IGNORECASE)
_SHORT = re.compile(r"[A-Z]{1,3}\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_STROKE = re.compile(r"(?: / ?|/ )([A-Z]{0,3}\d[A-Z0-9-]{0,11})(?![\w.,/:-]|\s\d)")
_NEXT = re.compile(r" (\d{3,10}|[A-Z])(?![\w.,/:-])")
_GROUPS = re.compile(r"(?: \d{3})+(?![\w.,/:-]|\s\d)")
_BLANKED = re.compile(r"(?: \d{2,6}){2,5}$")
_DAY = re.compile(r" (?:0?[1-9]|[12]\d|3[01]) (?:0?[1-9]|1[0-2]) (?:20)?\d\d$")
FOUR = 4
"""Digits of a group in a number that is set with blanks; more are another number's."""
_GROUP = re.compile(r"(?<!\d)\d{1,3}$")
_LEADING = re.compile(r"(?<!\S)\d{1,3} $")
_LABELS = re.compile(
    r"NO|NR|N|NUM|NUMBER|NUMERO|NUMMER|ID|REF|DOC|BILL|DATE|DATUM|DATA|PO|VAT|TAX|TVA"
    r"|IVA|UST|BTW|NIF|CIF|NIP|SIRET|GST|TEL|FAX|P|PAGE|OCR|KD|RG|RE[.]NR|OF|AND|UND|ET"
    r"|VOM|DU|DEL|DI|DE|LA|EL|LE|TO|FOR|MEMO|NOTE|AVOIR|ORDER|COPY"
)
"""What stands before numbers in capitals and is no part of them."""


class Whole(NamedTuple):
    """The spans of a number with its series; ``doubtful`` where it may go on otherwise."""

    span: Span
    doubtful: bool


def completed(sheet: Sheet, proposal: Proposal, field: Field) -> Field:
    """A number found on the page with its series; where it may go on otherwise, it is doubtful."""
    if len(field.spans) != 1:
        return field
    found = whole(sheet, proposal.cues, field.spans[0])
    if _stated_apart(sheet, found.span):
        found = found._replace(doubtful=True)
    sure = min(field.confidence, DOUBTED) if found.doubtful else field.confidence
    value = field.value
    if found.span != field.spans[0]:
        value = "".join(sheet.text(found.span).split()).upper()
    if len(value) > proposal.spec.longest:
        return replace(field, confidence=min(field.confidence, DOUBTED))
    return ground.field(
        sheet.document, field.name, value, (found.span,), confidence=sure, source=field.source
    )


def _stated_apart(sheet: Sheet, span: Span) -> bool:
    """Whether the row tells the series under a label of its own: ``Serie: R24  Número: 0019``."""
    row = sheet.row_at(span.start)
    return row is not None and bool(_SERIES_LABEL.search(sheet.text(row.span)))


def whole(sheet: Sheet, cues: Sequence[CueMatch], span: Span) -> Whole:
    """The number at ``span`` with what belongs to it in its cell.

    ``cues`` are the places of the field's labels: they are no part of the number.
    """
    cell = sheet.cell_at(span.start)
    if cell is None or span.end > cell.span.end:
        return Whole(span, False)
    labels = [cue.span for cue in cues]
    start, lettered = _begin(sheet, Span(cell.span.start, span.start), labels)
    lettered = lettered or bool(_SHORT.fullmatch(sheet.text(span)))
    rest = sheet.text(Span(span.end, cell.span.end))
    stroke, following = _STROKE.match(rest), _NEXT.match(rest)
    if stroke:
        return Whole(Span(start, span.end + stroke.end()), False)
    if _LEADING.search(sheet.text(Span(cell.span.start, start))):
        return Whole(Span(start, span.end), True)
    if _BLANKED.match(rest) and not _DAY.search(rest):  # 26 0203 118 4407, to the cell's end
        last = re.split(r"\D", sheet.text(span))[-1]
        long = any(len(group) > FOUR for group in (last, *rest.split()))
        return Whole(Span(start, cell.span.end), long)
    groups = _GROUPS.match(rest) if _GROUP.search(sheet.text(span)) else None
    if groups:  # 41 772 is one number; before more words it may be two
        return Whole(Span(start, span.end + groups.end()), bool(rest[groups.end() :].strip()))
    end, doubtful = span.end, False
    if following:  # AB 2024 10553 is one number; 4711 10553 may be two
        end = span.end + following.end() if lettered else span.end
        more = bool(rest[following.end() :].strip())
        doubtful = not lettered or following[1].isalpha() or more
    return Whole(Span(start, end), doubtful)


def _begin(sheet: Sheet, before: Span, labels: Iterable[Span]) -> tuple[int, bool]:
    """Where the number begins, and whether letters of a series begin it."""
    taken = list(labels)
    start, begins, lettered = before.end, before.end, False
    for _ in range(MOST):
        match = _BEFORE.search(sheet.text(Span(before.start, start)))
        if match is None:
            break
        token = Span(before.start + match.start(1), before.start + match.end(1))
        word = match[1]
        if _LABELS.fullmatch(word.rstrip(".")) or any(_touch(token, label) for label in taken):
            break
        if _SERIES.fullmatch(word):
            start = begins = token.start
            lettered = True
        elif _YEAR.fullmatch(word):  # AB 2024 10553
            start = token.start
        else:
            break
    return begins, lettered


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end

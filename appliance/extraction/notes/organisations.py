"""Where a note was written: the names of hospitals, practices and clinics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.found import Found
from appliance.extraction.sheet import entries, segments
from appliance.extraction.sheet.borders import BORDER, bordered
from appliance.extraction.sheet.cues import patterns
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

PLACED = 0.75
"""Belief in a name that is known by its words and its place alone."""
_JOINING = (
    r"(?:m[ée]dicale?|hospitalier|universitaire|dentaire|universitario|"
    r"of|the|and|for|at|de|la|del|las|los|el|y|e|des|du|et|für|und|der|am|im|an der|zu|i|&|-|–)"
)
_WORD = r"(?:[A-ZÀ-Þ][\w'’.]*(?:-[\w'’]+)*|[dl]['’][A-ZÀ-Þ]\w*|St\.|&)"
_RUN = re.compile(rf"{_WORD}(?:\s(?:{_JOINING}\s){{0,2}}{_WORD})*")
_SENTENCES = re.compile(
    r"(?<=[^\W\d_]{3})(?<!NTRA)(?<!Ntra)(?<!SRA)(?<!Sra)\.\s|\s[–-]\s|\s(?=Dr\.\s|Prof\.\s)"
)
_PAPER = re.compile(
    r"\b(?:report|note|notes|summary|letter|form|transcript|record|consultation|visit|befund|brief|"
    r"bericht|informe|urgencias)s?$",
    re.IGNORECASE,
)
"""What a title of a paper ends in, no house."""
_HOUSE = re.compile(
    r"hospital|clinic|cl[ií]nic|klini|infirmary|centre|center|krankenhaus|h[oô]pital|practice|"
    r"surgery|praxis|laborator|associates|group|health",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\s(?:Pso|Plaza|Pza|Calle|Avda|Av|Carretera|Ctra|Paseo|A Calle|C/|E-?mail|Tel)\b"
)
_LEADING = re.compile(
    r"hospital|cl[ií]nica|complejo|centro|centre|klinik|krankenhaus", re.IGNORECASE
)
_OF_STREET = re.compile(
    r"\b(?:Plaza|Pza|Calle|Avenida|Avda|Paseo|Street)\.?\s(?:del?\s(?:la\s)?)?$"
)
_ASKED = re.compile(r"[^\W\d_][\w ./'-]{1,30}:")
"""How a row begins that answers a question of its own."""
_NUMBER = re.compile(r"\s(?:No|Nr|Number|ID|Ref)\b\.?$", re.IGNORECASE)
"""How the label of a record number ends (``Hospital No``)."""
LABELLED = 3.5
"""Score of a name behind its label, as ``_placed`` has it."""
_LABEL = re.compile(
    rf"(?:^|{BORDER}|\s{{2}})\W*(?:(?:treating |performing )?(?:facility|hospital|clinic|"
    rf"institution)|einrichtung|"
    rf"centro|[ée]tablissement)(?: name)?\s*:[\s{BORDER}]*(?P<name>[^\W\d][^:\n]{{2,80}})$",
    re.IGNORECASE,
)
_STREET_BEHIND = re.compile(r",\s*(?=\d)|\s{2,}")
HEAD = 3
"""Rows in which a house names itself."""
LONGEST_NAME = 9
"""Words of an organisation's name."""


def organisations(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The best placed run of capitalised words around one of the field's cues: a row of its own,
    the head of the page, else wherever it stands.
    """
    best: tuple[float, Found] | None = _asked(sheet)
    for span in entries.paragraphs(sheet, [row.span for row in sheet.rows]):
        text = _joined(sheet, doctype, span)
        row = sheet.row_at(span.start)
        for start, words in _runs(text, spec, doctype.headings):
            score = _placed(text, start, words, row.index if row else 0, len(sheet.rows))
            if best is None or score > best[0]:
                place = Span(span.start + start, span.start + start + len(words))
                best = (score, Found(value=words, spans=(place,), belief=PLACED))
    return (best[1],) if best else ()


def letterhead(sheet: Sheet, doctype: Doctype) -> Iterator[Span]:
    """The first rows that are nothing but the name of a house: set in capitals like a heading, and
    none."""
    spec = next((f for f in doctype.fields if f.finder == "organisation"), None)
    for row in sheet.rows[:HEAD] if spec else ():
        words = sheet.text(row.span).strip()
        run = _RUN.fullmatch(words)
        if spec and run and _cued(words, spec) and not segments.about(words, doctype.headings):
            yield row.span


def _asked(sheet: Sheet) -> tuple[float, Found] | None:
    """What stands behind a label that asks for a house, whatever its words."""
    for row in sheet.rows:
        text = bordered(sheet, row.span)
        match = _LABEL.search(text)
        if match:
            name = _STREET_BEHIND.split(match["name"].split(BORDER)[0])[0].rstrip(" .,;")
            if len(name.split()) <= LONGEST_NAME and name[:1].isupper():
                start = row.span.start + match.start("name")
                place = Span(start, start + len(name))
                return LABELLED, Found(value=name, spans=(place,), belief=PLACED)
    return None


def _joined(sheet: Sheet, doctype: Doctype, span: Span) -> str:
    """A paragraph in one line, parted where a cell or a heading begins."""
    text = bordered(sheet, span)
    offset = 0
    for line in text.split("\n")[1:]:
        offset = text.index("\n", offset)
        row = sheet.row_at(span.start + offset + 1)
        heads = bool(segments.about(line, doctype.headings) or _ASKED.match(line))
        parted = heads or (row is not None and len(row.cells) > 1)
        text = f"{text[:offset]}{BORDER if parted else ' '}{text[offset + 1 :]}"
    return text


def _runs(
    text: str, spec: FieldSpec, headings: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[int, str]]:
    """Capitalised phrases that hold a cue: from it on where it leads (``Hospital de la Ribera``),
    up to it where it ends the name (``Lakeview General Hospital``).
    """
    for match in _RUN.finditer(text):
        start = match.start()
        for piece in _SENTENCES.split(match.group()):
            at = text.index(piece, start) if piece else start
            start = at + len(piece)
            cue = next((c for p in patterns(spec) if (c := p.search(piece))), None)
            if cue is None:
                continue
            behind = _STREET.split(piece[cue.end() :])[0]
            leads = (
                _LEADING.match(cue.group()) is not None
                and re.match(rf"\s(?:{_JOINING}\s)*[A-ZÀ-Þ]", behind) is not None
            )
            words = piece[cue.start() :] if leads and cue.start() else piece
            offset = cue.start() if leads and cue.start() else 0
            words = _STREET.split(words)[0].rstrip(" .,")
            if _OF_STREET.search(text[: at + offset]):
                continue
            if segments.about(words, headings) or _NUMBER.search(words) or _PAPER.search(words):
                continue
            if 2 <= len(words.split()) <= LONGEST_NAME and _cued(words, spec):
                yield at + offset, words


def _cued(words: str, spec: FieldSpec) -> bool:
    return any(pattern.search(words) for pattern in patterns(spec))


def _placed(text: str, start: int, words: str, index: int, rows: int) -> float:
    alone = len(words) >= len(text) - 2
    labelled = text[:start].rstrip().endswith(":")
    top = 1.0 if index < 6 else 0.5 if index >= rows - 4 else 0.0
    return 2.0 * alone + 1.5 * labelled + top + 0.5 * bool(_HOUSE.search(words))

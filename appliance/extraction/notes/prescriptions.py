"""Medicines: name, dose, route and frequency from lists, tables and running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, product

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import enumerated
from appliance.extraction.notes.dosage import (
    AIMED,
    CHANGED,
    COUNT,
    DOSE,
    ENDED,
    FREQUENCY,
    LEVEL,
    NO_NAME,
    OF_KIN,
    STOPPED,
    STOPPING,
    UNIT,
)
from appliance.extraction.sheet import entries, grids, segments
from appliance.extraction.sheet.entries import part
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

CONCEPT = "medications"
LISTED, NARRATED = 0.85, 0.6
BARE = 3
"""Words of a medicine that stands without dose among others that have theirs."""
REACH = 80
"""Characters of a medicine's directions that may say that it is over."""
LONGEST_NAME = 6
"""Words of a medicine's name."""

_NONE = re.compile(r"^\W*(?:none|no |not taking|denies|n/?a\b|ning[uú]n|sin |keine)", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:I|you|he|she|we|they|going to|will|should)\b", re.IGNORECASE)
"""A sentence, no name of a medicine."""
_SALT = re.compile(r"(?:sodium|potassium) [a-z]{6,}", re.IGNORECASE)
_REMARK = re.compile(r"(?:no|nil|not|n[º°]|on|we|he|she|kein\w*|pas)\b", re.IGNORECASE)
_SIGNED = re.compile(r"(?:Dr|Dra|Prof)\b\.?\s")
"""How the row of a signature below a list begins."""
_DIRECTED = re.compile(r"(?:sig|s|directions?|instructions?|posologie|pauta)\s?:\s", re.IGNORECASE)
_DISPENSED = re.compile(r"(?:disp(?:ense)?|refills?|qty|quantity|#|substitution)\b", re.IGNORECASE)
_TAKING = re.compile(
    r"^.*?\b(?:tak(?:es|ing)|is on|currently on|using|uses|include[sd]?|prescribed|started on)\s+|"
    r"^\W*(?:continue|resume|start|begin|add|mantener|continuar(?: con)?|seguir con|iniciar|"
    r"a[ñn]adir|poursuivre|continuer|weiterhin)\s+(?:the\s+)?(?=[^\W\d_]{4})",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\s+(?:NEW|INCREASED|DECREASED|CHANGED|CONTINUED?|UNCHANGED|STOPPED|NEU|NUEVO|IGUAL)$"
)
"""What a list of a discharge has behind its columns."""
_HOUR = re.compile(r"\s*\d{1,2}:?\d{2}\s?(?:h|am|pm|uhr)?\s+(?=[^\W\d]{3})", re.IGNORECASE)
_BASE = (
    r"(?:ferrous|ferric|sodium|potassium|calcium|magnesium|lithium|zinc|aluminium|folic|ascorbic|"
    r"valproic|tranexamic|acetylsalicylic|mycophenolate|vitamin|insulin|fish|isosorbide|"
    r"[aá]cido|acide|hierro|sulfato)"
)
"""First words of medicines of two (``ferrous sulfate``)."""
_IN_TEXT = re.compile(
    rf"\b(?P<name>(?:(?i:{_BASE})\s)?[A-Za-zÀ-ÿ][\w'-]{{3,}}(?:\s(?:HCl|XR|ER|SR|XL|CR|LA|HFA|succinate|tartrate|"
    rf"sodium|acetate|inhaler|cream|ointment|gel|patch|spray|drops|tablets?|capsules?|insulin))?)"
    rf",?\s+(?={COUNT}\s?{UNIT}\b(?!{LEVEL})|\d{{2,4}} (?:[bt]id|qid|q[dh]s?|daily|prn)\b)"
)
_TAKEN = r"\b(?:taking|takes?|on|continue|continuing|prescribed|start(?:ed)?)\s+(?:the\s+|your\s+)?"
PLANNED = frozenset({"assessment", "plan"})
"""Sections whose prose adds medicines to a list of them."""
_HEADS = {
    "name": (
        r"medication|medicine|drug|name|product|medicamento|f[aá]rmaco|medikament|wirkstoff|"
        r"m[eé]dicament"
    ),
    "dose": r"dose|dosage|strength|dosis|st[aä]rke|posologie|quantity",
    "route": r"route|v[ií]a|applikation|voie",
    "frequency": (
        r"frequency|sig|directions|instructions|schedule|how often|frecuencia|pauta|einnahme|"
        r"fr[eé]quence"
    ),
}


def find(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The medicines of the sections about them and those that the plan adds; without such a
    section all that are told with a dose.
    """
    routes = _words(doctype.words.get("route", ()))
    noted = segments.find(sheet, doctype)
    found: list[Found] = []
    for segment in noted:
        if segment.about != CONCEPT:
            continue
        table = list(grids.rows(sheet, segment.rows, _HEADS, "name"))
        if table:
            found += [_of_row(sheet, cells) for cells in table if not _over(sheet, cells)]
        else:
            found += _likely(list(_of_list(sheet, segment.rows, routes)))
    if not found:
        found += _of_list(sheet, tuple(_prescribed(sheet)), routes)
    vital = frozenset(word.replace("_", " ") for word in doctype.words.get("vital", ()))
    rows = [row.span for row in sheet.rows]
    if found:
        rows = [row for one in noted if one.about in PLANNED for row in one.rows]
    known = {word for item in found for word in item.value.casefold().split()}
    ended = {name for row in sheet.rows for name in _ended(sheet.text(row.span))}
    for item in _narrated(sheet, rows, routes, doctype.words.get("remedy", ())):
        name = item.value.casefold().split()[0]
        if name not in known and name not in ended:
            known.add(name)
            found.append(item)
    kept = (item for item in reversed(found) if not _measures(item.value, vital))
    once = {item.value.casefold(): item for item in kept}
    return tuple(sorted(once.values(), key=lambda item: item.spans))


def _ended(text: str) -> Iterator[str]:
    """The medicines of a row of which it says that they are no longer taken."""
    for match in _IN_TEXT.finditer(text):
        if _stopped(text, match):
            yield match["name"].casefold().split()[0]


def _stopped(text: str, found: re.Match[str]) -> bool:
    """Whether the medicine that was found is told to be taken no more, or by somebody else."""
    before = re.split(r"[.;]\s", text[: found.start()])[-1]
    behind = enumerated.behind(text, found.start())
    stops = STOPPING.search(before) or OF_KIN.search(before + found.group())
    return bool(stops or ENDED.search(behind[:REACH]))


def _measures(value: str, vital: frozenset[str]) -> bool:
    """Whether a line is a measured sign of life, no medicine (``Temp 98.4 F``)."""
    name = re.split(r"\s*[\d:]", value.casefold(), maxsplit=1)[0]
    return name in vital


def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    ways = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{ways or 'oral'})(?!\w)", re.IGNORECASE)


def _over(sheet: Sheet, cells: dict[str, Span]) -> bool:
    """Whether a cell of a medicine's row says that it is no longer taken."""
    row = sheet.row_at(cells["name"].start)
    return row is not None and any(STOPPED.match(sheet.text(cell.span)) for cell in row.cells)


def _of_row(sheet: Sheet, cells: dict[str, Span]) -> Found:
    name, told = grids.told(sheet, cells)
    told = {column: (_STATUS.sub("", words), span) for column, (words, span) in told.items()}
    dose = told.get("dose")
    value = f"{name} {dose[0]}" if dose and not DOSE.search(name) else name
    spans = (cells["name"], dose[1]) if dose and value != name else (cells["name"],)
    return Found(value=value, spans=spans, belief=LISTED, cells=told)


def _prescribed(sheet: Sheet) -> Iterator[Span]:
    """The rows of a prescription form: numbered, each with directions (``Sig: ...``) below."""
    rows = [(row.span, sheet.text(row.span)) for row in sheet.rows]
    for (span, text), (below, told) in pairwise(rows):
        if _DIRECTED.match(told) and DOSE.search(text) and not _DIRECTED.match(text):
            yield span
            yield below


def _of_list(sheet: Sheet, rows: tuple[Span, ...], routes: re.Pattern[str]) -> Iterator[Found]:
    for span in _directed(sheet, rows):
        text = sheet.text(span)
        if _NONE.match(text) or _SIGNED.match(text):
            continue
        taking = _TAKING.match(text)
        start = taking.end() if taking else _at_hour(text)
        for begin, end in enumerated.parts(text, start):
            item = _medicine(sheet, part(sheet, span, begin, end), routes)
            if _nameless(text[begin:end]) or (item is not None and _other(sheet, item)):
                item = None
            if item is not None and not ENDED.search(text[begin:end]):
                yield item


def _nameless(words: str) -> bool:
    """Whether words begin with one that is no medicine; a salt is one (``Sodium bicarbonate``)."""
    first = words.split()[:1]
    return bool(first) and first[0].casefold() in NO_NAME and not _SALT.match(words.strip())


def _other(sheet: Sheet, item: Found) -> bool:
    """Whether an entry that tells no dose is a remark or a label of its own (``Bloods: ...``)."""
    behind = sheet.document.text[item.spans[-1].end :][:2].strip()
    return not item.cells and (behind.startswith(":") or _REMARK.match(item.value) is not None)


def _at_hour(text: str) -> int:
    """Where an entry goes on behind the hour at which it was given."""
    hour = _HOUR.match(text)
    return hour.end() if hour else 0


def _likely(listed: list[Found]) -> list[Found]:
    """Entries without those of many words that say nothing of dose or times, where others do."""
    told = any(item.cells for item in listed)
    return [i for i in listed if i.cells or not told or len(i.value.split()) <= BARE]


def _directed(sheet: Sheet, rows: tuple[Span, ...]) -> Iterator[Span]:
    """The entries of a list, each with its directions; what has no mark among marked ones and what
    is dispensed are none.
    """
    listed = [e for e in entries.find(sheet, rows) if not _DISPENSED.match(e.text)]
    marked = any(entry.marked for entry in listed)
    waiting: Span | None = None
    for entry in listed:
        if waiting is not None and _DIRECTED.match(entry.text):
            waiting = Span(waiting.start, entry.span.end)
        elif entry.marked or not marked:
            if waiting is not None:
                yield waiting
            waiting = entry.span
    if waiting is not None:
        yield waiting


def _medicine(sheet: Sheet, span: Span, routes: re.Pattern[str]) -> Found | None:
    """One prescription: the name ends where dose, route or frequency begin."""
    text = sheet.text(span)
    dose, often = DOSE.search(text), FREQUENCY.search(text)
    way = (routes.search(text, dose.end()) if dose else None) or routes.search(text)
    if (
        way
        and not re.search(r"[,;]\s*$", text[: way.start()])
        and not (dose and dose.end() <= way.start())
    ):
        marks = [match.start() for match in (dose, often) if match]  # "Albuterol inhaler 90 mcg"
    else:
        marks = [match.start() for match in (dose, often, way) if match]
    stop = re.search(r"[(:;]|\s[–—-]\s|,\s", text)
    marks += [stop.start()] if stop else []
    name = text[: min(marks, default=len(text))].strip(" \t\n,.;:*?!")
    name = AIMED.sub("", name)
    if not re.search(r"[^\W\d]{3}", name) or len(name.split()) > LONGEST_NAME:
        return None
    if _SAYS.search(name):
        return None
    start = span.start + text.index(name)
    close = dose and not re.search(r"[^\s,(]", text[start - span.start + len(name) : dose.start()])
    end = span.start + dose.end() if dose and close else start + len(name)
    cells = {
        column: (" ".join(match.group().split()), part(sheet, span, *match.span()))
        for column, match in (("dose", dose), ("route", way), ("frequency", often))
        if match
    }
    value = f"{name} {dose.group()}" if dose and close else name
    return Found(
        value=" ".join(value.split()), spans=(Span(start, end),), belief=LISTED, cells=cells
    )


def medicine(sheet: Sheet, span: Span, doctype: Doctype) -> Found | None:
    """The medicine at the beginning of a span, with its directions."""
    item = _medicine(sheet, span, _words(doctype.words.get("route", ())))
    return None if item is None or _nameless(item.value) else item


def directions(sheet: Sheet, span: Span, doctype: Doctype) -> dict[str, tuple[str, Span]]:
    """Dose, route and times that a span tells of a medicine named elsewhere."""
    text = sheet.text(span)
    ways = {"dose": DOSE, "route": _words(doctype.words.get("route", ())), "frequency": FREQUENCY}
    told = {column: way.search(text) for column, way in ways.items()}
    return {
        column: (" ".join(match.group().split()), part(sheet, span, *match.span()))
        for column, match in told.items()
        if match
    }


def _narrated(
    sheet: Sheet, rows: list[Span], routes: re.Pattern[str], remedies: tuple[str, ...]
) -> Iterator[Found]:
    """``metoprolol 25 mg 2 times per day`` in running text; ``taking the lisinopril``, too."""
    patterns = [_IN_TEXT, CHANGED]
    if remedies:
        stems = "|".join(map(re.escape, remedies))
        patterns.append(re.compile(rf"{_TAKEN}(?P<name>[a-z]+(?:{stems}))s?\b", re.IGNORECASE))
    paragraphs = tuple(entries.paragraphs(sheet, rows))
    for pattern, paragraph in product(patterns, paragraphs):
        text = sheet.text(paragraph).replace("\n", " ")
        for match in pattern.finditer(text):
            if match["name"].casefold() in NO_NAME or _stopped(text, match):
                continue
            end = re.search(r"[.;](?=\s|$)|$|\band\b", text[match.end() :])
            until = match.end() + (end.start() if end else 0)
            span = part(sheet, paragraph, match.start("name"), min(until, match.end() + 80))
            item = _medicine(sheet, span, routes)
            if item is not None:
                yield Found(value=item.value, spans=item.spans, belief=NARRATED, cells=item.cells)

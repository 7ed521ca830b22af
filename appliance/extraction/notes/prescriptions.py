"""Medicines: name, dose, route and frequency from lists, tables and running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.sheet import entries, grids, segments
from appliance.extraction.sheet.entries import part
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

CONCEPT = "medications"
LISTED, NARRATED = 0.85, 0.6
LONGEST_NAME = 6
"""Words of a medicine's name."""

_UNIT = (
    r"(?:mg|mcg|µg|μg|ug|g|gr|ml|cc|units?|u|iu|i\.u\.|meq|mmol|%|puffs?|sprays?|drops?|gtts?|"
    r"tab(?:let)?s?|caps?(?:ules?)?|"
    r"patch(?:es)?|unidades|ui|comprimidos?|tabletten?|hub)"
)
_DOSE = re.compile(
    rf"(?<![\w.])"
    rf"\d+(?:[.,/]\d+)*(?:\s?[–-]\s?\d+(?:[.,]\d+)?)?\s?{_UNIT}\b(?:\s?/\s?(?:\d*\s?)?(?:{_UNIT}|"
    rf"h|hr|kg|day|dose|actuation)\b)*",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(
    r"\b(?:(?:once|twice|three times|four times|one time|two times|2 times|3 times|4 times|"
    r"1 time|\d+x|thrice)\s*(?:a|per|each|every)?"
    r"\s*(?:day|daily|week|weekly|month|night)\b|every\s+(?:\d+(?:\s?[-–to]+\s?\d+)?|other|six|"
    r"eight|twelve|four)?\s*(?:hours?|hrs?|days?|"
    r"weeks?|months?|morning|evening|night|day)\b|(?:daily|nightly|weekly|monthly|bid|tid|qid|qd|"
    r"qday|qhs|qam|qpm|qod|q\.?\s?\d+\s?(?:-\d+)?\s?h(?:rs?|ours)?|"
    r"b\.i\.d\.|t\.i\.d\.|q\.i\.d\.|q\.d\.|prn|p\.r\.n\.|as needed|at bedtime|before meals|"
    r"with meals|with food|at onset|"
    r"in the morning|una vez al d[ií]a|cada \d+ horas|al acostarse|si precisa|t[aä]glich|"
    r"\d-\d-\d(?:-\d)?|par jour)\b\.?)"
    r"(?:\s*(?:,|as|prn|with|for)\s*(?:needed|food|meals)?(?:\s+for\s+[a-z ]{3,30})?)?",
    re.IGNORECASE,
)
_NONE = re.compile(r"^\W*(?:none|no |not taking|denies|n/?a\b|ning[uú]n|sin |keine)", re.IGNORECASE)
_TAKING = re.compile(
    r"^.*?\b(?:tak(?:es|ing)|is on|currently on|using|uses|include[sd]?|prescribed|started on)\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[,;]\s+(?:and\s+)?(?=[A-Z][a-z]{3,}|[a-z]{5,}\s+\d)|\.\s+(?=[A-Z])")
_IN_TEXT = re.compile(
    rf"\b(?P<name>[A-Za-zÀ-ÿ][\w'-]{{3,}}(?:\s(?:HCl|XR|ER|SR|XL|CR|LA|HFA|succinate|tartrate|"
    rf"sodium|acetate|inhaler|cream|ointment|gel|patch|spray|drops|tablets?|capsules?|insulin))?)\s+(?=\d[\d.,]*\s?{_UNIT}\b)"
)
_NO_NAME = frozenset(
    [
        "with",
        "about",
        "from",
        "take",
        "taking",
        "takes",
        "dose",
        "doses",
        "total",
        "least",
        "over",
        "than",
        "another",
        "weight",
        "height",
        "every",
        "approximately",
        "around",
        "additional",
        "range",
        "between",
        "level",
        "levels",
        "glucose",
        "pressure",
        "lost",
        "gained",
        "increase",
        "decrease",
        "increased",
        "decreased",
        "hemoglobin",
        "creatinine",
        "sodium",
        "potassium",
        "units",
        "lasting",
        "measuring",
    ]
)
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
    """The medicines of the sections about them; without any, those told with a dose."""
    routes = _words(doctype.words.get("route", ()))
    found: list[Found] = []
    for segment in segments.find(sheet, doctype):
        if segment.about != CONCEPT:
            continue
        table = list(grids.rows(sheet, segment.rows, _HEADS, "name"))
        if table:
            found += [_of_row(sheet, cells) for cells in table]
        else:
            found += _of_list(sheet, segment.rows, routes)
    if not found:
        found = list(_narrated(sheet, routes))
    return tuple({item.value.casefold(): item for item in reversed(found)}.values())[::-1]


def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    ways = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{ways or 'oral'})(?!\w)", re.IGNORECASE)


def _of_row(sheet: Sheet, cells: dict[str, Span]) -> Found:
    told = {
        column: (" ".join(sheet.text(span).split()), span)
        for column, span in cells.items()
        if column != "name"
    }
    name = " ".join(sheet.text(cells["name"]).split())
    dose = told.get("dose")
    value = f"{name} {dose[0]}" if dose and not _DOSE.search(name) else name
    spans = (cells["name"], dose[1]) if dose and value != name else (cells["name"],)
    return Found(value=value, spans=spans, belief=LISTED, cells=told)


def _of_list(sheet: Sheet, rows: tuple[Span, ...], routes: re.Pattern[str]) -> Iterator[Found]:
    for entry in entries.find(sheet, rows):
        text = sheet.text(entry.span)
        if _NONE.match(text):
            continue
        taking = _TAKING.match(text)
        start = taking.end() if taking else 0
        for separator in (*_SPLIT.finditer(text, start), None):
            end = separator.start() if separator else len(text)
            item = _medicine(sheet, part(sheet, entry.span, start, end), routes)
            if item is not None:
                yield item
            start = separator.end() if separator else end


def _medicine(sheet: Sheet, span: Span, routes: re.Pattern[str]) -> Found | None:
    """One prescription: the name ends where dose, route or frequency begin."""
    text = sheet.text(span)
    dose, often = _DOSE.search(text), _FREQUENCY.search(text)
    way = routes.search(text)
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
    name = text[: min(marks, default=len(text))].strip(" \t\n,.;:*")
    if not re.search(r"[^\W\d]{3}", name) or len(name.split()) > LONGEST_NAME:
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


def _narrated(sheet: Sheet, routes: re.Pattern[str]) -> Iterator[Found]:
    """``metoprolol 25 mg 2 times per day`` in running text."""
    for paragraph in entries.paragraphs(sheet, [row.span for row in sheet.rows]):
        text = sheet.text(paragraph)
        for match in _IN_TEXT.finditer(text):
            if match["name"].casefold() in _NO_NAME:
                continue
            end = re.search(r"[.;](?=\s|$)|$|\band\b", text[match.end() :])
            until = match.end() + (end.start() if end else 0)
            span = part(sheet, paragraph, match.start(), min(until, match.end() + 80))
            item = _medicine(sheet, span, routes)
            if item is not None:
                yield Found(value=item.value, spans=item.spans, belief=NARRATED, cells=item.cells)

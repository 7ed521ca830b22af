"""Laboratory results: name, value, unit and normal range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import aims, lab_table, quantities
from appliance.extraction.notes.quantities import GRADE, NUMBER, RANGE, UNIT, WORDED
from appliance.extraction.sheet import entries, segments
from appliance.extraction.sheet.entries import part
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

NARRATED = 0.7
UNVOUCHED = 0.9
"""Share of the usual claim of a result whose name or unit nobody knows, or that lies far beyond the
range printed beside it: as likely another number, or a lost decimal point."""
BEYOND = 10
"""Times a limit of its range from which a value is rather misread than ill."""
MASK = "·"
"""What stands for a code where rows are parted: no blank, no stop."""
FEWEST = 2
"""Results that a report without headings has at least."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_SEROLOGY = r"positive|negative|non-?reactive|reactive|(?:not )?detected"
"""Results in words that running text tells like figures (``hCG negative``)."""
_RESULT = re.compile(
    rf"(?P<name>[^\W\d_][\w .,'()/%+-]{{0,48}}?)\s*(?:[:=]|\s(?:was|of|is|at|de)\s|\s)"
    rf"\s*(?:(?P<value>{GRADE}|{NUMBER}(?:\s?/\s?\d+)?)"
    rf"(?:\s+(?:\*?(?-i:HH?|LL?|A)|[*!↑↓]{{1,2}})(?=\s))?\s?(?P<unit>{UNIT})?(?![\w/])|(?P<word>{WORDED})\b)"
    rf"(?:\s*\(?(?:H|L|A|HH|LL)\)?(?![\w]))?(?:\s*[\[(]?(?:(?:normal|norm|n|ref(?:erence)?|range|nl|"
    rf"rango)\.?(?: range)?:?\s*)?(?P<range>{RANGE})(?:\s?(?P<behind>{UNIT})(?![\w/]))?[\])]?)?",
    re.IGNORECASE,
)
_GROUP = re.compile(r"[^\W\d_][^\W\d_ -]*(?: [^\W\d_]+){0,2}:\s+(?=[^\W\d_])")
"""What a row of results calls them together (``Hemogram: Hb 13.4, ...``)."""
_BARE = (
    r"(?-i:Na|K|Cl|CO2|HCO3|BUN|Cr|Creat|Glu|Gluc|Glc|Ca|Mg|Phos|WBC|RBC|Hgb|Hb|Hct|PLT|Plt|Plts|INR|"
    r"PT|PTT|Trop|TropI|TropT|BNP|AST|ALT|Tbili|Lip|CRP|ESR|TSH|A1c|A1C|LDL|HDL|TG)"
)
"""What clinicians write for an analyte whose unit goes without saying."""
_SPLIT = re.compile(
    r",?\s+(?:except(?:\s+for)?|apart\s+from|other\s+than)\s+(?:(?:an?|the)\s+)?(?=[^\W\d])"
    r"|[,;]\s+(?:and\s+)?(?=[^\W\d])|\.\s+(?=[A-Z])|\t+|\s{3,}"
    rf"|(?<=\d)\s+(?={_BARE}\s?[:=]?\s?[<>]?\d)"
)
FEWEST_BARE = 2
"""Results without a unit in one passage, from which they are results."""
_WORDS = re.compile(WORDED, re.IGNORECASE)
_BEHIND = re.compile(rf"(?:[\s()\[\]*!↑↓]|(?-i:HH?|LL?)(?!\w))*(?:{UNIT})(?![\w/])", re.IGNORECASE)
"""A unit behind a figure, marks and the range left aside."""


def labs(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """Results of the sections about them, by table or by line; of a report without sections those
    of its table, or the lines that give name, value, unit and range. Those that nothing vouches for
    claim less.
    """
    known = _analytes(doctype)
    signs = {name.replace("_", " ") for name in doctype.words.get("vital", ())}
    found = (item for item in _results(sheet, doctype) if item.value.casefold() not in signs)
    return tuple(
        replace(item, vouched=UNVOUCHED) if _unread(sheet, item) else _weighed(item, known)
        for item in found
    )


def _unread(sheet: Sheet, item: Found) -> bool:
    """Whether a unit stands behind a result in its row that was not taken with it."""
    figure = item.cells.get("value")
    if "unit" in item.cells or figure is None or not figure[0][-1:].isdecimal():
        return False
    row = sheet.row_at(figure[1].start)
    behind = sheet.text(Span(figure[1].end, row.span.end)) if row else ""
    bounds = item.cells["range"][0] if "range" in item.cells else ""
    return _BEHIND.match(behind.replace(bounds, " " * len(bounds), 1)) is not None


def _weighed(item: Found, known: re.Pattern[str] | None) -> Found:
    """A result with what it may claim: its name is known, or a unit or range stands with it, and
    its value lies where its range lets it."""
    told = {column: cell[0] for column, cell in item.cells.items()}
    named = known is not None and known.search(item.value) is not None
    alone = not told.keys() & {"unit", "range"}
    worded = not any(ch.isdecimal() for ch in told.get("value", ""))
    doubt = (alone and not (named and worded)) or not (named or "range" in told)
    if doubt or _astray(told.get("value", ""), told.get("range", "")):
        return replace(item, vouched=UNVOUCHED)
    return item


def _astray(value: str, bounds: str) -> bool:
    """Whether a number lies a power of ten outside its range; one with a single limit has none."""
    if not _FIGURE.fullmatch(value.strip(" <>≤≥")):
        return False
    number, *limits = (float(n.replace(",", ".")) for n in _FIGURE.findall(f"{value} | {bounds}"))
    if len(limits) < 2:
        return False
    return number > BEYOND * max(limits) or number * BEYOND < min(limits)


def _results(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    found = _section(sheet, doctype, "labs")
    if found:
        return found
    rows = [row.span for row in sheet.rows]
    table = [
        cells
        for cells in lab_table.table(sheet, rows)
        if "value" in cells and (cells.keys() & {"unit", "range"} or _worded(sheet, cells["value"]))
    ]
    if table:
        return tuple(lab_table.results(sheet, table))
    lines = [item for item in _lines(sheet, tuple(rows)) if "value" in item.cells]
    whole = [item for item in lines if {"unit", "range"} <= item.cells.keys()]
    if len(whole) < FEWEST:
        return _told(sheet, doctype)
    known = _analytes(doctype)
    return tuple(item for item in lines if item in whole or _reported(item, known))


def _worded(sheet: Sheet, value: Span) -> bool:
    """Whether a cell holds a result in words, which has neither unit nor range."""
    return _WORDS.fullmatch(sheet.text(value).strip()) is not None


def _reported(item: Found, known: re.Pattern[str] | None) -> bool:
    """Whether a line among results is one, too: an analyte of known name with unit or range."""
    said = bool(item.cells.keys() & {"unit", "range"})
    return said and known is not None and known.fullmatch(item.value) is not None


def _named(doctype: Doctype) -> str:
    """The analytes that the type knows, as one pattern; empty where it knows none."""
    return "|".join(
        re.escape(name).replace("_", r"[\s_-]+")
        for name in sorted(doctype.words.get("analyte", ()), key=len, reverse=True)
    )


def _analytes(doctype: Doctype) -> re.Pattern[str] | None:
    known = _named(doctype)
    return re.compile(rf"(?<![\w-])(?:{_BARE}|{known})(?!\w)", re.IGNORECASE) if known else None


def _told(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """Results in running text: a known analyte, a figure and a unit (``CRP 41 mg/l``)."""
    known = _named(doctype)
    if not known:
        return ()
    told = re.compile(
        rf"(?<![\w-])(?P<name>{known})(?!\w)(?:\s(?:level|count|test))?"
        rf"(?:[\s,:=]|\b(?:is|was|of|at|came back|positive|negative|raised|elevated|low|"
        rf"high|last|zuletzt|aktuell|now)\b)*"
        rf"(?:(?P<value>{NUMBER})\s?(?P<unit>{UNIT})(?![\w/])|(?P<word>{_SEROLOGY})(?!\w))"
        rf"(?:\s?[(\[](?:n |normal |ref\.? )?(?P<range>{RANGE})[^)\]]{{0,8}}[)\]])?",
        re.IGNORECASE,
    )
    found = []
    for paragraph in entries.paragraphs(sheet, [row.span for row in sheet.rows]):
        text = quantities.uncoded(sheet.text(paragraph))
        for match in told.finditer(text):
            if aims.wanted(text, *match.span()) or aims.earlier(text, *match.span()):
                continue
            name = part(sheet, paragraph, *match.span("name"))
            cells = cells_of(sheet, paragraph, match, ("value", "unit", "range"))
            if match["word"]:
                cells["value"] = (match["word"], part(sheet, paragraph, *match.span("word")))
            value = " ".join(match["name"].split())
            found.append(Found(value=value, spans=(name,), belief=NARRATED, cells=cells))
    return tuple(found) + _unitless(sheet, known, {item.spans[0].start for item in found})


def _unitless(sheet: Sheet, known: str, told: set[int]) -> tuple[Found, ...]:
    """Results of a passage that leaves their units out (``Na 139, K 3.9, Cr 0.9``)."""
    bare = re.compile(
        rf"(?<![\w-])(?P<name>{_BARE}|{known})\s?[:=]?\s?(?P<value>{GRADE}|{NUMBER})(?![\w/%:.,]*\d|\s?%)",
        re.IGNORECASE,
    )
    found: list[Found] = []
    for paragraph in entries.paragraphs(sheet, [row.span for row in sheet.rows]):
        text = quantities.uncoded(sheet.text(paragraph))
        results = list(bare.finditer(text))
        if len(results) < FEWEST_BARE:
            continue
        for match in results:
            name = part(sheet, paragraph, *match.span("name"))
            aside = aims.wanted(text, *match.span()) or aims.earlier(text, *match.span())
            if name.start not in told and not aside:
                cells = cells_of(sheet, paragraph, match, ("value",))
                found.append(
                    Found(value=match["name"], spans=(name,), belief=NARRATED, cells=cells)
                )
    return tuple(found)


def _section(sheet: Sheet, doctype: Doctype, concept: str) -> tuple[Found, ...]:
    found: dict[str, Found] = {}
    for segment in segments.find(sheet, doctype):
        if segment.about != concept:
            continue
        table = lab_table.table(sheet, segment.rows)
        results = lab_table.results(sheet, table) if table else _lines(sheet, segment.rows)
        for item in results:
            found.setdefault(f"{item.value.casefold()}={item.cells.get('value', '')}", item)
    return tuple(found.values())


def _lines(sheet: Sheet, rows: tuple[Span, ...]) -> Iterator[Found]:
    for entry in entries.find(sheet, rows):
        printed = sheet.text(entry.span)
        text = quantities.uncoded(printed)
        start = 0
        for separator in (*_SPLIT.finditer(quantities.uncoded(printed, MASK)), None):
            end = separator.start() if separator else len(text)
            start += len(text[start:end]) - len(text[start:end].lstrip())
            match = _RESULT.match(text, start, end)
            group = None if match else _GROUP.match(text, start, end)
            match = _RESULT.match(text, group.end(), end) if group else match
            if match and len(match["name"].split()) <= 6 and not _wanted(text, match):
                cells = cells_of(sheet, entry.span, match, ("value", "unit", "range"))
                if match["word"]:
                    cells["value"] = (match["word"], part(sheet, entry.span, *match.span("word")))
                if match["behind"] and not match["unit"]:
                    place = part(sheet, entry.span, *match.span("behind"))
                    cells["unit"] = (match["behind"], place)
                cells |= _code(sheet, entry.span, printed, start, end)
                name = match["name"].strip(" ,.;:")
                span = part(sheet, entry.span, match.start("name"), match.start("name") + len(name))
                yield Found(
                    value=" ".join(name.split()), spans=(span,), belief=NARRATED, cells=cells
                )
            start = separator.end() if separator else end


def _code(
    sheet: Sheet, entry: Span, text: str, start: int, end: int
) -> dict[str, tuple[str, Span]]:
    """The LOINC code of a result, where one stands beside it."""
    place = quantities.coded(text, start, end)
    return {"loinc": (text[slice(*place)], part(sheet, entry, *place))} if place else {}


_NAMELESS = re.compile(
    r"(?:was|were|is|now|today|currently|yesterday|then|within|all(?: (?:labs|else|others?|results|"
    r"values))?|everything(?: else)?|(?:the )?(?:labs?|others?|rest|results?|remainder|values))",
    re.IGNORECASE,
)
"""Words for a time or for all tests together, which name none."""


def _wanted(text: str, result: re.Match[str]) -> bool:
    """Whether a result is only aimed at, or of long before: so its name says, or what stands
    around it; or it names no test."""
    if _NAMELESS.fullmatch(result["name"].strip(" ,.;:")):
        return True
    if aims.earlier(text, *result.span(), result["name"]):
        return True
    named = aims.wanted(result["name"] + " ", len(result["name"]) + 1, len(result["name"]) + 1)
    return named or aims.wanted(text, *result.span())


def cells_of(
    sheet: Sheet, span: Span, match: re.Match[str], columns: tuple[str, ...]
) -> dict[str, tuple[str, Span]]:
    """The groups of a match by name, as read and where they stand."""
    return {
        column: (" ".join(match[column].split()), part(sheet, span, *match.span(column)))
        for column in columns
        if match[column]
    }

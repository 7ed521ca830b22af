"""Laboratory results: name, value, unit and normal range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import aims
from appliance.extraction.sheet import entries, grids, segments
from appliance.extraction.sheet.entries import part
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

LISTED, NARRATED = 0.85, 0.7
UNVOUCHED = 0.9
"""Share of the usual claim of a result whose name or unit nobody knows, or that lies far beyond the
range printed beside it: as likely another number, or a lost decimal point."""
BEYOND = 10
"""Times a limit of its range from which a value is rather misread than ill."""
FEWEST = 2
"""Results that a report without headings has at least."""
_NUMBER = r"[<>≤≥]?\s?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?=\s?/(?:mm|[µμu]l))|\d+(?:[.,]\d+)*)"
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_RANGE = (
    r"(?:[<>≤≥]\s?\d+(?:[.,]\d+)?"
    r"|\d+(?:[.,]\d+)?(?:\s?(?:[-–]|to|bis|a|à)\s?|\s[.·]\s)\d+(?:[.,]\d+)?)"
)
UNIT = (
    r"(?:%|mcg\s?/\s?d?l|[µμu]?[gmkpnf]?(?:g|l|mol|eq|iu|u|units?)\s?/\s?(?:[dmµμunp]?l|kg|h|min|mm3|24\s?h|g|"
    r"mmol)|mm\s?\[?hg\]?|mmol/mol|m?mol|fl|pg|"
    r"(?:x\s?)?10[\^*e]?\d{1,2}\s?/\s?[µμu]?l|[gt](?:pt)?/l|/\s?(?:[µμunp]l|hpf|mm3|min)|k/[µμu]l|m/[µμu]l|"
    r"th/[µμu]l|cells?/\w+|seconds?|sec|ratio|"
    r"bpm|lpm|rpm|ppm|resp/min|[°º]\s?[cf]|degrees(?: [cf]\w*)?|[cf]\b|breaths(?:/min|"
    r" per minute)?|kg|lbs?|pounds|"
    r"cm|inches|in|kg/m2|kg/m²|mm/h(?:r)?|meq/l|iu/l|u/l)"
)
_WORDED = (
    r"positive|negative|normal|abnormal|elevated|low|high|trace|none(?: seen)?|reactive|"
    r"non-?reactive|detected|not detected|"
    r"positivo|negativo|positiv|negativ|within normal limits"
)
_SEROLOGY = r"positive|negative|non-?reactive|reactive|(?:not )?detected"
"""Results in words that running text tells like figures (``hCG negative``)."""
_RESULT = re.compile(
    rf"(?P<name>[^\W\d_][\w .,'()/%+-]{{0,48}}?)\s*(?:[:=]|\s(?:was|of|is|at|de)\s|\s)"
    rf"\s*(?:(?P<value>{_NUMBER}(?:\s?/\s?\d+)?)"
    rf"(?:\s+(?:\*?(?-i:HH?|LL?|A)|[*!↑↓]{{1,2}})(?=\s))?\s?(?P<unit>{UNIT})?(?![\w/])|(?P<word>{_WORDED})\b)"
    rf"(?:\s*\(?(?:H|L|A|HH|LL)\)?(?![\w]))?(?:\s*[\[(]?(?:(?:normal|norm|n|ref(?:erence)?|range|nl|"
    rf"rango)\.?(?: range)?:?\s*)?(?P<range>{_RANGE})(?:\s?(?P<behind>{UNIT})(?![\w/]))?[\])]?)?",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"(?P<name>[^\W\d][^\d]*?)\s+(?P<value>{_NUMBER})")
_GROUP = re.compile(r"[^\W\d_][^\W\d_ -]*(?: [^\W\d_]+){0,2}:\s+(?=[^\W\d_])")
"""What a row of results calls them together (``Hemogram: Hb 13.4, ...``)."""
_BARE = (
    r"(?-i:Na|K|Cl|CO2|HCO3|BUN|Cr|Creat|Glu|Gluc|Glc|Ca|Mg|Phos|WBC|RBC|Hgb|Hb|Hct|PLT|Plt|Plts|INR|"
    r"PT|PTT|Trop|TropI|TropT|BNP|AST|ALT|Tbili|Lip|CRP|ESR|TSH|A1c|A1C|LDL|HDL|TG)"
)
"""What clinicians write for an analyte whose unit goes without saying."""
_SPLIT = re.compile(
    r"[,;]\s+(?:and\s+)?(?=[^\W\d])|\.\s+(?=[A-Z])|\t+|\s{3,}"
    rf"|(?<=\d)\s+(?={_BARE}\s?[:=]?\s?[<>]?\d)"
)
FEWEST_BARE = 2
"""Results without a unit in one passage, from which they are results."""
_HEADS = {
    "name": (
        r"test|analyte|component|name|lab|exam|prueba|par[aá]met(?:ro|er)|determinaci[oó]n|untersuchung|"
        r"analyse|measurement|vital"
    ),
    "value": r"result|value|valor|resultado|ergebnis|wert|r[eé]sultat|reading|"
    r"\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?\s*$",
    "unit": r"unit|unidad|einheit|unit[eé]",
    "range": r"ref|normal|range|rango|valores|norm",
}


def labs(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """Results of the sections about them, by table or by line; of a report without sections those
    of its table, or the lines that give name, value, unit and range. Those that nothing vouches for
    claim less.
    """
    known = _analytes(doctype)
    signs = {name.replace("_", " ") for name in doctype.words.get("vital", ())}
    found = (item for item in _results(sheet, doctype) if item.value.casefold() not in signs)
    return tuple(_weighed(item, known) for item in found)


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
        for cells in _table(sheet, rows)
        if "value" in cells and ("unit" in cells or "range" in cells)
    ]
    if table:
        return tuple(_of_row(sheet, cells) for cells in table)
    lines = [item for item in _lines(sheet, tuple(rows)) if "value" in item.cells]
    whole = [item for item in lines if {"unit", "range"} <= item.cells.keys()]
    if len(whole) < FEWEST:
        return _told(sheet, doctype)
    known = _analytes(doctype)
    return tuple(item for item in lines if item in whole or _reported(item, known))


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
        rf"(?:(?P<value>{_NUMBER})\s?(?P<unit>{UNIT})(?![\w/])|(?P<word>{_SEROLOGY})(?!\w))"
        rf"(?:\s?[(\[](?:n |normal |ref\.? )?(?P<range>{_RANGE})[^)\]]{{0,8}}[)\]])?",
        re.IGNORECASE,
    )
    found = []
    for paragraph in entries.paragraphs(sheet, [row.span for row in sheet.rows]):
        text = sheet.text(paragraph)
        for match in told.finditer(text):
            if aims.wanted(text, *match.span()):
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
        rf"(?<![\w-])(?P<name>{_BARE}|{known})\s?[:=]?\s?(?P<value>{_NUMBER})(?![\w/%:.,]*\d|\s?%)",
        re.IGNORECASE,
    )
    found: list[Found] = []
    for paragraph in entries.paragraphs(sheet, [row.span for row in sheet.rows]):
        results = list(bare.finditer(sheet.text(paragraph)))
        if len(results) < FEWEST_BARE:
            continue
        for match in results:
            name = part(sheet, paragraph, *match.span("name"))
            if name.start not in told and not aims.wanted(sheet.text(paragraph), *match.span()):
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
        table = _table(sheet, segment.rows)
        results = (
            (_of_row(sheet, cells) for cells in table) if table else _lines(sheet, segment.rows)
        )
        for item in results:
            found.setdefault(f"{item.value.casefold()}={item.cells.get('value', '')}", item)
    return tuple(found.values())


def _table(sheet: Sheet, rows: Sequence[Span]) -> list[dict[str, Span]]:
    """The rows of a table of results, without its head where that is printed again."""
    found = grids.rows(sheet, rows, _HEADS, "name")
    return [cells for cells in found if not _is_head(sheet, cells)]


_FLAGGED = re.compile(
    rf"(?P<value>{_NUMBER})\s*(?:[*!↑↓+]{{1,2}}|\(?(?-i:HH?|LL?|A|high|low|High|Low|HIGH|LOW)\)?)"
    rf"|(?:[*!↑↓]{{1,2}}|(?-i:HH?|LL?)\s)\s*(?P<behind>{_NUMBER})",
    re.IGNORECASE,
)
"""A value with the laboratory's mark that it is out of its range."""


def _bare(sheet: Sheet, cell: tuple[str, Span]) -> tuple[str, Span]:
    """A value without the mark that it is out of its range (``1.8 H``)."""
    flagged = _FLAGGED.fullmatch(cell[0])
    if flagged is None:
        return cell
    value = (flagged["value"] or flagged["behind"]).strip()
    start = sheet.text(cell[1]).find(value)
    return (value, part(sheet, cell[1], start, start + len(value))) if start >= 0 else cell


def _is_head(sheet: Sheet, cells: dict[str, Span]) -> bool:
    """Whether a row of a table is a head: each of its cells says what stands below it."""
    told = {column: sheet.text(span) for column, span in cells.items()}
    return len(told) > 1 and all(
        re.match(rf"\W*(?:{_HEADS[column]})", words, re.IGNORECASE)
        and not any(ch.isdecimal() for ch in words)
        for column, words in told.items()
    )


def _of_row(sheet: Sheet, cells: dict[str, Span]) -> Found:
    name, told = grids.told(sheet, cells)
    if "value" in told:
        told["value"] = _bare(sheet, told["value"])
    glued = None if "value" in told else _GLUED.fullmatch(sheet.text(cells["name"]))
    if glued:  # a name and its value set close together are one cell
        name = " ".join(glued["name"].split())
        told["value"] = (glued["value"], part(sheet, cells["name"], *glued.span("value")))
    return Found(value=name, spans=(cells["name"],), belief=LISTED, cells=told)


def _lines(sheet: Sheet, rows: tuple[Span, ...]) -> Iterator[Found]:
    for entry in entries.find(sheet, rows):
        text = sheet.text(entry.span)
        start = 0
        for separator in (*_SPLIT.finditer(text), None):
            end = separator.start() if separator else len(text)
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
                name = match["name"].strip(" ,.;:")
                span = part(sheet, entry.span, match.start("name"), match.start("name") + len(name))
                yield Found(
                    value=" ".join(name.split()), spans=(span,), belief=NARRATED, cells=cells
                )
            start = separator.end() if separator else end


def _wanted(text: str, result: re.Match[str]) -> bool:
    """Whether a result is only aimed at: so its name says, or what stands around it."""
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

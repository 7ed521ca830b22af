"""Tables of laboratory results: by the cells of the document's tables, or under heads in text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from appliance.extraction.found import Found
from appliance.extraction.notes import aims, lab_columns, quantities
from appliance.extraction.notes.quantities import GRADE, NUMBER, UNIT
from appliance.extraction.sheet import grids
from appliance.extraction.sheet.entries import part
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

LISTED = 0.85
_GLUED = re.compile(rf"(?P<name>[^\W\d][^\d]*?)\s+(?P<value>{NUMBER})")
_MEASURED = re.compile(
    rf"(?P<value>{NUMBER})\s?(?:\(?(?-i:HH?|LL?)\)?\s)?(?P<unit>{UNIT})", re.IGNORECASE
)
_HEADS = {
    "name": (
        r"test(?! (?:code|no|id)\b)|analyte|component|name|lab|exam|prueba|par[aá]met(?:ro|er)|"
        r"determinaci[oó]n|untersuchung|"
        r"analyse|measurement|vital"
    ),
    "value": r"result|value|valor|resultado|ergebnis|wert|r[eé]sultat|reading|"
    r"\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?\s*$",
    "unit": r"unit|unidad|einheit|unit[eé]",
    "range": r"ref|normal|range|rango|valores|norm",
}


def table(sheet: Sheet, rows: Sequence[Span]) -> list[dict[str, Span]]:
    """The rows of a table of results, without its head where that is printed again."""
    told = lab_columns.rows(sheet, rows)
    if told:
        return told
    found = grids.rows(sheet, rows, _HEADS, "name")
    return [cells for cells in found if not _is_head(sheet, cells)]


_FLAGGED = re.compile(
    rf"(?P<value>{GRADE}|{NUMBER})\s*(?:[*!↑↓+]{{1,2}}|\(?(?-i:HH?|LL?|A|high|low|High|Low|HIGH|LOW)\)?)"
    rf"|(?:[*!↑↓]{{1,2}}|(?-i:HH?|LL?)\s)\s*(?P<behind>{NUMBER})",
    re.IGNORECASE,
)
"""A value with the laboratory's mark that it is out of its range."""
_GRADED = re.compile(GRADE)


def _bare(sheet: Sheet, cell: tuple[str, Span]) -> tuple[str, Span]:
    """A value without the mark that it is out of its range (``1.8 H``)."""
    flagged = None if _GRADED.fullmatch(cell[0]) else _FLAGGED.fullmatch(cell[0])
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


def results(sheet: Sheet, table: Sequence[dict[str, Span]]) -> Iterator[Found]:
    """The rows of a table as results; those of long before are none of this report."""
    for cells in table:
        name, whole = sheet.text(cells["name"]), " ".join(map(sheet.text, cells.values()))
        if not aims.earlier(whole, 0, len(name), name):
            yield of_row(sheet, cells)


def of_row(sheet: Sheet, cells: dict[str, Span]) -> Found:
    """A row of a table as a result: marks, codes and a unit set beside the value are told apart."""
    name, told = grids.told(sheet, cells)
    code = told.pop("code", None)
    told.pop("flag", None)
    if "value" in told:
        told["value"] = _bare(sheet, told["value"])
    glued = None if "value" in told else _GLUED.fullmatch(sheet.text(cells["name"]))
    if glued:  # a name and its value set close together are one cell
        name = " ".join(glued["name"].split())
        told["value"] = (glued["value"], part(sheet, cells["name"], *glued.span("value")))
    if "value" in told and "unit" not in told:
        told |= _parted(sheet, told["value"][1])
    place = _code(sheet, code[1] if code else cells["name"])
    if place:
        told["loinc"] = (sheet.text(place), place)
    name = " ".join(quantities.uncoded(name).split()).rstrip(" ,;:")
    return Found(value=name, spans=(cells["name"],), belief=LISTED, cells=told)


def _parted(sheet: Sheet, cell: Span) -> dict[str, tuple[str, Span]]:
    """A figure and its unit of one cell (``95 mg/dL``); nothing where it holds something else."""
    match = _MEASURED.fullmatch(sheet.text(cell))
    if match is None:
        return {}
    return {kind: (match[kind], part(sheet, cell, *match.span(kind))) for kind in ("value", "unit")}


def _code(sheet: Sheet, cell: Span) -> Span | None:
    """The LOINC code of a cell."""
    place = quantities.coded(sheet.text(cell))
    return part(sheet, cell, *place) if place else None

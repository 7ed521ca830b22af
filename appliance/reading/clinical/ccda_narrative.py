"""Sections of a CDA document without coded entries: what their tables, lists and paragraphs name.

Source: HL7 CDA Release 2, section 4.3.5 (narrative block). Level two documents have nothing but it:
a table's head says which column is what, as in the coded entries' own columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from appliance.reading.clinical.ccda_entries import Coded
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.xmlsafe import Element, children, find, name

MOST_WORDS = 12
"""Words of an item; a longer one is a sentence about something."""
_NAME = {
    "problems": r"problem|condition|diagnos|disorder|description|name|concern",
    "medications": r"medica|drug|product|name|wirkstoff|f[aá]rmaco|m[eé]dica",
    "allergies": r"substance|allerg|agent|drug|name|stoff",
    "results": r"test|component|name|result type|observation|analyt|lab|untersuchung",
    "vitals": r"vital|test|name|observation|measure",
    "procedures": r"procedure|operation|name|description|eingriff",
    "immunizations": r"vaccin|immuni|name|impf",
    "encounters": r"encounter|type|name|visit",
}
_COLUMNS = {
    "problems": {"icd10": r"icd|code", "status": r"status|estado|statut|état\b"},
    "medications": {
        "dose": r"dose|dosage|strength|dosis|st[aä]rke",
        "route": r"route|v[ií]a|voie",
        "frequency": r"freq|directions|sig\b|instruction|schedule|einnahme",
        "status": r"status|estado|statut|état\b",
    },
    "allergies": {"reaction": r"reaction|manifestation|reaktion"},
    "results": {
        "value": r"value|result|wert|ergebnis", "unit": r"unit|einheit", "range": r"ref|range|norm",
    },
    "vitals": {"value": r"value|result|reading|wert", "unit": r"unit|einheit"},
}  # fmt: skip
_MEASURED = frozenset({"results", "vitals"})
_NONE = re.compile(
    r"(?:no|none|nil|not|unknown|denies|n/?a|nk[d]?a|see|keine?|aucune?|sin|ning[uú]n)\b",
    re.IGNORECASE,
)
_GOES_ON = frozenset(
    {"active", "activo", "activa", "actif", "active.", "aktiv", "current", "ongoing"}
)
"""Statuses that need no word, as in coded entries."""
_ICD10 = re.compile(r"[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?")


def told(section: Element, kind: str | None) -> Iterator[Coded]:
    """What the narrative of a section names, of one that says nothing in codes."""
    text = find(section, "text")
    if not kind or text is None or find(section, "entry") is not None:
        return
    tables = [item for item in text.iter() if isinstance(item.tag, str) and name(item) == "table"]
    seen: set[str] = set()
    found = (item for table in tables for item in _table(table, kind))
    for item in found if tables else _items(text, kind):
        if item.value.casefold() not in seen and not _NONE.match(item.value):
            seen.add(item.value.casefold())
            yield item


def _table(table: Element, kind: str) -> Iterator[Coded]:
    rows = [row for row in table.iter() if isinstance(row.tag, str) and name(row) == "tr"]
    cells = [[xmlsafe.text(cell) for cell in children(row, "th", "td")] for row in rows]
    if not cells or find(rows[0], "th") is None:
        return
    columns = _heads(cells[0], kind)
    if "name" not in columns or (kind in _MEASURED and "value" not in columns):
        return
    for row in cells[1:]:
        said = {column: row[at] for column, at in columns.items() if at < len(row) and row[at]}
        value = said.pop("name", "")
        if "icd10" in said and not _ICD10.fullmatch(said["icd10"]):
            del said["icd10"]
        if said.get("status", "").casefold() in _GOES_ON:
            del said["status"]
        if value and len(value.split()) <= MOST_WORDS:
            yield Coded(path=f"{kind}/name", value=value, attributes=said)


def _heads(cells: Sequence[str], kind: str) -> Mapping[str, int]:
    """Index of each column by its head; each cell heads one."""
    found: dict[str, int] = {}
    for column, pattern in ({"name": _NAME[kind]} | _COLUMNS.get(kind, {})).items():
        for at, cell in enumerate(cells):
            if at not in found.values() and re.search(rf"\b(?:{pattern})", cell, re.IGNORECASE):
                found.setdefault(column, at)
    return found


def _items(text: Element, kind: str) -> Iterator[Coded]:
    """Items of lists and paragraphs, or lines of a text; measurements are no such."""
    if kind in _MEASURED:
        return
    for words in _lines(text):
        value = words.strip(" \t•*-–;.")
        if re.search(r"[^\W\d_]{3}", value) and len(value.split()) <= MOST_WORDS:
            yield Coded(path=f"{kind}/name", value=value, attributes={})


def _lines(element: Element) -> Iterator[str]:
    """Runs of text between the elements that break a line."""
    line = element.text or ""
    for child in children(element):
        if name(child) in ("content", "sub", "sup", "linkHtml"):
            line += xmlsafe.text(child)
        else:
            yield " ".join(line.split())
            line = ""
            yield from _lines(child)
        line += child.tail or ""
    yield " ".join(line.split())

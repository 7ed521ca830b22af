"""Plain lists under a heading: allergies, operations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import negation
from appliance.extraction.sheet import entries, segments
from appliance.extraction.sheet.entries import part
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

LISTED, NARRATED = 0.85, 0.6
LONGEST = 8
"""Words of an entry."""
_NONE = re.compile(
    r"^\W*(?:no |nil\b|none|nk[da]{1,3}\b|not known|denies|n/?a\b|negative|ning|sin |no se conocen|"
    r"keine|aucune|unknown)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;]\s+(?:and\s+)?|\s+and\s+|\.\s+(?=[A-Z])|\s+y\s+|\s+und\s+")
_CUT = re.compile(
    r"[(:;\[]|\s[–—-]\s|\b(?:causes?|caus(?:ing|ed)|with|which|reaction|leads? to)\b", re.IGNORECASE
)
_TOLD = re.compile(
    r"^(?:.*?\b(?:allerg(?:ic|y|ies) to|allergies include|al[eé]rgic[oa] a)|allergies:|"
    r"drug allergies:?|(?:status )?post)\s+",
    re.IGNORECASE,
)
_ALLERGIC = re.compile(
    r"\b(?:allergic to|allergy to|allergies to|allergies:|al[eé]rgic[oa] a)\s+", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:an?|the|his|her|and)\s+", re.IGNORECASE)
_UNDERWENT = re.compile(
    r"^.*?\b(?:underwent|undergoing|history of|includes?|significant for|had|status post|s/p|"
    r"consists of)\s+(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)


def allergies(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """What the patient is allergic to: entries of the section, else what is told."""
    found: list[Found] = []
    for segment in segments.find(sheet, doctype):
        if segment.about == "allergies":
            found += _entries(sheet, segment.rows, _TOLD, split=True)
    if not found:
        for span in entries.paragraphs(sheet, [row.span for row in sheet.rows]):
            text = sheet.text(span).replace("\n", " ")
            for told in _ALLERGIC.finditer(text):
                stop = re.search(r"[.;](?=\s|$)|$", text[told.end() :])
                end = told.end() + (stop.start() if stop else 0)
                if not negation.negated(text, told.start(), told.start()):
                    inner = part(sheet, span, told.end(), end)
                    found += _entries(sheet, (inner,), _TOLD, split=True, belief=NARRATED)
    return _once(found)


def procedures(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """Operations and procedures listed under their heading."""
    found: list[Found] = []
    for segment in segments.find(sheet, doctype):
        if segment.about == "history_surgical":
            found += _entries(sheet, segment.rows, _UNDERWENT, split=False)
    return _once(found)


def _once(found: list[Found]) -> tuple[Found, ...]:
    kept: dict[str, Found] = {}
    for item in found:
        kept.setdefault(item.value.casefold(), item)
    return tuple(kept.values())


def _entries(
    sheet: Sheet,
    rows: tuple[Span, ...],
    front: re.Pattern[str],
    *,
    split: bool,
    belief: float = LISTED,
) -> Iterator[Found]:
    for entry in entries.find(sheet, rows):
        text = sheet.text(entry.span)
        if _NONE.match(text):
            continue
        told = front.match(text)
        start = told.end() if told else 0
        breaks = list(_SPLIT.finditer(text, start)) if split else []
        for separator in (*breaks, None):
            end = separator.start() if separator else len(text)
            words = text[start:end]
            cut = _CUT.search(words, 1)
            words = words[: cut.start()] if cut else words
            article = _ARTICLE.match(words)
            lead = article.end() if article else 0
            inner = words[lead:].strip(" \t\n.,;*-–")
            if inner and len(inner.split()) <= LONGEST and not _NONE.match(inner):
                at = start + lead + words[lead:].index(inner)
                span = part(sheet, entry.span, at, at + len(inner))
                yield Found(value=" ".join(inner.split()), spans=(span,), belief=belief)
            start = separator.end() if separator else end

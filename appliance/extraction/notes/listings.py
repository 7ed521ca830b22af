"""Plain lists under a heading: allergies, operations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import negation, studies
from appliance.extraction.notes.kin import KIN
from appliance.extraction.notes.phrases import Heads
from appliance.extraction.sheet import entries, grids, segments
from appliance.extraction.sheet.borders import BORDER, bordered
from appliance.extraction.sheet.entries import part
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

LISTED, NARRATED = 0.85, 0.6
LONGEST, LONGEST_DONE = 8, 14
"""Words of an entry, and of a procedure."""
_NONE = re.compile(
    r"^\W*(?:no |nil\b|none|nk[da]{1,3}\b|not known|denies|n/?a\b|negative|ning|sin |no se conocen|"
    r"keine|aucune|unknown)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;]\s+(?:and\s+)?|\s+and\s+|\.\s+(?=[A-Z])|\s+y\s+|\s+und\s+")
_NEXT_DONE = re.compile(r"\s*;\s+|(?<=\d{4}),\s+(?=[^\W\d])|(?<=\d{4}\)),\s+(?=[^\W\d])")
"""What parts procedures: a comma only behind a year."""
_CUT = re.compile(
    r"[(:;\[]|\s[–—-]+>?\s|\s?->\s?|\b(?:causes?|caus(?:ing|ed)|gives?|with|which|reaction"
    r"|leads? to)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[(:;\[]|\s[–—-]\s|,\s(?=\d)|\s(?:on|in|en|im|am|le)\s(?=\d)|\s(?=\d{4}$)|\s(?=\d{1,2}[./]\d{1,2}[./]\d{2})"
)
"""Where the name of a procedure ends: its date or its circumstances follow."""
_REACTION = re.compile(
    r"^(?:[\s(:;\[>–—-]|(?:reactions?|caus(?:es?|ing|ed)|gives?|leads? to|with|which|her|him)\b)+"
    r"(?P<what>[^\W\d][^()\[\];.\n]{1,60}?)\s*(?:[)\];.]|$)",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\b(?:I|he|she|we|you|they|it|is|was|does|do|suspect)\b")
"""A sentence, no substance."""
_ALLERGY_HEADS = {
    "name": (
        r"substance|allerg[ey]n?|drug|agent|medication|name|sustancia|al[eé]rgeno|"
        r"allerg[iè]|stoff"
    ),
    "reaction": r"reaction|manifestation|symptom|reacci[oó]n|reaktion|r[eé]action",
    "severity": r"severity|gravedad|schwere|s[eé]v[eé]rit[eé]|status|criticality|type|onset|date",
}
_HAD = re.compile(
    r"\b(?:had|underwent|status post|s/p|zustand nach|z\.\s?n\.|after|intervenid[oa] de|"
    r"se (?:le )?(?:realiz[oó]|practic[oó])|b[eé]n[eé]fici[eé]e? d['’e]|erfolgte|wurde)\s+"
    r"(?:an?\s+|the\s+|una?\s+|une\s+|eine\s+)?$",
    re.IGNORECASE,
)
_OPERATION = re.compile(
    r"(?:(?:total|partial|left|right|bilateral|radical|coronary artery|gastric|laparoscopic) )*"
    r"[^\W\d_]*(?:ectom(?:y|ie|[ií]a)|ektomie|plast(?:y|ie|ik)|[ao]stom(?:y|ie|[ií]a)|"
    r"[^\W\d_]{2}otom(?:y|ie|[ií]a)|c(?:a)?esarean(?: section)?|ces[aá]rea|"
    r"coronar(?:iograf[ií]a|ographie)|[ck]oronarangiogra(?:ph|f)ie|cardiac catheteri[sz]ation|"
    r"(?:gastro|kolo|colo|broncho|arthro|cysto|zysto|laparo)s[ck]o(?:py|p[ií]a|pie)|"
    r"bypass(?: graft(?:ing)?)?|(?:hip|knee|joint|valve) replacement)\b",
    re.IGNORECASE,
)
_PROCEDURE_HEADS = {
    "name": r"procedure|operation|surgery|name|description|procedimiento|eingriff|intervention",
    "date": r"date|year|when|fecha|datum|jahr|ann[eé]e|performed|surgeon|provider|status|code|cpt",
}
_TOLD = re.compile(
    r"^(?:.*?\b(?:allerg(?:ic|y|ies) to|allergies include|al[eé]rgic[oa] a)|allergies:|"
    r"drug allergies:?|(?:(?:drug|food) )?(?:intoleran\w+|sensitivit\w+)\s?:|(?:status )?post)\s+",
    re.IGNORECASE,
)
_ALLERGIC = re.compile(
    r"\b(?:allergic to|allergy to|allergies to|(?:allerg(?:y|ies|ien?)|alergias?)\s?:|"
    r"al[eé]rgic[oa] a|"
    r"alergias? (?:a(?: la)?|al)|"
    r"allergi(?:e|sch) (?:gegen|auf)|allergi(?:que|es?) (?:à(?: la)?|aux?)(?=\s))"
    r"\s+(?:l['’])?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(rf"[.;](?=\s|$)|\?|{BORDER}|\s{{3,}}")
_LABELLED = re.compile(
    r"(?!drugs?\b|foods?\b|environment|intoleran|sensitivit)[^\W\d_][\w /'-]{2,28}:\s",
    re.IGNORECASE,
)
"""An entry that answers another question."""
_REACTS = re.compile(
    r"(?:severe |mild )?(?:anaphyla|rash|hives|urticaria|nausea|vomit|swelling|angio|itch|"
    r"prurit|cough|"
    r"dyspn|bronchosp|wheez|exanthem|ausschlag|shock|unknown|gi upset|diarrh|stomach|erythema)",
    re.IGNORECASE,
)
"""What stands behind the colon of a substance."""
_THOUGH = re.compile(
    r"[.;]\s+(?=(?:(?:drug|food) )?(?:intoleran|sensitivit)\w+\s?:)", re.IGNORECASE
)
"""What follows that there is no allergy (``NKDA. Intolerance: codeine``)."""
_ARTICLE = re.compile(
    r"^(?:(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d)\s*[:,–-]?\s*)?(?:(?:an?|the|his|her|and)\s+)?",
    re.IGNORECASE,
)
"""What stands in front of a name: its date, an article."""
_COMPOUND = re.compile(
    r"\b(?!(?:medikamenten|arzneimittel|nahrungsmittel|kontakt|kreuz|poly|keine)-?a)"
    r"(?P<what>[A-ZÄÖÜ][a-zäöüß]{3,})-?[Aa]llergie\b"
)
"""How German names an allergy in one word (``Penicillinallergie``)."""
_NAMED = re.compile(
    r"\b(?!(?:drug|food|known|other|any|no|new|the|seasonal|severe|mild|true|possible|skin|this|that|"
    r"medication|environmental|history|reviewed|updated|documented|confirmed|discussed|reported|noted|"
    r"verified|recorded|listed|current|past|prior|previous|multiple|several|possible|unknown|and|with|for|his|her|of|contact|spring|year)\b)"
    r"(?P<what>[^\W\d_]{3,}) allergy\b(?! (?:list|test|shot|clinic|medic|season|to\b|skin|eval))",
    re.IGNORECASE,
)
"""How English names one (``latex allergy``)."""
_RELATIVE = re.compile(
    rf"\b(?:{KIN})"
    r"(?:['’]s)?(?: (?:has|had|with))?(?: an?)?\s+$",
    re.IGNORECASE,
)
"""Whose allergy it is instead."""
_UNDERWENT = re.compile(
    r"^.*?\b(?:underwent|undergoing|history of|includes?|significant for|had|status post|s/p|"
    r"consists of)\s+(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)


def allergies(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """What the patient is allergic to, and what it does: entries of the section, else what is
    told.
    """
    found: list[Found] = []
    heads = Heads.of(doctype)
    for segment in segments.find(sheet, doctype):
        if segment.about == "allergies":
            rows = tuple(
                span
                for span in segment.rows
                if not _is_head(sheet, span) and not heads.measures(sheet.text(span))
            )
            found += _table(sheet, segment.rows, _ALLERGY_HEADS) or list(
                _entries(sheet, rows, _TOLD, split=True)
            )
    if not found:
        for span in entries.paragraphs(sheet, [row.span for row in sheet.rows]):
            text = bordered(sheet, span).replace("\n", " ")
            for told in _ALLERGIC.finditer(text):
                stop = _SENTENCE.search(text, told.end())
                if stop and stop.group() == "?":
                    continue
                end = stop.start() if stop else len(text)
                if not negation.negated(text, told.start(), told.start()):
                    inner = part(sheet, span, told.end(), end)
                    found += _entries(sheet, (inner,), _TOLD, split=True, belief=NARRATED)
        found += _compounds(sheet)
    return _once(found)


def _compounds(sheet: Sheet) -> Iterator[Found]:
    for row in sheet.rows:
        text = sheet.text(row.span)
        for match in (*_COMPOUND.finditer(text), *_NAMED.finditer(text)):
            others = _RELATIVE.search(text, 0, match.start())
            if not others and not negation.negated(text, match.start(), match.end()):
                place = part(sheet, row.span, *match.span("what"))
                yield Found(value=match["what"], spans=(place,), belief=NARRATED)


def _is_head(sheet: Sheet, span: Span) -> bool:
    """Whether a row heads a table that may have no rows."""
    row = sheet.row_at(span.start)
    cells = [sheet.text(cell.span).strip() for cell in row.cells] if row else []
    heads = re.compile("|".join(f"(?:{way})" for way in _ALLERGY_HEADS.values()), re.IGNORECASE)
    return len(cells) > 1 and all(heads.fullmatch(cell) for cell in cells)


def procedures(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """Operations and procedures listed under their heading, else those that a text says were
    undergone; examinations by their label or in front of their finding.
    """
    found: list[Found] = []
    for segment in segments.find(sheet, doctype):
        if segment.about == "history_surgical":
            found += _table(sheet, segment.rows, _PROCEDURE_HEADS) or list(
                _entries(sheet, segment.rows, _UNDERWENT, split=False)
            )
        elif segment.about == "history_medical":
            found += _performed(sheet, segment.rows)
    if not found:
        found += _performed(sheet, tuple(row.span for row in sheet.rows), undergone=True)
    listed = [span for item in found for span in item.spans]
    apart = (item for item in studies.studies(sheet, doctype) if not _within(item, listed))
    return _once([*found, *apart])


def _within(item: Found, listed: list[Span]) -> bool:
    return any(
        one.start < span.end and span.start < one.end for one in listed for span in item.spans
    )


def _performed(sheet: Sheet, rows: tuple[Span, ...], *, undergone: bool = False) -> Iterator[Found]:
    """Operations among the ailments of a history, or those that a text says were ``undergone``."""
    for span in entries.paragraphs(sheet, rows):
        text = sheet.text(span).replace("\n", " ")
        for match in _OPERATION.finditer(text):
            if undergone and not _HAD.search(text, 0, match.start()):
                continue
            if not negation.negated(text, match.start(), match.end()):
                where = part(sheet, span, *match.span())
                yield Found(value=match.group(), spans=(where,), belief=NARRATED)


def _table(sheet: Sheet, rows: tuple[Span, ...], heads: dict[str, str]) -> list[Found]:
    """The rows of a table under the heading, its further columns as cells."""
    found = []
    for cells in grids.rows(sheet, rows, heads, "name"):
        told = {
            column: (" ".join(sheet.text(span).split()), span)
            for column, span in cells.items()
            if column != "name"
        }
        name = " ".join(sheet.text(cells["name"]).split())
        if not _NONE.match(name):
            found.append(Found(value=name, spans=(cells["name"],), belief=LISTED, cells=told))
    return found


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
    listed = entries.find(sheet, rows)
    if any(entry.marked for entry in listed):  # what has no mark among them is no entry
        listed = tuple(entry for entry in listed if entry.marked)
    for entry in listed:
        text = sheet.text(entry.span)
        denied = _NONE.match(text)
        though = _THOUGH.search(text) if denied and split else None
        lead = though.end() if though else 0
        other = _LABELLED.match(text, lead)
        reacts = other is not None and _REACTS.match(text, other.end())
        told = front.match(text[lead:])
        if (denied and not though) or (other and not reacts and not told):
            continue
        start = lead + (told.end() if told else 0)
        breaks = list((_SPLIT if split else _NEXT_DONE).finditer(text, start))
        for separator in (*breaks, None):
            end = separator.start() if separator else len(text)
            item = _entry(sheet, entry.span, text[start:end], start, _CUT if split else _ENDS)
            if item is not None:
                yield replace(item, belief=belief)
            start = separator.end() if separator else end


def _entry(sheet: Sheet, span: Span, words: str, start: int, ends: re.Pattern[str]) -> Found | None:
    """One entry, up to where its circumstances begin; those of an allergy are its reaction."""
    article = _ARTICLE.match(words)
    lead = article.end() if article else 0
    cut = ends.search(words, lead + 1)
    name = words[: cut.start()] if cut else words
    inner = name[lead:].strip(" \t\n.,;*-–")
    longest = LONGEST if ends is _CUT else LONGEST_DONE
    if not inner or len(inner.split()) > longest or _NONE.match(inner) or _TELLS.search(inner):
        return None
    at = start + lead + name[lead:].index(inner)
    cells = {}
    reaction = _REACTION.match(words[cut.start() :]) if cut and ends is _CUT else None
    if cut and reaction and not _TELLS.search(reaction["what"]):
        place = start + cut.start() + reaction.start("what")
        what = reaction["what"].rstrip(" ,")
        cells["reaction"] = (" ".join(what.split()), part(sheet, span, place, place + len(what)))
    return Found(
        value=" ".join(inner.split()),
        spans=(part(sheet, span, at, at + len(inner)),),
        belief=LISTED,
        cells=cells,
    )

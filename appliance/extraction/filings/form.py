"""Which form a filing is: what its cover calls it, in a row of its own.

Further forms are named below (``files annual reports under cover of Form 20-F or Form 40-F``). A
proxy statement says by a tick which of the four it is; EDGAR's submission types stand for them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.found import Found
from appliance.extraction.sheet import marks
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

BELIEF, TITLED = 0.95, 0.8
TOP = 30
"""Rows in which a cover names its form."""
_FORM = re.compile(
    r"^\W*(?:FORM|Form)\s+(?P<form>(?:10-?K405|10-?[KQ](?:SB)?|NT\s10-?[KQ]|18-?K|8-?K|20-?F|40-?F|6-?K|11-?K|S-?\d{1,2}|F-?\d{1,2}|"
    r"N-[A-Z1]{2,5}|13F(?:-HR|-NT)?|144|1-[A-Z]|[345DC])(?:T|ASR|/A)?)\W*"
    r"(?:\(?amendment no\b.*)?$"
)
_SCHEDULE = re.compile(r"^\W*SCHEDULE\s+(?P<form>13[DG](?:/A)?|14[AC]|TO)\b\W*", re.IGNORECASE)
_AMENDMENT = re.compile(r"^\W*amendment no\.?\s*\d+\W*(?:to\W*)?$", re.IGNORECASE)
_HOLDERS = re.compile(
    r"(?:\d{4} )?annual report (?:to|for) (?:our |the )?(?:share|stock|unit)holders(?: \d{4})?",
    re.IGNORECASE,
)
_PROXY = (
    (r"definitive proxy statement", "DEF 14A"),
    (r"preliminary proxy statement", "PRE 14A"),
    (r"definitive additional materials", "DEFA14A"),
    (r"definitive information statement", "DEF 14C"),
    (r"preliminary information statement", "PRE 14C"),
)


def find(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The form, or nothing where no row names it alone."""
    for row in sheet.rows[:TOP]:
        text = sheet.text(row.span)
        match = _FORM.match(text) or _SCHEDULE.match(text)
        if match is None:
            continue
        value = match["form"].upper()
        place = Span(row.span.start + match.start("form"), row.span.start + match.end("form"))
        if value.startswith("14"):
            return _ticked(sheet, doctype, spec, place)
        if _SCHEDULE.match(text):
            value = f"SC {value}"
        elif _amends(sheet, row):
            value = f"{value}/A"
        return (Found(value=value, spans=(place,), belief=BELIEF),)
    return _to_holders(sheet)


def _amends(sheet: Sheet, row: Row) -> bool:
    """Whether a row beside the form's name counts it among the amendments."""
    near = sheet.rows[max(row.index - 2, 0) : row.index + 2]
    return "/A" not in sheet.text(row.span).upper() and any(
        _AMENDMENT.match(sheet.text(one.span).replace(sheet.text(row.span), "")) for one in near
    )


def _to_holders(sheet: Sheet) -> tuple[Found, ...]:
    """A report to the owners, which names no form: EDGAR calls it ARS."""
    for row in sheet.rows[:TOP]:
        if _HOLDERS.fullmatch(sheet.text(row.span).strip()):
            return (Found(value="ARS", spans=(row.span,), belief=TITLED),)
    return ()


def _ticked(sheet: Sheet, doctype: Doctype, spec: FieldSpec, place: Span) -> tuple[Found, ...]:
    """The kind of proxy or information statement whose box is ticked."""
    for words, value in _PROXY:
        asked = marks.find(sheet, doctype, replace(spec, cues=(rf"\b{words}",)))
        if asked and asked[0].value == "true":
            return (Found(value=value, spans=(place,), belief=BELIEF),)
    return ()

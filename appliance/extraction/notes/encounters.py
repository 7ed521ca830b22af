"""What kind of visit or document a record is: its label's answer, else the visit that it names at
its head, else its title, else how its letter calls the stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import titles
from appliance.extraction.sheet import entries
from appliance.extraction.sheet.borders import BORDER, bordered
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

ASKED, NAMED, TOLD = 0.95, 0.85, 0.75
MOST = 6
"""Words of an answer."""
_KIND = r"(?:type|class|kind|setting)"
_OF = r"(?:encounter|visit|contact|admission|patient|appointment|consultation|service)"
_LABEL = re.compile(
    rf"(?:^|[{BORDER}]|\s{{2,}})(?:{_KIND} of {_OF}|{_OF} {_KIND}|encounter|"
    r"tipo de (?:consulta|ingreso|visita|asistencia|episodio|contacto)|"
    r"(?:art der )?(?:behandlung|aufnahme|vorstellung)s?art|"
    r"art der (?:behandlung|aufnahme|vorstellung)|"
    r"(?:type|mode) (?:de |d.)(?:consultation|s[eé]jour|hospitalisation|visite|venue|"
    r"prise en charge))"
    rf"\s*[:{BORDER}]+\s*(?P<told>[^\W\d_][^{BORDER}:\n]*)",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"(?:(?:office|clinic|home|video|telehealth|telemedicine|telephone|phone|virtual|online|"
    r"urgent care|well[- ](?:child|baby|woman)|(?:annual )?(?:wellness|physical)|annual|routine|"
    r"follow[- ]?up|new patient|established patient|initial|return|walk-in|"
    r"post-?op(?:erative)?|pre-?op(?:erative)?|emergency(?: department| room)?|prenatal) "
    r"(?:visit|encounter|call|consult(?:ation)?|appointment|check(?:-?up)?)|"
    r"(?:video|tele|telefon)(?:sprechstunde|konsultation)|"
    r"t[eé]l[eé]consultation|teleconsulta|"
    r"(?:in|out)-?patient (?:visit|admission|encounter|stay))\b(?! (?:note|summary|report|record))",
    re.IGNORECASE,
)
_STAY = re.compile(
    r"\b(?P<kind>(?:teil|vor|nach)?station(?:ä|ae)r|ambulant)(?P<case>e[nrms]?)?\s+"
    r"(?P<what>Behandlung|Aufenthalt|Vorstellung|Betreuung|Untersuchung)",
)
"""How a German letter calls what it reports (``in unserer stationären Behandlung``)."""


def encounters(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The kind of visit or document, or nothing."""
    ways = (_asked(sheet), _named(sheet), titles.titles(sheet, doctype), _told(sheet))
    return next((tuple(found)[:1] for way in ways if (found := list(way))), ())


def _asked(sheet: Sheet) -> Iterator[Found]:
    for row in sheet.rows:
        for match in _LABEL.finditer(bordered(sheet, row.span)):
            words = match["told"].split("  ")[0].rstrip(" .,;")
            if 0 < len(words.split()) <= MOST:
                yield _found(row.span.start + match.start("told"), words, ASKED)


def _named(sheet: Sheet) -> Iterator[Found]:
    """A visit named where a row or cell begins (``Office visit 09/03/2025``)."""
    for row in sheet.rows[: titles.TOP]:
        for span in dict.fromkeys([row.span, *(cell.span for cell in row.cells)]):
            match = _VISIT.match(sheet.text(span))
            if match:
                yield _found(span.start, match.group(), NAMED)


def _told(sheet: Sheet) -> Iterator[Found]:
    for span in entries.paragraphs(sheet, [row.span for row in sheet.rows]):
        for match in _STAY.finditer(sheet.text(span)):
            start = span.start + match.start()
            ending = "er" if match["what"] == "Aufenthalt" else "e"
            yield Found(
                value=f"{match['kind']}{ending} {match['what']}",
                spans=(Span(start, start + len(match.group())),),
                belief=TOLD,
            )


def _found(start: int, words: str, belief: float) -> Found:
    return Found(
        value=" ".join(words.split()), spans=(Span(start, start + len(words)),), belief=belief
    )

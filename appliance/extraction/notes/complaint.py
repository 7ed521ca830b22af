"""Why the patient came: the section that says so, else the sentence that tells it.

The value is the complaint itself (``high blood sugar``); the text is as printed
(``Evaluation of high blood sugar``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.sheet import entries, segments
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

CONCEPT = "chief_complaint"
STATED, TOLD = 0.95, 0.75
LONGEST = 160
"""Characters of a complaint."""

_SENTENCE_END = re.compile(r"(?<=[^\W\d]{2})[.!?](?=\s|$)")
_FRAME = re.compile(
    r"^(?:(?:an?|the|for|his|her|initial|routine|ongoing|continued|further|scheduled|annual)\s+)*"
    r"(?:(?:evaluation|management|follow[- ]?up|assessment|treatment|complaints?|consultation|"
    r"check[- ]?up|recheck|"
    r"re-?evaluation|visit|review|symptoms|surveillance|discussion|revisi[oó]n|control|seguimiento)"
    r"(?:\s+(?:visit|examination|exam|appointment|care|evaluation|and management|and treatment)"
    r")?\s+"
    r"(?:of|for|on|regarding|with|de|from|after|about)\s+)+(?:an?\s+|the\s+|his\s+|her\s+|"
    r"ongoing\s+)*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:(?:medication |ongoing )?management|evaluation|follow[- ]?up(?: visit| evaluation)?|"
    r"check)$",
    re.IGNORECASE,
)
_ADMITTED = re.compile(
    r"\b(?:presents?|presented|presenting|comes?(?: in)?|came(?: in)?|is here|here|returns?|seen|"
    r"referred|admitted|brought(?: in)?(?: by (?:\w+ )?(?:mom|mum|mother|dad|father|parents?|wife|"
    r"husband|son|daughter|spouse|family|ems|police|ambulance))?|bib\w*|"
    r"acude|consulta|ingresa|ingres[oó]|remitid[oa]|vorgestellt|consulte)\b"
    r"(?:\s+(?:today|now|back|in|here|to|the|our|this|my|clinic|office|hospital|emergency|"
    r"department|room|ed|er|"
    r"a|urgencias|center|centre|in clinic|in the office)\b)*\s*,?\s*"
    r"(?:(?:with|w/|by|along with)\s+(?:his |her |their |a )?(?:mom|mum|mother|dad|father|"
    r"parents?|wife|husband|"
    r"son|daughter|spouse|caregiver|grand\w+)\s+)?(?:for|with|w/|complaining of|c/o|due to|"
    r"because of|secondary to|por|wegen|pour)\s+"
    r"(?:(?:a\s+)?(?:chief\s+)?(?:complaints?|concerns?)\s+(?:of|about|for)\s+)?",
    re.IGNORECASE,
)
_SAW = re.compile(
    r"\b(?:saw|see|seeing|reviewed|assessed|evaluated)\s+(?:(?:him|her|them|this|the|a|an|"
    r"\d{1,3}[ -]years?[ -]old|pleasant|lady|gentleman|woman|man|patient|girl|boy|again|today|"
    r"back|in|at|my|our|clinic|surgery|office|follow[- ]?up|under|(?:two|2)[- ]week|rule|wait|"
    r"urgent(?:ly)?|kindly|soon)\s+){0,12}"
    r"(?:for|with|regarding|about)\s+",
    re.IGNORECASE,
)
_COMPLAINS = re.compile(
    r"\b(?:stell(?:t|te|ten) sich (?:[\w.]+ ){0,5}?(?:mit|wegen|aufgrund|bei)|"
    r"complain(?:s|ing|ed) of|refiere|klagte? über|berichtete? über|se plaint (?:de|d[’'])|"
    r"(?:aufnahme|vorstellung) (?:erfolgte )?(?:wegen|aufgrund|bei|mit)|"
    r"(?:hospitalisée?|adressée?|admise?|consulte) pour)\s+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[.;!?](?=\s|$)|,?\s+\b(?:who|which|that|since|after|because|he|she|they|the patient|where|"
    r"when|while|but|"
    r"over (?:the|\w+) (?:days|weeks|months|years)|seit|depuis|vor(?=[.,])|"
    r"starting|beginning|lasting|for the (?:past|last)|x \d|desde|que)\b|,\s(?:and|as well)",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"(?:(?:his|her|their|both|the|a|an)\s+)*(?:mom|mum|mother|dad|father|parents?|wife|husband|son|"
    r"daughter|spouse|partner|caregiver|guardian|family|interpreter|grand\w+|aunt|uncle|sister|"
    r"brother|friend|madre|padre|mutter|vater|m[eè]re|p[eè]re)\b",
    re.IGNORECASE,
)
"""Who came along."""
_MEETING = re.compile(
    r"(?:(?:an?|the|his|her|their|\d+|\d+-?\s?min(?:ute)?s?|hours?|initial|first|brief|scheduled|"
    r"routine|individual|group|family|tele\w+|phone|telephone|video|virtual|office|clinic|home|"
    r"in-person|follow[- ]?up|therapy|return|new patient)\s+)*(?:tele\w+|video|phone|visits?|"
    r"calls?|sessions?|appointments?|encounters?|consults?|consultations?|follow[- ]?up|intakes?)",
    re.IGNORECASE,
)
"""A visit by its kind says nothing of its cause (``seen for 50 min telehealth``)."""
_QUOTED = re.compile(r"^\W{0,3}[\"“«„](?P<what>[^\"”»“]{3,120})[\"”»“]")
_ARTICLE = re.compile(r"^(?:an?|the|his|her|their|some|un|una)\s+", re.IGNORECASE)


def find(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The complaint, or nothing."""
    noted = segments.find(sheet, doctype)
    for segment in noted:
        if segment.about == CONCEPT and segment.rows:
            stated = _stated(sheet, segment.rows)
            if stated is not None:
                return (stated,)
    for row in entries.paragraphs(sheet, [row.span for row in sheet.rows]):
        told = _told(sheet, row)
        if told is not None:
            return (told,)
    return _in_own_words(sheet, noted)


def _in_own_words(sheet: Sheet, noted: Sequence[segments.Segment]) -> tuple[Found, ...]:
    """What the patient is quoted with where the history begins (``S: "I can't sleep."``)."""
    for segment in noted:
        if segment.about == "history_present" and segment.rows:
            quoted = _QUOTED.match(sheet.text(segment.rows[0]))
            start = segment.rows[0].start + (quoted.start("what") if quoted else 0)
            found = _found(sheet, start, quoted["what"], TOLD) if quoted else None
            return (found,) if found else ()
    return ()


def _stated(sheet: Sheet, rows: tuple[Span, ...]) -> Found | None:
    """The first sentence under the heading; quotation marks and bullets left out."""
    first = next(iter(entries.find(sheet, rows)), None)
    if first is None:
        return None
    text = sheet.text(first.span)
    stop = _SENTENCE_END.search(text)
    return _found(sheet, first.span.start, text[: stop.start()] if stop else text, STATED)


def _told(sheet: Sheet, row: Span) -> Found | None:
    text = sheet.text(row).replace("\n", " ")
    match = _SAW.search(text) or _ADMITTED.search(text) or _COMPLAINS.search(text)
    if match is None or _COMPANY.match(text, match.end()):
        return None
    stop = _CLAUSE.search(text, match.end())
    words = text[match.end() : stop.start() if stop else len(text)]
    if _MEETING.fullmatch(words.strip(" .,;")):
        return None
    return _found(sheet, row.start + match.end(), words, TOLD)


def _found(sheet: Sheet, start: int, text: str, belief: float) -> Found | None:
    inner = text.strip(" \t\n.,;:\"'“”‘’*-–•")
    if not any(ch.isalpha() for ch in inner) or len(inner) > LONGEST:
        return None
    begin = start + text.index(inner)
    words = " ".join(inner.split())
    return Found(value=core(words), spans=(Span(begin, begin + len(inner)),), belief=belief)


def core(words: str) -> str:
    """The complaint without the words for what is done about it."""
    front = _FRAME.match(words)
    bare = words[front.end() :] if front and front.end() < len(words) else words
    tail = _TAIL.search(bare)
    bare = bare[: tail.start()] if tail and tail.start() > 2 else bare
    article = _ARTICLE.match(bare)
    return bare[article.end() :] if article else bare

"""Stretches of rows that are told by their looks: a person, a firm, a position, a place.

A person is two to four capitalised words of which the mail address knows one; a firm has a legal
form, a word of trades (``Clinic``) or the domain; a position has a word of positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from appliance.extraction.kinds.normalise import unaccented
from appliance.extraction.sheet import captions, legal_forms
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.extraction.sheet.whose import PROVIDERS
from appliance.types import Span

TOP = 40
"""Rows looked at."""
_TRADE = re.compile(
    r"(?:^|\b)(?:group|partners|associates|services?|solutions|systems|studios?|clinic|hospital|"
    r"bank|insurance|health|mutual|hotels?|restaurant|caf[eé]|kitchen|school|college|university|"
    r"academy|institute?|cent(?:er|re)|council|county|city|borough|village|town|district|"
    r"authority|agency|department|ministry|office|police|union|association|foundation|society|"
    r"trust|club|library|museum|foods?|farms?|logistics?|transports?|freight|cargo|haulage|"
    r"express|carriers?|couriers?|rail(?:ways?)?|airlines?|energy|electric|power|water|gas|hydro|"
    r"engineering|construction|builders?|plumbing|roofing|scaffolding|consult(?:ing|ants?)|"
    r"management|properties|property|analytics|technolog(?:y|ies)|software|media|press|design|"
    r"textiles?|trading|exports?|imports?|industries|works|motors?|garage|pharmacy|dental|legal|"
    r"law|tax|supplies|supply|stores?|shop|market|bakery|brothers|bros|sons|company|"
    r"translations?|practice|shelter|marine|hardware|grocer(?:y|ies)|drugs?|books?|pizza|diner|grill|fuel|petrol|"
    r"tools?|deli|salon|florist|nursery|laundry|cleaners|auto|parts|electronics|furniture|sports|"
    r"fitness|motel|inn|lodge|veterinary|ceramics|optik|apotheke|praxis|kanzlei|stadt|gemeinde|gemeente|amt|"
    r"werke?|stadtwerke|bau|versicherung|krankenkasse|bildung|akademie|verlag|ville|commune|"
    r"mairie|soci[eé]t[eé]|atelier|cabinet|maison|cie|ayuntamiento|comune|studio|ditta|[\w-]*"
    r"(?:technik|beratung|werke|bank|kasse|haus|spital|klinik|logistik|polizei|amt|verwaltung|verein|schule|dienst))\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:(?:vice )?president|ceo|cfo|cto|coo|managers?|direct(?:or|eur|rice|ora?|ress)|direktor|"
    r"(?:[\w-]+)?leiter(?:in)?|engineer|ing[eé]nieure?|ingenieur|officer|head|chief|chef|founder|"
    r"owner|inhaber(?:in)?|partner|consultant|(?:[\w-]+)?berater(?:in)?|advis[eo]r|analyst|"
    r"architecte?|architekt(?:in)?|designer|developer|accountant|lawyer|attorney|solicitor|notary|"
    r"nurse|surgeon|physician|dentist|assistant|secretary|coordinator|supervisor|foreman|"
    r"technician|plumber|electrician|translator|editor|teacher|professor|agent|broker|specialist|"
    r"representative|executive|administrator|controller|buyer|planner|trainer|tutor|therapist|"
    r"pharmacist|mechanic|surveyor|inspector|clerk|lecturer|researcher|scientist|g[eé]rante?|"
    r"responsable|gerente|jefe|responsabile|titolare|gesch[aä]ftsf[uü]hrer(?:in)?|"
    r"rechtsanwalt|rechts?anw[aä]ltin|referent(?:in)?|sachbearbeiter(?:in)?|sales|lead)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:citation|notice|tickets?|certificate|bill|invoice|statement|slip|docket|pass|receipt|"
    r"note|form|report|card|order|policy|letter|of completion|of attendance)$",
    re.IGNORECASE,
)
"""How titles of papers end."""
TITLES = "mr|mrs|ms|miss|mx|dr|prof|herr|frau|mme|mlle"
_TITLE = re.compile(
    rf"(?:(?:{TITLES}|ing|dipl\.-ing|m|sr|sra|sig|ra)\b\.?\s+)+",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r",\s*(?:(?:[A-Z][A-Za-z]{0,4}\.?){1,4}(?:\s\w{1,5}\.?)?)(?:,\s*[A-Z][\w.]{1,6})*\s*$"
)
CONTACT = re.compile(r"@|www\.|https?:|\+\d|\(\d{2,5}\) ?\d|(?:\d[ ()./-]{0,2}){8,}\d")
_PARTICLE = "de|da|do|dos|di|del|della|van|von|der|den|ter|la|le|bin|binti|al|el|y|e|zu|af"
_NAMED = rf"(?:[^\W\d_a-zà-ÿ](?:[^\W\d_]|['’-])*\.?|{_PARTICLE})"
_PERSON = re.compile(rf"(?!(?:{_PARTICLE})\b){_NAMED}(?:[ /]{_NAMED}){{1,4}}")
_PARTS = re.compile(r"\s*[|•·●–—]\s*|\s{3,}")
LOCAL = re.compile(
    r"\b(?:\d{4,6}|\d{2}-\d{3}|\d{3}-\d{4}|\d{4}-\d{3}|\d{3} \d{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
    r"|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} [A-Z]{2})\b"
)
_DOMAIN = re.compile(r"(?:@|www\.)([\w-]{3,40})\.\w{2,}")
_MAIL = re.compile(r"([\w.+-]+)@")
MOST_WORDS = 7
"""Words of the longest position."""
LEAST = 4
"""Letters of a word that a domain or a mail address is compared by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a row and what it looks like; scores of being a person's or a firm's name."""

    span: Span
    row: int
    contact: bool
    role: bool
    local: bool
    coded: bool
    person: float
    firm: float


def find(sheet: Sheet) -> tuple[Piece, ...]:
    """The stretches of the first rows."""
    return sheet.once((find,), lambda: tuple(_pieces(sheet)))


def _pieces(sheet: Sheet) -> list[Piece]:
    labels = [caption.label for caption in captions.find(sheet)]
    return [
        piece(sheet, span, cell.row, sheet.text(span))
        for row in sheet.rows[:TOP]
        for cell in row.cells
        for span in _stretches(sheet, cell)
        if not any(s.start < span.end and span.start < s.end for s in labels)
    ]


def _reached(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The domains that a text names, and what stands before the @ of its mail addresses."""
    domains = (found for found in _DOMAIN.findall(text) if found.casefold() not in PROVIDERS)
    return frozenset(map(_letters, domains)), frozenset(map(_letters, _MAIL.findall(text)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, unaccented(text).casefold()))


def _stretches(sheet: Sheet, cell: Cell) -> Iterator[Span]:
    """A cell, its parts between strokes, a position and the firm behind it, a name less degrees."""
    text = sheet.text(cell.span)
    cuts = [(0, 0), *(m.span() for m in _PARTS.finditer(text)), (len(text), len(text))]
    parts = [(a[1], b[0]) for a, b in pairwise(cuts) if b[0] > a[1]]
    for begin, end in parts:
        part = text[begin:end]
        role = [m for m in _ROLE.finditer(part) if m.end() < len(part)]
        firm = part[role[-1].end() :].strip() if role else ""
        if firm[:1].isalnum() and trade(firm) and not trade(part[: role[-1].end()]):
            yield Span(cell.span.start + begin, cell.span.start + begin + role[-1].end())
            start = begin + part.index(firm, role[-1].end())
            yield Span(cell.span.start + start, cell.span.start + end)
            continue
        title, degree = _TITLE.match(part), _DEGREE.search(part)
        if degree and _PERSON.fullmatch(part[: degree.start()]):
            yield Span(cell.span.start + begin, cell.span.start + begin + degree.start())
        elif title and title.end() < len(part):
            yield Span(cell.span.start + begin + title.end(), cell.span.start + end)
        yield Span(cell.span.start + begin, cell.span.start + end)


def trade(text: str) -> bool:
    """Whether a name has a legal form or a word of trades."""
    return bool(_TRADE.search(text)) or legal_forms.ends(text) or "&" in text


def piece(sheet: Sheet, span: Span, row: int, text: str) -> Piece:
    """What a stretch looks like."""
    text = text.strip(" ,;")
    contact = bool(CONTACT.search(text))
    formed = legal_forms.ends(text) or "&" in text
    trade = len(set(_TRADE.findall(text))) + formed
    position = [found.span() for found in _ROLE.finditer(text)]
    led = any(end == len(text) or not begin for begin, end in position)
    role = bool(position) and len(text.split()) <= MOST_WORDS and not formed and (led or not trade)
    named = not (contact or role or _PAPER.search(text))
    owned = _owned(sheet, text)
    person = _person(owned, text) if named and not trade else 0.0
    return Piece(
        span=span,
        row=row,
        contact=contact,
        role=role,
        coded="#" in text,
        local=bool(LOCAL.search(text)) and not contact,
        person=person,
        firm=_firm(owned, text, trade, person) if named else 0.0,
    )


class _Owned(NamedTuple):
    """What domains and mail addresses tell: words of a text that they hold, or all of it."""

    mailed: bool
    whole: bool
    words: int


def _owned(sheet: Sheet, text: str) -> _Owned:
    domains, mails = sheet.once((piece,), lambda: _reached(sheet.document.text))
    words = [word for word in map(_letters, text.split()) if len(word) >= LEAST]
    letters = _letters(text)
    return _Owned(
        mailed=any(word in m or (len(m) >= LEAST and m in word) for word in words for m in mails),
        whole=any(letters and (letters in d or d in letters) for d in domains if len(d) >= LEAST),
        words=sum(any(word in d for d in domains) for word in words),
    )


def _person(owned: _Owned, text: str) -> float:
    """How much a text looks like somebody's name, 0 to 2."""
    if not _PERSON.fullmatch(text) or any(map(str.isdigit, text)):
        return 0.0
    return 1.0 + owned.mailed - 0.5 * (owned.whole and not owned.mailed)


def _firm(owned: _Owned, text: str, trade: int, person: float) -> float:
    """How much a text looks like a firm's name, from 0."""
    formed = legal_forms.ends(text)
    if len(_letters(text)) < 2 or (any(map(str.isdigit, text)) and not formed):
        return 0.0
    told = min(1.3 * trade, 2.4) if formed or len(text.split()) > 1 else 0.0
    told += 1.5 * owned.whole + 0.8 * min(owned.words, 2)
    return max(told - 0.8 * (person >= 1), 0.0)

"""Ailments of a note: entries of its diagnosis sections, and what its narrative tells.

A list entry of an assessment, a problem list or a past medical history is an ailment as it
stands. In running text a phrase is one if a telling phrase announces it (``a history of gout and
kidney stones``) or if its last word names an ailment (the type's ``disease`` words and endings),
unless it is denied (``negation``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import negation, problems, titles, turns
from appliance.extraction.notes.phrases import Heads, items
from appliance.extraction.notes.problems import NARRATED, SENTENCE
from appliance.extraction.sheet import entries, segments
from appliance.extraction.sheet.rows import Sheet
from appliance.extraction.sheet.segments import Segment
from appliance.types import Span

LISTS = frozenset({"assessment", "history_medical"})
QUESTION = 120
"""Characters of a question that tells nothing."""
TOLD = frozenset(
    {
        "chief_complaint",
        "history_present",
        "history_medical",
        "assessment",
        "plan",
        "",
        titles.TITLE,
    }
)

_TELLING = re.compile(
    r"\b(?:(?:past |prior |previous )?(?:medical |surgical )?(?:history|hx)(?: is| was)?(?: also)?"
    r"(?: (?:significant|notable|remarkable|positive|pertinent|relevant) for| of| includ(?:es|"
    r"ing)|:)?|"
    r"pmhx?(?: of|:| includes?| significant for)?|h/o|diagnos(?:ed with|is of|es of|es include)|"
    r"known (?:case of|to have|history of)|(?:my |the |our )?impression (?:is|"
    r"was)(?: (?:of|that of))?|"
    r"suffers? from|suffering from|diagnosticad[oa] de|antecedentes (?:personales )?de|"
    r"afect[oa] de)\s+",
    re.IGNORECASE,
)
_TOLD_ELSEWHERE = re.compile(
    r"\b(?:ant[eé]c[eé]dents?(?: (?:m[eé]dicaux|personnels))?(?: (?:comportent|"
    r"comprennent|associent|retrouvent|sont marqu[eé]s par|notables?|principaux|connus))?"
    r"(?: sont)?(?:\s?: | d['’]| de | )|"
    r"(?:a|ont|avait|avaient) (?:mis en [eé]vidence|retrouv[eé]|montr[eé]|"
    r"objectiv[eé]|r[eé]v[eé]l[eé]) |"
    r"(?:retrouv|montr|objectiv|r[eé]v[eè]l)(?:e|ent|ait|aient) |en faveur d['’e] ?|"
    r"(?:souffre|atteinte?|porteu(?:r|se)|diagnostic) d['’e] ?|suivie? pour |"
    r"antecedentes (?:personales |médicos |patológicos )?(?:de |: ?)|diagnosticad[oa] de |"
    r"(?:compatible|compatibles) con |(?:muestra|evidencia|objetiva|mostró|"
    r"evidenció|confirmó|reveló) |"
    r"leide[tn] (?:[^.,;]{0,20} )?(?:an|unter) |bei bekannte[rnm] |bekannt (?:ist|sind|war) |"
    r"(?:zeigte[n]?|fand[en]*) sich |(?:diagnostizierten|sahen|fanden) wir |"
    r"(?:nachweis|diagnose|vorliegen|sinne|bild) eine[rs] |vorgeschichte (?:mit|von) )",
    re.IGNORECASE,
)
"""The same in French, Spanish and German, which put the ailment first in its phrase."""
_BARE = re.compile(r"(?:history|hx)\s+$", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:(?:for|regarding|of|with|to|about|concerning|and|because of)\s+)?"
    r"(?:his|her|their|the patient['’]s|patient['’]s)\s+",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:has|have|had|with|develop(?:ed|s)|consistent with|due to|from|evidence of|is an?|"
    r"status post|s/p|"
    r"regarding|treated for|tratado de|con)\s+(?:an?\s+|the\s+|some\s+|acute\s+)?",
    re.IGNORECASE,
)


_LEADING = re.compile(
    r"(?:\d+|several|a few)[ -](?:hour|day|week|month|year)s?[’']?(?: history)? of\s+|"
    r".*\b(?:demonstrat\w+|show\w*|reveal\w*|notic\w+|noted|sustained"
    r"|experienc\w+|complain\w*(?: of)?|underwent|described?)\s+(?:an?\s+|some\s+|the\s+)?",
    re.IGNORECASE,
)
"""A verb in front of an ailment: ``sustained a heart attack``."""
_VAGUE = re.compile(
    r"(?:no|nil|not)\b.*"
    r"|(?:stable|(?:well |poorly )?controlled|managed|resolved|unchanged|improv\w+)"
    r"(?: (?:on|with|by|under|off|at|since|for|after)\b.*)?"
    r"|in (?:\w+ )?remission|.*\b(?:in|of|on|at|with|to|for|and|or|the|a)"
    r"|(?:\w+ly |common |any |this |that |other )*"
    r"(?:pains?|injur(?:y|ies)|wounds?|symptoms?|problems?|conditions?|diseases?|issues?)",
    re.IGNORECASE,
)
"""What names no ailment, or only a part of one."""


def find(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The ailments in reading order of their first mention, each once."""
    heads = Heads.of(doctype)
    noted = segments.find(sheet, doctype)
    found: dict[str, Found] = {}
    for segment in noted:
        if segment.about in LISTS:
            _keep(found, problems.listed(sheet, segment, heads))
    entire = [item.spans[0] for item in found.values() if item.belief >= problems.LISTED]
    for text, offset in _narratives(sheet, noted):
        told = _told(sheet, text, offset, heads)
        _keep(found, (item for item in told if not _part(item.spans[0], entire)))
    return tuple(sorted(found.values(), key=lambda item: item.spans))


def _part(span: Span, entire: Sequence[Span]) -> bool:
    """Whether a mention is the tail of an entry (``flare`` of ``Gout with flare``)."""
    return any(one.start < span.start and span.end <= one.end for one in entire)


def _keep(found: dict[str, Found], items: Iterator[Found]) -> None:
    for item in items:
        known = found.get(item.value.casefold())
        if known is None or (item.cells and not known.cells):
            found[item.value.casefold()] = item


def _narratives(sheet: Sheet, noted: Sequence[Segment]) -> Iterator[tuple[str, int]]:
    """Running text in which ailments are told: not what relatives have, not denied systems."""
    asked = {turn.span.start for turn in turns.turns(sheet) if turn.asks and _asks(sheet, turn)}
    first = noted[0].title.start if noted else len(sheet.document.text)
    opening = tuple(row.span for row in sheet.rows if row.span.end <= first)
    groups = [opening, *(segment.rows for segment in _inherited(noted) if segment.about in TOLD)]
    for rows in groups:
        for span in entries.paragraphs(sheet, rows):
            if any(span.start <= start < span.end for start in asked):
                continue
            yield sheet.text(span).replace("\n", " "), span.start


def _asks(sheet: Sheet, turn: turns.Turn) -> bool:
    """Whether all that a turn does is to ask (``Any asthma?``)."""
    words = turns.text(sheet, turn)
    return words.rstrip().endswith("?") and len(words) < QUESTION


def _inherited(noted: Sequence[Segment]) -> Iterator[Segment]:
    """A subheading of unknown words belongs to what the section above it is about."""
    above = ""
    for segment in noted:
        above = segment.about if segment.about or segment.section else above
        if segment.about == above:
            yield segment


def _told(sheet: Sheet, text: str, offset: int, heads: Heads) -> Iterator[Found]:
    for trigger in _TELLING.finditer(text):
        bare = bool(_BARE.search(trigger.group()))
        yield from _members(text, offset, trigger.end(), heads, strict=bare)
    for trigger in _TOLD_ELSEWHERE.finditer(text):
        yield from _members(text, offset, trigger.end(), heads, strict=True, first=True)
    for pattern in (_OWN, _HAS):
        for trigger in pattern.finditer(text):
            yield from _members(text, offset, trigger.end(), heads, strict=True)


def _members(
    text: str, offset: int, start: int, heads: Heads, *, strict: bool, first: bool = False
) -> Iterator[Found]:
    """Members of an enumeration from ``start`` on; with ``strict`` only to the first that does
    not end (with ``first``: nor begin) in a word for an ailment.
    """
    for begin, end, value in items(text, start, len(text), heads):
        if strict and not (heads.opens(value) if first else heads.names(value)):
            return
        if negation.negated(text, start if begin == start else begin, end) or not value:
            continue
        if not heads.names(value) and SENTENCE.search(value):
            return
        verb = _LEADING.match(text[begin:end])
        told = begin + (verb.end() if verb else 0)
        words = " ".join(text[told:end].split())
        if not _VAGUE.fullmatch(words) and not _TELLING.search(f"{words} "):
            yield Found(value=words, spans=(Span(offset + told, offset + end),), belief=NARRATED)

"""A patient's age in whole years, behind its label or in a phrase.

What is told in months, weeks, days or hours is counted in years (``18 months`` is 1, ``7 weeks`` is
0). The age of a pregnancy, of bones or of a relative, a corrected one, and how old somebody was at
the time of something else are not the patient's age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import lengths
from appliance.extraction.notes.demography import AGED, LABELLED, own, own_at, texts
from appliance.extraction.notes.lengths import Length
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

OLDEST = 125
UNSURE = 0.5
"""Share of its usual claim that an age keeps whose unit may be the sex (``11 m``)."""
_LABEL = re.compile(
    r"(?<![\w-])(?:age|edad|alter|[âa]ge|età|idade|leeftijd|возраст)(?!\w)"
    r"(?:\s*/\s*(?P<sexed>sex|gender|sexo|sexe|geschlecht|sesso|пол)\b)?"
    r"(?P<bracket>\s*[(\[][^()\[\]]{1,24}[)\]]|,?\s(?:in |en )?[^\W\d_]{2,10}(?=\s*[:=]))?"
    r"(?:\s(?:at|on|bei|al?|au)\s(?:(?:the|this|time|date|of|la|el|der|moment de)\s){0,4}"
    r"(?:visits?|exam\w*|encounter|admission|presentation|evaluation|registration|discharge|"
    r"service|appointment|intake|consult\w*|study|testing|assessment|today|aufnahme|untersuchung|"
    r"ingreso|consulta|admission|examen)(?!\w))?"
    r"\s*(?:[:=]|(?<=[)\]])(?=\s*\d)|(?=\s\d{1,3}[\s-]*(?:months?|weeks?|days?|years?|mos?|wks?|yrs?)\b))"
    r"\s*(?:(?:approx\w*\.?|about|ca\.?|~|≈)\s*)?(?:(?:female|male|[MFWHV])\s*[/,]\s*)?",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"(?:\d|1\d|2[0-3])\s?M(?!\w|\s?/)")
"""A man's years, or a child's months."""
_LABEL_BEFORE = re.compile(r"\bage\W*$", re.IGNORECASE)
_LED = re.compile(r"(?<!\w)(?:months|weeks|days|hours) (?:of age|old)\s*[:=]\s*", re.IGNORECASE)
"""A label that is the unit."""
_NOW = re.compile(
    r"\W*(?:(?:in|en|at|today|now|actual|current|heute|hoy|yrs?|years?|chronological)\b\W*)*\W*$",
    re.IGNORECASE,
)
_OTHER_AGE = re.compile(
    r"(?:gestation\w*|menstrual|post[ -]?menstrual|concepti\w*|post[ -]?concept\w*|f(?:o?)etal|"
    r"embryonic|bone|skeletal|osseous|dental|correct(?:ed|ion)|adjusted|mental|developmental|"
    r"motor|language|reading|functional|equivalent|biological|physiological|metabolic|vascular|"
    r"heart|lung|brain|cognitive|maternal|paternal|parental|spous\w+|mother'?s|father'?s|"
    r"partner'?s|donor'?s|legal|school|retirement|egg|ovarian|mean|median|average|minimum|"
    r"maximum|min|max|biologisches|biological|of|by|under|over|pensionable|advanced|same)"
    r"[\s-]*$",
    re.IGNORECASE,
)
"""What stands before ``age`` where it is another age than the patient's."""
_NOT_NOW = re.compile(
    r"\b(?:gestation\w*|correct\w*|korrigiert\w*|corrig\w*|adjusted|bone|skeletal|mental|ósea|gestacional|onset|"
    r"diagnos\w*|death|menarche|menopause|birth|first|start\w*|quit|delivery)\b",
    re.IGNORECASE,
)
"""What a label says in which the age is of another time, or another age."""
_CHILD = (
    r"(?:males?|females?|boys?|girls?|infants?|bab(?:y|ies)|newborns?|neonates?|toddlers?|child)"
)
_BEHIND = re.compile(
    rf"[\s-]*(?:old|of\sage)\b|[\s/-]*(?:{_CHILD}\b|(?-i:[MF])(?![\w'’/]|\s[A-Z]\b))"
    r"|\s(?:alte?[rsnm]?|(?:de|di)\s(?:edad|vida|idade|vie|età|vita)|от\sроду|жизни|oud)\b"
    r"|\s(?:säugling|neugeb|frühgeb|junge|mädchen|knabe|kind|patient|baby)",
    re.IGNORECASE,
)
"""What follows a length of life."""
_BEFORE = re.compile(
    r"(?:\baged?|\b[âa]gée?s? de|\bde edad de|\bв возрасте"
    r"|\b(?:lactante|niñ[ao]|beb[eéê]|neonato|reci[eé]n nacid[oa]|nourrisson|enfant|fillette|fille|"
    r"gar[cç]on|nouveau-né|neonat[oa]|lattante|bambin[oa]|crian[cç]a|säugling|neugeborenes?|"
    r"реб[её]нок|мальчик|девочка|младенец)"
    r"(?:\s(?:de\ssex[eo]\s\w+|(?!con\b|avec\b|que\b|por\b|mit\b|с\b)\w+))??,?(?:\s(?:de|di|da|von))?)"
    r"\s$",
    re.IGNORECASE,
)
"""What leads to one."""
_COUNT = re.compile(rf"(?<![\w./,-])(?<!\bx )(?<!\bfor )(?<!\bon ){lengths.COUNT}", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:(?:wounds?|scars?|sutures?|stitches|staples|fractures?|injur\w+|lesions?|strokes?|"
    r"infarcts?|rash|bruis\w+|burns?|stents?|grafts?|implants?|devices?|films?|labs?|results?|"
    r"specimens?|samples?|symptoms?)(?: (?:is|are|was|were))?|"
    r"(?:when|while|since|as) (?:\w+ ){1,3}?(?:was|were|turned)|at|until|till|since|by|from|"
    r"when|before|after|under|over|below|above|than|through|to|between|every|at age)"
    r"(?: (?:about|around|the|age|of|approximately|only|an|a|least)){0,4}[\s(]*$",
    re.IGNORECASE,
)
"""What stands before an age at which something was, or is to be."""


_ALONE = re.compile(r"\W*(?:[/,]?\s*(?:female|male|[MFWHV]))?\W*$", re.IGNORECASE)
"""What may stand behind an age in a cell of its own."""


APART = 2
"""Years by which two ages told of one person differ, at most."""
_SUBJECT = re.compile(
    r"(?:^|[.;:!?]\s)\W*(?:(?:this|the|our|is|was|a|an|now|pt|patient|he|she|infant|baby|toddler|"
    r"previously|healthy|well|former|ex|full|near|late|term|pre-?term|premature)\b\W*){0,7}$",
    re.IGNORECASE,
)
"""How a sentence begins that is about whose age follows."""
_PERSON = re.compile(
    rf"[\s-]*(?:(?:old|of age)\b)?[\s,-]*(?:(?:\w+ )?{_CHILD}\b|(?-i:[MF])\b|"
    r"(?:with|who|patient|here|brought|is|was)\b|present|$|[.;])",
    re.IGNORECASE,
)
"""What follows the age of somebody, and of no wound."""


class Aged(NamedTuple):
    """An age as found and the length of life that is written there; ``subject``: the sentence is
    about who is so old."""

    found: Found
    length: Length
    subject: bool = False


def ages(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The patient's age: behind its label or below it, else the first one told that is not a
    relative's. Where a label has a bare count that is told in months, they are months.
    """
    labelled = next(_labelled(sheet), None) or next(_headed(sheet), None)
    told = _of_patient(list(_told(sheet)))
    if labelled is None or told is None:
        return tuple(aged.found for aged in (labelled or told,) if aged)
    young = told.length.unit is not None and told.length.unit < 1
    same = labelled.length.unit is None and told.length.number == labelled.length.number
    return (told.found if young and same else labelled.found,)


def _of_patient(told: Sequence[Aged]) -> Aged | None:
    """The first age, or, where that is a young child's and years are told, too, these: a note may
    name the patient's baby, puppy or wound. Only a sentence that is about the child says
    otherwise; either is doubtful."""
    first = next(iter(told), None)
    years = next((one for one in told if one.length.unit in (None, 1)), None)
    if first is None or years is None or abs(years.length.years - first.length.years) <= APART:
        return first
    if first.length.unit in (None, 1):
        return first
    chosen = first if first.subject else years
    return chosen._replace(found=replace(chosen.found, vouched=UNSURE))


def _labelled(sheet: Sheet) -> Iterator[Aged]:
    for span, text in texts(sheet):
        for label in (*_LABEL.finditer(text), *_LED.finditer(text)):
            said = label.groupdict()
            words = said.get("bracket") or label.group()
            asked = lengths.unit_of(words)
            if not _asks(text, label, said):
                continue
            length = lengths.at(text, label.end(), asked)
            if length is not None and not said.get("sexed") and _PERHAPS.match(text, label.end()):
                length = length._replace(sure=False)
            if length is not None and said.get("sexed") and not length.sure:
                length = lengths.at(text[: length.start + len(str(length.number))], length.start)
            if length is not None and length.years <= OLDEST and own(text, label):
                yield _aged(text, span, length)


def _asks(text: str, label: re.Match[str], said: Mapping[str, str | None]) -> bool:
    """Whether a label asks for the patient's age of today."""
    bracket = said.get("bracket") or ""
    before = text[max(label.start() - 30, 0) : label.start()]
    if _OTHER_AGE.search(before) or _THEN.search(before) or _NOT_NOW.search(bracket):
        return False
    return not bracket or lengths.unit_of(bracket) is not None or bool(_NOW.match(bracket))


def _headed(sheet: Sheet) -> Iterator[Aged]:
    """What stands below a cell that is the label."""
    for row in sheet.rows:
        for cell in row.cells:
            head = _LABEL.fullmatch(sheet.text(cell.span).strip() + ":")
            below = sheet.under(cell) if head and _asks("", head, head.groupdict()) else None
            if head is None or below is None:
                continue
            text = sheet.text(below.span)
            length = lengths.at(text, 0, lengths.unit_of(head["bracket"] or ""))
            if length is not None and _ALONE.match(text, length.end) and length.years <= OLDEST:
                yield _aged(text, below.span, length)


def _told(sheet: Sheet) -> Iterator[Aged]:
    for span, text in texts(sheet):
        told = sorted((*_phrases(text), *_whole(text)), key=lambda one: one[0].start)
        for length, end in told:
            mine = own_at(text, length.start, end)
            mine = mine and not _THING.match(text, length.end)
            if mine and length.years <= OLDEST and not _THEN.search(text[: length.start]):
                about = bool(_SUBJECT.search(text[: length.start]))
                about = about and bool(_PERSON.match(text, length.end))
                yield _aged(text, span, length)._replace(subject=about)


_OLD = re.compile(r"[\s-]*(?:old|of\sage)\b", re.IGNORECASE)
_THING = re.compile(
    r"[\s-]*(?:old)?\s(?:(?!with\b|for\b|and\b)\w+\s)?(?:wound|scar|suture|stitch|fracture|injur|lesion|stroke|infarct|"
    r"rash|bruis|burn|stent|graft|implant|device|film|specimen|sample|history)",
    re.IGNORECASE,
)
"""What else may be so old."""


def _phrases(text: str) -> Iterator[tuple[Length, int]]:
    """Ages in months and the like, and years with more than a count; each with where it ends."""
    for count in _COUNT.finditer(text):
        length = lengths.at(text, count.start())
        if length is None or length.unit is None or not length.sure:
            continue
        shown = text[length.start : length.end]
        behind = _BEHIND.match(text, length.end)
        led = length.unit < 1 and _BEFORE.search(text[: length.start])
        if behind or led or re.search(r"\bm(?:/o|\.\s?o\.?)$", shown, re.IGNORECASE):
            old = _OLD.match(text, length.end)
            yield length, old.end() if old else length.end


def _whole(text: str) -> Iterator[tuple[Length, int]]:
    """Ages in whole years, as a count."""
    for match in AGED.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        length = lengths.at(text, start)
        if length is not None and (length.unit is None or length.unit == 1):
            labelled = _LABEL_BEFORE.search(text[:start]) and _PERHAPS.match(text, start)
            length = length._replace(sure=False) if labelled else length
            yield length._replace(start=start, end=end), match.end()


def _aged(text: str, span: Span, length: Length) -> Aged:
    value = str(length.years)
    end = length.end
    if text.startswith(value, length.start) and length.unit in (None, 1):
        end = length.start + len(value)  # of whole years the count alone
    place = Span(span.start + length.start, span.start + end)
    vouched = 1.0 if length.sure else UNSURE
    return Aged(Found(value=value, spans=(place,), belief=LABELLED, vouched=vouched), length)

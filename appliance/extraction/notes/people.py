"""Who a note is about and who wrote it: names behind labels, beside age or birth, under letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.found import Found
from appliance.extraction.notes import parted
from appliance.extraction.notes.demography import SALUTATION, SPOKEN, texts
from appliance.extraction.sheet import segments
from appliance.extraction.sheet.borders import BORDER, bordered
from appliance.extraction.sheet.cues import patterns
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

LABELLED, TOLD = 0.95, 0.85

_PART = (
    r"(?:M\.?\s?[ªa]\.?(?=\s)|[A-ZÀ-ÞА-Я][^\W\d_]*(?:['’-][A-ZÀ-Þ]?[^\W\d_]+)*\.?"
    r"|(?:de|del|de la|la|da|dos|von|van|den|der|zu|bin|al|y|i)(?=\s))"
)
_NAME = re.compile(rf"{_PART}(?:(?:,\s?|\s){_PART}){{1,5}}")
_TITLE = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|dr|dra|d|dña|doña|don|prof|herrn?|frau|mme|mlle|sr|sra|sir|madame?|"
    r"monsieur|med|priv|doz|pd|dipl|nurse|(?:(?:ihre|unsere|die|der|den|de[rm])n?\s+)?(?:gemeinsame\w*\s+)?"
    r"patient(?:in|en)?)\b\.?[\s-]+|m\.\s+(?=\S+\s+(?-i:[A-ZÀ-Þ]{2,}\b)))+",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r",?\s+(?:M\.?D|D\.?O|R\.?N|N\.?P|P\.?A(?:-C)?|Ph\.?D|Psy\.?D|Pharm\.?D|DNP|FACS|FACP|MPH|DDS|MBBS|Jr|Sr|III?)"
    r"\b\.?.*$"
)
_LABEL_WORD = re.compile(
    r"\s+(?:MRN|D[oO]B|D\.?[oO]\.?B|NHS|NIF|DNI|NHC|SSN|Age|Sex|Gender|ID|Date|Account|Acct|Phone|Address|Born|Edad|"
    r"Sexo|N[ºo°]|Col|NºCol|Unidad|Servicio|Hospital|"
    r"Plaza|Paseo|Calle|Avda|Avenida|Geb|Tel|Chart|Room|Visit|Physician|Provider|Patient|"
    r"Department|Service|Specialty)\b.*$"
)
_BEHIND = re.compile(rf"\s*(?:[:.{BORDER}]|\s|\(s\)|name:?)*\s*")


_MISREAD = re.compile(r"\b0(?=[a-zà-ÿ]{2})|(?<=\b[Dd])0(?=[Bb]\b)|(?<=[a-zà-ÿ]{2})0(?=[a-zà-ÿ]{2})")


def _letters(text: str) -> str:
    """Text with the noughts of names and labels as the letters that they are (``0liver``, ``D0B``),
    offsets kept."""
    return _MISREAD.sub(lambda at: "o" if text[: at.start()][-1:].islower() else "O", text)


def names(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """A person's name right behind one of the field's cues (``Physician: Ann B. Lee, MD``)."""
    return tuple(found for found, _ in islice(_labelled(sheet, spec), 1))


def _labelled(sheet: Sheet, spec: FieldSpec) -> Iterator[tuple[Found, str]]:
    """The names behind cues in reading order, each with what stands in front of it in its row."""
    spoken = parted.speakers(sheet)
    for row in sheet.rows:
        text = _letters(bordered(sheet, row.span))
        if text.partition(":")[0].strip() in spoken or SALUTATION.match(text):
            continue
        for cue in patterns(spec):
            for label in cue.finditer(text):
                gap = _BEHIND.match(text, label.end())
                start = gap.end() if gap else label.end()
                told = text[label.end() : start]
                if ":" not in told and not _asks(text, label, told):
                    continue
                value = _person(text, start)
                if value is not None:
                    at = row.span.start + value[0]
                    place = Span(at, at + len(value[1]))
                    yield Found(value=value[1], spans=(place,), belief=LABELLED), text[:start]


def _asks(text: str, label: re.Match[str], told: str) -> bool:
    """Whether a label without a colon asks for a name: it opens a cell that is no title."""
    if label.group().endswith("."):
        return True
    opens = label.start() <= 1 or text[label.start() - 1] == BORDER
    title = label.group().isupper() and text.isupper() and BORDER not in told
    return opens and not title


_OFFICE = re.compile(
    r"\b(?:consultant|specialist|surgeon|physician|practitioner|doctor|professor|chefarzt|"
    r"[^\W\d_]*arzt|[^\W\d_]*ärztin|m[eé]decin|chirurgien|facultativo|jefe de|chef de|"
    r"hospital|clinic|surgery|practice|praxis|[^\W\d_]*klinik(?:um)?|krankenhaus|department)\b",
    re.IGNORECASE,
)
"""What stands below the name of a colleague to whom a letter goes."""


def _addressed(sheet: Sheet, found: Found, front: str) -> bool:
    """Whether a name behind a bare title is the reader's of a letter: greeted by it further down,
    or with an office or a house in the row below."""
    row = sheet.row_at(found.spans[0].start)
    if row is None or ":" in front or found.spans[0].end < row.span.end:
        return False
    below = sheet.rows[row.index + 1 :]
    family = found.value.split()[-1].casefold()
    greetings = (sheet.text(one.span) for one in below)
    greeted = any(
        family in text.casefold().split("re:")[0].replace(",", " ").split()
        for text in greetings
        if SALUTATION.match(text)
    )
    return greeted or bool(below and _OFFICE.search(sheet.text(below[0].span)))


_AGED_PERSON = re.compile(
    rf"(?P<name>{_NAME.pattern})(?:(?:,? is| presents as|,)\s+(?:an?\s+)?|\s+an?\s+)"
    r"(?:[\w-]+\s+){0,3}?"
    r"(?:\d{1,3}[\s-]*(?:years?|yrs?|yr|y\b|y/?o|months?)|(?:de )?\d{1,3} años)"
)


_BORN_PERSON = re.compile(
    rf"(?P<name>{_NAME.pattern})\s*,?\s*\(?\s*(?:geb(?:\.|oren)|\*\s?\d|[Nn]ée? (?:le|\d)|"
    r"nacid[oa]|born\b|d\.?o\.?b\b|DoB\b|D\.?O\.?B\b)"
)
_SPOKEN_PERSON = re.compile(
    rf"\b(?P<name>[a-z]+ [a-z'’-]+) (?:is|was) an? (?:[a-z]+ )?"
    rf"(?:{SPOKEN}|\d{{1,3}})[ -]years?[ -]old"
)
_NO_NAME = re.compile(
    r"\b(?:patient|he|she|they|it|who|this|that|here|so|and|is|the|her|his|mister|doctor)\b"
)


_UNFINISHED = re.compile(r"\s(?:I|del?|la|da|dos|von|van|den|der|zu|bin|al)$")
"""How no name ends (``Currently I``, ``Mujer de``)."""
_BLANKED = re.compile(r"\b(?:X{2,}|N\.?N\b|unknown|anonym\w*|redacted|deidentified)", re.IGNORECASE)
"""What stands where a name was taken out."""


_DOCTOR = re.compile(r"\b(?:dr|dra|doctor|doctora|docteur|prof)\b\.?\s*$", re.IGNORECASE)


def _doctor(sheet: Sheet, found: Found) -> bool:
    """Whether a name has a doctor's title in front: a patient may, but seldom beside another."""
    start = found.spans[0].start
    return _DOCTOR.search(sheet.document.text[max(start - 12, 0) : start]) is not None


def patients(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """Who the record is about: behind its labels, else where name and age are told together."""
    own = (found for found, front in _labelled(sheet, spec) if not _addressed(sheet, found, front))
    labelled = parted.names(sheet) or tuple(sorted(own, key=lambda one: _doctor(sheet, one))[:1])
    if labelled:
        return labelled
    spoken = _spoken(sheet)
    if spoken:
        return spoken
    for place, printed in texts(sheet):
        text = _letters(printed)
        match = None if SALUTATION.match(text) else _BORN_PERSON.search(text)
        match = match or _AGED_PERSON.search(text)
        if match is None:
            continue
        start, row_end = match.start("name"), place.end - place.start
        if not start and row_end < match.end("name"):  # a heading, and the sentence below it
            start = row_end + 1
        told = _person(text, start)
        if told is not None:
            start = place.start + told[0]
            spans = (Span(start, start + len(told[1])),)
            return (Found(value=" ".join(told[1].split()), spans=spans, belief=TOLD),)
    return ()


def _spoken(sheet: Sheet) -> tuple[Found, ...]:
    """The name told to the scribe of a transcript, which has no capitals."""
    if not parted.speakers(sheet):
        return ()
    for row in sheet.rows:
        match = _SPOKEN_PERSON.search(sheet.text(row.span))
        if match and not _NO_NAME.search(match["name"]):
            start = row.span.start + match.start("name")
            place = Span(start, start + len(match["name"]))
            return (Found(value=match["name"], spans=(place,), belief=TOLD),)
    return ()


_SIGNED = re.compile(
    r"^[\W_]*(?:Dr\.?\s+)?(?P<name>[A-Z][^\W\d_]+(?:\s[A-Z][\w.'’-]*){1,3}),?\s+"
    r"(?:MD|M\.D\.|DO|NP|FNP|PA|PA-C|RN|APRN|MBBS|MBChB|FRCP|PhD)(?![^\W_])"
)
_ASKING = re.compile(
    r"requesting|referring|referred by|order(?:ing|ed by)|requested|submitting|"
    r"primary care|\bpcp\b|\bgp\b",
    re.IGNORECASE,
)
"""Who asked for a report, and did not write it."""
UNDER = 3
"""Rows below the closing of a letter in which it is signed."""


def clinicians(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """Who wrote it: a name behind a label, under the closing of a letter, or with its degree."""
    labelled = [(found, _label(front)) for found, front in _labelled(sheet, spec)]
    own = [pair for pair in labelled if not _ASKING.search(pair[1])]
    own.sort(key=lambda pair: ":" not in pair[1])  # a letter begins with the name of its reader
    first = (own or labelled)[:1]
    if own and ":" in own[0][1]:
        return (own[0][0],)
    return _signed(sheet, doctype) or tuple(found for found, _ in first)


def _label(front: str) -> str:
    """The label in front of a name: of its own cell, or of the one before a bare title."""
    *before, last = front.split(BORDER)
    bare = not last.strip() or _TITLE.fullmatch(f"{last.strip()} ")
    return f"{before[-1]} {last}" if before and bare else last


def _signed(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The name under the closing of a letter, or with its degree in a row of its own."""
    texts = [bordered(sheet, row.span) for row in sheet.rows]
    closings = [i for i, text in enumerate(texts) if _closes(text, doctype)]
    under = [i + n for i in closings for n in range(1, UNDER + 1) if i + n < len(texts)]
    for index in (*under, *(i for i, text in enumerate(texts) if _SIGNED.match(text))):
        told = _person(texts[index], len(texts[index]) - len(texts[index].lstrip(" _*-")))
        if told is not None and not _closes(texts[index], doctype):
            start = sheet.rows[index].span.start + told[0]
            place = Span(start, start + len(told[1]))
            return (Found(value=told[1], spans=(place,), belief=TOLD),)
    return ()


def _closes(text: str, doctype: Doctype) -> bool:
    return segments.about(text.strip().rstrip(","), doctype.headings) == segments.CLOSING


_NEXT_LABEL = re.compile(
    r"\s?(?:[:#]|\((?!\s*(?:[MFWHV]\b|\d|DOB|born|geb|"
    r"mother|father|parent|mom|dad|guardian|wife|husband|n[ée]e\b|aka|preferred|goes by)))"
)
_TITLED = re.compile(r",\s*[A-Z]{2,6}(?:-[A-Z]{1,3})?\b.*$")
_LETTERS_BEHIND = re.compile(r"(?<=[a-z])\s[A-Z]{3,6}$")
"""A degree that no list has (``Penhaligon MCSP``)."""
_SPLIT_DEGREE = re.compile(r",\s?[A-Z][a-z]{0,3}\.$")
"""How a match ends in the midst of a degree (``Lee, M.`` of ``Lee, M.D.``)."""


_INITIAL = re.compile(r"[DM]\.\s")
"""What is a title in Spanish and French, and the letter of a name elsewhere."""


def _person(text: str, start: int) -> tuple[int, str] | None:
    """The name that begins at ``start``, without title, degree, and the next label."""
    title = _TITLE.match(text[start:])
    begin = start + (title.end() if title else 0)
    told = _bare(text, begin)
    if told is None and title and _INITIAL.match(title.group()):  # ``D. Ferrars``, no Don
        return _bare(text, start)
    return told


def _bare(text: str, begin: int) -> tuple[int, str] | None:
    """The name that begins at ``begin``, without degree and the next label."""
    match = _NAME.match(text, begin)
    if match is None:
        return None
    name = match.group()
    sentence = re.search(r"(?<=[^\W\d_]{3})\.\s", name)
    name = name[: sentence.start()] if sentence else name
    if text[begin + len(name) :][:1].isupper():
        name = _SPLIT_DEGREE.sub("", name)
    if _NEXT_LABEL.match(text[begin + len(name) :]):  # the last word is a label
        name = name.rpartition(" ")[0]
    if not name.partition(",")[0].isupper():
        name = _TITLED.sub("", name)
    if re.search(r"[a-z]{2}", name):
        name = _LETTERS_BEHIND.sub("", name)
    for pattern in (_DEGREE, _LABEL_WORD):
        name = pattern.sub("", name)
    name = re.sub(r"(?<=\w{3})\.$", "", name.strip(" ,;"))
    told = len(name.split()) >= 2 and not (_UNFINISHED.search(name) or _BLANKED.search(name))
    return (begin, name) if told else None

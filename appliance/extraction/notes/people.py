"""Who a note is about and who wrote it: names behind labels, age and sex in their usual forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.found import Found
from appliance.extraction.notes import parted
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
    r"^(?:mr|mrs|ms|miss|dr|dra|d|dña|doña|don|prof|herr|frau|mme|mlle|sr|sra|sir|madam)\b\.?\s+",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r",?\s+(?:M\.?D|D\.?O|R\.?N|N\.?P|P\.?A(?:-C)?|Ph\.?D|FACS|FACP|MPH|DDS|MBBS|Jr|Sr|III?)"
    r"\b\.?.*$"
)
_LABEL_WORD = re.compile(
    r"\s+(?:MRN|DOB|D\.O\.B|NHC|SSN|Age|Sex|Gender|ID|Date|Account|Acct|Phone|Address|Born|Edad|"
    r"Sexo|N[ºo°]|Col|NºCol|Unidad|Servicio|Hospital|"
    r"Plaza|Paseo|Calle|Avda|Avenida|Geb|Tel|Chart|Room|Visit|Physician|Provider|Patient|"
    r"Department|Service|Specialty)\b.*$"
)
_BEHIND = re.compile(r"\s*(?:[:.]|\s|\(s\)|name:?)*\s*")

_LABELLED_AGE = re.compile(
    r"(?<!\w)(?:age|edad|alter|[aâ]ge)(?: (?:at|in|\(?years\)?)"
    r"[\w ]{0,12})?\s*[:=]\s*(?P<age>\d{1,3})\b",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"(?<![\w.])(?:(?P<old>\d{1,3})[\s-]*(?:years?|yrs?|yr|y)[\s./-]*(?:old|o|of age)\b"
    r"|(?P<short>\d{1,3})\s?(?:y/?o|yo|y\.o\.)(?![\w/])|aged (?P<aged>\d{1,3})\b"
    r"|(?P<german>\d{1,3})-?(?:\s?j|j)[aä]hrige?[rn]?\b|(?P<letter>\d{1,3})\s?/?\s?(?:M|F)"
    r"(?![\w'’/]))"
    r"|(?:mujer|var[oó]n|hombre|paciente|niñ[ao]|femme|homme|patiente?)"
    r"\b[^.;\d]{0,40}?(?P<romance>\d{1,3})\s(?:años|ans)\b"
    r"|(?<!\w)(?P<edad>\d{1,3})\saños de edad\b|\(\s?(?P<bracket>\d{1,3})\s?[/,]?\s?[MF]\s?\)",
)
OLDEST = 125
_OTHERS = re.compile(
    r"\b(?:brother|sister|son|daughter|mother|father|wife|husband|spouse|child|uncle|aunt|cousin|"
    r"friend|partner|"
    r"boyfriend|girlfriend|grand\w+|hermano|hermana|hijo|hija|padre|madre|died|deceased)\b",
    re.IGNORECASE,
)
_SEX = {
    "female": r"female|woman|girl|lady|mujer|weiblich\w*|frau|patientin|femme|niña|gal",
    "male": r"male|man|boy|gentleman|guy|var[oó]n|hombre|m[aä]nnlich\w*|mann|homme|niño",
}
_SEXED = re.compile(
    "|".join(rf"(?P<{key}>\b(?:{ways})\b)" for key, ways in _SEX.items()), re.IGNORECASE
)
_LETTER = re.compile(
    r"(?:\b\d{1,3}\s?(?:y/?o|yo|yr|years?[- ]old)?\s?[,/]?\s?|\(\d{1,3}\s?[/,]?\s?)"
    r"(?P<letter>[MF])(?![\w'’])"
)
NEAR = 60
"""Characters around an age in which the sex stands."""


def ages(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The patient's age: behind its label, else the first one told that is not a relative's."""
    for pattern in (_LABELLED_AGE, _AGED):
        for span, text in _texts(sheet):
            for match in pattern.finditer(text):
                group = match.lastgroup or "age"
                if not _patient(text, match) or int(match[group]) > OLDEST:
                    continue
                place = Span(span.start + match.start(group), span.start + match.end(group))
                return (Found(value=str(int(match[group])), spans=(place,), belief=LABELLED),)
    return ()


def sexes(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The patient's sex where it is told beside the age."""
    for span, text in _texts(sheet):
        for match in _AGED.finditer(text):
            if not _patient(text, match):
                continue
            start = max(match.start() - 25, 0)
            near = text[start : match.end() + NEAR]
            found = _SEXED.search(text, match.end(), match.end() + NEAR) or _SEXED.search(
                text, start, match.start()
            )
            if found and not re.search(r"[.;]\s", text[match.end() : found.start()]):
                value = found.lastgroup or ""
                place = Span(span.start + found.start(), span.start + found.end())
                return (Found(value=value, spans=(place,), belief=LABELLED),)
            letter = _LETTER.search(near)
            if letter:
                value = "female" if letter["letter"] == "F" else "male"
                at = span.start + start + letter.start("letter")
                return (Found(value=value, spans=(Span(at, at + 1),), belief=TOLD),)
    return ()


def _texts(sheet: Sheet) -> Iterator[tuple[Span, str]]:
    """Rows in pairs, since a phrase may be broken between two."""
    for row, below in zip(sheet.rows, (*sheet.rows[1:], None), strict=True):
        end = below.span.end if below is not None and below.page == row.page else row.span.end
        text = sheet.text(Span(row.span.start, end))
        yield row.span, text.replace("\n", " ") if len(text) < 400 else sheet.text(row.span)


def _patient(text: str, match: re.Match[str]) -> bool:
    """Whether an age is the patient's own, not a relative's."""
    before = text[max(match.start() - 30, 0) : match.start()]
    before = re.split(r"[.;]\s", before)[-1]
    behind = re.match(r"\W*(?:\w+\W+){0,2}", text[match.end() : match.end() + 40])
    return not (_OTHERS.search(before) or (behind and _OTHERS.search(behind.group())))


def names(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """A person's name right behind one of the field's cues (``Physician: Ann B. Lee, MD``)."""
    spoken = parted.speakers(sheet)
    for row in sheet.rows:
        text = sheet.text(row.span)
        if text.partition(":")[0].strip() in spoken:
            continue
        for cue in patterns(spec):
            for label in cue.finditer(text):
                gap = _BEHIND.match(text, label.end())
                start = gap.end() if gap else label.end()
                told = text[label.end() : start]
                if ":" not in told and label.start() > 1 and not label.group().endswith("."):
                    continue
                value = _person(text, start)
                if value is not None:
                    at = row.span.start + value[0]
                    place = Span(at, at + len(value[1]))
                    return (Found(value=value[1], spans=(place,), belief=LABELLED),)
    return ()


_AGED_PERSON = re.compile(
    rf"(?P<name>{_NAME.pattern})(?:(?:,? is| presents as|,)\s+(?:an?\s+)?|\s+an?\s+)"
    r"(?:[\w-]+\s+){0,3}?"
    r"(?:\d{1,3}[\s-]*(?:years?|yrs?|yr|y\b|y/?o|months?)|(?:de )?\d{1,3} años)"
)


_UNFINISHED = re.compile(r"\s(?:I|del?|la|da|dos|von|van|den|der|zu|bin|al)$")
"""How no name ends (``Currently I``, ``Mujer de``)."""
_BLANKED = re.compile(r"\b(?:X{2,}|N\.?N\b|unknown|anonym\w*|redacted|deidentified)", re.IGNORECASE)
"""What stands where a name was taken out."""


def patients(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """Who the record is about: behind its labels, else where name and age are told together."""
    labelled = parted.names(sheet) or names(sheet, doctype, spec)
    if labelled:
        return labelled
    for place, text in _texts(sheet):
        match = _AGED_PERSON.search(text)
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


_SIGNED = re.compile(
    r"^(?:Dr\.?\s+)?(?P<name>[A-Z][^\W\d_]+(?:\s[A-Z][\w.'’-]*){1,3}),?\s+"
    r"(?:MD|M\.D\.|DO|NP|FNP|PA|PA-C|RN|APRN|MBBS|MBChB|FRCP|PhD)\b"
)
_CLOSING = re.compile(
    r"^\W*(?:yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?|(?:kind |best )?regards|"
    r"mit freundlichen gr[uü]ßen|atentamente|un saludo|cordialement)\W*$",
    re.IGNORECASE,
)
UNDER = 3
"""Rows below the closing of a letter in which it is signed."""


def clinicians(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """Who wrote it: a name behind a label, under the closing of a letter, or with its degree."""
    labelled = names(sheet, doctype, spec)
    if labelled:
        return labelled
    texts = [sheet.text(row.span) for row in sheet.rows]
    closings = [i for i, text in enumerate(texts) if _CLOSING.match(text)]
    under = [i + n for i in closings for n in range(1, UNDER + 1) if i + n < len(texts)]
    for index in (*under, *(i for i, text in enumerate(texts) if _SIGNED.match(text))):
        told = _person(texts[index], 0)
        if told is not None and not _CLOSING.match(texts[index]):
            start = sheet.rows[index].span.start + told[0]
            place = Span(start, start + len(told[1]))
            return (Found(value=told[1], spans=(place,), belief=TOLD),)
    return ()


def _person(text: str, start: int) -> tuple[int, str] | None:
    """The name that begins at ``start``, without title, degree, and the next label."""
    title = _TITLE.match(text[start:])
    begin = start + (title.end() if title else 0)
    match = _NAME.match(text, begin)
    if match is None:
        return None
    name = match.group()
    sentence = re.search(r"(?<=[^\W\d_]{3})\.\s", name)
    name = name[: sentence.start()] if sentence else name
    if re.match(r"\s?[:(#]", text[begin + len(name) :]):  # the last word is the next label
        name = name.rpartition(" ")[0]
    for pattern in (_DEGREE, _LABEL_WORD):
        name = pattern.sub("", name)
    name = re.sub(r"(?<=\w{3})\.$", "", name.strip(" ,;"))
    told = len(name.split()) >= 2 and not (_UNFINISHED.search(name) or _BLANKED.search(name))
    return (begin, name) if told else None

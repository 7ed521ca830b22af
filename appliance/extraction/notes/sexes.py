"""A patient's sex: behind its label, as the ticked box, beside the age, or as spoken of.

How the patient is spoken of (``Herrn ..., geb.``, ``la patiente``, ``nacida el``), or what most
pronouns and titles of the text are, counts where no label asks for it. What a salutation calls the
reader says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import parted
from appliance.extraction.notes.demography import AGED, SALUTATION, own, texts
from appliance.extraction.sheet import marks
from appliance.extraction.sheet.borders import BORDER, bordered
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

LABELLED, TOLD, PRONOUN = 0.95, 0.85, 0.75
NEAR = 60
"""Characters around an age in which the sex stands."""
HEAD = 15
"""Rows at the head of a paper."""
_CELL = re.compile(
    rf"(?:^|[,;|{BORDER}])\s*(?P<word>female|male|weiblich|m[aä]nnlich|mujer|var[oó]n)\s*(?=$|[,;|{BORDER}])",
    re.IGNORECASE,
)
CLEAR = 3
"""Times as many pronouns of one sex as of the other that tell the patient's."""

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
    r"|(?<!\bx )(?<!\bfor )(?<!\bon )"
    r"\b\d{1,3}\s?[Yy](?:rs?|RS?)?\s?/?\s?(?P<behind>[MF])(?![\w'’/]|\s[A-Z]\b)"
    r"|\b(?P<front>[MF])(?:\s(?=\d{1,3}\s?Y)|/(?=\d{1,3}(?!\d)))"
)
_LABEL = re.compile(r"\b(?:sex|gender|geschlecht|sexe|sexo)\s*[:(=.]", re.IGNORECASE)
_BORN = r"(?:[^\n]{0,50}?\b(?:geb|born|DOB|[Nn]ée?|nacid[oa]|\d{1,3}[ -](?:j|year|ans|años)))"
_SPOKEN_OF = re.compile(
    rf"(?P<female>(?:\b(?:Frau|Mrs|Ms|Miss|Mme|Madame|Mlle|Sra|Dña|Doña)\b\.?(?! Koll){_BORN})"
    r"|\b[Nn]ée le\b|\bnacida\b|(?:^|\n)Patientin\s*:|\b[Ll]a (?:patiente|paciente)\b"
    r"|\b(?:[Dd]ie|[Dd]er|[Ii]hren?r?|[Uu]nsere[rn]?) (?:o\. ?g\. )?Patientin\b)"
    rf"|(?P<male>(?:(?:\b(?:Herrn?|Mr|Monsieur|Sr|Don)\b\.?|(?<!\w)[MD]\.)(?! Koll){_BORN})"
    r"|\b[Nn]é le\b|\bnacido\b|\b(?:[Dd]er|[Dd]es) Patient(?:en)?\b|\b[Ll]e patient\b"
    r"|\b[Ee]l paciente\b)"
)
_ASKED = re.compile(
    r"\b(?:sex|gender|geschlecht|sexe|(?P<spanish>sexo)|g[eé]nero)\b(?: (?:at|"
    r"assigned)[\w ]{0,12})?"
    rf"(?:\s?/\s?age)?[\s:.={BORDER}]{{0,6}}(?:\((?=\s?(?:fe)?male|[mfwhv]\)))?",
    re.IGNORECASE,
)
_OTHERS = {
    "other": r"other|undifferentiated|divers|non-?binary|intersex|transgender\w*",
    "unknown": r"unknown|not (?:stated|given)|unbekannt|desconocido",
}
_WORDS = re.compile(
    "|".join(rf"(?P<{key}>\b(?:{ways})\b)" for key, ways in (_SEX | _OTHERS).items()), re.IGNORECASE
)
_LETTERS = {"m": "male", "f": "female", "w": "female", "h": "male", "d": "other", "x": "other"}
_SPANISH = _LETTERS | {"m": "female", "v": "male"}
_ONE = re.compile(r"(?:\d{1,3}\s?(?:y\w*)?\s?/\s?)?(?P<letter>[a-z])(?![\w'’])", re.IGNORECASE)
_PRONOUNS = {
    "female": re.compile(r"\b(?:she|hers?|herself|Mrs|Ms|ma'am)\b", re.IGNORECASE),
    "male": re.compile(r"\b(?:he|his|him|himself|Mr|sir)\b", re.IGNORECASE),
}
_TITLES = {"female": re.compile(r"\b(?:Mrs|Ms|Miss)\b"), "male": re.compile(r"\bMr\b")}
"""What dialogues tell by: their pronouns are of others."""


def sexes(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The patient's sex, or nothing."""
    for row in sheet.rows:
        for label in _ASKED.finditer(bordered(sheet, row.span)):
            found = _answered(sheet, row, label)
            if found is not None:
                return (found,)
    return _alone(sheet) or _beside_age(sheet) or _spoken_of(sheet) or _by_pronoun(sheet)


def _alone(sheet: Sheet) -> tuple[Found, ...]:
    """A cell at the head that says nothing else (``DOB 8/22/23   14 mo   Female``)."""
    for row in sheet.rows[:HEAD]:
        text = bordered(sheet, row.span)
        for match in _CELL.finditer(text):
            value = next(
                key for key, ways in _SEX.items() if re.fullmatch(ways, match["word"], re.I)
            )
            start, end = (row.span.start + at for at in match.span("word"))
            return (Found(value=value, spans=(Span(start, end),), belief=TOLD),)
    return ()


def _answered(sheet: Sheet, row: Row, label: re.Match[str]) -> Found | None:
    """What stands behind a label, or below it where it heads a column."""
    text = sheet.text(row.span)
    told = Span(row.span.start + label.end(), row.span.end)
    boxes = marks.boxes(sheet.document.text, row.span.start + label.end(), row.span.end)
    if boxes and not _WORDS.match(text, label.end()):
        return _ticked(sheet, told, boxes)
    cell = sheet.cell_at(row.span.start + label.start())
    head = label.end() == len(text) or label.group().endswith(BORDER)
    found = _said(sheet, told, label)
    if found is None and head and cell is not None:
        below = sheet.under(cell)
        found = _said(sheet, below.span, label) if below is not None else None
    return found


def _said(sheet: Sheet, span: Span, label: re.Match[str]) -> Found | None:
    text = sheet.text(span)
    word = _WORDS.match(text)
    letter = None if word else _ONE.match(text)
    if letter is None and word is None:
        return None
    ways = _SPANISH if label["spanish"] else _LETTERS
    value = word.lastgroup if word else ways.get(letter["letter"].casefold()) if letter else None
    start, end = word.span() if word else letter.span("letter") if letter else (0, 0)
    place = Span(span.start + start, span.start + end)
    return Found(value=value, spans=(place,), belief=LABELLED) if value else None


def _ticked(sheet: Sheet, span: Span, boxes: list[marks.Box]) -> Found | None:
    """The word beside the ticked box: behind it where the first box leads, else before it."""
    text = sheet.text(span)
    words = list(_WORDS.finditer(text))
    leads = bool(words) and boxes[0].span.start - span.start < words[0].start()
    for box in (box for box in boxes if box.ticked):
        at = box.span.start - span.start
        near = [w for w in words if (w.start() > at) == leads]
        word = min(near, key=lambda w: abs(w.start() - at), default=None)
        if word is not None:
            place = Span(span.start + word.start(), span.start + word.end())
            return Found(value=word.lastgroup or "", spans=(place,), belief=LABELLED)
    return None


def _beside_age(sheet: Sheet) -> tuple[Found, ...]:
    for span, text in texts(sheet):
        for match in AGED.finditer(text):
            if not own(text, match):
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
                group = letter.lastgroup or "letter"
                value = "female" if letter[group] == "F" else "male"
                at = span.start + start + letter.start(group)
                return (Found(value=value, spans=(Span(at, at + 1),), belief=TOLD),)
    return ()


def _spoken_of(sheet: Sheet) -> tuple[Found, ...]:
    rows = [(row.span, sheet.text(row.span)) for row in sheet.rows]
    if any(_LABEL.search(text) for _, text in rows):
        return ()
    for span, text in rows:
        match = None if SALUTATION.match(text) else _SPOKEN_OF.search(text)
        if match:
            word = match.group().split()[0].rstrip(",.;")
            place = Span(span.start + match.start(), span.start + match.start() + len(word))
            return (Found(value=match.lastgroup or "", spans=(place,), belief=TOLD),)
    return ()


def _by_pronoun(sheet: Sheet) -> tuple[Found, ...]:
    """What clearly most pronouns and titles are; of a dialogue only its titles."""
    talk = bool(parted.speakers(sheet))
    ways = _TITLES if talk else _PRONOUNS
    counts = {key: list(_places(sheet, pattern)) for key, pattern in ways.items()}
    least, most = sorted(counts, key=lambda key: len(counts[key]))
    titled = any(_places(sheet, _TITLES[most]))
    if len(counts[most]) > (not titled) and len(counts[most]) >= CLEAR * len(counts[least]):
        return (Found(value=most, spans=(counts[most][0],), belief=PRONOUN),)
    return ()


def _places(sheet: Sheet, pattern: re.Pattern[str]) -> Iterator[Span]:
    for row in sheet.rows:
        text = sheet.text(row.span)
        for match in () if SALUTATION.match(text) else pattern.finditer(text):
            yield Span(row.span.start + match.start(), row.span.start + match.end())

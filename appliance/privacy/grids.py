"""Numbers of people that stand under their label: the head of a letter, the boxes of a form.

A text has such a row as ``Date Customer No. Terms`` and the values on the next one, so that no
recognizer of texts sees what belongs to which. On the page a value stands below its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from appliance.privacy import columns
from appliance.privacy.cells import identifying
from appliance.privacy.finding import Finding
from appliance.types import Box, Document, Page, Span, Word

LABEL = "NUMBER_IN_A_GRID"
NEAR = 2.0  # line heights between a label and its value, at most
LEVEL = 0.6  # line heights within which words are of one row
_WHOSE = (
    r"customer|client|member(?:ship)?|account|acct|patient|chart|record|policy|insured|subscriber"
    r"|guarantor|claim|licen[cs]e|passport|cliente|socio|p[oó]liza|expediente|historia|cuenta"
    r"|compte|adh[eé]rent|assur[eé]|dossier|клиента|договора|полиса|пациента|карты"
)
_COUNTED = r"no|nr|num(?:ber|ero|éro)?|número|id|code|codice|номер"
_MARK = r"#|№|n[º°]|n\.º"
_OF = r"(?:(?:de|du|di|del)[ \t]+)?(?:[dl]['’])?"
_WORDS = re.compile(
    rf"(?<![^\W_])(?:(?:{_WHOSE})[ \t]*(?:(?:{_COUNTED})\b\.?|{_MARK})"
    rf"|(?:(?:{_COUNTED})\b\.?|{_MARK})[ \t]*{_OF}(?:{_WHOSE})(?![^\W_])"
    r"|MRN(?![^\W_])|(?:kunden|mitglieds|vertrags|versicherten|versicherungs|patienten|konto|fall|"
    r"akten|klant|kund|asiakas|lid)-?(?:nr|nummer|numero|no)(?![^\W_])|kd\.?-?nr(?![^\W_])"
    r"|شماره[ \t]*(?:مشتری|پرونده|بیمه|حساب|عضویت)|(?:客户|会员|病历|账户|保单)(?:编号|号码?))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?=(?:.*\d){2})[^\W_][\w./-]*")
_OTHER = re.compile(r"\W?\d+(?:[.,]\d{3})*[.,]\d{2}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
"""Prices and days: what is to go of these, other rules know."""


def findings(document: Document) -> Iterator[Finding]:
    """The numbers below such labels, and the cells of tables that have a head of their own."""
    for table in document.tables:
        yield from columns.of_table(document.text, table.rows)
    for match in _WORDS.finditer(document.text):
        placed = [*document.words_in(Span(*match.span()))]
        if not placed:
            continue
        page = placed[0][0]
        for word in _under(page, _around([word for on, word in placed if on is page])):
            yield identifying(word, LABEL, "grids: under its label")


def _under(page: Page, label: Box) -> Iterator[Word]:
    """The numbers of the row next below a label, as far as they stand under it."""
    height = label.bottom - label.top
    lowest = label.bottom + NEAR * height
    below = [
        word
        for word in page.words
        if label.bottom - height / 3 <= word.box.top <= lowest
        and word.box.left < label.right
        and word.box.right > label.left
    ]
    first = min((word.box.top for word in below), default=0.0)
    for word in below:
        level = word.box.top < first + LEVEL * height
        if level and _NUMBER.fullmatch(word.text) and not _OTHER.fullmatch(word.text):
            yield word


def _around(words: Sequence[Word]) -> Box:
    boxes = [word.box for word in words]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )

"""Complete submissions as EDGAR keeps them: an SGML header and the documents behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.errors import Damaged
from appliance.reading.filings import edgar, ownership
from appliance.reading.unpaged import markup, xmlsafe
from appliance.reading.unpaged.typeset import Piece, Sheet
from appliance.reading.unpaged.xmlsafe import Element
from appliance.reading.xbrl import instance, ixbrl, linkbase
from appliance.reading.xbrl.common_names import CommonNames

MOST_DOCUMENTS = 30
_MARKS = ("<SEC-DOCUMENT>", "<SEC-HEADER>", "<IMS-HEADER>", "<SUBMISSION>", "<IMS-DOCUMENT>")
_HEADER = re.compile(r"<(SEC|IMS)-HEADER>[^\n]*\n(.*?)</\1-HEADER>", re.DOTALL)
_DOCUMENT = re.compile(r"<DOCUMENT>(.*?)</DOCUMENT>", re.DOTALL)
_BODY = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_TYPE = re.compile(r"<TYPE>([^\n<]+)")
_PDF_OR_GRAPHIC = re.compile(r"^\s*(<PDF>|begin \d{3} )", re.MULTILINE)
_TAG = re.compile(r"</?(PAGE|TABLE|CAPTION|S|C|FN|XML|XBRL)>")
_NAMES = {
    "CONFORMED SUBMISSION TYPE": "form_type",
    "COMPANY CONFORMED NAME": "registrant_name",
    "CENTRAL INDEX KEY": "cik",
    "CONFORMED PERIOD OF REPORT": "period_end",
    "FISCAL YEAR END": "fiscal_year_end",
    "STATE OF INCORPORATION": "incorporation",
    "IRS NUMBER": "ein",
    "EIN": "ein",
    "SEC FILE NUMBER": "file_number",
    "BUSINESS PHONE": "phone",
    "STREET 1": "address_street",
    "STREET 2": "address_street_2",
    "CITY": "address_city",
    "STATE": "address_state",
    "ZIP": "address_postal_code",
}


def is_submission(text: str) -> bool:
    """The text is a submission, perhaps behind the mail header that EDGAR once put before it."""
    return any(mark in text[:4000] for mark in _MARKS)


def read(sheet: Sheet, text: str) -> str:
    """Set the header and the documents; returns the kind."""
    names = CommonNames(sheet)
    header = _HEADER.search(text)
    if header:
        _header(sheet, header.group(2), names)
    for document in _first(_DOCUMENT.finditer(text)):
        _document(sheet, document.group(1), names)
    if header is None and not _DOCUMENT.search(text):
        raise Damaged
    return "edgar-sgml"


def _first(matches: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    for _, match in zip(range(MOST_DOCUMENTS), matches, strict=False):
        yield match


def _header(sheet: Sheet, text: str, names: CommonNames) -> None:
    section, street = "", 0
    for number, line in enumerate(text.splitlines()):
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not name or not colon:
            sheet.row(line)
        elif not value:
            section = name
            sheet.row(line)
        else:
            path = f"{section}/{name}" if line[:1].isspace() and section else name
            keys = [sheet.state(path, value)]
            common = _NAMES.get(name)
            if common == "address_street_2" and number != street + 1:
                common = None  # of another address than the first
            if common and not names.has(common):
                keys.append(names.give(common, value))
                street = number if common == "address_street" else street
            sheet.row(Piece(text=f"{name}: "), Piece(text=value, keys=tuple(keys)))


def _page(sheet: Sheet, content: bytes) -> None:
    """A report as a web page, tagged or not, or a form that EDGAR made a page of."""
    if ixbrl.is_inline(content):
        ixbrl.read(sheet, content)
    elif ownership.is_form(root := xmlsafe.hypertext(content)):
        ownership.read(sheet, root)
    else:
        markup.walk(sheet, root, lambda _: ())


def _data(sheet: Sheet, root: Element, names: CommonNames, kind: str) -> None:
    """A form, an XBRL instance, or what comes with one: of linkbases only the calculations say
    something about figures.
    """
    if instance.is_instance(root):
        instance.read(sheet, root)
    elif kind.startswith("EX-101.CAL"):
        linkbase.read(sheet, root)
    elif not kind.startswith("EX-101"):
        edgar.read(sheet, root, names)


def _document(sheet: Sheet, text: str, names: CommonNames) -> None:
    body = _BODY.search(text)
    kind = _TYPE.search(text)
    if kind:
        sheet.gap()
        sheet.row(f"Document: {kind.group(1)}")
    if body is None or _PDF_OR_GRAPHIC.search(body.group(1)[:2000]):
        return
    content = body.group(1)
    xml = re.search(r"<(XML|XBRL)>(.*?)</\1>", content, re.DOTALL)
    page = re.search(r"<html|<body|<div|<p>", content[:6000], re.IGNORECASE)
    if page:
        _page(sheet, (xml.group(2) if xml else content).strip().encode())
    elif xml:
        declared = re.sub(r"^\s*<\?xml[^>]*\?>", "", xml.group(2))  # its encoding is no longer true
        root = xmlsafe.xml(declared.encode())
        _data(sheet, root, names, kind.group(1).strip() if kind else "")
    else:
        for line in _TAG.sub("", content).splitlines():
            sheet.line(line)

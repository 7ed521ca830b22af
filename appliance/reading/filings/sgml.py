"""Complete submissions as EDGAR keeps them: an SGML header and the documents behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from appliance.errors import Damaged
from appliance.reading.filings import edgar, header_tags, ownership
from appliance.reading.unpaged import markup, xmlsafe
from appliance.reading.unpaged.typeset import Piece, Sheet
from appliance.reading.unpaged.xmlsafe import Element
from appliance.reading.xbrl import instance, ixbrl
from appliance.reading.xbrl.common_names import CommonNames
from appliance.reading.xbrl.linkbase import Links

MOST_DOCUMENTS = 30
_MARKS = ("<SEC-DOCUMENT>", "<SEC-HEADER>", "<IMS-HEADER>", "<SUBMISSION>", "<IMS-DOCUMENT>")
_HEADER = re.compile(r"<(SEC|IMS)-HEADER>[^\n]*\n(.*?)</\1-HEADER>", re.DOTALL)
UNREAD = "submission/unread"
"""States what of a submission is missing, cut off or beyond what is read."""
_DOCUMENT = re.compile(r"<DOCUMENT>(.*?)(?:(?P<end></DOCUMENT>)|(?=<DOCUMENT>)|\Z)", re.DOTALL)
_BODY = re.compile(r"<TEXT>(.*?)(?:</TEXT>|\Z)", re.DOTALL)
_COUNT = re.compile(r"PUBLIC DOCUMENT COUNT:\s*(\d{1,4})|<PUBLIC-DOCUMENT-COUNT>\s*(\d{1,4})")
_TYPE = re.compile(r"<TYPE>([^\n<]+)")
_PDF_OR_GRAPHIC = re.compile(r"^\s*(<PDF>|begin \d{3} )", re.MULTILINE)
_XML = re.compile(r"<(XML|XBRL)>(.*?)</\1>", re.DOTALL)
_PAGE = re.compile(r"<html|<body|<div|<p>", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
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
_COLUMNS = {
    "COMPANY CONFORMED NAME": "name",
    "CENTRAL INDEX KEY": "cik",
    "SEC FILE NUMBER": "file_number",
    "IRS NUMBER": "ein",
    "EIN": "ein",
    "STATE OF INCORPORATION": "incorporation",
}
"""What is told of each of several filers."""
_FILER, _SUBJECT = "FILER", "SUBJECT COMPANY"
_PARTIES = frozenset(
    {
        _SUBJECT, _FILER, "FILED BY", "FILED FOR", "REPORTING-OWNER", "ISSUER", "SERIAL COMPANY",
        "DEPOSITOR", "SECURITIZER",
    }
)  # fmt: skip
"""Each opens the data of one company or person; what is common is told of one of them alone."""


def is_submission(text: str) -> bool:
    """The text is a submission, perhaps behind the mail header that EDGAR once put before it."""
    return any(mark in text[:4000] for mark in _MARKS)


def read(sheet: Sheet, text: str) -> str:
    """Set the header and the documents; returns the kind."""
    names = CommonNames(sheet)
    header = _HEADER.search(text)
    captions = header.group(2) if header else header_tags.captioned(text)
    if captions:
        _header(sheet, captions, names)
    found = list(_DOCUMENT.finditer(text))
    documents = [Enclosed.of(match.group(1)) for match in found]
    if not captions and not documents:
        raise Damaged
    cut = sum(match["end"] is None for match in found)
    for words in _unread(text, documents, cut):
        sheet.row(Piece(text="Not read: "), Piece(text=words, keys=(sheet.state(UNREAD, words),)))
    _documents(sheet, documents, names)
    names.join_address()
    return "edgar-sgml"


def _unread(text: str, documents: Sequence[Enclosed], cut: int) -> Iterator[str]:
    """What of a submission a person has to look for elsewhere."""
    counted = _COUNT.search(text)
    told = int(counted.group(1) or counted.group(2)) if counted else 0
    if cut:
        yield f"end of {cut} of {len(documents)} documents"
    if told > len(documents):
        yield f"{told - len(documents)} of {told} documents"
    beyond = sum(not one.links for one in documents[MOST_DOCUMENTS:])
    if beyond:
        yield f"{beyond} documents behind the first {MOST_DOCUMENTS}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """One document of a submission: its type, and its body as far as we read such bodies."""

    kind: str
    text: str = ""
    page: bytes = b""
    data: bytes = b""

    @classmethod
    def of(cls, source: str) -> Enclosed:
        """From what stands between ``<DOCUMENT>`` and its end."""
        body, named = _BODY.search(source), _TYPE.search(source)
        kind = named.group(1).strip() if named else ""
        if body is None or _PDF_OR_GRAPHIC.search(body.group(1)[:2000]):
            return cls(kind=kind)
        content = body.group(1)
        xml = _XML.search(content)
        if _PAGE.search(content[:6000]):
            return cls(kind=kind, page=(xml.group(2) if xml else content).strip().encode())
        if xml:  # the encoding that it declares is no longer true
            return cls(kind=kind, data=_DECLARATION.sub("", xml.group(2)).encode())
        return cls(kind=kind, text=content)

    @property
    def links(self) -> bool:
        """A schema or a linkbase: read for what it says about figures, never set."""
        return self.kind.startswith("EX-101") and not self.kind.startswith("EX-101.INS")


def _documents(sheet: Sheet, documents: Sequence[Enclosed], names: CommonNames) -> None:
    """Set the first documents; the tagged pages among them are one report."""
    shown = [one for one in documents[:MOST_DOCUMENTS] if not one.links]
    tagged = {id(one): xmlsafe.hypertext(one.page) for one in shown if ixbrl.is_inline(one.page)}
    facts = ixbrl.Facts(sheet, tuple(tagged.values()))
    links = Links()
    for one in shown:
        if one.kind:
            sheet.gap()
            sheet.row(f"Document: {one.kind}")
        if id(one) in tagged:
            facts.set(tagged[id(one)])
        elif one.data:
            _data(sheet, xmlsafe.xml(one.data), names, links, extracted=bool(tagged))
        else:
            _plain(sheet, one)
    if tagged:
        facts.finish()
    for root in tagged.values():
        links.report(root)
    for one in documents:
        if one.links and one.data:
            links.file(one.data)
    links.state(sheet)


def _plain(sheet: Sheet, one: Enclosed) -> None:
    """A page without tags, perhaps a form that EDGAR made a page of; or text."""
    if one.page and ownership.is_form(root := xmlsafe.hypertext(one.page)):
        ownership.read(sheet, root)
    elif one.page:
        markup.walk(sheet, root, lambda _: ())
    for line in _TAG.sub("", one.text).splitlines():
        sheet.line(line)


def _data(
    sheet: Sheet, root: Element, names: CommonNames, links: Links, *, extracted: bool
) -> None:
    """A form or an XBRL instance; one beside tagged pages is an extract of them."""
    if not instance.is_instance(root):
        edgar.read(sheet, root, names)
    elif not extracted:
        links.report(root)
        instance.read(sheet, root)


def _header(sheet: Sheet, text: str, names: CommonNames) -> None:
    lines = text.splitlines()
    parties = _parties(lines)
    main, party, section, home = _main(parties), -1, "", ""
    each = _Each(sheet, parties)
    for line in lines:
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not name or not colon:
            sheet.row(line)
        elif not value:
            party += name in _PARTIES
            deep = len(line) - len(line.lstrip()) > 1  # a line of the section that says nothing
            section = section if deep else name
            sheet.row(line)
        else:
            path = f"{section}/{name}" if line[:1].isspace() and section else name
            keys = [
                sheet.state(each.told_apart(party, path), value),
                *each.state(party, name, value),
            ]
            common = _NAMES.get(name) if party in (-1, main) else None
            if common and common.startswith("address_"):
                home = home or section
                common = common if section == home else None  # of another address than the first
            if common and not names.has(common) and value.strip("0"):
                keys.append(names.give(common, value))
            sheet.row(Piece(text=f"{name}: "), Piece(text=value, keys=tuple(keys)))


class _Each:
    """What a header says of each of several filers: rows of the table ``registrants``."""

    def __init__(self, sheet: Sheet, parties: Sequence[str]) -> None:
        self._sheet = sheet
        self._parties = parties
        counted: Counter[str] = Counter()
        self._numbers: list[int] = []  # of its kind, from 1
        for kind in parties:
            counted[kind] += 1
            self._numbers.append(counted[kind])
        self._several = counted[_FILER] > 1
        self._given: set[tuple[int, str]] = set()

    def _number(self, party: int) -> int:
        """Of its kind, from 1: the second filer is 2; 0 outside of parties."""
        return self._numbers[party] if party >= 0 else 0

    def told_apart(self, party: int, path: str) -> str:
        """The path of what is said of a second or later party of a kind (``FILER 2/...``)."""
        number = self._number(party)
        return f"{self._parties[party]} {number}/{path}" if number > 1 else path

    def state(self, party: int, name: str, value: str) -> Iterator[int]:
        """The key of what is told of one of several filers; each thing once."""
        number, column = self._number(party), _COLUMNS.get(name)
        several = self._several and party >= 0 and self._parties[party] == _FILER
        if several and column and value.strip("0") and (number, column) not in self._given:
            self._given.add((number, column))
            yield self._sheet.state(f"registrants.{column}", value, {"row": str(number)})


def _parties(lines: Sequence[str]) -> list[str]:
    """The kinds of the parties in the order of the header."""
    return [name for line in lines if (name := line.strip(" \t:")) in _PARTIES]


def _main(parties: Sequence[str]) -> int:
    """Which of the parties, counted from 0, the submission is about: the company that it is
    about by its own word, else the one that EDGAR names first."""
    return parties.index(_SUBJECT) if _SUBJECT in parties else 0

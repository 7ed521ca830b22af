"""HL7 Clinical Document Architecture (C-CDA): header facts, narrative sections, coded entries.

Source: HL7 Implementation Guide for CDA Release 2, Consolidated CDA Templates.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice

from appliance.reading.clinical import (
    ccda_details,
    ccda_narrative,
    ccda_person,
    ccda_sections,
    days,
    nonxml,
)
from appliance.reading.clinical.ccda_entries import Coded, entries, unread
from appliance.reading.unpaged import forms, markup, xmlsafe
from appliance.reading.unpaged.typeset import Piece, Sheet
from appliance.reading.unpaged.xmlsafe import Element, find, find_all
from appliance.types import Span

NAMESPACE = "urn:hl7-org:v3"
DEEPEST = 20
UNREAD = "entry/unread"
"""States the class of each coded entry that cannot be read."""
NEAR = 400
"""Characters behind an entry's name in which the narrative shows the rest of it."""
COMPLAINTS = frozenset(
    {"10154-3", "46239-0", "29299-5"}
)  # LOINC: chief complaint, reason for visit
_ENCOUNTER = "componentOf/encompassingEncounter"
_IN_CHARGE = (
    ("In charge", f"{_ENCOUNTER}/responsibleParty/assignedEntity/assignedPerson/name"),
    ("Seen by", f"{_ENCOUNTER}/encounterParticipant/assignedEntity/assignedPerson/name"),
    ("Signed by", "legalAuthenticator/assignedEntity/assignedPerson/name"),
)
"""Who answers for a document that a machine wrote."""
_ROLE = "recordTarget/patientRole"


def is_document(root: Element) -> bool:
    """The root of a CDA document."""
    return xmlsafe.name(root) == "ClinicalDocument" and NAMESPACE in str(root.tag)


def read(sheet: Sheet, root: Element) -> str:
    """Set the document as a person would read it; returns the kind."""
    _title(sheet, root)
    for role in find_all(root, _ROLE):
        _patient(sheet, role)
    _providers(sheet, root)
    rows: Counter[str] = Counter()
    for section in find_all(root, "component/structuredBody/component/section"):
        _section(sheet, section, rows)
    body = nonxml.of(root)
    return "ccda-text" if body is not None and nonxml.typeset(sheet, body) else "ccda"


def _title(sheet: Sheet, root: Element) -> None:
    title = xmlsafe.text(find(root, "title"))
    if title:
        key = sheet.state("title", title)
        sheet.row(Piece(text=title, keys=(key,)))
    code = find(root, "code")
    if code is not None:
        about = {"code": code.get("code", "")}
        forms.state(sheet, "Document type", "code", code.get("displayName", ""), attributes=about)
    _time(sheet, "Document date", "effectiveTime", find(root, "effectiveTime"))


def _patient(sheet: Sheet, role: Element) -> None:
    patient = find(role, "patient")
    base = f"{_ROLE}/patient"
    sheet.gap()
    for number, name in enumerate(ccda_person.names(patient)):
        path, caption = ("name", "Patient") if number == 0 else ("otherName", "Also known as")
        forms.state(sheet, caption, f"{base}/{path}", name.shown, value=name.plain)
    _time(sheet, "Date of birth", f"{base}/birthTime", find(patient, "birthTime"))
    _gender(sheet, find(patient, "administrativeGenderCode"))
    for identifier, root in ccda_person.identifiers(role):
        forms.state(sheet, "Patient ID", f"{_ROLE}/id", identifier, attributes={"root": root})
    for address in ccda_person.addresses(role):
        domestic, shown = ccda_person.place(address)
        about = {"use": address.get("use", "")}
        forms.state(sheet, "Address", f"{_ROLE}/addr", shown, value=domestic, attributes=about)
    for contact in find_all(role, "telecom"):
        _contact(sheet, contact)
    for caption, coded in (
        ("Race", "raceCode"),
        ("Ethnicity", "ethnicGroupCode"),
        ("Marital status", "maritalStatusCode"),
    ):
        code = find(patient, coded)
        if code is not None:
            forms.state(sheet, caption, f"{base}/{coded}", code.get("displayName", ""))
    language = find(patient, "languageCommunication/languageCode")
    if language is not None:
        path = f"{base}/languageCommunication/languageCode"
        forms.state(sheet, "Language", path, language.get("code", ""))
    clinic = xmlsafe.text(find(role, "providerOrganization/name"))
    forms.state(sheet, "Provider organisation", f"{_ROLE}/providerOrganization/name", clinic)


def _gender(sheet: Sheet, code: Element | None) -> None:
    """The sex by its code or a translation's, else in the words that are given for it."""
    if code is None:
        return
    value, shown = ccda_person.sex(code)
    path = f"{_ROLE}/patient/administrativeGenderCode"
    about = {"code": code.get("code", "")}
    forms.state(sheet, "Gender", path, shown, value=value or shown, attributes=about)
    if not shown and code.get("code"):
        sheet.state(UNREAD, xmlsafe.name(code))


def _contact(sheet: Sheet, contact: Element) -> None:
    """Telephones and e-mail addresses; fax numbers, web pages and what is no longer right are only
    shown (HL7 Version 3, TelecommunicationAddressUse: ``BAD`` is "known to be useless")."""
    scheme, number = ccda_person.contact(contact)
    kinds = {"tel": ("Phone", "telecom"), "mailto": ("E-mail", "email")}
    former = {"BAD", "OLD"} & set(contact.get("use", "").split())
    caption, path = ("Contact", "contact") if former else kinds.get(scheme, ("Contact", "contact"))
    about = {"use": contact.get("use", "")}
    forms.state(sheet, caption, f"{_ROLE}/{path}", number, attributes=about)


def _providers(sheet: Sheet, root: Element) -> None:
    sheet.gap()
    for caption, path in (
        ("Author", "author/assignedAuthor/assignedPerson/name"),
        ("Provider", "documentationOf/serviceEvent/performer/assignedEntity/assignedPerson/name"),
    ):
        for name in find_all(root, path):
            forms.state(sheet, caption, path, ccda_person.person(name))
    for caption, path in _IN_CHARGE:
        for name in islice(find_all(root, path), 1):
            forms.state(sheet, caption, path, ccda_person.person(name))
    for caption, path in (
        ("Author's organisation", "author/assignedAuthor/representedOrganization/name"),
        ("Custodian", "custodian/assignedCustodian/representedCustodianOrganization/name"),
    ):
        for organisation in islice(find_all(root, path), 1):
            forms.state(sheet, caption, path, xmlsafe.text(organisation))
    kind = find(root, f"{_ENCOUNTER}/code")
    if kind is not None:
        told = kind.get("displayName") or xmlsafe.text(find(kind, "originalText"))
        about = {"code": kind.get("code", "")}
        forms.state(sheet, "Kind of encounter", f"{_ENCOUNTER}/code", told, attributes=about)
    for caption, path in (
        ("Encounter", "componentOf/encompassingEncounter/effectiveTime"),
        ("Period of care", "documentationOf/serviceEvent/effectiveTime"),
    ):
        _time(sheet, caption, path, find(root, path))


def _section(sheet: Sheet, section: Element, rows: Counter[str], depth: int = 0) -> None:
    """Title, narrative, and what the coded entries say that the narrative does not."""
    sheet.gap()
    title = xmlsafe.text(find(section, "title"))
    if title:
        sheet.row(Piece(text=title, keys=(sheet.state("section/title", title),)))
    code = find(section, "code")
    loinc = code.get("code", "") if code is not None else ""
    kind = ccda_sections.kind_of(section)
    coded = list(entries(section, kind)) or list(ccda_narrative.told(section, kind))
    for lost in unread(section, kind):
        sheet.state(UNREAD, lost)
    start = sheet.length
    narrative = find(section, "text")
    if narrative is not None:
        _narrative(sheet, narrative, coded, chief=loinc in COMPLAINTS)
    _place(sheet, coded, start, rows)
    for inner in find_all(section, "component/section"):
        if depth < DEEPEST:
            _section(sheet, inner, rows, depth + 1)


def _narrative(sheet: Sheet, narrative: Element, coded: list[Coded], chief: bool) -> None:
    """Set the section's text; a complaint is stated by it as a whole."""
    words = xmlsafe.text(narrative)
    keys: tuple[int, ...] = ()
    if chief and 0 < len(words) <= 500:
        keys = (sheet.state("section/chief_complaint", words),)

    def marks(element: Element) -> tuple[int, ...]:
        return keys if element is narrative else ()

    markup.walk(sheet, narrative, marks)


def _place(sheet: Sheet, coded: list[Coded], start: int, rows: Counter[str]) -> None:
    """Point each coded value at where the narrative shows it; set those that it does not."""
    text = sheet.text[start:].replace("\n", " ").lower() if coded else ""
    missing: list[tuple[Coded, int]] = []
    used: dict[str, int] = {}
    for item in coded:
        rows[item.path] += 1
        wanted = item.value.lower()
        at = text.find(wanted, used.get(wanted, 0))
        if at < 0:
            at = text.find(wanted)
        if at < 0:
            missing.append((item, rows[item.path]))
            continue
        used[wanted] = at + len(wanted)
        about = {**item.attributes, "row": str(rows[item.path])}
        key = sheet.state(item.path, item.value, about)
        sheet.show(key, Span(start + at, start + at + len(wanted)))
        _columns(sheet, item, rows[item.path], text[at + len(wanted) :], start + at + len(wanted))
    for item, row in missing:
        _as_coded(sheet, item, row)


def _columns(sheet: Sheet, item: Coded, row: int, behind: str, start: int) -> None:
    """What else an entry states, at its place behind the name; set where it is not shown."""
    unseen = []
    for column, value in _told(item):
        at = behind.find(value.lower(), 0, NEAR)
        if at < 0:
            unseen.append((column, value))
            continue
        key = sheet.state(column, value, {"row": str(row)})
        sheet.show(key, Span(start + at, start + at + len(value)))
    if unseen:
        _as_coded(sheet, item, row, unseen)


def _told(item: Coded) -> list[tuple[str, str]]:
    group = item.path.partition("/")[0]
    columns = ccda_details.COLUMNS.get(group, ())
    return [
        (f"{group}/{name}", item.attributes[name]) for name in columns if name in item.attributes
    ]


def _as_coded(
    sheet: Sheet, item: Coded, row: int, columns: list[tuple[str, str]] | None = None
) -> None:
    """A row of what only the codes say; ``columns`` where the name itself is shown already."""
    about = {"row": str(row)}
    pieces = [Piece(text=item.value)]
    if columns is None:
        key = sheet.state(item.path, item.value, {**item.attributes, **about})
        pieces = [Piece(text=item.value, keys=(key,))]
    for path, value in _told(item) if columns is None else columns:
        label = path.partition("/")[2]
        pieces += [
            Piece(text=f", {label} "),
            Piece(text=value, keys=(sheet.state(path, value, about),)),
        ]
    group = item.path.partition("/")[0].capitalize()
    sheet.row(Piece(text=f"{group}, as coded: "), *pieces)


def _time(sheet: Sheet, caption: str, path: str, element: Element | None) -> None:
    """A point or a period in time, in ISO 8601."""
    if element is None:
        return
    point = element.get("value") or _edge(element, "low") or _edge(element, "high")
    if point and not days.exists(point):
        sheet.state(UNREAD, xmlsafe.name(element))
    value = iso(point)
    end = iso(_edge(element, "high"))
    about = {"end": end} if end and end != value else {}
    forms.state(sheet, caption, path, value, attributes=about)


def _edge(element: Element, name: str) -> str:
    edge = find(element, name)
    return edge.get("value", "") if edge is not None else ""


def iso(stamp: str) -> str:
    """An HL7 time stamp (``YYYYMMDDHHMM...``) as an ISO 8601 date."""
    digits = stamp[:8]
    if len(digits) < 4 or not digits.isdigit():
        return ""
    return "-".join(part for part in (digits[:4], digits[4:6], digits[6:8]) if part)

"""HL7 Clinical Document Architecture (C-CDA): header facts, narrative sections, coded entries.

Source: HL7 Implementation Guide for CDA Release 2, Consolidated CDA Templates.
"""

from __future__ import annotations

from collections.abc import Iterator

from appliance.reading import forms, markup, xmlsafe
from appliance.reading.ccda_entries import Coded, entries
from appliance.reading.typeset import Piece, Sheet
from appliance.reading.xmlsafe import Element, find, find_all
from appliance.types import Span

NAMESPACE = "urn:hl7-org:v3"
DEEPEST = 20
GENDERS = {"M": "male", "F": "female", "UN": "undifferentiated"}
COMPLAINTS = frozenset(
    {"10154-3", "46239-0", "29299-5"}
)  # LOINC: chief complaint, reason for visit
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
    for section in find_all(root, "component/structuredBody/component/section"):
        _section(sheet, section)
    return "ccda"


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
    for name in _first(find_all(patient, "name")):
        forms.state(sheet, "Patient", f"{base}/name", person(name))
    _time(sheet, "Date of birth", f"{base}/birthTime", find(patient, "birthTime"))
    _gender(sheet, find(patient, "administrativeGenderCode"))
    for identifier in find_all(role, "id"):
        about = {"root": identifier.get("root", "")}
        number = identifier.get("extension", "")
        forms.state(sheet, "Patient ID", f"{_ROLE}/id", number, attributes=about)
    for address in find_all(role, "addr"):
        forms.state(sheet, "Address", f"{_ROLE}/addr", place(address))
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
    if code is None:
        return
    value = GENDERS.get(code.get("code", ""), "")
    shown = code.get("displayName") or value.capitalize()
    path = f"{_ROLE}/patient/administrativeGenderCode"
    about = {"code": code.get("code", "")}
    forms.state(sheet, "Gender", path, shown, value=value or shown, attributes=about)


def _contact(sheet: Sheet, contact: Element) -> None:
    """``tel:(555)555-0100`` is shown without its scheme."""
    value = contact.get("value", "")
    scheme, colon, rest = value.partition(":")
    number = rest if colon and scheme.isalpha() else value
    caption = "E-mail" if scheme == "mailto" else "Phone"
    forms.state(
        sheet, caption, f"{_ROLE}/telecom", number, attributes={"use": contact.get("use", "")}
    )


def _providers(sheet: Sheet, root: Element) -> None:
    sheet.gap()
    for caption, path in (
        ("Author", "author/assignedAuthor/assignedPerson/name"),
        ("Provider", "documentationOf/serviceEvent/performer/assignedEntity/assignedPerson/name"),
    ):
        for name in find_all(root, path):
            forms.state(sheet, caption, path, person(name))
    for caption, path in (
        ("Author's organisation", "author/assignedAuthor/representedOrganization/name"),
        ("Custodian", "custodian/assignedCustodian/representedCustodianOrganization/name"),
    ):
        for organisation in _first(find_all(root, path)):
            forms.state(sheet, caption, path, xmlsafe.text(organisation))
    for caption, path in (
        ("Encounter", "componentOf/encompassingEncounter/effectiveTime"),
        ("Period of care", "documentationOf/serviceEvent/effectiveTime"),
    ):
        _time(sheet, caption, path, find(root, path))


def _section(sheet: Sheet, section: Element, depth: int = 0) -> None:
    """Title, narrative, and what the coded entries say that the narrative does not."""
    sheet.gap()
    title = xmlsafe.text(find(section, "title"))
    if title:
        sheet.row(Piece(text=title, keys=(sheet.state("section/title", title),)))
    code = find(section, "code")
    loinc = code.get("code", "") if code is not None else ""
    coded = list(entries(section, loinc))
    start = sheet.length
    narrative = find(section, "text")
    if narrative is not None:
        _narrative(sheet, narrative, coded, chief=loinc in COMPLAINTS)
    _place(sheet, coded, start)
    for inner in find_all(section, "component/section"):
        if depth < DEEPEST:
            _section(sheet, inner, depth + 1)


def _narrative(sheet: Sheet, narrative: Element, coded: list[Coded], chief: bool) -> None:
    """Set the section's text; a complaint is stated by it as a whole."""
    words = xmlsafe.text(narrative)
    keys: tuple[int, ...] = ()
    if chief and 0 < len(words) <= 500:
        keys = (sheet.state("section/chief_complaint", words),)

    def marks(element: Element) -> tuple[int, ...]:
        return keys if element is narrative else ()

    markup.walk(sheet, narrative, marks)


def _place(sheet: Sheet, coded: list[Coded], start: int) -> None:
    """Point each coded value at where the narrative shows it; set those that it does not."""
    text = sheet.text[start:].replace("\n", " ").lower() if coded else ""
    missing: list[Coded] = []
    used: dict[str, int] = {}
    for item in coded:
        wanted = item.value.lower()
        at = text.find(wanted, used.get(wanted, 0))
        if at < 0:
            at = text.find(wanted)
        if at < 0:
            missing.append(item)
            continue
        used[wanted] = at + len(wanted)
        key = sheet.state(item.path, item.value, item.attributes)
        sheet.show(key, Span(start + at, start + at + len(wanted)))
    for item in missing:
        group = item.path.partition("/")[0].capitalize()
        forms.state(sheet, f"{group}, as coded", item.path, item.value, attributes=item.attributes)


def _time(sheet: Sheet, caption: str, path: str, element: Element | None) -> None:
    """A point or a period in time, in ISO 8601."""
    if element is None:
        return
    point = element.get("value") or _edge(element, "low") or _edge(element, "high")
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


def person(name: Element) -> str:
    """Prefix, given names, family name, suffix."""
    parts = [xmlsafe.text(part) for part in xmlsafe.children(name)]
    return " ".join(part for part in parts if part) or xmlsafe.text(name)


def place(address: Element) -> str:
    """The parts of an address on one line."""
    parts = [xmlsafe.text(part) for part in xmlsafe.children(address)]
    return ", ".join(part for part in parts if part) or xmlsafe.text(address)


def _first(elements: Iterator[Element]) -> Iterator[Element]:
    yield from (element for element, _ in zip(elements, range(1), strict=False))

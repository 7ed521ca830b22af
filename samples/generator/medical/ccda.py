"""A visit as a Continuity of Care Document (HL7 CDA R2, C-CDA 2.1 templates)."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from samples.generator.medical.visit import Visit

_GENDER = {"female": ("F", "Female"), "male": ("M", "Male")}
_ROOT = "2.16.840.1.113883"


def ccda(visit: Visit) -> bytes:
    """UTF-8 XML."""
    sections = [
        _section("29299-5", "Reason for Visit", [visit.complaint], ()),
        _section(
            "11450-4", "Problem List", [name for name, _ in visit.conditions], _problems(visit)
        ),
        _section("10160-0", "Medications", _medicine_rows(visit), _medicines(visit)),
        _section(
            "48765-2", "Allergies and Adverse Reactions", list(visit.allergies), _allergies(visit)
        ),
        _section(
            "30954-2",
            "Results",
            [f"{lab.name} {lab.value} {lab.unit}" for lab in visit.labs],
            _labs(visit),
        ),
        _section("18776-5", "Plan of Treatment", [visit.plan], ()),
    ]
    return "".join([_header(visit), "<component><structuredBody>\n", *sections, _END]).encode()


_END = "</structuredBody></component>\n</ClinicalDocument>\n"


def _header(visit: Visit) -> str:
    given, family = visit.patient.name.split(" ", 1)
    doctor = visit.provider.split(" ", 1)
    code, word = _GENDER[visit.sex]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ClinicalDocument xmlns="urn:hl7-org:v3" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f'<realmCode code="US"/><typeId root="{_ROOT}.1.3" extension="POCD_HD000040"/>\n'
        f'<templateId root="{_ROOT}.10.20.22.1.2" extension="2015-08-01"/>\n'
        f'<id root="{_ROOT}.19.5.99999.1" extension="{visit.record_number}-1"/>\n'
        f'<code code="34133-9" codeSystem="{_ROOT}.6.1" displayName="Summary of episode note"/>\n'
        f"<title>{escape(visit.facility)}: Health Summary</title>\n"
        f'<effectiveTime value="{visit.seen:%Y%m%d}093000-0500"/>\n'
        f'<confidentialityCode code="N" codeSystem="{_ROOT}.5.25"/><languageCode code="en-US"/>\n'
        f'<recordTarget><patientRole><id root="{_ROOT}.19.5" extension="{visit.record_number}"/>\n'
        f'<addr use="HP"><streetAddressLine>{escape(visit.patient.street)}</streetAddressLine>'
        f"<city>{visit.patient.city}</city><state>{visit.patient.region}</state>"
        f"<postalCode>{visit.patient.postcode}</postalCode><country>US</country></addr>\n"
        f'<telecom use="HP" value="tel:{visit.patient.phone.replace(" ", "")}"/>\n'
        f'<patient><name use="L"><given>{given}</given><family>{family}</family></name>\n'
        f'<administrativeGenderCode code="{code}" codeSystem="{_ROOT}.5.1" displayName="{word}"/>'
        f'<birthTime value="{visit.born:%Y%m%d}"/></patient></patientRole></recordTarget>\n'
        f'<author><time value="{visit.seen:%Y%m%d}093000-0500"/><assignedAuthor>'
        f'<id root="{_ROOT}.4.6" extension="1999999999"/><assignedPerson><name>'
        f"<given>{doctor[0]}</given><family>{doctor[-1]}</family></name></assignedPerson>"
        "</assignedAuthor></author>\n<custodian><assignedCustodian>"
        f'<representedCustodianOrganization><id root="{_ROOT}.19.5"/>'
        f"<name>{escape(visit.facility)}</name></representedCustodianOrganization>"
        "</assignedCustodian></custodian>\n<componentOf><encompassingEncounter>"
        f'<effectiveTime value="{visit.seen:%Y%m%d}"/></encompassingEncounter></componentOf>\n'
    )


def _section(code: str, title: str, rows: list[str], entries: tuple[str, ...]) -> str:
    items = "".join(
        f'<item><content ID="s{code}-{number}">{escape(row)}</content></item>'
        for number, row in enumerate(rows)
    )
    text = f"<list>{items}</list>" if rows else "None known"
    joined = "".join(f"<entry>{entry}</entry>\n" for entry in entries)
    return (
        f'<component><section><code code="{code}" codeSystem="{_ROOT}.6.1" '
        f"displayName={quoteattr(title)}/><title>{title}</title><text>{text}</text>\n"
        f"{joined}</section></component>\n"
    )


def _problems(visit: Visit) -> tuple[str, ...]:
    return tuple(
        '<act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.3"/>'
        '<code code="CONC"/><statusCode code="active"/><entryRelationship typeCode="SUBJ">'
        '<observation classCode="OBS" moodCode="EVN">'
        '<templateId root="2.16.840.1.113883.10.20.22.4.4"/>'
        '<code code="55607006"/><statusCode code="completed"/>'
        f'<value xsi:type="CD" code="{code}" codeSystem="{_ROOT}.6.90" '
        f"displayName={quoteattr(name)}/></observation></entryRelationship></act>"
        for name, code in visit.conditions
    )


def _medicine_rows(visit: Visit) -> list[str]:
    return [f"{item.text}, {item.route}, {item.frequency}" for item in visit.medicines]


def _medicines(visit: Visit) -> tuple[str, ...]:
    return tuple(
        '<substanceAdministration classCode="SBADM" moodCode="EVN">'
        '<templateId root="2.16.840.1.113883.10.20.22.4.16"/><statusCode code="active"/>'
        "<consumable><manufacturedProduct><manufacturedMaterial>"
        f'<code code="{100000 + number}" codeSystem="{_ROOT}.6.88" '
        f"displayName={quoteattr(item.text)}/></manufacturedMaterial></manufacturedProduct>"
        "</consumable></substanceAdministration>"
        for number, item in enumerate(visit.medicines)
    )


def _allergies(visit: Visit) -> tuple[str, ...]:
    return tuple(
        '<act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.30"/>'
        '<code code="CONC"/><statusCode code="active"/><entryRelationship typeCode="SUBJ">'
        '<observation classCode="OBS" moodCode="EVN">'
        '<templateId root="2.16.840.1.113883.10.20.22.4.7"/><code code="ASSERTION"/>'
        '<statusCode code="completed"/><value xsi:type="CD" code="416098002" '
        'displayName="Drug allergy"/><participant typeCode="CSM"><participantRole '
        'classCode="MANU"><playingEntity classCode="MMAT">'
        f'<code code="{200000 + number}" codeSystem="{_ROOT}.6.88" '
        f"displayName={quoteattr(name)}/><name>{escape(name)}</name></playingEntity>"
        "</participantRole></participant></observation></entryRelationship></act>"
        for number, name in enumerate(visit.allergies)
    )


def _labs(visit: Visit) -> tuple[str, ...]:
    return tuple(
        '<organizer classCode="BATTERY" moodCode="EVN">'
        '<templateId root="2.16.840.1.113883.10.20.22.4.1"/><code nullFlavor="UNK"/>'
        '<statusCode code="completed"/><component><observation classCode="OBS" moodCode="EVN">'
        '<templateId root="2.16.840.1.113883.10.20.22.4.2"/>'
        f'<code code="{_checked(1000 + number)}" codeSystem="{_ROOT}.6.1" '
        f'displayName={quoteattr(lab.name)}/><statusCode code="completed"/>'
        f'<effectiveTime value="{visit.seen:%Y%m%d}"/>'
        f'<value xsi:type="PQ" value="{lab.value}" unit={quoteattr(lab.unit)}/>'
        "</observation></component></organizer>"
        for number, lab in enumerate(visit.labs)
    )


def _checked(number: int) -> str:
    """A code with its check digit, as LOINC writes one (mod 10, Luhn)."""
    total = 0
    for place, sign in enumerate(reversed(str(number))):
        doubled = int(sign) * (2 - place % 2)
        total += doubled // 10 + doubled % 10
    return f"{number}-{-total % 10}"

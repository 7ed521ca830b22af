"""What the sections of a CDA document are about, and what their entries are by their own class.

Source: HL7 Implementation Guide for CDA Release 2, Consolidated CDA Templates; HL7 Continuity of
Care Document 1.0; IHE Patient Care Coordination. A section is known by its LOINC code or one of the
code's translations, else by its template, else by its title; entries of a section that none of them
tells, or of another kind than their section's, by their own templates and classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.xmlsafe import Element, children, find, find_all, name

LOINC = "2.16.840.1.113883.6.1"
SECTIONS = {  # LOINC code of the section -> what its entries are
    "48765-2": "allergies",
    **dict.fromkeys(
        (
            "10160-0", "10183-2", "29549-3", "42346-7", "75311-1", "59774-0", "57828-6", "66149-6",
            "18610-6", "56445-0", "52471-0",
        ),
        "medications",
    ),
    **dict.fromkeys(
        (
            "11450-4", "11348-0", "51848-0", "11535-2", "46241-6", "29548-5", "29308-4", "10219-4",
            "10218-6", "59769-0", "55109-3", "75326-9", "55122-4", "57852-6",
        ),
        "problems",
    ),
    "46240-8": "encounters",
    "11369-6": "immunizations",
    "47519-4": "procedures",
    "29554-3": "procedures",
    "30954-2": "results",
    "26436-6": "results",
    "8716-3": "vitals",
}  # fmt: skip
_OTHER = frozenset({
    "10157-6", "29762-2", "18776-5", "61146-7", "75310-3", "47420-5", "10190-7", "48768-6",
    "42348-3", "69730-0", "8653-8", "8648-8", "46264-8", "42349-1", "10164-2", "29299-5", "10154-3",
    "46239-0", "10187-3", "61149-1", "61144-2", "51847-2", "59772-4", "62387-6", "11383-7",
    "42344-2", "29545-1", "10210-3", "11329-0", "10162-6", "89261-2", "57059-8", "85847-2",
    "87512-0", "59768-2", "59770-8", "59771-6", "59773-2", "59775-7", "59776-5", "55107-7",
    "18841-7", "18725-2", "34109-9", "11493-4", "10216-0", "11537-8",
})  # fmt: skip
"""LOINC codes of sections about relatives, plans, aims, habits, payers: not the patient's state."""
_CCDA, _CCD, _IHE = (
    "2.16.840.1.113883.10.20.22.2.",
    "2.16.840.1.113883.10.20.1.",
    "1.3.6.1.4.1.19376.1.5.3.1.3.",
)
_TEMPLATES = {
    **{f"{_CCDA}{n}": "medications" for n in ("1", "1.1", "11", "11.1", "38", "44")},
    **{f"{_CCDA}{n}": "problems" for n in ("5", "5.1", "20", "24", "34", "35", "37", "43")},
    **{f"{_CCDA}{n}": "allergies" for n in ("6", "6.1")},
    **{f"{_CCDA}{n}": "results" for n in ("3", "3.1")},
    **{f"{_CCDA}{n}": "vitals" for n in ("4", "4.1")},
    **{f"{_CCDA}{n}": "procedures" for n in ("7", "7.1")},
    **{f"{_CCDA}{n}": "immunizations" for n in ("2", "2.1")},
    **{f"{_CCDA}{n}": "encounters" for n in ("22", "22.1")},
    **{f"{_CCDA}{n}": "" for n in ("10", "14", "15", "17", "18", "21", "23", "45", "58", "60")},
    **{f"{_CCD}{n}": "" for n in ("1", "4", "5", "7", "9", "10", "15")},
    f"{_CCD}8": "medications",
    f"{_CCD}11": "problems",
    f"{_CCD}2": "allergies",
    f"{_CCD}14": "results",
    f"{_CCD}16": "vitals",
    f"{_CCD}12": "procedures",
    f"{_CCD}6": "immunizations",
    f"{_CCD}3": "encounters",
    **{f"{_IHE}{n}": "problems" for n in ("3", "6", "7", "8")},
    **{f"{_IHE}{n}": "medications" for n in ("19", "20", "21", "22")},
    **{f"{_IHE}{n}": "procedures" for n in ("11", "12")},
    **{f"{_IHE}{n}": "" for n in ("14", "15", "16", "17", "31", "32", "34", "36", "1", "4", "5")},
    f"{_IHE}13": "allergies",
    f"{_IHE}23": "immunizations",
    f"{_IHE}25": "vitals",
    **{f"{_IHE}{n}": "results" for n in ("27", "28")},
}
"""Template of a section -> what its entries are; "" of those that ``_OTHER`` has by code."""
_TITLES = (
    ("allergies", r"allerg\w*|alergias?|allergien|unverträglichkeiten|adverse|"
                  r"intoleran\w+"),
    ("medications", r"medications?|medicines?|meds|drugs|prescriptions?|traitements?|medikamente|"
                    r"medikation|medicaci[oó]n|medicamentos|m[eé]dicaments?|farmaci|terapia"),
    ("problems", r"problems?|diagnos[ei]s|conditions?|diagnosen?|probl[eè]mes?|problemas|"
                 r"diagn[oó]sticos?|ant[eé]c[eé]dents m[eé]dicaux|antecedentes personales|"
                 r"past medical history|past illness\w*|problemi|diagnosi"),
    ("immunizations", r"immuni[sz]ations?|vaccin\w+|impfungen|vacunas|vacunaci\w+"),
    ("procedures", r"procedures?|operations?|surger(?:y|ies)|surgical|eingriffe|operationen|"
                   r"interventions?|procedimientos"),
    ("vitals", r"vitals?|vital signs|vitalzeichen|vitalwerte|signos vitales|signes vitaux"),
    ("results", r"results?|lab\w*|labor\w*|r[eé]sultats?|resultados"),
    ("encounters", r"encounters?|visits?"),
)  # fmt: skip
"""What a section is about by its title."""
_MORE = (
    r"(?:\W*(?:current|active|home|discharge|admission|known|past|present|list|and|history|lists?|"
    r"actifs?|en cours|aktuelle|activos|actuales|actuels?|of|the|patient|reactions?|signs?|"
    r"reported|resolved|inactive|previous|administered|ordered|prescribed)\b\W*)*"
)
"""Words of a title that do not change what it is about."""
_ELSEWHERE = (
    r"family|famili\w*|social|sozial\w*|plan|plans|planned|goals?|ziele|objetivos|projet|payers?|"
    r"insurance|habits?|directives?|instructions?"
)
"""Words of a title that tell another section than one about the patient's state."""
_PROBLEM = frozenset({
    "2.16.840.1.113883.10.20.22.4.4", "2.16.840.1.113883.10.20.1.28",
    "1.3.6.1.4.1.19376.1.5.3.1.4.5",
})  # fmt: skip
_PROBLEM_CODES = frozenset({
    "55607006", "282291009", "409586006", "64572001", "29308-4", "75326-9", "75323-6", "75321-0",
    "404684003", "418799008", "248536006", "373930000", "G-1009", "D", "DIAG", "COMPLAINT",
})  # fmt: skip
"""Problem Type (value set 2.16.840.1.113883.3.88.12.3221.7.2 and its LOINC twin): what an
observation is of whose value is an ailment."""
_ALLERGY = frozenset({
    "2.16.840.1.113883.10.20.22.4.7", "2.16.840.1.113883.10.20.24.3.90",
    "2.16.840.1.113883.10.20.1.18", "1.3.6.1.4.1.19376.1.5.3.1.4.6",
})  # fmt: skip
_VITAL = frozenset({"2.16.840.1.113883.10.20.22.4.26", "2.16.840.1.113883.10.20.22.4.27"})
_RESULT = frozenset({"2.16.840.1.113883.10.20.22.4.1", "2.16.840.1.113883.10.20.22.4.2"})
_VACCINE = frozenset({"2.16.840.1.113883.10.20.22.4.52", "1.3.6.1.4.1.19376.1.5.3.1.4.12"})
_PLANNED = frozenset({
    f"2.16.840.1.113883.10.20.22.4.{n}" for n in ("39", "40", "41", "42", "43", "44", "120", "121")
})  # fmt: skip
_VACCINES, _ICD = (
    "2.16.840.1.113883.12.292",
    re.compile(r"2\.16\.840\.1\.113883\.6\.(?:3|4|90|103|42)"),
)
_HAPPENED = frozenset({"EVN", ""})
_ORDERED = _HAPPENED | {"INT", "RQO"}
"""Moods of medicines: they are taken, or are to be."""


def kind_of(section: Element) -> str | None:
    """What a section's entries are; "" where it says nothing of the patient's state, None where
    nothing tells.
    """
    code = find(section, "code")
    for told in (code, *find_all(code, "translation")):
        said = told.get("code", "") if told is not None else ""
        if said in SECTIONS or said in _OTHER:
            return SECTIONS.get(said, "")
    roots = [template.get("root", "") for template in children(section, "templateId")]
    by_template = next((_TEMPLATES[root] for root in roots if root in _TEMPLATES), None)
    ours = code is not None and code.get("code") and code.get("codeSystem", LOINC) == LOINC
    return by_template if by_template is not None or ours else _titled(section)


def _titled(section: Element) -> str | None:
    title = xmlsafe.text(find(section, "title"))
    if re.search(rf"\b(?:{_ELSEWHERE})\b", title, re.IGNORECASE):
        return ""
    for kind, words in _TITLES:
        if re.fullmatch(rf"\W*{_MORE}(?:{words}){_MORE}\W*", title, re.IGNORECASE):
            return kind
    return None


def own_kind(entry: Element) -> str | None:
    """What an entry is by itself: "" where it is a plan or about a relative, None where nothing
    tells.
    """
    act = next(children(entry), None)
    if act is None:
        return ""
    inside = {template.get("root", "") for template in _all(entry, "templateId")}
    mood = act.get("moodCode", "")
    medicine = name(act) == "substanceAdministration"
    if mood not in (_ORDERED if medicine else _HAPPENED) or inside & _PLANNED:
        return ""
    if any(True for _ in _all(entry, "relatedSubject")):
        return ""
    if medicine:
        vaccine = inside & _VACCINE or any(
            code.get("codeSystem") == _VACCINES for code in _all(entry, "code", "translation")
        )
        return "immunizations" if vaccine else "medications"
    return {"procedure": "procedures", "encounter": "encounters"}.get(name(act)) or _observed(
        entry, inside
    )


def _observed(entry: Element, inside: set[str]) -> str | None:
    """What an act, an organizer or an observation is."""
    for templates, kind in (
        (_ALLERGY, "allergies"),
        (_PROBLEM, "problems"),
        (_VITAL, "vitals"),
        (_RESULT, "results"),
    ):
        if inside & templates:
            return kind
    for observation in _all(entry, "observation"):
        code, value = find(observation, "code"), find(observation, "value")
        if find(observation, "participant/participantRole/playingEntity") is not None:
            return "allergies"
        asked = code.get("code", "") if code is not None else ""
        system = value.get("codeSystem", "") if value is not None else ""
        if value is not None and (asked in _PROBLEM_CODES or _ICD.fullmatch(system)):
            return "problems"
    return None


def _all(entry: Element, *tags: str) -> Iterator[Element]:
    return (item for item in entry.iter() if isinstance(item.tag, str) and name(item) in tags)

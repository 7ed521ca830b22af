"""Eponyms in lists and before grades, and codes of coding systems, are nobody's."""

from __future__ import annotations

import pytest

from appliance.privacy.detect import Detector
from appliance.privacy.finding import Group


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.mark.parametrize(
    "text",
    [
        "Positive Babinski, Romberg, Kernig and Brudzinski signs.",
        "Glasgow Coma Scale 15, Mallampati II, Gleason 3+4=7, Breslow 1.2 mm, Killip II.",
        "Tinel and Phalen negative. Lachman negative.",
        "CPT 99213, 93000; SNOMED 44054006; LOINC 4548-4; NDC 0093-7214-98; ATC C07AB02.",
        "ICD-10 E11.9, I10, J45.909 were coded.",
        "Tdap, MMR, Shingrix, Prevnar 20 and Gardasil 9 were given.",
    ],
)
def test_medicine_is_let_through(detector: Detector, text: str) -> None:
    assert [text[one.start : one.end] for one in detector.findings(text, "en")] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Seen by Gleason and Clark today.", "Gleason"),
        ("Letter from Clark, who is her son.", "Clark"),
        ("He lives in Glasgow.", "Glasgow"),
        ("SSN 219-09-9941 CPT 99213", "219-09-9941"),
        ("SNOMED 44054006, phone 415-555-0173", "415-555-0173"),
    ],
)
def test_people_and_numbers_beside_it_are_not(detector: Detector, text: str, value: str) -> None:
    at = text.index(value)
    covered = {
        place for one in detector.findings(text, "en") for place in range(one.start, one.end)
    }
    assert covered.issuperset(range(at, at + len(value)))


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("Anciano de 88 años con disnea. Gestante de 31 años. Viuda, jubilada.", "es"),
        ("Nonsmoker. Code status: DNR.", "en"),
    ],
)
def test_who_somebody_is_by_age_or_trade_is_no_name(
    detector: Detector, text: str, tongue: str
) -> None:
    found = detector.findings(text, tongue)
    assert {one.group for one in found} <= {Group.AGE}

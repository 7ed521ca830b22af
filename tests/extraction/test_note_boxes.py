"""Papers that people fill in: boxes, tables of signs, rows in which several things stand."""

from __future__ import annotations

from random import Random

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.unpaged import plain
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Extraction
from samples.generator.medical.forms import FORMS
from samples.generator.medical.visit import draw, truth

MEDICAL = catalogue.load().get("medical_record")


def read(text: str) -> Extraction:
    sheet = Sheet(page_limit=5)
    plain.text(sheet, text)
    return extract(sheet.finish("text/plain"), MEDICAL, None)


def values(text: str, name: str) -> list[str]:
    return [field.value for field in read(text).fields if field.name == name]


@pytest.mark.parametrize("shape", ["intake", "shift", "abbreviated"])
@pytest.mark.parametrize("seed", [2, 5])
def test_filled_forms_say_who_has_what_and_takes_what(shape: str, seed: int) -> None:
    visit = draw(Random(seed), "en")
    told, found = truth(visit), read(FORMS[shape](Random(seed), visit).text)
    for name in ("patient_name", "sex", "provider_name"):
        assert [f.value for f in found.fields if f.name == name] == [told[name]]
    for name in ("conditions", "medications", "allergies", "vitals.value"):
        got = {
            f.value.split()[0] if "." in name else f.value for f in found.fields if f.name == name
        }
        assert {str(one).split()[0] if "." in name else one for one in told[name]} <= got


@pytest.mark.parametrize(
    ("row", "sex"),
    [
        ("Sex: [X] Male  [ ] Female  [ ] Other", ["male"]),
        ("Gender: ( ) Female (x) Male", ["male"]),
        ("Sexo: M", ["female"]),
        ("Geschlecht: w", ["female"]),
        ("AGE/SEX: 62Y / M", ["male"]),
        ("Take 2 puffs w/ spacer", []),
    ],
)
def test_the_sex_is_what_its_label_or_box_says(row: str, sex: list[str]) -> None:
    assert values(f"CLINIC NOTE\nName: Ann Quill\n{row}\n", "sex") == sex


def test_only_ticked_ailments_are_the_patients() -> None:
    form = "MEDICAL HISTORY (check all that apply)\n[X] Asthma     [ ] Stroke     [X] Gout\n"
    assert values(form, "conditions") == ["Asthma", "Gout"]
    asked = "MEDICAL HISTORY\nAsthma   [ ] Yes  [X] No\nEpilepsy   [X] Yes  [ ] No\n"
    assert values(asked, "conditions") == ["Epilepsy"]


def test_coded_ailments_of_one_row_are_each_one() -> None:
    row = "Secondary diagnoses: Atrial fibrillation (I48.9); Hypertension (I10)\n"
    assert values(row, "conditions") == ["Atrial fibrillation", "Hypertension"]
    assert values(row, "conditions.icd10") == ["I48.9", "I10"]
    assert values("Dx: 1) Migraine G43.009  2) Gout M10.9\n", "conditions.icd10") == [
        "G43.009",
        "M10.9",
    ]


def test_a_stopped_medicine_of_a_table_is_not_taken() -> None:
    table = (
        "MEDICATIONS\nMedicine      Dose      Frequency       Status\n"
        "Apixaban      5 mg      twice a day     NEW\n"
        "Aspirin       300 mg    once daily      STOPPED\n"
    )
    assert values(table, "medications") == ["Apixaban 5 mg"]


def test_results_without_units_are_results_where_several_stand_together() -> None:
    assert values("ED course: Na 139, K 3.9, Cr 0.9.\n", "labs.value") == ["139", "3.9", "0.9"]
    assert values("Vitamin K 2 tablets.\n", "labs.value") == []


def test_a_birth_in_two_figures_is_not_after_the_visit() -> None:
    note = "Progress note\nName: Ann Quill   DOB: 03/23/35\nDOS: 04/25/2024\nProvider: Al Fox, MD\n"
    assert values(note, "birth_date") == ["1935-03-23"]


def test_the_kind_of_paper_is_its_title() -> None:
    assert values("ED PROVIDER NOTE\nName: Ann Quill\n", "encounter_type") == ["ED PROVIDER NOTE"]
    assert values("Hill Clinic - Progress note\nName: Ann Quill\n", "encounter_type") == [
        "Progress note"
    ]
    assert values("PHYSICAL EXAM\nLungs clear.\n", "encounter_type") == []

"""Results of laboratories as they are graded, worded and set beside those of long before."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

RECORD = catalogue.load().get("medical_record")
REPORT = """MERIDIAN LABORATORY          REPORT
Patient: Ada Brook   DOB 03/05/1961
Collected 11/03/2025

Test                     Result         Flag   Units        Reference
Chloride                 104                   mmol/L       98 - 107
Urea                     9.4            H      mmol/L       2.5 - 7.8
{row}
"""


def results(text: str) -> dict[str, str]:
    found = extract(printed(text), RECORD, None).fields
    values = {field.row: field.value for field in found if field.name == "labs.value"}
    return {f.value: values.get(f.row, "") for f in found if f.name == "labs"}


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        (
            "Urine glucose          3+             A                NEGATIVE",
            "Urine glucose",
            "3+",
        ),
        (
            "Urine ketones          1+                              NEGATIVE",
            "Urine ketones",
            "1+",
        ),
        ("HIV 1/2 antibody         NON-REACTIVE", "HIV 1/2 antibody", "NON-REACTIVE"),
        ("Rubella IgG              Positive", "Rubella IgG", "Positive"),
        (
            "Phosphate                1.8 +              mmol/L       0.8 - 1.5",
            "Phosphate",
            "1.8",
        ),
    ],
)
def test_a_result_is_read_as_it_is_graded_or_worded(row: str, name: str, value: str) -> None:
    assert results(REPORT.format(row=row)).get(name) == value


@pytest.mark.parametrize(
    "row",
    [
        "Previous urea            6.1                   mmol/L       2.5 - 7.8",
        "Prior urea (02-Jan-2025) 6.1                   mmol/L       2.5 - 7.8",
        "Previous urea (02-Jan-2025): 6.1 mmol/L",
    ],
)
def test_a_former_result_in_a_table_is_none_of_the_report(row: str) -> None:
    assert results(REPORT.format(row=row)) == {"Chloride": "104", "Urea": "9.4"}


def test_a_grade_in_a_line_keeps_its_plus() -> None:
    text = "Clinic Note\nPatient Name: Ada Brook\nLABS:\nUrine protein 2+\nSodium 140 mmol/L\n"
    assert results(text) == {"Urine protein": "2+", "Sodium": "140"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Within normal limits. Urea is normal.", {"Urea": "normal"}),
        ("All normal except haemoglobin 10.2 g/dL.", {"haemoglobin": "10.2"}),
        ("Everything else normal, apart from a CRP of 41 mg/L", {"CRP": "41"}),
        ("The rest was negative", {}),
    ],
)
def test_words_for_all_tests_together_name_none_and_hide_no_exception(
    line: str, told: dict[str, str]
) -> None:
    assert results(f"CHIEF COMPLAINT\n\nTired.\n\nLABS\n\n{line}\n") == told

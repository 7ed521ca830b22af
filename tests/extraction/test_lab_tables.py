"""Tables of laboratory results as text has them: any order of columns, codes, earlier results."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.unpaged import plain
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Field

MEDICAL = catalogue.load().get("medical_record")
SURE = MEDICAL.thresholds["*"]
SODIUM = ("Sodium", "140", "mmol/L", "135-145")
GLUCOSE = ("Glucose", "95", "mg/dL", "70-99")


def labs(table: str) -> list[Field]:
    """The laboratory's fields of a report in plain text with this table."""
    sheet = Sheet(page_limit=5)
    plain.text(sheet, f"LABORATORY REPORT\nPatient: Marta Hale\n{table}")
    found = extract(sheet.finish("text/plain", ""), MEDICAL, None).fields
    return [field for field in found if field.name.startswith("labs")]


def rows(table: str) -> list[tuple[str, ...]]:
    """Name, value, unit and range of each result, a dash for what was not found."""
    told: dict[int, dict[str, str]] = {}
    for field in labs(table):
        told.setdefault(field.row, {})[field.name] = field.value
    columns = ("labs", "labs.value", "labs.unit", "labs.range")
    return [tuple(row.get(name, "-") for name in columns) for row in told.values()]


@pytest.mark.parametrize(
    "table",
    [
        "Test            Result  Units     Reference range\n"
        "Sodium          140     mmol/L    135-145\n"
        "Glucose         95      mg/dL     70-99\n",
        "Test            Result  Flag  Units   Reference range\n"
        "Sodium          140           mmol/L  135-145\n"
        "Glucose         95      L     mg/dL   70-99\n",
        "Analyte         Value   Reference interval  Unit\n"
        "Sodium          140     135-145             mmol/L\n"
        "Glucose         95      70-99               mg/dL\n",
        "Test            Units     Result     Normal range\n"
        "Sodium          mmol/L    140        135-145\n"
        "Glucose         mg/dL     95         70-99\n",
        "Test            Result    Previous result    Units     Reference range\n"
        "Sodium          140       138                mmol/L    135-145\n"
        "Glucose         95        101                mg/dL     70-99\n",
        "Test            Previous    Result    Units     Reference range\n"
        "Sodium          138         140       mmol/L    135-145\n"
        "Glucose         101         95        mg/dL     70-99\n",
        "Test       Result  Units   Reference  SI Result  SI Units  SI Reference\n"
        "Sodium     140     mmol/L  135-145    140        mmol/L    135-145\n"
        "Glucose    95      mg/dL   70-99      5.3        mmol/L    3.9-5.5\n",
        "Test        LOINC     Result  Units   Range\n"
        "Sodium      2951-2    140     mmol/L  135-145\n"
        "Glucose     2345-7    95      mg/dL   70-99\n",
        "Code     Test        Result  Units   Range\n"
        "2951-2   Sodium      140     mmol/L  135-145\n"
        "2345-7   Glucose     95      mg/dL   70-99\n",
        "Sodium          140     135-145    mmol/L\nGlucose         95      70-99      mg/dL\n",
        "Sodium          140     mmol/L    135-145\nGlucose         95      mg/dL     70-99\n",
    ],
)
def test_a_table_of_results_is_read_whole_in_any_order_of_columns(table: str) -> None:
    assert rows(table) == [SODIUM, GLUCOSE]


def test_conventional_and_si_units_side_by_side_give_the_value_with_its_own_unit() -> None:
    table = "Analyte    Conventional         SI\n"
    table += "Glucose    95 mg/dL             5.3 mmol/L\n"
    table += "Creatinine 1.0 mg/dL            88 umol/L\n"
    assert rows(table) == [("Glucose", "95", "mg/dL", "-"), ("Creatinine", "1.0", "mg/dL", "-")]


@pytest.mark.parametrize(
    "name",
    [
        "Sodium (LOINC 2951-2)",
        "Sodium, LOINC 2951-2:",
        "Sodium [2951-2]",
        "Sodium (CPT 84295)",
        "Sodium [SNOMED 39972003]",
        "2951-2 Sodium",
    ],
)
def test_a_code_beside_the_name_of_a_test_is_no_value(name: str) -> None:
    table = f"Labs:\n{name} 140 mmol/L (135-145)\nPotassium 4.1 mmol/L (3.5-5.1)\n"
    assert rows(table) == [SODIUM, ("Potassium", "4.1", "mmol/L", "3.5-5.1")]


def test_a_result_whose_unit_was_left_behind_is_for_a_person() -> None:
    table = "Labs:\nSodium 140 mmol/L 135-145\nPotassium 4.1 (3.5-5.1) [mmol/L]\n"
    doubted = [f for f in labs(table) if f.value in ("Potassium", "4.1", "3.5-5.1")]
    assert rows(table)[1] == ("Potassium", "4.1", "-", "3.5-5.1")
    assert doubted
    assert all(field.confidence < SURE for field in doubted)

"""A customer's type is known, and its fields are read, by no more than the words of its schema."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from appliance.doctypes import catalogue
from appliance.doctypes.catalogue import Doctypes
from appliance.extraction.classification.classify import classify
from appliance.extraction.extract import extract
from appliance.types import UNKNOWN, Document
from tests.extraction.fakes_extraction import ToldModel, printed

CARD = """title = "Business card"
[[fields]]
name = "person_name"
kind = "name"
label = "name of the person"
[[fields]]
name = "company"
kind = "name"
label = "company that the person works for"
[[fields]]
name = "job_title"
kind = "text"
label = "position of the person"
[[fields]]
name = "phone"
kind = "phone"
label = "telephone number"
[[fields]]
name = "email"
kind = "text"
label = "e-mail address"
[[fields]]
name = "address"
kind = "address"
label = "address of the company"
rows = 3
"""
PAY = """title = "Payslip"
[[fields]]
name = "employee_name"
kind = "name"
label = "who is paid"
[[fields]]
name = "staff_number"
kind = "code"
label = "number of the employee"
[[fields]]
name = "pay_date"
kind = "date"
label = "day of payment"
[[fields]]
name = "net_pay"
kind = "amount"
label = "pay after deductions"
[[fields]]
name = "gross_pay"
kind = "amount"
label = "pay before deductions"
"""
FREIGHT = """title = "Delivery note"
[[fields]]
name = "note_number"
kind = "text"
label = "number of the delivery note"
[[fields]]
name = "delivery_date"
kind = "date"
label = "day of the delivery"
[[fields]]
name = "sender"
kind = "name"
label = "firm that sent the goods"
[[fields]]
name = "recipient"
kind = "name"
label = "firm that receives the goods"
[[fields]]
name = "parcels"
kind = "number"
label = "number of parcels"
"""


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Doctypes:
    folder: Path = tmp_path_factory.mktemp("types")
    for name, toml in (("business_card", CARD), ("payslip", PAY), ("delivery_note", FREIGHT)):
        (folder / name).mkdir()
        (folder / name / "doctype.toml").write_text(toml, encoding="utf-8")
        (folder / name / "prompt.txt").write_text("Answer with words of it.", encoding="utf-8")
    return catalogue.load(folder)


def values(document: Document, types: Doctypes, name: str) -> Mapping[str, str]:
    return {field.name: field.value for field in extract(document, types.get(name), None).fields}


COMPANY_FIRST = """Wollmar Textile Testing GmbH
Ilse Brandauer
Laboratory Manager

Am Kanal 9
8020 Graz
+43 316 555 0142
i.brandauer@wollmar-testing.at
"""
PERSON_FIRST = """OLIVIA FENWICK, MSc
Chief Surveyor

Fenwick & Doyle
3 Castle Street, Ludlow SY8 1AS
m 07700 900 321
olivia@fenwickdoyle.co.uk
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            COMPANY_FIRST,
            {
                "person_name": "Ilse Brandauer",
                "company": "Wollmar Textile Testing GmbH",
                "job_title": "Laboratory Manager",
                "phone": "+43 316 555 0142",
                "email": "i.brandauer@wollmar-testing.at",
                "address": "Am Kanal 9 8020 Graz",
            },
        ),
        (
            PERSON_FIRST,
            {
                "person_name": "OLIVIA FENWICK",
                "company": "Fenwick & Doyle",
                "job_title": "Chief Surveyor",
                "phone": "07700 900 321",
                "email": "olivia@fenwickdoyle.co.uk",
                "address": "3 Castle Street, Ludlow SY8 1AS",
            },
        ),
    ],
)
def test_a_card_without_a_label_is_known_and_read(
    text: str, expected: Mapping[str, str], types: Doctypes
) -> None:
    document = printed(text)
    assert classify(document, types).doctype == "business_card"
    assert values(document, types, "business_card") == expected


BESIDE = """Orrin Foundry plc
Employee                 Mr Tobias Lund
Payroll no.              40771
Paid on                  28 March 2025
Total gross              3,150.00
PAYE                     410.20
Total deductions         650.40
Take-home pay            2,499.60
"""
BELOW = """EMPLOYEE              PAYROLL NO.        PAYMENT DATE
Tobias Lund           40771              28/03/2025

GROSS EARNINGS        DEDUCTIONS         NET SALARY
3,150.00              650.40             2,499.60
"""


@pytest.mark.parametrize("text", [BESIDE, BELOW])
def test_labels_in_other_words_are_followed_beside_and_below(text: str, types: Doctypes) -> None:
    document = printed(text)
    found = values(document, types, "payslip")
    assert classify(document, types).doctype == "payslip"
    assert found.pop("employee_name").endswith("Tobias Lund")
    assert found == {
        "staff_number": "40771",
        "pay_date": "2025-03-28",
        "net_pay": "2499.60",
        "gross_pay": "3150.00",
    }


SLIP = """PACKING LIST
Docket no. 66120     Shipped 17 June 2025
Consignor: Tarn Valley Dairies
Ship to: Café Aurora
Delivered by: Mertens Haulage
Cartons: 14
"""


def test_a_paper_by_another_name_is_known_and_a_value_goes_to_the_field_its_label_names(
    types: Doctypes,
) -> None:
    found = values(printed(SLIP), types, "delivery_note")
    assert classify(printed(SLIP), types).doctype == "delivery_note"
    assert found == {
        "note_number": "66120",
        "delivery_date": "2025-06-17",
        "sender": "Tarn Valley Dairies",
        "recipient": "Café Aurora",
        "parcels": "14",
    }


def test_what_stands_by_a_label_in_other_words_is_not_put_to_the_model(types: Doctypes) -> None:
    model = ToldModel({})
    extract(printed(SLIP), types.get("delivery_note"), model)
    assert not {question.name for question in model.questions} & {"sender", "recipient"}


@pytest.mark.parametrize(
    "text",
    [
        "Dear colleagues,\nthe delivery of the new chairs was late. Call me at +43 316 555 0142\n"
        "or write to i.brandauer@wollmar-testing.at before Friday.\nIlse Brandauer",
        "Agenda\nName of the group: Harbour choir\nDate: 4 May 2025\nPlace: town hall\nTime: 19:30",
        "Opening hours\nMonday 9-12\nTuesday 9-12\nNumber of visitors: 12",
    ],
)
def test_a_paper_of_no_type_stays_unknown(text: str, types: Doctypes) -> None:
    assert classify(printed(text), types).doctype == UNKNOWN

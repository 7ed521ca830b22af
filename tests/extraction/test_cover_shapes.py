"""Covers as converters leave them: no table, broken rows, other boxes, two registrants."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet

FILING = catalogue.load().get("regulatory_filing")
HEAD = "UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nWashington, D.C. 20549\n\n"


def values(text: str, name: str) -> list[str]:
    sheet = Sheet(20)
    read = structured.html if text.startswith("<") else structured.text
    kind = read(sheet, text.encode())
    found = extract(sheet.finish("text/plain", kind), FILING, None).fields
    return [field.value for field in found if field.name == name]


@pytest.mark.parametrize(
    "table",
    [
        "Title of each class Trading symbol(s) Name of each exchange on which registered\n"
        "Common Stock, $0.001 par value VLX The Nasdaq Stock Market LLC\n",
        "Title of each class\n\nTrading Symbol(s)\n\nName of each exchange on which registered\n\n"
        "Common Stock, $0.001 par value\n\nVLX\n\nThe Nasdaq Stock Market LLC\n",
        "Title of each class: Common Stock, $0.001 par value\nTrading Symbol: VLX\n"
        "Name of each exchange on which registered: The Nasdaq Stock Market LLC\n",
    ],
)
def test_securities_are_read_where_their_table_is_lost(table: str) -> None:
    page = f"{HEAD}FORM 10-Q\nSecurities registered pursuant to Section 12(b) of the Act:\n{table}"
    page += "Indicate by check mark whether the registrant is a shell company. Yes [ ] No [X]\n"
    assert values(page, "securities") == ["Common Stock, $0.001 par value"]
    assert values(page, "securities.symbol") == ["VLX"]
    assert values(page, "securities.exchange") == ["The Nasdaq Stock Market LLC"]


def test_a_date_broken_between_rows_is_one() -> None:
    page = f"{HEAD}FORM 10-Q\nFor the quarterly period ended September 28,\n2024\n"
    assert values(page, "period_end") == ["2024-09-28"]
    weeks = f"{HEAD}FORM 10-K\nFor the fiscal year (52 weeks) ended February 1, 2025\n"
    assert values(weeks, "period_end") == ["2025-02-01"]
    assert values(weeks, "fiscal_year_end") == ["February 1"]


def test_state_and_number_in_one_row_are_told_apart() -> None:
    page = (
        f"{HEAD}FORM 10-Q\nVELOR CORPORATION\n(Exact name of registrant as specified in charter)\n"
        "Delaware 94-3317120\n(State or other jurisdiction of incorporation\nor organization)\n"
        "(I.R.S. Employer\nIdentification Number)\n(208)\n\n555-0108\n"
        "(Registrant’s telephone number, including area code)\n"
    )
    assert values(page, "incorporation") == ["Delaware"]
    assert values(page, "ein") == ["94-3317120"]
    assert values(page, "phone") == ["(208) 555-0108"]


def test_boxes_between_strokes_are_boxes() -> None:
    page = (
        f"{HEAD}FORM 10-K405\n/X/ ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d)\n/ / TRANSITION "
        "REPORT PURSUANT TO SECTION 13 OR 15(d)\nIndicate by check mark whether the registrant (1) "
        "has filed all reports required to be filed.   YES  /X/   NO / /\n"
    )
    assert values(page, "form_type") == ["10-K405"]
    assert values(page, "annual_report") == ["true"]
    assert values(page, "transition_report") == ["false"]
    assert values(page, "current_reporting_status") == ["true"]


def test_a_province_stands_before_its_country() -> None:
    page = (
        f"{HEAD}Form 40-F\nSuite 1400, 885 West Georgia Street\nVancouver, British Columbia\n"
        "Canada V6C 3E8\n(604) 555-0102\n(Address and telephone number of Registrant's principal "
        "executive offices)\n"
    )
    assert values(page, "address_city") == ["Vancouver"]
    assert values(page, "address_state") == ["British Columbia"]
    assert values(page, "address_postal_code") == ["V6C 3E8"]


def test_forms_are_named_with_their_amendment_or_not_at_all() -> None:
    amended = f"{HEAD}Amendment No. 2\nto\nFORM S-1\nREGISTRATION STATEMENT\n"
    assert values(amended, "form_type") == ["S-1/A"]
    blank = f"{HEAD}FORM 10-K\n(Amendment No.    )\nFor the fiscal year ended June 30, 2024\n"
    assert values(blank, "form_type") == ["10-K"]
    report = "LARCH GROUP, INC.\n\nANNUAL REPORT TO SHAREHOLDERS\nFISCAL YEAR ENDED JUNE 29, 2024\n"
    assert values(report, "form_type") == ["ARS"]

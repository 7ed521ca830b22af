"""Covers in further shapes: cities named like their state, drawn lines, boxes over two rows."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet

FILING = catalogue.load().get("regulatory_filing")
HEAD = "UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nWashington, D.C. 20549\n\n"
OFFICES = "(Address of principal executive offices) (Zip Code)\n"
PARTS = ("address_street", "address_street_2", "address_city", "address_state",
    "address_postal_code")  # fmt: skip


def found(text: str) -> dict[str, list[str]]:
    sheet = Sheet(20)
    read = structured.html if text.startswith("<") else structured.text
    kind = read(sheet, text.encode())
    values: dict[str, list[str]] = {}
    for field in extract(sheet.finish("text/plain", kind), FILING, None).fields:
        values.setdefault(field.name, []).append(field.value)
    return values


def address(text: str) -> tuple[str, ...]:
    values = found(text)
    return tuple(values.get(name, [""])[0] for name in PARTS)


def test_a_city_named_like_its_state_is_a_city() -> None:
    page = f"{HEAD}FORM 10-K\n80 Canal Street, 11th Floor\nNew York, New York 10013\n{OFFICES}"
    assert address(page) == ("80 Canal Street", "11th Floor", "New York", "New York", "10013")


def test_a_line_drawn_under_the_address_ends_nothing() -> None:
    page = f"{HEAD}FORM 10-Q\n   12 Elm Road, Boise, Idaho   83702\n   ---------\n   {OFFICES}"
    assert address(page) == ("12 Elm Road", "", "Boise", "Idaho", "83702")


def test_an_address_in_the_cell_of_its_caption_is_read_with_its_long_code() -> None:
    page = (
        "<html><body><p>FORM 10-K</p><table><tr><td>9 Mill Way, Salem, Oregon<br>(Address of "
        "principal executive offices)</td><td>97301-6399<br>(Zip Code)</td></tr></table></body>"
    )
    assert address(page) == ("9 Mill Way", "", "Salem", "Oregon", "97301-6399")


def test_a_telephone_in_a_column_of_the_address_is_no_city() -> None:
    page = (
        "<html><body><p>FORM 10-Q</p><table><tr><td>5 Dock Street,</td><td>Tampa,</td><td>FL</td>"
        "<td>33602</td><td>(904) 555-3200</td></tr><tr><td colspan=3>(Address of principal "
        "executive offices)</td><td>(Zip Code)</td><td>(Telephone number)</td></tr></table>"
        "</body></html>"
    )
    assert address(page) == ("5 Dock Street", "", "Tampa", "FL", "33602")


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("Date of Report (Date of earliest event reported): July 3, 2023", "2023-07-03"),
        (
            "Date of Report (Date of earliest event reported): July 3, 2023 (June 28, 2023)",
            "2023-06-28",
        ),
    ],
)
def test_the_day_of_the_event_stands_in_brackets_behind_that_of_the_report(
    row: str, day: str
) -> None:
    assert found(f"{HEAD}FORM 8-K\nFiled July 9, 2023\n{row}\n")["period_end"] == [day]


def test_a_transition_period_ends_with_its_second_date() -> None:
    page = (
        f"{HEAD}FORM 10-KT\n[ ] ANNUAL REPORT for the fiscal year ended\n[X] TRANSITION REPORT for "
        "the transition period from July 1, 2023 to December 31, 2023\n"
    )
    assert found(page)["period_end"] == ["2023-12-31"]


def test_a_label_broken_between_two_rows_keeps_its_box() -> None:
    page = (
        f"{HEAD}FORM 10-K\nIndicate by check mark whether the registrant is a smaller reporting "
        "company.\n"
        "Large accelerated filer [ ] Accelerated filer [ ] Smaller reporting\ncompany [X] Emerging "
        "growth\ncompany [ ]\n"
    )
    values = found(page)
    assert values["small_business"] == ["true"]
    assert values["emerging_growth_company"] == ["false"]


def test_classes_without_an_exchange_are_all_listed() -> None:
    page = (
        f"{HEAD}FORM 10-K\nSecurities registered pursuant to Section 12(g) of the Act:\n"
        "Class A Common Shares\nClass I Common Shares\n(Title of class)\n"
    )
    assert found(page)["securities"] == ["Class A Common Shares", "Class I Common Shares"]


def test_a_notice_of_a_sale_names_the_class_of_securities() -> None:
    notice = (
        '<?xml version="1.0"?><edgarSubmission xmlns="http://www.sec.gov/edgar/ownership">'
        "<headerData><submissionType>144</submissionType></headerData><formData>"
        "<securitiesInformation><securitiesClassTitle>Class A Common</securitiesClassTitle>"
        "</securitiesInformation></formData></edgarSubmission>"
    )
    sheet = Sheet(5)
    kind = structured.xml(sheet, notice.encode())
    fields = extract(sheet.finish("application/xml", kind), FILING, None).fields
    assert [field.value for field in fields if field.name == "securities"] == ["Class A Common"]


def test_a_telephone_under_the_address_is_no_city() -> None:
    page = (
        f"{HEAD}FORM F-1\n14 Mill Street\nNetanya 4250549, Israel\nTel: +972 9 555 4100\n"
        "(Address, including zip code, and telephone number, of registrant's principal executive "
        "offices)\n"
    )
    assert address(page) == ("14 Mill Street", "", "Netanya", "Israel", "4250549")


def test_symbols_of_preferred_shares_are_symbols() -> None:
    page = (
        "<html><body><p>FORM 8-K</p><table><tr><td>Title of each class</td><td>Trading Symbol(s)"
        "</td><td>Name of each exchange on which registered</td></tr><tr><td>Common Units</td>"
        "<td>GDW</td><td>New York Stock Exchange</td></tr><tr><td>Series E Preferred Units</td>"
        "<td>GDWprE</td><td>New York Stock Exchange</td></tr></table></body></html>"
    )
    assert [symbol.upper() for symbol in found(page)["securities.symbol"]] == ["GDW", "GDWPRE"]


def test_rows_of_a_header_are_no_address() -> None:
    rows = (
        "STANDARD INDUSTRIAL CLASSIFICATION: AIRCRAFT & PARTS [3720]\nIRS NUMBER: 362334820\n"
        "STATE OF INCORPORATION: DE\nFISCAL YEAR END: 0531\n"
    )
    told = found(f"{HEAD}FORM 10-K\n{rows}\nBUSINESS ADDRESS:\nSTREET 1: 1 PARK WAY\n")
    assert not {"address", "address_city", "address_state"} & told.keys()

"""What the cover page of a report yields when nothing in it is tagged."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

FILING = catalogue.load().get("regulatory_filing")

COVER = """
                         UNITED STATES
               SECURITIES AND EXCHANGE COMMISSION
                           FORM 10-K
(Mark One)
[X]  ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934
For the fiscal year ended March 31, 2022
[ ]  TRANSITION REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934
Commission file number 001-09876
                    THE PLAINFIELD GEAR COMPANY
        (Exact name of registrant as specified in its charter)
     Ohio                                                31-7654321
(State or other jurisdiction of             (I.R.S. Employer Identification No.)
incorporation or organization)
     77 Foundry Lane, Suite 400
     Dayton, Ohio                                        45402-1234
(Address of principal executive offices)                 (Zip Code)
Registrant's telephone number, including area code: (937) 555-0142
Securities registered pursuant to Section 12(b) of the Act:
Title of each class              Trading Symbol(s)       Name of each exchange on which registered
Common Shares, no par value      PLGR                    New York Stock Exchange
6.25% Notes due 2031             PLGR31                  New York Stock Exchange
Indicate by check mark if the registrant is a well-known seasoned issuer. Yes [ ] No [X]
Indicate by check mark whether the registrant (1) has filed all reports required to be filed
during the preceding 12 months. [X] Yes [ ] No
Large accelerated filer [ ]    Accelerated filer [X]    Non-accelerated filer [ ]
Smaller reporting company [X]    Emerging growth company [ ]
Indicate by check mark whether the registrant is a shell company. Yes [ ] No [X]
The aggregate market value held by non-affiliates was $1,234,567,000.
As of May 2, 2022, there were 48,211,907 Common Shares outstanding.
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("registrant_name", ["PLAINFIELD GEAR COMPANY"]),
        ("address_street", ["77 Foundry Lane"]),
        ("address_street_2", ["Suite 400"]),
        ("address_city", ["Dayton"]),
        ("address_state", ["Ohio"]),
        ("address_postal_code", ["45402-1234"]),
        ("fiscal_year_end", ["March 31"]),
        ("securities", ["Common Shares, no par value", "6.25% Notes due 2031"]),
        ("securities.symbol", ["PLGR", "PLGR31"]),
        ("securities.exchange", ["New York Stock Exchange"] * 2),
        ("shares_outstanding", ["48211907"]),
        ("annual_report", ["true"]),
        ("transition_report", ["false"]),
        ("well_known_seasoned_issuer", ["false"]),
        ("current_reporting_status", ["true"]),
        ("filer_category", ["Accelerated Filer"]),
        ("small_business", ["true"]),
        ("emerging_growth_company", ["false"]),
        ("shell_company", ["false"]),
    ],
)
def test_the_cover_of_an_annual_report(name: str, expected: list[str]) -> None:
    found = extract(printed(COVER), FILING, None)
    assert [field.value for field in found.fields if field.name == name] == expected


def test_the_printed_name_keeps_its_article() -> None:
    found = extract(printed(COVER), FILING, None).first("registrant_name")
    assert found is not None
    assert found.text == "THE PLAINFIELD GEAR COMPANY"


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ("Yes ☒ No ☐", "true"),
        ("☐ Yes ☒ No", "false"),
        ("Yes x No o", "true"),
        ("Yes ¨ No þ", "false"),
        ("YES [ ] NO [X]", "false"),
        ("Yes X No __", "true"),
    ],
)
def test_boxes_in_all_their_shapes(marks: str, told: str) -> None:
    text = (
        f"Indicate by check mark whether the registrant is a shell company (as defined).\n{marks}\n"
    )
    found = extract(printed(text), FILING, None).first("shell_company")
    assert found is not None
    assert found.value == told


def test_a_box_may_stand_before_its_label() -> None:
    text = (
        "☐ Large accelerated filer ☒ Accelerated filer ☐ Non-accelerated filer\n"
        "☒ Smaller reporting company ☐ Emerging growth company\n"
    )
    found = extract(printed(text), FILING, None)
    told = {f.name: f.value for f in found.fields}
    assert told["filer_category"] == "Accelerated Filer"
    assert told["small_business"] == "true"
    assert told["emerging_growth_company"] == "false"


def test_signatures_and_items() -> None:
    text = (
        "PART II\nItem 5.02 Departure of Directors\nNothing happened.\nSIGNATURES\n"
        "By: /s/ Maria L. Ostrander      \nMaria L. Ostrander\n"
        "/s/ Peter Vance Chief Financial Officer\n"
    )
    found = extract(printed(text), FILING, None)
    assert [f.value for f in found.fields if f.name == "signatories"] == [
        "Maria L. Ostrander",
        "Peter Vance",
    ]
    assert [f.value for f in found.fields if f.name == "sections"] == [
        "PART II",
        "Item 5.02 Departure of Directors",
    ]

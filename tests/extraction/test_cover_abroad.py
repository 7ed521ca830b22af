"""Covers of issuers abroad and of funds: contacts, registered offices, periods, names in print."""

from __future__ import annotations

from tests.extraction.test_cover_shapes import HEAD, values


def test_a_foreign_issuers_telephone_is_that_of_its_contact() -> None:
    text = (
        f"{HEAD}FORM 20-F\nAKEBONO SEIKO\n(Exact name of registrant as specified in its charter)\n"
        "Ken Mori, +81-3-5555-0142, ir@akebono.example, +81-3-5555-0143, address is same as above\n"
        "(Name, Telephone, E-mail and/or Facsimile number and Address of Company Contact Person)\n"
    )
    assert values(text, "phone") == ["+81-3-5555-0142"]


def test_shares_held_in_treasury_are_not_outstanding() -> None:
    text = (
        f"{HEAD}FORM 20-F\nIndicate the number of outstanding shares of each class of capital: "
        "418,220,904 shares of common stock, excluding 9,811,207 shares of treasury stock.\n"
    )
    assert values(text, "shares_outstanding") == ["418220904"]


def test_a_funds_dates_are_read_behind_their_labels() -> None:
    text = (
        f"{HEAD}FORM N-CSR\nDate of fiscal year end: November 30\n"
        "Date of reporting period: December 1, 2022 - May 31, 2023\n"
    )
    assert values(text, "fiscal_year_end") == ["November 30"]
    assert values(text, "period_end") == ["2023-05-31"]


def test_a_republic_in_a_row_of_its_own_is_no_city() -> None:
    text = (
        f"{HEAD}FORM 20-F\nBuilding 7, Software Park\nHaidian District, Beijing 100193\n"
        "The People’s Republic of China\n(Address of principal executive offices)\n"
    )
    assert values(text, "address_city") == ["Beijing"]


def test_the_number_and_seat_of_a_british_company_are_told_apart() -> None:
    text = (
        "Annual Report and Accounts 2023\n\nSorrel Utilities plc\n\nSorrel Utilities plc is "
        "registered in England and Wales no. 02366999\n\nThe address of the registered office is "
        "Unit 4, Wharf Lane, Leeds,\nLS10 1AB. The company trades as Sorrel.\n"
    )
    assert values(text, "incorporation") == ["England and Wales"]
    assert values(text, "company_number") == ["02366999"]
    assert values(text, "address_street") == ["Unit 4, Wharf Lane"]
    assert values(text, "address_city") == ["Leeds"]
    assert values(text, "address_postal_code") == ["LS10 1AB"]


def test_a_director_signs_british_accounts_with_the_name_in_print() -> None:
    text = (
        "Sorrel Joinery Limited\n\nThese financial statements were approved and signed on behalf "
        "of the board by:\n\nMr T Ruff\nDirector\n"
    )
    assert values(text, "signatories") == ["Mr T Ruff"]


def test_labels_of_european_reports_stand_left_of_their_values() -> None:
    rows = {
        "Name of reporting entity or other means of identification": "Bruant Industries SE",
        "Legal form of entity": "Societas Europaea",
        "Address of entity’s registered office": "18 rue de la Paix, 75002 Paris, France",
    }
    table = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows.items())
    html = f"<html><body><h1>Annual financial report 2022</h1><table>{table}</table></body></html>"
    assert values(html, "registrant_name") == ["Bruant Industries SE"]
    assert values(html, "address_street") == ["18 rue de la Paix"]
    assert values(html, "address_city") == ["Paris"]
    assert values(html, "address_postal_code") == ["75002"]


def test_a_town_behind_its_street_without_a_comma_is_the_town() -> None:
    html = (
        "<html><body><p>FORM 10-K</p><table><tr><td>2 Paragon Drive<br>Montvale, New Jersey<br>"
        "(Address of principal executive offices)</td><td>07645<br>(Zip Code)</td></tr></table>"
        "<p>Securities registered pursuant to Section 12(b) of the Act:</p><table><tr><td>Title of "
        "each class</td><td>Name of each exchange on which registered</td></tr><tr><td>Notes, due "
        "August 1, 2039</td><td>New York Stock Exchange</td></tr></table></body></html>"
    )
    assert values(html, "address_street") == ["2 Paragon Drive"]
    assert values(html, "address_city") == ["Montvale"]
    assert values(html, "address_state") == ["New Jersey"]
    assert values(html, "address_postal_code") == ["07645"]


def test_a_telephone_abroad_has_all_its_groups() -> None:
    text = (
        f"{HEAD}FORM 20-F\nPeter Brandt\nTel.: 011-41-61-555-0101\nFax: 011-41-61-555-0102\n"
        "(Name, Telephone, E-mail and/or Facsimile number and Address of Company Contact Person)\n"
    )
    assert values(text, "phone") == ["011-41-61-555-0101"]


def test_a_telephone_stands_over_a_caption_without_brackets() -> None:
    text = f"{HEAD}FORM N-CSR\n(414) 555-0150\nRegistrant’s telephone number, including area code\n"
    assert values(text, "phone") == ["(414) 555-0150"]


def test_words_of_the_forms_in_the_plural_and_in_full_are_known() -> None:
    html = (
        "<html><body><p>Registration Statement No. 333-270999</p><p>FORM S-3</p><p>Indicate by "
        "check mark whether the registrants (1) have filed all reports required to be filed.</p>"
        "<table><tr><td>Yes</td><td>x</td><td>No</td><td>¨</td></tr></table></body></html>"
    )
    assert values(html, "file_number") == ["333-270999"]
    assert values(html, "current_reporting_status") == ["true"]

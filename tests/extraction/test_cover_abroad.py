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

"""Thousands parted by blanks, dashes before amounts, and signs of money that countries share."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.extraction.kinds import amounts
from appliance.types import Extraction
from tests.extraction.fakes_extraction import printed, unseen, value

INVOICE = catalogue.load().get("invoice")
BILL = """
{vendor}

{title} 4711
{date} 05.02.2026

{head}
{items}

{sums}
"""
HUNGARIAN = BILL.format(
    vendor="Tisza Asztalos Kft.\n6720 Szeged, Kárász utca 3.",
    title="Invoice no.",
    date="Date:",
    head="Description            Qty        Unit price          Amount",
    items="Chair                    4          12 250 Ft        49 000 Ft\n"
    "Table                    1         128 500 Ft       128 500 Ft",
    sums="Net amount        177 500 Ft\nVAT 27 %           47 925 Ft\nTotal             225 425 Ft",
)
CUT = BILL.format(
    vendor="Rook Timber Ltd\n6 Mill Lane, Hull HU1 2AB",
    title="Invoice no.",
    date="Date:",
    head="Description            Qty        Unit price          Amount",
    items="Beam                     1          150.00           150.00",
    sums="Net amount 2 150.00\nVAT 20 % 1 230.00\nTotal 3 380.00",
)


def read(text: str) -> Extraction:
    return extract(printed(text), INVOICE, None)


@pytest.mark.parametrize(
    ("printed_", "worth"),
    [
        ("38 200 Kč", "38200"),
        ("NOK 22 500", "22500"),
        ("NOK 22 500.00", "22500.00"),
        ("1\u2009975 Ft", "1975"),
        ("16\u202f800\u00a0€", "16800"),
        ("1 234 567,50 kr", "1234567.50"),
        ("38 200,- Kč", "38200"),
        ("CHF 250.–", "250"),
    ],
)
def test_a_number_goes_on_over_the_blanks_in_its_thousands(printed_: str, worth: str) -> None:
    (found,) = amounts.find(printed_)
    assert found.value == worth


def test_numbers_in_columns_are_not_each_others_thousands() -> None:
    text = f"Chair{amounts.CELL}4{amounts.CELL}250{amounts.CELL}1 000 Ft"
    assert [found.value for found in amounts.find(text)] == ["4", "250", "1000"]


def test_a_bill_without_decimals_is_read_whole_not_to_its_last_groups() -> None:
    found = read(HUNGARIAN)

    assert [value(found, name) for name in ("subtotal", "tax_total", "total")] == [
        "177500",
        "47925",
        "225425",
    ]
    columns = [(f.name.partition(".")[2], f.value) for f in found.fields if "items." in f.name]
    assert [v for name, v in columns if name == "unit_price"] == ["12250", "128500"]
    assert [v for name, v in columns if name == "amount"] == ["49000", "128500"]


def test_amounts_that_may_be_cut_at_a_blank_are_never_accepted_unseen() -> None:
    """``150.00`` behind a 2 is all of ``2 150.00`` or a part of it: both add up."""
    assert not unseen(read(CUT), INVOICE) & {"subtotal", "tax_total", "total", "amount_due"}


@pytest.mark.parametrize("dash", ["-", "–"])
def test_a_dash_between_words_and_an_amount_is_no_minus(dash: str) -> None:
    def found(text: str) -> list[str]:
        return [money.value for money in amounts.find(text)]

    assert found(f"5 hours at £40 per hour {dash} £200.00") == ["5", "40", "200.00"]
    assert found(f"Rabatt {dash} 5,00") == ["-5.00"]
    assert found(f"Total{amounts.CELL}{dash} 5.00") == ["-5.00"]
    assert found(f"Total {dash}5.00") == ["-5.00"]


DOLLARS = """
{vendor}

Invoice no. 4711
Invoice date: 5 February 2026

Description            Qty        Unit price          Amount
Cleaning                 2           $120.00         $240.00

Subtotal $240.00
{tax}
"""


@pytest.mark.parametrize(
    ("vendor", "tax", "currency"),
    [
        ("Fraser Cedar Ltd\n18 Water St, Nelson, BC V1L 4B6", "Total $240.00", "CAD"),
        ("Maison Tremblay\n4 rue Haute, Rimouski", "TPS $12.00\nTVQ $23.94\nTotal $275.94", "CAD"),
        ("Maple Freight, Canada\nHalifax, Canada\nCanada Wide", "In USD\nTotal $240.00", "USD"),
        ("Mallee Fencing\n9 Dunn St, Mildura VIC 3500", "GST $24.00\nTotal $264.00", "AUD"),
        ("Tui Gardens\nGST No. 98-765-432", "GST 15% $36.00\nTotal $276.00", "NZD"),
        ("Azulejos Nopal\nRFC ANO990102AB3", "IVA $38.40\nTotal $278.40", "MXN"),
        ("Peak Tailors\n3 Nathan Road, Kowloon", "Total $240.00", "HKD"),
        ("Viña Alerce SpA\nRUT 76.543.210-K", "IVA $45.60\nTotal $285.60", "CLP"),
    ],
)
def test_a_dollar_sign_is_of_the_country_that_the_page_speaks_of(
    vendor: str, tax: str, currency: str
) -> None:
    found = read(DOLLARS.format(vendor=vendor, tax=tax))

    assert value(found, "currency") == currency
    assert "currency" not in unseen(found, INVOICE)


def test_a_dollar_sign_is_accepted_unseen_only_where_the_page_is_american() -> None:
    american = read(DOLLARS.format(vendor="Mesa Co\n8 Elm St, Taos, NM 87571", tax="Total $240.00"))
    nowhere = read(DOLLARS.format(vendor="Mesa Co\n8 Elm Street", tax="Total $240.00"))

    assert value(american, "currency") == value(nowhere, "currency") == "USD"
    assert "currency" in unseen(american, INVOICE)
    assert "currency" not in unseen(nowhere, INVOICE)


@pytest.mark.parametrize(
    ("vendor", "currency"),
    [("Fjell Rør AS, Bergen, Norge", "NOK"), ("Strand VVS ApS, CVR 33445566", "DKK")],
)
def test_crowns_are_those_of_the_country(vendor: str, currency: str) -> None:
    text = DOLLARS.format(vendor=vendor, tax="Total $240.00").replace("$", "kr ")
    assert value(read(text), "currency") == currency

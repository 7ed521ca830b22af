"""A paper's number comes with the letters of its series, or it is doubted."""

from __future__ import annotations

import pytest

from appliance.decisions.route import doubtful
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Field
from tests.extraction.fakes_extraction import printed

INVOICE = """
Northfold Tools Ltd
4 Quay Street, Hull HU1 2AB


{label}{number}
{day}

Bill to
Corner Shop Ltd
1 High Street, Leeds LS1 4DY

Description                      Qty     Price      Amount
Spanner set                        2     50.00      100.00

Subtotal                                            100.00
VAT 20%                                              20.00
Total                                            GBP 120.00
"""


def number(label: str, printed_number: str, day: str = "Date: 14 November 2023") -> Field:
    page = printed(INVOICE.format(label=label, number=printed_number, day=day))
    found = extract(page, catalogue.load().get("invoice"), None).first("document_number")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Invoice no. ", "A 23/00917"),
        ("Invoice number: ", "INV 001-A"),
        ("Fatura n.º ", "FT 2023A/417"),
        ("Rechnung Nr. ", "RE-2024 / 0031"),
        ("Avoir n° ", "AV 2024-118"),
        ("Factuurnummer: ", "WEB 2024 10553"),
        ("Factura nº ", "F24 0001187"),
        ("Rechnungsnummer ", "VR-880 271 443"),
        ("Facture n° ", "1 204 558 731"),
        ("Rechnung Nr. ", "41 772"),
        ("Rechnungsnummer ", "26 0203 118 4407"),
        ("N° de facture ", "2026 03 0098"),
        ("Factuurnummer ", "VF 26 00 391"),
        ("Invoice no. ", "44 1200 07"),
    ],
)
def test_a_number_keeps_the_letters_of_its_series(label: str, shown: str) -> None:
    found = number(label, shown)

    assert found.text == shown
    assert found.value == shown.replace(" ", "")


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Invoice no. ", "917-2023"),
        ("INVOICE NO ", "917-2023"),
        ("RECHNUNG NR. ", "2024-0031"),
        ("Tax Invoice ID ", "2024-0031"),
        ("Invoice no. ", "2024-0031 of 14 November 2023"),
        ("Invoice no. ", "2024-0031 / Customer 4711"),
    ],
)
def test_labels_and_what_follows_are_no_part_of_a_number(label: str, shown: str) -> None:
    assert number(label, shown).value == shown.split(maxsplit=1)[0]


def test_two_numbers_behind_one_label_are_left_to_a_person() -> None:
    found = number("Invoice no. ", "47110815 10553")

    assert doubtful(found, catalogue.load().get("invoice"))


@pytest.mark.parametrize(
    ("label", "shown"),
    [("Rechnung Nr. ", "41 772 Auftrag 90311"), ("Serie: R24  Número: ", "0019")],
)
def test_a_number_that_may_be_longer_or_has_its_series_elsewhere_goes_to_a_person(
    label: str, shown: str
) -> None:
    assert doubtful(number(label, shown), catalogue.load().get("invoice"))


@pytest.mark.parametrize("shown", ["4711 09 03 2026", "471108 10553 2206"])
def test_a_day_or_another_number_behind_a_number_is_not_surely_of_it(shown: str) -> None:
    invoice = catalogue.load().get("invoice")
    found = number("Rechnungsnummer ", shown)

    assert found.value == shown.split(maxsplit=1)[0] or doubtful(found, invoice)

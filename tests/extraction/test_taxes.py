"""Tax by rate, and what is still to be paid, from printed invoices of several countries."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Source
from tests.extraction.fakes_extraction import printed

INVOICE = catalogue.load().get("invoice")
HEAD = """
Kranich Werkzeugbau GmbH
Feldweg 3
48143 Münster
Rechnung Nr. 4711
Datum 03.05.2024
"""


def found(text: str, name: str) -> list[str]:
    """The values of one field."""
    return [f.value for f in extract(printed(HEAD + text), INVOICE, None).fields if f.name == name]


def test_each_rate_of_a_table_once_although_it_is_told_again_below() -> None:
    text = """
USt. Satz     Netto        Steuer
7 %           160,00       11,20
19 %          336,00       63,84

Summe netto                496,00
zzgl. 7 % USt.              11,20
zzgl. 19 % USt.             63,84
Gesamtbetrag               571,04
"""
    assert found(text, "tax") == ["11.20", "63.84"]


@pytest.mark.parametrize(
    "row", ["zzgl. 19 % MwSt.   38,00", "TVA 19 % : 38,00 EUR", "VAT (19%)     38.00"]
)
def test_a_single_rate_in_words(row: str) -> None:
    assert found(f"Netto     200,00\n{row}\nSumme     238,00", "tax") == ["38.00"]


def test_a_discount_is_no_tax() -> None:
    assert found("Netto  200,00\nSkonto 2 %   4,00\nGesamtbetrag  196,00", "tax") == []


def test_all_is_due_unless_something_is_paid() -> None:
    assert found("Netto 100,00\nMwSt. 19 % 19,00\nGesamtbetrag 119,00", "amount_due") == ["119.00"]
    paid = "Netto 100,00\nMwSt. 19 % 19,00\nGesamtbetrag 119,00\nAnzahlung 50,00"
    assert found(f"{paid}\nRestbetrag 69,00", "amount_due") == ["69.00"]
    assert found(paid, "amount_due") == []


def test_taxes_of_several_rates_are_added_up_where_the_page_does_not_and_marked_so() -> None:
    text = """
Total HT                  826,00 €
TVA 5,5 % sur 586,00       32,23 €
TVA 10 % sur 240,00        24,00 €
Total TTC                 882,23 €
"""
    fields = extract(printed(HEAD + text), INVOICE, None).fields
    whole = next(field for field in fields if field.name == "tax_total")
    assert (whole.value, whole.source, whole.spans) == ("56.23", Source.INFERRED, ())
    assert found(text, "tax") == ["32.23", "24.00"]


def test_a_quantity_is_no_rate() -> None:
    text = """
Huile d'olive        10 litres      19,80 €      -198,00 €
TVA collectée        5,5 %         -198,00 €      -10,89 €
"""
    assert found(text, "tax") == ["-10.89"]


def test_freight_may_be_an_item() -> None:
    text = """
Bezeichnung              Menge    Preis    Betrag
Werkbank                 2        150,00   300,00
Fracht und Verpackung    1         20,00    20,00
Schraubstock             1         80,00    80,00

Summe netto                                400,00
zzgl. 19 % USt.                             76,00
Gesamtbetrag                               476,00
"""
    assert found(text, "items.amount") == ["300.00", "20.00", "80.00"]


@pytest.mark.parametrize(
    ("rows", "rates", "bases"),
    [
        ("VAT 20% on 859.50   171.90\nVAT 5% on 425.00   21.25", ["20", "5"], ["859.50", "425.00"]),
        ("7 %   160,00   11,20\n19 %  336,00   63,84", ["7", "19"], ["160.00", "336.00"]),
        ("Summe netto     496,00\nzzgl. 19 % MwSt.    94,24", ["19"], []),
        ("Netto       Moms 25%    TOTALT\n14820,00    3705,00     18525,00", ["25"], ["14820.00"]),
        ("Základ DPH 21 %   48200,00\nDPH 21 %     10122,00", ["21"], ["48200.00"]),
        ("Subtotal  1214.07\nVAT (0%, reverse charge)   0.00\nTotal   1214.07", ["0"], []),
    ],
)  # fmt: skip
def test_each_tax_comes_with_its_rate_and_what_it_is_taken_of(
    rows: str, rates: list[str], bases: list[str]
) -> None:
    assert found(rows, "tax.rate") == rates
    assert found(rows, "tax.basis") == bases


def test_a_rate_is_as_sure_as_its_tax() -> None:
    fields = extract(printed(HEAD + "19 %   336,00   63,84"), INVOICE, None).fields
    sure = {field.name: field.confidence for field in fields if field.name.startswith("tax")}

    assert sure["tax.rate"] == sure["tax.basis"] == sure["tax"]

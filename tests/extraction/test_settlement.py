"""Totals beside tables of taxes, and what is left to pay of them."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

HEAD = """
Hotel Zum Anker                                   Rechnung Nr. 60117
Rheinpromenade 11, 56154 Boppard                  Datum 09.03.2026

Leistung                       Anz.      Einzel           EUR
Übernachtung                      3      118,00        354,00
Frühstück                         6       14,50         87,00
Weinprobe                         2       25,00         50,00

"""
TAXES = """

MwSt                Netto           Steuer           Brutto
7,00 %             330,84            23,16           354,00
19,00 %            115,13            21,87           137,00
"""
OPEN = [
    ("Gesamt", "Kartenzahlung VISA", "Offen"),
    ("Gesamtbetrag", "Anzahlung erhalten", "Restbetrag"),
    ("Total TTC", "Règlement CB", "Solde dû"),
    ("Total", "Tarjeta", "Pendiente"),
    ("Totale", "Pagato", "Residuo"),
    ("Totaal", "Voldaan per pin", "Openstaand"),
    ("Total", "Paid by card", "Balance due"),
]


def read(rows: str) -> dict[str, tuple[str, bool]]:
    """The fields of an invoice by the shipped type: the value, and whether it is accepted."""
    invoice = catalogue.load(None).get("invoice")
    assert invoice is not None
    found = extract(printed(HEAD + rows), invoice, None).fields
    return {f.name: (f.value, f.confidence >= invoice.threshold(f.name)) for f in reversed(found)}


@pytest.mark.parametrize(("total", "paid", "left"), OPEN)
def test_a_paid_bill_with_a_table_of_taxes_has_its_whole_total_and_nothing_due(
    total: str, paid: str, left: str
) -> None:
    found = read(f"""
{total:<40}491,00
{paid:<40}-491,00
{left:<40}0,00
{TAXES}""")
    assert found["total"][0] == "491.00"
    assert found["amount_due"][0] == "0.00"
    assert found.get("subtotal", ("445.97", True))[0] == "445.97"


def test_what_is_left_after_an_advance_is_due() -> None:
    found = read("""
Gesamtbetrag                              491,00
Anzahlung vom 01.03.2026                 -100,00
Restbetrag                                391,00
""")
    assert (found["total"][0], found["amount_due"][0]) == ("491.00", "391.00")


def test_a_total_that_a_row_takes_off_is_never_surely_due() -> None:
    found = read("""
Gesamtbetrag                              491,00
Kartenzahlung VISA                       -491,00
""")
    assert found["total"][0] == "491.00"
    assert found["amount_due"] != ("491.00", True)


def test_a_total_without_payments_is_due() -> None:
    found = read(f"""
Gesamtbetrag                              491,00
{TAXES}""")
    assert found["total"] == found["amount_due"] == ("491.00", True)


@pytest.mark.parametrize(
    "rows",
    [
        "Bei Zahlung bis 16.03.2026 abzgl. 2 % Skonto 9,82\nZahlbetrag mit Skonto 481,18",
        "Payment due                               491,00\nPrevious balance 0,00",
        "Zu zahlen per Zahlung auf unser Konto     491,00\nRestbetrag Vormonat 0,00",
    ],
)
def test_a_discount_or_an_older_balance_is_no_payment(rows: str) -> None:
    found = read(f"""
Gesamtbetrag                              491,00
{rows}
""")
    assert found["total"][0] == "491.00"
    assert found["amount_due"][0] == "491.00" or not found["amount_due"][1]
    assert "prepaid" not in found


@pytest.mark.parametrize(
    "rows",
    [
        "Saldo Vorperiode                          109,00\nZu zahlen              600,00\n",
        "Offener Betrag Vormonat                   100,00\nZu zahlen              591,00\n",
        "Previous balance                           35,00\nAmount due             526,00\n",
    ],
)
def test_an_older_balance_goes_to_a_person(rows: str) -> None:
    found = read("Gesamtbetrag                              491,00\n" + rows)
    assert not found["total"][1]
    assert not found["amount_due"][1]


@pytest.mark.parametrize(
    "row",
    [
        "Betrag dankend erhalten                   491,00",
        "Rechnung bereits per Kreditkarte bezahlt.",
        "Already paid by card, thank you.",
        "Bei Zahlung bis 20.03. 2 % Skonto 9,82\nRestbetrag bei Zahlung 481,18",
    ],
)
def test_what_is_due_of_a_paid_or_reduced_bill_is_not_sure(row: str) -> None:
    found = read(f"Gesamtbetrag                              491,00\n{row}\n")
    assert found["total"] == ("491.00", True)
    assert not found["amount_due"][1]


@pytest.mark.parametrize(
    "row",
    [
        "Goods remain our property until paid in full.",
        "Falls Sie bereits bezahlt haben, danken wir.",
        "Amount to be paid                         491,00",
    ],
)
def test_conditions_say_nothing_of_what_was_paid(row: str) -> None:
    assert read(f"Gesamtbetrag                              491,00\n{row}\n")["amount_due"][1]

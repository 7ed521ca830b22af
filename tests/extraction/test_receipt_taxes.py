"""Tax by rate on receipts: each rate, what it is taken of and what it makes."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.decisions.outcome import Outcome, decide
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Classification, Extraction
from samples.generator.receipt import elsewhere
from samples.generator.receipt.draw import truth
from tests.extraction.fakes_extraction import printed

RECEIPT = catalogue.load().get("receipt")
HEAD = """KEDAI MAKAN SENTOSA
No 12 Jalan Besar, 43000 Kajang
Receipt No: 12231
Date: 12/03/2018 12:30
"""
Rows = list[tuple[str, str, str]]


def read(text: str) -> Extraction:
    return extract(printed(HEAD + text), RECEIPT, None)


def taxes(found: Extraction) -> Rows:
    """Rate, basis and tax of each row."""
    rows: dict[int, dict[str, str]] = {}
    for field in found.fields:
        if field.name.partition(".")[0] == "tax":
            rows.setdefault(field.row, {})[field.name] = field.value
    names = ("tax.rate", "tax.basis", "tax")
    return [(row.get(names[0], ""), row.get(names[1], ""), row[names[2]]) for row in rows.values()]


def value(found: Extraction, name: str) -> str | None:
    field = found.first(name)
    return field.value if field else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nasi  12.00\nGST Summary  Amount(RM)  Tax(RM)\nSR 6%   12.00   0.72\n",
         [("6", "12.00", "0.72")]),
        ("Nasi  12.00\nTotal  12.72\nTax Code   Amt(RM)   Tax(RM)\nS=6%   38.02   2.28\n"
         "Z=0%   4.50   0.00", [("6", "38.02", "2.28"), ("0", "4.50", "0.00")]),
        ("Nasi  12.00\nCODE  %   NET AMT   TAX\nSR    6    12.00    0.72\nTotal 12.72",
         [("6", "12.00", "0.72")]),
        ("Nasi  12.00\nSubtotal  12.00\nGST @6%   0.72\nTotal   12.72", [("6", "", "0.72")]),
        ("Nasi  12.00\nSub Total  12.00\nSST (6%)   0.72\nTotal   12.72", [("6", "", "0.72")]),
        ("Milk  7.00\nSubtotal  7.00\nSales tax 8.25%  0.58\nTotal  7.58", [("8.25", "", "0.58")]),
        ("Milk  7.00\nSubtotal  7.00\nTAX 1  8.250%  0.58\nTotal  7.58", [("8.250", "", "0.58")]),
        ("Milk  107.00\nTax 8.875% on 107.00   9.50\nTotal  116.50",
         [("8.875", "107.00", "9.50")]),
        ("Lait 100.00\nSubtotal  100.00\nTPS 5%   5.00\nTVQ 9.975%  9.98\nTotal 114.98",
         [("5", "", "5.00"), ("9.975", "", "9.98")]),
        ("Rice 100.00\nSub Total  100.00\nCGST 2.5%   2.50\nSGST 2.5%   2.50\nTotal 105.00",
         [("2.5", "", "2.50"), ("2.5", "", "2.50")]),
        ("Brot  17,85\nSumme  17,85\nMwSt 19%   15,00   2,85", [("19", "15.00", "2.85")]),
        ("Brot 17,25\nzu zahlen  17,25\nA 19,00% Netto 10,00 Steuer 1,90 Brutto 11,90\n"
         "B  7,00% Netto  5,00 Steuer 0,35 Brutto 5,35",
         [("19.00", "10.00", "1.90"), ("7.00", "5.00", "0.35")]),
        ("Brot 17,25\nA= 19,0%  10,00  1,90  11,90\nB=  7,0%   5,00  0,35  5,35\n"
         "Gesamtbetrag  15,00  2,25  17,25", [("19.0", "10.00", "1.90"), ("7.0", "5.00", "0.35")]),
        ("Tarte 8,80\nTOTAL 8,80\nTaux    H.T.   T.V.A.   T.T.C.\n10,00   8,00   0,80   8,80",
         [("10.00", "8.00", "0.80")]),
        ("Brot 102.60\nTOTAL CHF 102.60\nMwSt-Satz  Betrag  MwSt\n2.6%  102.60  2.60",
         [("2.6", "", "2.60")]),
        ("Nasi 60.000\nSubtotal 120.000\nPB1 10%  12.000\nTotal  132.000", [("10", "", "12000")]),
        ("Nasi 7.20\nTotal Excl GST 6%   7.20\nGST 6%   0.43\nTotal Incl GST 6%   7.63",
         [("6", "7.20", "0.43")]),
        ("Nasi 120.00\nDiscount 10%  12.00\nService Charge 10%  12.00\nTotal  120.00", []),
    ],
)  # fmt: skip
def test_each_rate_is_told_with_its_tax_and_its_basis_where_that_is_printed(
    text: str, wanted: Rows
) -> None:
    assert taxes(read(text)) == wanted


@pytest.mark.parametrize(
    ("text", "tax"),
    [
        ("Cafe 11,00\nTotal 11,00\nIVA 10%  Base 10,00  Cuota 1,00", "1.00"),
        ("Milk  107.00\nTax 8.875% on 107.00   9.50\nTotal  116.50", "9.50"),
        ("Milk 107.00\nSubtotal  107.00\nTax1 @ 6.25%   6.69\nTotal  113.69", "6.69"),
    ],
)
def test_the_only_tax_is_all_the_tax_and_not_what_it_is_taken_of(text: str, tax: str) -> None:
    assert value(read(text), "tax_total") == tax


def decided(found: Extraction) -> Outcome:
    sure = Classification(doctype="receipt", probability=1.0)
    return decide(sure, found, RECEIPT, date(2026, 1, 1))


def test_taxes_that_do_not_make_the_sum_of_taxes_are_told() -> None:
    rows = "19%  10,00  1,90\n7%   5,00  0,35\nSumme 17,25\nMwSt  "
    right, wrong = (read(f"Brot 17,25\n{rows}{tax}") for tax in ("2,25", "2,52"))
    failed = [check.message for check in decided(wrong).checks if not check.passed]

    assert all(check.passed for check in decided(right).checks if "tax" in check.fields)
    assert "All of Tax add up to 2.25, but Tax total is 2.52." in failed


@pytest.mark.parametrize("country", ["de", "gb", "fr", "es"])
def test_a_drawn_slip_of_two_rates_gives_both_with_what_they_are_taken_of(country: str) -> None:
    drawn = [elsewhere.drawn(seed, country) for seed in range(12)]
    tabled = [(slip, bill) for slip, bill in drawn if slip.bases]
    assert tabled
    for slip, bill in tabled:
        text = "\n".join("   ".join(text for _, text in row.pieces) for row in slip.rows)
        found = extract(printed(text), RECEIPT, None)
        wanted = truth(bill, slip)
        for name in ("tax", "tax.basis"):
            shown = [field.value for field in found.fields if field.name == name]
            assert shown == wanted[name], (name, text)

"""Rows of till slips of many countries: what is an item, what is a sum, a tax or a payment."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.decisions import rules
from appliance.decisions.case import Case
from appliance.doctypes import catalogue
from appliance.extraction.bills import closing
from appliance.extraction.extract import extract
from appliance.extraction.kinds import codes
from appliance.types import Extraction
from tests.extraction.fakes_extraction import printed

RECEIPT = catalogue.load().get("receipt")
SLIP = """
{head}

{date}

{rows}
"""


def read(rows: str, *, head: str = "Corner Shop\n4 Mill Lane", day: str = "") -> Extraction:
    return extract(printed(SLIP.format(head=head, date=day, rows=rows)), RECEIPT, None)


def column(found: Extraction, name: str) -> list[str]:
    return [field.value for field in found.fields if field.name == name]


def value(found: Extraction, name: str) -> str:
    field = found.first(name)
    return field.value if field else ""


@pytest.mark.parametrize(
    "rows",
    [
        ("Chleb 6,50", "Mleko 4,20", "SUMA PLN 10,70", "KARTA 10,70"),
        ("Chleb 6,50", "Mleko 4,20", "Kwota PTU A 0,80", "RAZEM 10,70"),
        ("Rugbrød 26,50", "Ost 44,20", "I ALT DKK 70,70", "Dankort 70,70"),
        ("Leipä 2,50", "Maito 1,20", "YHTEENSÄ 3,70", "Pankkikortti 3,70"),
        ("Rohlík 2,50", "Mléko 21,20", "CELKEM 23,70", "Hotovost 50,00"),
        ("Saib 2,50", "Piim 1,20", "KOKKU 3,70", "Pangakaart 3,70"),
        ("Rice 62,50", "Lentils 41,20", "Taxable 103,70", "CGST @ 2.5 % 2,59"),
        ("Diesel 62,50", "Coffee 1,20", "SALE CONTACTLESS 63,70"),
        ("Ekmek 62,50", "Süt 41,20", "KDV 10,37", "TOPLAM 103,70"),
    ],
)
def test_sums_taxes_and_payments_are_no_items_in_any_language(rows: tuple[str, ...]) -> None:
    names = [row.split()[0] for row in rows[:2]]
    wide = "\n".join(row[::-1].replace(" ", " " * 12, 1)[::-1] for row in rows)
    assert column(read(wide), "items.description") == names


@pytest.mark.parametrize("name", ["Card box", "Changing mat", "Kartenspiel"])
def test_goods_named_like_money_stay_items(name: str) -> None:
    found = read(f"{name:16} 6.50\nTea              4.20\nTOTAL           10.70")
    assert column(found, "items.description") == [name, "Tea"]


def test_rows_that_nothing_vouches_for_are_not_accepted_unseen() -> None:
    """Neither a product nor the sum of all proves them; the others' rows add up."""
    alone = read("Bread            6.50\nSoap             4.20\nTOTAL           19.70")
    added = read("Bread            6.50\nSoap             4.20\nTOTAL           10.70")

    def unseen(found: Extraction) -> set[str]:
        cells = (f for f in found.fields if f.name.startswith("items."))
        return {f.name for f in cells if f.confidence >= RECEIPT.threshold(f.name)}

    assert column(alone, "items.amount") == column(added, "items.amount") == ["6.50", "4.20"]
    assert not unseen(alone)
    assert "items.amount" in unseen(added)


def test_no_column_of_a_receipt_is_accepted_whatever_it_claims() -> None:
    assert all(RECEIPT.threshold(spec.name) >= 0.85 for spec in RECEIPT.fields)


def test_change_printed_with_a_minus_is_no_error() -> None:
    found = read(
        "Brot             3.20\nSumme            3.20\nBar             10.00\nRückgeld        -6.80"
    )
    case = Case(extraction=found, doctype=RECEIPT, today=date(2026, 3, 1))
    checks = [c for c in rules.validate(case) if c.rule == "difference"]
    assert [value(found, n) for n in ("amount_tendered", "change_due")] == ["10.00", "-6.80"]
    assert checks
    assert all(check.passed for check in checks)


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("Receipt 204-11-7731", "204-11-7731"),
        ("Beleg 12-40771", "12-40771"),
        ("Trans 9917", "9917"),
        ("FOLIO: B-70021", "B-70021"),
        ("No. 0101-2287", "0101-2287"),
        ("Invoice 880411", "880411"),
    ],
)
def test_the_number_of_a_slip_stands_behind_its_bare_name_too(row: str, number: str) -> None:
    found = read(f"{row}\nBread            6.50\nTOTAL            6.50")
    assert value(found, "document_number") == number


@pytest.mark.parametrize(
    "row",
    ["NIP 525-22-33-441", "VAT No 4120277719", "CNPJ 11.222.333/0001-81", "Adószám: 12345676-2-42"],
)
def test_a_tax_number_is_nobody_s_telephone(row: str) -> None:
    found = read("Bread            6.50\nTOTAL            6.50", head=f"Corner Shop\n{row}")
    assert not value(found, "vendor_phone")


def test_the_number_of_an_article_is_nobody_s_telephone() -> None:
    found = read("CAR WASH\n957405163 1 X 8,75      8,75\nTOTAL            8,75")
    assert not value(found, "vendor_phone")


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("www.harbourbooks.org (212) 555-0199", "(212) 555-0199"),
        ("harbourbooks.co 020 7946 0000", "020 7946 0000"),
        ("Lee Trading Co. 03-7785 1234", "03-7785 1234"),
        ("Company Reg. No: 201301234567", ""),
        ("Co. No 2013-0123-4567", ""),
        ("Org.nr 556677-8899", ""),
    ],
)
def test_a_firm_and_its_web_address_may_stand_before_its_telephone(row: str, number: str) -> None:
    spec = RECEIPT.spec("vendor_phone")
    assert spec is not None
    assert [value for _, value in codes.phones(row, spec)] == [number][: bool(number)]


@pytest.mark.parametrize(
    "town", ["Cebu City, Philippines", "Makati City", "Austin, Texas 78701", "VAT REG TIN 1-2-3"]
)
def test_the_month_comes_first_where_the_country_writes_it_so(town: str) -> None:
    found = read("TOTAL            6.50", head=f"Corner Shop\n{town}", day="04/06/2025 10:12")
    assert value(found, "issue_date") == "2025-04-06"


def test_an_amount_behind_the_letter_of_its_currency_is_read() -> None:
    found = read("Rice           P48.50\nTOTAL          P48.50\nCASH           P50.00")
    assert value(found, "total") == "48.50"


@pytest.mark.parametrize(
    "row", ["Balance drink 2.40", "Tarjeta regalo 20,00", "Kort broek 19,95", "VERO MODA top 9.90"]
)
def test_goods_that_begin_like_a_sum_or_a_payment_are_goods(row: str) -> None:
    assert not closing.closes(row)


@pytest.mark.parametrize(
    "row",
    [
        "Balance due 2.40",
        "Tarjeta VISA 20,00",
        "Cash tendered 20.00",
        "Retur kontant 5,00",
        "총액 900",
    ],
)
def test_sums_and_payments_close_the_items(row: str) -> None:
    assert closing.closes(row)

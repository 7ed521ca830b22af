"""What nobody has labelled on receipts waits for a person, unless the page itself leaves no choice:
amounts that prove each other, a number alone behind its label, a currency at several amounts."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Extraction
from tests.extraction.fakes_extraction import printed

RECEIPT = catalogue.load().get("receipt")
SLIP = """
HARBOUR BOOKS SDN BHD
12, JALAN MAWAR 3, TAMAN INDAH
81100 JOHOR BAHRU
{head}

Date: 14/03/2018 10:21

NOTEBOOK A5            12.00
FOUNTAIN PEN           28.00
{sums}
"""
SUMS = """SUB TOTAL              40.00
GST 6%                  2.40
TOTAL                  42.40
CASH                   50.00
CHANGE                  7.60"""


def read(head: str = "", sums: str = SUMS) -> Extraction:
    return extract(printed(SLIP.format(head=head, sums=sums)), RECEIPT, None)


def accepted(found: Extraction) -> dict[str, str]:
    return {
        field.name: field.value
        for field in found.fields
        if field.confidence >= RECEIPT.threshold(field.name)
    }


def test_amounts_that_make_an_accepted_total_are_accepted_with_it() -> None:
    told = accepted(read())
    assert told["total"] == "42.40"
    expected = {"subtotal": "40.00", "tax_total": "2.40", "amount_tendered": "50.00"}
    assert (expected | {"change_due": "7.60"}).items() <= told.items()


def test_amounts_that_make_another_sum_wait_for_a_person() -> None:
    told = accepted(read(sums=SUMS.replace("2.40", "3.70", 1).replace(" 7.60", "70.60")))
    assert told.keys().isdisjoint({"tax_total", "amount_tendered", "change_due", "payment_method"})


def test_how_it_was_paid_is_accepted_with_the_money_given() -> None:
    assert accepted(read())["payment_method"] == "cash"


@pytest.mark.parametrize(
    ("head", "name", "value"),
    [
        ("TEL: 07-355 1904  FAX: 07-355 1905", "vendor_phone", "07-355 1904"),
        ("GST NO : 000412659712", "vendor_tax_id", "000412659712"),
        ("Receipt No: HB-20417  Cashier: 3", "document_number", "HB-20417"),
    ],
)
def test_what_stands_alone_behind_its_label_is_accepted(head: str, name: str, value: str) -> None:
    assert accepted(read(head))[name] == value


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("TEL: 07-355 1904\nTEL: 07-266 1200", "vendor_phone"),
        ("Receipt No: HB204 17-001-0006", "document_number"),
        ("Receipt No: 12888 34\nReceipt No: 12888", "document_number"),
        ("GST NO : OOO4126S9712", "vendor_tax_id"),
        ("Receipt No: HB-20417\nInvoice No: IV-99310", "document_number"),
        ("000412659712", "vendor_tax_id"),
    ],
)
def test_what_two_labels_say_or_nobody_names_waits_for_a_person(head: str, name: str) -> None:
    assert name not in accepted(read(head))


def test_a_currency_at_several_amounts_is_accepted_one_mark_alone_is_not() -> None:
    marked = SUMS.replace("TOTAL ", "TOTAL RM ").replace("CASH", "CASH RM")
    assert accepted(read(sums=marked))["currency"] == "MYR"
    assert "currency" not in accepted(read(sums=SUMS.replace("CASH", "CASH RM")))
    two = SUMS.replace("50.00", "50.00 €").replace("TOTAL ", "TOTAL EUR ")
    assert accepted(read(sums=two))["currency"] == "EUR"


def test_a_tax_that_the_total_holds_is_accepted_with_its_rate() -> None:
    held = "\n".join(
        ["TOTAL     42.40", "CASH      50.00", "CHANGE     7.60", "INCL. GST 6%   2.40"]
    )
    told = accepted(read(sums=held))
    assert {"tax": "2.40", "tax.rate": "6", "tax_total": "2.40"}.items() <= told.items()
    assert "tax_total" not in accepted(read(sums=held.replace(" 2.40", " 2.90")))


def test_a_row_whose_rate_of_the_net_amount_is_its_tax_is_accepted() -> None:
    row = SUMS.replace("GST 6%                  2.40", "SR 6%      40.00      2.40")
    assert {"tax": "2.40", "tax.rate": "6", "tax.basis": "40.00"}.items() <= accepted(
        read(sums=row)
    ).items()
    wrong = SUMS.replace("GST 6%                  2.40", "SR 6%      40.00      4.20")
    assert "tax.basis" not in accepted(read(sums=wrong))


@pytest.mark.parametrize(
    ("head", "sums", "name"),
    [
        ("Customer: Lim\nTEL: 07-355 1904", SUMS, "vendor_phone"),
        ("Refund for Receipt No: HB-20417", SUMS, "document_number"),
        ("", "OIL CHANGE     45.00\nTOTAL     45.00", "change_due"),
        ("", "FOOD SUBTOTAL  28.00\nTOTAL     45.00", "subtotal"),
        ("", SUMS.replace("TOTAL ", "TOTAL Rs. ").replace("CASH", "CASH Rs."), "currency"),
    ],
)
def test_what_is_another_thing_s_waits_for_a_person(head: str, sums: str, name: str) -> None:
    assert name not in accepted(read(head, sums))

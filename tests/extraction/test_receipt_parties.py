"""Receipts that name a customer and a day of payment, and those that do not."""

from __future__ import annotations

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.unpaged import plain
from appliance.reading.unpaged.typeset import Sheet

RECEIPT = catalogue.load().get("receipt")
HEAD = "MR HARDWARE SDN BHD\n(CO REG 123456-A)\nLOT 5, JALAN BESAR, 43000 KAJANG\n"
BUYER = "Bill To: ACME TRADING SDN BHD\n12 Jalan Tiga, 50000 Kuala Lumpur\n"
BODY = "Hammer   1 x 12.00   12.00\nNails    2 x 3.00     6.00\nTotal RM 18.00\nCASH 20.00\n"


def values(text: str) -> dict[str, str]:
    """The first value of each field of a receipt in plain text."""
    sheet = Sheet(page_limit=5)
    plain.text(sheet, text)
    found = extract(sheet.finish("text/plain", ""), RECEIPT, None).fields
    return {field.name: field.value for field in reversed(found)}


def test_a_receipt_that_names_its_customer_and_a_due_date_gives_both() -> None:
    told = values(f"{HEAD}{BUYER}Date: 12/03/2018   Due Date: 11/04/2018\n{BODY}")
    assert told["vendor_name"] == "MR HARDWARE SDN BHD"
    assert told["buyer_name"] == "ACME TRADING SDN BHD"
    assert told["buyer_address"].endswith("12 Jalan Tiga, 50000 Kuala Lumpur")
    assert (told["issue_date"], told["due_date"]) == ("2018-03-12", "2018-04-11")


def test_a_receipt_without_a_customer_has_none_and_prices_are_no_telephone() -> None:
    told = values(f"{HEAD}Date: 12/03/2018\n{BODY}")
    assert told["issue_date"] == "2018-03-12"
    assert not {"buyer_name", "buyer_address", "due_date", "vendor_phone"} & told.keys()

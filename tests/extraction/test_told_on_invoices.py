"""What stands alone behind a label that only it follows is accepted on an invoice, nothing else."""

from __future__ import annotations

import pytest

from appliance.decisions import route
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Field
from tests.extraction.fakes_extraction import printed

INVOICE = catalogue.load().get("invoice")
PAPER = """Tarn Valley Dairies Ltd
Alder Wharf 9
Hull HU1 2BQ

Invoice no. TV-20813
{date}
{row}
Subtotal GBP 100.00
VAT 20% GBP 20.00
Total GBP 120.00
"""


def read(name: str, row: str, date: str = "Invoice date: 02/03/2024") -> Field | None:
    document = printed(PAPER.format(row=row, date=date))
    return extract(document, INVOICE, None).first(name)


def accepted(field: Field | None) -> str:
    """The value where it is accepted unseen."""
    return field.value if field is not None and not route.doubtful(field, INVOICE) else ""


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("Payment method: Bank transfer", "transfer"),
        ("Bitte überweisen Sie den Betrag.", "transfer"),
        ("Règlement sous 7 jours par virement.", "transfer"),
        ("Zahlungsart: Lastschrift", "direct_debit"),
        ("Payment method: Bank transfer or cheque", ""),
        ("Payment terms: 30 days by bank transfer", ""),
        ("Customer payment method: cash", ""),
    ],
)
def test_how_it_is_paid(row: str, value: str) -> None:
    assert accepted(read("payment_method", row)) == value


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("Delivery date: 01/03/2024", "2024-03-01"),
        ("Leistungsdatum: 01.03.2024", "2024-03-01"),
        ("Delivery date: 01/03/2024 - 15/03/2024", ""),
        ("Service date: 01/03/2024 to 15/03/2024", ""),
        ("Leistungsdatum: Mai 2024", ""),
    ],
    ids=["day", "German day", "range", "range in words", "month"],
)
def test_when_it_was_delivered(row: str, value: str) -> None:
    assert accepted(read("delivery_date", row)) == value


def test_the_only_date_of_an_invoice_needs_no_label() -> None:
    alone = read("issue_date", "Thank you.", date="Hull, 13 March 2024")
    assert accepted(alone) == "2024-03-13"

    beside = read("issue_date", "Please pay before 27 March 2024.", date="Hull, 13 March 2024")
    assert accepted(beside) == ""

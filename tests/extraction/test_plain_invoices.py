"""Invoices of one page that name no customer's label, no bank and no term, and receipts as PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.classification.classify import classify
from appliance.extraction.extract import extract
from appliance.types import Document, Origin
from tests.extraction.fakes_extraction import printed

TYPES = catalogue.load(None)
INVOICE = TYPES.get("invoice")
ROWS = """
Leeds Grammar Music School
Alwoodley Gates
Leeds LS17 8GS

{head}
Grand piano                3      85.00     255.00
Upright piano              7      65.00     455.00
{foot}                                      710.00
"""


def sheet(text: str) -> Document:
    """A born-digital PDF page of A4 or Letter size."""
    document = printed(text)
    return replace(
        document, pages=tuple(replace(p, origin=Origin.TEXT_LAYER) for p in document.pages)
    )


@pytest.mark.parametrize(
    ("title", "head", "foot"),
    [
        ("INVOICE\nNo. 8812\n11 March 2026", "Work Qty Each Total", "Invoice total"),
        ("Invoice TC-8812\nLondon, 11 March 2026", "Work Qty Each Total", "Total"),
        ("Invoice for services\nRef 8812-A", "Work Qty Each Total", "Total"),
        ("Fee note\nFee note no. 8812", "Work Qty Each Total", "Total"),
        ("Factura nº 8812\nFecha 08/03/2026", "Concepto Cant. Importe", "Total"),
        ("Factuurnummer H-0419\nFactuurdatum 08/03/2026", "Werk Stuks Bedrag", "Totaal"),
    ],
)
def test_a_sheet_of_short_rows_that_calls_itself_an_invoice_is_one(
    title: str, head: str, foot: str
) -> None:
    document = sheet(f"Marlowe Piano Tuning\n{title}\n" + ROWS.format(head=head, foot=foot))
    assert classify(document, TYPES).doctype == "invoice"


@pytest.mark.parametrize(
    "text",
    [
        """
Marlowe Books
Receipt #8812-41
March 11, 2026 10:02 AM

Atlas of Moths             1      35.00
Gift wrap                  1       3.00
Subtotal                          38.00
Tax                                2.40
Total                             40.40
Visa **** 4412                    40.40
Thank you for your purchase!
""",
        """
Café Marlowe
Rue des Lilas 4, Lyon
11/03/2026 10:02   Ticket 8812   Table 4

2 café                             4.00
1 tarte                            5.50
Total                              9.50
Carte bancaire                     9.50
Merci de votre visite
""",
    ],
)
def test_a_receipt_that_was_mailed_as_a_pdf_page_stays_one(text: str) -> None:
    assert classify(sheet(text), TYPES).doctype == "receipt"


BILL = """
Drukarnia Akapit                                FAKTURA NR {number}
Rynek 7, 31-147 Kraków                          Data wystawienia 09.03.2026

Nazwa                  Ilość       Cena        Wartość
Plakaty B1               100       6,15         615,00

Total                                           615,00
{due}
"""


def invoice(number: str = "FV/118", due: str = "") -> dict[str, tuple[str, bool]]:
    """The fields of an invoice by the shipped type: the value, and whether it is accepted."""
    doctype = TYPES.get("invoice")
    assert doctype is not None
    found = extract(sheet(BILL.format(number=number, due=due)), doctype, None).fields
    return {f.name: (f.value, f.confidence >= doctype.threshold(f.name)) for f in reversed(found)}


@pytest.mark.parametrize("number", ["118/03/2026", "44/02/2026", "2026/03/118"])
def test_a_number_with_month_and_year_that_is_no_day_is_a_number(number: str) -> None:
    assert invoice(number)["document_number"] == (number, True)


@pytest.mark.parametrize(
    "due",
    [
        "Zahlbar innert: 30 Tagen, 10.04.2026",
        "Zahlbar innerhalb von 30 Tagen bis zum 10.04.2026",
        "Date limite de règlement : 10/04/2026",
        "Règlement au plus tard le 10/04/2026",
        "Amount payable in full by 10 April 2026",
        "Due Apr 10, 2026",
        "Sposób zapłaty: przelew 14 dni, termin: 10.04.2026",
        "Betaalbaar tot uiterlijk 10-04-2026",
    ],
)
def test_until_when_must_be_paid_is_found_however_it_is_said(due: str) -> None:
    assert invoice(due=due)["due_date"][0] == "2026-04-10"


@pytest.mark.parametrize("other", ["Termin dostawy: 10.04.2026", "Payable by bank transfer"])
def test_the_day_of_delivery_is_not_the_day_of_payment(other: str) -> None:
    assert "due_date" not in invoice(due=other)


@pytest.mark.parametrize("row", ["Quantity 39 319.00", "39319.00 Qty"])
def test_an_amount_is_nobody_s_tax_number(row: str) -> None:
    found = extract(
        sheet(ROWS.format(head=f"INVOICE\nNo. 8812\nVAT\n{row}", foot="Total")), INVOICE, None
    )
    assert not [one for one in found.fields if one.name == "vendor_tax_id"]


@pytest.mark.parametrize(("code", "told"), [("DESCRIPTION", []), ("COBADEFFXXX", ["COBADEFFXXX"])])
def test_a_bank_s_code_names_a_country(code: str, told: list[str]) -> None:
    head = f"INVOICE\nNo. 8812\nBIC: {code}"
    found = extract(sheet(ROWS.format(head=head, foot="Total")), INVOICE, None)
    assert [one.value for one in found.fields if one.name == "bic"] == told

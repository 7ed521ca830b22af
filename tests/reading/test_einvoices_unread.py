"""What an e-invoice writes that no value can be read from is told, so that a person looks."""

from __future__ import annotations

import pytest

from appliance.decisions.case import Case
from appliance.decisions.rules import validate
from appliance.reading.einvoices import attached, einvoice, einvoice_fact
from appliance.reading.unpaged import xmlsafe
from appliance.types import Document
from tests.decisions.made import TODAY
from tests.reading.test_einvoices import CII, INVOICE, read, values

UBL = """<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>U-7</ID>
<IssueDate>{issued}</IssueDate><DueDate>{due}</DueDate>
<DocumentCurrencyCode>EUR</DocumentCurrencyCode>
<LegalMonetaryTotal><TaxInclusiveAmount>{total}</TaxInclusiveAmount></LegalMonetaryTotal>
<InvoiceLine><InvoicedQuantity>{count}</InvoicedQuantity><Item><Name>Bolt</Name></Item>
<Price><PriceAmount>0.90</PriceAmount><BaseQuantity>{base}</BaseQuantity></Price></InvoiceLine>
</Invoice>"""
PLAIN = {
    "issued": "2026-03-02", "due": "2026-04-01", "total": "108.00", "count": "2", "base": "1",
}  # fmt: skip


def test_what_is_written_as_the_standard_says_is_all_read() -> None:
    assert values(read(UBL.format(**PLAIN)), "unread") == []


@pytest.mark.parametrize(
    ("part", "written", "told"),
    [
        ("due", "2026-02-30", "due date 2026-02-30"),
        ("due", "31/12/2026", "due date 31/12/2026"),
        ("issued", "2026-13-01", "issue date 2026-13-01"),
        ("issued", "20260231", "issue date 20260231"),
        ("due", "on receipt", "due date on receipt"),
        ("due", "2026-03", "due date 2026-03"),
        ("due", "0000-00-00", "due date 0000-00-00"),
        ("total", "1.108,00", "total 1.108,00"),
        ("total", "108.00 EUR", "total 108.00 EUR"),
        ("total", "1 108.00", "total 1 108.00"),
        ("total", "+-108.00", "total +-108.00"),
        ("total", "NaN", "total NaN"),
        ("count", "1E2", "line 1 quantity 1E2"),
        ("count", "a dozen", "line 1 quantity a dozen"),
        ("base", "1,000", "line 1 unit price per 1,000"),
        ("total", "9" * 60 + ",00", "total " + "9" * 40),
    ],
)
def test_a_date_or_number_that_is_none_is_told_as_unread(
    part: str, written: str, told: str
) -> None:
    found = read(UBL.format(**PLAIN | {part: written}))
    assert values(found, "unread") == [told]
    checks = validate(Case(extraction=found, doctype=INVOICE, today=TODAY))
    assert [check.rule for check in checks if told in check.message] == ["all_read"]
    field = {"due": "due_date", "issued": "issue_date", "total": "total", "count": "items.quantity"}
    assert values(found, field.get(part, "items.unit_price")) == []


@pytest.mark.parametrize(
    "written",
    [
        "20260401", "2026-04-01", "2026-04-01+02:00", "2026-04-01Z", "2026-04-01T00:00:00",
        "202604011530", "01.04.2026", "1.4.2026", "",
    ],
)  # fmt: skip
def test_days_are_read_in_all_forms_of_the_standards(written: str) -> None:
    found = read(UBL.format(**PLAIN | {"due": written}))
    assert values(found, "due_date") == (["2026-04-01"] if written else [])
    assert values(found, "unread") == []


def test_an_attached_invoice_tells_what_could_not_be_read_in_any_copy() -> None:
    one = CII.format(tax="3.50", total="279.60")
    invoices = [
        einvoice.facts(xmlsafe.xml(source.encode()))
        for source in (one, one.replace("20250831", "20250231"))
    ]
    page = Document(text="Invoice R-8", pages=(), media_type="application/pdf")
    for told in (invoices, invoices[::-1]):
        stated = attached.statements(page, told)
        assert [one.value for one in stated if one.path == einvoice_fact.UNREAD] == [
            "issue date 20250231"
        ]

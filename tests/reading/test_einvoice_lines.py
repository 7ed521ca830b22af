"""Taxes and lines of e-invoices that come in several parts: none is lost, none counted twice."""

from __future__ import annotations

import pytest

from appliance.decisions.case import Case
from appliance.decisions.rules import validate
from appliance.reading.einvoices import einvoice
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Check, Extraction
from tests.decisions.made import TODAY
from tests.reading.test_einvoices import INVOICE, read, values

UBL = (
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>U-7</ID>'
    "<DocumentCurrencyCode>COP</DocumentCurrencyCode>{}</Invoice>"
)
TOTAL = '<TaxTotal><TaxAmount currencyID="{}">{}</TaxAmount>{}</TaxTotal>'
RATED = (
    "<TaxSubtotal><TaxableAmount>100.00</TaxableAmount><TaxAmount>{}</TaxAmount>"
    "<TaxCategory><Percent>{}</Percent></TaxCategory></TaxSubtotal>"
)
KEPT = '<WithholdingTaxTotal><TaxAmount currencyID="COP">{}</TaxAmount></WithholdingTaxTotal>'
EUROS = TOTAL.format("EUR", "{}", "")
VAT = TOTAL.format("COP", "19.00", RATED.format("19.00", "19"))
LEVY = TOTAL.format("COP", "8.50", RATED.format("8.50", "8.5"))


@pytest.mark.parametrize(
    ("totals", "whole", "rows"),
    [
        (VAT, "19.00", ["19.00"]),
        (VAT + LEVY, "27.50", ["19.00", "8.50"]),
        (VAT + TOTAL.format("COP", "0.50", ""), "19.50", ["19.00", "0.50"]),
        (TOTAL.format("COP", "19.00", ""), "19.00", []),
        (f"<TaxTotal>{RATED.format('19.00', '19')}</TaxTotal>", "19.00", ["19.00"]),
        (TOTAL.format("EUR", "4.00", "") + VAT + LEVY, "27.50", ["19.00", "8.50"]),
        (EUROS.format("4.00") + EUROS.format("1.00"), "5.00", ["4.00", "1.00"]),
        (TOTAL.format("COP", "-19.00", "") + TOTAL.format("COP", "-1.00", ""), "-20.00",
         ["-19.00", "-1.00"]),
    ],
)  # fmt: skip
def test_several_taxes_of_one_currency_are_added_up_and_each_is_a_row(
    totals: str, whole: str, rows: list[str]
) -> None:
    found = read(UBL.format(totals))
    assert values(found, "tax_total") == [whole]
    assert values(found, "tax") == rows


def test_a_tax_that_cannot_be_read_leaves_no_sum_of_the_others() -> None:
    source = UBL.format(VAT + TOTAL.format("COP", "8,50", ""))
    stated = einvoice.facts(xmlsafe.xml(source.encode()))
    assert [fact.value for fact in stated if fact.path == "invoice/tax_total"] == []
    assert values(read(source), "unread") == ["tax 2 amount 8,50", "tax total 8,50"]


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (KEPT.format("15.00"), ["15.00"]),
        (KEPT.format("15.00") + KEPT.format("2.50"), ["17.50"]),
        (f"<InvoiceLine>{KEPT.format('15.00')}</InvoiceLine>", ["15.00"]),
        (KEPT.format("9.00") + f"<InvoiceLine>{KEPT.format('9.00')}</InvoiceLine>", ["9.00"]),
        ("", []),
    ],
)
def test_tax_that_the_customer_keeps_is_shown(kept: str, told: list[str]) -> None:
    assert values(read(UBL.format(VAT + kept)), "withheld") == told


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("<Description>Only a description</Description>", ["Only a description"]),
        ("<Name/><Description>Deck</Description><Description>paint</Description>", ["Deck paint"]),
        ("<Description>Long and broad</Description><Name>Paint</Name>", ["Paint"]),
        ("<Name> </Name>", []),
    ],
)
def test_an_item_without_a_name_is_told_by_its_description(item: str, told: list[str]) -> None:
    line = f"<InvoiceLine><Item>{item}</Item></InvoiceLine>"
    assert values(read(UBL.format(line)), "items.description") == told
    product = f"<SpecifiedTradeProduct>{item}</SpecifiedTradeProduct>"
    found = values(read(cii(f"<{LINE}>{product}</{LINE}>")), "items.description")
    assert found == [one.replace("Deck paint", "Deck") for one in told]  # CII has one of them


LINE = "IncludedSupplyChainTradeLineItem"


def cii(lines: str) -> str:
    return (
        '<r:CrossIndustryInvoice xmlns:r="urn:x:CrossIndustryInvoice:100" xmlns="urn:ram">'
        f"<r:SupplyChainTradeTransaction>{lines}<ApplicableHeaderTradeSettlement>"
        "<SpecifiedTradeSettlementHeaderMonetarySummation><LineTotalAmount>100.00</LineTotalAmount>"
        "</SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement>"
        "</r:SupplyChainTradeTransaction></r:CrossIndustryInvoice>"
    )


def line(status: str, name: str, total: str) -> str:
    """A line of a CII invoice, with what its place among the others is."""
    about = f"<LineStatusReasonCode>{status}</LineStatusReasonCode>" if status else ""
    summed = "SpecifiedTradeSettlementLineMonetarySummation"
    return (
        f"<{LINE}><AssociatedDocumentLineDocument>{about}</AssociatedDocumentLineDocument>"
        f"<SpecifiedTradeProduct><Name>{name}</Name></SpecifiedTradeProduct>"
        f"<SpecifiedLineTradeSettlement><{summed}><LineTotalAmount>{total}</LineTotalAmount>"
        f"</{summed}></SpecifiedLineTradeSettlement></{LINE}>"
    )


def failed(found: Extraction) -> list[Check]:
    checks = validate(Case(extraction=found, doctype=INVOICE, today=TODAY))
    return [check for check in checks if not check.passed and check.rule == "column_sum"]


DETAILS = line("DETAIL", "Motor", "60.00"), line("DETAIL", "Gear", "40.00")


@pytest.mark.parametrize(
    "lines",
    [
        (line("GROUP", "Crane", "100.00"), *DETAILS),
        (line("group", "Crane", "100.00"), *DETAILS),
        (*DETAILS, line("GROUP", "Crane", "100.00")),
        (line("GROUP", "Yard", "100.00"), line("GROUP", "Crane", "100.00"), *DETAILS),
        (*DETAILS, line("INFORMATION", "Screws", "7.00")),
        (line("", "Motor", "60.00"), line("NEW", "Gear", "40.00")),
    ],
)
def test_groups_and_information_are_no_items_to_add(lines: tuple[str, ...]) -> None:
    found = read(cii("".join(lines)))
    assert values(found, "items.description") == ["Motor", "Gear"]
    assert {field.row for field in found.fields if field.name == "items.amount"} == {1, 2}
    assert failed(found) == []


def test_an_item_more_than_the_sum_says_is_still_flagged() -> None:
    (check,) = failed(read(cii("".join(DETAILS) + line("DETAIL", "Screws", "7.00"))))
    assert "add up to 107.00" in check.message


def test_lines_that_are_no_items_are_shown() -> None:
    part = "<SubInvoiceLine><Item><Name>{}</Name></Item>{}</SubInvoiceLine>"
    parts = part.format("Axle", part.format("Nut", ""))
    bundle = f"<InvoiceLine><Item><Name>Cart</Name></Item>{parts}</InvoiceLine>"
    assert values(read(UBL.format(bundle)), "items.description") == ["Cart"]
    for source, told in (
        (UBL.format(bundle), ("Part, Name: Axle", "Part, Name: Nut")),
        (cii(line("GROUP", "Crane", "100.00")), ("Group, Name: Crane", "Group, Total: 100.00")),
        (cii(line("INFORMATION", "Screws", "7.00")), ("Information, Name: Screws",)),
    ):
        sheet = Sheet(page_limit=5)
        einvoice.read(sheet, xmlsafe.xml(source.encode()))
        assert set(told) <= set(sheet.text.splitlines())


def test_lines_that_are_no_items_are_rows_of_their_own() -> None:
    part = (
        "<SubInvoiceLine><InvoicedQuantity>{}</InvoicedQuantity><Item><Name>{}</Name></Item>{}"
        "<LineExtensionAmount>{}</LineExtensionAmount></SubInvoiceLine>"
    )
    axle = part.format("2", "Axle", part.format("8", "Nut", "", "4.00"), "30.00")
    cart = f"<InvoiceLine><Item><Name>Cart</Name></Item>{axle}</InvoiceLine>"
    found = read(UBL.format(cart + cart.replace("Cart", "Van")))
    assert values(found, "items.description") == ["Cart", "Van"]
    assert values(found, "parts.description") == ["Axle", "Nut", "Axle", "Nut"]
    assert values(found, "parts.quantity") == ["2", "8", "2", "8"]
    assert values(found, "parts.amount") == ["30.00", "4.00", "30.00", "4.00"]
    assert values(found, "parts.kind") == ["part"] * 4
    rows = [field.row for field in found.fields if field.name == "parts.description"]
    assert rows == [1, 2, 3, 4]
    groups = (
        line("GROUP", "Crane", "100.00") + "".join(DETAILS) + line("INFORMATION", "Oil", "7.00")
    )
    found = read(cii(groups))
    assert values(found, "parts.kind") == ["group", "information"]
    assert values(found, "parts.description") == ["Crane", "Oil"]
    assert values(found, "parts.amount") == ["100.00", "7.00"]


@pytest.mark.parametrize(
    ("prepaid", "due", "wrong"),
    [
        ("", "104.00", False),  # what is kept is taken off
        ("", "119.00", False),  # or the sum says what is owed before it
        ("10.00", "94.00", False),
        ("10.00", "109.00", False),
        ("10.00", "90.00", True),
        ("", "90.00", True),
    ],
)
def test_what_is_due_may_lack_the_tax_that_is_kept(prepaid: str, due: str, wrong: bool) -> None:
    paid = f"<PrepaidAmount>{prepaid}</PrepaidAmount>" if prepaid else ""
    sums = (
        f"<LegalMonetaryTotal><TaxInclusiveAmount>119.00</TaxInclusiveAmount>{paid}"
        f"<PayableAmount>{due}</PayableAmount></LegalMonetaryTotal>"
    )
    found = read(UBL.format(VAT + KEPT.format("15.00") + sums))
    checks = validate(Case(extraction=found, doctype=INVOICE, today=TODAY))
    bad = [check.message for check in checks if check.rule == "difference" and not check.passed]
    assert bool(bad) is wrong, bad
    assert all("Withheld 15.00" in told for told in bad)

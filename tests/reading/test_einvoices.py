"""E-invoices with what is added and taken off, several rates, prices per several pieces."""

from __future__ import annotations

import base64
from html import escape

import pytest

from appliance.decisions.case import Case
from appliance.decisions.rules import validate
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.einvoices import einvoice, einvoice_fact
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Check, Extraction
from tests.decisions.made import TODAY

INVOICE = catalogue.load().get("invoice")
CII = """<r:CrossIndustryInvoice xmlns:r="urn:x:CrossIndustryInvoice:100" xmlns="urn:ram">
<r:ExchangedDocument><ID>R-8</ID><IssueDateTime>20250831</IssueDateTime></r:ExchangedDocument>
<r:SupplyChainTradeTransaction>
<IncludedSupplyChainTradeLineItem><SpecifiedTradeProduct><Name>Coffee</Name>
</SpecifiedTradeProduct><SpecifiedLineTradeAgreement><NetPriceProductTradePrice>
<ChargeAmount>12.50</ChargeAmount><BasisQuantity>25</BasisQuantity></NetPriceProductTradePrice>
</SpecifiedLineTradeAgreement><SpecifiedLineTradeDelivery><BilledQuantity>500</BilledQuantity>
</SpecifiedLineTradeDelivery><SpecifiedLineTradeSettlement>
<SpecifiedTradeSettlementLineMonetarySummation><LineTotalAmount>250.00</LineTotalAmount>
</SpecifiedTradeSettlementLineMonetarySummation></SpecifiedLineTradeSettlement>
</IncludedSupplyChainTradeLineItem>
<ApplicableHeaderTradeAgreement><SellerTradeParty><Name>Ahrens GmbH</Name></SellerTradeParty>
</ApplicableHeaderTradeAgreement><ApplicableHeaderTradeSettlement>
<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>
<ApplicableTradeTax><CalculatedAmount>36.10</CalculatedAmount><BasisAmount>190.00</BasisAmount>
<RateApplicablePercent>19</RateApplicablePercent></ApplicableTradeTax>
<ApplicableTradeTax><CalculatedAmount>{tax}</CalculatedAmount><BasisAmount>50.00</BasisAmount>
<RateApplicablePercent>7</RateApplicablePercent></ApplicableTradeTax>
<SpecifiedTradeSettlementHeaderMonetarySummation><LineTotalAmount>250.00</LineTotalAmount>
<ChargeTotalAmount>10.00</ChargeTotalAmount><AllowanceTotalAmount>20.00</AllowanceTotalAmount>
<TaxBasisTotalAmount>240.00</TaxBasisTotalAmount><TaxTotalAmount>39.60</TaxTotalAmount>
<GrandTotalAmount>{total}</GrandTotalAmount>
</SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement>
</r:SupplyChainTradeTransaction></r:CrossIndustryInvoice>"""
UBL = """<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">
<ID>U-1</ID><TaxTotal><TaxAmount>12.00</TaxAmount><TaxSubtotal><TaxableAmount>100.00</TaxableAmount>
<TaxAmount>12.00</TaxAmount><TaxCategory><Percent>12</Percent></TaxCategory></TaxSubtotal></TaxTotal>
<LegalMonetaryTotal><LineExtensionAmount>120.00</LineExtensionAmount>
<AllowanceTotalAmount>25.00</AllowanceTotalAmount><ChargeTotalAmount>5.00</ChargeTotalAmount>
</LegalMonetaryTotal>
<InvoiceLine><LineExtensionAmount>120.00</LineExtensionAmount><Item><Name>Fir</Name></Item>
<Price><PriceAmount>300</PriceAmount><BaseQuantity>1000</BaseQuantity></Price></InvoiceLine>
</Invoice>"""


def read(source: str) -> Extraction:
    sheet = Sheet(page_limit=5)
    kind = einvoice.read(sheet, xmlsafe.xml(source.encode()))
    return extract(sheet.finish("application/xml", kind), INVOICE, None)


def values(found: Extraction, name: str) -> list[str]:
    return [field.value for field in found.fields if field.name == name]


def failed(tax: str, total: str) -> list[Check]:
    found = read(CII.format(tax=tax, total=total))
    checks = validate(Case(extraction=found, doctype=INVOICE, today=TODAY))
    return [check for check in checks if not check.passed]


@pytest.mark.parametrize(
    ("source", "stated"),
    [
        (CII.format(tax="3.50", total="279.60"), ("20.00", "10.00", ["19", "7"], "0.5")),
        (UBL, ("25.00", "5.00", ["12"], "0.3")),
    ],
)
def test_what_lies_between_the_items_and_the_total(
    source: str, stated: tuple[str, str, list[str], str]
) -> None:
    found = read(source)
    assert values(found, "discount") == [stated[0]]
    assert values(found, "charges") == [stated[1]]
    assert values(found, "tax.rate") == stated[2]
    assert values(found, "items.unit_price") == [stated[3]]


def test_an_invoice_that_adds_up_raises_no_doubt() -> None:
    assert failed("3.50", "279.60") == []


def test_a_charge_does_not_excuse_a_wrong_total() -> None:
    """The sum before tax has it already: 240.00 + 39.60 is not 289.60."""
    assert [check.rule for check in failed("3.50", "289.60")] == ["sum"]


def test_each_rate_must_make_its_tax() -> None:
    (check,) = failed("5.00", "279.60")
    assert check.message == "7% of 50.00 is 3.50, but Tax is 5.00."


def test_an_invoice_is_read_in_the_envelope_of_its_network() -> None:
    space = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    head = "<StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion>"
    source = (
        f'<StandardBusinessDocument xmlns="{space}">{head}</StandardBusinessDocumentHeader>{UBL}'
        "</StandardBusinessDocument>"
    )
    assert einvoice.kind(xmlsafe.xml(source.encode())) == "ubl"
    assert values(read(source), "document_number") == ["U-1"]


CARRIER = (
    '<AttachedDocument xmlns="urn:oasis:names:specification:ubl:schema:xsd:AttachedDocument-2">'
    "<ID>7</ID>{}</AttachedDocument>"
)


@pytest.mark.parametrize(
    "held",
    [
        f"<Description><![CDATA[<?xml version='1.0' encoding='ASCII'?>\n{UBL}]]></Description>",
        f"<MimeCode>text/xml</MimeCode><Description>{escape(UBL)}</Description>",
    ],
    ids=["cdata", "escaped"],
)
def test_an_invoice_is_read_in_the_document_that_carries_it(held: str) -> None:
    enclosed = "<Attachment><ExternalReference>{}</ExternalReference></Attachment>"
    attachment, other = enclosed.format(held), enclosed.format("<Description>a note</Description>")
    source = CARRIER.format(other + attachment)
    assert einvoice.kind(xmlsafe.xml(source.encode())) == "ubl"
    assert values(read(source), "document_number") == ["U-1"]
    coded = base64.b64encode(UBL.encode()).decode()
    binary = f"<EmbeddedDocumentBinaryObject>{coded}</EmbeddedDocumentBinaryObject>"
    assert values(read(CARRIER.format(f"<Attachment>{binary}</Attachment>")), "document_number")
    assert not einvoice.is_invoice(xmlsafe.xml(CARRIER.format(other).encode()))


def test_an_envelope_of_something_else_is_no_invoice() -> None:
    assert not einvoice.is_invoice(
        xmlsafe.xml(b"<StandardBusinessDocument><Order/></StandardBusinessDocument>")
    )


@pytest.mark.parametrize(
    ("told", "value"),
    [("-398.37", "-398.37"), ("+12.50", "12.5"), ("7", "7"), ("1.204,50", ""), ("--3", "")],
)
def test_amounts_of_a_credit_note_are_negative(told: str, value: str) -> None:
    element = xmlsafe.xml(f"<Amount>{told}</Amount>".encode())
    assert einvoice_fact.quantity("invoice/line/amount", element).value == value

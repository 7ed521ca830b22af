"""What an electronic invoice states beside another page: every difference is told by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from appliance.decisions.case import Case
from appliance.decisions.rules import validate
from appliance.doctypes.catalogue import load
from appliance.extraction.extract import extract
from appliance.reading.einvoices import einvoice, printed
from appliance.reading.unpaged import xmlsafe
from appliance.types import Document, Origin
from tests.extraction.fakes_extraction import printed as page_of

INVOICE = load().get("invoice")
PAGE = """Tessaly Lampenbau GmbH
Weidengasse 14, 50668 Köln
Rechnung
Kunde:
Nordlicht Theater e.K.
Am Hafen 3, 24103 Kiel
Rechnungsnummer: TL-2025-0611
Rechnungsdatum: 12.06.2025
Lieferdatum: 03.06.2025
Bezeichnung Menge Einzelpreis Betrag
Scheinwerfer Halogen 4 60,00 240,00
Farbfilter dunkelblau 20 4,00 80,00
Summe netto 320,00
zzgl. 19 % MwSt 60,80
Gesamtbetrag EUR 380,80
"""
LINE = """<cac:InvoiceLine><cbc:InvoicedQuantity>{0}</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount>{1}</cbc:LineExtensionAmount><cac:Item><cbc:Name>{2}</cbc:Name></cac:Item>
<cac:Price><cbc:PriceAmount>{3}</cbc:PriceAmount></cac:Price></cac:InvoiceLine>"""
PARTY = """<cac:Accounting{0}Party><cac:Party><cac:PostalAddress>
<cbc:StreetName>{1}</cbc:StreetName>
<cbc:CityName>{2}</cbc:CityName><cbc:PostalZone>{3}</cbc:PostalZone></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:RegistrationName>{4}</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:Accounting{0}Party>"""
SPACES = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
)
XML = f"""<Invoice {SPACES}><cbc:ID>TL-2025-0611</cbc:ID><cbc:IssueDate>2025-06-12</cbc:IssueDate>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
{PARTY.format("Supplier", "Weidengasse 14", "Köln", "50668", "Tessaly Lampenbau GmbH")}
{PARTY.format("Customer", "Am Hafen 3", "Kiel", "24103", "Nordlicht Theater e.K.")}
<cac:Delivery><cbc:ActualDeliveryDate>2025-06-03</cbc:ActualDeliveryDate></cac:Delivery>
<cac:TaxTotal><cbc:TaxAmount>60.80</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount>320.00</cbc:TaxableAmount><cbc:TaxAmount>60.80</cbc:TaxAmount><cac:TaxCategory>
<cbc:Percent>19</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount>320.00</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount>320.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount>380.80</cbc:TaxInclusiveAmount>
<cbc:PayableAmount>380.80</cbc:PayableAmount></cac:LegalMonetaryTotal>
{LINE.format(4, "240.00", "Scheinwerfer Halogen", "60.00")}
{LINE.format(20, "80.00", "Farbfilter dunkelblau", "4.00")}</Invoice>"""


def told(page: str) -> dict[str, str]:
    """The fields that the page contradicts, with the reason."""
    seen = page_of(page)
    facts = einvoice.facts(xmlsafe.xml(XML.encode()))
    stated = printed.statements(seen, facts)
    pages = tuple(replace(page, origin=Origin.TEXT_LAYER) for page in seen.pages)
    document = Document(text=seen.text, pages=pages, kind="factur-x", statements=stated)
    found = extract(document, INVOICE, None)
    checks = validate(Case(extraction=found, doctype=INVOICE, today=date(2025, 7, 1)))
    failed = [check for check in checks if not check.passed and "attached data" in check.message]
    return {name: check.message for check in failed for name in check.fields}


def test_a_page_that_says_what_the_data_say_raises_no_doubt() -> None:
    assert told(PAGE) == {}


@pytest.mark.parametrize(
    ("there", "instead", "field"),
    [
        (" 60,00 240,00", " 75,00 300,00", "items.amount"),
        (" 4,00 80,00", " 4,40 80,00", "items.unit_price"),
        ("Farbfilter dunkelblau", "Nebelmaschine", "items.description"),
        ("netto 320,00", "netto 330,00", "subtotal"),
        ("19 % MwSt 60,80", "7 % MwSt 22,40", "tax.rate"),
        ("19 % MwSt 60,80", "19 % MwSt 70,80", "tax"),
        ("Weidengasse 14, 50668 Köln", "Burgring 77, 40213 Düsseldorf", "vendor_address"),
        ("Am Hafen 3, 24103 Kiel", "Lange Reihe 8, 20099 Hamburg", "buyer_address"),
        ("Lieferdatum: 03.06.2025", "Lieferdatum: 28.05.2025", "delivery_date"),
    ],
)
def test_what_the_page_says_otherwise_is_told_by_name(there: str, instead: str, field: str) -> None:
    assert field in told(PAGE.replace(there, instead))


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        (" 60,00 240,00", " 71,40 285,60"),  # gross, as shops for people print them
        ("Weidengasse 14, 50668 Köln", "Weideng. 14, D-50668 Köln"),
        ("Am Hafen 3, 24103 Kiel\n", ""),
        ("Scheinwerfer Halogen 4", "Halogen Scheinwerfer 1000 W 4"),
        ("Lieferdatum: 03.06.2025\n", ""),
        ("Summe netto 320,00\n", ""),
        ("zzgl. 19 % MwSt 60,80\n", ""),
    ],
)
def test_what_honest_pages_print_otherwise_is_no_contradiction(there: str, instead: str) -> None:
    assert told(PAGE.replace(there, instead)) == {}

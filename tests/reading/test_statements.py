"""What a file's own structured data says is stated exactly, and shown at a place in the text."""

from __future__ import annotations

import io
import json

import pytest

from appliance.reading.einvoices import einvoice
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.reading.unpaged import xmlsafe
from appliance.types import Document, Statement
from tests.reading import drawings


def stated(document: Document, path: str) -> list[Statement]:
    """All statements of one name."""
    return [item for item in document.statements if item.path == path]


def one(document: Document, path: str) -> tuple[str, str]:
    """The exact value and the shown text of the only statement of a name."""
    (item,) = stated(document, path)
    return item.value, document.text[item.span.start : item.span.end]


CCDA = """<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><title>Visit summary</title>
 <effectiveTime value="20240504093000+0200"/>
 <recordTarget><patientRole><id root="1.2.3" extension="MRN-77"/>
  <addr><streetAddressLine>5 Elm Road</streetAddressLine><city>Leith</city></addr>
  <telecom use="HP" value="tel:555-0100"/>
  <patient><name><given>Ada</given><given>M</given><family>Berg</family></name>
   <administrativeGenderCode code="F"/><birthTime value="19620322"/></patient></patientRole>
 </recordTarget>
 <author><assignedAuthor><assignedPerson><name><prefix>Dr</prefix><family>Holm</family></name>
 </assignedPerson></assignedAuthor></author>
 <component><structuredBody>
  <component><section><code code="10160-0"/><title>Medications</title>
   <text><table><tr><td ID="m1">Aspirin 100 mg tablet</td><td>daily</td></tr></table></text>
   <entry><substanceAdministration><consumable><manufacturedProduct><manufacturedMaterial>
    <code code="243670" codeSystemName="RxNorm" displayName="aspirin 100 MG Tablet"/>
   </manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>
  </section></component>
  <component><section><code code="11450-4"/><title>Problems</title><text>Asthma since 2001</text>
   <entry><act><entryRelationship><observation>
    <templateId root="2.16.840.1.113883.10.20.22.4.4"/>
    <value xsi:type="CD" code="195967001" displayName="Asthma"/></observation>
   </entryRelationship></act></entry></section></component>
  <component><section><code code="48765-2"/><title>Allergies</title><text>None known</text>
   <entry><act><entryRelationship><observation negationInd="true">
    <participant><participantRole><playingEntity><code code="1" displayName="Allergy"/>
    </playingEntity></participantRole></participant></observation></entryRelationship></act>
   </entry></section></component>
 </structuredBody></component></ClinicalDocument>"""


def test_a_clinical_document(reader: SandboxedReader) -> None:
    document = reader.read(CCDA.encode(), "application/xml").document
    role = "recordTarget/patientRole"
    assert document.kind == "ccda"
    assert one(document, f"{role}/patient/name") == ("Ada M Berg", "Ada M Berg")
    assert one(document, f"{role}/patient/birthTime") == ("1962-03-22", "1962-03-22")
    assert one(document, f"{role}/patient/administrativeGenderCode") == ("female", "Female")
    assert one(document, f"{role}/id") == ("MRN-77", "MRN-77")
    assert one(document, f"{role}/telecom") == ("555-0100", "555-0100")
    assert one(document, f"{role}/addr")[0] == "5 Elm Road, Leith"
    assert one(document, "effectiveTime")[0] == "2024-05-04"
    assert one(document, "author/assignedAuthor/assignedPerson/name")[1] == "Dr Holm"
    assert one(document, "problems/name") == ("Asthma", "Asthma")
    assert one(document, "medications/name") == (
        "aspirin 100 MG Tablet",
        "Aspirin 100 mg tablet",
    )
    assert stated(document, "medications/name")[0].attributes["code"] == "243670"
    assert stated(document, "allergies/name") == []
    assert "Aspirin 100 mg tablet daily" in document.text.split("\n")


IXBRL = """<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"
 xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:information="http://xbrl.sec.gov/dei/2023" xmlns:us-gaap="http://fasb.org/us-gaap/2023">
 <body><div style="display:none"><ix:header><ix:hidden>
 <ix:nonNumeric name="information:EntityCentralIndexKey" contextRef="c1"
 >0001234567</ix:nonNumeric>
 <ix:nonNumeric name="information:AmendmentFlag" contextRef="c1">false</ix:nonNumeric></ix:hidden>
 <ix:resources><xbrli:context id="c1"><xbrli:entity><xbrli:identifier>0001234567</xbrli:identifier>
 </xbrli:entity><xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate>
 <xbrli:endDate>2023-06-30</xbrli:endDate></xbrli:period></xbrli:context>
 <xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources>
 </ix:header></div>
 <p>Report of <ix:nonNumeric name="information:EntityRegistrantName" contextRef="c1">Harbour
 Works, Inc.</ix:nonNumeric> for the period ended <ix:nonNumeric contextRef="c1"
 name="information:DocumentPeriodEndDate" format="ixt:date-monthname-day-year-en"
 >June 30, 2023</ix:nonNumeric> (file of 0001234567)</p>
 <table><tr><td>Net loss</td><td>$</td><td>(<ix:nonFraction name="us-gaap:NetIncomeLoss"
 contextRef="c1" unitRef="usd" scale="6" sign="-" decimals="-5" format="ixt:num-dot-decimal"
 >1,234.5</ix:nonFraction></td><td>)</td></tr></table></body></html>"""


def test_tagged_figures_of_an_inline_xbrl_report(reader: SandboxedReader) -> None:
    document = reader.read(IXBRL.encode(), "text/html").document
    assert document.kind == "ixbrl"
    assert "AmendmentFlag" not in document.text
    assert "Net loss $ (1,234.5)" in document.text.split("\n")
    assert one(document, "us-gaap:NetIncomeLoss") == ("-1234500000", "1,234.5")
    fact = stated(document, "us-gaap:NetIncomeLoss")[0]
    assert fact.attributes == {
        "context": "c1",
        "entity": "0001234567",
        "start": "2023-01-01",
        "end": "2023-06-30",
        "unit": "USD",
        "scale": "6",
        "decimals": "-5",
    }
    assert one(document, "dei:DocumentPeriodEndDate") == ("2023-06-30", "June 30, 2023")
    assert one(document, "dei:EntityRegistrantName")[0] == "Harbour Works, Inc."
    assert one(document, "registrant_name")[1] == "Harbour Works, Inc."
    assert one(document, "dei:EntityCentralIndexKey") == ("0001234567", "0001234567")
    assert one(document, "dei:AmendmentFlag") == ("false", "")


FORM_4 = """
<?xml version="1.0"?><ownershipDocument><documentType>4</documentType>
<periodOfReport>2025-01-10</periodOfReport><issuer><issuerCik>0000001234</issuerCik>
<issuerName>HARBOUR WORKS INC</issuerName></issuer>
<transaction><shares>10</shares></transaction><transaction><shares>20</shares></transaction>
</ownershipDocument>"""


def test_a_form_filed_as_xml_after_a_blank_line(reader: SandboxedReader) -> None:
    document = reader.read(FORM_4.encode(), "application/xml").document
    assert document.kind == "edgar-4"
    assert one(document, "ownershipDocument/issuer/issuerName")[1] == "HARBOUR WORKS INC"
    assert one(document, "registrant_name") == ("HARBOUR WORKS INC", "HARBOUR WORKS INC")
    assert one(document, "cik") == ("0000001234", "0000001234")
    shares = stated(document, "ownershipDocument/transaction/shares")
    assert [item.value for item in shares] == ["10", "20"]
    assert "Issuer Name: HARBOUR WORKS INC" in document.text.split("\n")


def test_a_complete_submission(reader: SandboxedReader) -> None:
    content = f"""<SEC-DOCUMENT>0000-1.txt : 20250110
<SEC-HEADER>0000-1.hdr.sgml : 20250110
ACCESSION NUMBER:\t\t0000000001-25-000001
CONFORMED SUBMISSION TYPE:\t8-K
CONFORMED PERIOD OF REPORT:\t20250110
FILER:
\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\tHARBOUR WORKS INC
\t\tCENTRAL INDEX KEY:\t\t0000001234
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<TEXT>
<PAGE>
                 CURRENT REPORT
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>4
<TEXT>
<XML>{FORM_4}
</XML>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>"""
    document = reader.read(content.encode(), "text/plain").document
    assert document.kind == "edgar-sgml"
    assert one(document, "form_type") == ("8-K", "8-K")
    assert one(document, "period_end") == ("2025-01-10", "20250110")
    assert one(document, "COMPANY DATA/CENTRAL INDEX KEY")[0] == "0000001234"
    assert one(document, "ownershipDocument/issuer/issuerCik")[0] == "0000001234"
    assert "CURRENT REPORT" in document.text


CII = """<?xml version="1.0"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un" xmlns:udt="urn:udt">
<rsm:ExchangedDocument><ram:ID>HW-2024-17</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20240314</udt:DateTimeString>
</ram:IssueDateTime></rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>
<ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>Hafenwerk GmbH</ram:Name>
<ram:PostalTradeAddress><ram:PostcodeCode>20457</ram:PostcodeCode><ram:LineOne>Kai 3</ram:LineOne>
<ram:CityName>Hamburg</ram:CityName></ram:PostalTradeAddress>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID>
</ram:SpecifiedTaxRegistration></ram:SellerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:GrandTotalAmount>1234.5</ram:GrandTotalAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def test_a_plain_electronic_invoice(reader: SandboxedReader) -> None:
    document = reader.read(CII.encode(), "application/xml").document
    assert document.kind == "cii"
    assert one(document, "invoice/number") == ("HW-2024-17", "HW-2024-17")
    assert one(document, "invoice/issue_date") == ("2024-03-14", "2024-03-14")
    assert one(document, "invoice/total") == ("1234.50", "1234.50")
    assert one(document, "invoice/seller/address")[0] == "Kai 3, 20457 Hamburg"


@pytest.mark.parametrize("name", ["factur-x.xml", "RECHNUNG"])
def test_an_invoice_inside_a_pdf_is_stated_where_the_page_prints_it(
    reader: SandboxedReader, name: str
) -> None:
    import pypdfium2

    printed = ["Hafenwerk GmbH", "Kai 3", "20457 Hamburg", "Rechnung HW-2024-17"]
    content = drawings.pdf([[*printed, "Datum: 14.03.2024", "Summe 1.234,50 EUR"]])
    pdf = pypdfium2.PdfDocument(content)
    pdf.new_attachment(name).set_data(CII.encode())
    buffer = io.BytesIO()
    pdf.save(buffer)
    document = reader.read(buffer.getvalue(), "application/pdf").document
    assert document.kind == "factur-x"
    assert one(document, "invoice/number") == ("HW-2024-17", "HW-2024-17")
    assert one(document, "invoice/issue_date") == ("2024-03-14", "14.03.2024")
    assert one(document, "invoice/total") == ("1234.50", "1.234,50")
    assert one(document, "invoice/seller/address")[1] == "Kai 3\n20457 Hamburg"
    assert one(document, "invoice/seller/tax_id") == ("DE123456789", "")  # not printed


def test_a_ubl_invoice(reader: SandboxedReader) -> None:
    content = b"""<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
     xmlns:cac="urn:cac" xmlns:cbc="urn:cbc"><cbc:ID>A-9</cbc:ID>
     <cbc:IssueDate>2024-03-14</cbc:IssueDate>
     <cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>
     <cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity>
     <cbc:RegistrationName>Havn AS</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>
     </cac:AccountingSupplierParty><cac:LegalMonetaryTotal><cbc:PayableAmount>99</cbc:PayableAmount>
     </cac:LegalMonetaryTotal></Invoice>"""
    document = reader.read(content, "application/xml").document
    assert document.kind == "ubl"
    assert one(document, "invoice/seller/name")[1] == "Havn AS"
    assert one(document, "invoice/amount_due")[0] == "99.00"


def test_a_fhir_bundle(reader: SandboxedReader) -> None:
    patient = {
        "resourceType": "Patient",
        "name": [{"given": ["Ada"], "family": "Berg"}],
        "birthDate": "1962-03-22",
    }
    condition = {"resourceType": "Condition", "code": {"coding": [{"display": "Asthma"}]}}
    bundle = {"resourceType": "Bundle", "entry": [{"resource": patient}, {"resource": condition}]}
    document = reader.read(json.dumps(bundle).encode(), "application/fhir+json").document
    assert document.kind == "fhir"
    assert one(document, "Patient/name") == ("Ada Berg", "Ada Berg")
    assert one(document, "Condition/code") == ("Asthma", "Asthma")


def test_an_xbrl_instance(reader: SandboxedReader) -> None:
    content = b"""<xbrl xmlns="http://www.xbrl.org/2003/instance"
     xmlns:us-gaap="http://fasb.org/us-gaap/2023"><context id="c"><entity>
     <identifier scheme="x">0001</identifier></entity><period><instant>2023-12-31</instant></period>
     </context><us-gaap:Assets contextRef="c">5000</us-gaap:Assets></xbrl>"""
    document = reader.read(content, "application/xml").document
    assert document.kind == "xbrl"
    assert one(document, "us-gaap:Assets") == ("5000", "5000")
    assert stated(document, "us-gaap:Assets")[0].attributes["end"] == "2023-12-31"


@pytest.mark.parametrize("media_type", ["application/xml", "text/xml", "text/plain"])
def test_any_other_xml_is_set_for_reading(reader: SandboxedReader, media_type: str) -> None:
    content = b"<order><orderNumber>77</orderNumber><line unit='kg'>Salt</line></order>"
    document = reader.read(content, media_type).document
    assert document.kind == ""
    assert document.text == "Order Number: 77\nLine: Salt\nLine Unit: kg"


UBL_TAX = """<Invoice><DocumentCurrencyCode>NOK</DocumentCurrencyCode>
<TaxCurrencyCode>EUR</TaxCurrencyCode>
<TaxTotal><TaxAmount currencyID="EUR">22.10</TaxAmount></TaxTotal>
<TaxTotal><TaxAmount currencyID="NOK">250.00</TaxAmount><TaxSubtotal>
<TaxableAmount currencyID="NOK">1000.00</TaxableAmount>
<TaxAmount currencyID="NOK">250.00</TaxAmount>
<TaxCategory><Percent>25</Percent></TaxCategory></TaxSubtotal></TaxTotal></Invoice>"""
CII_TAX = """<CrossIndustryInvoice><SupplyChainTradeTransaction><ApplicableHeaderTradeSettlement>
<InvoiceCurrencyCode>NOK</InvoiceCurrencyCode><SpecifiedTradeSettlementHeaderMonetarySummation>
<TaxTotalAmount currencyID="EUR">22.10</TaxTotalAmount>
<TaxTotalAmount currencyID="NOK">250.00</TaxTotalAmount>
</SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement>
</SupplyChainTradeTransaction></CrossIndustryInvoice>"""


@pytest.mark.parametrize("source", [UBL_TAX, CII_TAX])
def test_tax_is_taken_in_the_currency_of_the_invoice(source: str) -> None:
    facts = einvoice.facts(xmlsafe.xml(source.encode()))
    stated = [(fact.path, fact.value) for fact in facts if fact.path.startswith("invoice/tax")]
    assert ("invoice/tax_total", "250.00") in stated
    assert "22.10" not in [value for _, value in stated]

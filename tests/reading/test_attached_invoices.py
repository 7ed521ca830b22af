"""Two electronic invoices attached to one PDF: alike they are one, else a person has to look."""

from __future__ import annotations

import io
from datetime import date

import pypdfium2
import pytest

from appliance.decisions.outcome import decide
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.types import Classification, Route
from samples.generator.invoice.draw import invoice
from tests.reading import drawings
from tests.reading.test_statements import CII

INVOICE = catalogue.load().get("invoice")
PAGE = ["Hafenwerk GmbH", "Kai 3", "20457 Hamburg", "Rechnung HW-2024-17"]
UBL = """<?xml version="1.0"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>{}</ID>
<IssueDate>2024-03-14</IssueDate><AccountingSupplierParty><Party><PartyLegalEntity>
<RegistrationName>HAFENWERK GmbH</RegistrationName></PartyLegalEntity></Party>
</AccountingSupplierParty><LegalMonetaryTotal><TaxInclusiveAmount>{}</TaxInclusiveAmount>
</LegalMonetaryTotal></Invoice>"""


def failed(reader: SandboxedReader, *attached: tuple[str, str]) -> tuple[list[str], Route]:
    """What is said of a page with these files attached, and where it goes."""
    pdf = pypdfium2.PdfDocument(drawings.pdf([[*PAGE, "Datum: 14.03.2024", "Summe 1.234,50 EUR"]]))
    for name, source in attached:
        pdf.new_attachment(name).set_data(source.encode())
    buffer = io.BytesIO()
    pdf.save(buffer)
    found = extract(reader.read(buffer.getvalue(), "application/pdf").document, INVOICE, None)
    sure = Classification(doctype="invoice", probability=1.0)
    outcome = decide(sure, found, INVOICE, date(2025, 1, 1))
    checks = [c.message for c in outcome.checks if c.rule == "all_agree" and not c.passed]
    return checks, outcome.decision.route


@pytest.mark.parametrize("second", ["zugferd.xml", "zugferd"])
def test_a_second_invoice_that_differs_sends_the_file_to_a_person(
    reader: SandboxedReader, second: str
) -> None:
    source = UBL.format("HW-2024-18", "1243.50")
    said, route = failed(reader, ("factur-x.xml", CII), (second, source))
    assert said == [
        "Another invoice in the same file says otherwise: number HW-2024-17, elsewhere HW-2024-18.",
        "Another invoice in the same file says otherwise: total 1234.50, elsewhere 1243.50.",
    ]
    assert route is Route.REVIEW


def test_the_same_invoice_in_a_second_syntax_contradicts_nothing(reader: SandboxedReader) -> None:
    source = UBL.format("HW-2024-17", "1234.5")
    assert failed(reader, ("factur-x.xml", CII), ("ubl.xml", source))[0] == []


def test_one_invoice_contradicts_nothing(reader: SandboxedReader) -> None:
    document = reader.read(invoice(3, "factur-x").content, "application/pdf").document
    assert not [one for one in document.statements if one.path == "invoice/differs"]

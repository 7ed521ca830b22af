"""Filings in further forms: newer EDGAR schemas, pages without marks, facts as JSON, covers."""

from __future__ import annotations

import json

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Document

SCHEDULE_13D = """<?xml version="1.0"?><edgarSubmission
 xmlns="http://www.sec.gov/edgar/schedule13D" xmlns:com="http://www.sec.gov/edgar/common">
 <headerData><submissionType>SCHEDULE 13D/A</submissionType><filerInfo><filer><filerCredentials>
 <cik>0001999001</cik></filerCredentials></filer></filerInfo></headerData><formData>
 <coverPageHeader><securitiesClassTitle>Class A Common Stock</securitiesClassTitle><issuerInfo>
 <issuerCIK>0001771910</issuerCIK><issuerName>Ashgrove Mobility Inc.</issuerName><address>
 <com:street1>1 Foundry Way</com:street1><com:city>Detroit</com:city></address></issuerInfo>
 </coverPageHeader></formData></edgarSubmission>"""
N_CEN = """<?xml version="1.0"?><edgarSubmission xmlns="http://www.sec.gov/edgar/ncen">
 <headerData><submissionType>N-CEN</submissionType></headerData><formData>
 <generalInfo reportEndingPeriod="2023-10-31"/><registrantInfo>
 <registrantFullName>Kestrel Funds Trust</registrantFullName>
 <registrantstate>US-MA</registrantstate></registrantInfo></formData></edgarSubmission>"""
BARE_4 = """<html><body><table><tr><td>FORM 4</td></tr></table><table><tr>
 <td>1. Name and Address of Reporting Person*<br>HARTIGAN LOUISE P</td>
 <td>2. Issuer Name and Ticker or Trading Symbol<br>Pinewater Holdings Corp [ PWTR ]</td></tr>
 <tr><td>3. Date of Earliest Transaction (Month/Day/Year)<br>05/14/2021</td></tr></table>
 <table><thead><tr><th>Table I - Non-Derivative Securities Acquired</th></tr></thead></table>
 </body></html>"""
S_1 = """<html><body><p>As filed with the Securities and Exchange Commission on May 17, 2024</p>
 <p>FORM S-1</p><p>REGISTRATION STATEMENT</p><p>Quillfeather Robotics, Inc.</p>
 <p>(Exact name of registrant as specified in its charter)</p>
 <p>For the year ended December 31, 2023 we had losses.</p></body></html>"""
SCHEDULE_TEXT = """<html><body><p>SCHEDULE 13D</p><p>Tillmont Brands, Inc.</p>
 <p>(Name of Issuer)</p><p>Common Stock, $.01 par value</p>
 <p>(Title of Class of Securities)</p></body></html>"""
FACTS = {
    "documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"},
    "facts": {
        "f1": {
            "value": "1500",
            "decimals": 0,
            "dimensions": {
                "concept": "ifrs-full:Revenue",
                "entity": "scheme:549300ABCDEFGHIJ0K12",
                "period": "2023-01-01T00:00:00/2024-01-01T00:00:00",
                "unit": "iso4217:EUR",
            },
        },
        "f2": {"value": None, "dimensions": {"concept": "ifrs-full:Goodwill"}},
    },
}


def read(source: str, form: str) -> Document:
    sheet = Sheet(page_limit=5)
    reader = {"xml": structured.xml, "html": structured.html, "json": structured.json}[form]
    kind = reader(sheet, source.encode())
    return sheet.finish(f"text/{form}", kind)


def values(document: Document) -> dict[str, str]:
    found = extract(document, catalogue.load().get("regulatory_filing"), None)
    return {field.name: field.value for field in found.fields}


def test_the_issuer_of_a_schedule_is_not_who_filed_it() -> None:
    found = values(read(SCHEDULE_13D, "xml"))
    assert found["cik"] == "0001771910"
    assert (found["address_street"], found["address_city"]) == ("1 Foundry Way", "Detroit")


def test_an_annual_report_of_a_fund_says_who_and_when() -> None:
    found = values(read(N_CEN, "xml"))
    assert found["registrant_name"] == "Kestrel Funds Trust"
    assert (found["period_end"], found["address_state"]) == ("2023-10-31", "MA")


def test_a_page_without_marks_tells_its_header() -> None:
    document = read(BARE_4, "html")
    found = values(document)
    assert found["registrant_name"] == "Pinewater Holdings Corp"
    assert (found["securities.symbol"], found["period_end"]) == ("PWTR", "2021-05-14")
    owner = next(s for s in document.statements if s.path.endswith("/rptOwnerName"))
    assert document.text[owner.span.start : owner.span.end] == "HARTIGAN LOUISE P"


@pytest.mark.parametrize("source", [S_1, SCHEDULE_TEXT])
def test_what_reports_no_period_has_none(source: str) -> None:
    assert "period_end" not in values(read(source, "html"))


def test_the_class_of_a_schedule_stands_above_its_caption() -> None:
    assert values(read(SCHEDULE_TEXT, "html"))["securities"] == "Common Stock, $.01 par value"


def test_facts_as_json_are_facts() -> None:
    document = read(json.dumps(FACTS), "json")
    found = extract(document, catalogue.load().get("regulatory_filing"), None).fields
    revenue = {field.name: field.value for field in found if field.row == 1}
    assert document.kind == "xbrl"
    assert (revenue["facts.name"], revenue["facts.value"]) == ("ifrs-full:Revenue", "1500")
    assert (revenue["facts.unit"], revenue["facts.period"]) == ("EUR", "2023-01-01/2023-12-31")
    assert [s.path for s in document.statements if s.value == "nil"] == ["ifrs-full:Goodwill"]


def test_a_typed_filing_that_opens_with_the_tag_of_a_page_is_read() -> None:
    sheet = Sheet(10)
    typed = b"<PAGE>\n                UNITED STATES\n\n     FORM 10-Q\n\n   Loess & Sons\n"
    assert structured.text(sheet, typed) == ""
    assert "Loess & Sons" in sheet.finish("text/plain").text


def test_units_and_members_of_json_facts_are_whole() -> None:
    about = {
        "concept": "t:Rate",
        "period": "2025-01-01T00:00:00",
        "unit": "iso4217:EUR/(utr:kWh*utr:h)",
        "t:LoanAxis": None,
    }
    facts = {"f": {"value": "7", "dimensions": about}}
    document = read(json.dumps(FACTS | {"facts": facts}), "json")
    (fact,) = document.statements
    assert fact.attributes["unit"] == "EUR/kWh*h"
    assert fact.attributes["dimensions"] == "t:LoanAxis=nil"

"""Transactions, holdings and facts of filings: rows with all that is stated about them."""

from __future__ import annotations

from collections.abc import Callable

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.filings import edgar
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.xbrl import ixbrl
from appliance.types import Field

FORM_4 = """<?xml version="1.0"?><ownershipDocument><documentType>4</documentType>
 <periodOfReport>2024-02-01</periodOfReport>
 <issuer><issuerCik>0000123456</issuerCik><issuerName>Gear Co</issuerName>
 <issuerTradingSymbol>GEAR</issuerTradingSymbol></issuer>
 <nonDerivativeTable>
 <nonDerivativeTransaction><securityTitle><value>Common Stock</value></securityTitle>
 <transactionDate><value>2024-02-01</value></transactionDate>
 <transactionCoding><transactionCode>S</transactionCode></transactionCoding>
 <transactionAmounts><transactionShares><value>1500</value></transactionShares>
 <transactionPricePerShare><value>12.50</value></transactionPricePerShare>
 <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
 </transactionAmounts></nonDerivativeTransaction>
 <nonDerivativeHolding><securityTitle><value>Common Stock</value></securityTitle>
 <ownershipNature><directOrIndirectOwnership><value>I</value></directOrIndirectOwnership>
 <natureOfOwnership><value>By trust</value></natureOfOwnership></ownershipNature>
 </nonDerivativeHolding></nonDerivativeTable></ownershipDocument>"""

HOLDINGS = """<informationTable xmlns="http://www.sec.gov/edgar/document/thirteenf/informationtable">
 <infoTable><nameOfIssuer>ACME INC</nameOfIssuer><titleOfClass>COM</titleOfClass>
 <cusip>037833100</cusip><value>98000</value><shrsOrPrnAmt><sshPrnamt>700</sshPrnamt>
 <sshPrnamtType>SH</sshPrnamtType></shrsOrPrnAmt>
 <investmentDiscretion>SOLE</investmentDiscretion><votingAuthority><Sole>700</Sole>
 <Shared>0</Shared><None>0</None></votingAuthority></infoTable>
 <infoTable><nameOfIssuer>BOLT PLC</nameOfIssuer><titleOfClass>ADR</titleOfClass>
 <cusip>123456782</cusip><value>5</value><shrsOrPrnAmt><sshPrnamt>10</sshPrnamt>
 <sshPrnamtType>PRN</sshPrnamtType></shrsOrPrnAmt></infoTable></informationTable>"""

TAGGED = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:dei="http://xbrl.sec.gov/dei/2023"
 xmlns:us-gaap="http://fasb.org/us-gaap/2023"><body><div style="display:none"><ix:header>
 <ix:resources><xbrli:context id="y"><xbrli:entity><xbrli:identifier>1</xbrli:identifier>
 </xbrli:entity><xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate>
 <xbrli:endDate>2023-12-31</xbrli:endDate></xbrli:period></xbrli:context>
 <xbrli:unit id="u"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources>
 </ix:header></div><p>
 <ix:nonNumeric name="dei:EntityRegistrantName" contextRef="y">Gear Co</ix:nonNumeric>
 (<ix:nonNumeric name="dei:CityAreaCode" contextRef="y">503</ix:nonNumeric>)
 <ix:nonNumeric name="dei:LocalPhoneNumber" contextRef="y">555-0142</ix:nonNumeric></p>
 <p>Loss (<ix:nonFraction name="us-gaap:NetIncomeLoss" contextRef="y" unitRef="u" scale="6"
 decimals="-6" sign="-" format="ixt:num-dot-decimal">1,204</ix:nonFraction>), again
 <ix:nonFraction name="us-gaap:NetIncomeLoss" contextRef="y" unitRef="u" scale="6"
 decimals="-6" sign="-" format="ixt:num-dot-decimal">1,204</ix:nonFraction></p></body></html>"""


def fields(read: Callable[[Sheet], str]) -> tuple[Field, ...]:
    """What is extracted from a file that is set by ``read``."""
    sheet = Sheet(50)
    kind = read(sheet)
    document = sheet.finish("text/xml", kind)
    return extract(document, catalogue.load().get("regulatory_filing"), None).fields


def row(found: tuple[Field, ...], table: str, number: int) -> dict[str, str]:
    """The cells of one row by column."""
    cells = (f for f in found if f.name.startswith(f"{table}.") and f.row == number)
    return {cell.name.partition(".")[2]: cell.value for cell in cells}


def test_each_transaction_and_holding_of_form_4_is_a_row() -> None:
    found = fields(lambda sheet: edgar.read(sheet, xmlsafe.xml(FORM_4.encode())))
    assert row(found, "items", 1) == {
        "title": "Common Stock", "date": "2024-02-01", "code": "S", "shares": "1500",
        "price": "12.50", "acquired_disposed": "D",
    }  # fmt: skip
    assert row(found, "items", 2) == {
        "title": "Common Stock", "ownership": "I", "nature": "By trust",
    }  # fmt: skip
    names = {field.name: field.value for field in found}
    assert names["registrant_name"] == "Gear Co"
    assert names["cik"] == "0000123456"


def test_holdings_of_13f_are_rows_and_no_issuer_is_the_registrant() -> None:
    found = fields(lambda sheet: edgar.read(sheet, xmlsafe.xml(HOLDINGS.encode())))
    first = row(found, "items", 1)
    assert (first["issuer"], first["cusip"], first["value"]) == ("ACME INC", "037833100", "98000")
    assert (first["shares"], first["unit"], first["voting_sole"]) == ("700", "SH", "700")
    assert row(found, "items", 2)["issuer"] == "BOLT PLC"
    assert not [field for field in found if field.name == "registrant_name"]


def test_a_tagged_figure_is_one_fact_however_often_it_is_printed() -> None:
    found = fields(lambda sheet: ixbrl.read(sheet, TAGGED.encode()))
    facts = [number for number in range(1, 9) if row(found, "facts", number)]
    loss = next(
        r for n in facts if (r := row(found, "facts", n))["name"] == "us-gaap:NetIncomeLoss"
    )
    assert loss == {
        "name": "us-gaap:NetIncomeLoss", "value": "-1204000000", "unit": "USD",
        "period": "2023-01-01/2023-12-31", "scale": "6", "decimals": "-6",
    }  # fmt: skip
    assert len(facts) == 4


def test_area_code_and_number_are_one_telephone_number() -> None:
    found = fields(lambda sheet: ixbrl.read(sheet, TAGGED.encode()))
    assert [field.value for field in found if field.name == "phone"] == ["(503) 555-0142"]

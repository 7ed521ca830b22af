"""Forms that EDGAR takes as XML, and its headers: who signed, whose shares, from which state."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.decisions import decide
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Classification, Extraction, Field, Route
from tests.reading.test_edgar_tables import HOLDINGS

NOTICE = """<edgarSubmission xmlns="http://www.sec.gov/edgar/ownership"><headerData>
<submissionType>144</submissionType></headerData><formData>
<issuerInfo><issuerName>GEAR CO</issuerName></issuerInfo>
<securitiesInformation><securitiesClassTitle>Common</securitiesClassTitle>
<noOfUnitsSold>1250</noOfUnitsSold><approxSaleDate>02/18/2025</approxSaleDate>
</securitiesInformation><securitiesToBeSold><securitiesClassTitle>Common</securitiesClassTitle>
<acquiredDate>01/15/2024</acquiredDate>
<natureOfAcquisitionTransaction>RSU vest</natureOfAcquisitionTransaction>
<amountOfSecuritiesAcquired>900</amountOfSecuritiesAcquired></securitiesToBeSold>
<noticeSignature><noticeDate>02/18/2025</noticeDate><signature>/s/ Marta Tesfaye</signature>
</noticeSignature></formData></edgarSubmission>"""

PERSON = """<coverPageHeaderReportingPersonDetails><reportingPersonName>{}</reportingPersonName>
<reportingPersonBeneficiallyOwnedNumberOfShares><soleVotingPower>100.00</soleVotingPower>
<sharedVotingPower>3200000.00</sharedVotingPower></reportingPersonBeneficiallyOwnedNumberOfShares>
<reportingPersonBeneficiallyOwnedAggregateNumberOfShares>{}
</reportingPersonBeneficiallyOwnedAggregateNumberOfShares><classPercent>{}</classPercent>
</coverPageHeaderReportingPersonDetails>"""
SCHEDULE = (
    """<edgarSubmission xmlns="http://www.sec.gov/edgar/schedule13g"><headerData>
<submissionType>SCHEDULE 13G/A</submissionType></headerData><formData><coverPageHeader>
<eventDateRequiresFilingThisStatement>12/31/2024</eventDateRequiresFilingThisStatement>
<issuerInfo><issuerName>GEAR CO</issuerName></issuerInfo></coverPageHeader>"""
    + PERSON.format("Larkspur Capital LP", "3200100.00", "5.8")
    + PERSON.format("Larkspur GP LLC", "10.00", "0.1")
    + """<signatureInformation><reportingPersonName>Larkspur Capital LP</reportingPersonName>
<signatureDetails><signature>/s/ Nils Bergqvist</signature></signatureDetails>
</signatureInformation></formData></edgarSubmission>"""
)
FUND = """<edgarSubmission xmlns="http://www.sec.gov/edgar/nport"><headerData>
<submissionType>NPORT-P</submissionType></headerData><formData><genInfo><regName>Fund</regName>
<regStateConditional regCountry="US" regState="US-MA"/></genInfo></formData></edgarSubmission>"""
HEADER = """<SEC-DOCUMENT>1.txt : 20250219
<SEC-HEADER>1.hdr.sgml : 20250219
CONFORMED SUBMISSION TYPE:\t8-K
FILER:
\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\tGEAR CO
\t\tEIN:\t\t\t\t123456789
</SEC-HEADER>
<DOCUMENT><TYPE>8-K<TEXT>
Nothing
</TEXT></DOCUMENT>"""
OWNED = """<ownershipDocument><documentType>4</documentType><ownerSignature>
<signatureName>/s/ Abel Roth</signatureName></ownerSignature></ownershipDocument>"""


def read(source: str) -> tuple[Field, ...]:
    sheet = Sheet(10)
    reader = structured.html if source.startswith("<html") else structured.text
    kind = reader(sheet, source.encode())
    document = sheet.finish("text/plain", kind)
    return extract(document, catalogue.load().get("regulatory_filing"), None).fields


def values(fields: tuple[Field, ...], name: str) -> list[str]:
    """All values of a field, in the order of the document."""
    return [field.value for field in fields if field.name == name]


def test_a_notice_of_sale_names_who_signed_and_says_all_of_its_rows() -> None:
    fields = read(NOTICE)
    assert values(fields, "signatories") == ["Marta Tesfaye"]
    assert values(fields, "items.shares") == ["1250", "900"]
    assert values(fields, "items.date") == ["2025-02-18", "2024-01-15"]
    assert values(fields, "items.nature") == ["RSU vest"]


def test_each_reporting_person_of_a_schedule_is_a_row() -> None:
    fields = read(SCHEDULE)
    assert values(fields, "items.holder") == ["Larkspur Capital LP", "Larkspur GP LLC"]
    assert [float(told) for told in values(fields, "items.shares")] == [3200100, 10]
    assert values(fields, "items.percent") == ["5.8", "0.1"]
    assert [float(told) for told in values(fields, "items.voting_sole")] == [100, 100]
    assert values(fields, "signatories") == ["Nils Bergqvist"]
    assert "2024-12-31" in values(fields, "facts.value")


def test_a_table_of_holdings_alone_is_accepted_without_the_name_of_its_manager() -> None:
    doctype = catalogue.load().get("regulatory_filing")
    sure = Classification(doctype=doctype.name, probability=1.0)
    for source, expected in ((HOLDINGS, Route.ACCEPTED), (OWNED, Route.REVIEW)):
        extraction = Extraction(doctype=doctype.name, fields=read(source))
        decision = decide(sure, extraction, doctype, date(2025, 3, 1)).decision
        assert decision.route is expected, decision.reasons


def test_the_mark_of_a_typed_signature_is_no_part_of_the_name() -> None:
    assert values(read(OWNED), "signatories") == ["Abel Roth"]


def test_the_state_of_a_fund_and_the_employers_number_of_a_header() -> None:
    assert values(read(FUND), "address_state") == ["MA"]
    assert [told.replace("-", "") for told in values(read(HEADER), "ein")] == ["123456789"]


def test_the_second_line_of_a_street_is_that_of_the_same_address() -> None:
    def header(second: str) -> str:
        mail = "MAIL ADDRESS:\n\tSTREET 1:\tPO BOX 7\n\tSTREET 2:\tBLDG 9\n"
        filer = f"BUSINESS ADDRESS:\n\tSTREET 1:\t12 MILL ST\n{second}\tCITY:\tDAYTON\n{mail}"
        return f"<SEC-HEADER>x\nCONFORMED SUBMISSION TYPE:\t8-K\n{filer}</SEC-HEADER>"

    assert values(read(header("\tSTREET 2:\tSUITE 4\n")), "address_street_2") == ["SUITE 4"]
    assert values(read(header("")), "address_street_2") == []


COPIED = """<html><body><table><tr><td><b>FORM 4</b></td></tr></table><table><tr>
<td>1. Name and Address of Reporting Person<br><a href="x?CIK=0001777001">Tesfaye Marta</a></td>
<td>2. Issuer Name <b>and</b> Ticker<br><a href="x?CIK=0000999111">Gear Co</a> [ GEAR ]</td></tr>
</table><table><thead><tr><th colspan=4>Table I - Non-Derivative Securities Acquired</th></tr><tr>
<th rowspan=2>1. Title of Security (Instr. 3)</th><th>3. Transaction Code</th>
<th colspan=2>4. Securities Acquired</th></tr><tr><th>Code</th><th>Amount</th><th>Price</th></tr>
</thead><tbody><tr><td>Class A</td><td>S</td><td>1,250</td><td>$33.4175<sup>(1)</sup></td></tr>
<tr><td>Class B</td><td>P</td><td>200</td><td>$10.5</td></tr></tbody></table></body></html>"""


def test_a_copy_of_a_rendered_form_without_its_styles_has_rows_and_an_owner() -> None:
    fields = read(COPIED)
    assert values(fields, "items.title") == ["Class A", "Class B"]
    assert values(fields, "items.code") == ["S", "P"]
    assert values(fields, "items.shares") == ["1250", "200"]
    assert values(fields, "items.price") == ["33.4175", "10.5"]
    assert values(fields, "registrant_name") == ["Gear Co"]
    assert "Tesfaye Marta" in values(fields, "facts.value")


ANNUAL = """<edgarSubmission xmlns="http://www.sec.gov/edgar/formc"><headerData>
<submissionType>C-AR</submissionType><filerInfo><filer><filerCredentials>
<filerCik>0001888777</filerCik></filerCredentials><fileNumber>020-30001</fileNumber></filer>
<period>12-31-2024</period></filerInfo></headerData><formData><issuerInformation><issuerInfo>
<nameOfIssuer>GEAR CO</nameOfIssuer></issuerInfo></issuerInformation><signatureInfo>
<signaturePersons><signaturePerson><personSignature>Gwen Abara</personSignature></signaturePerson>
<signaturePerson><personSignature>Luis Ortega</personSignature></signaturePerson>
</signaturePersons></signatureInfo></formData></edgarSubmission>"""
SWAP = """<ownershipDocument><documentType>5</documentType><derivativeTable>
<derivativeTransaction><securityTitle><value>Swap</value></securityTitle><transactionAmounts>
<transactionTotalValue><value>125000.00</value></transactionTotalValue></transactionAmounts>
</derivativeTransaction></derivativeTable></ownershipDocument>"""


def test_an_annual_report_of_crowdfunding_says_when_under_which_number_and_who_signed() -> None:
    fields = read(ANNUAL)
    assert values(fields, "file_number") == ["020-30001"]
    assert values(fields, "period_end") == ["2024-12-31"]
    assert values(fields, "signatories") == ["Gwen Abara", "Luis Ortega"]


def test_what_is_counted_in_money_alone_has_its_value() -> None:
    assert values(read(SWAP), "items.value") == ["125000.00"]


OFFERING = """<edgarSubmission xmlns="http://www.sec.gov/edgar/rega/oneafiler"><headerData>
<submissionType>{form}</submissionType></headerData><formData><{about}>
<issuerName>Harrow Orchard Inc</issuerName><jurisdictionOrganization>DE</jurisdictionOrganization>
<cik>0001222333</cik><irsNum>84-7654321</irsNum></{about}><{home}><street1>9 Orchard Way</street1>
<street2>Suite 4</street2><city>Salem</city><stateOrCountry>OR</stateOrCountry>
<zipCode>97301</zipCode><phoneNumber>503-555-0188</phoneNumber></{home}></formData>
</edgarSubmission>"""


@pytest.mark.parametrize(
    ("form", "about", "home"),
    [("1-A", "employeesInfo", "issuerInfo"), ("1-K", "item1Info", "item1")],
)
def test_an_offering_under_regulation_a_says_whose_it_is_and_where(
    form: str, about: str, home: str
) -> None:
    fields = read(OFFERING.format(form=form, about=about, home=home))
    assert values(fields, "registrant_name") == ["Harrow Orchard Inc"]
    assert values(fields, "ein") == ["84-7654321"]
    assert values(fields, "phone") == ["503-555-0188"]
    assert values(fields, "address_street") == ["9 Orchard Way"]
    assert values(fields, "address") == ["9 Orchard Way, Suite 4, Salem, OR 97301"]

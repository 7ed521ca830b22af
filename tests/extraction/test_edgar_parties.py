"""A filing with several parties says of each what is its own; the registrant's stand alone."""

from __future__ import annotations

import time

from appliance.reading.filings import sgml
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.values.dates import iso_date
from tests.extraction.test_edgar_forms import read, values


def submission(*parties: str) -> str:
    """An SGML header with these parties, each its lines as EDGAR indents them."""
    return (
        "<SEC-DOCUMENT>1.txt : 20250301\n<SEC-HEADER>1.hdr.sgml : 20250301\n"
        "CONFORMED SUBMISSION TYPE:\tSC 13D/A\n"
        + "\n".join(parties)
        + "\n</SEC-HEADER>\n<DOCUMENT><TYPE>SC 13D/A<TEXT>\nNothing\n</TEXT></DOCUMENT>"
    )


def party(role: str, name: str, *lines: str) -> str:
    """One party; ``lines`` are indented twice but for sections, which end with a colon."""
    told = [f"\t{line}" if line.endswith(":") else f"\t\t{line}" for line in lines]
    return "\n".join([f"{role}:", "\tCOMPANY DATA:", f"\t\tCOMPANY CONFORMED NAME:\t{name}", *told])


BUYER = party(
    "FILED BY", "OSPREY CAPITAL LP", "CENTRAL INDEX KEY:\t0001401401", "IRS NUMBER:\t208888888",
    "BUSINESS ADDRESS:", "STREET 1:\t5 PARK PLACE", "STREET 2:\t22ND FL", "CITY:\tGREENWICH",
    "BUSINESS PHONE:\t2035550100",
)  # fmt: skip
SUBJECT = party(
    "SUBJECT COMPANY", "MARLIN MARINE CORP", "CENTRAL INDEX KEY:\t0000888123",
    "BUSINESS ADDRESS:", "STREET 1:\t77 DOCK ROAD", "CITY:\tTAMPA",
    "MAIL ADDRESS:", "STREET 1:\tPO BOX 12", "CITY:\tTAMPA", "ZIP:\t33601",
)  # fmt: skip


def test_a_schedule_is_about_its_subject_wherever_the_buyer_stands() -> None:
    for parties in ((BUYER, SUBJECT), (SUBJECT, BUYER)):
        fields = read(submission(*parties))
        assert values(fields, "registrant_name") == ["MARLIN MARINE CORP"]
        assert values(fields, "cik") == ["0000888123"]
        assert values(fields, "address_street") == ["77 DOCK ROAD"]


def test_what_the_registrant_does_not_state_is_not_taken_from_another_party() -> None:
    fields = read(submission(SUBJECT, BUYER))
    for name in ("ein", "phone", "address_street_2", "address_postal_code"):
        assert values(fields, name) == [], name


def test_of_several_filers_the_first_alone_is_described() -> None:
    first = party(
        "FILER", "NORTHFIELD HOLDINGS LLC", "CENTRAL INDEX KEY:\t0001300001", "FILING VALUES:",
        "SEC ACT:", "SEC FILE NUMBER:\t001-33001", "MAIL ADDRESS:", "STREET 1:\tPO BOX 900",
    )  # fmt: skip
    second = party(
        "FILER", "NORTHFIELD TRANSMISSION CO", "IRS NUMBER:\t730099999",
        "STATE OF INCORPORATION:\tOK", "BUSINESS ADDRESS:", "STREET 1:\t1 WILLIAMS CENTER",
        "CITY:\tTULSA",
    )  # fmt: skip
    fields = read(submission(first, second))
    assert values(fields, "address_street") == ["PO BOX 900"]
    assert values(fields, "file_number") == ["001-33001"]
    for name in ("ein", "incorporation", "address_city"):
        assert values(fields, name) == [], name


NOTICE_D = """<edgarSubmission><submissionType>D/A</submissionType><primaryIssuer>
<entityName>Quillon Fund LP</entityName><issuerAddress><street1>88 Harbour Walk</street1>
</issuerAddress></primaryIssuer><issuerList><issuer><entityName>Quillon Feeder Ltd</entityName>
<issuerAddress><street1>90 Harbour Walk</street1><street2>Level 3</street2></issuerAddress>
</issuer></issuerList><offeringData><signatureBlock><signature>
<issuerName>Quillon Feeder Ltd</issuerName><signatureName>Delphine Oyelaran</signatureName>
</signature></signatureBlock></offeringData></edgarSubmission>"""


def test_a_second_issuer_that_signs_first_is_not_the_registrant() -> None:
    fields = read(NOTICE_D)
    assert values(fields, "registrant_name") == ["Quillon Fund LP"]
    assert values(fields, "address_street_2") == []


COMBINED = """<edgarSubmission xmlns="http://www.sec.gov/edgar/thirteenffiler"><headerData>
<submissionType>13F-HR/A</submissionType></headerData><formData><coverPage><amendmentInfo>
<dateReported>11-14-2024</dateReported></amendmentInfo><filingManager><name>Morrow LLP</name>
</filingManager>{}<otherManagersInfo><otherManager><form13FFileNumber>028-11223</form13FFileNumber>
</otherManager></otherManagersInfo></coverPage></formData></edgarSubmission>"""


def test_the_number_of_another_manager_is_not_that_of_the_filer() -> None:
    own = "<form13FFileNumber>028-7</form13FFileNumber>"
    assert values(read(COMBINED.format("")), "file_number") == []
    assert values(read(COMBINED.format(own)), "file_number") == ["028-7"]
    assert "2024-11-14" in values(read(COMBINED.format("")), "facts.value")


CROWD = """<edgarSubmission xmlns="http://www.sec.gov/edgar/formc"><headerData>
<submissionType>C</submissionType><filerInfo><filer>{}</filer></filerInfo></headerData><formData>
<issuerInformation><issuerInfo><nameOfIssuer>Oat PBC</nameOfIssuer></issuerInfo>
<companyName>Portal LLC</companyName><commissionFileNumber>007-00033</commissionFileNumber>
</issuerInformation><signatureInfo><issuerSignature><issuer>Oat PBC</issuer>
<issuerSignature>Wren Okafor</issuerSignature></issuerSignature></signatureInfo></formData>
</edgarSubmission>"""


def test_the_intermediary_of_an_offering_lends_no_number_and_the_issuer_signs() -> None:
    own = "<fileNumber>020-33771</fileNumber>"
    assert values(read(CROWD.format("")), "file_number") == []
    assert values(read(CROWD.format(own)), "file_number") == ["020-33771"]
    assert values(read(CROWD.format("")), "signatories") == ["Wren Okafor"]


OPTION = """<edgarSubmission xmlns="http://www.sec.gov/edgar/nport"><headerData>
<submissionType>NPORT-P</submissionType></headerData><formData><invstOrSecs><invstOrSec>
<name>Call</name>{}<derivativeInfo><descRefInstrmnt><identifiers><isin value="GB00B1ZZZZ12"/>
</identifiers></descRefInstrmnt></derivativeInfo></invstOrSec></invstOrSecs></formData>
</edgarSubmission>"""


def test_the_number_of_what_an_option_is_on_is_not_that_of_the_option() -> None:
    own = '<identifiers><isin value="ES0000012N35"/></identifiers>'
    assert values(read(OPTION.format("")), "items.isin") == []
    assert values(read(OPTION.format(own)), "items.isin") == ["ES0000012N35"]


def test_no_symbol_is_not_a_symbol() -> None:
    form = (
        "<ownershipDocument><documentType>3</documentType><issuer><issuerName>Gear Co</issuerName>"
        "<issuerTradingSymbol>{}</issuerTradingSymbol></issuer></ownershipDocument>"
    )
    assert values(read(form.format("NONE")), "securities.symbol") == []
    assert values(read(form.format("NONX")), "securities.symbol") == ["NONX"]


def test_a_day_that_the_calendar_does_not_have_stays_as_it_is_written() -> None:
    assert iso_date("02/30/2025") == "02/30/2025"
    assert iso_date("02-28-2025") == "2025-02-28"


DISSEMINATED = """<SUBMISSION>
<ACCESSION-NUMBER>0000950170-25-012345
<TYPE>10-Q
<PERIOD>20250331
<FILER>
<COMPANY-DATA>
<CONFORMED-NAME>HOLLIS PUMP & VALVE INC
<CIK>0000049999
<IRS-NUMBER>361234567
<STATE-OF-INCORPORATION>DE
</COMPANY-DATA>
<FILING-VALUES>
<FILE-NUMBER>001-10235
</FILING-VALUES>
<BUSINESS-ADDRESS>
<STREET1>3100 SANDERS RD
<CITY>NORTHBROOK
<PHONE>847-555-0170
</BUSINESS-ADDRESS>
<MAIL-ADDRESS>
<STREET1>PO BOX 3001
<ZIP>60065
</MAIL-ADDRESS>
</FILER>
<FILER>
<COMPANY-DATA>
<CONFORMED-NAME>HOLLIS FINANCE LLC
<FISCAL-YEAR-END>1231
</COMPANY-DATA>
</FILER>
<DOCUMENT>
<TYPE>10-Q
<TEXT>
Quarterly report
</TEXT>
</DOCUMENT>
</SUBMISSION>"""


def test_a_header_of_tags_says_what_one_of_captions_says() -> None:
    fields = read(DISSEMINATED)
    told = {field.name: field.value for field in fields if "." not in field.name}
    assert told == {
        "form_type": "10-Q",
        "period_end": "2025-03-31",
        "registrant_name": "HOLLIS PUMP & VALVE INC",
        "cik": "0000049999",
        "ein": "361234567",
        "incorporation": "DE",
        "file_number": "001-10235",
        "address": "3100 SANDERS RD, NORTHBROOK",
        "address_street": "3100 SANDERS RD",
        "address_city": "NORTHBROOK",
        "phone": "847-555-0170",
    }


def test_the_parts_of_an_address_are_one_address_too() -> None:
    home = party(
        "FILER", "PELL ST ADVISORS", "BUSINESS ADDRESS:", "STREET 1:\t5 PELL ST",
        "STREET 2:\tFL 2", "CITY:\tNEW YORK", "STATE:\tNY", "ZIP:\t10013",
    )  # fmt: skip
    assert values(read(submission(home)), "address") == ["5 PELL ST, FL 2, NEW YORK, NY 10013"]
    whole = (
        "<street1>88 Harbour Walk</street1><city>Hull</city><stateOrCountry>ME</stateOrCountry>"
        "<zipCode>04107</zipCode>"
    )
    form = NOTICE_D.replace("<street1>88 Harbour Walk</street1>", whole)
    assert values(read(form), "address") == ["88 Harbour Walk, Hull, ME 04107"]
    assert values(read(NOTICE_D), "address") == []


def test_a_number_of_noughts_is_no_employers_number() -> None:
    none = party("FILER", "PELL ST ADVISORS", "IRS NUMBER:\t000000000", "CITY:\tNEW YORK")
    assert values(read(submission(none)), "ein") == []
    assert values(read(submission(none.replace("000000000", "000000010"))), "ein") == ["000000010"]


def test_who_signs_the_census_of_a_fund_signs_it() -> None:
    census = (
        '<edgarSubmission xmlns="http://www.sec.gov/edgar/ncen"><headerData><submissionType>N-CEN'
        '</submissionType></headerData><formData><signature registrantSignedName="Marsh Hawk Funds"'
        ' signature="Io Tran" title="Treasurer"/></formData></edgarSubmission>'
    )
    assert values(read(census), "signatories") == ["Io Tran"]


def test_a_header_of_many_filers_is_told_apart_in_time_that_grows_as_they_do() -> None:
    """Where all before a filer were counted for each, this took seconds."""
    parties = ["FILER"] * 60_000
    each, began = sgml._Each(Sheet(page_limit=1), parties), time.thread_time()
    paths = [each.told_apart(party, "CITY") for party in range(len(parties))]
    assert paths[:2] == ["CITY", "FILER 2/CITY"]
    assert paths[-1] == "FILER 60000/CITY"
    assert time.thread_time() - began < 0.5

"""Forms 3, 4 and 5 as EDGAR shows them in a browser give the rows that their XML gives."""

from __future__ import annotations

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Document
from tests.reading.test_edgar_tables import row


def filled(*values: str) -> str:
    return "".join(
        f'<td><span class="FormText">$</span><span class="FormData">{value}</span>'
        '<span class="FootnoteData"><sup>(1)</sup></span></td>'
        if value
        else "<td></td>"
        for value in values
    )


def heads(*texts: str, rows: int = 1, across: int = 1) -> str:
    return "".join(f'<th rowspan="{rows}" colspan="{across}">{text}</th>' for text in texts)


PARTIES = """<table><tr><td>1. Name and Address of Reporting Person<sup>*</sup><table><tr>
<td><a href="/cgi-bin/browse-edgar?CIK=0002000001">Doe Jane</a></td></tr></table>
<table><tr><td>(Last)</td><td>(First)</td></tr></table>
<table><tr><td><span class="FormData">1 MILL LANE</span></td></tr></table>(Street)
<table><tr><td><span class="FormData">SALEM</span></td><td><span class="FormData">OR</span></td>
<td><span class="FormData">97301</span></td></tr></table>
<table><tr><td>(City)</td><td>(State)</td><td>(Zip)</td></tr></table></td>
<td>5. Relationship of Reporting Person(s) to Issuer<table><tr><td></td><td>Director</td>
<td></td><td>10% Owner</td></tr><tr><td><span class="FormData">X</span></td>
<td>Officer (give title below)</td><td></td><td>Other (specify below)</td></tr>
<tr><td></td><td style="color: blue">Treasurer</td></tr></table></td>
<td>2. Issuer Name <b>and</b> Ticker or Trading Symbol<br>
<a href="/cgi-bin/browse-edgar?CIK=0001000002">Gear Co</a> [ <span class="FormData">GEAR</span> ]
</td></tr><tr><td>3. Date of Earliest Transaction (Month/Day/Year)<br>
<span class="FormData">02/01/2024</span></td></tr></table>"""
FIRST = (
    "<table><thead><tr><th colspan='11'><b>Table I - Non-Derivative Securities Acquired</b></th>"
    "</tr><tr>"
    + heads("1. Title of Security (Instr. 3)", "2. Transaction Date", rows=2)
    + heads("2A. Deemed Execution Date, if any", rows=2)
    + heads("3. Transaction Code (Instr. 8)", across=2)
    + heads("4. Securities Acquired (A) or Disposed Of (D)", across=3)
    + heads("5. Amount of Securities Beneficially Owned Following", rows=2)
    + heads("6. Ownership Form: Direct (D)", "7. Nature of Indirect Beneficial", rows=2)
    + "</tr><tr>"
    + heads("Code", "V", "Amount", "(A) or (D)", "Price")
    + "</tr></thead><tbody><tr>"
    + filled("Common Stock", "02/01/2024", "", "S", "", "1,500", "D", "12.50", "98,500", "D", "")
    + "</tr><tr>"
    + filled("Common Stock", "", "", "", "", "", "", "", "3,000", "I", "By trust")
    + "</tr></tbody></table>"
)
SECOND = (
    "<table><thead><tr><th colspan='6'>Table II - Derivative Securities</th></tr><tr>"
    + heads("1. Title of Derivative Security", "3. Transaction Date", rows=2)
    + heads("4. Transaction Code", rows=1)
    + heads("5. Number of Derivative Securities Acquired (A) or Disposed of (D)", across=2)
    + heads("6. Date Exercisable and Expiration Date", across=2)
    + "</tr><tr>"
    + heads("Code", "(A)", "(D)", "Date Exercisable", "Expiration Date")
    + "</tr></thead><tbody><tr>"
    + filled("Option", "02/01/2024", "M", "", "700", "02/01/2020", "02/01/2030")
    + "</tr></tbody></table>"
)


PLAN = (
    "<table><tr><td><table><tr><td>X</td></tr></table></td><td>Check this box to indicate that a "
    "transaction was made pursuant to a contract, instruction or written plan</td></tr></table>"
)


def form(number: str = "4") -> Document:
    page = (
        f"<html><head><title>SEC FORM \n {number}</title></head><body>"
        f'<table><tr><td class="FormName">FORM {number}</td></tr></table>{PLAN}{PARTIES}{FIRST}'
        f'{SECOND}<table><tr><td class="FootnoteData">1. Held in trust.</td></tr></table>'
        '<span class="FormData">/s/ Jane Doe</span><span class="FormData">02/03/2024</span>'
        "</body></html>"
    )
    sheet = Sheet(50)
    kind = structured.html(sheet, page.encode())
    return sheet.finish("text/html", kind)


def test_each_transaction_and_holding_of_the_page_is_a_row() -> None:
    found = extract(form(), catalogue.load().get("regulatory_filing"), None).fields
    assert row(found, "items", 1) == {
        "title": "Common Stock", "date": "2024-02-01", "code": "S", "shares": "1500",
        "price": "12.50", "acquired_disposed": "D", "shares_after": "98500", "ownership": "D",
    }  # fmt: skip
    assert row(found, "items", 2) == {
        "title": "Common Stock", "shares_after": "3000", "ownership": "I", "nature": "By trust",
    }  # fmt: skip
    assert row(found, "items", 3) == {
        "title": "Option", "date": "2024-02-01", "code": "M", "shares": "700",
        "acquired_disposed": "D", "exercise_date": "2020-02-01", "expiration_date": "2030-02-01",
    }  # fmt: skip


def test_who_files_about_whom_and_when() -> None:
    document = form("5/A")
    assert document.kind == "edgar-5-a"
    stated = {statement.path: statement.value for statement in document.statements}
    assert stated["form_type"] == "5/A"
    assert (stated["registrant_name"], stated["cik"]) == ("Gear Co", "0001000002")
    assert (stated["period_end"], stated["trading_symbol"]) == ("2024-02-01", "GEAR")
    owner = "ownershipDocument/reportingOwner/reportingOwnerId"
    assert stated[f"{owner}/rptOwnerName"] == "Doe Jane"
    assert stated["signatory"] == "/s/ Jane Doe"
    assert stated["ownershipDocument/ownerSignature/signatureDate"] == "2024-02-03"
    person = "ownershipDocument/reportingOwner/reporting"
    assert stated[f"{person}OwnerAddress/rptOwnerStreet1"] == "1 MILL LANE"
    assert stated[f"{person}OwnerAddress/rptOwnerZipCode"] == "97301"
    assert stated[f"{person}OwnerRelationship/isOfficer"] == "true"
    assert stated[f"{person}OwnerRelationship/officerTitle"] == "Treasurer"
    assert f"{person}OwnerRelationship/isDirector" not in stated


def test_the_plan_the_notes_and_what_a_code_says() -> None:
    stated = {item.path.removeprefix("ownershipDocument/"): item for item in form().statements}
    assert stated["aff10b5One"].value == "true"
    assert stated["footnotes/footnote"].value == "Held in trust."
    coding = "derivativeTable/derivativeTransaction/transactionCoding"
    assert stated[f"{coding}/equitySwapInvolved"].value == "false"
    assert stated[f"{coding}/transactionFormType"].value == "4"


def test_every_value_with_a_row_is_shown_where_it_stands() -> None:
    document = form()
    rows = [statement for statement in document.statements if "row" in statement.attributes]
    assert rows
    assert all(statement.span.end for statement in rows)
    shares = next(item for item in rows if item.path.endswith("transactionShares/value"))
    assert document.text[shares.span.start : shares.span.end] == "1,500"

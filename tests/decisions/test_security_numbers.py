"""Numbers of securities in what filings list: a wrong check digit is told, no number is none."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.decisions.outcome import Outcome, decide
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.filings import edgar
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Classification, Extraction

FILING = catalogue.load().get("regulatory_filing")
HOLDING = """<edgarSubmission><headerData><submissionType>NPORT-P</submissionType></headerData>
<formData><genInfo><regName>Fund</regName></genInfo><invstOrSecs><invstOrSec><name>Bolt</name>
<cusip>{}</cusip><identifiers>{}</identifiers></invstOrSec></invstOrSecs></formData>
</edgarSubmission>"""


def held(cusip: str, isin: str = "") -> tuple[Extraction, Outcome]:
    """A fund's only holding, and what is decided about it."""
    told = f'<isin value="{isin}"/>' if isin else ""
    sheet = Sheet(10)
    root = xmlsafe.xml(HOLDING.format(cusip, told).encode())
    kind = edgar.read(sheet, root)
    found = extract(sheet.finish("text/xml", kind), FILING, None)
    sure = Classification(doctype="regulatory_filing", probability=1.0)
    return found, decide(sure, found, FILING, date(2026, 1, 1))


def failed(outcome: Outcome) -> list[str]:
    return [c.message for c in outcome.checks if c.rule in {"cusip", "isin"} and not c.passed]


def test_a_mistyped_number_of_a_holding_is_told_with_its_row() -> None:
    _, outcome = held("037833101", "US0378331006")
    assert failed(outcome) == [
        "Items cusip of row 1 has wrong check digits for a CUSIP.",
        "Items isin of row 1 has wrong check digits for an ISIN.",
    ]


@pytest.mark.parametrize("cusip", ["037833100", "G0083B108", "H1467J104"])
def test_right_numbers_pass_also_those_of_foreign_issuers(cusip: str) -> None:
    found, outcome = held(cusip, "US0378331005")
    assert [f.value for f in found.fields if f.name == "items.cusip"] == [cusip]
    assert not failed(outcome)


@pytest.mark.parametrize("cusip", ["N/A", "000000000", "None", "n/a"])
def test_no_number_is_no_wrong_number(cusip: str) -> None:
    found, outcome = held(cusip)
    assert not [f for f in found.fields if f.name == "items.cusip"]
    assert not failed(outcome)

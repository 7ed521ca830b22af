"""A complete submission with its linkbase: the figures are held against the filing's own sums."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.decisions.outcome import decide
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.filings import sgml
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Check, Classification

FILING = catalogue.load().get("regulatory_filing")

INSTANCE = """<xbrl xmlns="http://www.xbrl.org/2003/instance"
 xmlns:us-gaap="http://fasb.org/us-gaap/2023" xmlns:dei="http://xbrl.sec.gov/dei/2023">
<context id="i"><entity><identifier>1</identifier></entity>
<period><instant>2023-12-31</instant></period></context>
<unit id="u"><measure>iso4217:USD</measure></unit>
<dei:EntityRegistrantName contextRef="i">Gear Co</dei:EntityRegistrantName>
<us-gaap:Cash contextRef="i" unitRef="u">400</us-gaap:Cash>
<us-gaap:Debt contextRef="i" unitRef="u">150</us-gaap:Debt>
<us-gaap:NetCash contextRef="i" unitRef="u">{total}</us-gaap:NetCash></xbrl>"""

LINKS = """<linkbase xmlns="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink"><calculationLink>
<loc xlink:label="t" xlink:href="g.xsd#us-gaap_NetCash"/>
<loc xlink:label="a" xlink:href="g.xsd#us-gaap_Cash"/>
<loc xlink:label="b" xlink:href="g.xsd#us-gaap_Debt"/>
<calculationArc xlink:from="t" xlink:to="a" weight="1"/>
<calculationArc xlink:from="t" xlink:to="b" weight="-1"/></calculationLink></linkbase>"""

SUBMISSION = """<SEC-DOCUMENT>0000000001-24-000001.txt
<SEC-HEADER>0000000001-24-000001.hdr.sgml : 20240201
CONFORMED SUBMISSION TYPE:\t10-K
</SEC-HEADER>
<DOCUMENT>
<TYPE>EX-101.INS
<TEXT>
<XML>
{instance}
</XML>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-101.CAL
<TEXT>
<XML>
{links}
</XML>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


def checks(total: str) -> list[Check]:
    """The verdicts on a submission whose net cash is stated as ``total``."""
    sheet = Sheet(20)
    text = SUBMISSION.format(instance=INSTANCE.format(total=total), links=LINKS)
    document = sheet.finish("text/plain", sgml.read(sheet, text))
    found = extract(document, FILING, None)
    judged = decide(
        Classification(doctype=FILING.name, probability=1.0), found, FILING, date(2024, 2, 2)
    )
    return [check for check in judged.checks if check.rule == "calculation"]


@pytest.mark.parametrize(("total", "passed"), [("250", True), ("251", True), ("300", False)])
def test_a_total_is_the_weighted_sum_within_rounding(total: str, passed: bool) -> None:
    (check,) = checks(total)
    assert check.passed is passed


def test_linkbases_are_not_set_as_text() -> None:
    sheet = Sheet(20)
    text = SUBMISSION.format(instance=INSTANCE.format(total="250"), links=LINKS)
    document = sheet.finish("text/plain", sgml.read(sheet, text))
    assert "calculationArc" not in document.text
    assert "Calculation Arc" not in document.text

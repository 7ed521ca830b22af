"""Covers as browsers break them: cells over several lines, a suite in front of its town."""

from __future__ import annotations

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.extraction.kinds import places
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Span

LONG = "The Larchmont and Westmere Mercantile Securities Exchange LLC"
PAGE = f"""<html><body><p>FORM 10-K</p><p>OSPREY RIDGE BANCORP, INC.</p>
<p>(Exact name of registrant as specified in its charter)</p>
<table border=1><tr><td>Title of each class</td><td>Trading Symbol(s)</td>
<td>Name of each exchange on which registered</td></tr>
<tr><td>Depositary Shares, each a part of one share of Preferred Stock, Series B</td><td>ORBKP</td>
<td>{LONG}</td></tr>
<tr><td>Common Stock</td><td>ORBK</td><td>{LONG}</td></tr></table></body></html>"""


def test_a_broken_cell_is_read_whole_and_the_rows_below_it_are_not_lost() -> None:
    sheet = Sheet(5)
    document = sheet.finish("text/html", structured.html(sheet, PAGE.encode()))
    found = extract(document, catalogue.load().get("regulatory_filing"), None).fields
    values = [(field.name, field.value) for field in found]
    assert [value for name, value in values if name == "securities.symbol"] == ["ORBKP", "ORBK"]
    assert {value for name, value in values if name == "securities.exchange"} == {LONG}


def test_a_suite_in_front_of_its_town_is_no_part_of_it() -> None:
    line = "One Granite Plaza, Suite 900 Frederick, Maryland 21701"
    parts = places.parts([(Span(0, len(line)), line)])
    told = {name: part.value for name, part in parts.items()}
    assert told == {
        "street": "One Granite Plaza",
        "street_2": "Suite 900",
        "city": "Frederick",
        "state": "Maryland",
        "postal_code": "21701",
    }
    assert line[slice(*parts["city"].span)] == "Frederick"

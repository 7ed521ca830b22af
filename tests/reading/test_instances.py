"""XBRL instances beyond plain items: tuples, fractions, facts without a value."""

from __future__ import annotations

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.xbrl import instance
from appliance.types import Document, Statement

SOURCE = b"""<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:g="http://gear.example"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:dei="http://xbrl.sec.gov/dei/2023">
<context id="i"><entity><identifier>1</identifier></entity>
<period><instant>2023-12-31</instant></period></context>
<unit id="u"><measure>iso4217:USD</measure></unit>
<dei:EntityRegistrantName contextRef="i" xsi:nil="true"/>
<g:Cash contextRef="i" unitRef="u" decimals="-3">400000</g:Cash>
<g:Ratio contextRef="i" unitRef="u"><numerator>1</numerator><denominator>3</denominator></g:Ratio>
<g:Officer><g:Name contextRef="i">Ann Lee</g:Name>
 <g:Pay><g:Salary contextRef="i" unitRef="u">250000</g:Salary></g:Pay></g:Officer></xbrl>"""


def read() -> Document:
    sheet = Sheet(page_limit=5)
    return sheet.finish("application/xml", instance.read(sheet, xmlsafe.xml(SOURCE)))


def stated(path: str) -> list[Statement]:
    return [statement for statement in read().statements if statement.path == path]


def test_a_fraction_keeps_its_parts() -> None:
    assert [fact.value for fact in stated("g:Ratio")] == ["1/3"]


def test_members_of_tuples_are_facts_and_tuples_are_none() -> None:
    assert [fact.value for fact in stated("g:Name")] == ["Ann Lee"]
    assert [fact.value for fact in stated("g:Salary")] == ["250000"]
    assert not stated("g:Officer") + stated("g:Pay")


def test_a_fact_without_a_value_is_said_to_have_none() -> None:
    (nil,) = stated("dei:EntityRegistrantName")
    assert (nil.value, nil.attributes["nil"]) == ("nil", "true")
    assert not stated("registrant_name")


def test_how_exact_a_figure_is_comes_with_it() -> None:
    assert [fact.attributes["decimals"] for fact in stated("g:Cash")] == ["-3"]

"""Inline XBRL 1.1: a fact is read whole and exact, or said not to be understood, never dropped."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.decisions.case import Case
from appliance.decisions.rules import validate
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.xbrl import ixbrl
from appliance.types import Check, Extraction

PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><body>
<ix:header><ix:resources><xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="s">1
</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2024-12-31</xbrli:instant>
</xbrli:period></xbrli:context></ix:resources></ix:header>{}</body></html>"""


def read(body: str) -> tuple[Extraction, dict[str, str], tuple[Check, ...]]:
    """The extraction, its facts by name, and the checks."""
    sheet = Sheet(10)
    kind = ixbrl.read(sheet, PAGE.format(body).encode())
    doctype = catalogue.load().get("regulatory_filing")
    found = extract(sheet.finish("text/html", kind), doctype, None)
    rows: dict[int, dict[str, str]] = {}
    for field in found.fields:
        if field.name.startswith("facts."):
            rows.setdefault(field.row, {})[field.name] = field.value
    facts = {row["facts.name"]: row.get("facts.value", "") for row in rows.values()}
    checks = validate(Case(extraction=found, doctype=doctype, today=date(2025, 1, 2)))
    return found, facts, checks


def words(name: str, text: str, rest: str = "") -> str:
    """A fact of text."""
    return f'<p><ix:nonNumeric contextRef="c" name="{name}" {rest}>{text}</ix:nonNumeric></p>'


def test_a_text_goes_on_where_it_is_continued_without_what_is_excluded() -> None:
    body = (
        words("a:Policy", "Sales count <ix:exclude>page <b>12</b></ix:exclude>when ", CHAIN)
        + '<p><ix:continuation id="n2" continuedAt="n3">goods are </ix:continuation></p>'
        + "<p>something else</p>"
        + '<p><ix:continuation id="n3" continuedAt="n2">handed over.</ix:continuation></p>'
    )
    _, facts, _ = read(body)
    assert facts["a:Policy"] == "Sales count when goods are handed over."


CHAIN = 'continuedAt="n2"'


def test_fractions_and_facts_without_a_value_are_facts() -> None:
    body = (
        '<p><ix:fraction contextRef="c" unitRef="pure" name="a:Split">'
        '<ix:numerator format="ixt:num-dot-decimal">1,000</ix:numerator> for '
        '<ix:denominator scale="1">3</ix:denominator></ix:fraction></p>'
        '<p><ix:nonFraction contextRef="c" unitRef="u" name="a:Loss" xsi:nil="true">-'
        "</ix:nonFraction></p>" + words("dei:EntityRegistrantName", "", 'xsi:nil="true"')
    )
    found, facts, checks = read(body)
    assert facts["a:Split"] == "1000/30"
    assert facts["a:Loss"] == "nil"
    assert {field.name for field in found.fields if field.value == "nil"} == {"facts.value"}
    assert not any(check.rule == "facts_read" for check in checks)


def test_a_format_that_is_not_understood_is_said_and_never_drops_the_fact() -> None:
    number = '<ix:nonFraction contextRef="c" unitRef="u" name="a:{}" {}>{}</ix:nonFraction> '
    body = (
        number.format("Sites", 'format="ixt-sec:numwordsen"', "twenty-three")
        + number.format("Odd", 'format="own:roman"', "XIV")
        + words("a:When", "Heisei 3", 'format="own:era"')
    )
    _, facts, checks = read(body)
    assert facts == {"a:Sites": "23", "a:Odd": "XIV", "a:When": "Heisei 3"}
    (said,) = [check for check in checks if check.rule == "facts_read"]
    assert not said.passed
    assert said.message.startswith("2 tagged facts are given as printed")


def test_a_fact_whose_context_is_missing_is_not_accepted_without_its_period() -> None:
    body = (
        '<ix:nonFraction contextRef="gone" unitRef="u" name="a:Revenue">812</ix:nonFraction> '
        '<ix:nonFraction contextRef="c" unitRef="u" name="a:Costs">400</ix:nonFraction>'
    )
    _, facts, checks = read(body)
    assert facts == {"a:Revenue": "812", "a:Costs": "400"}
    (said,) = [check for check in checks if check.rule == "facts_read"]
    assert not said.passed
    assert said.message.startswith("1 tagged fact names a context")


CONTEXTS = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:t="http://example.com/t"
 xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<body><ix:header><ix:hidden><ix:nonNumeric id="h" contextRef="c" name="t:When">2024-12-31
</ix:nonNumeric></ix:hidden><ix:resources><xbrli:context id="c"><xbrli:entity>
<xbrli:identifier scheme="s">1</xbrli:identifier>{}</xbrli:entity><xbrli:period>
<xbrli:startDate>2024-01-01T00:00:00</xbrli:startDate>
<xbrli:endDate>2025-01-01T00:00:00</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:unit id="u">{}</xbrli:unit></ix:resources></ix:header><p>31.12.2024 or
<span style="-esef-ix-hidden:h">the end of the year</span>
<ix:nonFraction name="t:Rate" contextRef="c" unitRef="u" decimals="0">7</ix:nonFraction></p>
</body></html>"""
SUM = "<xbrli:measure>iso4217:EUR</xbrli:measure>"
HOURLY = f"""<xbrli:divide><xbrli:unitNumerator>{SUM}</xbrli:unitNumerator><xbrli:unitDenominator>
<xbrli:measure>utr:kWh</xbrli:measure><xbrli:measure>utr:h</xbrli:measure>
</xbrli:unitDenominator></xbrli:divide>"""


def rate(segment: str, unit: str) -> dict[str, str]:
    """What the one figure says beside its value, and where the hidden day is shown."""
    sheet = Sheet(10)
    kind = ixbrl.read(sheet, CONTEXTS.format(segment, unit).encode())
    document = sheet.finish("text/html", kind)
    found = extract(document, catalogue.load().get("regulatory_filing"), None)
    rows: dict[int, dict[str, str]] = {}
    for field in found.fields:
        if field.name.startswith("facts."):
            rows.setdefault(field.row, {})[field.name.partition(".")[2]] = field.value
    (day,) = [one for one in document.statements if one.path == "t:When"]
    shown = document.text[day.span.start : day.span.end]
    return next(r for r in rows.values() if r["name"] == "t:Rate") | {"shown": shown}


def test_a_period_that_ends_at_midnight_ends_the_day_before() -> None:
    assert rate("", SUM)["period"] == "2024-01-01/2024-12-31"


def test_units_that_are_multiplied_are_not_divided() -> None:
    assert rate("", SUM + "<xbrli:measure>utr:h</xbrli:measure>")["unit"] == "EUR*h"
    assert rate("", HOURLY)["unit"] == "EUR/kWh*h"


def test_what_limits_a_fact_to_a_part_is_told_even_where_it_is_no_dimension() -> None:
    segment = "<xbrli:segment>{}</xbrli:segment>"
    south = segment.format("<t:division>South</t:division>")
    loan = '<t:loan xsi:nil="true"/>'
    typed = f'<xbrldi:typedMember dimension="t:LoanAxis">{loan}</xbrldi:typedMember>'
    assert rate(south, SUM)["dimensions"] == "t:division=South"
    assert rate(segment.format(typed), SUM)["dimensions"] == "t:LoanAxis=nil"


def test_a_hidden_fact_is_where_a_european_page_says_that_it_is_shown() -> None:
    assert rate("", SUM)["shown"] == "the end of the year"


def test_paragraphs_that_are_tagged_with_their_tags_are_words_apart() -> None:
    _, facts, _ = read(words("a:Note", "<b>o</b>ne<p>two</p><p>three</p>", 'escape="true"'))
    assert facts["a:Note"] == "one two three"


def test_a_figure_that_is_not_written_as_tagged_goes_to_a_person() -> None:
    number = '<ix:nonFraction contextRef="c" unitRef="u" name="a:N" {}>{}</ix:nonFraction>'
    _, facts, checks = read(number.format('format="ixt:num-dot-decimal"', "1.204,50"))
    assert facts["a:N"] == "1.204,50"
    assert [check.passed for check in checks if check.rule == "facts_read"] == [False]


@pytest.mark.parametrize(
    ("shown", "form", "code"),
    [
        ("Delaware", "stateprovnameen", "DE"),
        ("State of New York", "stateprovnameen", "NY"),
        ("Ontario", "stateprovnameen", "ON"),
        ("Ontario", "edgarprovcountryen", "A6"),
        ("Cayman Islands", "edgarprovcountryen", "E9"),
        ("Texas", "edgarprovcountryen", "TX"),
        ("The Netherlands", "countrynameen", "NL"),
        ("Nasdaq Global Select Market", "exchnameen", "NASDAQ"),
        ("The Nasdaq Stock Market LLC", "exchnameen", "NASDAQ"),
        ("NYSE American", "exchnameen", "NYSEAMER"),
        ("New York Stock Exchange", "exchnameen", "NYSE"),
        ("Large accelerated filer", "entityfilercategoryen", "Large Accelerated Filer"),
        ("Non‑accelerated filer", "entityfilercategoryen", "Non-accelerated Filer"),
        ("Atlantis", "edgarprovcountryen", "Atlantis"),
    ],
)
def test_a_fact_has_the_code_of_the_place_or_exchange_that_the_page_names(
    shown: str, form: str, code: str
) -> None:
    _, facts, checks = read(words("a:Named", shown, f'format="ixt-sec:{form}"'))
    assert facts["a:Named"] == code
    assert not [check for check in checks if not check.passed and "facts" in check.rule]


def test_a_field_shows_the_page_s_words_where_the_fact_has_a_code() -> None:
    body = words(
        "dei:EntityIncorporationStateCountryCode", "Delaware", 'format="ixt-sec:stateprovnameen"'
    )
    found, facts, _ = read(body)
    assert facts["dei:EntityIncorporationStateCountryCode"] == "DE"
    assert [f.value for f in found.fields if f.name == "incorporation"] == ["Delaware"]


def test_a_fact_that_is_fixed_to_be_empty_is_a_fact_and_no_field() -> None:
    body = words("dei:EntityAddressAddressLine2", "n/a (see above)", 'format="ixt:fixed-empty"')
    found, _, _ = read(body + words("a:Switch", "any", 'format="ixt:fixed-true"'))
    told = {field.name: field.value for field in found.fields}
    names = [field.value for field in found.fields if field.name == "facts.name"]
    assert names == ["dei:EntityAddressAddressLine2", "a:Switch"]
    assert [field.value for field in found.fields if field.name == "facts.value"] == ["true"]
    assert "address_street_2" not in told

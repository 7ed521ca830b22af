"""Registered securities as rows: each title with its own symbol and exchange."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.xbrl import ixbrl
from appliance.types import Document, Field, Span, Statement
from tests.extraction.fakes_extraction import printed

FILING = catalogue.load().get("regulatory_filing")
Rows = list[tuple[str, str, str]]
CLASS, LISTED = "us-gaap:StatementClassOfStockAxis", "dei:EntityListingsExchangeAxis"
NYSE, LSE = "New York Stock Exchange", "London Stock Exchange"


def rows(fields: Iterable[Field]) -> Rows:
    """Title, symbol and exchange of each row."""
    found: dict[int, dict[str, str]] = {}
    for field in fields:
        if field.name.partition(".")[0] == "securities":
            assert found.setdefault(field.row, {}).setdefault(field.name, field.value)
    one, two, three = "securities", "securities.symbol", "securities.exchange"
    rows = [found[at] for at in sorted(found)]
    return [(row.get(one, ""), row.get(two, ""), row.get(three, "")) for row in rows]


def context(name: str, *members: tuple[str, str]) -> str:
    told = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>'
        for axis, member in members
    )
    segment = f"<xbrli:segment>{told}</xbrli:segment>" if told else ""
    return (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="s">1'
        f"</xbrli:identifier>{segment}</xbrli:entity><xbrli:period><xbrli:instant>2024-12-31"
        "</xbrli:instant></xbrli:period></xbrli:context>"
    )


def tag(name: str, about: str, text: str) -> str:
    return f'<ix:nonNumeric contextRef="{about}" name="dei:{name}">{text}</ix:nonNumeric> '


def cover(contexts: str, *tags: str) -> Rows:
    """The securities of a page with these tags."""
    cells = "".join(f"<p>{tag(*one.split('|'))}</p>" for one in tags)
    source = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"'
        ' xmlns:xbrli="http://www.xbrl.org/2003/instance" '
        'xmlns:xbrldi="http://xbrl.org/2006/xbrldi"><body><ix:header><ix:resources>'
        f"{contexts}</ix:resources></ix:header>{cells}</body></html>"
    )
    sheet = Sheet(10)
    kind = ixbrl.read(sheet, source.encode())
    return rows(extract(sheet.finish("text/html", kind), FILING, None).fields)


def test_tags_of_one_member_are_a_row_wherever_they_stand() -> None:
    classes = context("a", (CLASS, "x:A")) + context("n", (CLASS, "x:Notes"))
    found = cover(
        classes, "Security12bTitle|a|Class A Common Stock", "Security12bTitle|n|2% Notes due 2030",
        f"SecurityExchangeName|n|{NYSE}", "TradingSymbol|a|AAA",
        f"SecurityExchangeName|a|{NYSE}", "TradingSymbol|n|AAA30",
    )  # fmt: skip
    assert found == [("Class A Common Stock", "AAA", NYSE), ("2% Notes due 2030", "AAA30", NYSE)]


def test_a_security_without_a_symbol_takes_none_from_the_next() -> None:
    classes = context("a", (CLASS, "x:A")) + context("n", (CLASS, "x:Notes"))
    found = cover(
        classes, "Security12bTitle|a|2% Notes due 2030", f"SecurityExchangeName|a|{NYSE}",
        "Security12bTitle|n|Common Stock", "TradingSymbol|n|AAA", f"SecurityExchangeName|n|{NYSE}",
    )  # fmt: skip
    assert found == [("2% Notes due 2030", "", NYSE), ("Common Stock", "AAA", NYSE)]


def test_what_is_listed_on_two_exchanges_is_two_rows() -> None:
    members = context("a", (CLASS, "x:A")) + "".join(
        context(name, (CLASS, "x:A"), (LISTED, name)) for name in ("x:NYSE", "x:LSE")
    )
    found = cover(
        members, "Security12bTitle|a|Common Stock", "TradingSymbol|a|AAA",
        f"SecurityExchangeName|x:NYSE|{NYSE}", f"SecurityExchangeName|x:LSE|{LSE}",
    )  # fmt: skip
    assert found == [("Common Stock", "AAA", NYSE), ("Common Stock", "AAA", LSE)]


def test_securities_tagged_in_one_context_are_told_apart_by_their_order() -> None:
    found = cover(
        context("c"), "Security12bTitle|c|Common Stock", "TradingSymbol|c|AAA",
        "SecurityExchangeName|c|Nasdaq", "Security12bTitle|c|Warrants", "TradingSymbol|c|AAAW",
        "SecurityExchangeName|c|Nasdaq",
    )  # fmt: skip
    assert found == [("Common Stock", "AAA", "Nasdaq"), ("Warrants", "AAAW", "Nasdaq")]


def test_no_symbol_and_a_title_said_twice_are_no_rows() -> None:
    found = cover(
        context("c"), "Security12bTitle|c|Common Stock", "Security12bTitle|c|Common Stock",
        "TradingSymbol|c|N/A", f"SecurityExchangeName|c|{NYSE}",
    )  # fmt: skip
    assert found == [("Common Stock", "", NYSE)]


PAGE = """FORM 10-K
Securities registered pursuant to Section 12(b) of the Act:
Title of each class            Trading symbol     Name of each exchange on which registered
Common Stock, $0.01 par        QRT                The Nasdaq Stock Market LLC
2.5% Senior Notes due 2031     None               New York Stock Exchange
Warrants                       QRTW               The Nasdaq Stock Market LLC
Indicate by check mark whether the registrant is a shell company. Yes [ ] No [X]
"""


def test_the_rows_of_a_printed_cover_stay_rows() -> None:
    nasdaq = "The Nasdaq Stock Market LLC"
    assert rows(extract(printed(PAGE), FILING, None).fields) == [
        ("Common Stock, $0.01 par", "QRT", nasdaq),
        ("2.5% Senior Notes due 2031", "", NYSE),
        ("Warrants", "QRTW", nasdaq),
    ]


def form(*titles: tuple[str, str]) -> Document:
    """A Form 4 of these transactions, by table."""
    stated = [
        Statement(
            path=f"ownershipDocument/{table}Table/{table}Transaction/securityTitle/value",
            span=Span(0, 0), value=title, attributes={"row": str(number)},
        )
        for number, (table, title) in enumerate(titles, start=1)
    ]  # fmt: skip
    symbol = Statement(path="trading_symbol", span=Span(0, 0), value="QRT")
    return Document(
        text="Form 4", pages=(), statements=(symbol, *stated), media_type="text/xml",
        kind="edgar-4",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        ([("nonDerivative", "Common Stock")] * 2 + [("derivative", "Option")],
         [("Common Stock", "QRT", ""), ("Option", "", "")]),
        ([("nonDerivative", "Class A"), ("nonDerivative", "Class B")],
         [("Class A", "", ""), ("Class B", "", ""), ("", "QRT", "")]),
    ],
)  # fmt: skip
def test_an_issuers_symbol_is_that_of_its_only_stock(
    titles: list[tuple[str, str]], wanted: Rows
) -> None:
    assert rows(extract(form(*titles), FILING, None).fields) == wanted

"""Tables on covers: cells of several lines, several registrants, labels beside their values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.decisions.route import doubtful
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Document, Field, Origin
from tests.extraction.fakes_extraction import printed
from tests.extraction.test_cover_shapes import HEAD, values

FILING = catalogue.load().get("regulatory_filing")


def page(text: str) -> Document:
    """A printed page of these rows."""
    document = printed(text)
    return replace(
        document, pages=tuple(replace(p, origin=Origin.TEXT_LAYER) for p in document.pages)
    )


def fields(text: str, name: str) -> list[Field]:
    return [f for f in extract(page(text), FILING, None).fields if f.name == name]


def told(text: str, name: str) -> list[str]:
    return [field.value for field in fields(text, name)]


WRAPPED = """
FORM 10-Q
Securities registered pursuant to Section 12(b) of the Act:
                                       Trading          Name of each exchange
Title of each class                    Symbol(s)        on which registered

Units, each consisting of one share    MRLNU            The Nasdaq Stock
and one-third of one Warrant                            Market LLC

Class A Ordinary Shares                MRLN             The Nasdaq Stock
                                                        Market LLC

Warrants, each whole warrant                            The Nasdaq Stock
exercisable for one share at an        MRLNW            Market LLC
exercise price of $11.50
Indicate by check mark whether the registrant is a shell company. Yes ☐ No ☒
"""


def test_securities_whose_cells_take_several_printed_lines_are_read_whole() -> None:
    assert told(WRAPPED, "securities") == [
        "Units, each consisting of one share and one-third of one Warrant",
        "Class A Ordinary Shares",
        "Warrants, each whole warrant exercisable for one share at an exercise price of $11.50",
    ]
    assert told(WRAPPED, "securities.symbol") == ["MRLNU", "MRLN", "MRLNW"]
    assert told(WRAPPED, "securities.exchange") == ["The Nasdaq Stock Market LLC"] * 3


def test_a_table_whose_cells_do_not_come_out_is_never_accepted_unseen() -> None:
    broken = WRAPPED.replace("\n\nClass A", "\nClass A").replace("\n\nWarrants", "\nWarrants")
    for name in ("securities", "securities.symbol", "securities.exchange"):
        assert all(doubtful(field, FILING) for field in fields(broken, name))


def test_a_heading_between_securities_is_none_of_them() -> None:
    rows = (("TIDE HOLDINGS:", "", ""), ("Common stock", "TIDE", "NYSE"))
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    html = (
        "<html><body><p>FORM 10-K</p><table><tr><td>Title of each class</td><td>Trading Symbol"
        f"</td><td>Name of each exchange</td></tr>{body}</table></body></html>"
    )
    assert values(html, "securities") == ["Common stock"]
    assert values(html, "securities.exchange") == ["NYSE"]


def test_long_titles_of_a_web_page_are_whole_and_their_symbols_are_no_exchanges() -> None:
    title = (
        "Warrants, each whole warrant exercisable for one Class A Ordinary Share at a price of $9"
    )
    html = (
        "<html><body><p>FORM 10-K</p><table><tr><td>Title of each class</td><td></td><td>Trading "
        "Symbol(s)</td><td></td><td>Name of each exchange on which registered</td></tr>"
        f"<tr><td>{title}, subject to adjustment</td><td></td><td>MRLNW</td><td></td>"
        "<td>The Nasdaq Stock Market LLC</td></tr></table></body></html>"
    )
    assert values(html, "securities") == [f"{title}, subject to adjustment"]
    assert values(html, "securities.symbol") == ["MRLNW"]
    assert values(html, "securities.exchange") == ["The Nasdaq Stock Market LLC"]


def test_a_class_registered_under_section_12g_is_read_behind_its_label() -> None:
    text = f"{HEAD}FORM 10-K\nSecurities registered pursuant to Section 12(g) of the Act: "
    assert values(f"{text}Common Stock, par value $0.01\n", "securities") == [
        "Common Stock, par value $0.01"
    ]
    assert values(f"{text}None\n", "securities") == []


def test_a_box_beside_the_middle_of_its_label_is_its_box() -> None:
    text = """
FORM 10-K
     ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE
☒    SECURITIES EXCHANGE ACT OF 1934
For the fiscal year ended June 30, 2024
     TRANSITION REPORT PURSUANT TO SECTION 13 OR 15(d) OF
☐    THE SECURITIES EXCHANGE ACT OF 1934
"""
    assert told(text, "annual_report") == ["true"]
    assert told(text, "transition_report") == ["false"]


def test_a_drawn_rule_over_a_label_is_no_empty_box() -> None:
    text = f"{HEAD}FORM 10-K\n{'_' * 31}\nANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d)\n"
    assert values(text, "annual_report") == []


def test_boxes_between_bars_are_boxes() -> None:
    text = (
        f"{HEAD}FORM 10-KSB\n|X|  ANNUAL REPORT UNDER SECTION 13 OR 15(d)\n\n|_|  TRANSITION REPORT"
        " UNDER SECTION 13\n\nCheck whether the issuer (1) filed all reports required to be filed. "
        "Yes |X| No |_|\n\nIndicate by check mark whether the registrant is a shell company. "
        "Yes |_| No |X|\n"
    )
    assert values(text, "annual_report") == ["true"]
    assert values(text, "transition_report") == ["false"]
    assert values(text, "current_reporting_status") == ["true"]
    assert values(text, "shell_company") == ["false"]


JOINT = """
FORM 10-K
Commission   Name of Registrant; State of            IRS Employer
File         Incorporation; Address; and             Identification
Number       Telephone Number                        Number
1-8349       TIDE HOLDINGS, INC.                     54-1229715
             (a Virginia corporation)
             120 Granby Street
             Norfolk, Virginia 23510
             (757) 555-0190
1-8350       TIDE GAS COMPANY                        54-0418825
             (a Delaware corporation)
             1 Harbor Road
             Dover, Delaware 19901
             (302) 555-0191
Securities registered pursuant to Section 12(b) of the Act: None
"""


def test_of_several_registrants_in_a_table_the_first_is_told_on_paper_too() -> None:
    wanted = {
        "registrant_name": "TIDE HOLDINGS, INC.",
        "incorporation": "Virginia",
        "address_street": "120 Granby Street",
        "address_city": "Norfolk",
        "address_postal_code": "23510",
        "phone": "(757) 555-0190",
        "ein": "54-1229715",
    }
    assert {name: told(JOINT, name) for name in wanted} == {n: [v] for n, v in wanted.items()}


@pytest.mark.parametrize(
    "head",
    [
        "Name of Registrant; State or Other Jurisdiction of Incorporation; Address of Principal "
        "Executive Offices; and Telephone Number",
        "Exact Name of Registrant; State of Incorporation; Address and Telephone Number",
    ],
)
def test_the_first_registrant_of_a_table_headed_by_its_name_and_state_is_told(head: str) -> None:
    cell = "{} (a Virginia corporation) 120 Granby Street Norfolk, Virginia 23510 (757) 555-0190"
    rows = "".join(
        f"<tr><td>{number}</td><td>{cell.format(name)}</td><td>{ein}</td></tr>"
        for number, name, ein in (
            ("1-8349", "TIDE HOLDINGS, INC.", "54-1229715"),
            ("1-8350", "TIDE GAS COMPANY", "54-0418825"),
        )
    )
    html = (
        "<html><body><p>FORM 10-K</p><table><tr><td>Commission File Number</td>"
        f"<td>{head}</td><td>IRS Employer Identification No.</td></tr>"
        f"{rows}</table><p>The number of shares outstanding of each registrant’s common stock was:"
        "</p><table><tr><td>Tide Holdings, Inc. Common Stock</td><td>97,812,000</td></tr></table>"
        "</body></html>"
    )
    assert values(html, "registrant_name") == ["TIDE HOLDINGS, INC."]
    assert values(html, "incorporation") == ["Virginia"]
    assert values(html, "address_street") == ["120 Granby Street"]
    assert values(html, "address_city") == ["Norfolk"]
    assert values(html, "phone") == ["(757) 555-0190"]
    assert values(html, "shares_outstanding") == ["97812000"]


def test_a_column_of_registrants_before_the_titles_is_no_title() -> None:
    html = (
        "<html><body><p>FORM 10-Q</p><table><tr><td>Registrant</td><td>Title of each class</td>"
        "<td>Trading Symbol</td><td>Name of Each Exchange on Which Registered</td></tr><tr><td>"
        "Tide Holdings, Inc.</td><td>Common Stock, $6 par value</td><td>TIDE</td><td>New York "
        "Stock Exchange</td></tr></table></body></html>"
    )
    assert values(html, "securities") == ["Common Stock, $6 par value"]
    paper = """
FORM 10-Q
Securities registered pursuant to Section 12(b) of the Act:
Registrant      Title of each class      Trading    Name of each exchange
                                         Symbol     on which registered
Tide Holdings   Common Stock, par        TIDE       New York Stock
                value $6                            Exchange
Indicate by check mark whether the registrant is a shell company. Yes ☐ No ☒
"""
    assert told(paper, "securities") == ["Common Stock, par value $6"]
    assert told(paper, "securities.exchange") == ["New York Stock Exchange"]


def test_registrants_whose_numbers_stand_at_the_foot_of_their_rows_are_not_mixed_up() -> None:
    low = JOINT.replace("1-8349  ", " " * 8).replace("1-8350  ", " " * 8)
    low = low.replace(" " * 13 + "(757)", "1-8349       (757)")
    low = low.replace(" " * 13 + "(302)", "1-8350       (302)")
    assert "Delaware" not in told(low, "incorporation")
    assert not any("GAS" in street for street in told(low, "address_street"))

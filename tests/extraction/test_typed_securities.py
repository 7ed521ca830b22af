"""Tables of registered securities on typed covers: heads over two rows, titles over several."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet

FILING = catalogue.load().get("regulatory_filing")
COVER = """
                       SECURITIES AND EXCHANGE COMMISSION
                             Washington, D.C. 20549

                                  FORM 10-K405

[X]  ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE
     ACT OF 1934

                         Commission File Number 1-7716

                            TIDEWATER GLOVE COMPANY
            (Exact name of registrant as specified in its charter)

          Securities registered pursuant to Section 12(b) of the Act:

{table}
As of September 1, 1998, 6,120,044 shares of Common Stock were outstanding.
"""
ABOVE = """                                             Name of each exchange
      Title of each class                     on which registered
"""
BELOW = """      Title of each class                    Name of each exchange
                                              on which registered
"""
THREE = """                                  Trading      Name of each exchange
      Title of each class        Symbol(s)     on which registered
"""
RULE = """      -------------------                    ---------------------
"""
STOCK = " Common Stock, $1 par value                   New York Stock Exchange\n"
BONDS = " 7 1/2% Debentures due 2009                   American Stock Exchange\n"
WRAPPED = """ Common Stock, $1 par value,                  New York Stock Exchange
   with rights to buy preferred stock
"""
TICKED = " Common Stock, $1 par value         TWG       New York Stock Exchange\n"


def read(table: str) -> list[dict[str, str]]:
    sheet = Sheet(10)
    kind = structured.text(sheet, COVER.format(table=table).encode())
    found = extract(sheet.finish("text/plain", kind), FILING, None).fields
    names = {"securities": "title"}
    rows: dict[int, dict[str, str]] = {}
    for field in found:
        table_name, _, column = field.name.partition(".")
        if table_name == "securities":
            rows.setdefault(field.row, {})[column or names[table_name]] = field.value
    return [rows[number] for number in sorted(rows)]


FIRST = {"title": "Common Stock, $1 par value", "exchange": "New York Stock Exchange"}
SECOND = {"title": "7 1/2% Debentures due 2009", "exchange": "American Stock Exchange"}


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (ABOVE + STOCK + BONDS, [FIRST, SECOND]),
        (BELOW + STOCK + BONDS, [FIRST, SECOND]),
        (ABOVE + RULE + STOCK + BONDS, [FIRST, SECOND]),
        (THREE + TICKED, [{**FIRST, "symbol": "TWG"}]),
        (ABOVE + WRAPPED + BONDS,
         [{**FIRST, "title": "Common Stock, $1 par value, with rights to buy preferred stock"},
          SECOND]),
        (ABOVE + "      None                                       None\n", []),
    ],
)  # fmt: skip
def test_each_security_of_a_typed_table_is_a_row(table: str, told: list[dict[str, str]]) -> None:
    assert read(table) == told

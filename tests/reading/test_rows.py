"""Printed rows and reading order, from boxes alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.reading.page import assemble, columns, rows
from appliance.reading.page.assemble import RawPage
from appliance.reading.page.rows import Token
from appliance.types import Box, Origin


def token(text: str, left: float, top: float, height: float = 10.0) -> Token:
    return Token(text, Box(left, top, left + 6 * len(text), top + height))


def lines(found: list[list[Token]]) -> list[str]:
    return [" ".join(item.text for item in row) for row in found]


def test_words_far_apart_on_one_line_are_one_row() -> None:
    words = [token("12.50", 400, 101), token("TOTAL", 10, 100), token("CASH", 10, 115)]
    assert lines(rows.rows(words)) == ["TOTAL 12.50", "CASH"]


def test_a_row_may_climb_across_the_page() -> None:
    words = [token("word", 50 * index, 100 - 2 * index) for index in range(10)]
    words += [token("next", 50 * index, 114 - 2 * index) for index in range(10)]
    assert lines(rows.rows(words)) == ["word " * 9 + "word", "next " * 9 + "next"]


def test_tall_print_does_not_swallow_its_neighbours() -> None:
    words = [token("LOGO", 10, 90, 40), token("first", 10, 135), token("second", 10, 149)]
    assert lines(rows.rows(words)) == ["LOGO", "first", "second"]


def test_a_recognised_line_is_split_in_proportion() -> None:
    parts = list(rows.split("AB CD", Box(0, 0, 50, 10), 0.9))
    assert [(part.text, part.box.left, part.box.right) for part in parts] == [
        ("AB", 0, 20),
        ("CD", 30, 50),
    ]


@given(
    st.lists(
        st.tuples(
            st.text("abc1.", min_size=1, max_size=8),
            st.floats(0, 500),
            st.floats(0, 700),
            st.floats(1, 40),
        ),
        max_size=40,
    )
)
def test_no_word_is_lost_or_doubled_and_spans_are_exact(
    drawn: list[tuple[str, float, float, float]],
) -> None:
    tokens = tuple(token(text, left, top, height) for text, left, top, height in drawn)
    raw = RawPage(number=1, width=600, height=800, origin=Origin.OCR, tokens=tokens)
    document = assemble.document([raw], "image/png")
    words = document.pages[0].words
    assert sorted(word.text for word in words) == sorted(item.text for item in tokens)
    assert all(document.text[word.span.start : word.span.end] == word.text for word in words)


def block(left: float, top: float, texts: list[str], leading: float = 14) -> list[Token]:
    return [
        token(word, left + 7 * len(" ".join(text.split()[:index])), top + leading * line)
        for line, text in enumerate(texts)
        for index, word in enumerate(text.split())
    ]


def test_two_addresses_side_by_side_are_read_one_after_the_other() -> None:
    seller = block(40, 100, ["Hafenwerk GmbH", "Kai 3", "20457 Hamburg", "Germany"])
    office = block(400, 104, ["Head office", "Market Square", "Telephone 555", "Opening times"], 19)
    text = lines(columns.ordered(seller + office))
    assert text[:4] == ["Hafenwerk GmbH", "Kai 3", "20457 Hamburg", "Germany"]
    assert text[4] == "Head office"


def test_names_and_amounts_side_by_side_stay_together() -> None:
    names = block(
        40, 100, ["Fountain pen black", "Notebook ruled A5", "Grand total amount", "Cash"]
    )
    amounts = block(400, 100, ["18.50", "7.25", "25.75", "30.00"])
    assert "Grand total amount 25.75" in lines(columns.ordered(names + amounts))


def test_labels_and_values_that_stand_level_stay_together() -> None:
    labels = block(40, 100, ["Name of patient", "Date of birth", "Family doctor", "Ward"])
    values = block(300, 100, ["Ada Berg", "22 March 1962", "Doctor Holm", "Surgery"])
    assert "Name of patient Ada Berg" in lines(columns.ordered(labels + values))


def test_a_table_is_not_cut_into_its_columns() -> None:
    left = block(40, 100, ["what was done first", "and then again", "until the end of it"])
    right = block(320, 107, ["who took the notes", "and signed them", "in the presence of"])
    cut = lines(columns.ordered(left + right))
    assert cut[1] == "and then again"
    whole = lines(columns.ordered(left + right, [Box(30, 90, 600, 160)]))
    assert whole[1] == "who took the notes"


def test_cells_of_a_table_region_are_found() -> None:
    words = [
        *block(40, 100, ["Item", "Fountain pen", "Ink"]),
        *block(200, 100, ["Count", "2", "1"]),
        *block(300, 100, ["Price", "18.50", "7.25"]),
    ]
    raw = RawPage(
        number=1,
        width=600,
        height=800,
        origin=Origin.TEXT_LAYER,
        tokens=tuple(words),
        tables=(Box(30, 90, 400, 150),),
    )
    document = assemble.document([raw], "application/pdf")
    cells = [[document.text[s.start : s.end] for s in row] for row in document.tables[0].rows]
    assert cells == [
        ["Item", "Count", "Price"],
        ["Fountain pen", "2", "18.50"],
        ["Ink", "1", "7.25"],
    ]


def printed(text: str, left: float, top: float) -> list[Token]:
    """The words of a line, six points a character."""
    parts = [(word, left + 6 * text.index(word)) for word in dict.fromkeys(text.split())]
    return [token(word, at, top) for word, at in parts]


def test_two_columns_of_prose_on_level_lines_are_no_table() -> None:
    left, right = "and so the members agreed again", "which had been left open before it"
    prose = [
        word
        for row in range(12)
        for at, text in ((40.0, left), (300.0, right))
        for word in printed(text, at, 100 + 14 * row)
    ]
    prices = [
        word
        for row in range(12)
        for at, text in ((40.0, "Chair of painted oak wood"), (300.0, "12.50 EUR per piece"))
        for word in printed(text, at, 100 + 14 * row)
    ]
    region = Box(30, 90, 520, 280)
    assert columns.flows(prose, region)
    assert not columns.flows(prices, region)
    page = RawPage(
        number=1, width=595, height=842, tokens=tuple(prose), origin=Origin.TEXT_LAYER,
        tables=(region,),
    )  # fmt: skip
    assert assemble.document([page], "application/pdf").text.splitlines()[:2] == [left, left]


def test_heads_right_above_two_blocks_are_read_with_them() -> None:
    """A column on the right ends above them, and one of the blocks reaches under it."""
    seller = ["Bright Ridge Electrical Company Limited", "1180 Cedar Mill Road, Suite 200",
              "Boise, ID 83702", "EIN 82-4410092 Phone 555 0144"]  # fmt: skip
    told = ["INVOICE", "Invoice No 10-2291", "Date: 11/02/2024", "Terms: Net 30", "Order 77120"]
    bill = ["BILL TO", "Treasure Valley Dental Group", "2201 W Main St", "Boise, ID 83702"]
    ship = ["SHIP TO", "Treasure Valley Dental Branch Nampa", "44 Lake Lowell Ave", "Nampa, ID"]
    stacks = ((seller, 50, 60, 15), (told, 380, 60, 17), (bill, 50, 170, 14), (ship, 260, 170, 14))
    words = [
        one
        for rows_, left, top, leading in stacks
        for row, text in enumerate(rows_)
        for one in printed(text, left, top + leading * row)
    ]
    text = lines(columns.ordered(words))
    assert text[: len(seller + told)] == [*seller, *told]
    assert text[len(seller + told)].startswith("BILL TO")

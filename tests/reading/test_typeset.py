"""Formats without pages: rows break at blanks, and every statement points at its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.reading.paged import pictures
from appliance.reading.unpaged.typeset import FONT_SIZE, ROWS, Piece, Sheet
from appliance.types import Document


def finished(sheet: Sheet) -> Document:
    return sheet.finish("text/plain")


def test_white_space_folds_but_words_stay_apart() -> None:
    sheet = Sheet(10)
    sheet.row("  a \n b", Piece(text="c"), Piece(text=" \t d  "))
    assert finished(sheet).text == "a bc d"


def test_a_statement_that_breaks_over_rows_and_pages_keeps_its_words() -> None:
    sheet = Sheet(10)
    for _ in range(ROWS - 1):
        sheet.row("filler")
    value = "value " * 40
    key = sheet.state("path", value.strip())
    sheet.row(Piece(text="label: "), Piece(text=value, keys=(key,)))
    document = finished(sheet)
    assert len(document.pages) == 2
    (statement,) = document.statements
    shown = document.text[statement.span.start : statement.span.end]
    assert shown.split() == value.split()
    assert shown.startswith("value")
    assert "\n\n" in shown


def test_a_word_longer_than_a_row_stays_whole_and_on_the_page() -> None:
    sheet = Sheet(10)
    sheet.row("x" * 5000, "and more")
    document = finished(sheet)
    word = document.pages[0].words[0]
    assert word.text.startswith("xxx")
    assert word.box.right <= document.pages[0].width


def test_aligned_text_keeps_its_columns_on_the_page() -> None:
    sheet = Sheet(10)
    sheet.line("Item          Price")
    sheet.line("Pen            9.50")
    price, amount = (row for row in finished(sheet).pages[0].words if row.text in ("Price", "9.50"))
    assert amount.box.left > price.box.left
    assert price.box.right == amount.box.right


def test_a_wide_table_is_broken_like_text() -> None:
    sheet = Sheet(10)
    sheet.table([[(Piece(text="cell " * 15),) for _ in range(4)]])
    document = finished(sheet)
    assert len(document.text.split("\n")) > 1
    spans = document.tables[0].rows[0]
    assert all(document.text[span.start : span.end].split() == ["cell"] * 15 for span in spans)


def test_pages_can_be_drawn_in_any_script() -> None:
    sheet = Sheet(10)
    sheet.row("Straße Москва 東京 مرحبا")
    picture = pictures.draw(finished(sheet).pages[0], FONT_SIZE)
    assert picture.content.startswith(b"\xff\xd8")


@given(
    st.lists(
        st.lists(st.text("ab \n\t\xa0", max_size=150), min_size=1, max_size=4),
        min_size=1,
        max_size=30,
    )
)
def test_spans_are_exact_for_any_text(rows: list[list[str]]) -> None:
    sheet = Sheet(100)
    wanted = []
    for row in rows:
        pieces = []
        for text in row:
            key = sheet.state("path", text)
            pieces.append(Piece(text=f" {text} ", keys=(key,)))
            wanted.append(text.split())
        sheet.row(*pieces)
    document = finished(sheet)
    shown = [document.text[s.span.start : s.span.end].split() for s in document.statements]
    assert shown == wanted
    for page in document.pages:
        for word in page.words:
            assert document.text[word.span.start : word.span.end] == word.text

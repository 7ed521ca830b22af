"""When two writings mean the same value, and when they do not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from appliance.evaluation.compare import normalised, same, strict
from appliance.evaluation.values import amount, day, folded, month_day, phone
from tests.evaluation.fakes_evaluation import field


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("RM53.60", "53.60"),
        ("53.6", "53.60"),
        ("1.234,56 €", "1234.56"),
        ("1,234.56", "1234.56"),
        ("$ 1,234", "1234"),
        ("2 495,51 €", "2495.51"),
        ("1.234.567", "1234567"),
        ("12,5", "12.5"),
        ("-7.90", "-7.90"),
        ("(7.90)", "-7.90"),
        ("9.000", "9"),
        ("319.0", "319"),
        ("67 años", "67"),
    ],
)
def test_amounts_are_decimals_however_they_are_written(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "free", "-", "..."])
def test_what_is_no_amount_equals_nothing(text: str) -> None:
    assert amount(text) is None
    assert not same(text, text, "amount")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018-03-11", date(2018, 3, 11)),
        ("20180311", date(2018, 3, 11)),
        ("20130701110535-0400", date(2013, 7, 1)),
        ("11/03/2018", date(2018, 3, 11)),
        ("11-03-18", date(2018, 3, 11)),
        ("11.3.2018", date(2018, 3, 11)),
        ("15/APR/2017", date(2017, 4, 15)),
        ("15 Apr 2017", date(2017, 4, 15)),
        ("April 15, 2017", date(2017, 4, 15)),
        ("3. März 2020", date(2020, 3, 3)),
        ("12-31-2020", date(2020, 12, 31)),
        ("09/11/98", date(1998, 11, 9)),
        ("31/02/2018", None),
        ("soon", None),
    ],
)
def test_dates_are_dates_day_first(text: str, value: date | None) -> None:
    assert day(text) == value


def test_american_labels_put_the_month_first() -> None:
    assert day("04/11/2018", day_first=False) == date(2018, 4, 11)


def test_days_of_the_year_in_the_shapes_of_cover_pages() -> None:
    shapes = ("12/31", "--12-31", "December 31", "31 December")
    assert {month_day(shape) for shape in shapes} == {(12, 31)}


def test_telephone_numbers_are_digits() -> None:
    assert phone("tel:+1(313)613-6822") == phone("313 613 6822")


def test_text_is_letters_and_digits_without_accents() -> None:
    assert folded("Café  ÁRBOL, No. 5") == folded("cafe arbol no 5")
    assert not same("", "", "text")


def test_strict_wants_the_exact_string_as_printed_or_in_normal_form() -> None:
    found = field("issue_date", "2018-03-11", text="11/03/2018")

    assert strict("11/03/2018", found)
    assert strict("2018-03-11", found)
    assert not strict("11.03.2018", found)
    assert normalised("11.03.2018", found, "date")


def test_identifiers_ignore_leading_zeros() -> None:
    assert same("0000063908", "63908", "id")
    assert not same("0000", "0", "id")


def test_a_ticked_box_behind_no_is_held_against_the_sign_and_a_word_against_the_meaning() -> None:
    ticked_no = field("shell_company", "false", text="☒")

    assert normalised("☒", ticked_no, "flag")
    assert normalised("false", ticked_no, "flag")
    assert not normalised("true", ticked_no, "flag")
    assert not normalised("No", field("shell_company", "true", text="No"), "flag")

"""Printed numbers and dates, there and back."""

from __future__ import annotations

import pytest

from appliance.reading.values import printed, transforms
from appliance.reading.values.dates import iso_date
from appliance.reading.values.printed import Form


@pytest.mark.parametrize(
    ("shown", "form", "scale", "sign", "value"),
    [
        ("1,234.5", "ixt:num-dot-decimal", "6", "", "1234500000"),
        ("1,234.5", "ixt:numdotdecimal", "6", "-", "-1234500000"),
        ("1,234.5", "ixt:numcommadot", "", "", "1234.5"),
        ("1 234,5", "ixt:numspacecomma", "", "", "1234.5"),
        ("7", "own:dozens", "", "", ""),
        ("1.234,50", "ixt:num-comma-decimal", "0", "", "1234.5"),
        ("—", "ixt:fixed-zero", "6", "", "0"),
        ("12.5", "", "-2", "", "0.125"),
        ("4 928", "ixt:numspacedot", "", "", "4928"),
        ("none", "", "", "", ""),
        ("Twenty-three", "ixt-sec:numwordsen", "6", "-", "-23000000"),
        ("one hundred and five thousand two", "ixt-sec:numwordsen", "", "", "105002"),
        ("No", "ixt-sec:numwordsen", "", "", "0"),
        ("several", "ixt-sec:numwordsen", "", "", ""),
        ("5 euro 50 cent", "ixt:num-unit-decimal", "", "", "5.5"),
        ("1,005 dollars 5 cents", "ixt:numunitdecimal", "", "", "1005.05"),
        ("", "ixt:nocontent", "", "", ""),
        ("7", "", "99999999", "", ""),
        (".5", "ixt:num-dot-decimal", "", "", "0.5"),
        ("12,34,567.89", "ixt:numdotdecimalin", "", "", "1234567.89"),
        ("1’204’567.5", "ixt:num-dot-decimal-apos", "", "", "1204567.5"),
        ("1．5", "ixt:num-dot-decimal", "", "", "1.5"),
    ],
)
def test_a_displayed_number_has_an_exact_value(
    shown: str, form: str, scale: str, sign: str, value: str
) -> None:
    assert transforms.number(shown, form, scale, sign) == value


@pytest.mark.parametrize(
    ("shown", "form"),
    [
        ("1.204,50", "ixt:num-dot-decimal"),
        ("1,204.50", "ixt:num-comma-decimal"),
        ("12,5", ""),
        ("12,5", "ixt:num-dot-decimal"),
        ("1,204", ""),
        ("-55", "ixt:num-dot-decimal"),
        ("(55)", "ixt:num-dot-decimal"),
        ("12 of 15", "ixt:num-dot-decimal"),
        ("12 15", "ixt:num-dot-decimal"),
        ("12", "ixt:zerodash"),
        ("12", "ixt:numdash"),
    ],
)
def test_a_number_that_is_not_written_as_its_format_says_has_no_value(
    shown: str, form: str
) -> None:
    assert transforms.number(shown, form, "", "") == ""


@pytest.mark.parametrize(
    ("shown", "form", "value"),
    [
        ("June 30, 2023", "ixt:date-monthname-day-year-en", "2023-06-30"),
        ("31 March 2017", "ixt:datedaymonthyearen", "2017-03-31"),
        ("31.12.2020", "ixt:date-day-month-year", "2020-12-31"),
        ("12/31/20", "ixt:date-month-day-year", "2020-12-31"),
        ("September 30", "ixt:date-monthname-day-en", "--09-30"),
        ("☒", "ixt-sec:boolballotbox", "true"),
        ("☐", "ixt-sec:boolballotbox", "false"),
        ("ý", "ixt-sec:boolballotbox", "true"),
        ("see note", "ixt-sec:boolballotbox", None),
        ("31 Mawrth 2023", "ixt:date-day-monthname-year-cy", "2023-03-31"),
        ("1 Medi 2022", "ixt:date-day-monthname-year-cy", "2022-09-01"),
        ("29.02.2023", "ixt:date-day-month-year", None),
        ("December 31, 2024 and 2023", "ixt:date-monthname-day-year-en", None),
        ("29 February", "ixt:date-day-monthname-en", "--02-29"),
        ("Delaware", "ixt-sec:stateprovnameen", "Delaware"),
        ("soon", "ixt:date-monthname-day-year-en", None),
        ("2. Reiwa 3", "ixt:date-jpn-era-year-month", None),
        ("令和６年９月３０日", "ixt:date-jpn-era-year-month-day", "2024-09-30"),
        ("平成元年4月", "ixt:date-jpn-era-year-month", "1989-04"),
        ("31 декември 2024", "ixt:date-day-monthname-year-bg", "2024-12-31"),
        ("30. června 2024", "ixt:date-day-monthname-year-cs", "2024-06-30"),
        ("30. července 2024", "ixt:date-day-monthname-year-cs", "2024-07-30"),
        ("31. srpna 2024", "ixt:date-day-monthname-year-cs", "2024-08-31"),
        ("31. srpnja 2024", "ixt:date-day-monthname-year-hr", "2024-07-31"),
        ("31. listopada 2024", "ixt:date-day-monthname-year-hr", "2024-10-31"),
        ("30 listopada 2024", "ixt:date-day-monthname-year-pl", "2024-11-30"),
        ("31 Δεκεμβρίου 2024", "ixt:date-day-monthname-year-el", "2024-12-31"),
        ("31. joulukuuta 2024", "ixt:date-day-monthname-year-fi", "2024-12-31"),
        ("2024. szeptember 30.", "ixt:date-year-monthname-day-hu", "2024-09-30"),
        ("2024 m. rugsėjo 30 d.", "ixt:date-year-monthname-day-lt", "2024-09-30"),
        ("30 giugno 2024", "ixt:date-day-monthname-year-it", "2024-06-30"),
        ("30 सितम्बर 2024", "ixt:date-ind-day-monthname-year-hi", "2024-09-30"),
        ("anything", "own:codes-of-ours", None),
        ("(none)", "ixt:nocontent", ""),
        ("5.5", "ixt-sec:duryear", "P5Y6M"),
        ("18", "ixt-sec:durmonth", "P18M"),
        ("2", "ixt-sec:durweek", "P14D"),
        ("90", "ixt-sec:durday", "P90D"),
        ("36", "ixt-sec:durhour", "PT36H"),
        ("Five years, two months", "ixt-sec:durwordsen", "P5Y2M"),
        ("eighteen months", "ixt-sec:durwordsen", "P18M"),
        ("1 year", "ixt-sec:durwordsen", "P1Y"),
        ("a while", "ixt-sec:durwordsen", None),
    ],
)
def test_displayed_words_have_an_exact_value(shown: str, form: str, value: str | None) -> None:
    assert transforms.words(shown, form) == value


@pytest.mark.parametrize(
    ("text", "value", "form", "shown"),
    [
        ("Summe 1.234,50 EUR", "1234.50", Form.AMOUNT, "1.234,50"),
        ("Total $1,234.50", "1234.50", Form.AMOUNT, "1,234.50"),
        ("Total 11234.50", "1234.50", Form.AMOUNT, ""),
        ("Total 1234.505", "1234.50", Form.AMOUNT, ""),
        ("page 1 of 1", "0.00", Form.AMOUNT, ""),
        ("am 14.03.2024 in", "2024-03-14", Form.DATE, "14.03.2024"),
        ("on March 14th, 2024.", "2024-03-14", Form.DATE, "March 14th, 2024"),
        ("le 14 mars 2024", "2024-03-14", Form.DATE, "14 mars 2024"),
        ("Fecha: 14 de mayo de 2024", "2024-05-14", Form.DATE, "14 de mayo de 2024"),
        ("del 14 dicembre 2024", "2024-12-14", Form.DATE, "14 dicembre 2024"),
        ("Datum 14 augustus 2024", "2024-08-14", Form.DATE, "14 augustus 2024"),
        ("3 items, 19,0 % tax", "19", Form.RATE, "19,0 %"),
        ("IBAN: DE12 3456 7890", "DE1234567890", Form.TEXT, "DE12 3456 7890"),
        ("paid de novo in DE", "DE", Form.TEXT, "DE"),
        ("Havnens\nVerft AS", "Havnens Verft AS", Form.TEXT, "Havnens\nVerft AS"),
    ],
)
def test_an_exact_value_is_found_where_it_is_printed(
    text: str, value: str, form: Form, shown: str
) -> None:
    span = printed.place(text, value, form)
    assert text[span.start : span.end] == shown


def test_american_and_compact_dates() -> None:
    assert iso_date("12-31-2020") == "2020-12-31"
    assert iso_date("20201231") == "2020-12-31"
    assert iso_date("Q4") == "Q4"

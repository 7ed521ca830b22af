"""Dates come out as ISO 8601, however they were printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.doctypes.catalogue import load
from appliance.extraction.extract import extract
from appliance.extraction.kinds import conventions, dates
from appliance.types import Document

DAYS = st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31))
SHAPES = {
    "day first": lambda d, s: f"{d.day:02}{s}{d.month:02}{s}{d.year}",
    "day first, short": lambda d, s: f"{d.day}{s}{d.month}{s}{d.year % 100:02}",
    "iso": lambda d, s: f"{d.year}{s}{d.month:02}{s}{d.day:02}",
}
MONTHS = "January February March April May June July August September October November December"


def found(text: str, *, day_first: bool = True) -> list[str]:
    return [item.iso for item in dates.find(text, day_first=day_first)]


@given(DAYS, st.sampled_from("/-."), st.sampled_from(sorted(SHAPES)))
def test_a_printed_date_comes_back(day: date, separator: str, shape: str) -> None:
    assert found(f"Date: {SHAPES[shape](day, separator)} Till 3") == [day.isoformat()]


@given(DAYS, st.sampled_from("/-."), st.integers(0, 23), st.integers(0, 59))
def test_a_clock_glued_to_the_date_by_ocr_does_not_hide_it(
    day: date, separator: str, hour: int, minute: int
) -> None:
    text = f"{SHAPES['day first'](day, separator)}{hour:02}:{minute:02}"
    assert found(text) == [day.isoformat()]


@given(
    DAYS,
    st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "{d}-{a}-{y}", "{a}. {d}, {y}", "{d}{A}{y}"]),
)
def test_a_month_by_name_comes_back(day: date, form: str) -> None:
    name = MONTHS.split()[day.month - 1]
    text = form.format(d=day.day, m=name, a=name[:3], A=name[:3].upper(), y=day.year)
    assert found(text) == [day.isoformat()]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3. März 2019", "2019-03-03"),
        ("1er janvier 2020", "2020-01-01"),
        ("3 de enero de 2020", "2020-01-03"),
        ("3 марта 2019 г.", "2019-03-03"),
        ("28 MAR 18", "2018-03-28"),
        ("25/FEB/2017", "2017-02-25"),
        ("27 /05/ 2018", "2018-05-27"),
        ("20180428", "2018-04-28"),
        ("28 042018", "2018-04-28"),
        ("14MMay/2017 02.56", "2017-05-14"),
        ("June 30, 2023", "2023-06-30"),
    ],
)
def test_shapes_of_several_languages(text: str, iso: str) -> None:
    assert found(text) == [iso]


@pytest.mark.parametrize(
    "text", ["10.0.0.1", "30/02/2018", "v1.2.3", "1/2", "12:30:45", "99/99/99", "HC03-7 - 15"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert found(text) == []


def test_a_date_that_works_one_way_only_is_read_that_way() -> None:
    assert found("12/13/2016", day_first=True) == ["2016-12-13"]


@pytest.mark.parametrize(
    ("text", "day_first"),
    [
        ("Printed 25/12/2018, due 03/04/2018", True),
        ("Seen 12/25/2018, due 03/04/2018", False),
        ("Main Street, Springfield, IL 62701 03/04/2018", False),
        ("Call (212) 555-0123 03/04/2018", False),
        ("03/04/2018 10:58 PM", True),
        ("14 Mabini St., Ermita, Manila\n03/04/2018", False),
        ("Manila 1000\n03/04/2018", False),
        ("MANILA ENVELOPE A4 RM 5.00\n03/04/2018", True),
        ("Manila folders, 10 pcs 12.00\n03/04/2018", True),
    ],
)
def test_the_document_tells_which_comes_first(text: str, day_first: bool) -> None:
    assert conventions.observe(text).day_first is day_first


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Harbour Books\n04/05/25\nTotal 12.00", False),
        ("Harbour Books\n14/05/25\nTotal 12.00", True),
        ("Harbour Books Sdn Bhd\n04/05/25\nTotal RM 12.00", True),
        ("Harbour Books\nAustin, TX 78701\n04/05/25\nTotal $12.00", True),
        ("Harbour Books\n04.05.25\nTotal 12.00", True),
    ],
)
def test_a_text_tells_which_number_is_the_day_or_does_not(text: str, told: bool) -> None:
    assert conventions.observe(text).told is told


def test_a_date_that_means_two_days_is_not_accepted_unseen() -> None:
    receipt = load().get("receipt")
    lines = "Harbour Books\n12 Quay Road\n{}\nTea 12.00\nTotal 12.00"
    found = {}
    for day in ("04/05/25", "14/05/25"):
        fields = extract(Document(text=lines.format(day), pages=()), receipt, None).fields
        found[day] = next(field.confidence for field in fields if field.name == "issue_date")
    assert found["04/05/25"] <= 0.5 < found["14/05/25"]


@pytest.mark.parametrize("name", dates._MONTH_OF)
@pytest.mark.parametrize("shape", ["3 {} 2021", "{} 3, 2021", "2021 {} 3"])
def test_a_month_is_known_by_each_of_its_names_in_any_case(name: str, shape: str) -> None:
    day = f"2021-{dates._MONTH_OF[name]:02}-03"

    assert [found(shape.format(word)) for word in (name, name.upper())] == [[day], [day]]


@pytest.mark.parametrize("text", ["", "May", "3 May", "1.2", "Total 12"])
def test_what_has_too_few_figures_is_no_date(text: str) -> None:
    assert found(text) == []


@given(st.lists(st.sampled_from([*"0123459/-. 年月日'", "20", "19", "May ", " märz", "ЯНВ"])))
def test_forms_that_cannot_stand_in_a_text_are_left_out_and_no_others(parts: list[str]) -> None:
    text = "".join(parts)
    left = {number for number, _ in dates._shapes(text)}

    for number, shape in enumerate(dates._SHAPES):
        assert number in left or not shape.search(text), shape.pattern

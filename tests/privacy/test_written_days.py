"""Days move in the form, language and calendar that the document wrote them in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from appliance.privacy import months, shifting
from appliance.privacy.detect import Detector
from appliance.privacy.finding import Group
from appliance.privacy.policy import Policy
from appliance.privacy.release import release
from tests.privacy.test_release import Blind, _reading

THEN = date(2023, 3, 21)


def _shift(days: int, *values: str) -> shifting.Shift:
    found = shifting.chosen(values, 1, month_first=True)
    return shifting.Shift(
        days=days, month_first=found.month_first, own=frozenset(), year=found.year,
        names=found.names,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "moved"),
    [
        ("21 March 2023", "11 April 2023"),
        ("March 21, 2023", "April 11, 2023"),
        ("Mar 21", "Apr 11"),
        ("21-Mar-23", "11-Apr-23"),
        ("21 MAR 2023", "11 APR 2023"),
        ("March 21st, 2023 at 10:30", "April 11th, 2023"),
        ("21 de marzo de 2023", "11 de abril de 2023"),
        ("21 de marzo", "11 de abril"),
        ("21 марта 2023 года", "11 апреля 2023 года"),
        ("21 марта", "11 апреля"),
        ("21 mars 2023", "11 avril 2023"),
        ("21. März 2023", "11. April 2023"),
        ("2023年3月21日", "2023年4月11日"),
        ("3月21日", "4月11日"),
        ("3/21", "4/11"),
        ("2023-03-21", "2023-04-11"),
        ("3/21/2023", "4/11/2023"),
        ("21. 3. 2023", "11. 4. 2023"),
        ("30 آگوست سال 2005", "20 سپتامبر سال 2005"),
    ],
)
def test_a_day_moves_in_its_own_form_and_language(written: str, moved: str) -> None:
    assert _shift(21, written).moved(written) == moved


@pytest.mark.parametrize(
    ("written", "moved"),
    [
        ("۱۴۰۲/۰۱/۲۳", "۱۴۰۲/۰۲/۱۳"),
        ("1402/12/20", "1403/01/12"),
        ("23 فروردین 1402", "13 اردیبهشت 1402"),
        ("۲۳ فروردین", "۱۳ اردیبهشت"),
    ],
)
def test_persian_days_move_in_their_own_calendar(written: str, moved: str) -> None:
    """Farvardin has 31 days, Esfand of 1402 had 29."""
    assert _shift(21, written).moved(written) == moved


def test_the_persian_calendar_agrees_with_days_that_are_known() -> None:
    known = {(1402, 1, 1): date(2023, 3, 21), (1403, 1, 1): date(2024, 3, 20),
             (1403, 12, 30): date(2025, 3, 20), (1357, 11, 22): date(1979, 2, 11)}  # fmt: skip
    for persian, ours in known.items():
        assert months.from_persian(*persian) == ours
        assert months.to_persian(ours) == persian


@pytest.mark.parametrize("written", ["1402/13/01", "1403/12/31", "31 مهر 1402", "30 Feb 2023",
                                     "March 1402", "Mar 2021", "third of March",
                                     "12-14 March 2023", "Tuesday, March 21, 2023",
                                     "21 marca 2023", "21 de março",
                                     "12 Ramadan 1444"])  # fmt: skip
def test_what_is_no_day_or_none_in_figures_gets_a_label(written: str) -> None:
    assert _shift(21, written).moved(written) is None


def test_an_ambiguous_month_is_written_in_the_language_of_the_other_days() -> None:
    shift = _shift(70, "3 février 2023", "21 mars 2023", "7 septembre 2023", "12 octobre")
    assert shift.moved("12 octobre") == "21 décembre"
    assert _shift(30, "7 November 2021", "12. Dezember 2021").moved("7 November 2021") == (
        "7 Dezember 2021"
    )


def test_the_time_between_days_stays_whatever_their_form() -> None:
    values = ("21 March 2023", "2023-04-04", "Apr 18", "2 May 2023")
    shift = shifting.chosen(values, 9, month_first=True)
    moved = [shift.moved(value) for value in values]
    days = [one and shifting.chosen([one], 1, month_first=True) for one in moved]
    told = [next(iter(day.own)) for at, day in enumerate(days) if day and at != 2]
    assert [day - told[0] for day in told] == [timedelta(0), timedelta(14), timedelta(42)]


def test_no_moved_day_contains_a_day_without_a_year_of_the_document() -> None:
    values = [f"{THEN + timedelta(days=day):%B %d, %Y}" for day in range(0, 200, 10)]
    bare = [f"{THEN + timedelta(days=day):%B %d}" for day in range(5, 200, 10)]
    for seed in range(20):
        shift = shifting.chosen([*values, *bare], seed, month_first=True)
        moved = [one for value in values if (one := shift.moved(value))]
        assert not [one for one in moved if any(one.startswith(value) for value in bare)]


def test_a_record_with_days_in_words_is_released_with_its_days_moved(detector: Detector) -> None:
    rows = [
        "Admitted on 21 March 2023 with fever.",
        "Seen again on April 18, 2023, no fever.",
        "Discharged on 2 May 2023.",
    ]
    for seed in range(4):
        policy = Policy.of(dates=True, numbers=False, seed=seed)
        released = release(_reading(rows=rows), detector, Blind(), policy=policy)
        kinds = [one.finding.group for one in released.redacted.replacements]
        assert kinds.count(Group.DATE) == 3
        assert "<DATE" not in released.redacted.text
        assert "March 2023" not in released.redacted.text or "21 March" not in (
            released.redacted.text
        )

"""Moved days keep the time between them, and none of them is a day of the document itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from appliance.privacy import shifting
from appliance.privacy.detect import Detector
from appliance.privacy.policy import Policy
from appliance.privacy.refusal import NotReleased
from appliance.privacy.release import release
from tests.privacy.test_release import Blind, _reading


def test_american_days_keep_the_time_between_them() -> None:
    """02/05 and 03/05 are a month apart where another day of the document is the 13th of one."""
    values = ("02/05/2023", "03/05/2023", "02/13/2023")
    shift = shifting.chosen(values, 7, month_first=False)
    moved = [shift.moved(value) for value in values]
    days = [date(int(one[6:]), int(one[:2]), int(one[3:5])) for one in moved if one]
    assert [(day - days[0]).days for day in days] == [0, 28, 8]


def test_european_days_are_read_day_first() -> None:
    shift = shifting.chosen(("05.02.2023", "25.02.2023"), 7, month_first=True)
    assert not shift.month_first


def test_no_moved_day_is_one_of_the_document() -> None:
    """Weekly visits of three years: most shifts would put one visit on the day of another."""
    days = [date(2021, 1, 4) + timedelta(days=7 * week) for week in range(156)]
    values = [f"{day:%d.%m.%Y}" for day in days]
    for seed in range(20):
        shift = shifting.chosen(values, seed, month_first=False)
        moved = {shift.moved(value) for value in values}
        assert None not in moved
        assert not moved & set(values)


def test_a_day_that_cannot_be_moved_without_meeting_another_gets_a_label() -> None:
    daily = [f"{date(2022, 1, 1) + timedelta(days=day):%d.%m.%Y}" for day in range(900)]
    shift = shifting.chosen(daily, 3, month_first=False)
    moved = [shift.moved(value) for value in daily]
    assert None in moved
    assert not {one for one in moved if one} & set(daily)


@pytest.mark.parametrize("value", ["31.12.9999", "9999-12-31", "01.01.0001", "30.02.2023", "1.2.3"])
def test_a_day_beyond_the_calendar_gets_a_label(value: str) -> None:
    for seed in range(6):  # some of them go forward, some back
        moved = shifting.chosen((value,), seed, month_first=False).moved(value)
        assert moved is None or len(moved) == len(value)


def test_a_record_with_many_days_is_released_with_its_days_moved(detector: Detector) -> None:
    rows = [
        f"Seen on {date(2023, 1, 2) + timedelta(days=30 * visit):%d.%m.%Y}, no fever."
        for visit in range(6)
    ]
    for seed in range(8):
        policy = Policy.of(dates=True, numbers=False, seed=seed)
        try:
            released = release(_reading(rows=rows), detector, Blind(), policy=policy)
        except NotReleased as refusal:  # a moved day stood where another one had been
            pytest.fail(str(refusal))
        assert "<DATE" not in released.redacted.text

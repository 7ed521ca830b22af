"""What extraction labels is sought everywhere, by redaction and by questions to a larger model.

The rooms are the real ones: the plain ones of other tests label nothing about anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from appliance.privacy.detect import Detector
from appliance.service.documents.stages import HouseRooms
from appliance.service.outward.escalation import Standing
from tests.privacy.test_release import Blind, Reads, _reading
from tests.service.conftest import House
from tests.service.escalated import RITA, approve, last, step
from tests.service.larger import Larger, completion

SHOP = "The Morning Kitchen"  # of words that every list has as nobody's name
RECEIPT = (
    SHOP,
    "12 Main Street",
    "Receipt",
    "Date 25/12/2018",
    "Bread 2 7.00",
    f"Thank you, your {SHOP.lower()} team",
    "Total illegible",
)
RECORD = (
    "DISCHARGE SUMMARY",
    "Patient Name: Ana Cruz MRN: 4711",
    "Chief complaint: follow up of high blood pressure.",
    "We told cru2 that all is well, see 471l again.",
    "Assessment: diabetes, stable. Plan: continue.",
    "Medications: metformin 500 mg twice daily",
)
CASES = (
    (RECEIPT, [SHOP.lower()]),
    (RECORD, ["cru2", "471l"]),
)


@pytest.fixture
def living(asking_house: Callable[..., House]) -> Callable[[tuple[str, ...]], tuple[House, str]]:
    def make(rows: tuple[str, ...]) -> tuple[House, str]:
        house = asking_house(rooms=HouseRooms())
        house.appliance.__dict__["_reader"] = Reads(_reading(rows=rows))
        one = house.submit("\n".join(rows).encode())
        step(house)
        return house, one

    return make


@pytest.mark.parametrize(("rows", "values"), CASES)
def test_the_console_redacts_what_extraction_labelled_wherever_and_however_it_stands(
    living: Callable[[tuple[str, ...]], tuple[House, str]],
    rows: tuple[str, ...],
    values: list[str],
) -> None:
    house, one = living(rows)
    house.appliance.__dict__["blackening"] = replace(house.appliance.blackening, ocr=Blind)
    house.appliance.blackout.ask(RITA, one)
    house.appliance.blackening.make(one)
    found = house.appliance.blackout.view(RITA, one)
    assert found is not None
    text = _reading(rows=rows).document.text
    gone = {at for item in found.regions.found for at in range(item.start, item.end)}
    for value in values:
        start = text.index(value)
        assert gone >= {at for at in range(start, start + len(value)) if text[at].isalnum()}


@pytest.mark.parametrize(("rows", "values"), CASES)
def test_the_command_redacts_what_extraction_labelled_wherever_and_however_it_stands(
    living: Callable[[tuple[str, ...]], tuple[House, str]],
    detector: Detector,
    rows: tuple[str, ...],
    values: list[str],
) -> None:
    house, _ = living(rows)
    redaction = replace(house.appliance.redaction, detector=detector, ocr=Blind)
    text = redaction.redact("\n".join(rows).encode(), "scan.txt").redacted.text
    assert "Thank you, your" in text or "that all is well" in text
    left = [word for value in values for word in value.split() if len(word) > 3 and word in text]
    assert left == []


def test_a_question_is_without_what_extraction_labelled(
    living: Callable[[tuple[str, ...]], tuple[House, str]], outside: Larger
) -> None:
    outside.reply = lambda _: completion(dict.fromkeys(outside.asked()))
    house, one = living(RECEIPT)
    house.appliance.escalations.request(RITA, one)
    step(house)
    assert last(house, one).standing is Standing.WAITING
    approve(house, one)
    assert re.search(r"Thank you, your <[A-Z]+_1> team", outside.excerpt())
    assert "morning" not in outside.excerpt().lower()

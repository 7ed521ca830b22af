"""What a person blacked out by hand goes into no question to a larger model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from appliance.access import SYSTEM
from appliance.service.outward.escalation import Standing
from appliance.types import Box
from tests.privacy.test_release import Blind, Reads, _reading
from tests.service.conftest import House
from tests.service.escalated import RITA, SAM, approve, last, step
from tests.service.larger import Larger, completion

ROWS = (
    "Receipt of the visit and the treatment",
    "Bread 2 7.00 and milk",
    "President of the bank",
    "Total illegible",
    "Amount due 12.50",
)
HIDDEN = "President of the bank"


@pytest.fixture
def asked(asking_house: Callable[..., House], outside: Larger) -> tuple[House, str]:
    """A receipt with a row that says who paid in words that no list has as anybody's name."""
    outside.reply = lambda _: completion(dict.fromkeys(outside.asked()))
    house = asking_house()
    reading = _reading(rows=ROWS)
    house.appliance.__dict__["_reader"] = Reads(reading)
    one = house.submit(b"a scanned receipt")
    house.work()
    house.appliance.__dict__["blackening"] = replace(house.appliance.blackening, ocr=Blind)
    house.appliance.blackout.ask(RITA, one)
    house.appliance.blackening.make(one)
    return house, one


def draw(house: House, one: str) -> None:
    """A box over the words of the row that say who."""
    read = _reading(rows=ROWS).document
    start = read.text.index(HIDDEN)
    end = start + len(HIDDEN)
    under = [word.box for word in read.pages[0].words if start <= word.span.start < end]
    house.appliance.blackout.add(
        RITA, one, 1, Box(under[0].left, under[0].top, under[-1].right, under[-1].bottom)
    )


def test_what_was_blacked_out_before_is_not_in_the_question(
    asked: tuple[House, str], outside: Larger
) -> None:
    house, one = asked
    draw(house, one)
    house.appliance.escalations.request(RITA, one)
    step(house)
    approve(house, one)
    assert "Amount due 12.50" in outside.excerpt()
    assert HIDDEN not in outside.excerpt()
    assert "bank" not in outside.excerpt()


@pytest.mark.parametrize("approved", [False, True])
def test_a_box_drawn_after_the_question_was_prepared_stops_it(
    asked: tuple[House, str], outside: Larger, approved: bool
) -> None:
    house, one = asked
    house.appliance.escalations.request(RITA, one)
    step(house)
    waiting = last(house, one)
    assert HIDDEN in house.appliance.escalations.preview(SAM, waiting.id)  # no list knows it
    if approved:
        house.appliance.escalations.approve(SAM, waiting.id, str(waiting.digest))
    draw(house, one)
    step(house)
    stopped = last(house, one)
    assert (stopped.standing, stopped.reason) == (Standing.BLOCKED, "redacted")
    assert outside.requests == []
    assert house.actions(one)[-2:] == ["redaction.added", "escalation.blocked"]
    assert house.appliance.escalations.possible(SYSTEM, one).reasons == ()
    house.clock.step(minutes=1)
    house.appliance.escalations.request(RITA, one)  # anew, without what is black
    step(house)
    assert HIDDEN not in house.appliance.escalations.preview(SAM, last(house, one).id)

"""An approval holds for a while, and as long as whoever gave it still may."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from appliance.access import SYSTEM
from appliance.service.auditing.audit import Selection
from appliance.service.outward.escalation import Standing
from tests.service.conftest import House
from tests.service.escalated import RITA, approve, last, receipt, step
from tests.service.larger import Larger, completion
from tests.service.test_pairs import administrator, made_by


def approved(house: House, outside: Larger) -> str:
    """A question that an administrator with an account let go, and that has not left yet."""
    outside.reply = lambda _: completion(dict.fromkeys(outside.asked()))
    administrator(house)
    ann = made_by(house, SYSTEM, "ann")
    one = receipt(house)
    house.appliance.escalations.request(RITA, one)
    step(house)
    waiting = last(house, one)
    house.appliance.escalations.approve(ann, waiting.id, str(waiting.digest))
    return one


def changed(house: House, **by: object) -> None:
    """What an administrator does to the account of whoever approved."""
    admin = house.appliance.admin
    (ann,) = (row for row in admin.accounts(SYSTEM) if row.name == "ann")
    admin.change_account(SYSTEM, ann.id, **by)


@pytest.mark.parametrize(
    ("code", "happens"),
    [
        ("lapsed", lambda house: house.clock.step(hours=72)),
        ("approver", lambda house: changed(house, disabled=True)),
        ("approver", lambda house: changed(house, roles=("uploader",))),
    ],
)
def test_an_approval_that_no_longer_holds_is_asked_for_anew(
    asking_house, outside: Larger, code: str, happens: Callable[[House], None]
) -> None:
    house = asking_house()
    one = approved(house, outside)
    happens(house)
    step(house)
    assert (last(house, one).standing, outside.requests) == (Standing.WAITING, [])
    (held,) = house.appliance.audit.entries(SYSTEM, Selection(action="escalation.held"))
    assert held.entry.details["code"] == code
    approve(house, one)
    assert len(outside.requests) == 1


def test_an_approval_within_its_time_lets_the_question_go(asking_house, outside: Larger) -> None:
    house = asking_house()
    approved(house, outside)
    house.clock.step(hours=71)
    step(house)
    assert len(outside.requests) == 1

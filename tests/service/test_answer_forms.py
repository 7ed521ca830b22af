"""Any OpenAI-compatible server will do: one that refuses a form of answer is asked in a simpler."""

from __future__ import annotations

import json

import pytest

from appliance.access import SYSTEM
from appliance.privacy.escalation import forms
from appliance.service.outward.escalation import Standing
from tests.service.escalated import RECEIPT, RITA, SECRETS, approve, last, receipt, step
from tests.service.larger import Larger, Reply, completion


def form(request: bytes) -> str:
    return forms.of(request.rpartition(b"\r\n\r\n")[2].decode())


def only(accepted: str, outside: Larger, status: int):
    """A server that knows one form of answer and gives the total."""

    def reply(body: bytes) -> Reply:
        if form(body) != accepted:
            return status, b'{"error": "unknown response_format"}'
        told = {"total": "12.50"}
        return completion({name: told.get(name) for name in outside.asked()})

    return reply


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize(
    ("accepted", "tried"),
    [
        ("json_object_schema", ["json_object_schema"]),
        ("json_schema", ["json_object_schema", "json_schema"]),
        ("none", ["json_object_schema", "json_schema", "none"]),
    ],
)
def test_a_server_is_asked_in_the_form_that_it_takes(
    asking_house, outside: Larger, status: int, accepted: str, tried: list[str]
) -> None:
    house = asking_house("automatic", attempts=1)
    outside.reply = only(accepted, outside, status)
    one = receipt(house)
    house.appliance.asking.reconcile()
    step(house)
    assert [form(request) for request in outside.requests] == tried
    assert last(house, one).standing is Standing.MERGED
    assert house.view(one).extraction.first("total").value == "12.50"
    assert not [
        secret for secret in SECRETS for sent in outside.requests if secret in sent.decode()
    ]


def test_another_form_is_another_text_and_waits_for_approval_again(
    asking_house, outside: Larger
) -> None:
    house = asking_house("ask")
    outside.reply = only("json_schema", outside, 400)
    one = receipt(house)
    house.appliance.escalations.request(RITA, one)
    step(house)
    approve(house, one)
    first = outside.requests[-1]
    again = last(house, one)
    assert (again.standing, again.decided_by, len(outside.requests)) == (Standing.WAITING, None, 1)
    shown = house.appliance.escalations.preview(SYSTEM, again.id).encode()
    assert shown not in first
    approve(house, one)
    assert outside.requests[-1].endswith(shown)
    assert last(house, one).standing is Standing.MERGED
    assert "escalation.reshaped" in house.actions(one)


def test_a_server_that_refuses_every_form_is_asked_in_each_once(
    asking_house, outside: Larger
) -> None:
    house = asking_house("automatic", attempts=3)
    outside.reply = lambda _: (400, b"{}")
    one = receipt(house)
    for _ in range(5):
        house.appliance.asking.reconcile()
        step(house)
        house.clock.step(seconds=60)
    told = [form(request) for request in outside.requests]
    assert told == ["json_object_schema", "json_schema", "none"]
    assert (last(house, one).standing, last(house, one).reason) == (Standing.FAILED, "status_400")


def test_the_form_that_is_set_is_tried_first(asking_house, outside: Larger) -> None:
    house = asking_house("automatic", answer_format="json_object")
    outside.reply = only("json_object", outside, 400)
    one = receipt(house, RECEIPT)
    house.appliance.asking.reconcile()
    step(house)
    assert [form(request) for request in outside.requests] == ["json_object"]
    assert json.loads(outside.requests[0].rpartition(b"\r\n\r\n")[2])["response_format"] == {
        "type": "json_object"
    }
    assert last(house, one).standing is Standing.MERGED

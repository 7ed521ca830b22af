"""The whole way with a real OpenAI-compatible server on loopback: llama.cpp's own."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from appliance.access import SYSTEM
from appliance.privacy.escalation import forms
from appliance.service.outward.escalation import Standing
from appliance.types import State
from tests.service.escalated import RECEIPT, SECRETS, last, receipt, step
from tests.service.larger import Larger
from tests.service.serving import forwarding, serving


def body_of(request: bytes) -> str:
    return request.partition(b"\r\n\r\n")[2].decode()


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def llama() -> Iterator[str]:
    with serving() as url:
        yield url


def test_a_question_is_answered_by_a_real_server_and_nothing_private_went_over_the_wire(
    asking_house, outside: Larger, llama: str
) -> None:
    """What the gateway sends passes through a recorder, byte for byte, to the real server."""

    outside.reply = forwarding(llama)
    house = asking_house("automatic", timeout_seconds=270, attempts=1, answer_tokens=80)
    one = receipt(house)
    before = house.view(one).extraction
    house.appliance.asking.reconcile()
    step(house)

    sent = b"".join(outside.requests).decode()
    assert not [secret for secret in SECRETS if secret in sent]
    done = last(house, one)
    assert done.standing is Standing.MERGED, done.reason
    after = house.view(one)
    assert after.state is State.REVIEW
    for field in after.extraction.fields:
        printed = [RECEIPT.decode()[slice(*span)] for span in field.spans]
        assert printed == field.text.split("\n")
        local = before.first(field.name)
        assert field == local or done.judged[field.name] == "proposed"
    assert [forms.of(body_of(one)) for one in outside.requests] == ["json_object_schema"]
    body = json.loads(body_of(outside.requests[-1]))
    assert body["model"] == "big"
    assert house.appliance.escalations.preview(SYSTEM, done.id).encode() in outside.requests[-1]

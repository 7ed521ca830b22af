"""The whole way with a real OpenAI-compatible server on loopback: llama.cpp's own."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.privacy.detect import Detector
from appliance.privacy.escalation.client import Endpoint
from appliance.privacy.refusal import Blocked
from appliance.service.outward.escalation import Standing
from appliance.types import State
from tests.privacy.planting import Planted, planted
from tests.privacy.wire import ask, left, medical
from tests.service.escalated import RECEIPT, SECRETS, last, receipt, step
from tests.service.larger import Larger
from tests.service.serving import forwarding, serving

pytestmark = pytest.mark.slow

TRIES = 5  # documents, of which one at least must be sent


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

    sent = outside.requests[0].decode()
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
    body = json.loads(outside.requests[0].partition(b"\r\n\r\n")[2])
    assert body["model"] == "big"
    assert house.appliance.escalations.preview(SYSTEM, done.id).encode() in outside.requests[0]


@pytest.mark.parametrize("number", range(4))
def test_nothing_planted_in_an_invented_document_reaches_a_real_server(
    detector: Detector, outside: Larger, llama: str, number: int
) -> None:
    rng = random.Random(f"real {number}")
    asked_about(outside, llama, detector, [planted(rng) for _ in range(TRIES)], rng)


@pytest.mark.parametrize("number", range(4))
def test_nothing_planted_in_a_medical_document_reaches_a_real_server(
    detector: Detector, outside: Larger, llama: str, data_dir: Path, number: int
) -> None:
    rng = random.Random(f"real medical {number}")
    asked_about(outside, llama, detector, rng.sample(medical(data_dir, rng), TRIES), rng)


def asked_about(
    outside: Larger, llama: str, detector: Detector, documents: list[Planted], rng: random.Random
) -> None:
    """The first of some documents that is not blocked is answered, and nothing of it leaked."""
    outside.reply = forwarding(llama)
    endpoint = Endpoint(url=outside.url, seconds=270)
    for document in documents:
        try:
            answer = ask(document, rng, detector, endpoint)
        except Blocked:
            assert outside.requests == []
            continue
        assert json.loads(answer)["choices"][0]["message"]["content"]
        assert len(outside.requests) == 1
        for name, value in document.values:
            assert left(document, name, value, outside.requests) == []
        return
    raise AssertionError("all were blocked")

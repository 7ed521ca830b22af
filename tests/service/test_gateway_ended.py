"""Workers and the gateway ended in the middle: nothing leaves twice without saying so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.privacy.escalation.unanswered import Unanswered
from appliance.privacy.redacted import Redacted
from appliance.service.auditing.audit import Selection
from appliance.service.outward.escalation import Escalation, Standing, told
from appliance.types import State
from tests.service.conftest import House
from tests.service.escalated import RECEIPT, RITA, SAM, approve, last, receipt, step
from tests.service.larger import Larger, completion
from tests.service.sending import gateway_process, short_folder


class Ended(BaseException):
    """In place of SIGKILL: nothing after it is done."""


def approved(house: House) -> tuple[str, Escalation]:
    one = receipt(house)
    house.appliance.escalations.request(RITA, one)
    step(house)
    waiting = last(house, one)
    house.appliance.escalations.approve(SAM, waiting.id, str(waiting.digest))
    house.queue.flush()
    return one, waiting


def ended_while_sending(house: House, one: str) -> None:
    def end(_: Redacted) -> bytes:
        raise Ended

    with pytest.raises(Ended):
        replace(house.appliance.gateway, send=end).advance(one)


def sent(house: House, one: str) -> list[dict[str, str]]:
    entries = house.appliance.audit.entries(SYSTEM, Selection(subject=one))
    found = [by.entry for by in entries if by.entry.action == "escalation.sent"]
    return [dict(entry.details) for entry in found]


def test_of_a_try_that_broke_off_nobody_says_that_nothing_was_sent(asking_house) -> None:
    house = asking_house()
    one, question = approved(house)
    assert house.appliance.escalations.tries(SAM, question.id) == 0
    ended_while_sending(house, one)
    assert house.appliance.escalations.tries(SAM, question.id) == 1
    assert last(house, one).tokens == int(sent(house, one)[0]["tokens"])

    house.clock.step(seconds=house.appliance.settings.lease_seconds)
    house.appliance.escalations.decline(SAM, question.id)  # whoever had it is no more
    assert told(last(house, one)) == "Taken back after a try to which no answer came."


def test_what_is_sent_again_after_a_worker_ended_is_said_to_be(
    asking_house, outside: Larger
) -> None:
    house = asking_house()
    outside.reply = lambda _: completion(dict.fromkeys(outside.asked()))
    one, question = approved(house)
    ended_while_sending(house, one)
    house.clock.step(seconds=house.appliance.settings.lease_seconds)
    house.appliance.asking.reconcile()
    step(house)
    assert last(house, one).standing is Standing.MERGED
    assert [(by["attempt"], by.get("before")) for by in sent(house, one)] == [
        ("1", None),
        ("2", "broken_off"),
    ]
    assert house.appliance.escalations.tries(SAM, question.id) == 2
    assert house.state(one) is State.REVIEW


def test_a_gateway_killed_before_the_answer_leaves_the_document_and_tells_of_both_tries(
    asking_house: Callable[..., House], outside: Larger, tmp_path: Path
) -> None:
    with short_folder() as place:
        house = asking_house(sent=False, socket=place / "gateway.sock", attempts=2)
        one, question = approved(house)
        before = house.view(one)
        secret = house.appliance.gateway.send.secret()
        assert secret
        own = tmp_path / "gateway.toml"
        own.write_text(f'[escalation]\nendpoint = "{outside.url}"\n', encoding="utf-8")
        environment = {
            "APPLIANCE_CONFIG": str(own),
            "APPLIANCE_STATE_DIR": str(house.appliance.settings.state_dir),
            "APPLIANCE_ESCALATION__SOCKET": str(place / "gateway.sock"),
        }
        for number in (1, 2):
            with gateway_process(environment) as process:
                outside.raw = lambda _, process=process: process.kill()
                house.appliance.gateway.advance(one)
                assert process.wait(30) == -9
            assert len(outside.requests) == number
            house.clock.step(minutes=1)
    done = last(house, one)
    assert (done.standing, done.reason) == (Standing.FAILED, "gateway")
    assert house.appliance.escalations.tries(SAM, question.id) == 2
    after = house.view(one)
    assert (after.state, after.extraction) == (State.REVIEW, before.extraction)


def test_while_one_worker_sends_another_never_takes_the_question_from_him(
    asking_house, outside: Larger
) -> None:
    """Also when the circuit opens meanwhile: the answer was thrown away and asked for again."""
    house = asking_house(breaker_failures=1)
    outside.reply = lambda _: completion(dict.fromkeys(outside.asked()))
    one, _ = approved(house)
    gateway = house.appliance.gateway

    def meanwhile(redacted: Redacted) -> bytes:
        with house.appliance.processing.database.unit() as unit:
            unit.escalations.tell_circuit(gateway._circuit, house.clock.now(), failed=True)
        assert gateway.advance(one) is Standing.READY
        return gateway.send(redacted)

    assert replace(gateway, send=meanwhile).advance(one) is Standing.ANSWERED
    house.clock.step(minutes=30)
    house.appliance.asking.reconcile()
    step(house)
    assert len(outside.requests) == 1


def test_an_open_circuit_lets_one_try_through_at_a_time(asking_house, outside: Larger) -> None:
    house = asking_house("automatic", attempts=9, breaker_failures=2, breaker_minutes=10)
    outside.reply = lambda _: (503, b"")
    ids = [receipt(house, RECEIPT + str(number).encode()) for number in range(3)]
    house.appliance.asking.reconcile()
    step(house)
    assert len(outside.requests) == 2
    house.clock.step(minutes=10)
    tried = []

    def slow(_: Redacted) -> bytes:
        """Three workers at once."""
        tried.append(1)
        for other in ids:
            replace(house.appliance.gateway, send=slow).advance(other)
        raise Unanswered("status_503", again=True)

    for one in ids:
        replace(house.appliance.gateway, send=slow).advance(one)
    assert len(tried) == 1


def test_a_damaged_text_ends_its_question_and_keeps_the_document(
    asking_house, outside: Larger
) -> None:
    house = asking_house()
    one, question = approved(house)
    blobs = house.appliance.gateway.dossiers.archive.blobs
    content = blobs.get(str(question.payload))
    blobs.put(str(question.payload), content[:-1] + bytes([content[-1] ^ 1]))
    assert house.appliance.gateway.advance(one) is Standing.FAILED
    assert last(house, one).reason == "damaged"
    assert (house.state(one), outside.requests) == (State.REVIEW, [])
    assert house.actions(one)[-1] == "escalation.failed"


def test_a_text_let_go_to_one_address_does_not_go_to_another(asking_house, outside: Larger) -> None:
    house = asking_house()
    outside.reply = lambda _: completion(dict.fromkeys(outside.asked()))
    one, question = approved(house)
    gateway = house.appliance.gateway
    elsewhere = gateway.settings.escalation.model_copy(update={"endpoint": "http://127.0.0.1:9/v1"})
    moved = replace(gateway, settings=gateway.settings.model_copy(update={"escalation": elsewhere}))
    assert moved.advance(one) is Standing.READY
    held = last(house, one)
    assert (held.standing, held.decided_by) == (Standing.WAITING, None)
    assert house.appliance.escalations.tries(SAM, question.id) == 0
    approve(house, one)
    assert len(outside.requests) == 1


def test_another_form_that_waits_is_not_said_to_have_left(asking_house, outside: Larger) -> None:
    house = asking_house()
    outside.reply = lambda _: (400, b"")
    one, question = approved(house)
    house.appliance.gateway.advance(one)
    step(house)
    waiting = last(house, one)
    assert (waiting.standing, waiting.digest != question.digest) == (Standing.WAITING, True)
    assert house.appliance.escalations.tries(SAM, question.id) == 0

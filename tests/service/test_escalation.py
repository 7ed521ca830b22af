"""Asking a larger model: what leaves, and who decides."""

from __future__ import annotations

import pytest

from appliance.access import SYSTEM
from appliance.errors import Conflict, NotFound, NotPermitted
from appliance.service.auditing.audit import Selection
from appliance.service.outward.escalation import Policy, Standing, told
from appliance.types import Source, State
from tests.service.carried_off import check, export
from tests.service.conftest import House
from tests.service.escalated import ADA, RECEIPT, RITA, SAM, SECRETS, approve, last, receipt, step
from tests.service.larger import Larger, completion
from tests.service.sending import sending
from tests.service.test_pairs import given


def test_without_an_endpoint_or_a_policy_nothing_can_be_asked(house: House, asking_house) -> None:
    one = receipt(house)
    assert set(house.appliance.escalations.possible(RITA, one).reasons) == {"off", "policy"}
    with pytest.raises(Conflict):
        house.appliance.escalations.request(RITA, one)
    never = asking_house("never")
    assert never.appliance.escalations.possible(RITA, one).reasons == ("policy",)


def test_the_exact_text_is_shown_and_a_second_person_lets_it_go(
    asking_house, outside: Larger
) -> None:
    house = asking_house()
    outside.reply = lambda _: completion(
        {name: "12.50" if name == "total" else None for name in outside.asked()}
    )
    one = receipt(house)
    before = house.view(one).extraction
    house.appliance.escalations.request(RITA, one)
    step(house)
    waiting = last(house, one)
    assert (waiting.standing, outside.requests) == (Standing.WAITING, [])
    text = house.appliance.escalations.preview(SAM, waiting.id)
    assert "Amount due 12.50" in text
    assert not [secret for secret in SECRETS if secret in text]

    with pytest.raises(NotPermitted, match="Somebody else"):
        house.appliance.escalations.approve(RITA, waiting.id, str(waiting.digest))
    with pytest.raises(Conflict, match="not the text"):
        house.appliance.escalations.approve(SAM, waiting.id, "0" * 64)
    given(house, RITA, SAM)
    approve(house, one)
    (let,) = house.appliance.audit.entries(SYSTEM, Selection(action="escalation.approved"))
    assert let.entry.details["same_hands"] == RITA.id

    assert outside.requests[0].endswith(b"\r\n\r\n" + text.encode())
    total = house.view(one).extraction.first("total")
    assert (total.value, total.source) == ("12.50", Source.ESCALATED)
    assert RECEIPT.decode()[total.spans[0].start : total.spans[0].end] == "12.50"
    assert house.state(one) is State.REVIEW
    assert before.first("total").value == "illegible"  # its revision stays beside the new one
    done = last(house, one)
    assert (done.standing, done.judged["total"]) == (Standing.MERGED, "proposed")


def test_every_step_is_an_entry_and_none_holds_a_value(asking_house, outside: Larger) -> None:
    house = asking_house()
    outside.reply = lambda _: completion(dict.fromkeys(outside.asked()))
    one = receipt(house)
    house.appliance.escalations.request(RITA, one)
    step(house)
    approve(house, one)
    assert [name for name in house.actions(one) if name.startswith("escalation")] == [
        f"escalation.{name}"
        for name in ("requested", "prepared", "approved", "sent", "answered", "merged")
    ]
    files = export(house)
    assert check(files)
    whole = b"".join(files.values()).decode(errors="ignore")
    assert last(house, one).digest in whole
    assert str(last(house, one).payload) in whole
    assert not [secret for secret in SECRETS if secret in whole]


def test_automatic_asks_by_itself_once(asking_house, outside: Larger) -> None:
    house = asking_house("automatic")
    outside.reply = lambda _: completion(dict.fromkeys(outside.asked()))
    one = receipt(house)
    for _ in range(3):
        house.appliance.asking.reconcile()
        step(house)
    assert last(house, one).standing is Standing.MERGED
    assert len(outside.requests) == 1
    assert house.state(one) is State.REVIEW


def test_one_document_may_be_stricter_than_its_type_and_looser_by_an_administrator(
    asking_house,
) -> None:
    house = asking_house()
    one = receipt(house)
    service = house.appliance.escalations
    with pytest.raises(NotPermitted):
        service.set_policy(RITA, one, Policy.AUTOMATIC)
    service.set_policy(RITA, one, Policy.NEVER)
    assert service.possible(RITA, one).reasons == ("policy",)
    service.set_policy(ADA, one, Policy.AUTOMATIC)
    assert service.possible(RITA, one).policy is Policy.AUTOMATIC
    assert house.actions(one)[-2:] == ["escalation.policy", "escalation.policy"]


def test_what_an_administrator_kept_here_no_reviewer_lets_go(asking_house) -> None:
    house = asking_house("automatic")
    one = house.submit(RECEIPT)
    service = house.appliance.escalations
    service.set_policy(ADA, one, Policy.NEVER)
    for looser in (Policy.ASK, Policy.AUTOMATIC):
        with pytest.raises(NotPermitted):
            service.set_policy(RITA, one, looser)
    step(house)
    house.appliance.asking.reconcile()
    assert service.of(RITA, one) == ()


def test_what_a_reviewer_says_of_a_document_never_outlasts_a_stricter_type(asking_house) -> None:
    """``ask`` was stricter than ``automatic``; it must not let the document go once the type may
    not. An administrator's word does."""
    open_house = asking_house("automatic")
    one, other, third = (receipt(open_house, RECEIPT + bytes([at])) for at in b"123")
    open_house.appliance.escalations.set_policy(RITA, one, Policy.ASK)
    open_house.appliance.escalations.set_policy(ADA, other, Policy.ASK)
    open_house.appliance.escalations.set_policy(ADA, third, Policy.AUTOMATIC)
    open_house.appliance.escalations.set_policy(RITA, third, Policy.ASK)
    assert open_house.appliance.escalations.possible(RITA, one).policy is Policy.ASK

    never = asking_house("never").appliance.escalations
    assert never.possible(RITA, one).policy is Policy.NEVER
    assert never.possible(RITA, other).policy is Policy.ASK
    assert never.possible(RITA, third).policy is Policy.ASK  # within what was decided for it
    with pytest.raises(NotPermitted):
        never.set_policy(RITA, one, Policy.ASK)


def test_what_was_settled_meanwhile_is_not_asked_any_more(asking_house, outside: Larger) -> None:
    house = asking_house()
    one, other = receipt(house), receipt(house, RECEIPT + b" again")
    for document_id in (one, other):
        house.appliance.escalations.request(RITA, document_id)
    step(house)
    fields = dict.fromkeys(last(house, one).fields, "12.50")
    fields |= {name: "2018-12-25" for name in fields if name.endswith("date")}
    for name, value in fields.items():
        house.appliance.review.correct(RITA, one, name, value)
    house.appliance.review.approve(RITA, other)
    for document_id in (one, other):
        waiting = last(house, document_id)
        house.appliance.escalations.approve(SAM, waiting.id, str(waiting.digest))
    step(house)
    assert outside.requests == []
    for document_id in (one, other):
        done = last(house, document_id)
        assert (done.standing, done.reason) == (Standing.FAILED, "settled")


def test_what_was_approved_can_be_taken_back_until_it_leaves(asking_house, outside) -> None:
    house = asking_house(sent=False)
    one = receipt(house)
    house.appliance.escalations.request(RITA, one)
    step(house)
    approve(house, one)  # nobody listens at the outer door: it waits
    waiting = last(house, one)
    assert (waiting.standing, waiting.reason) == (Standing.READY, "gateway")
    house.appliance.escalations.decline(RITA, waiting.id)
    assert last(house, one).standing is Standing.DECLINED
    assert "Taken back" in told(last(house, one))
    house.clock.step(minutes=1)
    with sending(house.appliance.settings):
        house.appliance.asking.reconcile()
        step(house)
    assert outside.requests == []


def test_a_policy_that_became_never_stops_what_was_approved(asking_house, outside) -> None:
    house = asking_house()
    one = receipt(house)
    house.appliance.escalations.request(RITA, one)
    step(house)
    waiting = last(house, one)
    house.appliance.escalations.set_policy(RITA, one, Policy.NEVER)
    house.appliance.escalations.approve(SAM, waiting.id, str(waiting.digest))
    step(house)
    assert (last(house, one).standing, last(house, one).reason) == (Standing.FAILED, "policy")
    assert outside.requests == []


def test_a_policy_that_became_ask_holds_what_was_to_go_by_itself(
    asking_house, outside: Larger
) -> None:
    house = asking_house("automatic")
    outside.reply = lambda _: completion(dict.fromkeys(outside.asked()))
    one = receipt(house)
    house.appliance.asking.reconcile()
    house.queue.calls.clear()
    house.appliance.asking.advance(one)  # prepared; the gateway was not called yet
    assert last(house, one).standing is Standing.READY
    house.appliance.escalations.set_policy(RITA, one, Policy.ASK)
    house.appliance.gateway.advance(one)
    assert (last(house, one).standing, outside.requests) == (Standing.WAITING, [])
    assert "escalation.held" in house.actions(one)
    approve(house, one)
    assert len(outside.requests) == 1


def test_who_declines_ends_it_and_it_can_be_asked_again(asking_house, outside: Larger) -> None:
    house = asking_house()
    one = receipt(house)
    service = house.appliance.escalations
    first = service.request(RITA, one)
    assert service.possible(RITA, one).reasons == ("open",)
    with pytest.raises(NotFound):
        service.preview(SAM, first)
    step(house)
    service.decline(SAM, first)
    assert last(house, one).standing is Standing.DECLINED
    step(house)
    assert outside.requests == []
    assert service.request(RITA, one) != first

"""Correcting and approving."""

from __future__ import annotations

import pytest

from appliance.access import SYSTEM
from appliance.errors import Conflict, NotFound
from appliance.pipeline import Stage
from appliance.types import Source, State
from tests.service.conftest import RECEIPT, UNSURE, House


def test_a_corrected_value_is_a_persons_and_the_checks_run_again(house: House) -> None:
    document_id = house.submit(UNSURE)
    house.work()
    before = house.view(document_id)
    assert before.outcome is not None
    assert not before.outcome.checks[0].passed

    house.appliance.review.correct(SYSTEM, document_id, "total", " 12.50 ")

    after = house.view(document_id)
    assert after.extraction is not None
    assert after.outcome is not None
    total = after.extraction.first("total")
    assert total is not None
    assert (total.value, total.source, total.confidence) == ("12.50", Source.PERSON, 1.0)
    assert after.outcome.checks[0].passed
    assert after.state is State.REVIEW


def test_a_value_that_the_document_shows_points_at_its_place(house: House) -> None:
    document_id = house.submit(b"Receipt\nCorner Shop 99.00\nTotal illegible")
    house.work()
    house.appliance.review.correct(SYSTEM, document_id, "total", "99.00")

    extraction = house.view(document_id).extraction
    assert extraction is not None
    total = extraction.first("total")
    assert total is not None
    assert (total.text, total.page, len(total.boxes)) == ("99.00", 1, 1)
    assert total.spans == ((20, 25),)


def test_an_empty_value_takes_a_field_away_and_a_new_one_can_be_added(house: House) -> None:
    document_id = house.submit(UNSURE)
    house.work()
    house.appliance.review.correct(SYSTEM, document_id, "total", "")
    house.appliance.review.correct(SYSTEM, document_id, "vendor_name", "Corner Shop")

    extraction = house.view(document_id).extraction
    assert extraction is not None
    assert [(field.name, field.value) for field in extraction.fields] == [
        ("vendor_name", "Corner Shop")
    ]


def test_what_the_machine_said_stays_beside_the_correction(house: House) -> None:
    document_id = house.submit(UNSURE)
    house.work()
    house.appliance.review.correct(SYSTEM, document_id, "total", "1.00")
    house.appliance.review.correct(SYSTEM, document_id, "total", "2.00")

    with house.appliance.processing.database.unit(readonly=True) as unit:
        history = unit.artifacts.history(document_id, Stage.EXTRACTION.value)
    assert [one.revision for one in history] == [0, 1, 2]
    assert len({one.blob for one in history}) == 3


def test_an_accepted_record_that_is_corrected_waits_for_approval(house: House) -> None:
    document_id = house.submit(RECEIPT)
    house.work()
    house.appliance.review.correct(SYSTEM, document_id, "total", "13.50")
    assert house.state(document_id) is State.REVIEW

    house.appliance.review.approve(SYSTEM, document_id)
    assert house.state(document_id) is State.REVIEWED
    assert house.actions(document_id)[-2:] == ["record.corrected", "record.approved"]


def test_the_ledger_names_the_field_but_never_the_value(house: House) -> None:
    document_id = house.submit(UNSURE)
    house.work()
    house.appliance.review.correct(SYSTEM, document_id, "vendor_name", "Wilhelmina")

    with house.appliance.processing.database.unit(readonly=True) as unit:
        last = unit.ledger.of(document_id)[-1]
    assert last.details == {"field": "vendor_name", "revision": "1", "origin": "this_machine"}


def test_what_cannot_be_reviewed_is_refused(house: House) -> None:
    waiting, review = house.submit(RECEIPT), house.appliance.review
    for action in (
        lambda: review.approve(SYSTEM, waiting),
        lambda: review.correct(SYSTEM, waiting, "total", "1"),
    ):
        with pytest.raises(Conflict):
            action()
    house.work()
    with pytest.raises(Conflict):  # accepted already
        review.approve(SYSTEM, waiting)
    with pytest.raises(NotFound):
        review.correct(SYSTEM, waiting, "no_such_field", "1")
    with pytest.raises(NotFound):
        review.approve(SYSTEM, "f" * 32)


def test_a_type_that_was_not_recognised_can_be_named(house: House) -> None:
    document_id = house.submit(b"Corner Shop\nTotal 12.50")
    house.work()
    assert house.view(document_id).classification.doctype == "unknown"

    house.appliance.review.classify(SYSTEM, document_id, "receipt")
    house.work()

    shown = house.view(document_id)
    assert shown.state is State.ACCEPTED
    assert (shown.classification.doctype, shown.classification.probability) == ("receipt", 1.0)
    with pytest.raises(NotFound):
        house.appliance.review.classify(SYSTEM, document_id, "no_such_type")

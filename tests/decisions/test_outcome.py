"""What goes through unseen, and what a person is asked to look at, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from appliance.decisions import decide
from appliance.doctypes.schema import Kind, RuleSpec
from appliance.types import UNKNOWN, Classification, Extraction, Outcome, Route, Source
from tests.decisions.made import TODAY, doctype, field

SUM = RuleSpec(rule="sum", fields=("subtotal", "tax_total", "total"))
THING = doctype(
    SUM,
    RuleSpec(rule="required", fields=("total",)),
    required=("total",),
    subtotal=Kind.AMOUNT,
    tax_total=Kind.AMOUNT,
    total=Kind.AMOUNT,
)
GOOD = (field("subtotal", "10.00"), field("tax_total", "2.00"), field("total", "12.00"))
SURE = Classification(doctype="thing", probability=0.98)


def decided(fields=GOOD, classification: Classification = SURE, thing=THING) -> Outcome:
    return decide(classification, Extraction(doctype="thing", fields=tuple(fields)), thing, TODAY)


def test_a_sure_and_consistent_record_is_accepted() -> None:
    outcome = decided()

    assert outcome.decision.route is Route.ACCEPTED
    assert outcome.decision.reasons
    assert all(check.passed for check in outcome.checks)
    assert outcome.verdict.score > 0.9


def test_a_doubtful_value_sends_the_record_to_review_and_is_named() -> None:
    outcome = decided((*GOOD[:2], replace(GOOD[2], confidence=0.62)))

    assert outcome.decision.route is Route.REVIEW
    assert outcome.decision.reasons == ("Total: only 62% certain, 90% needed.",)


def test_a_threshold_that_is_just_missed_does_not_read_as_reached() -> None:
    outcome = decided((*GOOD[:2], replace(GOOD[2], confidence=0.8999)))

    assert outcome.decision.reasons == ("Total: only 89% certain, 90% needed.",)


def test_a_failed_check_sends_sure_values_to_review_with_the_figures() -> None:
    outcome = decided((*GOOD[:2], replace(GOOD[2], value="21.00")))

    assert outcome.decision.route is Route.REVIEW
    assert outcome.decision.reasons == (
        "Subtotal 10.00 + Tax total 2.00 = 12.00, but Total is 21.00.",
    )


def test_a_value_that_is_hardly_believed_proves_nothing_against_the_others() -> None:
    wild = replace(GOOD[1], value="9.99", confidence=0.3)
    outcome = decided((GOOD[0], wild, GOOD[2]))

    assert all(check.passed for check in outcome.checks)
    assert outcome.decision.reasons == ("Tax total: only 30% certain, 90% needed.",)


def test_a_missing_required_value_is_said_once() -> None:
    outcome = decided(GOOD[:2])

    assert outcome.decision.reasons == ("Total was not found.",)


def test_a_doubtful_type_is_said_first() -> None:
    outcome = decided(classification=replace(SURE, probability=0.55))

    assert outcome.decision.route is Route.REVIEW
    assert outcome.decision.reasons[0].startswith("The type Thing is only 55% certain")


def test_an_unknown_type_asks_a_person_to_choose() -> None:
    outcome = decided((), Classification(doctype=UNKNOWN, probability=0.9), None)

    assert outcome.decision.route is Route.REVIEW
    assert "not recognised" in outcome.decision.reasons[0]
    assert outcome.checks == ()


def test_nothing_found_is_never_accepted() -> None:
    outcome = decided((), thing=replace(THING, rules=(), fields=()))

    assert outcome.decision.route is Route.REVIEW
    assert outcome.verdict.score == 0.0


def test_what_a_person_entered_stands_whatever_its_confidence() -> None:
    typed = replace(GOOD[2], confidence=0.0, source=Source.PERSON)

    assert decided((*GOOD[:2], typed)).decision.route is Route.ACCEPTED


def test_what_the_file_states_as_data_needs_no_threshold_but_passes_the_checks() -> None:
    stated = [replace(item, confidence=0.5, source=Source.READER) for item in GOOD]
    wrong = [*stated[:2], replace(stated[2], value="21.00")]

    assert decided(stated).decision.route is Route.ACCEPTED
    assert decided(wrong).decision.route is Route.REVIEW


def test_a_type_without_thresholds_accepts_nothing_unseen() -> None:
    outcome = decided(thing=replace(THING, thresholds={}))

    assert outcome.decision.route is Route.REVIEW
    assert "Total: always checked by a person." in outcome.decision.reasons


def test_two_percentages_that_differ_are_shown_to_differ() -> None:
    outcome = decided(
        (*GOOD[:2], replace(GOOD[2], confidence=0.991)),
        thing=replace(THING, thresholds={"*": 0.9, "total": 0.995}),
    )

    assert outcome.decision.reasons == ("Total: only 99.10% certain, 99.50% needed.",)


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.floats(0, 1))
def test_accepted_means_every_confidence_reached_its_threshold(
    confidences: list[float], probability: float
) -> None:
    fields = [
        replace(item, confidence=value) for item, value in zip(GOOD, confidences, strict=True)
    ]
    outcome = decided(fields, replace(SURE, probability=probability))
    sure = min(confidences) >= 0.9 and probability >= THING.certain

    assert (outcome.decision.route is Route.ACCEPTED) is sure
    assert 0.0 <= outcome.verdict.score <= 1.0


def test_the_same_values_give_the_same_outcome_and_the_day_comes_from_outside() -> None:
    dated = doctype(RuleSpec(rule="date_plausible", fields=("day",)), day=Kind.DATE)
    extraction = Extraction(doctype="thing", fields=(field("day", "2025-06-01"),))

    early = decide(SURE, extraction, dated, date(2025, 5, 1))
    late = decide(SURE, extraction, dated, date(2025, 7, 1))

    assert early.decision.route is Route.REVIEW
    assert late.decision.route is Route.ACCEPTED
    assert late == decide(SURE, extraction, dated, date(2025, 7, 1))

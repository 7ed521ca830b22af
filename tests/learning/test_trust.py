"""Fields of fitted types that nobody had counted, and what approvals say of them."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.learning.approved import Approved
from appliance.learning.labelled import Labelled
from appliance.learning.trust import PER_PARTY, trusted
from appliance.types import Box, Document, Extraction, Field, Source, Span

RECEIPT = catalogue.load().get("receipt")
NOTHING = Document(text="", pages=())


def field(name: str, value: str, confidence: float, source: Source) -> Field:
    return Field(
        name=name,
        value=value,
        text=value,
        spans=(Span(0, 1),),
        page=1,
        boxes=(Box(0, 0, 1, 1),),
        confidence=confidence,
        source=source,
    )


def approved(
    party: str,
    said: str,
    kept: str,
    confidence: float = 0.8,
    *,
    name: str = "currency",
    source: Source = Source.INFERRED,
) -> Approved:
    machine = field(name, said, confidence, source)
    person = field(name, kept, 1.0, Source.PERSON)
    return Approved(
        item=Labelled(document=NOTHING, group=party),
        machine=Extraction(doctype="receipt", fields=(machine,)),
        confirmed=Extraction(doctype="receipt", fields=(person,) if kept else ()),
    )


def stood(count: int, **about: object) -> list[Approved]:
    return [approved(f"party {number}", "EUR", "EUR", **about) for number in range(count)]


def test_a_field_whose_answers_stood_often_enough_is_accepted_from_their_confidence_on() -> None:
    trained, proofs = trusted([*stood(90), *stood(20, confidence=0.9)], RECEIPT)

    assert trained.thresholds == {"currency": 0.8}
    assert (proofs["currency"].right, proofs["currency"].labelled) == (110, 110)
    assert not trained.rankers
    assert not trained.curves


def test_too_few_answers_prove_nothing() -> None:
    assert trusted(stood(103), RECEIPT)[0].thresholds == {}
    assert trusted(stood(104), RECEIPT)[0].thresholds == {"currency": 0.8}


@pytest.mark.parametrize("kept", ["USD", ""], ids=["corrected", "taken away"])
def test_what_people_corrected_counts_against_it(kept: str) -> None:
    wrong = [approved(f"other {number}", "EUR", kept) for number in range(4)]
    assert trusted([*stood(150), *wrong], RECEIPT)[0].thresholds == {}


def test_doubtful_answers_that_were_wrong_leave_the_surer_ones_trusted() -> None:
    wrong = [approved(f"other {number}", "EUR", "USD", 0.5) for number in range(30)]
    assert trusted([*wrong, *stood(120)], RECEIPT)[0].thresholds == {"currency": 0.8}


def test_the_same_party_a_hundred_times_says_little() -> None:
    same = [approved("one", "EUR", "EUR") for _ in range(150)]
    _, proofs = trusted([*same, *stood(104 - PER_PARTY)], RECEIPT)

    assert trusted(same, RECEIPT)[0].thresholds == {}
    assert proofs["currency"].labelled == 104


@pytest.mark.parametrize("source", [Source.MEMORY, Source.MODEL, Source.READER, Source.ESCALATED])
def test_other_steps_of_the_cascade_do_not_vouch_for_it(source: Source) -> None:
    assert trusted(stood(150, source=source), RECEIPT)[0].thresholds == {}


def test_fields_with_a_count_of_their_own_and_those_of_no_consequence_stay_as_they_are() -> None:
    counted = stood(150, name="total", confidence=0.5, source=Source.RANKER)
    items = stood(150, name="items.amount", confidence=0.5, source=Source.RANKER)

    assert trusted(counted, RECEIPT)[0].thresholds == {}
    assert trusted(items, RECEIPT)[0].thresholds == {}

"""A value that the page shows otherwise than the file's text goes to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import Appliance, Parts, build
from appliance.intake.sandboxed import SandboxedInspector
from appliance.settings import load
from appliance.types import Extraction, Processed, State, Suspect
from tests.reading import lying_fonts
from tests.service.fakes_service import ListQueue

INVOICES = Path(__file__).parents[2] / "samples" / "invoices"
WHY = "the page shows something else there than the file's text says."


@pytest.fixture(scope="module")
def appliance(
    tmp_path_factory: pytest.TempPathFactory, inspector: SandboxedInspector
) -> Iterator[Appliance]:
    """The real line without a language model."""
    parts = Parts(queue=ListQueue(), inspector=inspector, model=lambda: None)
    state = tmp_path_factory.mktemp("state")
    with build(load(state_dir=state), parts) as built:
        yield built


def process(appliance: Appliance, content: bytes, name: str = "bill.pdf") -> Processed:
    result = appliance.processor.process(content, name, doctype="receipt")
    assert result.state in (State.REVIEW, State.ACCEPTED)
    return result


def found(extraction: Extraction | None, name: str) -> tuple[str, float, Suspect | None]:
    field = extraction.first(name) if extraction else None
    assert field is not None
    return field.text, field.confidence, field.suspect


@pytest.mark.parametrize("drawn", [lying_fonts.one_font, lying_fonts.same_name, lying_fonts.rarest])
def test_a_total_that_the_page_shows_otherwise_goes_to_a_person(
    appliance: Appliance, drawn: Callable[[Mapping[str, str]], bytes]
) -> None:
    honest = process(appliance, drawn({}))
    assert found(honest.extraction, "total")[::2] == ("12.50", None)

    lying = process(appliance, drawn(lying_fonts.SAYS))
    text, confidence, suspect = found(lying.extraction, "total")
    assert (text, suspect) == ("92.50", Suspect.DISPUTED)
    assert confidence < 0.1
    assert lying.state is State.REVIEW
    assert lying.outcome is not None
    assert f"Total: {WHY}" in lying.outcome.decision.reasons


def test_a_name_of_other_letters_than_the_page_shows_goes_to_a_person(
    appliance: Appliance,
) -> None:
    says = dict(zip("SunMartd", "PolkeHfy", strict=True))
    bill = ("|Sun Mart Ltd", *lying_fonts.BILL[1:6], "Total: 12.50", lying_fonts.BILL[7])
    lying = process(appliance, lying_fonts.same_name(says, bill))
    text, confidence, suspect = found(lying.extraction, "vendor_name")
    assert "Mart" not in text
    assert suspect is Suspect.DISPUTED
    assert confidence < 0.5


def test_no_value_of_honest_invoices_is_disputed(appliance: Appliance) -> None:
    for path in sorted(INVOICES.glob("*.pdf")):
        result = appliance.processor.process(path.read_bytes(), path.name, doctype="invoice")
        assert result.extraction is not None
        assert result.seconds["comparison"] > 0
        assert [field.name for field in result.extraction.fields if field.suspect] == []


def test_stored_documents_are_held_against_their_stored_pictures(appliance: Appliance) -> None:
    content = lying_fonts.one_font(lying_fonts.SAYS)
    submitted = appliance.desk.submit(SYSTEM, "bill.pdf", content, doctype="receipt")
    state = State.RECEIVED
    while not state.terminal:
        state = appliance.processing.advance(submitted.id)
    assert state is State.REVIEW
    view = appliance.desk.view(SYSTEM, submitted.id)
    assert found(view.extraction, "total")[2] is Suspect.DISPUTED
    assert view.seconds["comparison"] > 0

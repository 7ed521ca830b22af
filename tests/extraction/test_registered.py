"""The small print completes the name on the letterhead."""

from __future__ import annotations

import pytest

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import registered
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.proposal import Proposal
from appliance.extraction.choice.ranking import Ranked
from appliance.types import Span


def chosen(*names: str, organisation: bool = True) -> str:
    """The best of these names, the likelier ones first."""
    ranked = tuple(
        Ranked(
            candidate=Candidate(spans=(Span(i, i + 1),), value=name),
            score=-float(i),
            probability=0.5 / (i + 1),
        )
        for i, name in enumerate(names)
    )
    spec = FieldSpec(name="seller", kind=Kind.NAME, label="seller", organisation=organisation)
    (found,) = registered.preferred([Proposal(spec=spec, ranked=ranked, cues=(), trained=True)])
    assert found.best is not None
    assert found.best.probability <= 1.0
    return found.best.candidate.value


@pytest.mark.parametrize(
    "full",
    ["Nordviks Bilverkstad AB", "NORDVIKS BILVERKSTAD AB", "Nordviks Bilverkstad, S.L."],
)
def test_a_name_is_completed_with_its_legal_form(full: str) -> None:
    assert chosen("Nordviks Bilverkstad", "Ådalens Åkeri HB", full) == full


@pytest.mark.parametrize(
    "other",
    ["Nordviks Bilverkstad Fakturanummer", "Nordviks Bilverkstads AB", "Ådalens Åkeri HB"],
)
def test_what_adds_more_than_a_legal_form_is_another_name(other: str) -> None:
    assert chosen("Nordviks Bilverkstad", other) == "Nordviks Bilverkstad"


def test_people_have_no_legal_form() -> None:
    assert chosen("Jonas Wetterau", "Jonas Wetterau KG", organisation=False) == "Jonas Wetterau"

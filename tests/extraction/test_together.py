"""Fields are weighed together: sums add up, and the buyer is not the seller."""

from __future__ import annotations

from appliance.doctypes.schema import FieldSpec, Kind, RuleSpec
from appliance.extraction.choice import together
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.parties import formed, rest_of_line
from appliance.extraction.choice.proposal import Proposal
from appliance.extraction.choice.ranking import Ranked
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span
from tests.extraction.fakes_extraction import doctype, printed


def proposal(name: str, kind: Kind, unlike: str = "", **beliefs: float) -> Proposal:
    """A field with its candidates' values (``_`` for the decimal point) and beliefs."""
    ranked = [
        Ranked(
            candidate=Candidate(spans=(Span(i, i + 1),), value=v.strip("v").replace("_", ".")),
            score=0.0,
            probability=belief,
        )
        for i, (v, belief) in enumerate(sorted(beliefs.items(), key=lambda item: -item[1]))
    ]
    spec = FieldSpec(name=name, kind=kind, label=name, unlike=unlike)
    return Proposal(spec=spec, ranked=tuple(ranked), cues=(), trained=True)


def best(proposals: list[Proposal]) -> list[str]:
    return [p.best.candidate.value if p.best else "" for p in proposals]


ADDS = doctype(rules=(RuleSpec(rule="sum", fields=("net", "tax", "gross")),))


def test_amounts_that_add_up_outweigh_the_likeliest_ones() -> None:
    found = together.weighed(
        [
            proposal("net", Kind.AMOUNT, v100_00=0.9, v40_00=0.1),
            proposal("tax", Kind.AMOUNT, v119_00=0.5, v19_00=0.4),
            proposal("gross", Kind.AMOUNT, v119_00=0.6, v100_00=0.4),
        ],
        ADDS,
    )

    assert best(found) == ["100.00", "19.00", "119.00"]
    assert found[1].best is not None
    assert found[1].best.probability > 0.8


def test_twice_the_same_amount_is_no_tax() -> None:
    found = together.weighed(
        [
            proposal("net", Kind.AMOUNT, v220_00=0.9),
            proposal("tax", Kind.AMOUNT, v220_00=0.5, v0_00=0.3),
            proposal("gross", Kind.AMOUNT, v440_00=0.6, v220_00=0.3),
        ],
        ADDS,
    )

    assert best(found) == ["220.00", "0.00", "220.00"]


def test_sums_that_do_not_add_up_leave_the_likeliest() -> None:
    found = together.weighed(
        [
            proposal("net", Kind.AMOUNT, v100_00=0.9),
            proposal("tax", Kind.AMOUNT, v7_00=0.9),
            proposal("gross", Kind.AMOUNT, v112_00=0.9),
        ],
        ADDS,
    )

    assert best(found) == ["100.00", "7.00", "112.00"]


def test_the_buyer_is_not_the_seller() -> None:
    found = together.weighed(
        [
            proposal("seller", Kind.NAME, vAlpha=0.9),
            proposal("buyer", Kind.NAME, "seller", vAlpha=0.6, vBeta=0.3),
        ],
        doctype(),
    )

    assert best(found) == ["Alpha", "Beta"]


def test_a_sender_s_line_holds_a_name_and_an_address() -> None:
    sheet = Sheet.of(printed("Alder & Sohn GmbH · Nordweg 3 · 24937 Flensburg"))
    cell = sheet.rows[0].cells[0]

    assert "Alder & Sohn GmbH" in [sheet.text(span) for span in formed(sheet, cell)]
    assert "Nordweg 3 · 24937 Flensburg" in [sheet.text(span) for span in rest_of_line(sheet, cell)]

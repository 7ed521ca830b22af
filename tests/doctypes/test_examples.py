"""Each type's own examples: recognised, made of the field names declared, passing all checks."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.decisions import decide
from appliance.doctypes.catalogue import load
from appliance.doctypes.schema import Doctype, Example, Kind
from appliance.extraction.classification.classify import classify
from appliance.extraction.kinds import normalise
from appliance.reading.statements import KINDS
from appliance.types import Document, Extraction, Field, Route, Source

TODAY = date(2026, 1, 15)
DOCTYPES = load()
EXAMPLES = [
    pytest.param(doctype, example, id=f"{doctype.name}-{example.name}")
    for doctype in DOCTYPES.all
    for example in doctype.examples
]


def test_every_structured_kind_that_a_type_claims_is_one_that_reading_gives() -> None:
    given = {name.rstrip("-") for name in KINDS}
    claimed = {kind.rstrip("*-") for doctype in DOCTYPES.all for kind in doctype.kinds}

    assert claimed == given


def test_every_type_has_examples() -> None:
    assert all(len(doctype.examples) >= 3 for doctype in DOCTYPES.all)


@pytest.mark.parametrize(("doctype", "example"), EXAMPLES)
def test_an_example_is_recognised_with_certainty(doctype: Doctype, example: Example) -> None:
    found = classify(Document(text=example.text, pages=()), DOCTYPES)

    assert found.doctype == doctype.name
    assert found.probability >= doctype.certain


@pytest.mark.parametrize(("doctype", "example"), EXAMPLES)
def test_the_values_of_an_example_are_in_normal_form(doctype: Doctype, example: Example) -> None:
    for spec in doctype.fields:
        for value in example.values.get(spec.name, ()):
            assert normalise.value(spec, value) == value, spec.name
            if spec.kind in (Kind.NAME, Kind.ADDRESS, Kind.TEXT, Kind.PHONE):
                assert value in " ".join(example.text.split()), spec.name


@pytest.mark.parametrize(("doctype", "example"), EXAMPLES)
def test_an_example_read_right_is_accepted(doctype: Doctype, example: Example) -> None:
    fields = tuple(
        Field(
            name=spec.name,
            value=value,
            text=value,
            spans=(),
            page=1,
            boxes=(),
            confidence=0.99,
            source=Source.READER,
        )
        for spec in doctype.fields
        for value in example.values.get(spec.name, ())
    )
    classification = classify(Document(text=example.text, pages=()), DOCTYPES)

    outcome = decide(
        classification, Extraction(doctype=doctype.name, fields=fields), doctype, TODAY
    )

    assert outcome.decision.route is Route.ACCEPTED, outcome.decision.reasons
    assert all(check.passed for check in outcome.checks)

"""What a field's own reader did not find, but another guessed, is not accepted unseen."""

from __future__ import annotations

import pytest

from appliance.decisions.route import doubtful
from appliance.doctypes import catalogue
from appliance.doctypes.schema import Curve
from appliance.extraction.choice.confidence import COLD, Evidence, sure
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet


@pytest.mark.parametrize(
    "text",
    [
        "Quarterly report\nSomething else happened\n",
        "<SEC-DOCUMENT>1.txt\n<DOCUMENT>\n<TYPE>10-Q\n<TEXT>\nReport\n</TEXT>\n</DOCUMENT>\n",
    ],
)
def test_a_line_that_nothing_calls_the_registrant_goes_to_a_person(text: str) -> None:
    sheet = Sheet(5)
    kind = structured.text(sheet, text.encode())
    doctype = catalogue.load().get("regulatory_filing")
    found = extract(sheet.finish("text/plain", kind), doctype, None)
    guessed = [field for field in found.fields if field.name == "registrant_name"]
    assert all(doubtful(field, doctype) for field in guessed), guessed


def test_a_curve_of_finders_vouches_only_for_scores_that_were_counted() -> None:
    curve = Curve(scores=(0.7,), probabilities=(0.95,))
    weak, strong = Evidence(ranker=0.3, margin=0.0), Evidence(ranker=0.99, margin=0.5)
    assert sure(weak, curve, found=True) == COLD
    assert sure(strong, curve, found=True) == 0.95
    assert sure(weak, curve) == 0.95

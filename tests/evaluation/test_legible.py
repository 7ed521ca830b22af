"""Labelled spans are found again in what OCR read of a page."""

from __future__ import annotations

from appliance.evaluation.legible import carried
from appliance.evaluation.pii_labels import Labelled, Truth
from appliance.privacy.finding import Group

WRITTEN = "Patient: Samuel Mercado\nDOB: 07/07/1950 MRN: 13363634\nSeen by Dr. Tasha Barlow."
READ = "Patient:SamuelMercado\nDOB: O7/07/1950 MRN: l336363\nSeen by Dr. ###"


def test_spans_stand_where_they_were_read_and_the_illegible_are_counted() -> None:
    spans = [
        Truth(start=WRITTEN.index(v), end=WRITTEN.index(v) + len(v), label="X", group=Group.PERSON)
        for v in ("Samuel Mercado", "07/07/1950", "13363634", "Tasha Barlow")
    ]
    text = Labelled(id="1", text=WRITTEN, language="en", dataset="d", spans=tuple(spans))
    found = carried(text, READ)
    assert [READ[span.start : span.end] for span in found.text.spans] == [
        "SamuelMercado",
        "O7/07/1950",
        "l336363",
    ]
    assert found.lost == 1

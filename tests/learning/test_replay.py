"""Memory replayed: what it is worth, and how sure it may be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from appliance.doctypes.fitted import DeclaredCalibration
from appliance.doctypes.schema import FieldSpec, Kind
from appliance.learning import artefact, calibrate, train
from appliance.learning.labelled import Labelled
from appliance.learning.replay import replay
from tests.extraction.fakes_extraction import doctype, printed

NAME = FieldSpec(name="vendor_name", kind=Kind.NAME, label="name", cues=("zzz",))


def test_memory_is_replayed_in_order() -> None:
    """The third document of a party profits from the first two."""
    spec = replace(NAME, remembered=True)
    text = "Amber Trading Ltd\n12 Mill Lane Leeds\nTotal 5.00"
    wrong = text.replace("Amber", "Ambcr")
    items = [
        Labelled(
            document=printed(one, confidence=sure),
            values={"vendor_name": "Amber Trading Ltd"},
            group="a",
        )
        for one, sure in ((text, 1.0), (text, 1.0), (wrong, 0.9))
    ]
    found = replay(items, doctype(spec))
    assert [(one.after, one.remembered) for one in found.judged] == [(True, True)]


def test_drawn_papers_of_a_seller_are_replayed_where_there_are_no_others() -> None:
    """Memory is as sure as it was right, and less so where nobody real has shown it."""
    spec = replace(NAME, remembered=True)
    text = "Amber Trading Ltd\n12 Mill Lane Leeds\nTotal 5.00"
    items = [
        Labelled(
            document=printed(text),
            values={"vendor_name": "Amber Trading Ltd"},
            group=f"template {number % 3}",
            party="amber",
            drawn=True,
        )
        for number in range(24)
    ]

    found = replay(items, doctype(spec))

    assert found.drawn
    assert len(found.judged) == 22
    assert found.sureness() == {"vendor_name": round(23 / 24 * calibrate.VOUCHED, 4)}
    labelled = replay([replace(item, drawn=False) for item in items], doctype(spec))
    assert labelled.sureness() == {"vendor_name": round(23 / 24, 4)}


def test_how_sure_memory_is_goes_into_a_fitted_types_file(tmp_path: Path) -> None:
    card = artefact.card(train.Trained(), data="none", licence="CC0", made_by="a test")
    artefact.write(train.Trained(), tmp_path, card)

    artefact.remember(tmp_path, {"vendor_name": 0.97}, "24 values of drawn documents")

    content = json.loads((tmp_path / "calibration.json").read_text())
    kept = DeclaredCalibration.model_validate(content)
    assert kept.remembered == {"vendor_name": 0.97}
    assert kept.card.remembered == "24 values of drawn documents"

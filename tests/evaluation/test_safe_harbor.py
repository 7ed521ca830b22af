"""The table of HIPAA's identifiers has a recall for each of them."""

from __future__ import annotations

from appliance.evaluation import pii, rare_identifiers, safe_harbor
from appliance.privacy.detect import Detector


def test_what_no_data_set_labels_is_measured_on_invented_texts() -> None:
    texts = tuple(rare_identifiers.texts())
    assert texts == tuple(rare_identifiers.texts())  # the same at every run
    assert all(text.text[one.start : one.end].strip() for text in texts for one in text.spans)
    measured = pii.evaluate(texts, Detector(), lambda _: None).as_json()["labels"]
    assert {name: row["n"] for name, row in measured.items()} == {
        "BIOMETRIC": 100,
        "DEVICE_ID": 100,
        "PHOTO": 100,
        "VEHICLE_ID": 100,
    }
    assert min(row["recall"] for row in measured.values()) >= 0.95
    rows = list(safe_harbor.table({}, measured))
    assert sum("100 invented" in row for row in rows) == 4
    assert all("invented" in row or "not measured" in row for row in rows[2:])


def test_labelled_texts_go_before_invented_ones() -> None:
    row = {"n": 4, "recall": 0.75}
    (line,) = [
        line
        for line in safe_harbor.table({"VEHICLE_ID": row}, {"VEHICLE_ID": {"n": 100, "recall": 1}})
        if line.startswith("| L |")
    ]
    assert "| 4 | 0.750 |" in line

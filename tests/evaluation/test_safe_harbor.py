"""The table of HIPAA's identifiers has a recall for each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.evaluation import pii, rare_identifiers, safe_harbor
from appliance.privacy.detect import Detector

LABELS = {
    "ACCOUNT_NUMBER",
    "AGE",
    "BIOMETRIC",
    "CERTIFICATE_LICENSE_NUMBER",
    "DEVICE_ID",
    "EMAIL_ADDRESS",
    "FAX_NUMBER",
    "HEALTH_PLAN_BENEFICIARY_NUMBER",
    "IP_ADDRESS",
    "MEDICAL_RECORD_NUMBER",
    "PHONE_NUMBER",
    "PHOTO",
    "UNIQUE_IDENTIFIER",
    "URL",
    "US_SSN",
    "VEHICLE_ID",
}

UNLABELLED = {"BIOMETRIC", "DEVICE_ID", "PHOTO", "VEHICLE_ID"}
"""In no labelled text: of these nothing else says how many are found."""


@pytest.mark.parametrize(
    ("sentences", "each", "least", "overall"),
    [(rare_identifiers.MENDED, 30, 0.9, 0.98), (rare_identifiers.UNSEEN, 20, 0.85, 0.95)],
    ids=["mended", "unseen"],
)
def test_what_data_sets_hardly_label_is_measured_on_invented_texts(
    sentences: Path, each: int, least: float, overall: float
) -> None:
    texts = tuple(rare_identifiers.texts(sentences))
    assert texts == tuple(rare_identifiers.texts(sentences))  # the same at every run
    assert all(text.text[one.start : one.end].strip() for text in texts for one in text.spans)
    measured = pii.evaluate(texts, Detector(), lambda _: None).as_json()["labels"]
    assert set(measured) == LABELS
    assert min(row["n"] for row in measured.values()) >= each
    assert min(row["recall"] for row in measured.values()) >= least
    assert min(measured[label]["recall"] for label in UNLABELLED) >= 0.95
    total = sum(row["n"] for row in measured.values())
    assert sum(row["n"] * row["recall"] for row in measured.values()) >= overall * total
    rows = list(safe_harbor.table({}, measured, {}))
    assert sum("- | - | " in row and not row.endswith("- | - | - | - |") for row in rows) == 16


def test_the_kinds_of_texts_stand_apart() -> None:
    (line,) = [
        line
        for line in safe_harbor.table(
            {"VEHICLE_ID": {"n": 4, "recall": 0.75}}, {}, {"VEHICLE_ID": {"n": 100, "recall": 1}}
        )
        if line.startswith("| L |")
    ]
    assert "| 4, 0.750 |" in line
    assert "| - | - | 100, 1.000 |" in line

"""A folder is enough to add a document type: recognised, extracted, checked, exported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.doctypes.catalogue import load
from appliance.exports.catalogue import discover
from appliance.extraction.classification.classify import classify
from appliance.types import Document, Processed, State

APPLIANCE = Path(sys.executable).with_name("appliance")
TYPE = """
title = "Delivery note"
description = "The slip that comes with delivered goods."
cues = [
  { pattern = '\\bdelivery note\\b', weight = 4.0 },
  { pattern = '\\bcarrier\\b', weight = 2.0 },
  { pattern = '\\bparcels?\\b', weight = 2.0 },
]

[[fields]]
name = "delivery_date"
kind = "date"
label = "day on which the goods were delivered"
required = true
cues = ['\\bdelivered on\\b']

[[fields]]
name = "carrier"
kind = "name"
label = "company that carried the goods"
cues = ['\\bcarrier\\b']
"""
PROMPT = "You read delivery notes. Answer with words of the note, or none.\n"
EXAMPLE = {
    "text": "DELIVERY NOTE\nCarrier: Blue Van Logistics\nDelivered on 5 March 2024\n3 parcels\n",
    "values": {"delivery_date": ["2024-03-05"], "carrier": ["Blue Van Logistics"]},
}
NOTE = """DELIVERY NOTE 7731
Carrier: Swift Wheels Ltd
Delivered on 17 June 2025
2 parcels, received in good order
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A customer's own type, nothing else changed."""
    made = tmp_path / "types" / "delivery_note"
    (made / "examples").mkdir(parents=True)
    (made / "doctype.toml").write_text(TYPE)
    (made / "prompt.txt").write_text(PROMPT)
    (made / "examples" / "one.json").write_text(json.dumps(EXAMPLE))
    return made.parent


@pytest.mark.slow
def test_a_new_folder_is_recognised_read_and_exported(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    environment = {
        **os.environ,
        "APPLIANCE_DOCTYPES_DIR": str(folder),
        "APPLIANCE_STATE_DIR": str(tmp_path / "state"),
    }

    result = subprocess.run(
        [APPLIANCE, "process", path, "--json"], env=environment, capture_output=True, text=True
    )

    found = json.loads(result.stdout)
    values = {field["name"]: field["value"] for field in found["fields"]}
    assert result.returncode == 0, result.stderr
    assert found["doctype"] == "delivery_note"
    assert values["delivery_date"] == "2025-06-17"
    assert values["carrier"] == "Swift Wheels Ltd"
    assert found["state"] == "review", "no labels yet: nothing is accepted unseen"


def test_every_export_takes_a_record_of_a_new_type() -> None:
    record = Processed(
        id="1",
        name="note.txt",
        sha256="0" * 64,
        media_type="text/plain",
        state=State.ACCEPTED,
    )

    for name, form in discover().items():
        assert form.render([record]), name


SILENT = """
title = "Parking fine"
description = "A notice that a vehicle was parked against the rules and a penalty is due."

[[fields]]
name = "plate"
kind = "text"
label = "registration plate of the vehicle"

[[fields]]
name = "penalty"
kind = "amount"
label = "amount of the penalty"
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CITY OF HALDEN\nParking Fine No. 88\nPlate KX 12 ABC\nPenalty 45.00", "parking_fine"),
        (
            "Penalty charge notice\nYour vehicle, registration KX 12 ABC, was parked on a footway."
            "\nRules of the road apply. Penalty: 45.00",
            "parking_fine",
        ),
        ("Minutes of the meeting\nThe number of vehicles in the yard was noted.", "unknown"),
        ("Dear Sir,\nplease park elsewhere, the rules of our house apply.", "unknown"),
    ],
)
def test_a_type_that_declares_no_cues_is_known_by_its_own_words(
    tmp_path: Path, text: str, expected: str
) -> None:
    (tmp_path / "parking_fine").mkdir()
    (tmp_path / "parking_fine" / "doctype.toml").write_text(SILENT, encoding="utf-8")
    (tmp_path / "parking_fine" / "prompt.txt").write_text("You read parking fines.", "utf-8")
    assert classify(Document(text=text, pages=()), load(tmp_path)).doctype == expected

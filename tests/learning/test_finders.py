"""How sure a finder may be is measured on drawn documents, and decides what people look at."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.train import app
from appliance.doctypes import catalogue, folder
from appliance.extraction.extract import extract
from appliance.learning import finders
from appliance.types import Document, Field, Source
from samples.generator.__main__ import drawn, write

MEDICAL = catalogue.load().get("medical_record")
NOTES = 45


def answer(name: str, confidence: float) -> Field:
    return Field(
        name=name, value="x", text="x", spans=(), page=1, boxes=(), confidence=confidence,
        source=Source.RANKER,
    )  # fmt: skip


def test_a_kind_of_finding_that_is_often_wrong_claims_less_than_one_that_is_not() -> None:
    listed = [(answer("conditions", 0.9), True)] * 60
    told = [(answer("conditions", 0.7), n % 3 > 0) for n in range(60)]
    curves, fared = finders.curves([*listed, *told, (answer("age", 0.9), True)], MEDICAL)
    assert set(curves) == {"conditions"}  # one answer proves nothing of ages
    sure, unsure = curves["conditions"].probabilities[-1], curves["conditions"].probabilities[0]
    assert 0.75 < sure < 0.8
    assert 0.45 < unsure < 0.6
    assert (fared["conditions"].answers, fared["conditions"].right) == (120, 100)


def test_what_strange_papers_lead_astray_claims_less_than_what_they_do_not() -> None:
    right = [(answer(name, 0.9), True) for name in ("age", "allergies") for _ in range(60)]
    curves, _ = finders.curves(right, MEDICAL)
    assert curves["allergies"].probabilities[-1] < 0.9 < curves["age"].probabilities[-1]


def test_fields_with_a_trained_ranker_keep_their_curve() -> None:
    names = finders.uncalibrated(catalogue.load().get("invoice"))
    assert {"items.amount", "vendor_tax_id", "tax"} <= names
    assert not {"vendor_name", "total", "issue_date"} & names


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the command wrote what it measured on drawn notes."""
    notes, out = tmp_path_factory.mktemp("finders-notes"), tmp_path_factory.mktemp("finders-out")
    write(drawn(["medical"], 91_000, NOTES, "typed"), notes)
    result = CliRunner().invoke(
        app, ["finders", "medical_record", str(notes / "manifest.jsonl"), "-o", str(out)]
    )
    assert result.exit_code == 0, result.output
    return out


def test_the_command_writes_curves_with_a_card(measured: Path) -> None:
    written = json.loads((measured / "finders.json").read_text())
    assert written["card"]["data"] == f"{NOTES} drawn documents"
    assert written["card"]["made_by"] == "appliance train finders medical_record"
    assert {"patient_name", "sections", "medications"} <= set(written["curves"])


def test_what_is_sure_in_a_note_is_accepted_and_the_rest_is_not() -> None:
    text = (
        "Patient: Nora Quill   Age: 34   Sex: F\n\nChief Complaint:\nHeadache\n\n"
        "Past Medical History:\n1. Asthma\n\nMedications:\n1. Metformin 500 mg oral twice daily\n"
    )
    fields = extract(Document(text=text, pages=()), MEDICAL, None).fields
    accepted = {f.name for f in fields if f.confidence >= MEDICAL.threshold(f.name)}
    assert {"patient_name", "age", "sex", "sections"} <= accepted
    assert not {"chief_complaint", "conditions", "medications"} & accepted
    unmeasured = replace(MEDICAL, curves={})
    before = extract(Document(text=text, pages=()), unmeasured, None).fields
    assert not any(f.confidence >= unmeasured.threshold(f.name) for f in before)


def test_shipped_curves_say_where_they_come_from() -> None:
    for name in ("medical_record", "invoice"):
        path = Path(folder.__file__).parent / name / folder.FINDERS
        card = json.loads(path.read_text())["card"]
        assert card["made_by"] == f"appliance train finders {name}"
        assert int(card["data"].split()[0]) >= 200

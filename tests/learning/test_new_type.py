"""Twelve labelled documents of a customer's own type are enough: fitted, in force, measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from appliance.cli.main import app
from appliance.doctypes.catalogue import load
from appliance.extraction.classification.classify import classify
from appliance.types import Document

TYPE = """
title = "Kennel sheet"
description = "What a kennel writes down when it takes an animal in."

[[fields]]
name = "animal"
kind = "name"
label = "name of the animal"

[[fields]]
name = "arrived_on"
kind = "date"
label = "day of arrival"

[[fields]]
name = "deposit"
kind = "amount"
label = "sum left as a deposit"
"""
NAMES = ("Fennel", "Bruno", "Tilda", "Wotan", "Minka", "Pascha", "Rusty", "Sorrel", "Quill", "Dot")


def sheet(number: int) -> tuple[str, dict[str, str]]:
    """A sheet of a layout that says neither the type's title nor its labels."""
    name, day, paid = NAMES[number % 10], number % 28 + 1, f"{40 + 3 * number}.50"
    text = (
        f"BOARDING INTAKE RECORD\nGuest called {name}\nVaccinated yes   Microchip checked yes\n"
        f"Checked in {day} May 2025\nFeeding twice daily   Medication refused\n"
        f"Taken up front {paid}\n"
    )
    return text, {"animal": name, "arrived_on": f"2025-05-{day:02d}", "deposit": paid}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with the type, twelve labelled sheets, and an empty models folder."""
    folder = tmp_path / "types" / "kennel_sheet"
    folder.mkdir(parents=True)
    (folder / "doctype.toml").write_text(TYPE)
    (folder / "prompt.txt").write_text("You read kennel sheets. Answer with words of it, or none.")
    monkeypatch.setenv("APPLIANCE_DOCTYPES_DIR", str(tmp_path / "types"))
    monkeypatch.setenv("APPLIANCE_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("APPLIANCE_LANGUAGE_MODEL", "")
    labels(tmp_path, "labels.jsonl")
    return tmp_path


def labels(house: Path, name: str, rename: dict[str, str] | None = None, klass: str = "") -> Path:
    """A manifest whose truth keys are the type's own names, unless they are renamed."""
    rows = []
    for number in range(12):
        text, truth = sheet(number)
        (house / f"{number}.txt").write_text(text)
        said = {(rename or {}).get(key, key): value for key, value in truth.items()}
        rows.append({"file": f"{number}.txt", "class": klass or "kennel_sheet", "truth": said})
    path = house / name
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})


def test_labels_in_the_types_own_words_are_fitted_shown_and_in_force_at_once(house: Path) -> None:
    unseen = Document(text=sheet(19)[0], pages=())
    assert classify(unseen, load(house / "types")).doctype == "unknown"

    result = run("train", "extraction", "kennel_sheet", str(house / "labels.jsonl"), "--jobs", "1")

    assert result.exit_code == 0, result.output
    for heading in ("right", "accepted", "ECE"):
        assert heading in result.output
    for field in ("animal", "arrived_on", "deposit"):
        row = next(line for line in result.output.splitlines() if f" {field} " in line)
        assert " 12 " in row, "every label is counted"
    written = json.loads((house / "models/doctypes/kennel_sheet/calibration.json").read_text())
    assert written["card"]["data"] == "12 labelled documents, 0 drawn ones"
    assert not (Path.cwd() / "calibration.json").exists()
    taught = load(house / "types", house / "models" / "doctypes")
    assert taught.get("kennel_sheet").rankers
    assert classify(unseen, taught).doctype == "kennel_sheet"
    assert "Fennel" not in json.dumps(written), "no value of a labelled document is kept"


@pytest.mark.parametrize(
    "text",
    [
        "WORKSHOP RECORD\nCar checked in 3 May 2025\nBrakes checked yes\nOil changed\nPaid 80.00",
        "Dear guest, checked in today? Medication refused by you is boarding with us. Yours, Inn",
    ],
)
def test_papers_that_share_some_words_with_labelled_ones_stay_unknown(
    house: Path, text: str
) -> None:
    run("train", "extraction", "kennel_sheet", str(house / "labels.jsonl"), "--jobs", "1")
    taught = load(house / "types", house / "models" / "doctypes")
    assert classify(Document(text=text, pages=()), taught).doctype == "unknown"


def test_labels_in_unknown_words_are_an_error_that_tells_both_words(house: Path) -> None:
    foreign = {"animal": "tier", "arrived_on": "ankunft", "deposit": "anzahlung"}
    path = labels(house, "foreign.jsonl", foreign)

    result = run("train", "extraction", "kennel_sheet", str(path), "--jobs", "1")

    assert result.exit_code != 0
    assert not (house / "models").exists(), "nothing is written"
    said = str(result.exception) + result.output
    assert "'tier'" in said
    assert "'arrived_on'" in said


def test_labels_of_another_class_are_an_error_that_tells_the_class(house: Path) -> None:
    path = labels(house, "other.jsonl", klass="hotel_bill")

    result = run("train", "extraction", "kennel_sheet", str(path), "--jobs", "1")

    assert result.exit_code != 0
    assert "'hotel_bill'" in str(result.exception) + result.output


def test_steps_are_measured_on_a_new_type(house: Path) -> None:
    path = str(house / "labels.jsonl")

    result = run("evaluate", path, "--steps", "--json", "--jobs", "1", "--limit", "2")

    assert result.exit_code == 0, result.output
    told = json.loads(next(line for line in result.output.splitlines() if line.startswith("{")))
    assert {row["step"] for row in told["steps"]} >= {"reading", "ranker", "accepted"}
    assert told["micro"]["n"] == 6


def test_steps_without_any_label_say_why(house: Path) -> None:
    path = labels(house, "other.jsonl", klass="hotel_bill")

    result = run("evaluate", str(path), "--steps", "--jobs", "1", "--limit", "1")

    assert result.exit_code != 0
    said = str(result.exception) + result.output
    assert "'hotel_bill'" in said
    assert "'kennel_sheet'" in said

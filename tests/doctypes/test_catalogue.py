"""What an administrator gets who adds, changes or misspells a document type's folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from appliance.doctypes.catalogue import SHIPPED, DoctypeUnknown, load
from appliance.doctypes.folder import laid_over
from appliance.doctypes.schema import Kind
from appliance.errors import NotFound, SettingsInvalid
from appliance.extraction.kinds import codes

NOTE = """
title = "Delivery note"
cues = [ { pattern = '\\bdelivery note\\b', weight = 4.0 } ]
traits = { brief = 0.5 }

[[fields]]
name = "note_number"
kind = "code"
label = "number of the note"
required = true

[[fields]]
name = "delivered_on"
kind = "date"
label = "day of delivery"

[[rules]]
rule = "date_plausible"
fields = ["delivered_on"]

[thresholds]
"*" = 0.9
note_number = 0.95
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A customer's folder of types with one type in it."""
    note = tmp_path / "types" / "delivery_note"
    note.mkdir(parents=True)
    (note / "doctype.toml").write_text(NOTE)
    (note / "prompt.txt").write_text("You read delivery notes.\n")
    return note


def test_four_types_are_shipped() -> None:
    assert load().names == ("invoice", "medical_record", "receipt", "regulatory_filing")


def test_a_folder_is_enough_to_add_a_type(folder: Path) -> None:
    doctypes = load(folder.parent)

    note = doctypes.get("delivery_note")
    assert len(doctypes.all) == 5
    assert note.title == "Delivery note"
    assert note.instructions == "You read delivery notes."
    assert [field.kind for field in note.fields] == [Kind.CODE, Kind.DATE]
    assert note.threshold("note_number") == 0.95
    assert note.threshold("delivered_on") == 0.9


def test_a_customers_folder_replaces_a_shipped_type_of_the_same_name(tmp_path: Path) -> None:
    own = tmp_path / "types" / "receipt"
    shutil.copytree(SHIPPED / "receipt", own)
    declaration = (own / "doctype.toml").read_text()
    (own / "doctype.toml").write_text(declaration.replace('"Receipt"', '"Our receipt"', 1))

    doctypes = load(tmp_path / "types")

    assert len(doctypes.all) == 4
    assert doctypes.get("receipt").title == "Our receipt"


def test_a_type_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(DoctypeUnknown, match=r"'recipt'.*receipt") as caught:
        load().get("recipt")

    assert isinstance(caught.value, NotFound)


def test_a_folder_of_types_that_does_not_exist_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="does not exist"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ('title = "Delivery note"', "", "title"),
        ('kind = "code"', 'kind = "number_plate"', r"fields\.0\.kind"),
        ('kind = "code"', 'kind = "code"\nlabl = "x"', r"fields\.0\.labl"),
        ("delivery note\\b", "delivery (note\\b", r"cues\.0\.pattern.*not a regular expression"),
        ('name = "delivered_on"', 'name = "note_number"', "declared twice"),
        ('rule = "date_plausible"', 'rule = "date_plausable"', "no rule 'date_plausable'"),
        ('fields = ["delivered_on"]', 'fields = ["delivered"]', "'delivered', which is not"),
        (
            'fields = ["delivered_on"]',
            'fields = ["delivered_on"]\noptions = { soon = "1" }',
            "soon",
        ),
        ("note_number = 0.95", "note_number = 95", r"thresholds\.note_number"),
        ("note_number = 0.95", "note_no = 0.95", "note_no"),
        ("brief = 0.5", "blue = 0.5", "no trait 'blue'"),
        ("[thresholds]", "[thresholds", "is not TOML"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(
    folder: Path, written: str, instead: str, says: str
) -> None:
    assert written in NOTE
    (folder / "doctype.toml").write_text(NOTE.replace(written, instead))

    with pytest.raises(SettingsInvalid, match=rf"delivery_note/doctype\.toml.*{says}"):
        load(folder.parent)


def test_a_schema_alone_tells_the_language_model_what_it_reads(folder: Path) -> None:
    (folder / "prompt.txt").unlink()
    (note,) = [item for item in load(folder.parent).all if item.name == "delivery_note"]
    assert "Delivery note" in note.instructions
    assert note.description in note.instructions


def test_an_empty_prompt_is_named(folder: Path) -> None:
    (folder / "prompt.txt").write_text(" \n")

    with pytest.raises(SettingsInvalid, match=r"delivery_note/prompt\.txt"):
        load(folder.parent)


def test_cues_may_stand_in_a_file_of_their_own_but_not_in_two(folder: Path) -> None:
    cues = "cues = [ { pattern = 'signed for', weight = 2.0 } ]\n"
    (folder / "cues.toml").write_text(cues)
    with pytest.raises(SettingsInvalid, match=r"delivery_note/cues\.toml: cues and traits also"):
        load(folder.parent)

    rows = [row for row in NOTE.splitlines() if not row.startswith(("cues", "traits"))]
    (folder / "doctype.toml").write_text("\n".join(rows))
    (note,) = [item for item in load(folder.parent).all if item.name == "delivery_note"]
    assert [cue.pattern for cue in note.cues] == ["signed for"]


def test_an_example_with_a_value_for_an_unknown_field_is_named(folder: Path) -> None:
    (folder / "examples").mkdir()
    (folder / "examples" / "one.json").write_text(json.dumps({"text": "x", "values": {"no": "1"}}))

    with pytest.raises(SettingsInvalid, match=r"examples/one\.json: values\.no"):
        load(folder.parent)


@pytest.mark.parametrize("name", ["unknown", "Delivery-Note"])
def test_a_folder_needs_a_usable_name(folder: Path, name: str) -> None:
    folder.rename(folder.parent / name)

    with pytest.raises(SettingsInvalid, match=name):
        load(folder.parent)


CARD = {"data": "ours", "licence": "Apache-2.0", "made_by": "a command", "figures": "ece .02"}


@pytest.mark.parametrize(
    "name", sorted(f"{path.parent.name}/{path.name}" for path in SHIPPED.glob("*/*.json"))
)
def test_shipped_numbers_tell_what_they_were_made_of(name: str) -> None:
    told = json.loads((SHIPPED / name).read_text(encoding="utf-8"))["card"]

    assert told["licence"] not in ("", "unknown")
    assert told["made_by"].startswith("appliance train ")
    assert "documents" in told["data"]


def test_fitted_numbers_come_from_calibration_json(folder: Path) -> None:
    fitted = {
        "card": CARD,
        "curves": {"note_number": {"scores": [0.1, 0.9], "probabilities": [0.2, 0.97]}},
        "thresholds": {"note_number": 0.8},
        "rankers": {"delivered_on": {"weights": {"cue_after": 1.5}, "absent": -0.5}},
    }
    (folder / "calibration.json").write_text(json.dumps(fitted))

    note = load(folder.parent).get("delivery_note")

    assert note.curves["note_number"].probabilities == (0.2, 0.97)
    assert note.threshold("note_number") == 0.8
    assert note.rankers["delivered_on"].weights == {"cue_after": 1.5}
    assert note.card["data"] == "ours"


def test_numbers_of_a_field_that_an_upgrade_renamed_stop_no_start(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fitted = folder.parent / "fitted" / "delivery_note"
    fitted.mkdir(parents=True)
    (fitted / "calibration.json").write_text(
        json.dumps({"card": CARD, "thresholds": {"note_no": 0.8}})
    )

    note = load(folder.parent, fitted.parent).get("delivery_note")

    assert note.threshold("note_number") == 0.95
    assert "does not fit" in caplog.text


def test_what_a_type_always_gives_to_people_no_fitted_threshold_takes_away(folder: Path) -> None:
    always = NOTE.replace("note_number = 0.95", "note_number = 1.0")
    (folder / "doctype.toml").write_text(always)
    fitted = {"card": CARD, "thresholds": {"note_number": 0.8, "delivered_on": 0.7}}
    (folder / "calibration.json").write_text(json.dumps(fitted))
    (folder.parent / "taught.json").write_text(json.dumps(fitted))

    note = load(folder.parent).get("delivery_note")
    taught = laid_over(note, folder.parent / "taught.json")

    assert (note.threshold("note_number"), note.threshold("delivered_on")) == (1.0, 0.7)
    assert taught.threshold("note_number") == 1.0


@pytest.mark.parametrize(
    ("fitted", "says"),
    [
        ({"thresholds": {"note_number": 0.8}}, "card"),
        ({"card": CARD, "thresholds": {"nothing": 0.8}}, r"thresholds\.nothing"),
        (
            {"card": CARD, "curves": {"note_number": {"scores": [1], "probabilities": [1.2]}}},
            "probabilities",
        ),
        (
            {"card": CARD, "curves": {"note_number": {"scores": [2, 1], "probabilities": [0, 1]}}},
            "must rise",
        ),
    ],
)
def test_fitted_numbers_that_make_no_sense_are_refused(
    folder: Path, fitted: dict[str, object], says: str
) -> None:
    (folder / "calibration.json").write_text(json.dumps(fitted))

    with pytest.raises(SettingsInvalid, match=rf"delivery_note/calibration\.json.*{says}"):
        load(folder.parent)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX", ["DE89370400440532013000"]),
        ("NO93 8601 1117 947", ["NO9386011117947"]),
        ("TVA FR12345678901 RCS PARIS", []),
        ("P. IVA IT 12345678901", []),
    ],
)
def test_a_tax_number_is_no_account(text: str, found: list[str]) -> None:
    spec = next(one for one in load().get("invoice").fields if one.name == "iban")
    assert [value for _, value in codes.identifiers(text, spec)] == found

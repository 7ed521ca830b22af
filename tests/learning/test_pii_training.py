"""The tagger of names can be fitted again by whoever has the labelled texts."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.privacy.tagger import PATH, artefact

APPLIANCE = Path(sys.executable).with_name("appliance")
TEXT = "Seen today: Marta Lindqvist of Uppsala, by Dr. Olav Brandt."
SPANS = [("Marta Lindqvist", "PERSON"), ("Uppsala", "LOCATION"), ("Olav Brandt", "PERSON")]


def fitted(folder: Path, manifest: Path) -> Path:
    folder.mkdir()
    command = [APPLIANCE, "train", "pii", manifest, "-o", folder, "--epochs", "1"]
    result = subprocess.run(
        [*command, "--templates", "20"], capture_output=True, text=True, timeout=240
    )
    assert result.returncode == 0, result.stderr[-2000:]
    return folder


@pytest.mark.slow
def test_the_same_texts_give_the_same_tagger(tmp_path: Path) -> None:
    spans = [
        {"start": TEXT.index(text), "end": TEXT.index(text) + len(text), "label": label,
         "text": text}
        for text, label in SPANS
    ]  # fmt: skip
    row = {"id": "1", "class": "pii", "lang": "en", "text": TEXT, "truth": {"spans": spans}}
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text(json.dumps(row) + "\n")

    one, two = fitted(tmp_path / "one", manifest), fitted(tmp_path / "two", manifest)

    content = (one / "model.npz").read_bytes()
    assert content == (two / "model.npz").read_bytes()
    assert json.loads((one / "card.json").read_text())["sha256"] == (
        hashlib.sha256(content).hexdigest()
    )
    assert artefact.load(one / "model.npz").gazetteer


def test_the_shipped_tagger_is_the_one_on_its_card() -> None:
    card = json.loads(PATH.with_name("card.json").read_text())

    assert card["sha256"] == hashlib.sha256(PATH.read_bytes()).hexdigest()
    assert card["bytes"] <= 40_000_000

"""The tagger of names can be fitted again by whoever has the labelled texts."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from appliance.learning.pii import gazetteer, train
from appliance.learning.pii.texts import Tagged
from appliance.privacy.tagger import PATH, artefact
from appliance.privacy.tagger.words import key
from appliance.service.quality import pii_training

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


@pytest.mark.slow
def test_one_run_gives_what_runs_for_each_language_in_turn_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "SPECIALISTS", {"fa": 2, "en": 1})
    monkeypatch.setattr(train.gazetteer, "digests", lambda: {key("Uppsala"): gazetteer.PLACE})
    spans = tuple(
        (TEXT.index(text), TEXT.index(text) + len(text), label.lower()) for text, label in SPANS
    )
    texts = [
        Tagged(text=TEXT, language="en", spans=spans, labels=("A", "B", "C")),
        Tagged(text="رضایی از فومن آمد", language="fa", spans=((0, 5, "person"),), labels=("PER",)),
    ]
    lists = {"fa": {key("فومن"): gazetteer.TOWN}}

    def run(path: Path, only: str = "", jobs: int = 1) -> Path:
        kept = artefact.load(path) if only else None
        trained = train.train(
            texts, epochs=1, templates=0, told=lambda line: None, lists=lists,
            kept=kept, only=only, jobs=jobs,
        )  # fmt: skip
        artefact.save(trained, path)
        return path

    once = run(tmp_path / "once.npz")
    for only in ("", "fa", "en", "fa"):
        in_turn = run(tmp_path / "turns.npz", only)

    with np.load(once) as one, np.load(in_turn) as last:
        assert sorted(one.files) == sorted(last.files)
        for name in one.files:  # what is written again is rounded again: the last bit of a scale
            exact = not name.endswith("scale")
            assert np.allclose(one[name], last[name], rtol=0 if exact else 1e-6, atol=0), name
        assert {name.split("/")[1] for name in one.files if name.startswith("fa/")} >= {"0", "1"}
    assert run(tmp_path / "beside.npz", jobs=3).read_bytes() == once.read_bytes()


def test_the_card_says_with_which_word_list_the_tagger_was_fitted(tmp_path: Path) -> None:
    weights, words = tmp_path / "model.npz", tmp_path / "words.dat"
    weights.write_bytes(b"0")
    words.write_text("فومن\t1\tN\n", encoding="utf-8")

    made_by = pii_training.card(weights, 7, 5, 2_500, words)["made_by"]

    assert made_by == (
        f"appliance train pii, seed {train.SEED}, 5 passes, "
        f"lexicon {hashlib.sha256(words.read_bytes()).hexdigest()[:16]}"
    )


def test_the_shipped_tagger_is_the_one_on_its_card() -> None:
    card = json.loads(PATH.with_name("card.json").read_text())

    assert card["sha256"] == hashlib.sha256(PATH.read_bytes()).hexdigest()
    assert card["bytes"] <= 40_000_000


def test_one_language_is_fitted_anew_and_the_others_stay(tmp_path: Path) -> None:
    persian = Tagged(
        text="رضایی از فومن آمد", language="fa", spans=((0, 5, "person"),), labels=("PER",)
    )
    before = artefact.load()
    lists = {"fa": {key("فومن"): gazetteer.TOWN}}

    trained = train.train(
        [persian],
        epochs=1,
        templates=0,
        told=lambda line: None,
        lists=lists,
        kept=before,
        only="fa",
    )
    artefact.save(trained, tmp_path / "model.npz")
    after = artefact.load(tmp_path / "model.npz")

    assert (after.network.out == before.network.out).all()
    assert (after.specialists["ru"][0].out == before.specialists["ru"][0].out).all()
    assert len(after.specialists["fa"]) == train.SPECIALISTS["fa"]
    assert after.specialists["fa"][0].out.shape == before.network.out.shape
    assert not (after.specialists["fa"][0].out == before.specialists["fa"][0].out).all()
    assert after.lists == lists
    assert after.gazetteer == before.gazetteer


def test_persian_words_stand_on_lists_of_towns_names_and_parts_of_speech(tmp_path: Path) -> None:
    lexicon = tmp_path / "words.dat"
    lexicon.write_text("قافله\t12\tN\nزیبا\t40\tAJ,ADV\nآمدند\t3\t0\n", encoding="utf-8")

    lists = gazetteer.persian(lexicon)

    assert lists[key("فومن")] & gazetteer.TOWN
    assert lists[key("قافله")] == gazetteer.NOUN
    assert lists[key("زيبا")] & gazetteer.INFLECTED  # with the Arabic yeh
    assert key("آمدند") not in lists
    assert not any(flags & 0x7F for flags in lists.values())

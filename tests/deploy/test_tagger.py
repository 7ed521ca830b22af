"""One command makes the tagger of names again and says how it compares with the shipped one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from appliance.privacy.tagger import PATH
from deploy import tagger
from deploy.setup import SetupFailed


def test_a_word_list_that_is_not_the_one_the_tagger_was_fitted_with_is_refused(
    tmp_path: Path,
) -> None:
    (tmp_path / "words.dat").write_text("other words")

    with pytest.raises(SetupFailed, match="is not the word list"):
        tagger.lexicon(tmp_path)


def test_the_word_list_is_taken_out_of_its_package_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = []

    def fetch(command: list[str | Path], failure: str) -> None:
        fetched.append(command)
        with zipfile.ZipFile(tmp_path / "hazm-0.10.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(tagger.WORDS, "a list")

    monkeypatch.setattr(tagger, "run", fetch)
    monkeypatch.setattr(tagger, "WORDS_SHA256", tagger.hashlib.sha256(b"a list").hexdigest())

    paths = {tagger.lexicon(tmp_path) for _ in range(2)}

    assert {path.read_text() for path in paths} == {"a list"}
    assert len(fetched) == 1
    assert tagger.PACKAGE in fetched[0]


def test_the_fit_takes_all_texts_the_word_list_and_no_time_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran, pinned = [], []

    class Done:
        returncode = 0

    def run(command: list[str | Path], *, check: bool, env: dict[str, str]) -> Done:
        ran.append(command)
        pinned.append((env["OPENBLAS_NUM_THREADS"], env["OPENBLAS_CORETYPE"], "PATH" in env))
        return Done()

    monkeypatch.setattr(tagger.subprocess, "run", run)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")  # as somebody's shell may have it
    texts, dev, words = (tmp_path / name for name in ("train", "dev", "words.dat"))

    tagger.fit(texts, dev, words, tmp_path / "out", 2)

    ((_, *command),) = ran
    assert pinned == [("1", "Haswell", True)]
    assert command == [
        "train", "pii", texts, "--lexicon", words, "--held-out", dev,
        "-o", tmp_path / "out", "--jobs", "2",
    ]  # fmt: skip


def test_a_model_of_the_same_bytes_is_called_the_shipped_one(tmp_path: Path) -> None:
    made = tmp_path / "model.npz"
    made.write_bytes(PATH.read_bytes())

    assert list(tagger.compared(made, PATH, tmp_path / "no texts")) == [
        "the same bytes as the shipped model"
    ]


def test_a_model_of_other_bytes_is_measured_beside_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, dev = tmp_path / "model.npz", tmp_path / "manifest.jsonl"
    made.write_bytes(b"another")
    measured = {
        PATH: {"recall": 0.5, "recall_lower": 0.4, "recall_upper": 0.6, "precision": 0.7, "n": 9},
        made: {"recall": 0.8, "recall_lower": 0.7, "recall_upper": 0.9, "precision": 0.6, "n": 9},
    }
    monkeypatch.setattr(
        tagger.pii_training, "measured", lambda path, held, labels: {"fa": measured[path]}
    )

    monkeypatch.setattr(tagger.texts, "fingerprint", lambda: "other templates")

    told = list(tagger.compared(made, PATH, dev))

    assert "templates or lists have changed" in told[0]
    assert told[1].startswith("other bytes")
    assert told[2:] == [
        "  fa shipped: 0.500 (0.400-0.600), 0.700, n 9",
        "  fa made: 0.800 (0.700-0.900), 0.600, n 9",
    ]

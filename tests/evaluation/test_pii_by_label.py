"""What ``pii evaluate`` says of each label of a data set, on texts counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from appliance.evaluation import pii, pii_labels
from appliance.privacy.finding import Finding, Group

MAP = """[groups]
person = ["NOMBRE", "DOCTOR"]
organisation = ["ORG"]
identifier = ["MRN"]
ignore = ["JOB"]
"""
KINDS = {
    "P": Group.PERSON,
    "I": Group.IDENTIFIER,
    "O": Group.ORGANISATION,
    "L": Group.LOCATION,
}


class _Written:
    """Finds what is written in capitals: of the group that the first letter says."""

    def findings(self, text: str, _spoken: str | None = None, /) -> tuple[Finding, ...]:
        """One finding per word in capitals."""
        found, at = [], 0
        for word in text.split(" "):
            if word.isupper():
                group = KINDS[word[0]]
                found.append(
                    Finding(
                        start=at, end=at + len(word), group=group, label="X", score=1, why="x: y"
                    )
                )
            at += len(word) + 1
        return tuple(found)


def _manifest(folder: Path, *texts: tuple[str, str, dict[str, str]]) -> Path:
    """Texts of a data set, each with its labelled words."""
    lines = []
    for number, (dataset, text, labels) in enumerate(texts):
        spans = [
            {"start": text.index(word), "end": text.index(word) + len(word), "label": label}
            for word, label in labels.items()
        ]
        row = {"id": number, "text": text, "lang": "en", "dataset": dataset}
        lines.append(json.dumps({**row, "truth": {"spans": spans}}))
    (folder / "pii_labels.toml").write_text(MAP, encoding="utf-8")
    path = folder / "manifest.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _measured(path: Path) -> dict[str, dict[str, dict[str, float | None]]]:
    return pii.evaluate(list(pii_labels.rows(path)), _Written(), lambda _: None).as_json()


def test_each_label_has_its_own_precision_and_f2(tmp_path: Path) -> None:
    """Two false alarms of the group person, three quarters of whose spans are NOMBRE."""
    path = _manifest(
        tmp_path,
        ("a", "PA saw PB and PC", {"PA": "NOMBRE", "PB": "NOMBRE", "PC": "DOCTOR"}),
        ("a", "lost and PD PE", {"lost": "NOMBRE"}),
        ("a", "IA IB", {"IA": "MRN"}),
        ("b", "PF", {}),
    )
    labels = _measured(path)["labels"]
    assert labels["NOMBRE"]["n"] == 3
    assert labels["NOMBRE"]["recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert labels["NOMBRE"]["findings"] == 2 + 2 * 3 / 4
    assert labels["NOMBRE"]["precision"] == pytest.approx(2 / 3.5, abs=1e-4)
    precision, recall = 2 / 3.5, 2 / 3
    f2 = 5 * precision * recall / (4 * precision + recall)
    assert labels["NOMBRE"]["f2"] == pytest.approx(f2, abs=1e-4)
    assert labels["DOCTOR"]["precision"] == pytest.approx(1 / 1.5, abs=1e-4)
    assert labels["DOCTOR"]["f2"] == pytest.approx(5 * (1 / 1.5) / (4 / 1.5 + 1), abs=1e-4)
    assert labels["MRN"]["precision"] == 0.5
    assert labels["MRN"]["f2"] == pytest.approx(5 * 0.5 / 3, abs=1e-4)


def test_what_is_found_of_a_label_counts_for_it_whatever_it_is_called(tmp_path: Path) -> None:
    path = _manifest(tmp_path, ("a", "LA is a person", {"LA": "NOMBRE"}))
    label = _measured(path)["labels"]["NOMBRE"]
    assert (label["precision"], label["f2"]) == (1.0, 1.0)


def test_organisations_have_a_precision_where_a_data_set_labels_them(tmp_path: Path) -> None:
    path = _manifest(
        tmp_path,
        ("a", "OA and OB and OC by OD", {"OA": "ORG", "OB": "NOMBRE", "OC": "JOB"}),
        ("b", "OE of PA", {"PA": "NOMBRE"}),
    )
    measured = _measured(path)
    group, label = measured["groups"]["en/organisation"], measured["labels"]["ORG"]
    assert group["findings"] == 3
    assert group["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert (label["findings"], label["precision"]) == (2, 0.5)
    assert measured["languages"]["en"]["findings"] == 1

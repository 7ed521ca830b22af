"""``appliance pii``: lines in, lines out; figures with what they rest on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from appliance.cli.main import app, main
from appliance.evaluation import pii_labels

RUN = CliRunner()


def _manifest(path: Path, *rows: tuple[str, str, str]) -> Path:
    """Texts with one labelled span each: text, value, label."""
    lines = []
    for number, (text, value, label) in enumerate(rows):
        start = text.index(value)
        span = {"start": start, "end": start + len(value), "label": label}
        lines.append(json.dumps({"id": number, "text": text, "lang": "en", "dataset": "made",
                                 "truth": {"spans": [span]}}))  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_only_a_line_feed_ends_a_line_and_a_wrong_line_does_not_stop_the_others() -> None:
    good = json.dumps({"id": 1, "text": "Call\u2028(212) 555-0142\x85now"}, ensure_ascii=False)
    bad = (b"{no json", b'{"id": 2}', b'{"id": 3, "text": 4}', b'"\xff"', b"[]")
    lines = [good.encode(), *bad, json.dumps({"id": 9, "text": "MRN: 12345678"}).encode()]
    run = RUN.invoke(app, ["pii", "scan", "-", "--jsonl"], input=b"\n".join(lines) + b"\n")
    answers = [json.loads(line) for line in run.stdout.split("\n") if line]
    assert [answer["id"] for answer in answers] == [1, 9]
    assert all(answer["findings"] for answer in answers)
    assert run.exit_code == 2
    told = [line for line in run.stderr.splitlines() if line.startswith("Line")]
    assert [int(line.split()[1]) for line in told] == [2, 3, 4, 5, 6]


def test_halves_of_surrogate_pairs_and_other_signs_leave_offsets_right() -> None:
    texts = [b'{"id": "\\ud83d", "text": "\\ud83d MRN: 12345678"}']
    texts.append(json.dumps({"id": 2, "text": "\U0001f642 MRN: 12345678"}).encode())
    run = RUN.invoke(app, ["pii", "scan", "-", "--jsonl"], input=b"\n".join(texts))
    answers = [json.loads(line) for line in run.stdout.split("\n") if line]
    assert run.exit_code == 0
    assert [(one["findings"][0]["start"], one["findings"][0]["end"]) for one in answers] == [
        (7, 15)
    ] * 2


def test_a_file_that_is_not_there_is_a_wrong_call() -> None:
    assert RUN.invoke(app, ["pii", "scan", "no-such-file.txt"]).exit_code == 2


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "This file is empty"), (bytes(range(256)) * 8, "binary data")]
)
def test_a_file_that_cannot_be_read_is_a_document_s_fault_and_no_unexpected_one(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
    told: str,
) -> None:
    path = tmp_path / "scan.txt"
    path.write_bytes(content)
    monkeypatch.setattr("sys.argv", ["appliance", "pii", "scan", str(path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3
    assert told in capsys.readouterr().err


def _measured(manifest: Path) -> tuple[dict[str, Any], Any]:
    run = RUN.invoke(app, ["pii", "evaluate", str(manifest), "--json", "--no-stock"])
    return json.loads(run.stdout.strip().splitlines()[-1]), run


def test_labels_of_known_data_sets_count_wherever_the_manifest_lies(tmp_path: Path) -> None:
    manifest = _manifest(
        tmp_path / "some.jsonl",
        ("Patient: Maria Lopez came.", "Maria Lopez", "NOMBRE_SUJETO_ASISTENCIA"),
        ("Call (212) 555-0142 now.", "(212) 555-0142", "PHONE_NUMBER"),
        ("The zorp is here.", "zorp", "ZORP"),
    )
    result, run = _measured(manifest)
    assert run.exit_code == 0
    assert result["languages"]["en"]["n"] == 2
    assert result["languages"]["en"]["recall"] == 1.0
    assert result["stock"] is None
    assert result["unknown_labels"] == ["ZORP"]
    assert "ZORP" in run.stderr


def test_where_nothing_counts_there_is_no_figure_and_an_error(tmp_path: Path) -> None:
    result, run = _measured(_manifest(tmp_path / "some.jsonl", ("The zorp is.", "zorp", "ZORP")))
    assert result["datasets"]["made"]["n"] == 0
    assert result["datasets"]["made"]["recall"] is None
    assert run.exit_code == 2
    assert "nothing was measured" in run.stderr


def test_a_map_above_the_manifest_wins(tmp_path: Path) -> None:
    (tmp_path / "pii_labels.toml").write_text('[groups]\nperson = ["ZORP"]\n', encoding="utf-8")
    (tmp_path / "below").mkdir()
    result, _ = _measured(
        _manifest(tmp_path / "below" / "some.jsonl", ("Dr. Maria Lopez is.", "Maria Lopez", "ZORP"))
    )
    assert result["groups"]["en/person"]["n"] == 1


def test_the_map_that_comes_along_knows_all_that_the_data_of_the_house_map_knows(
    data_dir: Path,
) -> None:
    given = pii_labels.mapping(data_dir / "pii_labels.toml")
    shipped = pii_labels.mapping(pii_labels.SHIPPED)
    assert {label: shipped.get(label, "none") for label in given} == dict(given)


@pytest.mark.parametrize("output", ["in.txt", "same"])
def test_an_output_over_the_original_is_a_wrong_call(tmp_path: Path, output: str) -> None:
    source = tmp_path / "in.txt"
    source.write_text("Patient: Maria Lopez", encoding="utf-8")
    certificate = tmp_path / ("same" if output == "same" else "c.json")
    run = RUN.invoke(
        app, ["redact", str(source), "-o", str(tmp_path / output), "--certificate", certificate]
    )
    assert run.exit_code != 0
    assert source.read_text(encoding="utf-8") == "Patient: Maria Lopez"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt"]

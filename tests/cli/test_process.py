"""What `appliance process --json` promises to scripts."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

APPLIANCE = Path(sys.executable).with_name("appliance")
KEYS = [
    "id", "file", "sha256", "state", "doctype", "doctype_probability", "fields", "checks",
    "decision", "seconds", "error",
]  # fmt: skip
RECEIPT = """Corner Bakery Ltd
12 Mill Lane, Leeds LS1 4AB
Receipt no. 20417
Date 14/03/2024 09:12
2 x Croissant          5.00
1 x Coffee             2.80
Subtotal               7.80
VAT 20%                1.56
TOTAL              GBP 9.36
Paid by card. Thank you!
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([APPLIANCE, *arguments], capture_output=True, text=True, timeout=300)


def objects(result: subprocess.CompletedProcess[str]) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.slow
def test_a_receipt_in_words(tmp_path: Path) -> None:
    path = tmp_path / "receipt.txt"
    path.write_text(RECEIPT)

    result = run("process", path, "--json")

    (found,) = objects(result)
    assert result.returncode == 0, result.stderr
    assert [key for key in found if key in KEYS] == KEYS
    assert found["file"] == str(path)
    assert found["doctype"] == "receipt"
    assert found["state"] in ("accepted", "review")
    assert found["decision"]["route"] == found["state"]
    values = {field["name"]: field["value"] for field in found["fields"]}
    assert values["total"] == "9.36"
    assert values["issue_date"] == "2024-03-14"
    keys = {"name", "value", "text", "page", "boxes", "confidence", "source"}
    for field in found["fields"]:
        assert set(field) - {"row"} == keys
        assert 0 <= field["confidence"] <= 1
        if field["source"] != "inferred":
            assert field["text"]
            assert field["page"] >= 1
            assert all(left < right and top < bottom for left, top, right, bottom in field["boxes"])
    for check in found["checks"]:
        assert set(check) == {"rule", "passed", "message", "fields"}
    stages = {"reading", "classification", "extraction", "decisions"}
    assert set(found["seconds"]) == {*stages, "total"}
    assert found["seconds"]["total"] == pytest.approx(
        sum(found["seconds"][stage] for stage in stages), abs=0.5
    )


@pytest.mark.slow
def test_bad_files_are_said_in_words_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    image = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(image, "JPEG")
    (tmp_path / "cut.jpg").write_bytes(image.getvalue()[:400])
    (tmp_path / "program.pdf").write_bytes(b"MZ" + bytes(2000))
    (tmp_path / "receipt.txt").write_text(RECEIPT)
    paths = [tmp_path / n for n in ("empty.pdf", "cut.jpg", "program.pdf", "none.pdf")]

    result = run("process", *paths, tmp_path / "receipt.txt", "--json")

    found = objects(result)
    assert result.returncode == 3
    assert [item["file"] for item in found] == [*map(str, paths), str(tmp_path / "receipt.txt")]
    assert [item["state"] for item in found[:4]] == ["quarantined"] * 4
    codes = [item["error"]["code"] for item in found[:4]]
    assert codes == ["empty_file", "damaged", "unsupported_type", "not_found"]
    assert all(item["error"]["message"].endswith(".") for item in found[:4])
    assert found[4]["error"] is None
    assert found[4]["doctype"] == "receipt"


@pytest.mark.slow
def test_members_of_an_archive_are_nested(tmp_path: Path) -> None:
    path = tmp_path / "batch.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/receipt.txt", RECEIPT)
        archive.writestr("b/empty.txt", "")

    result = run("process", path, "--json")

    (found,) = objects(result)
    assert result.returncode == 3, "one member failed"
    assert found["state"] == "unpacked"
    good, bad = found["members"]
    assert good["doctype"] == "receipt"
    assert bad["error"]["code"] == "empty_file"


def test_an_unknown_document_type_is_refused_before_any_work(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("hello")

    result = run("process", path, "--doctype", "novel")

    assert result.returncode in (2, 4)
    assert result.stdout == ""
    assert "receipt" in result.stderr, "the known types are named"


def test_help_teaches() -> None:
    result = run("--help")

    assert result.returncode == 0
    for word in ("process", "submit", "status", "export", "evaluate", "doctor", "models", "3"):
        assert word in result.stdout

"""Detection reaches for nothing: it works without a network, and opens no connection."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from pydantic import ValidationError

from appliance.settings import Escalation

ROOT = Path(__file__).resolve().parents[2]
DETECT = """
from appliance.privacy.detect import Detector
text = "Patient: Maria Lopez, jane.doe@mail.example.org, www.clinic.test, (212) 555-0142"
found = Detector().findings(text)
assert {"PERSON", "EMAIL_ADDRESS", "URL", "PHONE_NUMBER"} <= {item.label for item in found}
print("found")
"""


ROWS = ("Patient: Maria Lopez", "Date of birth: 02/05/1971", "Phone (212) 555-0142")
APPLIANCE = str(Path(sys.executable).with_name("appliance"))
LONG = 1_500  # seconds, under strace on a machine with other work


def traced(folder: Path, *command: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """A command in an empty network namespace: what it gave, and its calls for the network."""
    trace = folder / "trace"
    run = subprocess.run(
        ["unshare", "--net", "--map-root-user", "strace", "--seccomp-bpf", "-f", "-qq",
         "-e", "trace=network", "-o", str(trace), *command],
        cwd=ROOT, capture_output=True, text=True, timeout=LONG,
    )  # fmt: skip
    return run, trace.read_text(encoding="utf-8")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A picture of some rows, as a scanner gives it."""
    image = Image.new("L", (1_240, 500), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 34)
    for number, row in enumerate(ROWS):
        pen.text((60, 60 + 90 * number), row, font=font, fill=0)
    image.save(tmp_path / "scan.png")
    return tmp_path / "scan.png"


def test_detection_works_in_an_empty_network_namespace_and_opens_no_connection(
    tmp_path: Path,
) -> None:
    run, calls = traced(tmp_path, sys.executable, "-c", DETECT)
    assert run.stdout.strip() == "found", run.stderr[-2000:]
    assert "AF_INET" not in calls


@pytest.mark.timeout(LONG)
def test_a_file_is_scanned_from_the_command_line_without_a_network(tmp_path: Path) -> None:
    source = tmp_path / "note.txt"
    source.write_text("\n".join((*ROWS, "La paciente vino ayer.", "Пациент Иван Петров.")), "utf-8")
    run, calls = traced(tmp_path, APPLIANCE, "pii", "scan", str(source), "--json")
    assert run.returncode == 0, run.stderr[-2000:]
    assert "PHONE_NUMBER" in run.stdout
    assert "AF_INET" not in calls


@pytest.mark.timeout(LONG)
def test_recall_is_measured_beside_stock_presidio_without_a_network(tmp_path: Path) -> None:
    """Stock Presidio's e-mail recognizer asks for a list of suffixes, its engine for a model."""
    text = "Patient: Maria Lopez, jane.doe@mail.example.org, www.clinic.test"
    span = {"start": 9, "end": 20, "label": "PERSON"}
    row = {"id": 1, "text": text, "lang": "en", "dataset": "made", "truth": {"spans": [span]}}
    manifest = tmp_path / "some.jsonl"
    manifest.write_text(json.dumps(row), encoding="utf-8")
    run, calls = traced(tmp_path, APPLIANCE, "pii", "evaluate", str(manifest), "--json")
    assert run.returncode == 0, run.stderr[-2000:]
    told = json.loads(run.stdout.strip().splitlines()[-1])
    assert told["languages"]["en"]["recall"] == 1.0
    assert told["stock"]["languages"]["en"]["n"] == 1
    assert "AF_INET" not in calls


@pytest.mark.timeout(LONG)
def test_a_scan_is_read_by_ocr_and_redacted_without_a_network(
    tmp_path: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("LOOKING", "READING", "PAGE"):  # strace slows the readers' children
        monkeypatch.setenv(f"APPLIANCE_LIMITS__{limit}_SECONDS", str(LONG))
    target = tmp_path / "out.pdf"
    run, calls = traced(tmp_path, APPLIANCE, "redact", str(scan), "-o", str(target))
    assert run.returncode == 0, run.stderr[-2000:]
    assert json.loads(run.stdout)["removed"]["PERSON"] >= 1
    assert target.read_bytes()[:5] == b"%PDF-"
    assert "AF_INET" not in calls


SESSION = """
import appliance, onnxruntime
from appliance.reading.ocr import engine
onnxruntime.InferenceSession(str(next(iter(engine.used()))), providers=["CPUExecutionProvider"])
print("loaded")
"""


def test_onnxruntime_keeps_no_identity_of_this_machine_and_tells_nobody(tmp_path: Path) -> None:
    """Its official builds write a device's id and a store of events beside the user's caches, and
    send them, unless they are told not to; an environment that tells them to is overruled."""
    run = subprocess.run(
        [sys.executable, "-c", SESSION],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "ORT_DISABLE_TELEMETRY": "0"},
        cwd=ROOT, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert run.stdout.strip() == "loaded", run.stderr[-2000:]
    assert [path for path in tmp_path.rglob("*") if "onnxruntime" in path.name] == []


REACHING = {
    "service.desk": "redact",
    "service.outward.asking": "escalation.passing",
    "service.outward.gateway": "escalation.passed",
    "service.outward.sender": "escalation.clearing",
    "bootstrap.confidentiality": "escalation.leak",
    "privacy.marks": "escalation.clearing",
    "privacy.vault": "sealing",
    "privacy.regions": "redact",
}
"""Modules, and what each would need to make, clear or pass on a redacted text of its own."""


def test_a_module_that_could_make_or_clear_a_redacted_text_breaks_a_contract(
    tmp_path: Path,
) -> None:
    """The contracts of this repository, over a copy of it with some more imports."""
    for folder in ("appliance", "workers", "ui"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=lambda at, names: _no_code(Path(at), names)
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for where, what in REACHING.items():
        path = tmp_path / "appliance" / f"{where.replace('.', '/')}.py"
        reaching = f"\nimport appliance.privacy.{what}\n"
        path.write_text(path.read_text("utf-8") + reaching, encoding="utf-8")
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path), "COLUMNS": "200"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    for where, what in REACHING.items():
        told = f"appliance.{where} -> appliance.privacy.{what}"
        assert told in linted.stdout, (told, linted.stdout[-3_000:])


def _no_code(folder: Path, names: list[str]) -> set[str]:
    return {one for one in names if not (folder / one).is_dir() and not one.endswith(".py")}


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8080", "localhost", "[::1]", "10.1.2.3", "192.168.7.1"]
)
def test_an_endpoint_without_tls_is_at_home(host: str) -> None:
    assert Escalation(endpoint=f"http://{host}/v1").endpoint


@pytest.mark.parametrize("host", ["models.example.com", "8.8.8.8", "intranet", "[2001:4860::1]"])
def test_an_endpoint_elsewhere_needs_tls_or_an_explicit_word(host: str) -> None:
    with pytest.raises(ValidationError, match="plain_http"):
        Escalation(endpoint=f"http://{host}/v1")
    assert Escalation(endpoint=f"https://{host}/v1")
    assert Escalation(endpoint=f"http://{host}/v1", plain_http=True)

"""Detection reaches for nothing: it works without a network, and opens no connection."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DETECT = """
from appliance.privacy.detect import Detector
text = "Patient: Maria Lopez, jane.doe@mail.example.org, www.clinic.test, (212) 555-0142"
found = Detector().findings(text)
assert {"PERSON", "EMAIL_ADDRESS", "URL", "PHONE_NUMBER"} <= {item.label for item in found}
print("found")
"""


def test_detection_works_in_an_empty_network_namespace_and_opens_no_connection(
    tmp_path: Path,
) -> None:
    trace = tmp_path / "trace"
    run = subprocess.run(
        ["unshare", "--net", "--map-root-user", "strace", "-f", "-qq", "-e", "trace=network",
         "-o", str(trace), sys.executable, "-c", DETECT],
        cwd=ROOT, capture_output=True, text=True, timeout=200,
    )  # fmt: skip
    assert run.stdout.strip() == "found", run.stderr[-2000:]
    assert "AF_INET" not in trace.read_text(encoding="utf-8")


def test_presidio_s_own_nlp_engine_and_mail_recognizer_are_not_in_the_frame() -> None:
    from appliance.privacy.detect import Detector

    engine = Detector()._engine
    assert type(engine.nlp_engine).__name__ == "NoOpNlpEngine"
    modules = {type(item).__module__ for item in engine.registry.recognizers}
    assert modules == {"appliance.privacy.frame"}


def test_nobody_but_privacy_makes_redacted_text() -> None:
    """The token that ``Redacted`` wants is named in one module only."""
    named = [
        path.relative_to(ROOT).as_posix()
        for folder in ("appliance", "workers", "ui")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) == "Redacted"
    ]
    assert set(named) == {"appliance/privacy/redact.py"}

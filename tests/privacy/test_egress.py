"""Detection reaches for nothing: it works without a network, and opens no connection."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
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


MAKERS: dict[str, set[str]] = {
    "Redacted": {"appliance/privacy/redact.py"},
    "_seal": set(),
    "redact": {"appliance/privacy/escalation/question.py", "appliance/privacy/release.py"},
    "composed": {"appliance/privacy/escalation/question.py"},
    "cleared": {"appliance/privacy/escalation/question.py"},
    "reopened": {"appliance/service/outward/escalation.py", "appliance/service/outward/gateway.py"},
    "handed_over": {"appliance/service/outward/handover.py"},
    "taken_over": {"appliance/service/outward/sender.py"},
}
"""Who may call what makes a text that may be shown or sent."""


def test_nobody_but_privacy_makes_redacted_text() -> None:
    """Whoever calls these is on the list; nobody else as much as imports them."""
    callers: dict[str, set[str]] = {name: set() for name in MAKERS}
    importers: dict[str, set[str]] = {name: set() for name in MAKERS}
    for folder in ("appliance", "workers", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            where = path.relative_to(ROOT).as_posix()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    callers.get(node.func.id, set()).add(where)
                if isinstance(node, ast.ImportFrom) and node.module == "appliance.privacy.redact":
                    for item in node.names:
                        importers.get(item.name, set()).add(where)
                assert not _reaches_in(node), where
    for name, allowed in MAKERS.items():
        assert importers[name] <= (SEES if name == "Redacted" else allowed), name
    assert callers["Redacted"] == MAKERS["Redacted"]
    for name in ("reopened", "handed_over", "taken_over"):
        assert importers[name] == MAKERS[name]  # the list is not longer than needed


SEES = {
    "appliance/privacy/escalation/client.py",
    "appliance/privacy/escalation/question.py",
    "appliance/privacy/regions.py",
    "appliance/privacy/release.py",
    "appliance/service/outward/gateway.py",
    "appliance/service/outward/handover.py",
}
"""Who names the type ``Redacted``, to take or hand on what was made elsewhere."""


def _reaches_in(node: ast.AST) -> bool:
    """``redact.composed`` and the like through the module, which hides who calls."""
    return (
        isinstance(node, ast.Import)
        and any(item.name == "appliance.privacy.redact" for item in node.names)
    ) or (
        isinstance(node, ast.ImportFrom)
        and node.module == "appliance.privacy"
        and any(item.name == "redact" for item in node.names)
    )


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

"""The console never loads what reads documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("docling", "llama_cpp", "onnxruntime", "spacy", "cv2", "torch", "rapidocr")
CODE = """
import json, sys
from appliance.access import SYSTEM
from appliance.bootstrap import build
from appliance.settings import load
from appliance.types import State
with build(load()) as appliance:
    password = appliance.sessions.ensure_administrator()
    appliance.sessions.actor(appliance.sessions.sign_in("administrator", password))
    submitted = appliance.desk.submit(SYSTEM, "a.txt", b"Receipt Total 1.00")
    appliance.desk.recent(SYSTEM), appliance.desk.view(SYSTEM, submitted.id)
    appliance.review, appliance.admin.accounts(SYSTEM), list(appliance.desk.accepted(SYSTEM))
    appliance.review.stages()
print(json.dumps([name for name in %r if name in sys.modules]))
"""


def test_signing_in_submitting_and_reviewing_load_nothing_heavy(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE % (HEAVY,)],
        env={**os.environ, "APPLIANCE_STATE_DIR": str(tmp_path / "state")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == []

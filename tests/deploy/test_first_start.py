"""The first start makes the administrator and says the password once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from appliance.bootstrap import build
from appliance.settings import load
from tests.conftest import ROOT


def first_start() -> str:
    command = [sys.executable, str(ROOT / "deploy" / "first_start.py")]
    result = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True
    )
    return result.stdout


def test_the_password_is_said_once_and_works(tmp_path: Path) -> None:
    name, password = first_start().split()
    assert first_start() == ""
    with build(load()) as house:
        assert house.sessions.sign_in(name, password)

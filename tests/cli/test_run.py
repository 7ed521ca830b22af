"""`appliance run` where something is in the way."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

APPLIANCE = Path(sys.executable).with_name("appliance")


def test_another_program_at_the_address_is_not_taken_for_the_console(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        environment = {
            **os.environ,
            "APPLIANCE_STATE_DIR": str(tmp_path),
            "APPLIANCE_CONSOLE_PORT": str(port),
        }
        result = subprocess.run(
            [APPLIANCE, "run"], capture_output=True, text=True, timeout=60, env=environment
        )

    assert result.returncode == 2
    assert f"port {port}" in result.stderr
    assert "The console is at" not in result.stdout
    assert "password" not in result.stdout  # nothing was made yet

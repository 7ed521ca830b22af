"""A lease ends a worker that is stuck, whatever it is stuck in."""

from __future__ import annotations

import signal
import subprocess
import sys


def test_a_worker_that_shows_no_progress_is_ended_before_its_lease_is() -> None:
    """Even where it never lets Python have a turn; and not one that has renewed it."""
    probe = (
        "import re; from datetime import timedelta; from appliance.service.line import lease\n"
        "with lease.enforced(timedelta(seconds=2.2)): pass\n"
        "with lease.enforced(timedelta(seconds=2.2)): re.match('(a+)+b', 'a' * 60)\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], check=False, timeout=120)
    assert done.returncode == -signal.SIGALRM

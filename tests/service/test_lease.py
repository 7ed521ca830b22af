"""Who holds a lease, and whether that process still lives."""

from __future__ import annotations

import os
import subprocess
import sys

from appliance.service import lease


def owner_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_living_process_holds_and_a_killed_one_does_not() -> None:
    code = "from appliance.service import lease; print(lease.here(), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        owner = owner_of(process)
        assert not lease.gone(owner)
        process.kill()
    assert lease.gone(owner)
    assert not lease.gone(lease.here())


def test_the_names_of_processes_differ() -> None:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, lease.here().encode())
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(read, 500).decode() != lease.here()


def test_a_reused_process_id_is_another_process() -> None:
    parts = lease.here().split("/")

    assert lease.gone("/".join([*parts[:4], "1"]))


def test_before_a_reboot_nobody_lives_and_of_other_machines_nothing_is_known() -> None:
    machine, boot, namespace, pid, started = lease.here().split("/")

    assert lease.gone("/".join((machine, "another-boot", namespace, pid, started)))
    assert not lease.gone("/".join(("another-machine", boot, namespace, "999999999", started)))
    assert not lease.gone("/".join((machine, boot, "another-namespace", "999999999", started)))
    assert not lease.gone("no owner of ours")

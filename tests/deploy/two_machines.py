"""Two machines on one cable: network namespaces of their own, for tests of firewall rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from tests.conftest import ROOT

OURS = ("10.77.0.1", "fd77::1")
THEIRS = ("10.77.0.2", "10.77.0.3", "fd77::2")
PORTS = (8443, 9000)

_LISTEN = """
import socket, sys, threading
for port in map(int, sys.argv[1:]):
    server = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True)
    def serve(server=server):
        while True:
            connection, _ = server.accept()
            connection.sendall(b"reached")
            connection.close()
    threading.Thread(target=serve, daemon=True).start()
print("ready", flush=True)
sys.stdin.read()
"""
_TRY = """
import encodings.idna, json, socket, sys  # all before it is somebody who cannot read them
from appliance.service import fence
uid, places = int(sys.argv[1]), json.loads(sys.argv[2])
if uid:
    fence.become(uid)
reached = []
for host, port in places:
    try:
        with socket.create_connection((host, port), 5) as one:
            reached += [[host, port]] if one.recv(9) == b"reached" else []
    except OSError:
        pass
print(json.dumps({"reached": reached, "probe": fence.passes()}))
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """A network namespace that its first process holds."""

    pid: int

    def run(self, *command: str, given: str = "") -> str:
        done = subprocess.run(
            ["nsenter", f"--net=/proc/{self.pid}/ns/net", *command],
            input=given, capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def reached(self, uid: int, *places: tuple[str, int]) -> tuple[set[tuple[str, int]], bool]:
        """Which of these a process of that user reaches, and whether the probe gets through."""
        said = json.loads(self.run(sys.executable, "-c", _TRY, str(uid), json.dumps(places)))
        return {(host, port) for host, port in said["reached"]}, said["probe"]


@contextmanager
def two_machines() -> Iterator[tuple[Machine, Machine]]:
    """Ours and another one; both listen at ``PORTS``."""
    with ExitStack() as stack:
        pids = []
        for _ in range(2):
            command = ["unshare", "--net", sys.executable, "-c", _LISTEN, *map(str, PORTS)]
            process = stack.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            )
            stack.callback(process.kill)
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            pids.append(process.pid)
        ours, theirs = map(Machine, pids)
        ours.run("ip", "link", "add", "c0", "type", "veth", "peer", "c0", "netns", str(theirs.pid))
        for machine, addresses in ((ours, OURS), (theirs, THEIRS)):
            for address in addresses:
                length = ("nodad",) if ":" in address else ()
                size = "64" if ":" in address else "24"
                machine.run("ip", "address", "add", f"{address}/{size}", "dev", "c0", *length)
            machine.run("ip", "link", "set", "lo", "up")
            machine.run("ip", "link", "set", "c0", "up")
        ours.run("ip", "route", "add", "default", "via", THEIRS[0])
        yield ours, theirs


def possible() -> bool:
    """Namespaces whose users are those of the machine take root."""
    made = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
    return os.geteuid() == 0 and made.returncode == 0

"""The units are correct, hardened, and only the console has a network."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.pipeline import QueueName
from appliance.records.keys import INSTALLATION_FILE, KEK_FILE
from appliance.settings import Settings
from tests.conftest import ROOT
from tests.service.larger import larger

UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("appliance-*.service"))
ANALYZE = shutil.which("systemd-analyze")
PYTHON = "opt/appliance/current/.venv/bin/python"
OTHERS = ("appliance-gateway.socket", "nftables-appliance.service")
EXPOSURE = 15  # tenths; a bare unit has 96

needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="no systemd on this machine")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file tree with the units where an installation puts them, and their programs."""
    root: Path = tmp_path_factory.mktemp("machine")
    shutil.copytree(UNITS, root / "etc" / "systemd" / "system")
    for program in (PYTHON, "usr/bin/redis-server", "usr/sbin/nft"):
        path = root / program
        path.parent.mkdir(parents=True)
        path.write_text("#!/bin/sh\n", encoding="ascii")
        path.chmod(0o755)
    for target in ("multi-user", "basic", "sysinit", "shutdown", "remote-fs"):
        unit = root / "etc" / "systemd" / "system" / f"{target}.target"
        unit.write_text("[Unit]\nDescription=stand-in\n", encoding="ascii")
    return root


def service(name: str) -> dict[str, str]:
    """The settings in force: the unit file, then its drop-ins by name; later lines win."""
    folders = (UNITS / "appliance-.service.d", UNITS / f"{name}.d")
    dropins = [path for folder in folders for path in folder.glob("*.conf")]
    parser = configparser.RawConfigParser(strict=False, comment_prefixes=("#",), delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment] # systemd's keys are case-sensitive
    for path in (UNITS / name, *sorted(dropins, key=lambda path: path.name)):
        parser.read_string(path.read_text(encoding="utf-8").replace("\\\n", " "))
    return dict(parser["Service"])


@needs_systemd
def test_systemd_finds_nothing_to_complain_about(machine: Path) -> None:
    command = [
        ANALYZE,
        "verify",
        "--man=no",
        f"--root={machine}",
        "appliance.target",
        *SERVICES,
        *OTHERS,
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_the_exposure_of_each_unit_is_low(machine: Path, name: str) -> None:
    command = [ANALYZE, "security", "--offline=true", f"--root={machine}", "--no-pager"]
    result = subprocess.run(
        [*command, f"--threshold={EXPOSURE}", name], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-400:]


def test_every_queue_has_a_worker() -> None:
    started = {
        match[1]
        for name in SERVICES
        if (match := re.search(r"-Q (\w+)", service(name)["ExecStart"]))
    }
    assert started == {queue.value for queue in QueueName}


def test_only_console_and_gateway_have_a_network_and_no_address_is_open_beyond_loopback() -> None:
    """What the gateway may reach, the administrator says in a drop-in of his own."""
    opened = {name for name in SERVICES if service(name)["PrivateNetwork"] != "yes"}
    assert opened == {"appliance-console.service", "appliance-gateway.service"}
    assert {service(name)["IPAddressDeny"] for name in SERVICES} == {"any"}
    allowed = {name: service(name).get("IPAddressAllow") for name in SERVICES}
    assert allowed.pop("appliance-console.service") == "localhost"
    assert set(allowed.values()) == {None}


def test_the_gateway_is_a_user_of_its_own_who_sees_no_document_and_starts_behind_the_rules() -> (
    None
):
    users = {name: service(name)["User"] for name in SERVICES}
    assert users.pop("appliance-gateway.service") == "appliance-gateway"
    assert set(users.values()) == {"appliance"}
    gateway = service("appliance-gateway.service")
    assert gateway["StateDirectory"] == ""
    text = (UNITS / "appliance-gateway.service.d" / "20-network.conf").read_text("utf-8")
    assert {"-/var/lib/appliance", "-/srv/appliance"} <= set(re.findall(r"-/[\w/.-]+", text))
    secret = Settings(state_dir=Path("/var/lib/appliance")).gateway_secret
    assert gateway["LoadCredential"] == f"{secret.name}:{secret}"
    assert gateway["Environment"].count("HOME") == 1
    unit = (UNITS / "appliance-gateway.service").read_text("utf-8")
    assert re.search(r"^Requires=.*\bnftables-appliance\.service", unit, re.MULTILINE)


def test_only_the_appliance_s_user_can_hand_the_gateway_anything() -> None:
    socket = (UNITS / "appliance-gateway.socket").read_text("utf-8")
    place = re.search(r"ListenStream=(\S+)", socket)
    assert place
    assert {"SocketUser=appliance", "SocketMode=0600"} <= set(socket.split())
    inner = (UNITS / "appliance-escalation.service").read_text("utf-8")
    assert f"Environment=APPLIANCE_ESCALATION__SOCKET={place[1]}\n" in inner
    assert service("appliance-escalation.service")["PrivateNetwork"] == "yes"


REACH = "import socket,sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)"


def test_only_processes_with_a_network_of_the_machine_reach_an_endpoint() -> None:
    """The live proof of ``PrivateNetwork``: each unit's program tries in the network that it has.

    What systemd makes for a unit with a private network is a namespace of its own, as here.
    """
    with larger() as outside:
        reached = set()
        for name in SERVICES:
            private = service(name)["PrivateNetwork"] == "yes"
            fence = ["unshare", "--net", "--map-root-user"] if private else []
            tried = subprocess.run(
                [*fence, sys.executable, "-c", REACH, str(outside.port)],
                capture_output=True,
                check=False,
            )
            if tried.returncode == 0:
                reached.add(name)
    assert reached == {"appliance-gateway.service", "appliance-console.service"}
    assert service("appliance-console.service")["IPAddressAllow"] == "localhost"


def test_every_unit_has_a_memory_limit_and_readers_fit_into_theirs() -> None:
    for name in SERVICES:
        assert re.fullmatch(r"\d+[MG]", service(name)["MemoryMax"])
    reading = service("appliance-reading.service")["MemoryMax"]
    assert int(reading.removesuffix("G")) * 1024 > Settings().limits.reading_memory_mb
    for name in ("appliance-console.service", "appliance-watch.service"):
        room = int(service(name)["MemoryMax"].removesuffix("G")) * 1024
        assert (
            room > Settings().limits.looking_memory_mb + 700
        )  # as much as is unpacked, and itself


def test_the_target_starts_every_service_but_the_optional_ones() -> None:
    wanted = re.findall(r"appliance-\w+\.service", (UNITS / "appliance.target").read_text("utf-8"))
    assert set(SERVICES) - set(wanted) == {
        "appliance-watch.service",
        "appliance-gateway.service",  # where there is an endpoint
        "appliance-escalation.service",
        "appliance-backup.service",  # its timer starts it
    }


def test_the_private_redis_has_no_port_and_the_socket_of_the_settings(machine: Path) -> None:
    start = service("appliance-redis.service")["ExecStart"]
    assert "--port 0" in start
    assert f"--unixsocket {Settings(state_dir=Path('/var/lib/appliance')).redis_socket}" in start


def test_credentials_have_the_names_that_the_code_looks_for() -> None:
    example = (UNITS / "credentials.conf.example").read_text(encoding="utf-8")
    assert set(re.findall(r"LoadCredentialEncrypted=([\w-]+):", example)) == {
        KEK_FILE,
        INSTALLATION_FILE,
    }

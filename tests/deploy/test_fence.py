"""The firewall's rules, loaded into a kernel: who reaches what."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.errors import SettingsInvalid
from appliance.settings import Settings, load
from deploy import fence
from tests.deploy.two_machines import OURS, PORTS, THEIRS, Machine, possible, two_machines

HOUSE, GATEWAY, SOMEBODY = 64101, 64102, 64103
"""Numbers of users: rules by number need no account."""
ENDPOINT = (THEIRS[0], PORTS[0])
AWAY = tuple((address, port) for address in THEIRS for port in PORTS)
HERE = ("127.0.0.1", PORTS[0])
OWN_ADDRESS = (OURS[0], PORTS[0])

needs_root = pytest.mark.skipif(not possible(), reason="takes root: other users, namespaces, nft")


@pytest.fixture(scope="module")
def cable() -> Iterator[tuple[Machine, Machine]]:
    with two_machines() as both:
        yield both


@pytest.fixture
def machine(cable: tuple[Machine, Machine]) -> Iterator[Machine]:
    yield cable[0]
    cable[0].run("nft", "flush", "ruleset")


def asking(endpoint: str = "http://10.77.0.2:8443/v1", **more: object) -> Settings:
    return load(escalation={"endpoint": endpoint}, **more)


def put(machine: Machine, settings: Settings) -> None:
    text = fence.rules(settings, users=(str(HOUSE), str(GATEWAY)))
    machine.run("nft", "-f", "-", given=text)


@needs_root
def test_a_worker_reaches_this_machine_only_and_the_gateway_its_endpoint_only(
    machine: Machine,
) -> None:
    everywhere = (*AWAY, HERE, OWN_ADDRESS)
    for user in (HOUSE, GATEWAY):  # the cable is a real one
        assert machine.reached(user, *everywhere) == (set(everywhere), True)

    put(machine, asking())

    assert machine.reached(HOUSE, *everywhere) == ({HERE, OWN_ADDRESS}, False)
    assert machine.reached(GATEWAY, *everywhere) == ({ENDPOINT}, False)
    assert machine.reached(SOMEBODY, *everywhere) == (set(everywhere), True)
    assert machine.reached(0, *everywhere) == (set(everywhere), True)


@needs_root
def test_without_an_endpoint_no_rule_is_open(machine: Machine) -> None:
    put(machine, asking(""))
    for user in (HOUSE, GATEWAY):
        assert machine.reached(user, *AWAY) == (set(), False)
    assert machine.reached(GATEWAY, HERE) == (set(), False)


@needs_root
def test_an_endpoint_of_version_six_and_servers_of_the_house_are_opened(machine: Machine) -> None:
    put(machine, asking("https://[fd77::2]:8443/v1", peers=("10.77.0.3:9000", "[fd77::2]:9000")))
    assert machine.reached(GATEWAY, *AWAY)[0] == {("fd77::2", 8443)}
    assert machine.reached(HOUSE, *AWAY)[0] == {("10.77.0.3", 9000), ("fd77::2", 9000)}


@needs_root
def test_loading_again_changes_nothing_and_other_tables_stay(machine: Machine) -> None:
    machine.run("nft", "add table inet somebody_else")
    put(machine, asking())
    first = machine.run("nft", "--stateless", "list", "ruleset")
    put(machine, asking())
    assert machine.run("nft", "--stateless", "list", "ruleset") == first
    assert "somebody_else" in first

    machine.run("nft", "delete", "table", "inet", "appliance")  # as the unit's ExecStop
    assert machine.reached(HOUSE, ENDPOINT) == ({ENDPOINT}, True)


@needs_root
def test_the_doctor_s_probe_never_leaves_the_machine(cable: tuple[Machine, Machine]) -> None:
    ours, theirs = cable
    theirs.run("nft", "-f", "-", given=WATCH)
    assert ours.reached(HOUSE)[1]  # nothing refuses it, and yet:
    seen = theirs.run("nft", "list", "counter", "netdev", "watch_device", "datagrams")
    theirs.run("nft", "flush", "ruleset")
    assert "packets 0 bytes 0" in seen


WATCH = """
table netdev watch_device {
    chain arriving {
        type filter hook ingress device "c0" priority 0; policy accept;
        udp dport 9 counter name datagrams
    }
    counter datagrams { }
}
"""


def test_the_gateway_s_settings_hold_what_it_needs_and_name_its_host(tmp_path: Path) -> None:
    settings = load(
        oidc_client_secret="hidden",
        database_url="postgresql://user:hidden@10.0.0.5/appliance",
        escalation={
            "endpoint": "https://models.example.org:8443/v1",
            "addresses": ["10.0.0.8", "fd00::8"],
            "key_file": "/etc/appliance/escalation-key",
            "policies": {"*": "ask"},
        },
    )
    changed = list(fence.install(settings, tmp_path))
    assert len(changed) == len(fence.files(settings))
    assert list(fence.install(settings, tmp_path)) == []

    own = (tmp_path / fence.SETTINGS).read_text(encoding="utf-8")
    read = Settings(**tomllib.loads(own))
    assert read.escalation.reachable == (("10.0.0.8", 8443), ("fd00::8", 8443))
    assert str(read.escalation.key_file) == "/etc/appliance/escalation-key"
    assert "hidden" not in own
    hosts = (tmp_path / fence.HOSTS).read_text(encoding="utf-8").splitlines()
    assert hosts[2:] == ["10.0.0.8 models.example.org", "fd00::8 models.example.org"]
    opened = (tmp_path / fence.DROPIN).read_text(encoding="utf-8").splitlines()
    assert opened == [
        "[Service]", "IPAddressAllow=", "IPAddressAllow=10.0.0.8", "IPAddressAllow=fd00::8",
    ]  # fmt: skip


def test_a_name_without_addresses_is_refused_in_words() -> None:
    with pytest.raises(SettingsInvalid, match=r"escalation\.addresses"):
        fence.files(asking("https://models.example.org/v1"))


@pytest.mark.parametrize("peer", ["10.0.0.5", "db.example.org:5432", "10.0.0.5:0", "10.0.0.5:x; "])
def test_a_server_of_the_house_that_is_no_address_and_port_is_refused(peer: str) -> None:
    with pytest.raises(SettingsInvalid, match="peers"):
        load(peers=(peer,))

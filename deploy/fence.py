"""What the appliance's users may reach, out of its settings: the firewall, the gateway's unit.

    .venv/bin/python deploy/fence.py show|install [--root FOLDER]

Run by the installation (Ansible) as root. Every process of the user ``appliance`` keeps to this
machine, but for ``peers``; the user ``appliance-gateway`` reaches the addresses and the port of
``escalation.endpoint`` and nothing else, not even a name server: its unit sees a hosts file of its
own. Prints the files that changed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from urllib.parse import urlsplit

from appliance.errors import ApplianceError, SettingsInvalid
from appliance.service.fence import USERS
from appliance.settings import Escalation, Settings, load

RULES = "etc/appliance/appliance.nft"
SETTINGS = "etc/appliance/gateway.toml"
HOSTS = "etc/appliance/gateway.hosts"
DROPIN = "etc/systemd/system/appliance-gateway.service.d/90-endpoint.conf"
_OUTSIDE = {
    "endpoint", "plain_http", "addresses", "key_file", "ca_file", "timeout_seconds",
}  # fmt: skip
"""What the process that sends has to know of the settings."""

_TABLE = """\
# Written by deploy/fence.py out of appliance.toml; loaded by nftables-appliance.service.
table inet appliance
delete table inet appliance
table inet appliance {{
	chain output {{
		type filter hook output priority -5; policy accept;
		meta skuid {gateway} goto gateway
		meta skuid {house} goto house
	}}
	# the process that sends: the endpoint, where there is one, and not this machine either
	chain gateway {{
{endpoint}		goto stopped
	}}
	# all others: this machine, and the servers of the house that the settings name
	chain house {{
		oifname "lo" accept
{peers}		goto stopped
	}}
	chain stopped {{
		limit rate 6/minute log prefix "appliance stopped: " flags skuid
		meta l4proto tcp counter reject with tcp reset
		counter reject with icmpx type admin-prohibited
	}}
}}
"""


def rules(settings: Settings, users: tuple[str, str] = USERS) -> str:
    """The table for ``nft -f``; loading it again changes nothing. ``users``: names or numbers."""
    peers = (one.rpartition(":") for one in settings.peers)
    return _TABLE.format(
        house=users[0],
        gateway=users[1],
        endpoint=_accepted(settings.escalation.reachable),
        peers=_accepted((address.strip("[]"), int(port)) for address, _, port in peers),
    )


def _accepted(reached: Iterable[tuple[str, int]]) -> str:
    return "".join(
        f"\t\t{_family(at)} daddr {at} tcp dport {port} accept\n" for at, port in reached
    )


def _family(address: str) -> str:
    return "ip6" if isinstance(ip_address(address), IPv6Address) else "ip"


def _dropin(wanted: Escalation) -> str:
    """An empty line first: what a drop-in for all units opened is closed again for this one."""
    allowed = "".join(f"IPAddressAllow={address}\n" for address, _ in wanted.reachable)
    return f"[Service]\nIPAddressAllow=\n{allowed}"


def _hosts(wanted: Escalation) -> str:
    own = "127.0.0.1 localhost\n::1 localhost\n"
    name = urlsplit(wanted.endpoint).hostname
    return own + "".join(f"{address} {name}\n" for address in wanted.addresses)


def _settings(wanted: Escalation) -> str:
    values = wanted.model_dump(mode="json", include=_OUTSIDE, exclude_none=True)
    rows = (f"{name} = {json.dumps(value)}\n" for name, value in values.items())
    return "[escalation]\n" + "".join(rows)


def files(settings: Settings) -> Mapping[str, str]:
    """Content by path. Raises ``SettingsInvalid`` for an endpoint of which no address is known."""
    wanted = settings.escalation
    if wanted.endpoint and not wanted.reachable:
        raise SettingsInvalid(
            "The endpoint is a name: its addresses belong into escalation.addresses."
        )
    return {
        RULES: rules(settings),
        SETTINGS: _settings(wanted),
        HOSTS: _hosts(wanted),
        DROPIN: _dropin(wanted),
    }


def install(settings: Settings, root: Path) -> Iterator[Path]:
    """Write what differs; gives its paths."""
    for name, content in files(settings).items():
        path = root / name
        if path.is_file() and path.read_text(encoding="utf-8") == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}")
        draft.write_text(content, encoding="utf-8")
        draft.chmod(0o644)  # no secret stands in any of them
        draft.replace(path)
        yield path


def main() -> int:
    """Exit code 2 with one sentence where the settings are wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("action", choices=("show", "install"))
    parser.add_argument("--root", type=Path, default=Path("/"))
    chosen = parser.parse_args()
    try:
        settings = load()
        if chosen.action == "show":
            sys.stdout.write("".join(f"# /{n}\n{text}\n" for n, text in files(settings).items()))
            return 0
        for path in install(settings, chosen.root):
            print(path)
    except ApplianceError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

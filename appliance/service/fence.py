"""Whether the firewall holds the appliance's users: tried, not looked up, and nothing leaves.

The probe is a datagram to a multicast group that must not go beyond this machine (time to live 0,
RFC 1112, 6.1; interface-local scope, RFC 4291, 2.7): the kernel shows it to the rules for what goes
out, then drops it. Where the rules refuse it, the sender is told so.
"""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import sys
from contextlib import suppress

USERS = ("appliance", "appliance-gateway")
_GROUP = ("224.0.0.1", 9)  # a group that every host is in: to others time to live 0 is no bound
_GROUP_6 = ("ff01::1", 9)  # port 9 is "discard"


def unfenced() -> tuple[str, ...] | None:
    """Those of the appliance's users whose packets would leave.

    ``None`` where it is not to be told: no such users here, or we are neither root nor one of them.
    """
    users = {user: uid for user in USERS if (uid := _uid(user)) is not None}
    if os.geteuid() == 0:
        return tuple(user for user in users if not _held(user)) if users else None
    mine = [user for user, uid in users.items() if uid == os.geteuid()]
    return tuple(user for user in mine if passes()) if mine else None


def _uid(user: str) -> int | None:
    try:
        return pwd.getpwnam(user).pw_uid
    except KeyError:
        return None


def _held(user: str) -> bool:
    """The probe in a process of that user; one that fails proves nothing."""
    return subprocess.run([sys.executable, "-m", __name__, user], check=False).returncode == 0


def passes() -> bool:
    """Whether a datagram of ours gets past the rules: no rule refused it, and there was a way."""
    sent = False
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as four, suppress(OSError):
        four.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 0)
        four.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
        four.sendto(b"", _GROUP)
        sent = True
    for number, name in socket.if_nameindex():
        with suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as six:
            if name == "lo":
                continue
            six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 0)
            six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP, 0)
            six.sendto(b"", (*_GROUP_6, 0, number))
            sent = True
    return sent


def become(uid: int) -> None:
    """Give up root for good: a user of ours without any other group."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


if __name__ == "__main__":
    become(pwd.getpwnam(sys.argv[1]).pw_uid)
    sys.exit(int(passes()))

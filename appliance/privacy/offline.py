"""Presidio's libraries made unable to ask the network for anything, before they are imported.

urllib3 (through tldextract) binds a socket to ::1 at import to learn whether IPv6 works; tldextract
would fetch the public-suffix list over HTTPS at its first use. Neither happens here: the one is
told that there is no IPv6, the other has the list inside its package only.
"""

from __future__ import annotations

import socket
from functools import cache
from importlib import import_module


@cache
def prepare() -> None:
    """Once per process, before ``presidio_analyzer`` is imported."""
    there = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        import_module("urllib3.util.connection")
    finally:
        socket.has_ipv6 = there
    import tldextract

    shipped = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.tldextract.TLD_EXTRACTOR = shipped

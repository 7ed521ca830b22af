"""Headers that name somebody count only from the proxy; whoever sends them himself gets nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from appliance.settings import load
from ui import wiring
from ui.proxy import TrustedProxy

SECRET = "only the proxy knows this"
HEADER = "X-Remote-User"


@pytest.fixture
def house() -> Iterator[SimpleNamespace]:
    made = SimpleNamespace(
        settings=load(
            identity_header=HEADER, identity_secret=SECRET, identity_from=("10.0.0.2", "::1")
        )
    )
    wiring.use(made)
    yield made
    wiring.use(None)


def passed(address: str | None, proof: str | None, kind: str = "websocket") -> set[str]:
    """The names of the headers that reach the console."""
    seen: set[str] = set()

    async def app(scope, receive, send):
        seen.update(name.decode().lower() for name, _ in scope["headers"])

    headers = [(HEADER.lower().encode(), b"administrator"), (b"accept", b"*/*")]
    if proof is not None:
        headers.append((b"x-appliance-proxy", proof.encode()))
    scope = {"type": kind, "headers": headers, "client": address and (address, 40_000)}
    asyncio.run(TrustedProxy(app)(scope, None, None))
    return seen


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_proxy_is_believed(house: SimpleNamespace, kind: str) -> None:
    assert passed("10.0.0.2", SECRET, kind) == {"x-remote-user", "x-appliance-proxy", "accept"}


@pytest.mark.parametrize(
    ("address", "proof"),
    [
        ("10.0.0.2", None),  # another program on the proxy's machine
        ("10.0.0.2", "guess"),
        ("10.0.0.2", SECRET + " "),
        ("127.0.0.1", SECRET),  # the secret leaked, but not the address
        ("192.0.2.7", SECRET),
        (None, SECRET),
    ],
)
def test_nobody_else_is(house: SimpleNamespace, address: str | None, proof: str | None) -> None:
    assert passed(address, proof) == {"accept"}


def test_without_a_secret_no_header_counts(house: SimpleNamespace) -> None:
    house.settings = load(identity_header=HEADER)
    assert passed("127.0.0.1", "") == {"accept"}

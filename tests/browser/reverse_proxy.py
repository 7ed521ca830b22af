"""A small reverse proxy on the loopback interface that signs people in, WebSockets and all.

As nginx does behind a sign-in of the house (``deploy/nginx``): of what a browser says about who it
is nothing gets through; the proxy's own word goes in its place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

HEADER, PROOF = "X-Remote-User", "X-Appliance-Proxy"
_OURS = (HEADER.lower(), PROOF.lower(), "connection", "x-forwarded-for")


@dataclass
class ReverseProxy:
    """Names ``user`` (empty: nobody) to the console, with ``secret``, from ``address``."""

    console_port: int
    secret: str
    address: str
    user: str = ""
    port: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _head(self, head: bytes) -> bytes:
        """A request's head as the console gets it: one request per connection."""
        first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        told = dict(line.split(": ", 1) for line in lines)
        upgrade = "upgrade" in {name.lower() for name in told}
        kept = [f"{name}: {value}" for name, value in told.items() if name.lower() not in _OURS]
        kept.append(f"Connection: {'Upgrade' if upgrade else 'close'}")
        kept += [f"{HEADER}: {self.user}", f"{PROOF}: {self.secret}"] if self.user else []
        return ("\r\n".join([first, *kept]) + "\r\n\r\n").encode("latin-1")

    async def serve(self, browser: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await browser.readuntil(b"\r\n\r\n")
            source, target = await asyncio.open_connection(
                "127.0.0.1", self.console_port, local_addr=(self.address, 0)
            )
            target.write(self._head(head))
            asking = asyncio.create_task(_pipe(browser, target))
            await _pipe(source, answer)
            asking.cancel()
            target.close()
        answer.close()


async def _pipe(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await source.read(65_536):
            target.write(part)
            await target.drain()


@contextmanager
def running(proxy: ReverseProxy) -> Iterator[ReverseProxy]:
    """The proxy, listening on a port of its own in a thread of its own."""
    loop = proxy._loop
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(listening, loop).result(20)
    proxy.port = server.sockets[0].getsockname()[1]
    yield proxy
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(20)

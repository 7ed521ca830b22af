"""Only the console's own pages may open its live connection.

Streamlit checks that as well, but to decide about a foreign page it asks a service on the
internet for this machine's public address: any web page open in a browser here could make the
appliance phone out. So foreign pages are turned away before Streamlit sees them.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

POLICY_VIOLATION = 1008  # RFC 6455, 7.4.1; before the handshake it becomes HTTP 403


class SameOrigin:
    """ASGI middleware that refuses a WebSocket whose Origin is not the host that it asks."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on, or close it."""
        if scope["type"] == "websocket" and _foreign(Headers(scope=scope)):
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        await self.app(scope, receive, send)


def _foreign(headers: Headers) -> bool:
    """Browsers always send an Origin; what sends none is no web page, and has no cookie."""
    origin = headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("Host")

"""Who may speak for others: headers of a proxy count only from it.

A header is as easily sent by a browser as by the proxy, so all that name somebody are taken out of
every request that does not come from a trusted address with the proxy's secret.
"""

from __future__ import annotations

import hmac

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.session import PROOF
from ui.wiring import appliance


class TrustedProxy:
    """ASGI middleware; without a configured header nothing is passed on either."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, without what its sender may not say."""
        if scope["type"] in ("http", "websocket") and not _trusted(scope):
            named = {PROOF.lower().encode(), appliance().settings.identity_header.lower().encode()}
            kept = [(name, value) for name, value in scope["headers"] if name.lower() not in named]
            scope = {**scope, "headers": kept}
        await self.app(scope, receive, send)


def _trusted(scope: Scope) -> bool:
    settings = appliance().settings
    address = (scope.get("client") or ("", 0))[0]
    proof = Headers(scope=scope).get(PROOF, "")
    return (
        bool(settings.identity_secret)
        and address in settings.identity_from
        and hmac.compare_digest(proof.encode(), settings.identity_secret.encode())
    )

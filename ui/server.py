"""The console as an ASGI application: screens, routes and headers. See ``ui.launch``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit
from starlette.middleware import Middleware

from appliance.service import logs
from ui.boundary import show
from ui.headers import SecurityHeaders
from ui.origin import SameOrigin
from ui.proxy import TrustedProxy
from ui.routes import ROUTES


@asynccontextmanager
async def quiet_logs(_: streamlit.App) -> AsyncIterator[None]:
    """From the first request on, log lines hold ids, codes and counts only."""
    logs.set_up()
    yield


app = streamlit.App(
    Path(__file__).with_name("app.py"),
    lifespan=quiet_logs,
    routes=ROUTES,
    middleware=[Middleware(SameOrigin), Middleware(TrustedProxy), Middleware(SecurityHeaders)],
    on_script_error=show,
)

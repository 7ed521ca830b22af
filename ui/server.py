"""The console as an ASGI application: screens, routes and headers. See ``ui.launch``."""

from __future__ import annotations

from pathlib import Path

import streamlit
from starlette.middleware import Middleware

from ui.boundary import show
from ui.headers import SecurityHeaders
from ui.routes import ROUTES

app = streamlit.App(
    Path(__file__).with_name("app.py"),
    routes=ROUTES,
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=show,
)

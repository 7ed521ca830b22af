"""How the console is started, and who may talk to it."""

from __future__ import annotations

import asyncio
import subprocess
import sys

from appliance.settings import Limits, load
from ui import launch
from ui.headers import POLICY, SecurityHeaders
from ui.origin import SameOrigin


def flags(**settings):
    found: dict[str, list[str]] = {}
    for argument in launch.command(load(**settings))[5:]:
        name, _, value = argument.removeprefix("--").partition("=")
        found.setdefault(name, []).append(value)
    return found


def test_nothing_phones_home_and_no_detail_leaks():
    given = flags()

    assert given["browser.gatherUsageStats"] == ["false"]
    assert given["client.showErrorDetails"] == ["none"]
    assert given["server.enableXsrfProtection"] == ["true"]
    assert given["server.fileWatcherType"] == ["none"]
    assert given["server.address"] == ["127.0.0.1"]


def test_streamlit_knows_every_flag():
    """A misspelt or withdrawn flag must fail here and not on somebody's machine."""
    from streamlit import config

    known = config.get_config_options()
    for name in flags():
        assert name in known, name


def test_the_upload_limit_is_ours_rounded_up():
    assert flags(limits=Limits(bytes=100_000_000))["server.maxUploadSize"] == ["96"]
    assert flags(limits=Limits(bytes=10))["server.maxUploadSize"] == ["1"]


def test_only_known_host_names_are_answered():
    given = flags(console_names=["docs.example.org"])["server.allowedHosts"]

    assert given == ["127.0.0.1", "localhost", "docs.example.org"]


def connect(origin: str | None, host: str = "127.0.0.1:8501") -> list[str]:
    """What happens to a WebSocket: ``passed`` on to Streamlit, or the message sent instead."""
    happened: list[str] = []

    async def app(scope, receive, send):
        happened.append("passed")

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        happened.append(message["type"])

    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    scope = {"type": "websocket", "headers": headers, "path": "/_stcore/stream"}
    asyncio.run(SameOrigin(app)(scope, receive, send))
    return happened


def test_a_foreign_page_is_turned_away_before_streamlit_asks_the_internet():
    assert connect("http://127.0.0.1:8501") == ["passed"]
    assert connect("https://docs.example.org", "docs.example.org") == ["passed"]
    assert connect(None) == ["passed"]
    for origin in (
        "https://evil.example",
        "http://127.0.0.1:9999",
        "null",
        "http://localhost:8501",
    ):
        assert connect(origin) == ["websocket.close"]


def test_every_answer_forbids_the_browser_to_talk_to_others():
    sent: list[dict[str, object]] = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    asyncio.run(SecurityHeaders(app)({"type": "http"}, None, send))  # type: ignore[arg-type]

    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert headers["content-security-policy"] == POLICY
    assert headers["x-frame-options"] == "DENY"
    assert "http:" not in POLICY
    assert "https:" not in POLICY


def test_importing_the_console_loads_nothing_heavy():
    heavy = ("docling", "llama_cpp", "onnxruntime", "spacy", "cv2", "presidio_analyzer")
    script = (
        "import sys\nfrom ui import screens, routes, server\nfrom ui.wiring import appliance\n"
        "appliance().desk, appliance().review, appliance().forms, appliance().admin\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"

"""The proxy example fits the console and the limits."""

from __future__ import annotations

import re

from appliance.settings import Settings
from tests.conftest import ROOT

EXAMPLE = (ROOT / "deploy" / "nginx" / "appliance.conf").read_text(encoding="utf-8")


def test_the_proxy_lets_the_largest_file_through_to_the_console() -> None:
    settings = Settings()
    size = re.search(r"client_max_body_size (\d+)m;", EXAMPLE)
    assert size is not None
    assert int(size[1]) * 1_000_000 > settings.limits.bytes
    assert f"http://{settings.console_address}:{settings.console_port};" in EXAMPLE


def test_the_proxy_says_that_the_connection_is_encrypted_and_keeps_no_addresses() -> None:
    assert "proxy_set_header X-Forwarded-Proto https;" in EXAMPLE
    assert "proxy_set_header Upgrade $http_upgrade;" in EXAMPLE
    assert re.search(r"(?m)^\s+access_log off;", EXAMPLE)
    assert EXAMPLE.count("{") == EXAMPLE.count("}")

"""Signing in through an OpenID provider: a real one on loopback, a real console and browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from appliance import bootstrap
from appliance.access import SYSTEM
from appliance.bootstrap import Appliance
from appliance.service.auditing.audit import Selection
from appliance.settings import load
from deploy import driving
from tests.browser.provider import CLIENT, SECRET, Provider, running

pytestmark = pytest.mark.browser

ANN = "ann@clinic.example"
BUTTON = "Sign in with your organisation"
ASKED = {
    *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "prompt"),
    *("code_challenge", "code_challenge_method"),
}
"""All that a browser carries to the provider (OpenID Connect Core 1.0, 3.1.2.1; RFC 7636, 4.3)."""
TOLD = {"grant_type", "code", "redirect_uri", "code_verifier", "client_id"}
"""All that the console tells it for a code (RFC 6749, 4.1.3); its secret is in a header."""


@dataclass(frozen=True)
class Joined:
    url: str
    log: Path
    provider: Provider
    appliance: Appliance


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Joined]:
    folder, port = tmp_path_factory.mktemp("oidc"), driving.free_port()
    url = f"http://127.0.0.1:{port}"
    with running() as provider:
        settings = load(
            state_dir=folder / "state",
            language_model="",
            console_port=port,
            oidc_metadata_url=f"{provider.issuer}/.well-known/openid-configuration",
            oidc_client_id=CLIENT,
            oidc_client_secret=SECRET,
            oidc_redirect_uri=f"{url}/oauth2callback",
        )
        with bootstrap.build(settings, bootstrap.Parts(queue=driving.NoQueue())) as appliance:
            appliance.admin.create_account(SYSTEM, ANN, ("uploader",))
            with driving.console(settings, folder / "console.log"):
                yield Joined(url, folder / "console.log", provider, appliance)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    expect.set_options(timeout=60_000)
    context = browser.new_context()
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def sign_in(page: Page, joined: Joined, **claims: object) -> None:
    joined.provider.claims = {"sub": "4711", "email": ANN, "email_verified": True, **claims}
    page.goto(joined.url)
    asked = len(joined.provider.asked)
    with page.expect_event("load"):  # to the provider and back is one navigation
        page.get_by_role("button", name=BUTTON).click()
    assert len(joined.provider.asked) == asked + 1


def test_the_providers_word_opens_a_session_that_is_ours(page: Page, joined: Joined) -> None:
    sign_in(page, joined)
    expect(page.get_by_role("heading", name="Send documents")).to_be_visible()

    asked = joined.provider.asked[-1]
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["nonce"]
    assert joined.provider.refused == []
    assert set(asked) <= ASKED  # and nothing of any document
    assert asked["scope"] == "openid email profile"
    assert set(joined.provider.told[-1]) <= TOLD
    expect(page.get_by_role("link", name="Accounts", exact=True)).to_have_count(0)
    opened = joined.appliance.audit.entries(SYSTEM, limit=1)[0].entry
    assert (opened.action, opened.details["by"]) == ("session.opened", "oidc")

    joined.appliance.sessions.revoke(SYSTEM, opened.actor)
    page.get_by_role("link", name="Documents", exact=True).click()
    expect(page.get_by_text("Your session has ended")).to_be_visible()
    page.goto(joined.url)  # the provider's word is still in a cookie: it opens nothing any more
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()


def test_a_forged_word_an_unproven_address_and_a_stranger_get_nothing(
    page: Page, joined: Joined
) -> None:
    opened = Selection(action="session.opened")
    before = joined.appliance.audit.entries(SYSTEM, opened)
    joined.provider.forged = True
    sign_in(page, joined)
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()
    joined.provider.forged = False

    for claims in ({"email_verified": False}, {"email": "stranger@clinic.example"}):
        sign_in(page, joined, **claims)
        expect(page.get_by_text("no account of that name here")).to_be_visible()
        page.context.clear_cookies()

    assert joined.appliance.audit.entries(SYSTEM, opened) == before
    assert "stranger" not in joined.log.read_text(encoding="utf-8")
    assert SECRET not in joined.log.read_text(encoding="utf-8")

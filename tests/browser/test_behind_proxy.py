"""Signing in through a reverse proxy: a real one on loopback, a real console and browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from appliance import bootstrap
from appliance.access import SYSTEM, actor
from appliance.bootstrap import Appliance
from appliance.service.auditing.audit import Selection
from appliance.settings import load
from deploy import driving
from tests.browser.reverse_proxy import HEADER, PROOF, ReverseProxy, running
from tests.browser.test_console import menu

pytestmark = pytest.mark.browser

ANN, BOSS = "ann@clinic.example", "administrator"
SECRET = "only the proxy knows this"
TRUSTED, ANOTHER = "127.0.0.9", "127.0.0.8"
OPENED = Selection(action="session.opened")


@dataclass(frozen=True)
class Behind:
    """``proxy`` is the trusted one; ``guessing`` has its address only, ``stolen`` its secret."""

    appliance: Appliance
    direct: str
    ann: str
    proxy: ReverseProxy
    guessing: ReverseProxy
    stolen: ReverseProxy
    log: Path


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    folder, port = tmp_path_factory.mktemp("proxy"), driving.free_port()
    settings = load(
        state_dir=folder / "state",
        language_model="",
        console_port=port,
        identity_header=HEADER,
        identity_from=(TRUSTED,),
        identity_secret=SECRET,
    )
    parts = bootstrap.Parts(queue=driving.NoQueue())
    with ExitStack() as stack:
        appliance = stack.enter_context(bootstrap.build(settings, parts))
        appliance.sessions.ensure_administrator()
        appliance.admin.create_account(SYSTEM, ANN, ("uploader",))
        stack.enter_context(driving.console(settings, folder / "console.log"))
        proxy, guessing, stolen = (
            stack.enter_context(running(ReverseProxy(port, secret, address)))
            for secret, address in ((SECRET, TRUSTED), ("guess", TRUSTED), (SECRET, ANOTHER))
        )
        (ann,) = [one.id for one in appliance.admin.accounts(SYSTEM) if one.name == ANN]
        url = f"http://127.0.0.1:{port}"
        yield Behind(appliance, url, ann, proxy, guessing, stolen, folder / "console.log")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    expect.set_options(timeout=60_000)
    made = browser.new_context()
    made.set_default_timeout(60_000)
    yield made
    made.close()


def signed_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Send documents")).to_be_visible()


def asked_for_a_password(page: Page) -> None:
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


def test_whom_the_proxy_names_is_in_without_a_password_and_out_at_once(
    context: BrowserContext, behind: Behind
) -> None:
    behind.proxy.user = ANN
    page = context.new_page()
    page.goto(behind.proxy.url)
    signed_in(page)
    expect(page.get_by_role("link", name="Accounts", exact=True)).to_have_count(0)
    opened = behind.appliance.audit.entries(SYSTEM, OPENED)[-1].entry
    assert (opened.actor, opened.details["by"]) == (behind.ann, "proxy")

    behind.appliance.sessions.revoke(SYSTEM, behind.ann)
    page.get_by_role("link", name="Documents", exact=True).click()
    expect(page.get_by_text("Your session has ended")).to_be_visible()

    again = context.new_page()  # the proxy still vouches: a new tab is a new session
    again.goto(behind.proxy.url)
    signed_in(again)
    menu(again, "My account")
    again.get_by_role("button", name="Sign out", exact=True).click()
    asked_for_a_password(again)
    assert behind.appliance.sessions.mine(actor(behind.ann, ANN, ("uploader",))) == ()


def test_disabled_here_the_proxys_word_opens_nothing(
    context: BrowserContext, behind: Behind
) -> None:
    behind.proxy.user = ANN
    page = context.new_page()
    page.goto(behind.proxy.url)
    signed_in(page)
    behind.appliance.admin.change_account(SYSTEM, behind.ann, disabled=True)
    page.get_by_role("link", name="Documents", exact=True).click()
    expect(page.get_by_text("Your session has ended")).to_be_visible()
    page.goto(behind.proxy.url)
    asked_for_a_password(page)
    behind.appliance.admin.change_account(SYSTEM, behind.ann, disabled=False)


def test_nobody_else_is_believed(browser: Browser, behind: Behind) -> None:
    """The right secret from another address, the right address without the secret, a browser that
    names itself, to the console or to the proxy; and somebody who has no account here."""
    before = behind.appliance.audit.entries(SYSTEM, OPENED)
    behind.proxy.user, behind.guessing.user, behind.stolen.user = "", BOSS, BOSS
    forged = {HEADER: BOSS, PROOF: SECRET}
    for url, headers in (
        (behind.stolen.url, {}),
        (behind.guessing.url, {}),
        (behind.direct, forged),
        (behind.proxy.url, forged),
    ):
        context = browser.new_context(extra_http_headers=headers)
        page = context.new_page()
        page.goto(url)
        asked_for_a_password(page)
        context.close()

    behind.proxy.user = "stranger@clinic.example"
    context = browser.new_context()
    page = context.new_page()
    page.goto(behind.proxy.url)
    asked_for_a_password(page)
    context.close()
    assert behind.appliance.audit.entries(SYSTEM, OPENED) == before
    assert len(behind.appliance.admin.accounts(SYSTEM)) == 2
    for word in (SECRET, "stranger", ANN):
        assert word not in behind.log.read_text(encoding="utf-8")


def test_the_next_person_at_the_browser_does_not_go_on_as_the_last_one(
    context: BrowserContext, behind: Behind
) -> None:
    """At a shared workstation the house's sign-in changes hands, the browser stays open."""
    behind.proxy.user = ANN
    page = context.new_page()
    page.goto(behind.proxy.url)
    signed_in(page)
    behind.proxy.user = BOSS
    second = context.new_page()
    second.goto(behind.proxy.url)
    expect(second.get_by_role("link", name="Accounts", exact=True)).to_be_visible()
    page.get_by_role("link", name="Documents", exact=True).click()
    expect(page.get_by_text("Your session has ended")).to_be_visible()
    behind.proxy.user = "somebody without an account"
    page = context.new_page()
    page.goto(behind.proxy.url)
    asked_for_a_password(page)

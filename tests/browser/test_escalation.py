"""A question to a larger model in the browser: the exact text, two people, a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from appliance import bootstrap
from appliance.access import SYSTEM
from appliance.bootstrap import Appliance
from appliance.records.keys import shared_secret
from appliance.service.outward.escalation import Standing
from appliance.settings import load
from appliance.types import State
from deploy import driving
from tests.browser.conftest import PASSWORD, sign_in
from tests.service.larger import Larger, larger
from tests.service.sending import gateway_process, short_folder
from tests.service.serving import SECONDS, forwarding, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

SLIP = b"""Receipt of a bakery, escalated in the browser
Hoffmann Bakery
Served by Teresa Kowalski
Phone (212) 555-0142
Date 25/12/2018
Bread 2 7.00
Total illegible
Amount due 12.50
Thank you for your visit
"""
SECRETS = ("Hoffmann", "Teresa", "Kowalski", "555-0142", "25/12/2018")
ROW = re.compile(r"<PERSON_\d>\s+Phone <")
CONFIG = """[escalation]
endpoint = "{url}"
model = "larger"
timeout_seconds = {seconds}
attempts = 1
answer_tokens = 80
policies = {{ "*" = "ask" }}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A console of its own whose documents may be asked about, and what goes over the wire."""

    url: str
    appliance: Appliance
    wire: Larger


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Asking]:
    port, state = driving.free_port(), tmp_path / "state"
    state.mkdir()
    with serving() as server, larger() as wire, short_folder() as place:
        wire.reply = forwarding(server)
        config = CONFIG.format(url=wire.url, seconds=SECONDS)
        outer = state / "none.toml"  # the console's own file, the gateway's too
        outer.write_text(f'{config}socket = "{place}/gateway.sock"\n', encoding="utf-8")
        settings = load(
            state_dir=state,
            language_model="",
            console_port=port,
            escalation={
                "endpoint": wire.url,
                "model": "larger",
                "timeout_seconds": SECONDS,
                "attempts": 1,
                "socket": place / "gateway.sock",
                "answer_tokens": 80,
                "policies": {"*": "ask"},
            },
        )
        with (
            bootstrap.build(settings, bootstrap.Parts(queue=driving.NoQueue())) as appliance,
            driving.console(settings, tmp_path / "console.log"),
            gateway_process({"APPLIANCE_CONFIG": str(outer), "APPLIANCE_STATE_DIR": str(state)}),
        ):
            shared_secret(settings.gateway_secret)
            for name in ("edith", "fritz"):
                driving.make_account(appliance, name, "reviewer", PASSWORD)
            yield Asking(url=f"http://127.0.0.1:{port}", appliance=appliance, wire=wire)


def _opened(browser: Browser, url: str, name: str, path: str) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(90_000)
    page = context.new_page()
    page.goto(f"{url}/{path}")
    sign_in(page, name)
    return page


def _look_again(page: Page, wanted: Locator) -> None:
    """What the screen shows after the worker's turn, which the test takes itself: no race."""
    page.get_by_role("button", name="Look again").click()
    expect(wanted).to_be_visible()


def _text(page: Page) -> str:
    return page.locator("[data-testid=stCode] code").inner_text()


def test_what_leaves_is_shown_and_let_go_by_another_person(
    browser: Browser, asking: Asking
) -> None:
    expect.set_options(timeout=90_000)
    appliance, wire = asking.appliance, asking.wire
    sent = appliance.desk.submit(SYSTEM, "bakery slip.txt", SLIP, source="folder").id
    while not appliance.desk.row(SYSTEM, sent).state.terminal:
        appliance.processing.advance(sent)
    first = _opened(browser, asking.url, "edith", f"document?id={sent}")
    first.get_by_text("Larger model outside").click()
    first.get_by_role("button", name="Prepare a question").click()
    expect(first.get_by_text("being prepared").first).to_be_visible()
    appliance.asking.advance(sent)
    _look_again(first, first.get_by_role("button", name="Take it back"))
    shown = _text(first)
    assert not [secret for secret in SECRETS if secret in shown]
    expect(first.get_by_text("Somebody else has to approve")).to_be_visible()
    expect(first.get_by_role("button", name="Let this text leave")).to_have_count(0)
    assert wire.requests == []

    second = _opened(browser, asking.url, "fritz", "requests")
    expect(second.get_by_text("Ask a larger model outside")).to_be_visible()
    assert _text(second) == shown
    expect(second.get_by_text("Asked by a colleague")).to_be_visible()
    expect(second.get_by_test_id("stText")).to_contain_text(ROW)
    second.get_by_role("button", name="Let this text leave").click()
    expect(second.get_by_text("Approved; it is being sent.")).to_be_visible()
    assert appliance.gateway.advance(sent) is Standing.ANSWERED
    appliance.asking.advance(sent)
    second.goto(f"{asking.url}/document?id={sent}")
    second.get_by_text("Larger model outside").click()
    expect(second.get_by_text("What left, byte for byte")).to_be_visible()

    assert wire.requests[0].partition(b"\r\n\r\n")[2].decode() == shown
    done = appliance.escalations.of(SYSTEM, sent)[-1]
    assert done.standing is Standing.MERGED, done.reason
    assert set(done.judged) == set(done.fields)
    assert appliance.desk.row(SYSTEM, sent).state is State.REVIEW
    for page in (first, second):
        page.context.close()

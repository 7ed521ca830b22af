"""The real console in a process of its own, real documents' line in a thread, a real browser."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from appliance import bootstrap
from appliance.bootstrap import Appliance
from appliance.settings import load
from deploy import driving

PASSWORD = "seven quiet herons"
FAILED = pytest.StashKey[bool]()


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """A running console and the same appliance from the inside."""

    url: str
    pid: int
    log: Path
    appliance: Appliance
    one_time_password: str

    def account(self, name: str, role: str) -> str:
        """An account that may sign in with ``PASSWORD``; gives its id."""
        return driving.make_account(self.appliance, name, role, PASSWORD)


@pytest.fixture(scope="package")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    folder = tmp_path_factory.mktemp("console")
    port = driving.free_port()
    settings = load(state_dir=folder / "state", language_model="", console_port=port)
    log = folder / "console.log"
    with bootstrap.build(settings, bootstrap.Parts(queue=driving.NoQueue())) as appliance:
        first = appliance.sessions.ensure_administrator()
        assert first
        with driving.console(settings, log) as pid, driving.worker(appliance):
            yield Console(
                url=f"http://127.0.0.1:{port}",
                pid=pid,
                log=log,
                appliance=appliance,
                one_time_password=first,
            )


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=driving.CHROMIUM, args=driving.FLAGS)
    yield launched
    launched.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell the fixtures whether the test failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def page(
    request: pytest.FixtureRequest, browser: Browser, console: Console, tmp_path: Path
) -> Iterator[Page]:
    """A fresh browser profile. Whatever a test does, no request may leave this machine."""
    expect.set_options(timeout=60_000)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    foreign: list[str] = []
    context.on(
        "request",
        lambda sent: (
            None
            if sent.url.startswith((console.url, "blob:", "data:"))
            else foreign.append(sent.url)
        ),
    )
    opened = context.new_page()
    yield opened
    if request.node.stash.get(FAILED, False):
        opened.screenshot(path=tmp_path / "failed.png")
        print(f"what the browser showed: {tmp_path / 'failed.png'}")
    context.close()
    assert foreign == []


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def send(page: Page, name: str, content: bytes) -> None:
    area = page.get_by_test_id("stFileUploaderDropzoneInput")
    expect(area).to_have_count(1)  # while a new drop area replaces the old one there are two
    area.set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content}]
    )

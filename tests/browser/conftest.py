"""The real console in a process of its own, real documents' line in a thread, a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from appliance import bootstrap
from appliance.access import SYSTEM
from appliance.bootstrap import Appliance
from appliance.settings import Settings, load
from appliance.types import State

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "seven quiet herons"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
FAILED = pytest.StashKey[bool]()
WORKING = tuple(state for state in State if not state.terminal)


class NoQueue:
    """Nobody to wake: the thread below looks by itself."""

    def nudge(self, queue: str, document_id: str) -> None: ...

    def depth(self, queue: str) -> int | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """A running console and the same appliance from the inside."""

    url: str
    pid: int
    log: Path
    appliance: Appliance
    one_time_password: str

    def account(self, name: str, role: str) -> str:
        """An account whose one-time password is changed already; gives its id."""
        first = self.appliance.admin.create_account(SYSTEM, name, (role,))
        token = self.appliance.sessions.sign_in(name, first)
        actor = self.appliance.sessions.actor(token)
        self.appliance.sessions.change_password(actor, first, PASSWORD)
        self.appliance.sessions.sign_out(token)
        return actor.id


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(url: str, process: subprocess.Popen[bytes], seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the console ended before it answered")
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the console does not answer")


def _work(appliance: Appliance, stop: Event) -> None:
    """What the Celery workers do, without a queue: advance whatever is there."""
    while not stop.wait(0.2):
        for row in appliance.desk.recent(SYSTEM, states=WORKING):
            if not stop.is_set():
                appliance.processing.advance(row.id)


@pytest.fixture(scope="package")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    folder = tmp_path_factory.mktemp("console")
    settings = load(state_dir=folder / "state", language_model="", console_port=_free_port())
    appliance = bootstrap.build(settings, bootstrap.Parts(queue=NoQueue()))
    first = appliance.sessions.ensure_administrator()
    assert first
    log = folder / "console.log"
    url = f"http://127.0.0.1:{settings.console_port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.launch"],
            cwd=ROOT,
            env=_environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    stop = Event()
    worker = Thread(target=_work, args=(appliance, stop), daemon=True)
    try:
        _await(url, process)
        worker.start()
        yield Console(
            url=url, pid=process.pid, log=log, appliance=appliance, one_time_password=first
        )
    finally:
        stop.set()
        if worker.is_alive():
            worker.join(60)
        process.terminate()
        process.wait(20)
        appliance.close()


def _environment(settings: Settings) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("APPLIANCE_")}
    return {
        **kept,
        "APPLIANCE_CONFIG": str(settings.state_dir / "none.toml"),
        "APPLIANCE_STATE_DIR": str(settings.state_dir),
        "APPLIANCE_CONSOLE_PORT": str(settings.console_port),
        "APPLIANCE_LANGUAGE_MODEL": "",
    }


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
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

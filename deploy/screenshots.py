"""Photographs the console for the README: ``python -m deploy.screenshots``.

Runs by itself: a throwaway state folder, the sample documents through the real line, the real
console, Debian's chromium. Writes ``docs/screenshots/*.png``.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from appliance import bootstrap
from appliance.access import SYSTEM
from appliance.bootstrap import Appliance
from appliance.settings import Settings, load
from appliance.types import State
from deploy import driving

FOLDER = driving.ROOT / "docs" / "screenshots"
SAMPLES = driving.ROOT / "samples"
NAME, PASSWORD = "robin", "only for the photograph"
LARGEST = 200_000
WAIT = 120_000  # milliseconds


def main() -> None:
    """Make all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = load(state_dir=Path(folder) / "state", console_port=driving.free_port())
        with bootstrap.build(settings, bootstrap.Parts(queue=driving.NoQueue())) as appliance:
            driving.make_account(appliance, NAME, "administrator", PASSWORD)
            receipt = _fill(appliance)
            with driving.console(settings, Path(folder) / "console.log"):
                _photograph(settings, receipt)


def _listed() -> Sequence[Path]:
    """The documents of the demo."""
    lines = (SAMPLES / "demo.txt").read_text(encoding="utf-8").splitlines()
    return [SAMPLES / line.strip() for line in lines if line.strip() and line[0] != "#"]


def _fill(appliance: Appliance) -> str:
    """Send the samples through the line; the id of a receipt that needs a look."""
    receipts: list[str] = []
    for path in _listed():
        print(path.name, file=sys.stderr)
        sent = appliance.desk.submit(SYSTEM, path.name, path.read_bytes(), source="folder")
        while not appliance.desk.row(SYSTEM, sent.id).state.terminal:
            appliance.processing.advance(sent.id)
        row = appliance.desk.row(SYSTEM, sent.id)
        if row.doctype == "receipt" and row.state in (State.REVIEW, State.ACCEPTED):
            receipts.append(sent.id)
    appliance.desk.submit(SYSTEM, "holiday.mp4", bytes(8) + b"ftypmp42" + bytes(64), "folder")
    waiting = _listed()[0].read_bytes() + b"\n"  # the same picture once more, not read yet
    appliance.desk.submit(SYSTEM, "receipt of this morning.jpg", waiting, source="folder")
    return receipts[0]


def _photograph(settings: Settings, receipt: str) -> None:
    url = f"http://127.0.0.1:{settings.console_port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=driving.CHROMIUM, args=driving.FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 820})
        page.set_default_timeout(WAIT)
        expect.set_options(timeout=WAIT)
        page.goto(f"{url}/documents")
        expect(page.get_by_label("Password", exact=True)).to_be_visible()
        _save(page, "sign-in")
        with page.expect_response("**/console/session"):
            page.get_by_label("Name", exact=True).fill(NAME)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
        expect(page.locator("tbody tr").first).to_be_visible()
        _save(page, "documents")
        page.goto(f"{url}/document?id={receipt}")
        expect(page.locator("img.picture")).to_have_js_property("complete", True)
        page.locator(".pick", has=page.locator(".what", has_text=re.compile(r"\w"))).first.click()
        expect(page.locator(".box.chosen").first).to_be_visible()
        _save(page, "document")
        browser.close()


def _save(page: Page, name: str) -> None:
    """A picture of the window with few enough colours to be small."""
    page.mouse.move(2, 400)  # no line of a list under the pointer
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    image = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    path = FOLDER / f"{name}.png"
    for colours in (256, 128, 64, 32):
        image.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size < LARGEST:
            break
    print(f"{path.relative_to(driving.ROOT)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

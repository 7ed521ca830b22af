"""Review without a mouse: from the sign-in to the approval by Tab, arrows and Enter alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from appliance.access import SYSTEM
from deploy.driving import ROOT
from tests.browser.conftest import PASSWORD, Console

pytestmark = pytest.mark.browser

NOTE = (ROOT / "samples" / "medical" / "medical-00003.txt").read_bytes() + b"\nPage 1 of 1\n"
FOCUSED = "node => node.getRootNode().activeElement === node"
OUTLINE = "node => parseFloat(getComputedStyle(node).outlineWidth)"


def tab_to(page: Page, target: Locator, most: int = 60) -> None:
    """Press Tab until ``target`` has the focus, and see that it shows it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate(FOCUSED):
            return
    raise AssertionError("the keyboard does not get there")


def test_a_note_is_corrected_and_approved_by_keyboard_alone(page: Page, console: Console) -> None:
    console.account("kay", "reviewer")
    note = console.appliance.desk.submit(SYSTEM, "by keyboard.txt", NOTE).id
    page.goto(f"{console.url}/document?id={note}")
    expect(page.get_by_label("Name", exact=True)).to_be_visible()
    tab_to(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("kay")
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    picks = page.locator(".pick")
    expect(picks.first).to_be_visible(timeout=120_000)
    tab_to(page, page.get_by_role("button", name="Approve"))
    tab_to(page, picks.first)
    assert picks.first.evaluate(OUTLINE) >= 2
    page.keyboard.press("ArrowDown")
    expect(picks.nth(1)).to_be_focused()
    expect(picks.nth(1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowUp")
    expect(picks.first).to_be_focused()

    correct = page.get_by_role("button", name="Correct Sex")
    tab_to(page, correct)
    page.keyboard.press("Enter")
    right = page.get_by_label("Right value for “Sex”")
    expect(right).to_be_focused()
    page.keyboard.press("Escape")
    expect(right).to_have_count(0)
    tab_to(page, correct)
    page.keyboard.press("Enter")
    expect(right).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("female")
    page.keyboard.press("Enter")
    expect(page.locator(".value", has_text="Sex")).to_contain_text("entered by a person")

    page.keyboard.press("Alt+A")
    expect(page.get_by_text("Checked by a person", exact=True)).to_be_visible()

"""A person has a document redacted: finds, boxes by hand, what two people let stand, the file."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from appliance.access import SYSTEM
from deploy.driving import ROOT
from tests.browser.conftest import PASSWORD, Console, sign_in

pytestmark = pytest.mark.browser

NOTE = (ROOT / "samples" / "medical" / "medical-00003.txt").read_bytes()
DIAGNOSIS = "Hypothyroidism"


def test_a_document_is_redacted_by_two_people(page: Page, console: Console, tmp_path: Path) -> None:
    console.account("remy", "administrator")
    console.account("sasha", "administrator")
    sent = console.appliance.desk.submit(SYSTEM, "referral.txt", NOTE + b"\n", source="folder")
    page.goto(f"{console.url}/documents")
    sign_in(page, "remy")
    expect(page.locator("tbody tr", has_text="referral.txt")).to_contain_text("Medical record")

    page.goto(f"{console.url}/redaction?id={sent.id}")
    page.get_by_role("button", name="Make the redacted file").click()
    expect(page.get_by_text("the file proved itself")).to_be_visible()
    _draw_over_the_diagnosis(page)
    expect(page.get_by_text("Box drawn by hand")).to_be_visible()
    page.locator("select").first.select_option(index=1)
    page.get_by_role("button", name="Let it stand").first.click()
    expect(page.get_by_text("another person has to agree")).to_be_visible()
    expect(page.get_by_role("button", name="Agree", exact=True)).to_have_count(
        0
    )  # not by the same person

    expect(page.get_by_text("wants this to stand (Not personal data)")).to_be_visible()
    take = page.get_by_role("button", name="Take the box away")
    expect(take).to_be_disabled()  # until there is a reason

    _agree(console, sent.id)
    page.get_by_role("button", name="Make the redacted file").click()
    expect(page.get_by_text("the file proved itself")).to_be_visible()
    page.get_by_role("button", name="Get the file").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Redacted PDF").click()
    download.value.save_as(tmp_path / "redacted.pdf")
    text = pypdfium2.PdfDocument(tmp_path / "redacted.pdf")[0].get_textpage().get_text_range()
    assert "Northgate" in text  # let stand by two
    assert "Thackeray" not in text
    assert DIAGNOSIS not in text  # under the box
    assert "Levothyroxine" in text


def _draw_over_the_diagnosis(page: Page) -> None:
    """Drag a box over the second entry of the history, where the page is known to have it."""
    picture = page.locator("img.picture")
    expect(picture).to_have_js_property("complete", True)
    frame = picture.bounding_box()
    assert frame
    left, top, right, bottom = 0.05, 0.3025, 0.3, 0.3165  # shares of the page
    page.mouse.move(frame["x"] + left * frame["width"], frame["y"] + top * frame["height"])
    page.mouse.down()
    page.mouse.move(
        frame["x"] + right * frame["width"], frame["y"] + bottom * frame["height"], steps=6
    )
    page.mouse.up()


def _agree(console: Console, document: str) -> None:
    """The second person, from the inside."""
    sessions = console.appliance.sessions
    actor = sessions.actor(sessions.sign_in("sasha", PASSWORD))
    desk = console.appliance.blackout
    state = desk.view(actor, document)
    assert state is not None
    desk.confirm(actor, document, state.changes.lifts[0].span)

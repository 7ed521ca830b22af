"""What people do with the console, in a real browser against the real service."""

from __future__ import annotations

import http.client
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from deploy.driving import ROOT
from tests.browser.conftest import PASSWORD, Console, send, sign_in

pytestmark = pytest.mark.browser

NOTE = (ROOT / "samples" / "medical" / "medical-00003.txt").read_bytes()
# the list of elements is there before the picture has come over the wire
LOADED_WIDTH = "image => image.decode().then(() => image.naturalWidth)"


def expect_sign_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def menu(page: Page, name: str) -> None:
    """Open a page, once the one before it is all there: it is drawn after its menu, and what is
    clicked until then is lost."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_role("link", name=name, exact=True).click()


def row(page: Page, name: str):
    return page.locator("tbody tr", has_text=name)


def test_the_first_start_leads_to_a_password_of_ones_own(page: Page, console: Console) -> None:
    page.goto(console.url)
    sign_in(page, "administrator", "not this one")
    expect(page.get_by_text("do not belong together")).to_be_visible()

    sign_in(page, "administrator", console.one_time_password)
    expect(page.get_by_role("heading", name="Choose your password")).to_be_visible()
    expect(page.get_by_role("link", name="Documents", exact=True)).to_have_count(0)
    page.get_by_label("One-time password").fill(console.one_time_password)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    page.get_by_role("button", name="Change password").click()

    menu(page, "Status")
    expect(page.get_by_role("heading", name="Status")).to_be_visible()
    menu(page, "My account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect_sign_in(page)
    sign_in(page, "administrator", console.one_time_password)
    expect(page.get_by_text("do not belong together")).to_be_visible()


def test_a_document_from_the_drop_area_to_approved(page: Page, console: Console) -> None:
    console.account("rita", "reviewer")
    page.goto(console.url)
    sign_in(page, "rita")

    send(page, "note of Tuesday.txt", NOTE)
    expect(row(page, "note of Tuesday.txt")).to_contain_text(
        re.compile("Needs a look|Accepted"), timeout=120_000
    )
    row(page, "note of Tuesday.txt").get_by_role("link").click()

    expect(page.get_by_role("heading", name="note of Tuesday.txt")).to_be_visible()
    expect(page.locator("img.picture")).to_have_js_property("complete", True)
    assert page.locator("img.picture").evaluate(LOADED_WIDTH) > 300
    patient = page.locator(".value", has_text="Patient name")
    expect(patient).to_contain_text("Victor Thackeray")

    patient.locator(".pick").click()
    chosen = page.locator(".box.chosen")
    expect(chosen.first).to_have_attribute("title", "Patient name: Victor Thackeray")
    page.locator(".box[title^='Encounter date']").first.click()
    expect(page.locator(".value.chosen")).to_contain_text("2022-07-04")

    page.get_by_role("button", name="Correct Sex").click()
    page.get_by_label("Right value for “Sex”").fill("female")
    page.get_by_label("Right value for “Sex”").press("Enter")
    expect(page.locator(".value", has_text="Sex")).to_contain_text("entered by a person")

    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Checked by a person", exact=True)).to_be_visible()
    menu(page, "Documents")
    expect(row(page, "note of Tuesday.txt")).to_contain_text("Checked by a person")

    menu(page, "My account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect_sign_in(page)


def test_rubbish_and_duplicates_get_a_sentence(page: Page, console: Console) -> None:
    console.account("uwe", "uploader")
    page.goto(console.url)
    sign_in(page, "uwe")

    send(page, "scan.pdf", b"MZ\x90\x00" + bytes(400))
    expect(row(page, "scan.pdf")).to_contain_text("cannot be read here")
    send(page, "letter.txt", b"Dear Sir or Madam, hello and goodbye.")
    expect(row(page, "letter.txt")).to_be_visible()
    send(page, "letter again.txt", b"Dear Sir or Madam, hello and goodbye.")
    expect(row(page, "Sent before, today")).to_be_visible()
    expect(page.get_by_role("link", name="Status", exact=True)).to_have_count(0)


def test_a_revoked_session_ends_with_the_next_click(page: Page, console: Console) -> None:
    account = console.account("rolf", "reviewer")
    page.goto(console.url)
    sign_in(page, "rolf")
    menu(page, "My account")
    expect(page.get_by_role("heading", name="My account")).to_be_visible()

    actor = console.appliance.sessions.actor(console.appliance.sessions.sign_in("rolf", PASSWORD))
    assert console.appliance.sessions.revoke(actor, account) == 2
    menu(page, "Documents")

    expect_sign_in(page)
    expect(page.get_by_text("Your session has ended")).to_be_visible()


def test_a_reload_and_a_link_in_a_new_tab_need_no_second_sign_in(
    page: Page, console: Console
) -> None:
    console.account("lena", "reviewer")
    page.goto(f"{console.url}/documents")
    with page.expect_response("**/console/session"):
        sign_in(page, "lena")
    expect(page.get_by_role("heading", name="Documents")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Documents")).to_be_visible()

    cookie = next(one for one in page.context.cookies() if one["name"] == "appliance_session")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    assert cookie["value"] not in page.evaluate("document.cookie")

    tab = page.context.new_page()
    tab.goto(f"{console.url}/document?id=unknown")
    expect(tab.get_by_text("does not exist, or not for your account")).to_be_visible()


def test_pictures_are_for_signed_in_people_only(page: Page, console: Console) -> None:
    answer = page.request.get(f"{console.url}/console/documents/anything/pages/1")

    assert answer.status == 401
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert page.request.post(f"{console.url}/console/session", data="x").status == 403


def test_a_foreign_web_page_cannot_open_a_connection(console: Console) -> None:
    host = console.url.removeprefix("http://")
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    told = {}
    for origin in (console.url, "https://elsewhere.example"):
        connection = http.client.HTTPConnection(host, timeout=10)
        connection.request("GET", "/_stcore/stream", headers={**headers, "Origin": origin})
        told[origin] = connection.getresponse().status
        connection.close()

    assert told == {console.url: 101, "https://elsewhere.example": 403}


def test_the_console_stays_light_and_its_log_empty_of_documents(console: Console) -> None:
    mapped = Path(f"/proc/{console.pid}/maps").read_text(encoding="utf-8")
    for heavy in ("onnxruntime", "llama", "torch", "cv2", "docling", "spacy", "pypdfium2"):
        assert heavy not in mapped

    log = console.log.read_text(encoding="utf-8")
    for private in ("Thackeray", "1965", "Tuesday", "letter", "Traceback", PASSWORD, "rita"):
        assert private not in log

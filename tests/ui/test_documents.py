from __future__ import annotations

from dataclasses import replace

from appliance.types import State
from tests.ui.conftest import component, words
from tests.ui.documents_ui import receipt


def test_the_list_says_where_each_document_stands(screen):
    lines = {row["name"]: row for row in component(screen("documents"), "appliance_table")["rows"]}

    assert lines["lunch_with*stars*.jpg"]["state"] == "Needs a look"
    assert lines["invoice 118.pdf"]["state"] == "Accepted"
    assert lines["scan.pdf"]["note"] == "This file is damaged or incomplete."
    assert lines["annual report.html"]["progress"] == 0.5
    assert lines["invoice 118.pdf"]["progress"] is None


def test_a_filter_shows_only_its_documents(screen):
    at = screen("documents")

    at.session_state["documents_filter"] = "Needs a look"
    at = at.run()

    names = [row["name"] for row in component(at, "appliance_table")["rows"]]
    assert names == ["lunch_with*stars*.jpg"]


def test_an_empty_list_says_what_to_do(screen, fake):
    fake.desk.documents.clear()

    assert "No documents yet" in component(screen("documents"), "appliance_table")["empty"]


def test_older_documents_are_one_click_away(screen, fake):
    for number in range(60):
        fake.desk.add(replace(receipt(f"x{number}", State.ACCEPTED), name=f"n{number}"))
    at = screen("documents")
    assert component(at, "appliance_table")["rows"][0]["name"] == "n59"

    older = next(button for button in at.button if button.label == "Older")
    at = older.click().run()

    assert component(at, "appliance_table")["rows"][0]["name"] == "n9"


def test_a_list_that_refreshes_itself_does_not_keep_the_session_alive(screen, fake):
    screen("documents")

    assert fake.sessions.present is False


def test_status_puts_broken_parts_first_with_how_to_mend_them(screen):
    text = words(screen("status"))

    assert "1 part needs attention" in text
    assert text.index("Redis") < text.index("Python")
    assert "make run" in text

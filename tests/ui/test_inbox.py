from __future__ import annotations

from appliance.errors import TooLarge
from tests.ui.conftest import component, words


def send(at, *files):
    return at.file_uploader[0].set_value(list(files)).run()


def rows(at):
    return {row["name"]: row for row in component(at, "appliance_table")["rows"]}


def test_every_file_gets_its_own_answer(screen):
    at = send(
        screen("inbox"),
        ("hello.txt", b"hello", "text/plain"),
        ("program.pdf", b"rubbish", "application/pdf"),
    )

    assert rows(at)["hello.txt"]["state"] == "Waiting to be read"
    assert rows(at)["program.pdf"]["state"] == "Could not be read"
    assert rows(at)["program.pdf"]["note"] == "This kind of file cannot be read here."


def test_a_duplicate_is_told_with_the_day_it_came_first(screen, fake):
    at = send(screen("inbox"), ("a.txt", b"same", "text/plain"))

    at = send(at, ("b.txt", b"same", "text/plain"))

    newest = component(at, "appliance_table")["rows"][0]
    assert newest["note"].startswith("Sent before, today")
    assert sum(name == "a.txt" for name in [one.name for one in fake.desk.documents.values()]) == 1


def test_the_drop_area_is_empty_again_after_each_round(screen, fake):
    at = send(screen("inbox"), ("a.txt", b"one", "text/plain"))
    before = len(fake.desk.documents)

    at = at.run()

    assert not at.file_uploader[0].value
    assert len(fake.desk.documents) == before


def test_a_refusal_at_the_door_is_a_sentence_beside_the_file(screen, fake):
    fake.desk.broken = TooLarge("This file has 300 MB; at most 100 MB are taken.")

    at = send(screen("inbox"), ("huge.tif", b"x", "image/tiff"))

    line = rows(at)["huge.tif"]
    assert line["note"] == "This file has 300 MB; at most 100 MB are taken."
    assert line["href"] == ""


def test_an_unforeseen_error_shows_a_number_and_no_detail(screen, fake, caplog):
    fake.desk.broken = RuntimeError("value 4711 of Mrs Smith")

    at = send(screen("inbox"), ("a.txt", b"x", "text/plain"))

    note = rows(at)["a.txt"]["note"]
    assert "tell your administrator this number" in note
    assert "4711" not in note


def test_a_screen_that_fails_says_so_and_no_more(screen, fake):
    fake.desk.broken = RuntimeError("value 4711 of Mrs Smith")

    text = words(screen("documents"))

    assert "Something went wrong on this screen" in text
    assert "4711" not in text


def test_a_failure_is_logged_by_its_type_only(screen, fake, caplog):
    fake.desk.broken = RuntimeError("value 4711 of Mrs Smith")

    send(screen("inbox"), ("a.txt", b"x", "text/plain"))

    assert "4711" not in caplog.text
    assert any(getattr(record, "kind", "") == "RuntimeError" for record in caplog.records)

from __future__ import annotations

from dataclasses import replace

from appliance.types import Problem, Source, State
from tests.ui.conftest import component, words
from tests.ui.documents_ui import UPLOADER, receipt
from tests.ui.rows_ui import Blank
from ui.widgets import desk as desk_widget
from ui.widgets.cards import cards


def press(at, label):
    return next(button for button in at.button if button.label == label).click().run()


def labels(at):
    return [button.label for button in at.button]


def test_doubtful_and_missing_values_stand_first_with_what_is_wrong(screen):
    values = component(screen("document", id="d1"), "appliance_desk")["fields"]

    labels = [value["label"] for value in values]
    assert labels == ["Currency", "Total", "Company", "Date", "Phone"]
    assert [value["group"] for value in values[:2]] == ["Please check"] * 2
    assert values[0]["value"] == ""
    assert values[0]["notes"] == ["No currency."]
    assert values[1]["notes"] == ["Sums differ by 0.50."]
    assert values[1]["boxes"] == [[40, 350, 160, 372]]


def test_the_reasons_for_the_review_are_told(screen):
    assert component(screen("document", id="d1"), "appliance_desk")["reasons"] == [
        "The total is doubtful."
    ]
    assert component(screen("document", id="d2"), "appliance_desk")["reasons"] == []


def test_names_of_files_are_shown_letter_by_letter(screen):
    assert "lunch\\_with\\*stars\\*" in screen("document", id="d1").title[0].value


def test_approving_moves_the_document_on(screen, fake):
    at = press(screen("document", id="d1"), "Approve")

    assert fake.review.done == [("approve", "d1")]
    assert "Checked by a person" in words(at)
    assert "Approve" not in labels(at)


def test_somebody_faster_is_told_in_words(screen, fake):
    fake.review.conflict = True

    at = press(screen("document", id="d1"), "Approve")

    assert "Somebody else changed this meanwhile" in words(at)


def test_an_uploader_sees_values_and_no_way_to_change_them(screen, fake):
    fake.sessions.account = UPLOADER

    at = screen("document", id="d1")

    assert component(at, "appliance_desk")["editable"] is False
    assert "Approve" not in labels(at)


def test_what_was_not_found_can_be_added_by_who_may_correct(screen, fake):
    phone = component(screen("document", id="d1"), "appliance_desk")["fields"][-1]
    assert (phone["group"], phone["hint"]) == ("Not found", "telephone number of the shop")

    fake.sessions.account = UPLOADER
    values = component(screen("document", id="d1"), "appliance_desk")["fields"]
    assert [value["label"] for value in values] == ["Currency", "Total", "Company", "Date"]


def test_a_field_that_repeats_can_be_given_once_more():
    many = Blank(name="company", label="names", many=True)

    made = cards(receipt(), (many,), editable=True)

    assert [(card.key, card.group) for card in made if card.name == "company"] == [
        ("company-0", "Looks right"),
        ("company-1", "Not found"),
    ]


def test_a_remembered_value_says_in_which_documents_it_was_confirmed():
    document = receipt()
    assert document.extraction is not None
    first, *others = document.extraction.fields
    ids = tuple(f"{letter * 8}-4711" for letter in "abcde")

    def how(*confirmed: str) -> str:
        known = replace(first, source=Source.MEMORY, confirmed_in=confirmed)
        fields = (known, *others)
        made = cards(
            replace(document, extraction=replace(document.extraction, fields=fields)),
            (),
            editable=True,
        )
        return next(card.how for card in made if card.name == first.name)

    assert how(*ids[:2]).endswith("confirmed before in documents aaaaaaaa, bbbbbbbb")
    assert how(*ids).endswith(
        "confirmed before in documents aaaaaaaa, bbbbbbbb, cccccccc and 2 more"
    )


def test_a_document_of_the_wrong_kind_is_read_again_as_what_it_is(screen, fake):
    at = screen("document", id="d1")
    assert at.selectbox[0].options == ["Invoice"]

    at = press(at, "Find the values again")

    assert fake.review.done == [("classify", "d1", "invoice")]
    assert "Finding out what it is" in words(at)


def test_a_document_on_its_way_shows_its_step(screen):
    text = words(screen("document", id="d4"))

    assert "Finding the values …" in text


def test_a_failed_document_says_why_and_may_be_tried_again(screen, fake):
    problem = Problem(code="reader_died", message="The reader stopped while working on it.")
    fake.desk.add(replace(receipt("d9", State.QUARANTINED), problem=problem))

    at = screen("document", id="d9")
    assert "The reader stopped while working on it." in words(at)
    press(at, "Try again")

    assert fake.desk.documents["d9"].state is State.RECEIVED


def test_a_damaged_file_is_not_tried_again(screen):
    assert "Try again" not in labels(screen("document", id="d3"))


def test_a_foreign_or_unknown_document_is_a_sentence(screen):
    assert "does not exist, or not for your account" in words(screen("document", id="nope"))


def test_several_values_of_one_name_keep_their_places():
    document = receipt()
    extraction = document.extraction
    twice = replace(extraction, fields=(*extraction.fields, extraction.fields[0]))

    made = cards(replace(document, extraction=twice), (), editable=True)

    assert [(card.key, card.index) for card in made if card.name == "company"] == [
        ("company-0", 0),
        ("company-1", 1),
    ]


def test_what_a_browser_sends_is_checked():
    good = {"document": "d1", "field": "total", "index": 0, "value": "42.00"}

    assert desk_widget.correction(good) == desk_widget.Correction(**good)
    for bad in (None, "x", {}, {**good, "index": "0"}, {**good, "index": -1}, {**good, "value": 3}):
        assert desk_widget.correction(bad) is None

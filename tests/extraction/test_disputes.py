"""What counts as shown by the picture of a page, and what is disputed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from appliance.extraction import disputes
from appliance.ports import Glance, View
from appliance.types import (
    Box,
    Document,
    Extraction,
    Field,
    Origin,
    Page,
    Picture,
    Source,
    Span,
    Suspect,
    Word,
)

ROW = "Total paid EUR 92.50 in cash"


def page(text: str = ROW, origin: Origin = Origin.TEXT_LAYER, sure: float = 1.0) -> Document:
    words, at = [], 0
    for word in text.split(" "):
        box = Box(6.0 * at, 100.0, 6.0 * (at + len(word)), 110.0)
        words.append(Word(text=word, span=Span(at, at + len(word)), box=box, confidence=sure))
        at += len(word) + 1
    sheet = Page(number=1, width=595, height=842, words=tuple(words), origin=origin)
    return Document(text=text, pages=(sheet,))


def value(document: Document, text: str, *, source: Source = Source.RANKER, row: int = 0) -> Field:
    start = document.text.index(text)
    return Field(
        name="total",
        value=text,
        text=text,
        spans=(Span(start, start + len(text)),),
        page=1,
        boxes=(),
        confidence=0.995,
        source=source,
        row=row,
    )


class Shows:
    """A sight for which each word looks as it is told to, look after look."""

    looks = 3

    def __init__(self, shown: Mapping[str, Sequence[Glance]], document: Document) -> None:
        words = document.pages[0].words
        self._shown = {word.box: shown.get(word.text, (Glance(word.text, 0.99),)) for word in words}
        self.seen: list[int] = []  # words at each look

    def view(self, picture: bytes, width: float, height: float) -> View:
        def look(boxes: Sequence[Box], at: int) -> list[Glance]:
            self.seen.append(len(boxes))
            return [self._shown[box][min(at, len(self._shown[box]) - 1)] for box in boxes]

        return look


def held(document: Document, field: Field, told: str, *shown: tuple[str, float]) -> Field:
    """The field after its page was looked at, where ``told`` looks so each time."""
    sight = Shows({told: [Glance(*one) for one in shown]}, document)
    picture = Picture(page=1, media_type="image/jpeg", content=b"")
    pictures = {1: picture}
    extraction = Extraction(doctype="receipt", fields=(field,))
    return disputes.disputed(document, extraction, pictures.get, sight).fields[0]


def test_a_figure_that_every_look_shows_otherwise_is_disputed_and_unsure() -> None:
    document = page()
    field = held(document, value(document, "92.50"), "92.50", ("12.50", 0.99))
    assert field.suspect is Suspect.DISPUTED
    assert field.confidence == pytest.approx(0.01)


def test_a_figure_that_cannot_be_recognised_is_disputed_too() -> None:
    document = page()
    field = held(document, value(document, "92.50"), "92.50", ("", 0.0))
    assert (field.suspect, field.confidence) == (Suspect.DISPUTED, 0.5)


@pytest.mark.parametrize(
    "shown",
    [
        "92.50",
        "92'50",  # marks are hard to tell from each other
        "92,SO",
        "gz.5o",  # letters that look like figures, and marks
        "R 92.50",  # what stands before it and behind it, cut in two
        "EUR 92.50 i",
        "92.50 in ca",
    ],
)
def test_what_recognition_may_write_of_an_honest_value_is_no_dispute(shown: str) -> None:
    document = page()
    field = held(document, value(document, "92.50"), "92.50", (shown, 0.99))
    assert (field.suspect, field.confidence) == (None, 0.995)


@pytest.mark.parametrize(
    "shown", ["192.50", "92.504", "925.0.0", "2.50", "9250", "9.250", "9.2.50"]
)
def test_a_figure_more_or_less_on_the_page_is_a_dispute(shown: str) -> None:
    document = page("Total 92.50 EUR")
    field = held(document, value(document, "92.50"), "92.50", (shown, 0.99))
    assert field.suspect is Suspect.DISPUTED


def test_one_look_that_shows_the_value_settles_it() -> None:
    document = page()
    shown = (("82.50", 0.97), ("92.50", 0.9))
    assert held(document, value(document, "92.50"), "92.50", *shown).suspect is None


def test_only_what_the_first_look_does_not_bear_out_is_looked_at_again() -> None:
    document = page("Date 12 March 2024 and 14 May 2025")
    sight = Shows({"14": [Glance("74", 0.9), Glance("14", 0.9)]}, document)
    picture = Picture(page=1, media_type="image/jpeg", content=b"")
    fields = (value(document, "12 March 2024"), value(document, "14 May 2025"))
    extraction = Extraction(doctype="receipt", fields=fields)
    held = disputes.disputed(document, extraction, {1: picture}.get, sight)
    assert held is extraction
    assert sight.seen == [6, 1]


@pytest.mark.parametrize(
    ("shown", "sure", "disputed"),
    [
        ("Sun Mart", 0.99, False),  # its neighbour, too
        ("Fun", 0.99, False),
        ("Vex", 0.99, True),
        ("Vex", 0.8, False),  # recognition itself is not sure
    ],
)
def test_a_name_is_disputed_where_recognition_surely_sees_other_letters(
    shown: str, sure: float, disputed: bool
) -> None:
    document = page("Sun Mart Ltd")
    field = held(document, value(document, "Sun Mart"), "Sun", (shown, sure))
    assert (field.suspect is Suspect.DISPUTED) is disputed


@pytest.mark.parametrize(
    ("document", "source"),
    [
        (page(origin=Origin.OCR), Source.RANKER),  # read from the picture anyway
        (page(sure=0.97), Source.RANKER),
        (page(), Source.PERSON),
    ],
)
def test_what_the_text_layer_did_not_say_is_not_disputed(
    document: Document, source: Source
) -> None:
    field = held(document, value(document, "92.50", source=source), "92.50", ("12.50", 0.99))
    assert (field.suspect, field.confidence) == (None, 0.995)


def test_scripts_that_recognition_does_not_know_are_passed_by() -> None:
    document = page("Поставщик Рога2 Ltd")
    field = held(document, value(document, "Рога2"), "Рога2", ("Pora9", 0.99))
    assert field.suspect is None


def test_long_texts_and_cells_are_looked_at_for_their_figures_only() -> None:
    document = page("Cleaning of 14 stairs")
    cell = value(document, "Cleaning of 14 stairs", row=1)
    assert held(document, cell, "Cleaning", ("Swimming", 0.99)).suspect is None
    assert held(document, cell, "14", ("74", 0.99)).suspect is Suspect.DISPUTED

"""A font that says something else than it shows is read from its picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.reading.page import maps
from appliance.types import Box, Origin, Suspect
from tests.reading import drawings

BILL = (
    "Akerlund Properties of Goteborg",
    "Invoice number 2024-00817 of 14 March 2024",
    "Cleaning of stairs in February 1,250.00",
    "Snow removal after three visits 480.50",
    "Total to pay EUR 2,284.06",
)


def figures(named: Callable[[int], int]) -> Callable[[int], int]:
    return lambda code: named(code) if chr(code).isdecimal() else code


@pytest.mark.parametrize(
    "named",
    [
        figures(lambda code: 0x30 + (code - 0x30 + 3) % 10),
        figures(lambda code: 0xF000 + code),
        lambda code: 0x430 + code % 32,
        lambda code: 0x4E00 + 7 * code,
        lambda code: 0x41,
    ],
    ids=["other figures", "figures unmapped", "as Cyrillic", "as Chinese", "one letter for all"],
)
def test_a_layer_whose_map_is_wrong_gives_way_to_the_picture(
    reader: SandboxedReader, named: Callable[[int], int]
) -> None:
    document = reader.read(drawings.wrong_map_pdf(BILL, named), "application/pdf").document
    assert document.pages[0].origin is Origin.OCR
    assert document.text.splitlines() == list(BILL)


def test_figures_that_the_layer_leaves_blank_are_read_from_the_picture(
    reader: SandboxedReader,
) -> None:
    content = drawings.wrong_map_pdf(BILL * 4, figures(lambda code: 0x20))
    document = reader.read(content, "application/pdf").document
    assert document.text.splitlines() == list(BILL * 4)


def test_a_layer_that_says_what_is_shown_stays(reader: SandboxedReader) -> None:
    document = reader.read(drawings.wrong_map_pdf(BILL, lambda c: c), "application/pdf").document
    assert document.pages[0].origin is Origin.TEXT_LAYER
    assert document.text.splitlines() == list(BILL)


def test_a_figure_that_the_page_shows_otherwise_is_doubted(reader: SandboxedReader) -> None:
    content = drawings.wrong_map_pdf(BILL, figures(lambda code: 0x39 if code == 0x31 else code))
    document = reader.read(content, "application/pdf").document
    assert document.pages[0].origin is Origin.TEXT_LAYER
    doubted = {document.text[slice(*doubt.span)]: doubt.why for doubt in document.suspicions}
    assert doubted == dict.fromkeys(("2024-00897", "94", "9,250.00"), Suspect.DISPUTED)


class Word:
    """A word of a text layer, as docling gives it."""

    def __init__(self, text: str, left: float, font: str) -> None:
        self.text, self.font_name = text, font
        self.rect = self
        self._box = Box(left, 100.0, left + 6.0 * len(text), 110.0)

    def to_bounding_box(self) -> Any:
        class Edges:
            l, t, r, b = self._box  # noqa: E741 - docling's names

        return Edges


def row(*texts: str, font: str = "Serif") -> list[Word]:
    return [Word(text, 40.0 + 90.0 * at, font) for at, text in enumerate(texts)]


def looks(*shown: tuple[str, float]) -> tuple[maps.Look, list[Box]]:
    asked: list[Box] = []

    def look(box: Box) -> maps.Recognised:
        asked.append(box)
        return shown[(len(asked) - 1) % len(shown)]

    return look, asked


@pytest.mark.parametrize(
    ("layer", "shown"),
    [
        (("Настоящим", "подтверждаем"), ("HacTong", 0.6)),  # a script that recognition lacks
        (("Счёт", "1712", "марта"), ("17 12", 0.99)),
        (("0815-4711",), ("", 0.0)),  # bars
        (("ΚΑΠΝΟΒΙΟΜΗΧΑΝΙΑ", "ΑΒΕΕ"), ("KAПNOBIOMHXANIA", 0.97)),  # seen as Latin look-alikes
        (("ΤΑΧΥΜΕΤΑΦΟΡΕΣ",), ("TAXYMETAOOPEE", 0.96)),
        (("Νομικό", "πρόσωπο", "Κέρκυρας"), ("Noμικo πpoowπo Kεpkupac", 0.95)),
        (("ТОРГОВЫЙ", "КРЕСТЬЯНЕ"), ("TOPROBbIЙ KPECTbRHE", 0.95)),
    ],
)
def test_what_recognition_cannot_tell_proves_nothing(
    layer: Sequence[str], shown: tuple[str, float]
) -> None:
    look, _ = looks(shown)
    assert not maps.Fonts().mislead(row(*layer), 1, look)


def test_a_map_into_another_script_than_is_shown_gives_way() -> None:
    look, _ = looks(("Invoice total payable", 0.97))
    assert maps.Fonts().mislead(row("ΞΔΦΩΨΓΛΘΣΦΔΞΠΨΩΦΓΛΔ"), 1, look)
    look, _ = looks(("Shipping address", 0.97))
    assert maps.Fonts().mislead(row("ЩЖЭЫФЮДЗЛЦЮФЭЖБ"), 1, look)


def test_a_font_is_looked_at_once_in_a_file() -> None:
    fonts = maps.Fonts()
    words = row("Umsatzsteuer", "2284,06", "2024-00817")
    look, asked = looks(("Umsatzsteuer", 0.99), ("2284,06", 0.99), ("2024-00817", 0.99))
    fonts.mislead(words, 1, lambda box: (words[int((box.left - 40) // 90)].text, 0.99))
    assert not fonts.mislead(words, 2, look)
    assert asked == []


def test_what_recognition_misreads_once_is_not_disputed() -> None:
    fonts, words = maps.Fonts(), row("2284,06")
    look, asked = looks(("2284,08", 0.99), ("2284,06", 0.99))
    assert not fonts.mislead(words, 1, look)
    assert fonts.disputed(words, 1) == []
    assert len(asked) == 2


def test_what_looks_otherwise_twice_is_disputed_wherever_it_stands() -> None:
    fonts, words = maps.Fonts(), row("2284,06", "1966-04")
    look, _ = looks(("2284,08", 0.99))
    fonts.mislead(words[:1], 1, look)
    assert len(fonts.disputed(words, 1)) == 2
    assert fonts.disputed(row("2284,00"), 2) == []

"""Accents that dirt puts on a page of plain words, and those that a language prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy
import pytest

from appliance.reading.ocr import accents
from appliance.reading.ocr.engine import RapidOcr
from appliance.reading.ocr.recognise import Recognised

PLAIN = [
    "NO 7 SIMPANG OFF BATU",
    "JALAN IPOH KUALA LUMPUR",
    "TAX INVOICE CASHIER",
    "SUBTOTAL CHANGE",
] * 2


def page(line: str, *words: float) -> list[Recognised]:
    sure = [Recognised(text, 0.99, (0.997,) * len(text.split())) for text in PLAIN]
    return [*sure, Recognised(line, 0.98, words)]


@pytest.mark.parametrize(
    ("line", "chances", "read"),
    [
        ("LIM SENG HARDWARÉ", (0.997, 0.997, 0.77), "LIM SENG HARDWARE"),
        ("PETALING  JÁYA,", (0.997, 0.88), "PETALING  JAYA,"),
        ("CAFÉ TARIK", (0.98, 0.997), "CAFÉ TARIK"),  # the network is sure
        ("МОЙ ЧАЙ", (0.7, 0.7), "МОЙ ЧАЙ"),  # its marks make letters
    ],
)
def test_a_doubtful_accent_alone_on_a_page_is_none(
    line: str, chances: tuple[float, ...], read: str
) -> None:
    assert accents.folded(page(line, *chances))[-1] == Recognised(read, 0.98, chances)


def test_a_page_of_a_language_with_accents_keeps_doubtful_ones() -> None:
    lines = [
        *page("RUE DE LA RÉPUBLIQUE", 1.0, 1.0, 1.0, 1.0),
        *page("NÎMES À BIENTÔT", 0.9, 1.0, 0.9),
    ]
    assert accents.folded(lines) == lines


def test_a_scrap_of_few_words_is_believed() -> None:
    scrap = [Recognised("NÎMES", 0.9, (0.9,))]
    assert accents.folded(scrap) == scrap


def test_lines_of_a_picture_lose_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Network:
        def read(self, crops: Iterable[numpy.ndarray]) -> Iterator[Recognised]:
            return iter(page("PETALING JÁYA", 0.997, 0.8)[: len(list(crops))])

    ocr = RapidOcr(1)
    corners = [
        numpy.array([[0, y], [90, y], [90, y + 9], [0, y + 9]], numpy.float32)
        for y in range(0, 90, 10)
    ]
    monkeypatch.setattr(ocr, "_detected", lambda image: corners)
    monkeypatch.setattr(RapidOcr, "_recogniser", Network())
    found = list(ocr.recognise(numpy.zeros((99, 99, 3), numpy.uint8)))
    assert found[-1].text == "PETALING JAYA"

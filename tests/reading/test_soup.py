"""A text layer that says something else than the page shows is not believed."""

from __future__ import annotations

import pytest

from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.reading.page import soup
from appliance.types import Origin
from tests.reading import drawings

LETTER = (
    "Dear members of the society, we invite you to the yearly meeting",
    "It takes place on the third of March in the large hall upstairs",
    "Please bring the printed agenda, which comes with this letter",
)
OTHERS = (
    "Lainan eräpäivä on kolmekymmentä päivää laskun päiväyksestä, ellei muuta ole sovittu.",
    "Sprzedawca zobowiązuje się do dostarczenia przesyłki w terminie czternastu dni roboczych.",
    "Kérjük, hogy a fizetési határidőn belül szíveskedjenek az összeget átutalni nekünk.",
    "Настоящим подтверждаем получение вашего письма от третьего марта текущего года.",
    "8812-AX 00931 2 x 14.50 29.00 9931-BC 00233 1 x 7.25 REF 2024-0098-1182 (201) 4,440",
)


@pytest.mark.parametrize("text", [" ".join(LETTER), *OTHERS])
def test_languages_and_figures_are_above_suspicion(text: str) -> None:
    assert not soup.suspicious(text)


@pytest.mark.parametrize("shift", [1, 3, -5, 29])
def test_shifted_letters_are_suspicious(shift: int) -> None:
    assert soup.suspicious("".join(c if c == " " else chr(ord(c) + shift) for c in LETTER[0]))


def test_a_page_with_a_wrong_map_is_read_as_it_is_printed(reader: SandboxedReader) -> None:
    document = reader.read(
        drawings.wrong_map_pdf(LETTER, lambda code: code + 3), "application/pdf"
    ).document
    assert document.pages[0].origin is Origin.OCR
    assert document.text.splitlines() == list(LETTER)


def test_odd_spelling_that_is_printed_so_stays_the_text_layer(reader: SandboxedReader) -> None:
    odd = ["xqzv jkwq vvxz qkjh zzxw", "wqxz kkjv zqqx vwxj", "jjqk xzvw qqzk xvwz"]
    document = reader.read(drawings.pdf([odd]), "application/pdf").document
    assert document.pages[0].origin is Origin.TEXT_LAYER
    assert document.text.splitlines() == odd

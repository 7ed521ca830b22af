"""Numbers under their label: in the head of a letter, in the boxes of a form."""

from __future__ import annotations

import pytest

from appliance.privacy import grids
from appliance.types import Box, Document, Origin, Page, Span, Word

LEVEL = 14.0


def _page(*rows: tuple[tuple[str, float], ...], level: float = LEVEL) -> Document:
    """Words at their left edges (points), a row of text each."""
    text, words = "", []
    for at, row in enumerate(rows):
        for told, left in row:
            box = Box(left, 50 + at * level, left + 6 * len(told), 60 + at * level)
            words.append(Word(text=told, span=Span(len(text), len(text) + len(told)), box=box))
            text += f"{told} "
        text = text[:-1] + "\n"
    page = Page(number=1, width=600, height=800, words=tuple(words), origin=Origin.TEXT_LAYER)
    return Document(text=text, pages=(page,))


def _found(document: Document) -> list[str]:
    return [document.text[one.start : one.end] for one in grids.findings(document)]


@pytest.mark.parametrize(
    "label",
    [
        "Kundennummer", "Kunden-Nr.", "Kd.-Nr.", "Customer No.", "Client ID", "Member #", "MRN",
        "Patient number", "Policy no", "Número de cliente", "N° client", "Numéro d'adhérent",
        "Codice cliente", "Номер клиента", "Versichertennummer", "客户编号",
    ],
)  # fmt: skip
def test_the_number_below_a_label_is_found(label: str) -> None:
    first, _, rest = label.partition(" ")
    head = (("Date", 50), (first, 200), *(((rest, 200 + 6 * len(first) + 4),) if rest else ()))
    document = _page(head, (("01.02.2025", 50), ("K8193", 200), ("Bank", 400)))
    assert _found(document) == ["K8193"]


@pytest.mark.parametrize(
    ("below", "level"),
    [
        ((("88 EUR", 50),), LEVEL),  # elsewhere
        ((("Berlin", 200),), LEVEL),  # a word
        ((("1.200,50", 200),), LEVEL),  # a price
        ((("01.02.2025", 200),), LEVEL),  # a day: other rules know
        ((("K8193", 200),), 60.0),  # far below
    ],
)
def test_what_is_no_number_under_it_stays(
    below: tuple[tuple[str, float], ...], level: float
) -> None:
    assert not _found(_page((("Kundennummer", 200),), below, level=level))


def test_only_the_next_row_is_the_value() -> None:
    document = _page((("Customer", 200), ("No.", 254)), (("K8193", 200),), (("44719", 200),))
    assert _found(document) == ["K8193"]


def test_texts_without_places_have_no_grid() -> None:
    assert not _found(Document(text="Kundennummer\nK8193", pages=()))

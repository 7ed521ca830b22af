"""Lists of people: what stands under a head is of the kind that the head says."""

from __future__ import annotations

import time

import pytest

from appliance.privacy import columns, grids
from appliance.privacy.detect import Detector
from appliance.types import Document, Span, Table


def _found(text: str) -> list[tuple[str, str]]:
    told = [one for one in columns.findings(text) if not one.why.endswith("again")]
    return [(text[one.start : one.end], one.label) for one in told]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("first,last,mrn\nHope,Price,44719\n",
         [("Hope", "PERSON"), ("Price", "PERSON"), ("44719", "UNIQUE_IDENTIFIER")]),
        ("id,name,city,zip,phone\n10045,Rasmus Holm,Aarhus,8000,+45 31 55 01 70",
         [("10045", "UNIQUE_IDENTIFIER"), ("Rasmus Holm", "PERSON"), ("Aarhus", "ADDRESS"),
          ("8000", "ADDRESS"), ("+45 31 55 01 70", "PHONE_NUMBER")]),
        ("LastName\tGivenName\tDateOfBirth\nStone\tMark\t1957-04-03",
         [("Stone", "PERSON"), ("Mark", "PERSON"), ("1957-04-03", "DATE_TIME")]),
        ("Patient_ID;Customer Name\nA-4417;Card and Sons",
         [("A-4417", "UNIQUE_IDENTIFIER"), ("Card and Sons", "PERSON")]),
        ("| Patient | MRN |\n|---|---|\n| Rose Hall | 3381 |",
         [("Rose Hall", "PERSON"), ("3381", "UNIQUE_IDENTIFIER")]),
        ("Surname      First name    Postcode\nBanks        Joy           8044\nthe end",
         [("Banks", "PERSON"), ("Joy", "PERSON"), ("8044", "ADDRESS")]),
        ("Apellidos;Nombre;NHC\nRey;Luz;55120",
         [("Rey", "PERSON"), ("Luz", "PERSON"), ("55120", "UNIQUE_IDENTIFIER")]),
        ("Фамилия,Имя,Телефон\nМороз,Вера,5501433",
         [("Мороз", "PERSON"), ("Вера", "PERSON"), ("5501433", "PHONE_NUMBER")]),
        ('"last","first","age"\n"Hope, Jr","Faith",41',
         [("Hope, Jr", "PERSON"), ("Faith", "PERSON"), ("41", "AGE")]),
        ("| Name | Age | Bed |\n| --- | --- | --- |\n| A. Moss | 92 | 11 |",
         [("A. Moss", "PERSON"), ("92", "AGE")]),
        ("id,last,first\n40917,Hope,Ann\n40918,Price,Bo",
         [("40917", "UNIQUE_IDENTIFIER"), ("40918", "UNIQUE_IDENTIFIER"), ("Hope", "PERSON"),
          ("Price", "PERSON"), ("Ann", "PERSON"), ("Bo", "PERSON")]),
    ],
)  # fmt: skip
def test_cells_are_of_the_kind_that_their_head_says(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert sorted(_found(text)) == sorted(found)


@pytest.mark.parametrize(
    "text",
    [
        "item no,zip,price\n44115,80001,4.50",  # goods
        "id;item;name;zip;price\n44115;Pen;Bic;80001;4.50",
        "name,qty,price\nPaper,2,4.50",
        "First, we looked\nThen, we left",  # sentences
        "patient, doctor\nsaid, so",
        "Count,First,Last\n3,12,44",
        "last,first\nN/A,unknown",
    ],
)
def test_goods_and_sentences_are_no_lists_of_people(text: str) -> None:
    assert not _found(text)


def test_numbers_of_rows_are_nobodys() -> None:
    rows = "\n".join(f"{number},Hope,Ann" for number in range(101, 105))
    assert {label for _, label in _found(f"no,last,first\n{rows}")} == {"PERSON"}


def test_a_surname_that_is_a_word_is_known_in_the_rest_of_the_document(detector: Detector) -> None:
    text = "first,last,note\nHope,Price,Price is nice\nAnn,Stone,the price is 4\n\nAsk Price."
    found = detector.findings(text, "en")
    covered = {place for one in found for place in range(one.start, one.end)}
    places = [at for at in range(len(text)) if text.startswith("Price", at)]
    assert len(places) == 3
    assert all(covered.issuperset(range(at, at + 5)) for at in places)
    assert not covered & set(range(text.index("the price is"), text.index(" 4\n")))


def test_printed_tables_are_read_by_their_cells() -> None:
    text = "Surname MRN Ward\nPrice 4471 B\nStone 4478 A"
    rows, at = [], 0
    for line in text.split("\n"):
        cells = []
        for word in line.split():
            start = text.index(word, at)
            cells.append(Span(start, start + len(word)))
            at = start + len(word)
        rows.append(tuple(cells))
    document = Document(text=text, pages=(), tables=(Table(page=1, rows=tuple(rows)),))
    found = [text[one.start : one.end] for one in grids.findings(document)]
    assert found == ["Price", "Stone", "4471", "4478"]


def test_rows_of_a_long_text_cost_next_to_nothing(detector: Detector) -> None:
    text = "He denies cough, fever, and chills; walks daily, sleeps well, eats little\n" * 400
    start = time.thread_time()
    assert not _found(text)
    looked = time.thread_time() - start
    start = time.thread_time()
    detector.findings(text, "en")
    assert looked < (time.thread_time() - start) / 10

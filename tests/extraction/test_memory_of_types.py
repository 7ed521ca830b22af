"""What people confirmed is reused for the same party on invoices and on a customer's own types."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.doctypes import catalogue
from appliance.doctypes.schema import Doctype
from appliance.extraction.choice import memory
from appliance.types import Document, Extraction, Field, Source
from tests.extraction.fakes_extraction import printed

DOUBTFUL = 0.9  # of words that may have been misread
OWN = """title = "Delivery note"
[[fields]]
name = "note_number"
kind = "text"
label = "number of the delivery note"
[[fields]]
name = "sender"
kind = "name"
label = "firm that sent the goods"
[[fields]]
name = "recipient"
kind = "name"
label = "firm that receives the goods"
"""
PAPER = """{name}
Alder Wharf 9, Hull HU1 2BQ
Tel 01482 496 0021
{title} {number}
To: Harbour Kitchen
"""
TITLES = {"invoice": "Invoice no.", "delivery_note": "Delivery note no."}
PARTY = {"invoice": "vendor_name", "delivery_note": "sender"}


@pytest.fixture
def types(tmp_path: Path) -> dict[str, Doctype]:
    (tmp_path / "delivery_note").mkdir()
    (tmp_path / "delivery_note" / "doctype.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "delivery_note" / "prompt.txt").write_text("Read delivery notes.", encoding="utf-8")
    loaded = catalogue.load(tmp_path)
    return {name: loaded.get(name) for name in PARTY}


def paper(kind: str, number: int, name: str = "Tarn Valley Dairies Ltd") -> Document:
    text = PAPER.format(name=name, number=66120 + number, title=TITLES[kind])
    return printed(text, confidence=DOUBTFUL)


def answered(document: Document, **values: str) -> Extraction:
    """What was found in a document; each value stands somewhere in it."""
    fields = tuple(found(name, value, Source.RANKER) for name, value in values.items())
    return Extraction(doctype="", fields=fields)


def found(name: str, value: str, source: Source) -> Field:
    return Field(
        name=name,
        value=value,
        text=value,
        spans=(),
        page=1,
        boxes=(),
        confidence=0.5,
        source=source,
    )


def next_one(
    doctype: Doctype,
    document: Document,
    answer: Extraction,
    *,
    times: int = 2,
    name: str = "Tarn Valley Dairies Ltd",
) -> Extraction:
    """The answer to a document after ``times`` of the same party were confirmed."""
    known = [
        memory.of(
            paper(doctype.name, number),
            doctype,
            answered(
                paper(doctype.name, number),
                **{PARTY[doctype.name]: name, "recipient": "Harbour Kitchen"},
            ),
            str(number),
        )
        for number in range(times)
    ]
    return memory.recall(document, doctype, answer, lambda keys: known)


@pytest.mark.parametrize("kind", PARTY)
def test_a_misread_name_is_put_right_and_says_where_it_was_confirmed(
    kind: str, types: dict[str, Doctype]
) -> None:
    document = paper(kind, 7, name="Tarm Va1ley Dairies Ltd")
    answer = answered(document, **{PARTY[kind]: "Tarm Va1ley Dairies Ltd"})

    name = next_one(types[kind], document, answer).first(PARTY[kind])

    assert name is not None
    assert (name.value, name.source) == ("Tarn Valley Dairies Ltd", Source.MEMORY)
    assert name.confirmed_in == ("0", "1")
    assert next_one(types[kind], document, answer, times=1) == answer, "once is not enough"


@pytest.mark.parametrize("kind", PARTY)
def test_another_firm_keeps_its_name(kind: str, types: dict[str, Doctype]) -> None:
    document = paper(kind, 7, name="Moorland Cheese Ltd")
    answer = answered(document, **{PARTY[kind]: "Moorland Cheese Ltd"})
    assert next_one(types[kind], document, answer) == answer


def test_only_whose_paper_it_is_is_remembered_not_whom_it_goes_to(
    types: dict[str, Doctype],
) -> None:
    document = paper("delivery_note", 1)
    answer = answered(document, sender="Tarn Valley Dairies Ltd", recipient="Harbour Kitchen")
    kept = memory.of(document, types["delivery_note"], answer, "1")
    assert kept.values == {"sender": "Tarn Valley Dairies Ltd"}


@pytest.mark.parametrize("source", [Source.READER, Source.PERSON])
def test_what_the_file_states_or_a_person_typed_stands(
    source: Source, types: dict[str, Doctype]
) -> None:
    document = paper("invoice", 7)
    stated = found("vendor_name", "Tarn Valley", source)
    answer = Extraction(doctype="invoice", fields=(stated,))
    assert next_one(types["invoice"], document, answer) == answer

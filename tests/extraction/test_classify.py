"""Which type a document is taken for, and when the machine says that it does not know."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from appliance.doctypes.catalogue import Doctypes, load
from appliance.extraction.classification.classify import classify
from appliance.types import UNKNOWN, Document, Origin, Page

KINDS = Path(__file__).parent / "kinds"
DOCTYPES = load()
TEXTS = sorted(KINDS.glob("*.txt"))


def read(text: str, **details: str) -> Document:
    return Document(text=text, pages=(), **details)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_texts_of_many_kinds_and_countries_are_told_apart(path: Path) -> None:
    expected = path.stem.split("__")[0]

    found = classify(read(path.read_text()), DOCTYPES)

    assert found.doctype == expected, found
    assert found.reasons


def test_the_certain_ones_are_right_and_most_are_certain() -> None:
    answers = [
        (classify(read(path.read_text()), DOCTYPES), path.stem.split("__")[0]) for path in TEXTS
    ]
    sure = [(found, truth) for found, truth in answers if found.probability >= 0.8]

    assert all(found.doctype == truth for found, truth in sure)
    assert len(sure) >= 0.85 * len(answers)


def test_probabilities_mean_what_they_say() -> None:
    """Mean probability and share of right answers differ by at most a tenth."""
    answers = [
        (classify(read(path.read_text()), DOCTYPES), path.stem.split("__")[0]) for path in TEXTS
    ]
    right = sum(found.doctype == truth for found, truth in answers) / len(answers)
    said = sum(found.probability for found, _ in answers) / len(answers)

    assert abs(right - said) <= 0.1


@pytest.mark.parametrize(
    ("kind", "doctype"),
    [
        ("ccda", "medical_record"),
        ("fhir", "medical_record"),
        ("edgar-form-4", "regulatory_filing"),
        ("edgar-sgml", "regulatory_filing"),
        ("ixbrl", "regulatory_filing"),
        ("factur-x", "invoice"),
    ],
)
def test_the_files_own_format_decides_at_once(kind: str, doctype: str) -> None:
    found = classify(read("anything at all", kind=kind), DOCTYPES)

    assert found.doctype == doctype
    assert found.probability > 0.99


@pytest.mark.parametrize("text", ["", "  \n \n", "x", "12.50", "Total 9.00"])
def test_next_to_nothing_is_unknown(text: str) -> None:
    assert classify(read(text), DOCTYPES).doctype == UNKNOWN


def test_without_any_type_everything_is_unknown() -> None:
    assert classify(read("INVOICE No. 1"), Doctypes(all=())).doctype == UNKNOWN


def test_accents_that_ocr_lost_or_added_change_nothing() -> None:
    text = (KINDS / "invoice__fr_presta.txt").read_text()
    bare = text.replace("é", "e").replace("è", "e").replace("É", "E")

    assert classify(read(bare), DOCTYPES) == classify(read(text), DOCTYPES)


def test_a_slip_like_page_speaks_for_a_receipt() -> None:
    text = (KINDS / "receipt__it_bar.txt").read_text()
    slip = Page(number=1, width=200.0, height=500.0, words=(), origin=Origin.OCR)

    flat = classify(read(text), DOCTYPES)
    photographed = classify(Document(text=text, pages=(slip,)), DOCTYPES)

    assert photographed.doctype == "receipt"
    assert photographed.probability > flat.probability


TOY = """
title = "Delivery note"
cues = [
  { pattern = '\\bdelivery note\\b', weight = 4.0 },
  { pattern = '\\bdelivered (by|on|to)\\b', weight = 2.0 },
  { pattern = '\\bparcels?\\b', weight = 1.5 },
]

[[fields]]
name = "delivered_on"
kind = "date"
label = "day of delivery"
"""


def test_a_new_folder_takes_part_without_training(tmp_path: Path) -> None:
    folder = tmp_path / "delivery_note"
    folder.mkdir()
    (folder / "doctype.toml").write_text(TOY)
    (folder / "prompt.txt").write_text("You read delivery notes.")
    note = "DELIVERY NOTE 4471\nDelivered on 3 May 2024 by Blue Van\n2 parcels, in good order\n"

    before = classify(read(note), DOCTYPES)
    after = classify(read(note), load(tmp_path))

    assert before.doctype == UNKNOWN
    assert after.doctype == "delivery_note"
    assert after.probability > 0.8


def test_a_new_folder_does_not_disturb_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "delivery_note"
    folder.mkdir()
    (folder / "doctype.toml").write_text(TOY)
    (folder / "prompt.txt").write_text("You read delivery notes.")
    five = load(tmp_path)

    for path in TEXTS:
        document = read(path.read_text())
        assert classify(document, five).doctype == classify(document, DOCTYPES).doctype


def test_the_longest_text_costs_no_more_than_its_ends() -> None:
    text = "Lorem ipsum dolor sit amet, total of the common stock.\n" * 40_000
    classify(read(text), DOCTYPES)  # compiles the cues

    start = time.process_time()
    classify(read(text), DOCTYPES)

    assert time.process_time() - start < 0.5


def test_a_title_set_with_blanks_between_its_letters_is_read_as_a_word() -> None:
    text = """I N V O I C E
Amount payable    GBP 1,284.60
Pay by            14 March 2025
Our ref           HX/2025/0417
Delivery of bark mulch      3    96.50    289.50
Net    1,070.50
VAT @ 20%    214.10
Gross    1,284.60
Sort code 20-00-00  Account 12345678
"""
    assert classify(read(text), DOCTYPES).doctype == "invoice"

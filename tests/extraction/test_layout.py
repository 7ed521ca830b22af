"""Labels left of, above, below and behind values are recognised by geometry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.extract import extract
from appliance.extraction.kinds import normalise
from appliance.extraction.sheet import sections
from appliance.extraction.sheet.rows import Sheet
from appliance.extraction.sheet.seat import Seat
from appliance.types import Box, Span
from tests.extraction.fakes_extraction import doctype, printed


def value(text: str, spec: FieldSpec) -> str | None:
    found = extract(printed(text), doctype(spec), None).first(spec.name)
    return found.value if found else None


NUMBER = FieldSpec(
    name="number",
    kind=Kind.CODE,
    label="invoice number",
    required=True,
    cues=(r"invoice (no|number)",),
)


@pytest.mark.parametrize(
    "text",
    [
        "Invoice No: A-4711/8\nCustomer 9001",
        "Customer 9001\nInvoice No          A-4711/8",
        "Customer        Invoice No\n9001            A-4711/8",
        "Customer 9001\nInvoice number\nA-4711/8",
    ],
)
def test_a_value_is_found_behind_right_of_and_below_its_label(text: str) -> None:
    assert value(text, NUMBER) == "A-4711/8"


def test_a_caption_in_brackets_points_up() -> None:
    spec = FieldSpec(
        name="name", kind=Kind.NAME, label="name", required=True, cues=("exact name of registrant",)
    )
    text = (
        "FORM 10-Q\n\nACME WIDGETS, INC.\n"
        "(Exact name of registrant as specified in its charter)\n\nDelaware"
    )
    assert value(text, spec) == "ACME WIDGETS, INC."


def test_a_stamp_beside_a_name_is_no_part_of_it() -> None:
    plain = printed("ORCHARD ENTERPRISE POSTED\n9, Mill Lane", confidence=0.99)
    page = plain.pages[0]
    *name, stamp = page.words[:3]
    box = stamp.box
    pressed = replace(stamp, box=Box(box.left, box.top - 15, box.right, box.top + 6))
    words = (*name, pressed, *page.words[3:])
    stamped = replace(plain, pages=(replace(page, words=words),))
    for document, cells in ((plain, 1), (stamped, 2)):
        row = Sheet.of(document).rows[0]
        assert len(row.cells) == cells
    assert Sheet.of(stamped).text(row.cells[0].span) == "ORCHARD ENTERPRISE"


def test_what_stands_behind_a_country_is_beyond_an_address() -> None:
    sheet = Sheet.of(printed("9, Mill Lane\n56000 Kuala Lumpur, Malaysia\nWEST MALL"))
    spans = [row.span for row in sheet.rows]
    assert Seat.of(sheet, spans).beyond
    assert not Seat.of(sheet, spans[:2]).beyond


@pytest.mark.parametrize(
    ("text", "age"),
    [("Ann Poe is a 47-year-old female.", "47"), ("Age: 63 Sex: F", "63"), ("She is aged 5.", "5")],
)
def test_ages(text: str, age: str) -> None:
    spec = FieldSpec(
        name="age", kind=Kind.NUMBER, label="age", required=True, pattern=r"\d{1,3}",
        cues=(r"\bage[d]?\b", r"years?[ -]old"),
    )  # fmt: skip
    assert value(text, spec) == age


def test_the_person_before_the_age_is_the_patient_not_the_doctor() -> None:
    spec = FieldSpec(
        name="patient",
        kind=Kind.NAME,
        label="patient",
        required=True,
        cues=(r" is a \d+-year-old",),
    )
    text = "Dr. Greta Stone saw the patient.\nMs. Ann Poe is a 47-year-old female with gout."
    assert value(text, spec) == "Ann Poe"


def test_choices_by_printed_word() -> None:
    spec = FieldSpec(
        name="sex", kind=Kind.CHOICE, label="sex", required=True, cues=("sex",),
        choices={"female": ("female", "f"), "male": ("male", "m")},
    )  # fmt: skip
    assert value("Name: A\nSex: F", spec) == "female"
    assert value("a 47-year-old male", spec) == "male"


def test_headings_are_known_by_their_looks() -> None:
    sheet = Sheet.of(
        printed(
            "CHIEF COMPLAINT\nJoint pain.\n\nReview of Systems\n• Denies fever.\n\nPLAN:\nRest."
        )
    )
    titles = [sheet.text(section.title) for section in sections.find(sheet)]
    assert titles == ["CHIEF COMPLAINT", "Review of Systems", "PLAN:"]


def test_a_body_under_a_heading_is_a_value() -> None:
    spec = FieldSpec(
        name="cc", kind=Kind.TEXT, label="complaint", required=True, cues=("chief complaint",)
    )
    assert value("CHIEF COMPLAINT\n\nJoint pain.\n\nHISTORY\nFell.", spec) == "Joint pain"


def test_columns_do_not_mix() -> None:
    spec = FieldSpec(
        name="buyer", kind=Kind.ADDRESS, label="address", rows=3, required=True, cues=("bill to",)
    )
    text = (
        "Ship to:                  Bill to:\n"
        "Warehouse 9               5 Elm Street\n"
        "Harbour 11111             Springfield 22222\n"
    )
    document = printed(text)
    found = extract(document, doctype(spec), None).first("buyer")
    assert found is not None
    assert found.value == "5 Elm Street Springfield 22222"
    assert len(found.boxes) == 2


def test_a_span_over_rows_is_split_into_one_box_each() -> None:
    document = printed("one two\nthree four")
    made = ground.by_row(document, Span(4, 13))
    assert [document.text[a:b] for a, b in made] == ["two", "three"]
    assert len(ground.boxes_of(document, made)[1]) == 2


@pytest.mark.parametrize(
    ("kind", "text", "normal"),
    [
        (Kind.DATE, "28 MAR 18", "2018-03-28"),
        (Kind.AMOUNT, "RM1,007.50", "1007.50"),
        (Kind.CODE, "gb 123 456", "GB123456"),
        (Kind.CURRENCY, "RM", "MYR"),
        (Kind.TEXT, " two \n words ", "two words"),
        (Kind.DATE, "no date", None),
        (Kind.AMOUNT, "", None),
    ],
)
def test_normal_forms(kind: Kind, text: str, normal: str | None) -> None:
    assert normalise.value(FieldSpec(name="x", kind=kind, label="x"), text) == normal


def test_comparing_ignores_accents_case_and_marks() -> None:
    assert normalise.comparable("Señor Ápple, Ltd.") == normalise.comparable("SENOR APPLE LTD")

"""A type with a schema and no label works at once: cues come from what its fields are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.doctypes import catalogue
from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.classification.classify import classify
from appliance.extraction.extract import extract
from appliance.extraction.sheet import cues, derived_cues
from appliance.types import Document
from deploy.unseen_type import declared, measured
from tests.extraction.fakes_extraction import ToldModel, doctype, printed

BAR = 0.70


def test_american_receipts_are_read_without_a_label(tmp_path: Path) -> None:
    scores = list(measured(declared(tmp_path), 15))

    right = sum(sum(score.values()) for score in scores)
    assert right >= BAR * sum(map(len, scores))


SLIP = """The Corner Deli
Lakeside Market
120 Main Street
Springfield, IL 62701
Tel 217-555-0134
Date: 03/14/2025  Time: 12:31
2 Turkey sandwich 15.00
1 Lemonade, large 3.50
1 Chips 2.25
Subtotal 20.75
Tax 1.66
Total 22.41
Cash 30.00
Change 7.59
Thank you, please come again to the deli on the corner of Main Street and Third Avenue
Open every day from seven in the morning until nine in the evening, on Sundays until six"""


def test_the_model_is_asked_for_what_it_knows_best_and_shown_little(tmp_path: Path) -> None:
    model = ToldModel({"store_name": "The Corner Deli"})
    found = extract(Document(text=SLIP, pages=()), declared(tmp_path), model)

    values = {field.name: field.value for field in found.fields}
    assert values["store_name"] == "The Corner Deli"
    assert values["purchase_date"] == "2025-03-14"
    assert values["grand_total"] == "22.41"
    assert [question.name for question in model.questions] == ["store_name"]
    assert sum(span.end - span.start for span in model.shown) < len(SLIP) / 2


NOTE = """Green Farm Foods
Delivery note
Recipient: School Kitchen East
Carrier: Swift Wheels
Parcels: 6"""


def test_what_stands_behind_its_label_is_not_asked_for() -> None:
    """A small model gives the first firm of the page as the carrier, whatever is printed."""
    names = ("sender", "recipient", "carrier")
    specs = [field(name, f"firm that is the {name}", Kind.NAME) for name in names]
    model = ToldModel(dict.fromkeys(names, "Green Farm Foods"))

    found = extract(printed(NOTE), doctype(*specs), model)

    values = {item.name: item.value for item in found.fields}
    assert values["recipient"] == "School Kitchen East"
    assert values["carrier"] == "Swift Wheels"
    assert not {"recipient", "carrier"} & {question.name for question in model.questions}


def field(name: str, label: str, kind: Kind = Kind.AMOUNT) -> FieldSpec:
    return FieldSpec(name=name, kind=kind, label=label)


@pytest.mark.parametrize(
    ("spec", "ideas"),
    [
        (field("sales_tax", "amount of tax"), ("tax",)),
        (field("tax_total", "all taxes"), ("tax",)),
        (field("amount", "sum before tax"), ("subtotal",)),
        (field("sub_total", "sum before tax"), ("subtotal",)),
        (field("grand_total", "what was paid"), ("total",)),
        (field("printed_on", "when it was printed", Kind.DATE), ("date",)),
        (field("shop_phone", "telephone number of the shop", Kind.PHONE), ("phone",)),
        (field("colour", "colour of the car", Kind.TEXT), ()),
    ],
)
def test_a_field_s_name_and_label_say_what_it_is(spec: FieldSpec, ideas: tuple[str, ...]) -> None:
    assert derived_cues.ideas(spec) == ideas


def test_declared_cues_are_the_last_word() -> None:
    spec = FieldSpec(name="total", kind=Kind.AMOUNT, label="total", cues=(r"\bgrand sum\b",))

    assert [p.pattern for p in cues.patterns(spec)] == [r"\bgrand sum\b"]


CARD = """HALVORSEN & PIKE
Ingrid Halvorsen
born 2 May 1971
call (612) 555-0147 from 09/14/2025 7:42 PM
ingrid@halvorsenpike.example
www.halvorsenpike.example
810 Mill Street, Suite 300
Minneapolis, MN 55401
card ****4471 16.02"""


@pytest.mark.parametrize(
    ("spec", "value"),
    [
        (field("email", "address of mail", Kind.TEXT), "ingrid@halvorsenpike.example"),
        (field("website", "site of the firm", Kind.TEXT), "www.halvorsenpike.example"),
        (field("opening_time", "when it opens", Kind.TEXT), "7:42 PM"),
        (field("birth_date", "day of birth", Kind.DATE), "1971-05-02"),
        (field("phone", "telephone number", Kind.PHONE), "(612) 555-0147"),
    ],
)
def test_what_has_a_look_of_its_own_needs_no_label(spec: FieldSpec, value: str) -> None:
    found = extract(Document(text=CARD, pages=()), doctype(spec), None)

    assert [item.value for item in found.fields] == [value]


def test_an_address_has_room_and_names_of_fields_tell_the_type(tmp_path: Path) -> None:
    folder = tmp_path / "waybill"
    folder.mkdir()
    names = {"consignor": "text", "consignee": "text", "waggon": "text", "loading": "text"}
    folder.joinpath("doctype.toml").write_text(
        'title = "Waybill"\ndescription = "Goods on rails."\n'
        + "".join(
            f'[[fields]]\nname = "{name}"\nkind = "{kind}"\nlabel = "one"\n'
            for name, kind in {**names, "place": "address"}.items()
        )
    )
    folder.joinpath("prompt.txt").write_text("Read it.\n")
    types = catalogue.load(tmp_path)
    place = types.get("waybill").fields[-1]
    told = "Consignor: A\nConsignee: B\nWaggon: 7\nLoading: tonight\nRails: 12\nGoods: coal"

    assert (place.rows, place.longest) == (4, 160)
    assert classify(Document(text=told, pages=()), types).doctype == "waybill"

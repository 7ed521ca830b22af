"""A type with a schema and no label works at once: cues come from what its fields are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.sheet import cues, derived_cues
from deploy.unseen_type import declared, measured

BAR = 0.70


def test_american_receipts_are_read_without_a_label(tmp_path: Path) -> None:
    scores = list(measured(declared(tmp_path), 15))

    right = sum(sum(score.values()) for score in scores)
    assert right >= BAR * sum(map(len, scores))


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

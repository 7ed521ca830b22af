"""Numbers that a file states as data are the numbers that its format means."""

from __future__ import annotations

import pytest

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction import statements
from appliance.types import Document, Span, Statement


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1E3", "1000"),
        ("1.5e-2", "0.015"),
        ("+00100.50", "100.50"),
        (".5", "0.5"),
        ("10.125", "10.125"),
        ("-3", "-3"),
    ],
)
def test_a_number_of_xml_schema_is_a_plain_decimal(written: str, value: str) -> None:
    spec = FieldSpec(name="shares", kind=Kind.NUMBER, label="shares", statements=("balance",))
    stated = Statement(path="balance", span=Span(0, len(written)), value=written)
    document = Document(text=written, pages=(), statements=(stated,))

    assert [item.value for item in statements.fields(document, spec)] == [value]

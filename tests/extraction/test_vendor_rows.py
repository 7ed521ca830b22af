"""A shop's name ends where a receipt tells who stood at the till."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.choice import blocks
from appliance.extraction.sheet.rows import Sheet
from tests.extraction.fakes_extraction import printed


@pytest.mark.parametrize(
    "row",
    ["Served by Teresa Kowalski", "Cashier: Ana", "Es bediente Sie Frau Roth", "Atendido por Luz"],
)
def test_who_served_is_no_part_of_the_shop_s_name(row: str) -> None:
    sheet = Sheet.of(printed(f"Hoffmann Bakery\n{row}\nTotal 4.50"))
    vendor = catalogue.load().get("receipt").spec("vendor_name")
    assert vendor is not None

    found = [" ".join(map(sheet.text, spans)) for spans, _ in blocks.anywhere(sheet, vendor)]

    assert "Hoffmann Bakery" in found
    assert not [name for name in found if name.startswith("Hoffmann") and row[:6] in name]


def test_a_name_of_two_rows_is_one() -> None:
    sheet = Sheet.of(printed("Hoffmann\nBakery\nTotal 4.50"))
    vendor = catalogue.load().get("receipt").spec("vendor_name")
    assert vendor is not None

    found = [" ".join(map(sheet.text, spans)) for spans, _ in blocks.anywhere(sheet, vendor)]

    assert "Hoffmann Bakery" in found

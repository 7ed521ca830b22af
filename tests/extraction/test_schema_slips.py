"""Slips of a till by a schema of seven words: their only date, their tax and what it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.doctypes import catalogue
from appliance.doctypes.schema import Doctype
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

FIELDS = {"store": "name", "date": "date", "subtotal": "amount", "tax": "amount", "total": "amount"}
SLIP = """Sakura Ramen & Grill
88 E 3rd Ave
San Mateo, CA 94401

BAGEL  44.50
LATTE 16OZ  5.00
Subtotal  49.50
{tax}
Balance Due  52.64
VISA ****1187  52.64
{foot}
THANK YOU
"""


@pytest.fixture
def slip(tmp_path: Path) -> Doctype:
    """A type that is no more than a title, a sentence and the names of its fields."""
    rows = [f'[[fields]]\nname = "{n}"\nkind = "{k}"\nlabel = "{n}"\n' for n, k in FIELDS.items()]
    head = 'title = "Store slip"\ndescription = "Printed slip from a store."\n'
    (tmp_path / "tillslip").mkdir()
    (tmp_path / "tillslip" / "doctype.toml").write_text(head + "".join(rows), encoding="utf-8")
    return catalogue.load(tmp_path).get("tillslip")


def read(
    slip: Doctype, tax: str = "Tax  3.14", foot: str = "05/28/2025 18:22 PM"
) -> dict[str, str]:
    found = extract(printed(SLIP.format(tax=tax, foot=foot)), slip, None)
    return {item.name: item.value for item in found.fields}


@pytest.mark.parametrize("foot", ["05/28/2025 18:22 PM", "2025-05-28", "Server Ana 05/28/25 6:22p"])
def test_the_only_date_is_offered_wherever_it_stands(slip: Doctype, foot: str) -> None:
    assert read(slip, foot=foot)["date"] == "2025-05-28"


def test_of_two_dates_without_a_label_the_lower_one_is_not_guessed(slip: Doctype) -> None:
    assert "date" not in read(slip, foot="Return by 06/27/2025\n05/28/2025")


@pytest.mark.parametrize(
    "row",
    ["TAX 1   3.14", "TAX 1 7.000%   3.14", "Tax2: 3.14", "SALES TAX 6.25 %  3.14", "TAX #1  3.14"],
)
def test_the_number_of_a_tax_is_not_its_amount(slip: Doctype, row: str) -> None:
    found = read(slip, tax=row)
    assert (found["tax"], found["subtotal"], found["total"]) == ("3.14", "49.50", "52.64")

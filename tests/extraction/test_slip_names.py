"""How items of a till slip are named and counted, and what at its end is no item."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

HEAD = """
        QUARRY LANE FOODS
        77 Quarry Lane
        Salem, OR 97301
        08/17/2025
"""


def items(rows: str) -> list[dict[str, str]]:
    """The items of a slip by the shipped type; a doubtful description has a question mark."""
    receipt = catalogue.load(None).get("receipt")
    assert receipt is not None
    found: dict[int, dict[str, str]] = {}
    for field in extract(printed(HEAD + rows), receipt, None).fields:
        if field.name.startswith("items."):
            doubt = "?" if field.confidence < receipt.threshold(field.name) else ""
            name = field.name.removeprefix("items.")
            found.setdefault(field.row, {})[name] = field.value + doubt * (name == "description")
    return [found[row] for row in sorted(found)]


@pytest.mark.parametrize(
    ("name", "description", "quantity"),
    [
        ("Kaya Toast Set x2", "Kaya Toast Set", "2"),
        ("Kaya Toast Set X 2", "Kaya Toast Set", "2"),
        ("Kaya Toast Set (x2)", "Kaya Toast Set", "2"),
        ("Kaya Toast Set 2x", "Kaya Toast Set", "2"),
        ("Pork Rib Soup (L) x2", "Pork Rib Soup (L)", "2"),
        ("x2 Kaya Toast Set", "Kaya Toast Set", "2"),
        ("TIMBER 2 x 4", "TIMBER 2 x 4", None),
        ("LED panel 600 x 600", "LED panel 600 x 600", None),
    ],
)
def test_a_count_beside_a_name_is_the_quantity_and_a_size_is_of_the_name(
    name: str, description: str, quantity: str | None
) -> None:
    first = items(f"""
{name} 15.80
Teh C Peng 4.20
TOTAL 20.00
""")[0]
    assert (first["description"], first.get("quantity")) == (description, quantity)


def test_a_share_behind_a_name_is_of_the_name_and_a_column_of_rates_is_not() -> None:
    named = items("""
GV MILK 2% 3.48
PAPER TOWEL 8.97
TOTAL 12.45
""")
    rated = items("""
COPERTO 10% 4.00
VINO 22% 14.00
TOTAL 18.00
""")
    assert [i["description"] for i in named] == ["GV MILK 2%", "PAPER TOWEL"]
    assert [i["description"] for i in rated] == ["COPERTO", "VINO"]


def test_a_bare_number_behind_one_name_stays_for_a_person_and_a_column_of_them_goes() -> None:
    one = items("""
IBUPROFEN 200MG 16 1.89
NASAL SPRAY 6.49
TOTAL 8.38
""")
    column = items("""
IBUPROFEN 200MG 2 1.89
NASAL SPRAY 1 6.49
TOTAL 8.38
""")
    assert [i["description"] for i in one] == ["IBUPROFEN 200MG 16?", "NASAL SPRAY"]
    assert [i["description"] for i in column] == ["IBUPROFEN 200MG", "NASAL SPRAY"]


def test_a_weight_and_its_price_are_no_part_of_the_name() -> None:
    first = items("""
BANANAS 2.31 lb @.58 1.34
APPLES 3.00
TOTAL 4.34
""")[0]
    assert first == {
        "description": "BANANAS", "quantity": "2.31", "unit_price": "0.58", "amount": "1.34",
    }  # fmt: skip


def test_what_was_pumped_is_the_item_of_a_fuel_slip_and_the_way_of_paying_is_none() -> None:
    assert items("""
PRODUCT: UNLEAD
GALLONS: 11.482
PRICE/GAL: $2.759
FUEL TOTAL $31.68
DEBIT $31.68
""") == [{"description": "UNLEAD", "quantity": "11.482", "unit_price": "2.759", "amount": "31.68"}]


def test_an_unknown_way_of_paying_behind_the_total_is_never_a_sure_item() -> None:
    found = items("""
TOTAL SALE $31.68
ZIPPAY $31.68
""")
    assert [i["description"] for i in found] in ([], ["ZIPPAY?"])


def test_the_row_with_the_article_number_names_the_price_below_it_and_opening_hours_do_not() -> (
    None
):
    found = items("""
SHOPPING HOURS
MON - SUN: 10:00 - 22:00
9556939040118 KF MODELLING CLAY
1 PC 9.00
TOTAL 9.00
""")
    assert [i["description"] for i in found] == ["KF MODELLING CLAY"]


def test_a_dish_whose_name_ends_in_a_month_has_a_price_and_no_date() -> None:
    found = items("""
Lunch Set 12.50
Tea 2.00
TOTAL 14.50
""")
    assert [(i["description"], i["amount"]) for i in found] == [
        ("Lunch Set", "12.50"),
        ("Tea", "2.00"),
    ]


def test_codes_and_amounts_below_opening_hours_stand_above_the_names() -> None:
    found = items("""
SHOPPING HOURS
MON - SUN: 10:00 - 22:00
1x 000004497295 5.90
WET TISSUE
1x 000001022345 5.90
BINDER CLIP
TOTAL 11.80
""")
    assert [i["description"] for i in found] == ["WET TISSUE", "BINDER CLIP"]


def test_a_count_that_may_be_a_packs_is_left_to_a_person() -> None:
    found = items("""
EGGS X6 1.80
BREAD 2.00
TOTAL 3.80
""")
    assert [i["description"] for i in found] == ["EGGS?", "BREAD"]


def test_goods_whose_names_begin_as_ways_of_paying_do_are_items() -> None:
    found = items("""
SNAP PEAS 2.00
CREDIT NOTE BOOK 3.00
CHECK SHIRT M 20.00
SALE SHIRT 9.00
TOTAL 34.00
""")
    assert [i["description"] for i in found] == [
        "SNAP PEAS",
        "CREDIT NOTE BOOK",
        "CHECK SHIRT M",
        "SALE SHIRT",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "PAINT 1GAL",
        "JASMINE RICE 25LB",
        "MILK 2 QT",
        "MILK 1.5 L",
        "YOGHURT 4X150G",
        "2x4x8 STUD",
        "100% JUICE",
        "COTTON 100% SHIRT",
    ],
)
def test_a_size_or_a_share_stays_in_the_name_of_an_item(name: str) -> None:
    first = items(f"""
{name} 15.80
TEA BAGS 4.20
TOTAL 20.00
""")[0]
    assert first == {"description": name, "amount": "15.80"}


def test_a_figure_before_a_name_stays_where_the_quantity_stands_elsewhere() -> None:
    found = items("""
5 HOUR ENERGY 2 @ 3.00 6.00
TEA BAGS 4.20
9556001288042 COCOA 2 @ 3.00 6.00
TOTAL 16.20
""")
    assert [(i["description"], i.get("quantity")) for i in found] == [
        ("5 HOUR ENERGY", "2"),
        ("TEA BAGS", None),
        ("COCOA", "2"),
    ]


def test_a_figure_before_one_name_is_left_to_a_person_and_before_most_it_is_their_count() -> None:
    one = items("""
3 MUSKETEERS 1.89
TEA BAGS 4.20
BREAD 2.00
TOTAL 8.09
""")
    most = items("""
3 COFFEE 9.00
2 TEA 4.20
BREAD 2.00
TOTAL 15.20
""")
    assert one[0]["description"].endswith("?")
    assert [i["description"] for i in most] == ["COFFEE", "TEA", "BREAD"]
    assert [i.get("quantity") for i in most] == ["3", "2", None]


@pytest.mark.parametrize("name", ["8 OZ CUP", "TOMATOES 0.75 LB"])
def test_a_measure_that_may_be_what_was_weighed_is_left_to_a_person(name: str) -> None:
    first = items(f"""
{name} 5.80
TEA BAGS 4.20
TOTAL 10.00
""")[0]
    assert first == {"description": f"{name}?", "amount": "5.80"}


def test_what_several_cost_together_and_what_was_weighed_tell_the_quantity() -> None:
    found = items("""
Milk 2L 2 for 3.00 3.00
Apples 1.2kg @ 2.50/kg 3.00
TOTAL 6.00
""")
    assert found == [
        {"description": "Milk 2L", "quantity": "2", "amount": "3.00"},
        {"description": "Apples", "quantity": "1.2", "unit_price": "2.50", "amount": "3.00"},
    ]


def test_a_deal_whose_price_is_not_the_amount_leaves_the_name_to_a_person() -> None:
    first = items("""
Milk 2L 2 for 5.00 2.50
Bread 2.50
TOTAL 5.00
""")[0]
    assert first == {"description": "Milk 2L?", "amount": "2.50"}

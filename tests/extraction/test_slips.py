"""Till slips that print more dates and amounts than the ones that are asked for."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

HEAD = """
        QUARRY LANE TOOLS
        77 Quarry Lane
        Salem, OR 97301
"""


def read(rows: str) -> dict[str, str]:
    """The values of a slip by the shipped type, the first of each field."""
    receipt = catalogue.load(None).get("receipt")
    assert receipt is not None
    found = extract(printed(HEAD + rows), receipt, None)
    return {field.name: field.value for field in reversed(found.fields)}


def test_the_day_until_which_goods_may_be_returned_is_not_the_day_of_sale() -> None:
    found = read("""
Return by 12/28/2025
Sold 09/29/2025
Chisel                   18.00
TOTAL                    18.00
""")
    assert found["issue_date"] == "2025-09-29"
    assert found["return_by"] == "2025-12-28"


def test_the_only_date_of_a_slip_stays_its_date() -> None:
    found = read("""
RETURNS BY
09/29/2025
TOTAL                    18.00
""")
    assert found["issue_date"] == "2025-09-29"


def test_the_total_is_what_was_paid_with_the_tip() -> None:
    found = read("""
Check 31  08/17/2025
Soup                      9.00
Pasta                    21.00
Subtotal                 30.00
Tax                       2.40
Total                    32.40
Tip                       6.00
Grand Total              38.40
""")
    assert found["total"] == "38.40"


def test_cash_and_change_do_not_make_a_tip_of_the_change() -> None:
    found = read("""
08/17/2025
Soup                      9.00
Pasta                    21.00
TOTAL                    30.00
CASH                     50.00
CHANGE                   20.00
""")
    assert (found["total"], found["amount_tendered"]) == ("30.00", "50.00")


@pytest.mark.parametrize("tax", ["0.00", "2.40"])
def test_a_label_that_has_its_amount_does_not_go_on_in_the_row_below(tax: str) -> None:
    found = read(f"""
08/17/2025
Soup                      9.00
Sub Total                30.00
Tax                       {tax}
""")
    assert (found["subtotal"], found["tax_total"]) == ("30.00", tax)


def test_what_was_paid_in_cash_is_no_tax() -> None:
    found = read("""
08/17/2025
Hammer                   21.99
Total                    21.99
Cash                     25.00
Change                    3.01
""")
    assert "tax_total" not in found


def test_a_colon_and_a_stroke_before_an_amount_are_not_always_a_sign() -> None:
    found = read("""
08/17/2025
Supplies at 0%: 19.83
Supplies at 6%: 32.05
Total Payable :-51.88
CASH 51.88
""")
    assert found["total"] == "51.88"


def test_a_total_that_nothing_on_the_slip_confirms_is_less_sure() -> None:
    receipt = catalogue.load(None).get("receipt")
    assert receipt is not None
    rows = "08/17/2025\nSoup                      9.00\nPasta                    21.00\n"

    def sure(total: str) -> float:
        found = extract(printed(f"{HEAD}{rows}TOTAL                    {total}\n"), receipt, None)
        field = found.first("total")
        assert field is not None
        assert field.value == total
        return field.confidence

    assert sure("30.00") > sure("130.00")


GERMAN = """
SUMME          EUR            7,66
Geg. BAR       EUR           10,00
A= 7,0%     4,83     0,34     5,17
B= 19,0%    2,09     0,40     2,49
04.03.2024  14:22
"""
SPANISH = """
15/09/2023 19:47
TOTAL (EUR)                 9,45
IVA   BASE   CUOTA
4%    2,88   0,12
21%   5,33   1,12
"""


@pytest.mark.parametrize(("rows", "tax"), [(GERMAN, "0.74"), (SPANISH, "1.24")])
def test_taxes_of_several_rates_are_added_up(rows: str, tax: str) -> None:
    assert read(rows)["tax_total"] == tax


@pytest.mark.parametrize("firm", ["Operated by Quarry Tools Ltd", "Inh. Petra Brandes e.K."])
def test_who_stands_behind_a_shop_is_part_of_neither_its_name_nor_its_address(firm: str) -> None:
    receipt = catalogue.load(None).get("receipt")
    assert receipt is not None
    head = HEAD.replace("TOOLS\n", f"TOOLS\n        {firm}\n")
    found = extract(printed(head + GERMAN), receipt, None)

    told = {"vendor_name", "vendor_address"}
    shown = [field.value for field in found.fields if field.name in told]
    assert "77 Quarry Lane Salem, OR 97301" in shown
    assert not any(firm in value and value != firm for value in shown)


def test_nothing_of_an_address_comes_after_its_country() -> None:
    head = "LIPIS MOTOR SDN BHD\n8, Jalan 7/118B\n56000 Kuala Lumpur, Malaysia\nSUNSET ARCADE\n"
    receipt = catalogue.load(None).get("receipt")
    assert receipt is not None
    address = extract(printed(head + GERMAN), receipt, None).first("vendor_address")
    assert address is not None
    assert address.value == "8, Jalan 7/118B 56000 Kuala Lumpur, Malaysia"

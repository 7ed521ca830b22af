"""The items of a bill: rows with description, quantity, unit price and amount."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Document, Source, Span, Statement
from tests.extraction.fakes_extraction import printed

INVOICE = catalogue.load().get("invoice")
RECEIPT = catalogue.load().get("receipt")


def rows(document: Document, doctype: object = INVOICE) -> list[dict[str, str]]:
    """The items as a person would write them down."""
    found: dict[int, dict[str, str]] = {}
    for field in extract(document, doctype, None).fields:  # type: ignore[arg-type]  # a Doctype
        if field.row and field.name.startswith("items."):
            found.setdefault(field.row, {})[field.name.removeprefix("items.")] = field.value
    return [found[row] for row in sorted(found)]


TABLE = """
Pos  Art.-Nr.   Bezeichnung              Menge      Einzelpreis     USt.     Gesamtpreis

1    A-1204     Stahlwinkel 120 mm          12             4,50     19 %           54,00
                verzinkt
2    A-0007     Aufmaß vor Ort               1         1.250,00     19 %        1.250,00

                                                 Nettobetrag                    1.304,00
                                                 zzgl. 19 % USt                   247,76
                                                 Rechnungsbetrag                1.551,76
"""


def test_a_table_is_read_by_its_head_with_wrapped_descriptions() -> None:
    assert rows(printed(TABLE)) == [
        {
            "description": "Stahlwinkel 120 mm verzinkt",
            "quantity": "12",
            "unit_price": "4.50",
            "amount": "54.00",
        },
        {
            "description": "Aufmaß vor Ort",
            "quantity": "1",
            "unit_price": "1250.00",
            "amount": "1250.00",
        },
    ]


def test_a_table_goes_on_after_its_repeated_head() -> None:
    head = "Description              Quantity    Unit price      Amount"
    first = f"{head}\nOffice chair                    2        90.00      180.00\n\n\nPage 1 of 2"
    second = f"{head}\nDesk lamp                       3        15.00       45.00\n"
    sums = "                            Subtotal                225.00\n"

    found = rows(printed(f"{first}\f{second}{sums}"))

    assert [row["description"] for row in found] == ["Office chair", "Desk lamp"]
    assert [row["amount"] for row in found] == ["180.00", "45.00"]


@pytest.mark.parametrize(
    ("slip", "expected"),
    [
        (
            "2 x Latte                7.20\n1 x Bagel                3.10\nTOTAL     10.30",
            [("Latte", "2", "7.20"), ("Bagel", "1", "3.10")],
        ),
        (
            "Latte\n  95123456  2 x 3.60    7.20\nBagel\n  1 x 3.10    3.10\nTOTAL     10.30",
            [("Latte", "2", "7.20"), ("Bagel", "1", "3.10")],
        ),
        (
            "Latte              7.20\n  2 @ 3.60\nBagel              3.10\nTOTAL     10.30",
            [("Latte", "2", "7.20"), ("Bagel", None, "3.10")],
        ),
    ],
    ids=["count in front", "price below the description", "count below the amount"],
)
def test_a_till_slip_has_items_without_a_head(
    slip: str, expected: list[tuple[str, str | None, str]]
) -> None:
    found = rows(printed(f"CORNER CAFE\n12 Mill Lane\n{slip}\n"), RECEIPT)

    assert [(r["description"], r.get("quantity"), r["amount"]) for r in found] == expected


def test_lines_of_an_electronic_invoice_keep_their_rows() -> None:
    facts = [("name", "Chair", 1), ("quantity", "1", 1), ("name", "Lamp", 2), ("quantity", "1", 2)]
    document = Document(
        text="Chair Lamp",
        pages=(),
        statements=tuple(
            Statement(
                path=f"invoice/line/{path}",
                span=Span(0, 0),
                value=value,
                attributes={"row": str(row)},
            )
            for path, value, row in facts
        ),
    )

    found = [f for f in extract(document, INVOICE, None).fields if f.row]

    assert [(f.name, f.row, f.value) for f in found] == [
        ("items.description", 1, "Chair"),
        ("items.description", 2, "Lamp"),
        ("items.quantity", 1, "1"),
        ("items.quantity", 2, "1"),
    ]
    assert {f.source for f in found} == {Source.READER}


def test_rows_that_add_up_are_believed_more() -> None:
    right = extract(printed(TABLE), INVOICE, None)
    wrong = extract(printed(TABLE.replace("54,00", "55,00")), INVOICE, None)

    def of(extraction: object) -> float:
        fields = extraction.fields  # type: ignore[attr-defined]  # an Extraction
        return min(f.confidence for f in fields if f.name == "items.amount")

    assert of(right) > of(wrong)


def test_the_column_of_words_is_the_description_not_that_of_codes() -> None:
    bill = """
Artikel      Bezeichnung                      Menge         Preis         Betrag
400137       Rohrschelle verzinkt             3 Stk          1,25           3,75
400274       Heizkörperthermostat             2 Stk         17,40          34,80

                                                     Warenwert            38,55
                                                     Endbetrag            38,55
"""
    assert [row["description"] for row in rows(printed(bill))] == [
        "Rohrschelle verzinkt",
        "Heizkörperthermostat",
    ]


def test_another_papers_number_and_days_are_no_part_of_a_description() -> None:
    bill = """
DESCRIPCIÓN                          CANT.         PRECIO         IMPORTE
LUMINARIA LED VIAL                      20          89,00        1.780,00
ALBARÁN 23/2391 DE 20/06/2023
DIFERENCIAL 40A                          6          31,50          189,00

                                              BASE IMPONIBLE      1.969,00
                                              TOTAL               1.969,00
"""
    assert [row["description"] for row in rows(printed(bill))] == [
        "LUMINARIA LED VIAL",
        "DIFERENCIAL 40A",
    ]

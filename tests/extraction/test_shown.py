"""An electronic invoice whose page says something else than its data goes to a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from appliance.decisions import decide
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.einvoices import einvoice, printed
from appliance.reading.einvoices.einvoice_fact import Fact
from appliance.reading.page import assemble
from appliance.reading.page.assemble import RawPage
from appliance.reading.page.rows import split
from appliance.reading.unpaged import xmlsafe
from appliance.reading.values.printed import Form
from appliance.types import Box, Check, Classification, Document, Origin, Outcome, Route
from samples.generator.invoice.draw import disagreeing
from samples.generator.invoice.reading import reading

INVOICE = catalogue.load().get("invoice")
SURE = Classification(doctype="invoice", probability=1.0)


def read(seed: int, **changes: Any) -> Document:
    """Page and data as the reader gives them."""
    page, xml = disagreeing(seed, **changes)
    page.draw()
    document = reading(page)
    facts = einvoice.facts(xmlsafe.xml(xml))
    return replace(document, statements=printed.statements(document, facts), kind="factur-x")


def judged(document: Document) -> Outcome:
    return decide(SURE, extract(document, INVOICE, None), INVOICE, date(2026, 1, 15))


VALUES = {
    "iban": "DE02120300000000202051",
    "due_date": "2025-07-11",
    "vendor_tax_id": "DE811128135",
    "currency": "USD",
}
PATHS = {
    "iban": "invoice/iban",
    "due_date": "invoice/due_date",
    "vendor_tax_id": "invoice/seller/tax_id",
    "currency": "invoice/currency",
    "amount_due": "invoice/amount_due",
}
FORMS = {"due_date": Form.DATE, "amount_due": Form.AMOUNT}


def page_and_data(line: str, data: Mapping[str, str]) -> Document:
    """A small invoice with one more line on its page, and data that state it and ``data``."""
    lines = (
        "Ingenieurb\u00fcro Kuhnle", "K\u00f6nigstr. 5, 70173 Stuttgart", "", "Stadt Esslingen", "",
        "Rechnung Nr. R-4711", "Datum 12.05.2025", "Gutachten 1 500,00 500,00",
        "Netto 500,00", "19 % MwSt. 95,00", "Gesamtbetrag 595,00", line,
    )  # fmt: skip
    document = assemble.document([printed_page(lines)], "application/pdf")
    facts = [
        Fact(path="invoice/seller/name", value="Ingenieurb\u00fcro Kuhnle"),
        Fact(path="invoice/buyer/name", value="Stadt Esslingen"),
        Fact(path="invoice/number", value="R-4711"),
        Fact(path="invoice/issue_date", value="2025-05-12", form=Form.DATE),
        Fact(path="invoice/total", value="595.00", form=Form.AMOUNT),
        *(
            Fact(path=PATHS[name], value=value, form=FORMS.get(name, Form.TEXT))
            for name, value in data.items()
        ),
    ]
    return replace(document, statements=printed.statements(document, facts), kind="factur-x")


def printed_page(lines: Sequence[str]) -> RawPage:
    tokens = [
        token
        for row, text in enumerate(lines)
        for token in split(text, Box(60, 60 + 18 * row, 60 + 5.5 * len(text), 71 + 18 * row), 1.0)
    ]
    return RawPage(number=1, width=595, height=842, origin=Origin.TEXT_LAYER, tokens=tuple(tokens))


def differing(outcome: Outcome) -> list[Check]:
    return [c for c in outcome.checks if c.rule == "printed" and not c.passed]


@pytest.mark.parametrize("seed", range(4))
def test_what_agrees_is_not_flagged(seed: int) -> None:
    outcome = judged(read(seed))

    assert differing(outcome) == []
    assert [c.passed for c in outcome.checks if c.rule == "printed"] == [True]


@pytest.mark.parametrize("seed", range(4))
def test_another_number_in_the_data_goes_to_review_with_the_reason(seed: int) -> None:
    outcome = judged(read(seed, number="ZZ-778812"))

    assert outcome.decision.route is Route.REVIEW
    (found,) = differing(outcome)
    assert found.fields == ("document_number",)
    assert "The attached data say Document number is ZZ-778812, but the page" in found.message
    assert found.message in outcome.decision.reasons


def test_another_total_in_the_data_is_shown_beside_the_page_s() -> None:
    page, _ = disagreeing(1)
    whole = page.pen.claim
    more = tuple(
        replace(line, unit_price=line.unit_price + Decimal("77.77")) for line in whole.lines
    )

    outcome = judged(read(1, lines=more))

    (found,) = [c for c in differing(outcome) if c.fields == ("total",)]
    assert whole.country.number(whole.total) in found.message


def test_another_date_in_the_data_is_flagged() -> None:
    outcome = judged(read(2, issued=datetime(2001, 2, 3)))

    assert any("2001-02-03" in c.message for c in differing(outcome))


def test_another_seller_in_the_data_is_flagged() -> None:
    page, _ = disagreeing(3)
    seller = replace(page.pen.claim.seller, name="Quiet Holding AG")

    outcome = judged(read(3, seller=seller))

    (found,) = [c for c in differing(outcome) if c.fields == ("vendor_name",)]
    assert found.message.endswith("Quiet Holding AG, but the page does not show it.")


@pytest.mark.parametrize("seed", range(8))
def test_another_buyer_in_the_data_is_flagged(seed: int) -> None:
    page, _ = disagreeing(seed)
    buyer = replace(page.pen.claim.buyer, name="Quiet Holding AG")

    outcome = judged(read(seed, buyer=buyer))

    assert ("buyer_name",) in [c.fields for c in differing(outcome)]


def test_swapped_parties_are_flagged() -> None:
    found = 0
    for seed in range(8):
        page, _ = disagreeing(seed)
        claim = page.pen.claim
        outcome = judged(read(seed, seller=claim.buyer, buyer=claim.seller))
        found += bool({("buyer_name",), ("vendor_name",)} & {c.fields for c in differing(outcome)})
    assert found >= 4  # as many pages say who is who


@pytest.mark.parametrize(
    ("line", "field", "value", "other"),
    [
        ("IBAN DE02 1203 0000 0000 2020 51", "iban", "DE89370400440532013000", "DE02"),
        ("F\u00e4llig am 11.07.2025", "due_date", "2025-06-11", "2025-07-11"),
        ("USt-IdNr. DE811128135", "vendor_tax_id", "DE136695976", "DE811128135"),
        ("Gesamtbetrag 595,00 USD", "currency", "EUR", "USD"),
    ],
)
def test_what_the_page_says_otherwise_is_flagged(
    line: str, field: str, value: str, other: str
) -> None:
    document = page_and_data(line, {field: value})
    (found,) = [c for c in differing(judged(document)) if c.fields == (field,)]
    assert value in found.message
    agreeing = page_and_data(line, {field: VALUES.get(field, other)})
    assert [c for c in differing(judged(agreeing)) if c.fields == (field,)] == []


@pytest.mark.parametrize(("quantity", "flagged"), [("1", True), ("2", False)])
def test_a_row_that_counts_otherwise_is_flagged(quantity: str, flagged: bool) -> None:
    document = page_and_data("4 Flipchart 2 49,50 99,00", {})
    row = [
        Fact(path="invoice/line/name", value="Flipchart", row=1),
        Fact(path="invoice/line/quantity", value=quantity, form=Form.NUMBER, row=1),
        Fact(path="invoice/line/unit_price", value="49.50", form=Form.NUMBER, row=1),
        Fact(path="invoice/line/total", value="99.00", form=Form.AMOUNT, row=1),
    ]
    stated = (*document.statements, *printed.statements(document, row))
    found = differing(judged(replace(document, statements=stated)))
    assert [c.fields for c in found] == ([("items.quantity",)] if flagged else [])


@pytest.mark.parametrize("field", ["iban", "due_date", "vendor_tax_id"])
def test_what_the_page_leaves_out_is_not_flagged(field: str) -> None:
    values = {"iban": "DE89370400440532013000", "due_date": "2025-06-11"}
    document = page_and_data("", {field: values.get(field, "DE136695976")})
    assert [c for c in differing(judged(document)) if c.fields == (field,)] == []


def plain(**data: str) -> Document:
    """An invoice of plain rows whose data state other values than usual."""
    lines = (
        "Ingenieurbüro Kuhnle", "Königstr. 5, 70173 Stuttgart", "", "Stadt Esslingen", "",
        "Rechnung Nr. AR 2025/0417", "Datum 12.05.2025", "Gutachten 1 2.000,00 2.000,00",
        "Netto 2.000,00", "19 % MwSt. 380,00", "Gesamtbetrag 2.380,00",
    )  # fmt: skip
    document = assemble.document([printed_page(lines)], "application/pdf")
    stated = {
        "seller/name": "Ingenieurbüro Kuhnle",
        "buyer/name": "Stadt Esslingen",
        "number": "AR 2025/0417",
        "issue_date": "2025-05-12",
        "total": "2380.00",
        **{name.replace("__", "/"): value for name, value in data.items()},
    }
    forms = {"issue_date": Form.DATE, "total": Form.AMOUNT}
    facts = [
        Fact(path=f"invoice/{name}", value=value, form=forms.get(name, Form.TEXT))
        for name, value in stated.items()
    ]
    return replace(document, statements=printed.statements(document, facts), kind="factur-x")


@pytest.mark.parametrize(
    "data",
    [
        {"number": "AR 2025/0417"},
        {"number": "AR2025-0417"},
        {"number": "AR-2025-0417"},
        {"number": "ar 2025 0417"},
        {"total": "2380"},
        {"total": "2380.0"},
        {"seller__name": "INGENIEURBÜRO KUHNLE"},
    ],
)
def test_another_notation_of_the_same_is_not_flagged(data: dict[str, str]) -> None:
    assert differing(judged(plain(**data))) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"number": "BR 2025/0417"}, "the page shows AR 2025/0417"),
        ({"number": "AR 2025/0418"}, "the page shows AR 2025/0417"),
        ({"total": "2000.00"}, "the page shows 2.380,00"),
        ({"seller__name": "Stadt Esslingen"}, "Vendor name is Stadt Esslingen, but"),
    ],
)
def test_what_stands_elsewhere_on_the_page_does_not_pass_for_it(
    data: dict[str, str], words: str
) -> None:
    outcome = judged(plain(**data))

    assert any(words in check.message for check in differing(outcome))
    assert outcome.decision.route is Route.REVIEW


@pytest.mark.parametrize(("due", "flagged"), [("495.00", False), ("395.00", True)])
def test_another_amount_to_pay_in_the_data_is_flagged(due: str, flagged: bool) -> None:
    outcome = judged(page_and_data("Zahlbetrag 495,00", {"amount_due": due}))

    assert any(c.fields == ("amount_due",) for c in differing(outcome)) is flagged

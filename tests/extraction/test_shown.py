"""An electronic invoice whose page says something else than its data goes to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from appliance.decisions import decide
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import einvoice, printed, xmlsafe
from appliance.types import Check, Classification, Document, Outcome, Route
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

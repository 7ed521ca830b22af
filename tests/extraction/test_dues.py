"""When a bill is due, what of it, whose order it is, and what all its taxes make."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction import consequences, ground, inference
from appliance.extraction.extract import extract
from appliance.types import Extraction, Field, Source, Span
from tests.extraction.fakes_extraction import printed, unseen, value

RANKER = Source.RANKER
INVOICE = catalogue.load().get("invoice")
BILL = """
Rook Timber Ltd
6 Mill Lane, Hull HU1 2AB

{buyer}

Invoice no. 4711-B
Invoice date: 05.02.2026

Description            Qty        Unit price          Amount
Beam                     2          150.00            300.00

{sums}

{terms}
"""
SUMS = "Net amount          300.00\nVAT 20 %             60.00\nTotal               360.00"


def read(*, buyer: str = "Quay Stores", sums: str = SUMS, terms: str = "") -> Extraction:
    return extract(printed(BILL.format(buyer=buyer, sums=sums, terms=terms)), INVOICE, None)


@pytest.mark.parametrize(
    "terms",
    [
        "2 % Skonto bei Zahlung bis 15.02.2026, netto bis 07.03.2026.",
        "Zahlbar bis 15.02.2026 mit 2 % Skonto oder bis 07.03.2026 ohne Abzug.",
        "3 % early payment discount if paid by 15.02.2026, payable by 07.03.2026.",
    ],
)
def test_the_end_of_a_discount_is_not_when_a_bill_is_due(terms: str) -> None:
    assert value(read(terms=terms), "due_date") == "2026-03-07"


def test_the_end_of_a_discount_is_never_accepted_unseen_as_the_due_date() -> None:
    assert "due_date" not in unseen(read(terms="2 % Skonto bei Zahlung bis 15.02.2026"), INVOICE)
    assert "due_date" in unseen(read(terms="Due date: 15.02.2026"), INVOICE)


def test_an_older_balance_is_not_what_is_due() -> None:
    assert value(read(terms="Prior balance 0.00"), "amount_due") == "360.00"
    assert "amount_due" not in unseen(read(terms="Amount due 0.00"), INVOICE)


@pytest.mark.parametrize("buyer", ["Condominio Via Po 18", "Quay Stores\nPO Box 1188, Leeds"])
def test_a_river_or_a_box_is_no_order(buyer: str) -> None:
    assert not value(read(buyer=buyer), "order_number")


def test_an_order_behind_its_letters_is_read() -> None:
    assert value(read(buyer="Quay Stores\nPO 118822"), "order_number") == "118822"


def claimed(name: str, text: str, at: int, *, row: int = 0) -> Field:
    """A value as a ranker would have found it, sure of itself."""
    document = printed(text)
    span = Span(at, len(text))
    return ground.field(document, name, text[at:], (span,), confidence=0.98, source=RANKER, row=row)


def test_the_tax_of_one_rate_is_not_that_of_all() -> None:
    """Where the sum before tax was misread, too, so that no addition tells."""
    found = {
        "tax": (
            claimed("tax", "GST 9 % 26.55", 8, row=1),
            claimed("tax", "GST 0 % 0.00", 8, row=2),
        ),
        "subtotal": (claimed("subtotal", "Total 857.55", 6),),
        "tax_total": (claimed("tax_total", "GST 0 % 0.00", 8),),
        "total": (claimed("total", "Total 857.55", 6),),
    }
    spec = next(spec for spec in INVOICE.fields if spec.name == "tax_total")
    summed = inference.summed(spec, INVOICE, found)

    assert summed is not None
    assert (summed.value, summed.source) == ("26.55", Source.INFERRED)
    assert summed.confidence < INVOICE.threshold("tax_total")


def test_one_printed_date_is_not_surely_two() -> None:
    text = "Laskun päivä 2026-01-12"
    found = {
        name: (claimed(name, text, len("Laskun päivä ")),) for name in ("issue_date", "due_date")
    }
    consequences.settled(printed(text), INVOICE, found)

    assert found["due_date"][0].confidence < INVOICE.threshold("due_date")
    assert found["issue_date"][0].confidence > INVOICE.threshold("issue_date")


def test_the_day_behind_a_discount_is_read_as_the_paper_writes_days() -> None:
    """An American paper: what is due on 03/07 is due in March."""
    text = "Dover, DE 19901\nDate 02/05/2026\n3 % discount if paid by 02/10/2026, due by 03/07/2026"
    document, found = printed(text), {}
    for name, day, iso in (
        ("issue_date", "02/05/2026", "2026-02-05"),
        ("due_date", "02/10/2026", "2026-02-10"),
    ):
        span = Span(text.index(day), text.index(day) + len(day))
        field = ground.field(document, name, iso, (span,), confidence=0.98, source=RANKER)
        found[name] = (field,)
    consequences.settled(document, INVOICE, found)

    assert found["due_date"][0].value == "2026-03-07"
    assert found["due_date"][0].confidence < INVOICE.threshold("due_date")

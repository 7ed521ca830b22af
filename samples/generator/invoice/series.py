"""Invoices of one seller to one customer, one after the other: what a memory of parties is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

from appliance.types import Document
from samples.generator.invoice import claim as claims
from samples.generator.invoice import draw
from samples.generator.invoice.page import Page
from samples.generator.invoice.reading import reading
from samples.generator.sample import Sample


def series(seed: int, count: int) -> Iterator[tuple[Sample, Document]]:
    """``count`` PDFs of the seller of the invoice ``seed``, in the same layout, and what a perfect
    reader reads on them. Numbers, days, items and sums are others each time."""
    first, kind, _ = draw.page(seed, "pdf")
    for number in range(count):
        chance = Random(f"paper {number} of seller {seed}")
        paper = Page(Random(f"layout of seller {seed}"), _next(chance, first), b"", first.shape)
        sample = draw.sample(paper, f"invoice-{seed:05d}-{number}", kind, paper.draw())
        yield sample, reading(paper)


def _next(chance: Random, page: Page) -> claims.Claim:
    """What the same seller bills the same customer another time."""
    known = page.pen.claim
    other = claims.draw(chance, known.country)
    return replace(
        known,
        number=re.sub(r"\d", lambda _: str(chance.randrange(10)), known.number),
        order=other.order,
        issued=other.issued,
        delivered=other.delivered,
        lines=other.lines,
        taxes=other.taxes,
        prepaid=Decimal(0),
        discount=Decimal(0),
        freight=Decimal(0),
        credit=False,
    )

"""Which documents stand in the repository: enough for the demo and for quick tests."""

from __future__ import annotations

from collections.abc import Iterator

from samples.generator.filing.draw import filing
from samples.generator.invoice.draw import invoice
from samples.generator.medical.draw import record
from samples.generator.receipt.draw import receipt
from samples.generator.sample import Sample

RECEIPTS = ((1, "de"), (4, "my"), (7, "es"), (9, "us"), (12, "gb"), (21, "fr"))


def committed() -> Iterator[Sample]:
    """All of them, in the manifest's order."""
    for seed, country in RECEIPTS:
        yield receipt(seed, "photo", country)
    yield invoice(3, "factur-x", "de")
    yield invoice(8, "pdf", "gb")
    yield record(1, "pdf", "en")
    yield record(2, "scan", "en")
    yield record(3, "note", "en")
    yield record(4, "ccda", "en")
    yield filing(5, "html", "8-K")
    yield filing(6, "ixbrl", "10-Q")


def demo() -> list[Sample]:
    """What ``make demo`` runs: every kind once, receipts three times."""
    kinds = list(committed())
    return kinds[:3] + kinds[6:]

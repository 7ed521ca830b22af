"""What it costs to extract a document, counted in calls: a clock says little on a busy machine."""

from __future__ import annotations

import sys
from types import FrameType

from appliance.doctypes import catalogue
from appliance.doctypes.schema import Doctype
from appliance.extraction.extract import extract
from appliance.types import Document, Extraction
from samples.generator.invoice import draw
from tests.extraction.fakes_extraction import printed

ITEMS = "\n".join(f"{n} X ARTICLE NUMBER {n}   {n}.00   {n * n}.00" for n in range(1, 21))
SLIP = f"""GREEN HILL HARDWARE SDN BHD
(1234567-X)
NO 12 JALAN MELATI 3/7
TAMAN SERI INDAH
47100 PUCHONG SELANGOR
TEL: 03-8888 1234
TAX INVOICE
INVOICE NO: A-20481
DATE: 12/05/2018 14:31
{ITEMS}
SUBTOTAL   2870.00
GST 6%   172.20
TOTAL   3042.20
CASH   3100.00
CHANGE   57.80
THANK YOU"""
MOST, MOST_OF_INVOICE = 145_000, 117_000
"""Calls of functions, Python's own included."""


def counted(document: Document, doctype: Doctype) -> tuple[Extraction, int]:
    """What is found, and the calls that it took once patterns are compiled and trees packed."""
    extract(document, doctype, None)
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        found = extract(document, doctype, None)
    finally:
        sys.setprofile(None)
    return found, calls


def test_a_receipt_costs_no_more_calls_than_it_did() -> None:
    found, calls = counted(printed(SLIP), catalogue.load().get("receipt"))

    total = found.first("total")
    assert total is not None
    assert total.value == "3042.20"
    assert calls < MOST


def test_an_invoice_costs_no_more_calls_than_it_did() -> None:
    found, calls = counted(draw.reading(21, "pdf"), catalogue.load().get("invoice"))

    assert found.first("total") is not None
    assert calls < MOST_OF_INVOICE

"""Receipts are read by no more than the words of a schema: firm, address, and which total it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.doctypes.schema import Doctype
from appliance.evaluation.intervals import clustered
from appliance.extraction.extract import extract
from deploy import transcripts, unseen_receipts
from tests.extraction.fakes_extraction import printed

MALAY = """
SERI BINTANG
CO. (M) SDN BHD (204417-W)
(GST REG NO: 001122334455)
NO 17, JALAN KENANGA 3/2,
TAMAN MAWAR INDAH
81300 SKUDAI
JOHOR
TEL : 07-5550142
TAX INVOICE
DATE : 14/02/2018 13:05
CAFE LATTE SPECIAL        2   12.00
BREAD & BUTTER            1    3.50
TOTAL QTY : 3
TOTAL SALES (EXCLUDING GST) : 14.62
TOTAL GST : 0.88
TOTAL SALES (INCLUSIVE OF GST) : 15.50
CASH : 20.00
CHANGE : 4.50
GST SUMMARY
TOTAL 14.62 0.88
"""
GERMAN = """
Heidelinde Apfelkern
Backstube Morgenrot
Am Mühlgraben 12
8010 Graz
Tel. 0316 555 014
Semmel        0,60
Summe EUR     0,60
"""


@pytest.fixture
def slip(tmp_path: Path) -> Doctype:
    return unseen_receipts.declared(tmp_path)


def values(text: str, doctype: Doctype) -> dict[str, str]:
    found = extract(printed(text), doctype, None)
    return {field.name: field.value for field in found.fields}


def test_a_slip_without_one_cue_is_read_whole(slip: Doctype) -> None:
    assert values(MALAY, slip) == {
        "store_name": "SERI BINTANG CO. (M) SDN BHD",
        "store_address": "NO 17, JALAN KENANGA 3/2, TAMAN MAWAR INDAH 81300 SKUDAI JOHOR",
        "purchase_date": "2018-02-14",
        "grand_total": "15.50",
    }


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ("TOTAL QTY : 3\nTOTAL 9.10", "9.10"),
        (
            "TOTAL 0% SUPPLIES: 4.10\nTOTAL 6% SUPPLIES (INC. GST): 5.00\nTOTAL PAYABLE: 9.10",
            "9.10",
        ),
        ("TOTAL RM INCL. OF GST 9.08\nROUNDING ADJ 0.02\nTOTAL RM 9.10", "9.10"),
        ("TOTAL : 9.10\nCASH : 10.00\nCHANGE : 0.90\nTAX CODE AMOUNT\nTOTAL : 8.58 0.52", "9.10"),
        ("Total items: 2\nTotal savings 1.20\nGrand total 9.10", "9.10"),
    ],
)
def test_of_several_totals_the_one_to_pay_is_taken(slip: Doctype, rows: str, total: str) -> None:
    assert values(f"Corner Shop\n1 Mill Road\n{rows}", slip)["grand_total"] == total


def test_an_address_in_the_head_is_whole_and_another_party_s_is_not_taken(slip: Doctype) -> None:
    other = (
        "FRESH BAKERIES SDN BHD\nGROUND FLOOR, NO. 4,\nJALAN SS 15/4B,\n47500 SUBANG, SELANGOR\n"
    )
    found = values(MALAY.replace("DATE :", f"{other}DATE :"), slip)
    assert found["store_name"] == "SERI BINTANG CO. (M) SDN BHD"
    assert found["store_address"].startswith("NO 17, JALAN KENANGA")


def test_a_street_with_its_number_behind_it_opens_an_address(slip: Doctype) -> None:
    assert values(GERMAN, slip)["store_address"] == "Am Mühlgraben 12 8010 Graz"


@pytest.mark.slow
def test_real_receipts_are_read_by_a_schema_alone(data_dir: Path, slip: Doctype) -> None:
    """The bar of an unseen type, 0.70, on what people typed off dev receipts."""
    receipts = list(transcripts.labelled(data_dir / "dev" / "receipts"))
    scores = unseen_receipts.measured(receipts, slip)
    right, asked = [sum(score.values()) for score in scores], [len(score) for score in scores]
    assert sum(asked) == 240
    assert sum(right) / sum(asked) >= 0.70
    assert clustered(right, asked).low > 0.60

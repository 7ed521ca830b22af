"""A known firm that a paper only names is not whose paper it is, however well its name is known."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.choice import memory
from appliance.extraction.extract import extract
from appliance.types import Extraction, Field, Source
from tests.extraction.fakes_extraction import printed

DOCTYPES = catalogue.load()
DOUBTFUL = 0.9  # of words that may have been misread
ORIOL = "ORIOL FUEL\nSTATION JALAN KENARI\nNO 12 JALAN KENARI, 51200 KUALA LUMPUR\nTAX INVOICE\n"
TILL = "Receipt no. {n}\n0{n}/02/2018 10:1{n}\nTotal RM 50.0{n}\nCash 60.00\n"
STALL = (
    "RESTORAN SERI MELATI\nNO 8 JALAN AMPANG, 50450 KUALA LUMPUR\n{under}TAX INVOICE\n"
    "Receipt no. 7781\n14/05/2018 12:40\n{rows}Nasi lemak 9.00\nTotal RM 9.00\nCash 10.00\n"
    "Change 1.00\n{foot}"
)


def confirmed(head: str, **values: str) -> list[memory.Confirmed]:
    """Two papers with this head that people approved with these values."""
    papers = [printed(head + TILL.format(n=n)) for n in (1, 2)]
    return [
        memory.Confirmed(document=f"doc{n}", head=memory.head(paper), values=values)
        for n, paper in enumerate(papers)
    ]


def answered(text: str, known: list[memory.Confirmed], *, sure: float = 0.995) -> Extraction:
    """What the shipped type and memory say of a receipt."""
    document, doctype = printed(text, confidence=sure), DOCTYPES.get("receipt")
    return memory.recall(document, doctype, extract(document, doctype, None), lambda keys: known)


@pytest.mark.parametrize(
    "text",
    [
        STALL.format(under="", rows="ORIOL FUEL CARD\nORIOL FUEL\n", foot=""),
        STALL.format(under="", rows="ORIOL FUEL\n", foot=""),
        STALL.format(under="", rows="Item: ORIOL FUEL\nORIOL FUEL 20.00\n", foot=""),
        STALL.format(under="", rows="", foot="Payable to\nORIOL FUEL\n"),
        STALL.format(under="Delivered to:\nORIOL FUEL\n", rows="", foot=""),
        STALL.format(under="", rows="", foot="Show this slip and save at\nORIOL FUEL\n"),
    ],
    ids=["card", "card alone", "item", "payee", "delivery", "advertisement"],
)
def test_a_shop_keeps_its_name_where_another_known_one_is_named(text: str) -> None:
    found = answered(text, confirmed(ORIOL, vendor_name="ORIOL FUEL")).first("vendor_name")

    assert found is not None
    assert (found.value, found.source) == ("RESTORAN SERI MELATI", Source.RANKER)


def test_goods_that_go_to_a_known_shop_leave_the_senders_name_and_address() -> None:
    own = "KOPITIAM CORNER\n88 JALAN BESAR, 43300 SERI KEMBANGAN\nTAX INVOICE\n"
    values = {
        "vendor_name": "KOPITIAM CORNER",
        "vendor_address": "88 JALAN BESAR, 43300 SERI KEMBANGAN",
    }
    text = "AH SENG HARDWARE\n21 JALAN BESAR, 43300 SERI KEMBANGAN\nTAX INVOICE\nBy courier to\n"
    text += "\n".join(values.values()) + "\nHammer 8.00\nTotal 8.00\nCash 8.00\n"

    found = answered(text, confirmed(own, **values))

    assert all(item.source is not Source.MEMORY for item in found.fields)


def test_what_is_but_named_where_nothing_was_read_is_for_people_to_see() -> None:
    doctype = DOCTYPES.get("receipt")
    known = confirmed(ORIOL, vendor_name="ORIOL FUEL")
    document = printed(STALL.format(under="", rows="ORIOL FUEL\n", foot=""))
    nothing = Extraction(doctype="receipt", fields=())

    found = memory.recall(document, doctype, nothing, lambda keys: known).first("vendor_name")

    assert found is not None
    assert (found.value, found.confirmed_in) == ("ORIOL FUEL", ("doc0", "doc1"))
    assert found.confidence < doctype.threshold("vendor_name") / 2


def test_another_branch_is_no_surer_than_what_was_read_there() -> None:
    """Its head is another, and only the name, all but one letter, tells the chain."""
    name = "ORIOL FUEL AND LUBRICANTS SDN BHD"
    text = f"{name.replace('RIOL', 'RIQL')}\nNO 77 JALAN MERBOK, 51200 KUALA LUMPUR\n"
    text += "Pam 4 Bil 7781\nPetrol sembilan puluh lima\nDebit diterima, selamat jalan\n"
    known = confirmed(f"{name}\nPLAZA TASIK, LOT 4\n81100 JOHOR BAHRU\n", vendor_name=name)
    document, doctype = printed(text, confidence=DOUBTFUL), "receipt"
    read = extract(document, DOCTYPES.get(doctype), None)
    told = read.first("vendor_name")
    assert told is not None

    found = answered(text, known, sure=DOUBTFUL).first("vendor_name")

    assert found is not None
    assert (found.value, found.source) == (name, Source.MEMORY)
    assert found.confidence <= told.confidence


def test_a_known_firm_that_is_billed_is_not_who_bills() -> None:
    doctype = DOCTYPES.get("invoice")
    own = "Tarn Valley Dairies Ltd\nAlder Wharf 9, Hull HU1 2BQ\nTAX INVOICE\n"
    known = confirmed(own, vendor_name="Tarn Valley Dairies Ltd")
    document = printed(
        "TAX INVOICE\nPennine Vans Leasing Ltd\nMill Road 3, Leeds LS1 1AA\nInvoice no. 881\n"
        "Bill to: Tarn Valley Dairies Ltd\nAlder Wharf 9, Hull HU1 2BQ\nTotal 99.00\n"
    )
    read = extract(document, doctype, None)

    assert memory.recall(document, doctype, read, lambda keys: known) == read


def test_another_street_of_the_same_number_is_no_misreading() -> None:
    shop = "KEDAI ALI\n{street}\nTAX INVOICE\nTel 03-1111 2222\n"
    mine, other = (f"12 JALAN {name} 3, 50480 KUALA LUMPUR" for name in ("MELOR", "MAWAR"))
    known = confirmed(shop.format(street=other), vendor_address=other)

    kept, misread = (
        answered(shop.format(street=street) + TILL.format(n=3), known, sure=DOUBTFUL)
        for street in (mine, other.replace("MAWAR", "MAVVAR"))
    )

    assert value(kept) == mine
    assert value(misread) == other


def value(extraction: Extraction) -> str | None:
    found: Field | None = extraction.first("vendor_address")
    return found.value if found else None

"""Invoices of Norway and Iceland, and Belgian due dates: told as invoices, their labels read."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.classification.classify import classify
from appliance.extraction.extract import extract
from appliance.types import Document
from tests.extraction.fakes_extraction import printed

DOCTYPES = catalogue.load()
NORWEGIAN = """Nordlys Snekkerverksted AS
Storgata 14, 9008 Tromsø
Org.nr 987 654 325 MVA

{number}
Fakturadato 11.02.2025
{due} 25.02.2025

Til: Hansen Eiendom AS

Kjøkkeninnredning      1     42 000     42 000

Sum eks. mva     42 000
Mva 25 %         10 500
Å betale         52 500
"""
ICELANDIC = """Norðurljós Trésmiðja ehf.
Laugavegur 20, 101 Reykjavík
Kt. 550190-1239   VSK-númer 45120

Reikningur nr. 3307
Dagsetning 11.02.2025
Gjalddagi 25.02.2025

Kaupandi: Harpa Eignir ehf.

Innrétting     1     42.000     42.000

Samtals án VSK     42.000
VSK 25 %           10.500
Samtals til greiðslu    52.500 ISK
"""
FLEMISH = """Bakkerij De Molen BV
Molenstraat 4, 9000 Gent
BTW BE 0457.332.118

FACTUUR
Factuurnummer: 3307
Factuurdatum: 11/02/2025
Vervaldag: 25/02/2025

Klant: Hotel Zeezicht NV

Brood      1     42 000,00     42 000,00

Totaal excl. BTW     42 000,00
BTW 25 %             10 500,00
Totaal EUR           52 500,00
"""


def read(text: str) -> dict[str, str]:
    found = extract(printed(text), DOCTYPES.get("invoice"), None)
    return {field.name: field.value for field in found.fields}


PAPERS = (
    pytest.param(NORWEGIAN.format(number="Faktura 3307", due="Forfall"), id="Norwegian"),
    pytest.param(
        NORWEGIAN.format(number="Fakturanr. 3307", due="Forfallsdato"), id="Norwegian no."
    ),
    pytest.param(ICELANDIC, id="Icelandic"),
    pytest.param(FLEMISH, id="Flemish"),
)


@pytest.mark.parametrize("text", PAPERS)
def test_an_invoice_is_told_as_one_with_certainty(text: str) -> None:
    found = classify(Document(text=text, pages=()), DOCTYPES)

    assert found.doctype == "invoice"
    assert found.probability >= DOCTYPES.get("invoice").certain


@pytest.mark.parametrize("text", PAPERS)
def test_its_number_days_and_sums_are_read_behind_their_own_labels(text: str) -> None:
    found = read(text)

    assert found["document_number"] == "3307"
    assert (found["issue_date"], found["due_date"]) == ("2025-02-11", "2025-02-25")
    assert [float(found[name]) for name in ("subtotal", "tax_total", "total")] == [
        42000,
        10500,
        52500,
    ]


def test_the_parties_of_an_icelandic_invoice_are_told_by_their_labels() -> None:
    found = read(ICELANDIC)

    assert found["vendor_name"] == "Norðurljós Trésmiðja ehf."
    assert found["buyer_name"] == "Harpa Eignir ehf."


@pytest.mark.parametrize("text", ["Forfall av bygget skyldes fukt.", "Mva 25 % av 40 er 10."])
def test_a_word_of_invoices_alone_makes_none(text: str) -> None:
    assert classify(Document(text=text, pages=()), DOCTYPES).doctype != "invoice"

"""Of the many runs of rows on an invoice those are ranked that a firm or its address may be."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import blocks, sieve
from appliance.extraction.choice.survey import Survey
from appliance.extraction.kinds import conventions
from appliance.extraction.sheet import cues
from appliance.extraction.sheet.rows import Sheet
from tests.extraction.fakes_extraction import printed

ITEMS = "\n".join(
    f"{n}  Part {n} of the great works     Art. no. {4711 + n}     {n},50     {n * 2},00"
    for n in range(1, 25)
)
HEAD = """Hoffmann Works GmbH                     Invoice
Mill Street 4                           Number: 2024-118
21335 Lüneburg                          Date: 12.05.2024
Telephone 04131 55510

Green & Daughters Ltd
7 Harbour Lane
20457 Hamburg
"""
FOOT = """
Net total     300,00
VAT 19 %     57,00
Total     357,00
IBAN DE02 1203 0000 0000 2020 51     BIC BYLADEM1001
Hoffmann Works GmbH     HRB 5551 Lüneburg"""
INVOICE = HEAD + ITEMS + FOOT


def field(name: str, doctype: str = "invoice") -> FieldSpec:
    """A field of a shipped type."""
    found = catalogue.load().get(doctype).spec(name)
    assert found is not None
    return found


def read(text: str, spec: FieldSpec) -> list[str]:
    """The blocks of a page anywhere, as texts."""
    sheet = Sheet.of(printed(text))
    return [" ".join(map(sheet.text, spans)) for spans, _ in blocks.anywhere(sheet, spec)]


@pytest.mark.parametrize("name", ["vendor_name", "buyer_name"])
def test_both_parties_names_are_among_the_few_that_are_ranked(name: str) -> None:
    found = read(INVOICE, field(name))

    assert {"Hoffmann Works GmbH", "Green & Daughters Ltd"} <= {*found}
    assert len(found) <= sieve.MOST[Kind.NAME]


@pytest.mark.parametrize("name", ["vendor_address", "buyer_address"])
def test_both_parties_addresses_are_among_the_few_that_are_ranked(name: str) -> None:
    found = read(INVOICE, field(name))

    assert {"Mill Street 4 21335 Lüneburg", "7 Harbour Lane 20457 Hamburg"} <= {*found}
    assert len(found) <= sieve.MOST[Kind.ADDRESS]


def test_a_shop_s_name_is_looked_for_everywhere_on_its_receipt() -> None:
    found = read(INVOICE, field("vendor_name", "receipt"))

    assert len(found) > sieve.MOST[Kind.NAME]


def test_where_a_label_points_nothing_is_left_out() -> None:
    firms = "\n".join(f"Hoffmann Works {chr(65 + n)} GmbH" for n in range(24))
    sheet = Sheet.of(printed(f"{firms}\n\nBuyer: 24: seven (plc)\n\n{INVOICE}"))
    spec = field("buyer_name")

    survey = Survey(sheet, conventions.observe(sheet.document.text))
    found = [one.value for one in survey.candidates(spec, cues.find(sheet, spec))]

    assert "24: seven (plc)" in found
    assert "24: seven (plc)" not in read(sheet.document.text, spec)


def test_numbers_begin_no_address_but_a_postal_code_may_stand_between_street_and_town() -> None:
    found = read("5555 20\n216 rue de la Liberté\n30000\nNîmes", field("vendor_address"))

    assert "216 rue de la Liberté 30000 Nîmes" in found
    assert not [text for text in found if text.startswith(("5555", "30000"))]


def test_a_page_without_words_has_no_firms() -> None:
    assert read("12 34\n5,00", field("vendor_name")) == []

"""A party in one row: its name, its address, and what is neither."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.extraction.sheet import inline
from tests.extraction.fakes_extraction import printed

INVOICE = catalogue.load().get("invoice")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Amberley Charters LLC, 5 Pier Street, Freeport, ME 04032", "Amberley Charters LLC"),
        ("Kranich, Otto & Partner GmbH, Feldweg 3, 48143 Münster", "Kranich, Otto & Partner GmbH"),
        ("Transportes Olmo, S.A. - NIF A50987654 - Polígono 4", "Transportes Olmo, S.A."),
        ("Thorne & Daughters Ltd . Unit 7, Forge Yard", "Thorne & Daughters Ltd"),
        ("Clasen Druck GmbH", "Clasen Druck GmbH"),
    ],
)
def test_a_name_ends_where_its_street_or_its_number_begins(row: str, name: str) -> None:
    assert row[: inline.name_end(row)] == name


@pytest.mark.parametrize(
    ("row", "address"),
    [
        (
            "Via Larga 22 - 37135 Verona (VR) - P.IVA IT00743110157",
            "Via Larga 22 - 37135 Verona (VR)",
        ),
        ("Clasen GmbH · Feldweg 3 · 48143 Münster · Tel. 0251 4711", "Feldweg 3 · 48143 Münster"),
        ("18 Wharf Road, Portland, ME 04101 EIN 01-2345678", "18 Wharf Road, Portland, ME 04101"),
        (
            "Snickeri Lind AB, Verkstadsgatan 5, 753 23 Uppsala. Bankgiro 5512-8890. Org.nr 5567-1",
            "Verkstadsgatan 5, 753 23 Uppsala",
        ),
        (
            "Kwekerij Bloem B.V. | Vaartweg 60, 1432 HB Aalsmeer | Kvk 34118827 | BTW NL8062119",
            "Vaartweg 60, 1432 HB Aalsmeer",
        ),
    ],
)
def test_an_address_holds_no_number_of_the_tax_office_or_the_telephone(
    row: str, address: str
) -> None:
    assert address in {row[start:end] for start, end in inline.addresses(row)}


def test_the_customer_named_in_one_row_is_the_buyer_and_not_the_seller() -> None:
    text = """
Talleres Ondara e Hijos, S.L.
C/ Mayor, 88 - 50001 Zaragoza - CIF B50123456
Factura núm. A-2025/112        Fecha: 15-05-2025        Vencimiento: 15-06-2025
Datos del cliente: Transportes Olmo, S.A. - NIF A50987654 - Polígono 4, 50016 Zaragoza

Concepto                      Cant.    Precio    Importe
Cambio de aceite              2        135,50    271,00

Base imponible                                   271,00
IVA 21%                                           56,91
TOTAL FACTURA                                    327,91
"""
    found = extract(printed(text), INVOICE, None)
    values = {field.name: field.value for field in found.fields}
    assert values["vendor_name"] == "Talleres Ondara e Hijos, S.L."
    assert values["buyer_name"] == "Transportes Olmo, S.A."
    assert values["document_number"] == "A-2025/112"
    assert values["total"] == "327.91"


def test_a_credit_note_has_its_own_number_not_that_of_the_invoice_it_credits() -> None:
    text = """
OFFICINE VALTORRE S.r.l.
Via Larga 22 - 37135 Verona (VR) - P.IVA IT00743110157
Nota di credito n. 14/NC del 30/06/2025
A storno parziale della fattura n. 231 del 12/05/2025

Imponibile            -381,00
IVA 22%                -83,82
Totale documento      -464,82
"""
    found = extract(printed(text), INVOICE, None)
    assert [f.value for f in found.fields if f.name == "document_number"] == ["14/NC"]
    assert [f.value for f in found.fields if f.name == "issue_date"] == ["2025-06-30"]


def test_terms_in_front_of_the_day_do_not_hide_when_it_is_due() -> None:
    text = """
Brightwell Marine Supply Inc.
18 Wharf Road, Portland, ME 04101
INVOICE
Invoice No: BMS-90117      Invoice date: August 4, 2025
Terms: Net 30      Due: September 3, 2025
Sold to: Amberley Charters LLC, 5 Pier Street, Freeport, ME 04032

Subtotal                 930.50
Sales tax 5.5%            51.18
Freight                   45.00
TOTAL DUE             $1,026.68
"""
    values = {field.name: field.value for field in extract(printed(text), INVOICE, None).fields}
    assert values["due_date"] == "2025-09-03"
    assert values["buyer_name"] == "Amberley Charters LLC"
    assert (values["total"], values["charges"]) == ("1026.68", "45.00")

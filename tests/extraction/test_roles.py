"""Whose a name, an address and a tax number are, where a paper sets parties below their roles."""

from __future__ import annotations

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.extraction.sheet import legal_forms, roles
from appliance.extraction.sheet.rows import Sheet
from tests.extraction.fakes_extraction import printed

INVOICE = catalogue.load().get("invoice")
VIEWED = """
Visualisierung einer elektronischen Rechnung
Rechnung Nr. 88-4711 vom 03.05.2024
Verkäufer:
Nummer : 549910
Globale Nummer: 4333741000005
Kranich
Brandversicherung Münster a.G.
Feldweg 3
DE 48143 Münster
USt.-Id.-Nr. : DE136695976
Käufer/Leistungsempfänger:
Nummer : GE2020211
OHLSEN HANDEL KG
Am Deich 12
DE 21335 Lüneburg
USt.-Id.-Nr. : DE123456789

Kranich Brandversicherung
Feldweg 3
48143 Münster
Geschäftsführerin: Ute Kranich

Pos  Beschreibung     Menge    Preis      Betrag
1    Beratung         2        50,00      100,00

Rechnungssumme ohne USt.     100,00
Steuerbetrag                  19,00
Bruttosumme                  119,00
"""
SIDE_BY_SIDE = """
Informationen zum Käufer          Informationen zum Verkäufer
Firma:     Ohlsen Handel KG       Firma:     Kranich Werkzeugbau GmbH
Straße:    Am Deich 12            Straße:    Feldweg 3
Ort:       Lüneburg               Ort:       Münster
USt-ID:    DE123456789            USt-ID:    DE136695976

Rechnungsnummer: 4711
Rechnungsdatum: 03.05.2024

Gesamtsumme netto      100,00
Summe Umsatzsteuer      19,00
Gesamtsumme brutto     119,00
"""


def values(text: str) -> dict[str, str]:
    """The first value of each field that is found in an invoice."""
    found = extract(printed(text), INVOICE, None).fields
    return {field.name: field.value for field in reversed(found)}


def read(text: str) -> dict[str, set[str]]:
    """How the parties' names read under their roles."""
    sheet = Sheet.of(printed(text))
    found = roles.find(sheet, roles.parties(INVOICE)).names
    return {
        party: {" ".join(sheet.text(span) for span in spans) for spans in readings}
        for party, readings in found.items()
    }


def test_numbers_stand_between_a_role_and_its_name_of_two_rows() -> None:
    assert read(VIEWED) == {
        "vendor_name": {"Kranich Brandversicherung Münster a.G."},
        "buyer_name": {"OHLSEN HANDEL KG"},
    }
    found = values(VIEWED)
    assert found["vendor_name"] == "Kranich Brandversicherung Münster a.G."
    assert found["buyer_name"] == "OHLSEN HANDEL KG"
    assert (found["vendor_tax_id"], found["buyer_tax_id"]) == ("DE136695976", "DE123456789")


def test_a_form_with_the_parties_side_by_side() -> None:
    found = values(SIDE_BY_SIDE)
    assert found["vendor_name"] == "Kranich Werkzeugbau GmbH"
    assert found["buyer_name"] == "Ohlsen Handel KG"
    assert (found["vendor_tax_id"], found["buyer_tax_id"]) == ("DE136695976", "DE123456789")
    assert (found["document_number"], found["issue_date"]) == ("4711", "2024-05-03")


def test_a_firm_that_is_called_like_a_role_and_a_number_are_no_roles() -> None:
    assert read("Lieferant GmbH\nFeldweg 3\n48143 Münster\nKunden-Nr. : 339420\nKundenweg 88") == {}


def test_legal_forms_close_names() -> None:
    closed = ("Rossi S.r.l.", "Au Bon Pain SARL", "Ruiz S.L.U.", "Ode & Co. KG", "Kim Pvt. Ltd.")
    assert all(legal_forms.ends(name) for name in closed)
    assert not any(legal_forms.ends(name) for name in ("Theodor Est", "La Casa", "Stark AG Mitte"))


def test_a_german_postal_code_does_not_make_a_date_american() -> None:
    assert values(VIEWED)["issue_date"] == "2024-05-03"


def test_receipts_tell_no_parties_apart() -> None:
    assert roles.parties(catalogue.load().get("receipt")) == ()


def test_who_gets_the_goods_is_not_the_buyer_where_the_buyer_is_named() -> None:
    paper = printed("""
Harbour Electrical LLC
Invoice Number 10-2291

BILL TO                  SHIP TO
Dental Group Ltd         Nampa Branch Ltd
2201 Main Street         44 Lake Avenue
""")
    found = roles.find(Sheet.of(paper), roles.parties(INVOICE))
    owners = {paper.text[start : start + 5]: owner for start, owner in found.owners.items()}
    assert owners["Denta"] == "buyer_name"
    assert owners["Nampa"] != "buyer_name"


def test_who_gets_the_goods_is_the_buyer_where_nobody_else_is_named() -> None:
    paper = printed("""
Harbour Electrical LLC
Invoice Number 10-2291

SHIP TO
Nampa Branch Ltd
44 Lake Avenue
""")
    found = roles.find(Sheet.of(paper), roles.parties(INVOICE))
    owners = {paper.text[start : start + 5]: owner for start, owner in found.owners.items()}
    assert owners["Nampa"] == "buyer_name"


def test_a_supplier_is_not_taken_for_a_delivery() -> None:
    paper = printed("""
Verkäufer:                     Lieferant:
Kranich Werkzeugbau GmbH       Ohlsen Handel KG
Feldweg 3                      Am Deich 12
""")
    owners = set(roles.find(Sheet.of(paper), roles.parties(INVOICE)).owners.values())
    assert roles.DELIVERY not in owners

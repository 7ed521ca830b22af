"""Who sells, which number and which day: what invoices of several countries print for them."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.extraction.sheet import legal_forms
from tests.extraction.fakes_extraction import printed

INVOICE = catalogue.load().get("invoice")
FRENCH = """
Les Trois Tilleuls SARL - 12 rue des Alouettes - 25000 Besançon - France
Tél. 01 99 00 12 34 - http://www.troistilleuls.example
TVA : FR32987654321 - APE : 4778C{apart}

Facture FA-2031-0117
Date de facture    03/05/2031          Garage Peyrac
Date d'échéance    02/06/2031          4 quai des Mariniers
Votre référence    BC-5512             44000 Nantes

Description          Quantité     Prix     Montant
Miel de sapin 500 g  10           9,00     90,00

                     Total HT     90,00
                     TVA 20%      18,00
                     Total TTC   108,00
"""
PARTS = """
INVOICE
Invoice number: {number}
Issue date: 03/05/2031

Seller                                 Buyer
Trading name: KESTREL                  Trading name: -
Registered name: Clasen Print Ltd      Registered name: Ohlsen Garage LLP
Address: 4 Mill Lane, Leeds LS1 4AB    Address: 7 Quay Road, Bath BA1 2QR
VAT identifier: GB340596027            VAT identifier: GB802311782

Description     Quantity     Price      Amount
Posters         10           12.00      120.00

Total without VAT      120.00
Total VAT               24.00
Total with VAT         144.00
"""
DATED = """
Clasen Druck GmbH
Feldweg 3
48143 Münster

Ohlsen Handel KG
Am Deich 12
21335 Lüneburg

{row}
für unsere Lieferung vom 17.04.2031 berechnen wir Ihnen:

Bezeichnung     Menge     Preis      Betrag
Plakate         10        12,00      120,00

Nettobetrag       120,00
USt. 19 %          22,80
Rechnungsbetrag   142,80
"""


def values(text: str) -> dict[str, str]:
    """The first value of each field that is found."""
    found = extract(printed(text), INVOICE, None).fields
    return {field.name: field.value for field in reversed(found)}


def test_a_form_that_is_stated_with_the_capital_is_no_part_of_the_name() -> None:
    apart = values(FRENCH.format(apart=" - SARL au capital de 8 000 €"))
    assert apart["vendor_name"] == "Les Trois Tilleuls"
    assert values(FRENCH.format(apart=""))["vendor_name"] == "Les Trois Tilleuls SARL"


def test_only_the_form_that_is_stated_apart_is_taken_off() -> None:
    forms = legal_forms.apart("S.A.S. au capital de 10 000 € - RCS Annecy")
    assert [
        name[: legal_forms.without(name, forms)] for name in ("Aubrac, SAS", "Aubrac SARL")
    ] == [
        "Aubrac",
        "Aubrac SARL",
    ]
    assert legal_forms.without("SAS", forms) == len("SAS")


def test_the_registered_name_is_the_seller_not_the_name_on_the_front() -> None:
    found = values(PARTS.format(number="2031-77"))
    assert found["vendor_name"] == "Clasen Print Ltd"
    assert found["buyer_name"] == "Ohlsen Garage LLP"
    assert (found["document_number"], found["total"]) == ("2031-77", "144.00")


@pytest.mark.parametrize(
    "row",
    [
        "Rechnung Nr. 2031-118 vom 03.05.2031",
        "Beitragsrechnung 2031-118 vom 03.05.2031",
        "Rechnung (380) Nr. 2031-118 vom 03.05.2031",
        "Rechnung 2031-118            Münster, den 03.05.2031",
        "Factuurnummer 2031-118       Factuurdatum 03.05.2031",
        "Faktura nr 2031-118          Data wystawienia: 03.05.2031",
        "Fakturanummer 2031-118       Fakturadatum 03.05.2031",
        "Fatura n.º 2031-118          Data de emissão 03.05.2031",
        "FACTURE N° : 2031-118 DU 03.05.2031",
        "Documento: Fattura    Numero: 2031-118    Data: 03.05.2031",
    ],
)
def test_number_and_day_are_not_those_of_other_papers(row: str) -> None:
    found = values(DATED.format(row=row))
    assert (found["document_number"], found["issue_date"]) == ("2031-118", "2031-05-03")


def test_a_column_that_ships_to_somebody_does_not_hide_the_number_beside_it() -> None:
    row = "SHIP TO          INVOICE #    2031-118\nBath Depot       DATE         03.05.2031"
    found = values(DATED.format(row=row))
    assert (found["document_number"], found["issue_date"]) == ("2031-118", "2031-05-03")


def test_the_name_under_the_role_counts_where_the_letterhead_adds_a_legal_form() -> None:
    found = values(
        """
Rechnung Nr. 2031-118 vom 03.05.2031
Verkäufer:
Kranich-Autovermietung
Feldweg 3
DE 48143 Münster
USt.-Id.-Nr. : DE136695976
Käufer/Leistungsempfänger:
OHLSEN HANDEL KG
Am Deich 12
DE 21335 Lüneburg

Kranich-Autovermietung GmbH
Feldweg 3
48143 Münster
Geschäftsführerin: Ute Kranich
HRB 4711

Bruttosumme      119,00
"""
    )
    assert found["vendor_name"] == "Kranich-Autovermietung"
    assert found["buyer_name"] == "OHLSEN HANDEL KG"

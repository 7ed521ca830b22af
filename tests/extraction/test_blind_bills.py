"""What twenty invoices that no generator of ours drew have taught, each as a page of its own."""

from __future__ import annotations

import pytest

from appliance.decisions.route import doubtful
from appliance.doctypes import catalogue
from appliance.extraction.classification.classify import classify
from appliance.extraction.extract import extract
from appliance.types import Extraction
from tests.extraction.fakes_extraction import printed, value

TYPES = catalogue.load()
INVOICE = TYPES.get("invoice")
LETTERHEAD = """
Officina Zanella S.n.c.
Via Artigiani 22, 38121 Trento

Fattura n. 142/A del 09/02/2024
"""


def read(text: str) -> Extraction:
    return extract(printed(text), INVOICE, None)


def column(found: Extraction, name: str) -> list[str]:
    return [field.value for field in found.fields if field.name == name]


def test_pieces_and_postcodes_are_no_currencies() -> None:
    text = """
Harrow Wholesale plc
Dock Road 17, Tilbury RM18 7EH
Invoice no. 4711            25/01/2024

Description        Unit    Qty    Price    Amount
Clutch             cad       1   890.00    890.00

Total                                    £ 890.00
"""
    assert value(read(text), "currency") == "GBP"


def test_two_items_that_make_the_total_are_no_net_amount_and_tax() -> None:
    text = """
Jonas Wetterau
Lindenallee 4
04229 Leipzig
Leipzig, den 19. Juli 2024
Rechnung 2024-07

Lektorat, 410 Normseiten      410       4,00 €      1.640,00 €
Klappentext                     1     205,00 €        205,00 €
Rechnungsbetrag                                     1.845,00 €
"""
    found = read(text)

    for name in ("subtotal", "tax_total"):
        field = found.first(name)
        assert field is None or doubtful(field, INVOICE)


def test_heads_side_by_side_are_labels_of_their_own() -> None:
    text = """
Delia Okafor Illustration
1190 SE Hawthorne Blvd, Portland, OR 97214

INVOICE        DATE          DUE           PO
001-A          10/23/2024    11/22/2024    7782

Subtotal       $100.00
Amount due     $100.00
"""
    found = read(text)

    assert value(found, "issue_date") == "2024-10-23"
    assert value(found, "due_date") == "2024-11-22"


def test_the_day_of_a_collection_is_the_day_it_is_due() -> None:
    text = """
Électricité du Val
Facture n° 1002 448 771
du 15 février 2024

Montant prélevé TTC
211,35 €
le 04/03/2024 par prélèvement automatique
"""
    found = read(text)

    assert value(found, "issue_date") == "2024-02-15"
    assert value(found, "due_date") == "2024-03-04"


def test_sums_with_their_heads_above_are_no_item() -> None:
    text = (
        LETTERHEAD
        + """
Descrizione                    Q.tà     Prezzo     Importo
Sostituzione frizione             1     890,00      890,00
Manodopera                        4      62,00      248,00

Imponibile       Aliquota      Imposta      TOTALE
1.138,00         22%           250,36       1.388,36
"""
    )
    assert column(read(text), "items.amount") == ["890.00", "248.00"]


def test_sums_carried_over_to_the_next_page_are_no_items() -> None:
    text = (
        LETTERHEAD
        + """
Bezeichnung                   Menge     E-Preis      Gesamt
Sensor                           12       48,50      582,00
Schutzrohr                       12       27,40      328,80
Übertrag                                             910,80
\fBezeichnung                 Menge     E-Preis      Gesamt
Übertrag von Seite 1                                 910,80
Netzteil                          4      118,00      472,00
Rechnungsbetrag                                    1.382,80
"""
    )
    assert column(read(text), "items.amount") == ["582.00", "328.80", "472.00"]


def test_numbers_of_items_in_thousands_with_units_and_in_mills() -> None:
    text = (
        LETTERHEAD
        + """
Désignation               Quantité     Prix unitaire     Montant
Tracts A5                   10 000              0,62    6 200,00
Heures creuses             320 kWh            0,1231       39,39
Abonnement                  2 mois            20,825       41,65
Total HT                                               6 281,04
"""
    )
    found = read(text)

    assert column(found, "items.quantity") == ["10000", "320", "2"]
    assert column(found, "items.unit_price") == ["0.62", "0.1231", "20.825"]


def test_a_head_may_tell_the_days_it_is_for() -> None:
    text = (
        LETTERHEAD
        + """
Électricité du 12/12/2023 au 12/02/2024     Quantité     Prix unitaire HT     Montant HT
Heures pleines                                   600               0,1500          90,00
Total HT                                                                           90,00
"""
    )
    assert column(read(text), "items.description") == ["Heures pleines"]


def test_the_minus_of_a_credit_note_is_left_to_a_person() -> None:
    text = """
Au bon moulin SARL
84340 Malaucène
Avoir n° AV-2017-0005 du 16/11/2017

Total HT      -218,48
TVA 5,5 %      -12,02
Total TTC     -230,50
"""
    total = read(text).first("total")

    assert total is not None
    assert total.value == "-230.50"
    assert doubtful(total, INVOICE)


CZECH = """
FAKTURA - daňový doklad                        č. 2024-0045
Dodavatel:                                     Odběratel:
Truhlářství Malý s.r.o.                        Penzion U Lípy
Nádražní 112                                   Horní 14
503 46 Třebechovice                            543 51 Špindlerův Mlýn
DIČ: CZ27093841                                DIČ: CZ61345211

Datum vystavení: 2. 7. 2024
Datum splatnosti: 16. 7. 2024
Způsob úhrady: bankovním převodem

Označení dodávky         Počet       Cena za m.j.       Celkem bez DPH
Dubový stůl                  2          15 600,00            31 200,00
Základ DPH 21 %                                              31 200,00
DPH 21 %                                                      6 552,00
Celkem k úhradě                                              37 752,00 Kč
"""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("vendor_name", "Truhlářství Malý s.r.o."),
        ("buyer_name", "Penzion U Lípy"),
        ("vendor_tax_id", "CZ27093841"),
        ("buyer_tax_id", "CZ61345211"),
        ("issue_date", "2024-07-02"),
        ("due_date", "2024-07-16"),
        ("subtotal", "31200.00"),
        ("tax_total", "6552.00"),
        ("tax.rate", "21"),
        ("total", "37752.00"),
        ("payment_method", "transfer"),
    ],
)
def test_czech_invoices_are_known_by_their_words(name: str, wanted: str) -> None:
    assert classify(printed(CZECH), TYPES).doctype == "invoice"
    assert value(read(CZECH), name) == wanted

"""What bills of other countries and trades have taught: suppliers of energy, hotels, lawyers."""

from __future__ import annotations

import pytest

from appliance.decisions.route import doubtful
from appliance.doctypes import catalogue
from appliance.extraction.classification.classify import classify
from appliance.extraction.extract import extract
from appliance.types import Extraction
from tests.extraction.fakes_extraction import printed, value

INVOICE = catalogue.load().get("invoice")
HEAD = """
Lumio Services Ltd
16 Quay Street, Hull HU1 2AB

Invoice no. 4711-B
Date: 5 February 2024

"""
SUMS = """
Net amount          20.00
VAT 20 %             4.00
Total               24.00
"""


def read(text: str) -> Extraction:
    return extract(printed(text), INVOICE, None)


def column(found: Extraction, name: str) -> list[str]:
    return [field.value for field in found.fields if field.name == name]


@pytest.mark.parametrize(
    "sentence",
    [
        "Den Betrag buchen wir am 15.02.2024 von Ihrem Konto ab.",
        "Der Betrag wird am 15.02.2024 von Ihrem Konto abgebucht.",
        "Ce montant sera prélevé le 15/02/2024 sur votre compte.",
        "Cargaremos el importe en tu cuenta a partir del 15/02/2024.",
        "We will collect this amount by Direct Debit on or just after 15 February 2024.",
        "Het bedrag wordt geïncasseerd op 15-02-2024.",
        "Terms: ten days from date of invoice. Due 15/02/2024.",
    ],
)
def test_the_day_on_which_a_bill_is_collected_is_the_day_it_is_due(sentence: str) -> None:
    assert value(read(HEAD + SUMS + "\n" + sentence), "due_date") == "2024-02-15"


@pytest.mark.parametrize(
    "sentence",
    [
        "Échantillon prélevé le 15/02/2024 au laboratoire.",
        "Goods collected on 15 February 2024 from the warehouse.",
        "Camión cargado el 15/02/2024.",
    ],
)
def test_other_things_that_are_collected_on_a_day_are_no_payment(sentence: str) -> None:
    assert value(read(HEAD + SUMS + "\n" + sentence), "due_date") == ""


def test_the_date_of_an_invoice_that_is_replaced_is_not_that_of_the_new_one() -> None:
    text = """
Kestrel Marine Instruments Ltd
Quay House, Custom House Lane, Cork

Corrected Invoice
This invoice replaces invoice KM-5520 dated 1 October 2024, which is cancelled.

Invoice number:     KM-5520-C1
Issued:             9 October 2024
"""
    assert value(read(text + SUMS), "issue_date") == "2024-10-09"


def test_the_number_of_an_invoice_that_is_replaced_is_not_that_of_the_new_one() -> None:
    text = """
Kestrel Marine Instruments Ltd
Quay House, Custom House Lane, Cork

Corrected Invoice
This invoice replaces invoice KM-5520 dated 1 October 2024, which is cancelled.

Invoice number:     KM-5520-C1
Cork, 9 October 2024
"""
    assert value(read(text + SUMS), "document_number") == "KM-5520-C1"


def test_tax_that_the_customer_withholds_is_not_prepaid() -> None:
    text = """
Studio Legale Bonetti
Corso Magenta 58, 20123 Milano

Parcella n. 37/2024
Milano, 6 maggio 2024

Imponibile                                  1.435,20
IVA 22%                                       315,74
Totale parcella                             1.750,94
Ritenuta d'acconto 20% su 1.380,00           -276,00
Netto da pagare                             1.474,94
"""
    found = read(text)

    assert found.first("prepaid") is None
    assert value(found, "amount_due") == "1474.94"


def test_a_price_with_three_decimals_is_no_thousands_where_a_discount_lies_between() -> None:
    text = """
Pastificio Vallarsa S.r.l.
Via dell'Industria 15, 38060 Vallarsa

Fattura n. 112/2024 del 14/03/2024

Descrizione             Quantità     Prezzo     Sconto %      Importo
Farina tipo 00                50      0,980                     49,00
Tagliatelle                   20      5,400            5       102,60

Totale imponibile                                             151,60
"""
    assert [float(price) for price in column(read(text), "items.unit_price")] == [0.98, 5.4]


def test_a_description_keeps_the_days_in_its_brackets() -> None:
    text = """
Abonnement Mobile (du 05/02 au 04/03)      19,99
Option International                        5,00

Total HT                                   24,99
"""
    found = read(HEAD + text)

    assert "Abonnement Mobile (du 05/02 au 04/03)" in column(found, "items.description")


def test_french_establishment_and_tax_numbers_are_whole() -> None:
    text = HEAD + SUMS + "\n\nSIRET 432 118 905 00017\nTVA FR 41 432118905\n"

    assert column(read(text), "vendor_tax_id") == ["43211890500017", "FR41432118905"]


def test_the_small_print_with_strokes_between_gives_the_address() -> None:
    foot = (
        "\n\nKwekerij Bloemrijk B.V. | Vaartweg 60, 1432 HB Aalsmeer | Kvk 34118827 |"
        " BTW NL806211904B01\n"
    )
    text = """
Tuincentrum De Wilg B.V.
Laan van Meerdervoort 1102
2564 AX Den Haag

Factuurnummer 2024.0731      Factuurdatum 08-05-2024

Totaal excl. btw     20,00
Btw 21%               4,20
Te betalen           24,20
"""
    assert value(read(text + foot), "vendor_address") == "Vaartweg 60, 1432 HB Aalsmeer"


def test_a_column_of_days_of_treatment_does_not_date_the_bill() -> None:
    text = """
Dr. med. Wiebke Ahlers
Lange Straße 40, 26122 Oldenburg

Liquidation 24-3391                    Oldenburg, 07.05.2024

Datum         GOÄ      Leistung                 Betrag EUR
22.04.24      1        Beratung                      10,72
22.04.24      7        Untersuchung                  21,45
25.04.24      750      Auflichtmikroskopie           12,59

Gesamtbetrag                                         44,76
"""
    assert value(read(text), "issue_date") == "2024-05-07"


def test_the_number_of_an_invoice_that_is_deducted_is_not_that_of_the_paper() -> None:
    text = """
Elektro Vogt GmbH
Zum Ried 14, 88214 Ravensburg

Beleg SR24-0098
19.02.2024

Gesamt brutto                                            20.527,50
abzgl. Abschlagsrechnung AR24-0011                       -8.000,00
Zu zahlender Betrag                                      12.527,50
"""
    found = read(text).first("document_number")

    assert found is None or found.value != "AR24-0011" or doubtful(found, INVOICE)


def test_of_a_bill_that_was_paid_at_the_desk_nothing_is_due() -> None:
    text = """
Hotel De Zeeduin
Boulevard 55, 2042 AD Zandvoort

Factuurnummer 20241187
Datum 14-07-2024

Totaal EUR incl. btw            546,10
waarvan btw 9%                   45,09
Betaald met creditcard         -546,10
Openstaand                        0,00
"""
    found = read(text)

    assert value(found, "prepaid") == "-546.10"
    assert value(found, "amount_due") == "0.00"


def test_tax_of_each_item_under_its_rate_is_not_the_tax_of_the_bill() -> None:
    text = """
Služba                    Bez DPH     DPH 21 %      S DPH
Internet Domov 250         412,40        86,60     499,00
Televize                   164,46        34,54     199,00

Celkem bez DPH             576,86
DPH 21 %                   121,14
Celkem                     698,00
"""
    assert column(read(HEAD + text), "tax") == ["121.14"]


def test_danish_items_have_prices_and_amounts() -> None:
    text = """
Varenr.     Beskrivelse                         Pris         I alt
L-22        Pendel messing                  1.295,00     2.590,00
L-23        Lampe                             100,00       300,00

Subtotal                                                  2.890,00
25 % moms                                                   722,50
Total DKK                                                 3.612,50
"""
    found = read(HEAD + text)

    assert column(found, "items.unit_price") == ["1295.00", "100.00"]
    assert column(found, "items.amount") == ["2590.00", "300.00"]


def test_the_head_of_the_table_of_taxes_is_no_further_line_of_the_last_item() -> None:
    text = """
Désignation            Qté       Prix       Montant
Limonade 1l              6       9,60         57,60
Retour vidanges        -12       4,50        -54,00
Taux / Tarief          Base / Maatstaf      TVA / BTW
21 %                   3,60                      0,76

Total                                          4,36
"""
    assert column(read(HEAD + text), "items.description") == ["Limonade 1l", "Retour vidanges"]


def test_a_swiss_number_with_its_register_behind_is_the_seller_s() -> None:
    text = HEAD + "CHE-109.322.551 MWST\n" + SUMS

    assert column(read(text), "vendor_tax_id") == ["CHE-109.322.551"]


def test_a_danish_credit_note_is_an_invoice_and_no_receipt() -> None:
    text = """
Café Strand ApS
Strandvejen 8, 8240 Risskov

Kreditnota
Kreditnotanr. K-5081      Dato 23.08.2024
Vedr. faktura 90417

Varenr.     Beskrivelse            Antal        Pris         I alt
L-22        Pendel messing             2     1.295,00     2.590,00

Subtotal                                                  2.590,00
25 % moms                                                   647,50
Total DKK                                                 3.237,50

Nordlys Belysning A/S, Havnegade 21, 8000 Aarhus C, CVR-nr. 28 11 40 77
"""
    assert classify(printed(text), catalogue.load()).doctype == "invoice"

"""Electronic invoices of Italy say the same things as those of other countries."""

from __future__ import annotations

import pytest

from appliance.decisions.case import Case
from appliance.decisions.rules import validate
from appliance.doctypes import catalogue
from appliance.extraction.classification.classify import classify
from appliance.reading.einvoices import einvoice
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from tests.decisions.made import TODAY
from tests.reading.test_einvoices import INVOICE, read, values

GENERAL = (
    "<DatiGeneraliDocumento><TipoDocumento>{kind}</TipoDocumento><Divisa>EUR</Divisa>"
    "<Data>2025-01-18</Data><Numero>123/A</Numero>{more}</DatiGeneraliDocumento>"
    "<DatiOrdineAcquisto><IdDocumento>PO-77</IdDocumento></DatiOrdineAcquisto>"
)
LINES = (
    "<DettaglioLinee><NumeroLinea>1</NumeroLinea><Descrizione>Sedie da ufficio</Descrizione>"
    "<Quantita>5.00</Quantita><PrezzoUnitario>30.00000000</PrezzoUnitario>"
    "<PrezzoTotale>150.00000000</PrezzoTotale><AliquotaIVA>22.00</AliquotaIVA></DettaglioLinee>"
    "<DettaglioLinee><NumeroLinea>2</NumeroLinea><Descrizione>Libro</Descrizione>"
    "<PrezzoUnitario>50.00</PrezzoUnitario><PrezzoTotale>50.00</PrezzoTotale>"
    "<AliquotaIVA>4.00</AliquotaIVA></DettaglioLinee>"
)
TAXES = (
    "<DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>150.00</ImponibileImporto>"
    "<Imposta>33.00</Imposta><EsigibilitaIVA>{how}</EsigibilitaIVA></DatiRiepilogo>"
    "<DatiRiepilogo><AliquotaIVA>4.00</AliquotaIVA><ImponibileImporto>50.00</ImponibileImporto>"
    "<Imposta>2.00</Imposta><EsigibilitaIVA>{how}</EsigibilitaIVA></DatiRiepilogo>"
)
PAID = (
    "<DatiPagamento><CondizioniPagamento>TP01</CondizioniPagamento><DettaglioPagamento>"
    "<ModalitaPagamento>MP05</ModalitaPagamento>"
    "<DataScadenzaPagamento>2025-02-17</DataScadenzaPagamento>"
    "<ImportoPagamento>100.00</ImportoPagamento><IBAN>IT60X0542811101000000123456</IBAN>"
    "</DettaglioPagamento><DettaglioPagamento>"
    "<DataScadenzaPagamento>2025-03-19</DataScadenzaPagamento>"
    "<ImportoPagamento>{rest}</ImportoPagamento><IBAN>IT60X0542811101000000123456</IBAN>"
    "</DettaglioPagamento></DatiPagamento>"
)
TOTAL = "<ImportoTotaleDocumento>235.00</ImportoTotaleDocumento>"
KEPT = "<DatiRitenuta><ImportoRitenuta>30.00</ImportoRitenuta></DatiRitenuta>"
SELLER = (
    "<CedentePrestatore><DatiAnagrafici><IdFiscaleIVA><IdPaese>IT</IdPaese>"
    "<IdCodice>00743110157</IdCodice></IdFiscaleIVA><CodiceFiscale>00743110157</CodiceFiscale>"
    "<Anagrafica><Denominazione>Arredi Sassari S.r.l.</Denominazione></Anagrafica>"
    "</DatiAnagrafici><Sede><Indirizzo>Viale Trieste</Indirizzo><NumeroCivico>54</NumeroCivico>"
    "<CAP>07100</CAP><Comune>Sassari</Comune><Provincia>SS</Provincia><Nazione>IT</Nazione>"
    "</Sede></CedentePrestatore>"
)
BUYER = (
    "<CessionarioCommittente><DatiAnagrafici><CodiceFiscale>RSSMRA80A01H501U</CodiceFiscale>"
    "<Anagrafica><Nome>Mario</Nome><Cognome>Rossi</Cognome></Anagrafica></DatiAnagrafici>"
    "<Sede><Indirizzo>Via Po 3</Indirizzo><CAP>00198</CAP><Comune>Roma</Comune></Sede>"
    "</CessionarioCommittente>"
)


def body(kind: str = "TD01", more: str = TOTAL, how: str = "I", rest: str = "135.00") -> str:
    return (
        f"<FatturaElettronicaBody><DatiGenerali>{GENERAL.format(kind=kind, more=more)}"
        f"</DatiGenerali><DatiBeniServizi>{LINES}{TAXES.format(how=how)}</DatiBeniServizi>"
        f"{PAID.format(rest=rest)}</FatturaElettronicaBody>"
    )


def fattura(*bodies: str) -> str:
    space = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
    return (
        f'<p:FatturaElettronica versione="FPR12" xmlns:p="{space}"><FatturaElettronicaHeader>'
        f"{SELLER}{BUYER}</FatturaElettronicaHeader>{''.join(bodies)}</p:FatturaElettronica>"
    )


def failed(source: str) -> list[str]:
    case = Case(extraction=read(source), doctype=INVOICE, today=TODAY)
    return [check.message for check in validate(case) if not check.passed]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("vendor_name", ["Arredi Sassari S.r.l."]),
        ("vendor_address", ["Viale Trieste 54, 07100 Sassari (SS)"]),
        ("vendor_tax_id", ["IT00743110157"]),
        ("buyer_name", ["Mario Rossi"]),
        ("buyer_address", ["Via Po 3, 00198 Roma"]),
        ("buyer_tax_id", ["RSSMRA80A01H501U"]),
        ("document_number", ["123/A"]),
        ("document_type", ["invoice"]),
        ("order_number", ["PO-77"]),
        ("issue_date", ["2025-01-18"]),
        ("due_date", ["2025-02-17"]),
        ("currency", ["EUR"]),
        ("subtotal", ["200.00"]),
        ("tax", ["33.00", "2.00"]),
        ("tax.rate", ["22", "4"]),
        ("tax.basis", ["150.00", "50.00"]),
        ("tax_total", ["35.00"]),
        ("total", ["235.00"]),
        ("amount_due", ["235.00"]),
        ("iban", ["IT60X0542811101000000123456"]),
        ("items.description", ["Sedie da ufficio", "Libro"]),
        ("items.quantity", ["5"]),
        ("items.unit_price", ["30", "50"]),
        ("items.amount", ["150.00", "50.00"]),
    ],
)
def test_each_field_of_an_italian_electronic_invoice_is_read(name: str, told: list[str]) -> None:
    found = values(read(fattura(body())), name)
    if name.endswith(("amount", "price", "quantity", "rate")):
        assert list(map(float, found)) == list(map(float, told))
    else:
        assert found == told


def test_a_sound_one_needs_nobody_and_is_an_invoice() -> None:
    assert failed(fattura(body())) == []
    sheet = Sheet(page_limit=5)
    kind = einvoice.read(sheet, xmlsafe.xml(fattura(body()).encode()))
    document = sheet.finish("application/xml", kind)
    assert classify(document, catalogue.load()).doctype == "invoice"


@pytest.mark.parametrize(
    ("more", "how", "rest", "kept"),
    [(TOTAL + KEPT, "I", "105.00", "30.00"), (TOTAL, "S", "100.00", "35.00")],
    ids=["withheld tax", "split payment"],
)
def test_what_the_customer_pays_to_the_tax_office_is_withheld(
    more: str, how: str, rest: str, kept: str
) -> None:
    source = fattura(body(more=more, how=how, rest=rest))
    assert values(read(source), "withheld") == [kept]
    assert failed(source) == []


def test_a_sum_that_is_wrong_goes_to_a_person() -> None:
    wrong = TOTAL.replace("235", "253")
    assert any("253.00" in told for told in failed(fattura(body(more=wrong))))


def test_a_credit_note_says_so_and_a_total_that_is_not_stated_is_made_up() -> None:
    found = read(fattura(body(kind="TD04", more="")))
    assert values(found, "document_type") == ["credit_note"]
    assert values(found, "total") == ["235.00"]


def test_of_several_invoices_in_one_file_the_others_are_told() -> None:
    other = body().replace("123/A", "124/A")
    found = read(fattura(body(), other))
    assert values(found, "document_number") == ["123/A"]
    assert values(found, "unread") == ["another invoice of the file: 124/A"]

"""Facts of FatturaPA, the electronic invoice of Italy (Agenzia delle Entrate, FatturaPA 1.2).

One file may hold several invoices of one seller to one buyer: the first is stated, and that there
are more is told. Discounts of a line lie between its price and its total, as on paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from appliance.reading.einvoices.einvoice_fact import (
    UNREAD,
    Fact,
    address,
    amount,
    date,
    joined,
    numbered,
    quantity,
    rate,
    repeated,
    summed,
    text_fact,
    texts,
)
from appliance.reading.unpaged.xmlsafe import Element, children, find, find_all, text

ROOT = "FatturaElettronica"
_GENERAL = "DatiGenerali/DatiGeneraliDocumento"
_TERMS = "DatiPagamento/DettaglioPagamento"
_SPLIT = "S"
"""``EsigibilitaIVA`` of tax that a public customer pays to the tax office itself."""


def facts(root: Element) -> Iterator[Fact]:
    """All facts of the first invoice in reading order."""
    header = find(root, "FatturaElettronicaHeader")
    body, *more = find_all(root, "FatturaElettronicaBody")
    general = find(body, _GENERAL)
    yield text_fact("invoice/number", find(general, "Numero"))
    yield text_fact("invoice/type_code", find(general, "TipoDocumento"))
    yield date("invoice/issue_date", find(general, "Data"))
    yield date("invoice/due_date", find(body, f"{_TERMS}/DataScadenzaPagamento"))
    yield date("invoice/delivery_date", find(body, "DatiGenerali/DatiTrasporto/DataOraConsegna"))
    order = find(body, "DatiGenerali/DatiOrdineAcquisto/IdDocumento")
    yield text_fact("invoice/order_number", order)
    yield text_fact("invoice/currency", find(general, "Divisa"))
    yield from _party("invoice/seller", find(header, "CedentePrestatore"))
    yield from _party("invoice/buyer", find(header, "CessionarioCommittente"))
    for row, line in enumerate(find_all(body, "DatiBeniServizi/DettaglioLinee"), start=1):
        yield from numbered(row, _line(line))
    yield from _sums(body, general)
    yield from repeated("invoice/iban", body, f"{_TERMS}/IBAN")
    yield from repeated("invoice/bic", body, f"{_TERMS}/BIC")
    for one in more:
        number = text(find(one, f"{_GENERAL}/Numero"))
        yield Fact(path=UNREAD, value=f"another invoice of the file: {number}")


def _party(path: str, party: Element | None) -> Iterator[Fact]:
    known = find(party, "DatiAnagrafici")
    called = find(known, "Anagrafica")
    firm = text_fact(f"{path}/name", find(called, "Denominazione"))
    person = [] if called is None else list(children(called, "Nome", "Cognome"))
    yield firm if firm.value else joined(f"{path}/name", person)
    home = find(party, "Sede")
    street, house, code, city, province, country = texts(
        home, "Indirizzo", "NumeroCivico", "CAP", "Comune", "Provincia", "Nazione"
    )
    street = " ".join(filter(None, (street, house)))
    town = " ".join(filter(None, (code, city, province and f"({province})")))
    yield address(f"{path}/address", [street, town])
    yield Fact(path=f"{path}/street", value=street)
    yield Fact(path=f"{path}/postcode", value=code)
    yield Fact(path=f"{path}/city", value=city)
    yield Fact(path=f"{path}/country", value=country)
    land, vat, fiscal = texts(
        known, "IdFiscaleIVA/IdPaese", "IdFiscaleIVA/IdCodice", "CodiceFiscale"
    )
    yield Fact(path=f"{path}/tax_id", value=f"{land}{vat}" if vat else "")
    yield Fact(path=f"{path}/tax_id", value="" if fiscal == vat else fiscal)
    yield text_fact(f"{path}/phone", find(party, "Contatti/Telefono"))
    yield text_fact(f"{path}/email", find(party, "Contatti/Email"))


def _line(line: Element) -> Iterator[Fact]:
    yield text_fact("invoice/line/name", find(line, "Descrizione"))
    yield quantity("invoice/line/quantity", find(line, "Quantita"))
    yield quantity("invoice/line/unit_price", find(line, "PrezzoUnitario"))
    yield amount("invoice/line/total", find(line, "PrezzoTotale"))


def _tax(tax: Element) -> Iterator[Fact]:
    yield rate("invoice/tax/rate", find(tax, "AliquotaIVA"))
    yield amount("invoice/tax/basis", find(tax, "ImponibileImporto"))
    yield amount("invoice/tax/amount", find(tax, "Imposta"))


def _sums(body: Element, general: Element | None) -> Iterator[Fact]:
    """Taxes by rate, what comes on top (the funds of the free professions, expenses) or is taken
    off, and the sums; a total that is not stated is what is taxed, and the tax.
    """
    taxes = list(find_all(body, "DatiBeniServizi/DatiRiepilogo"))
    for row, tax in enumerate(taxes, start=1):
        yield from numbered(row, _tax(tax))
    bases, owed = ([find(tax, name) for tax in taxes] for name in ("ImponibileImporto", "Imposta"))
    funds = list(find_all(general, "DatiCassaPrevidenziale/ImportoContributoCassa"))
    expenses = find_all(body, "DatiBeniServizi/DatiRiepilogo/SpeseAccessorie")
    yield summed("invoice/charges", [*funds, *expenses, *_changes(general, "MG")])
    yield summed("invoice/allowances", _changes(general, "SC"))
    yield summed("invoice/tax_basis", bases)
    yield summed("invoice/tax_total", owed)
    kept = list(find_all(general, "DatiRitenuta/ImportoRitenuta"))
    split = [find(tax, "Imposta") for tax in taxes if text(find(tax, "EsigibilitaIVA")) == _SPLIT]
    yield summed("invoice/withheld", [*kept, *split])
    total = find(general, "ImportoTotaleDocumento")
    yield summed("invoice/total", [*bases, *owed] if total is None else [total])
    yield summed("invoice/amount_due", list(find_all(body, f"{_TERMS}/ImportoPagamento")))


def _changes(general: Element | None, kind: str) -> list[Element | None]:
    """The amounts of ``ScontoMaggiorazione`` of the whole document: ``SC`` off, ``MG`` on top."""
    found = find_all(general, "ScontoMaggiorazione")
    return [find(one, "Importo") for one in found if text(find(one, "Tipo")) == kind]

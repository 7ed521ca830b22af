"""Facts of OASIS UBL 2.1 invoices and credit notes (Peppol BIS, XRechnung UBL)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from appliance.reading.einvoices.einvoice_fact import (
    Fact,
    address,
    amount,
    aside,
    date,
    in_currency,
    joined,
    numbered,
    price_of_one,
    quantity,
    rate,
    repeated,
    summed,
    text_fact,
    texts,
)
from appliance.reading.unpaged.xmlsafe import Element, find, find_all, name, text

CREDIT_NOTE = "381"


def facts(root: Element) -> Iterator[Fact]:
    """All facts in reading order."""
    yield text_fact("invoice/number", find(root, "ID"))
    yield _type_code(root)
    yield date("invoice/issue_date", find(root, "IssueDate"))
    due = find(root, "DueDate")
    yield date(
        "invoice/due_date", due if due is not None else find(root, "PaymentMeans/PaymentDueDate")
    )
    yield date("invoice/delivery_date", find(root, "Delivery/ActualDeliveryDate"))
    yield text_fact("invoice/order_number", find(root, "OrderReference/ID"))
    yield text_fact("invoice/currency", find(root, "DocumentCurrencyCode"))
    yield from _party("invoice/seller", find(root, "AccountingSupplierParty/Party"))
    yield from _party("invoice/buyer", find(root, "AccountingCustomerParty/Party"))
    yield from _lines(root)
    yield from _sums(root)
    yield from repeated("invoice/iban", root, "PaymentMeans/PayeeFinancialAccount/ID")
    bank = "PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID"
    yield from repeated("invoice/bic", root, bank)


def _type_code(root: Element) -> Fact:
    """UNTDID 1001; that of a credit note need not be written, the root says what it is."""
    credit = name(root) == "CreditNote"
    told = text_fact("invoice/type_code", find(root, f"{name(root)}TypeCode"))
    return replace(told, value=CREDIT_NOTE) if credit and not told.value else told


def _party(path: str, party: Element | None) -> Iterator[Fact]:
    legal = find(party, "PartyLegalEntity/RegistrationName")
    yield text_fact(f"{path}/name", legal if legal is not None else find(party, "PartyName/Name"))
    home = find(party, "PostalAddress")
    street, more, city, zone = texts(
        home, "StreetName", "AdditionalStreetName", "CityName", "PostalZone"
    )
    yield address(f"{path}/address", [street, more, f"{zone} {city}".strip()])
    yield Fact(path=f"{path}/street", value=street)
    yield Fact(path=f"{path}/postcode", value=zone)
    yield Fact(path=f"{path}/city", value=city)
    yield text_fact(f"{path}/country", find(home, "Country/IdentificationCode"))
    yield from repeated(f"{path}/tax_id", party, "PartyTaxScheme/CompanyID")
    yield text_fact(f"{path}/phone", find(party, "Contact/Telephone"))
    yield text_fact(f"{path}/email", find(party, "Contact/ElectronicMail"))


def _lines(root: Element) -> Iterator[Fact]:
    credit = name(root) == "CreditNote"
    counted = "CreditedQuantity" if credit else "InvoicedQuantity"
    kind = "CreditNoteLine" if credit else "InvoiceLine"
    parts = count(1)
    for row, line in enumerate(find_all(root, kind), start=1):
        yield from numbered(row, _line(line, counted))
        for part in _parts(line, f"Sub{kind}"):
            yield from aside("part", next(parts), _line(part, counted))


def _parts(line: Element, kind: str) -> Iterator[Element]:
    """The lines within a line, at any depth: what it is made of; its amount has theirs."""
    for part in find_all(line, kind):
        yield part
        yield from _parts(part, kind)


def _line(line: Element, counted: str) -> Iterator[Fact]:
    named = text_fact("invoice/line/name", find(line, "Item/Name"))
    described = joined("invoice/line/name", find_all(line, "Item/Description"))  # UBL 2.0: no name
    yield named if named.value else described
    yield quantity("invoice/line/quantity", find(line, counted))
    yield price_of_one(find(line, "Price/PriceAmount"), find(line, "Price/BaseQuantity"))
    yield amount("invoice/line/total", find(line, "LineExtensionAmount"))


def _tax(tax: Element) -> Iterator[Fact]:
    percent = find(tax, "TaxCategory/Percent")
    yield rate("invoice/tax/rate", percent if percent is not None else find(tax, "Percent"))
    yield amount("invoice/tax/basis", find(tax, "TaxableAmount"))
    yield amount("invoice/tax/amount", find(tax, "TaxAmount"))


def _sums(root: Element) -> Iterator[Fact]:
    currency = text(find(root, "DocumentCurrencyCode"))
    totals = in_currency(find_all(root, "TaxTotal"), "TaxAmount", currency)
    rated = [(one, list(find_all(one, "TaxSubtotal"))) for one in totals]
    # of several taxes one without rates is a row, too: they add up to the whole
    taxes = [row for one, rates in rated for row in rates or ([one] if len(totals) > 1 else [])]
    for row, tax in enumerate(taxes, start=1):
        yield from numbered(row, _tax(tax))
    sums = find(root, "LegalMonetaryTotal")
    yield amount("invoice/subtotal", find(sums, "LineExtensionAmount"))
    yield amount("invoice/charges", find(sums, "ChargeTotalAmount"))
    yield amount("invoice/allowances", find(sums, "AllowanceTotalAmount"))
    yield amount("invoice/tax_basis", find(sums, "TaxExclusiveAmount"))
    yield summed("invoice/tax_total", [find(total, "TaxAmount") for total in totals])
    yield _withheld(root, currency)
    yield amount("invoice/total", find(sums, "TaxInclusiveAmount"))
    yield amount("invoice/prepaid", find(sums, "PrepaidAmount"))
    yield amount("invoice/amount_due", find(sums, "PayableAmount"))


def _withheld(root: Element, currency: str) -> Fact:
    """What the customer keeps for the tax office: of the whole invoice, else of its lines."""
    told = list(find_all(root, "WithholdingTaxTotal"))
    for kind in ("InvoiceLine", "CreditNoteLine"):
        told = told or list(find_all(root, f"{kind}/WithholdingTaxTotal"))
    kept = in_currency(told, "TaxAmount", currency)
    return summed("invoice/withheld", [find(total, "TaxAmount") for total in kept])

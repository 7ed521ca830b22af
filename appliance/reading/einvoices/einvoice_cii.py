"""Facts of UN/CEFACT Cross Industry Invoice (ZUGFeRD 1 and 2, Factur-X, XRechnung CII)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from appliance.reading.einvoices.einvoice_fact import (
    Fact,
    address,
    amount,
    aside,
    date,
    in_currency,
    numbered,
    price_of_one,
    quantity,
    rate,
    repeated,
    summed,
    text_fact,
    texts,
)
from appliance.reading.unpaged.xmlsafe import Element, find, find_all, text

# ZUGFeRD 1 calls the same things Applicable... and Specified...
_HEADERS = ("ExchangedDocument", "HeaderExchangedDocument")
_TRANSACTIONS = ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
_AGREEMENTS = ("ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement")
_DELIVERIES = ("ApplicableHeaderTradeDelivery", "ApplicableSupplyChainTradeDelivery")
_SETTLEMENTS = ("ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
_ASIDE = {"GROUP": "group", "INFORMATION": "information"}
"""Lines that the sum has not (Factur-X 1.0 EXTENDED, BT-X-8): sums of others, mere information."""
_SUMS = (
    "SpecifiedTradeSettlementHeaderMonetarySummation",
    "SpecifiedTradeSettlementMonetarySummation",
)


def facts(root: Element) -> Iterator[Fact]:
    """All facts in reading order."""
    header = _either(root, _HEADERS)
    trade = _either(root, _TRANSACTIONS)
    agreement = _either(trade, _AGREEMENTS)
    settlement = _either(trade, _SETTLEMENTS)
    yield text_fact("invoice/number", find(header, "ID"))
    yield text_fact("invoice/type_code", find(header, "TypeCode"))
    yield date("invoice/issue_date", find(header, "IssueDateTime"))
    yield from _party("invoice/seller", find(agreement, "SellerTradeParty"))
    yield from _party("invoice/buyer", find(agreement, "BuyerTradeParty"))
    order = find(agreement, "BuyerOrderReferencedDocument")
    issuer_id = find(order, "IssuerAssignedID")
    yield text_fact(
        "invoice/order_number", issuer_id if issuer_id is not None else find(order, "ID")
    )
    delivered = "ActualDeliverySupplyChainEvent/OccurrenceDateTime"
    yield date("invoice/delivery_date", find(_either(trade, _DELIVERIES), delivered))
    yield from _lines(trade)
    yield from _settlement(settlement)


def _either(element: Element | None, names: tuple[str, ...]) -> Element | None:
    return next((item for name in names for item in find_all(element, name)), None)


def _party(path: str, party: Element | None) -> Iterator[Fact]:
    yield text_fact(f"{path}/name", find(party, "Name"))
    home = find(party, "PostalTradeAddress")
    lines = list(texts(home, "LineOne", "LineTwo", "LineThree"))
    postcode, city, country = texts(home, "PostcodeCode", "CityName", "CountryID")
    yield address(f"{path}/address", [*lines, f"{postcode} {city}".strip()])
    yield text_fact(f"{path}/street", find(home, "LineOne"))
    yield Fact(path=f"{path}/postcode", value=postcode)
    yield Fact(path=f"{path}/city", value=city)
    yield Fact(path=f"{path}/country", value=country)
    identities = list(find_all(party, "SpecifiedTaxRegistration/ID"))
    for item in sorted(identities, key=lambda item: item.get("schemeID") != "VA"):
        yield text_fact(f"{path}/tax_id", item)
    contact = find(party, "DefinedTradeContact")
    yield text_fact(
        f"{path}/phone", find(contact, "TelephoneUniversalCommunication/CompleteNumber")
    )
    yield text_fact(f"{path}/email", find(contact, "EmailURIUniversalCommunication/URIID"))


def _lines(trade: Element | None) -> Iterator[Fact]:
    rows, others = count(1), count(1)
    for line in find_all(trade, "IncludedSupplyChainTradeLineItem"):
        status = text(find(line, "AssociatedDocumentLineDocument/LineStatusReasonCode")).upper()
        if status in _ASIDE:
            yield from aside(_ASIDE[status], next(others), _line(line))
        else:
            yield from numbered(next(rows), _line(line))


def _line(line: Element) -> Iterator[Fact]:
    delivery = _either(line, ("SpecifiedLineTradeDelivery", "SpecifiedSupplyChainTradeDelivery"))
    agreed = _either(line, ("SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement"))
    settled = _either(line, ("SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement"))
    total = _either(
        settled,
        (
            "SpecifiedTradeSettlementLineMonetarySummation",
            "SpecifiedTradeSettlementMonetarySummation",
        ),
    )
    product = "SpecifiedTradeProduct"
    named = text_fact("invoice/line/name", find(line, f"{product}/Name"))
    described = text_fact("invoice/line/name", find(line, f"{product}/Description"))
    yield named if named.value else described
    yield quantity("invoice/line/quantity", find(delivery, "BilledQuantity"))
    price = find(agreed, "NetPriceProductTradePrice")
    yield price_of_one(find(price, "ChargeAmount"), find(price, "BasisQuantity"))
    yield amount("invoice/line/total", find(total, "LineTotalAmount"))


def _tax(tax: Element) -> Iterator[Fact]:
    yield rate("invoice/tax/rate", _either(tax, ("RateApplicablePercent", "ApplicablePercent")))
    yield amount("invoice/tax/basis", find(tax, "BasisAmount"))
    yield amount("invoice/tax/amount", find(tax, "CalculatedAmount"))


def _settlement(settlement: Element | None) -> Iterator[Fact]:
    yield text_fact("invoice/currency", find(settlement, "InvoiceCurrencyCode"))
    means = "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID"
    yield from repeated("invoice/iban", settlement, means)
    bank = "SpecifiedTradeSettlementPaymentMeans/PayeeSpecifiedCreditorFinancialInstitution/BICID"
    yield from repeated("invoice/bic", settlement, bank)
    due = "SpecifiedTradePaymentTerms/DueDateDateTime"
    yield date("invoice/due_date", find(settlement, due))
    for row, tax in enumerate(find_all(settlement, "ApplicableTradeTax"), start=1):
        yield from numbered(row, _tax(tax))
    sums = _either(settlement, _SUMS)
    for name, element in (
        ("subtotal", "LineTotalAmount"),
        ("charges", "ChargeTotalAmount"),
        ("allowances", "AllowanceTotalAmount"),
        ("tax_basis", "TaxBasisTotalAmount"),
        ("total", "GrandTotalAmount"),
        ("prepaid", "TotalPrepaidAmount"),
        ("amount_due", "DuePayableAmount"),
    ):
        yield amount(f"invoice/{name}", find(sums, element))
    currency = text(find(settlement, "InvoiceCurrencyCode"))
    totals = in_currency(find_all(sums, "TaxTotalAmount"), "", currency)
    yield summed("invoice/tax_total", totals)

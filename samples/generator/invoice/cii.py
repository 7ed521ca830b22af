"""The invoice as Cross Industry Invoice XML (UN/CEFACT D16B, profile EN 16931)."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape

from samples.generator.invoice.claim import Claim
from samples.generator.places import Party
from samples.generator.receipt.bill import Tax

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:'
    'CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:'
    'ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:'
    'standard:UnqualifiedDataType:100">\n'
)


def cii(claim: Claim) -> bytes:
    """UTF-8 XML."""
    body = [
        "<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>",
        "<ram:ID>urn:cen.eu:en16931:2017</ram:ID>",
        "</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>\n",
        f"<rsm:ExchangedDocument><ram:ID>{escape(claim.number)}</ram:ID>",
        f"<ram:TypeCode>{381 if claim.credit else 380}</ram:TypeCode>",
        f"<ram:IssueDateTime>{_date(claim.issued)}</ram:IssueDateTime>",
        "</rsm:ExchangedDocument>\n<rsm:SupplyChainTradeTransaction>\n",
        *(_line(number, claim) for number in range(len(claim.lines))),
        "<ram:ApplicableHeaderTradeAgreement>",
        _party("SellerTradeParty", claim.seller),
        _party("BuyerTradeParty", claim.buyer),
        "<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>",
        f"{claim.order}</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>",
        "</ram:ApplicableHeaderTradeAgreement>\n<ram:ApplicableHeaderTradeDelivery/>\n",
        _settlement(claim),
        "</rsm:SupplyChainTradeTransaction>\n</rsm:CrossIndustryInvoice>\n",
    ]
    return (_HEAD + "".join(body)).encode()


def _date(when: datetime) -> str:
    return f'<udt:DateTimeString format="102">{when:%Y%m%d}</udt:DateTimeString>'


def _party(tag: str, party: Party) -> str:
    return (
        f"<ram:{tag}><ram:Name>{escape(party.name)}</ram:Name><ram:PostalTradeAddress>"
        f"<ram:PostcodeCode>{party.postcode}</ram:PostcodeCode>"
        f"<ram:LineOne>{escape(party.street)}</ram:LineOne>"
        f"<ram:CityName>{escape(party.city)}</ram:CityName>"
        f"<ram:CountryID>{party.country}</ram:CountryID></ram:PostalTradeAddress>"
        f'<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">{party.tax_id}</ram:ID>'
        f"</ram:SpecifiedTaxRegistration></ram:{tag}>\n"
    )


def _line(number: int, claim: Claim) -> str:
    line, rate = claim.lines[number], claim.lines[number].rate
    return (
        "<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument>"
        f"<ram:LineID>{number + 1}</ram:LineID></ram:AssociatedDocumentLineDocument>"
        f"<ram:SpecifiedTradeProduct><ram:SellerAssignedID>{line.code}</ram:SellerAssignedID>"
        f"<ram:Name>{escape(line.description)}</ram:Name></ram:SpecifiedTradeProduct>"
        "<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>"
        f"<ram:ChargeAmount>{line.unit_price}</ram:ChargeAmount>"
        "</ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>"
        '<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">'
        f"{line.quantity}</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>"
        "<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT"
        "</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>"
        f"<ram:RateApplicablePercent>{rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>"
        "<ram:SpecifiedTradeSettlementLineMonetarySummation>"
        f"<ram:LineTotalAmount>{line.amount}</ram:LineTotalAmount>"
        "</ram:SpecifiedTradeSettlementLineMonetarySummation>"
        "</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>\n"
    )


def _tax(tax: Tax) -> str:
    return (
        f"<ram:ApplicableTradeTax><ram:CalculatedAmount>{tax.amount}</ram:CalculatedAmount>"
        f"<ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>{tax.base}</ram:BasisAmount>"
        "<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>"
        f"{tax.rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>\n"
    )


def _settlement(claim: Claim) -> str:
    currency = claim.country.data["currency"]
    account = claim.iban.replace(" ", "")
    return (
        "<ram:ApplicableHeaderTradeSettlement>"
        f"<ram:InvoiceCurrencyCode>{currency}</ram:InvoiceCurrencyCode>"
        "<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode>"
        f"<ram:PayeePartyCreditorFinancialAccount><ram:IBANID>{account}</ram:IBANID>"
        "</ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>\n"
        f"{''.join(map(_tax, claim.taxes))}"
        "<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>"
        f"{_date(claim.due)}</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>\n"
        "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
        f"<ram:LineTotalAmount>{claim.subtotal}</ram:LineTotalAmount>"
        f"<ram:TaxBasisTotalAmount>{claim.subtotal}</ram:TaxBasisTotalAmount>"
        f'<ram:TaxTotalAmount currencyID="{currency}">{claim.tax_total}</ram:TaxTotalAmount>'
        f"<ram:GrandTotalAmount>{claim.total}</ram:GrandTotalAmount>"
        f"<ram:TotalPrepaidAmount>{claim.prepaid}</ram:TotalPrepaidAmount>"
        f"<ram:DuePayableAmount>{claim.total - claim.prepaid}</ram:DuePayableAmount>"
        "</ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
        "</ram:ApplicableHeaderTradeSettlement>\n"
    )

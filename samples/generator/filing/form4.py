"""EDGAR Form 4: a change in an insider's holdings, as the ownership XML that is filed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from xml.sax.saxutils import escape

from samples.generator.filing.registrant import Registrant, words
from samples.generator.places import Country, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One transaction of the insider."""

    owner: Party
    owner_cik: str
    title: str
    code: str
    shares: int
    price: Decimal
    held: int
    when: date


def trade(chance: Random, end: date) -> Trade:
    """An invented purchase, sale or grant."""
    country = Country("us")
    owner = country.party(chance, " ".join(reversed(country.person(chance).split())))
    shares = chance.randrange(100, 60_000)
    return Trade(
        owner=owner,
        owner_cik=f"{chance.randrange(1_100_000, 1_990_000):010d}",
        title=str(chance.choice(words()["titles"])),
        code=chance.choice("PSAF"),
        shares=shares,
        price=Decimal(chance.randrange(300, 24_000)) / 100,
        held=shares + chance.randrange(500, 400_000),
        when=end,
    )


def xml(who: Registrant, deal: Trade) -> bytes:
    """The ownership document, UTF-8."""
    filed = deal.when + timedelta(days=2)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ownershipDocument>
    <schemaVersion>X0508</schemaVersion>
    <documentType>4</documentType>
    <periodOfReport>{deal.when}</periodOfReport>
    <issuer>
        <issuerCik>{who.cik}</issuerCik>
        <issuerName>{escape(who.name)}</issuerName>
        <issuerTradingSymbol>{who.symbol}</issuerTradingSymbol>
    </issuer>
{_owner(deal)}{_transaction(deal)}    <ownerSignature>
        <signatureName>/s/ {deal.owner.name}</signatureName>
        <signatureDate>{filed}</signatureDate>
    </ownerSignature>
</ownershipDocument>
""".encode()


def _owner(deal: Trade) -> str:
    owner, director = deal.owner, deal.title == "Director"
    return f"""    <reportingOwner>
        <reportingOwnerId>
            <rptOwnerCik>{deal.owner_cik}</rptOwnerCik>
            <rptOwnerName>{owner.name}</rptOwnerName>
        </reportingOwnerId>
        <reportingOwnerAddress>
            <rptOwnerStreet1>{owner.street}</rptOwnerStreet1>
            <rptOwnerCity>{owner.city}</rptOwnerCity>
            <rptOwnerState>{owner.region}</rptOwnerState>
            <rptOwnerZipCode>{owner.postcode}</rptOwnerZipCode>
        </reportingOwnerAddress>
        <reportingOwnerRelationship>
            <isDirector>{int(director)}</isDirector>
            <isOfficer>{int(not director)}</isOfficer>
            <officerTitle>{deal.title}</officerTitle>
        </reportingOwnerRelationship>
    </reportingOwner>
"""


def _transaction(deal: Trade) -> str:
    sign = "D" if deal.code in "SF" else "A"
    return f"""    <nonDerivativeTable>
        <nonDerivativeTransaction>
            <securityTitle><value>Common Stock</value></securityTitle>
            <transactionDate><value>{deal.when}</value></transactionDate>
            <transactionCoding>
                <transactionFormType>4</transactionFormType>
                <transactionCode>{deal.code}</transactionCode>
            </transactionCoding>
            <transactionAmounts>
                <transactionShares><value>{deal.shares}</value></transactionShares>
                <transactionPricePerShare><value>{deal.price}</value></transactionPricePerShare>
                <transactionAcquiredDisposedCode><value>{sign}</value>\
</transactionAcquiredDisposedCode>
            </transactionAmounts>
            <postTransactionAmounts>
                <sharesOwnedFollowingTransaction><value>{deal.held}</value>\
</sharesOwnedFollowingTransaction>
            </postTransactionAmounts>
            <ownershipNature>
                <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
            </ownershipNature>
        </nonDerivativeTransaction>
    </nonDerivativeTable>
"""

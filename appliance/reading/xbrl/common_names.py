"""Names common to all regulatory filings, whatever format states them (see ``statements``)."""

from __future__ import annotations

import re

from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.values.dates import iso_date

# common name -> element names that state it, the most telling first
ELEMENTS: dict[str, tuple[str, ...]] = {
    "form_type": ("documentType", "submissionType"),
    "registrant_name": (
        "issuer/issuerName", "issuerInfo/issuerName", "primaryIssuer/entityName",
        "issuerInfo/nameOfIssuer", "issuerInformation/nameOfIssuer", "regName",
        "registrantFullName", "filingManager/name", "EntityCurrentLegalOrRegisteredName",
        "EntityRegistrantName",
        "NameReportingEntityOrOtherMeansIdentification", "issuerName",
    ),
    "cik": (
        "issuerCik", "issuerCIK", "primaryIssuer/cik", "regCik", "registrantCik", "filerCik",
        "issuerCredentials/cik",
        "filerCredentials/cik", "credentials/cik", "EntityCentralIndexKey",
    ),
    "company_number": ("UKCompaniesHouseRegisteredNumber",),
    "lei": ("regLei", "registrantLei", "LegalEntityIdentifier"),
    "file_number": (
        "form13FFileNumber", "regFileNumber", "investmentCompFileNo", "commissionFileNumber",
        "secFileNumber", "filer/fileNumber",
        "EntityFileNumber",
    ),
    "period_end": (
        "periodOfReport", "reportCalendarOrQuarter", "repPdDate", "filerInfo/period",
        "generalInfo@reportEndingPeriod", "generalInfo/reportDate", "DocumentPeriodEndDate",
        "EndDateForPeriodCoveredByReport", "BalanceSheetDate",
    ),
    "fiscal_year_end": ("repPdEnd", "CurrentFiscalYearEndDate"),
    "incorporation": (
        "jurisdictionOfInc", "jurisdictionOrganization", "issuerStateOfIncorporation",
        "EntityIncorporationStateCountryCode",
    ),
    "ein": ("issuerIrsNumber", "EntityTaxIdentificationNumber"),
    "phone": ("issuerPhoneNumber", "regPhone", "registrantphoneNumber",
        "issuerContactPhone"),
    "address_street": (
        "issuerAddress/street1", "issuerInfo/address/street1", "regStreet1", "registrantstreet1",
        "filingManager/address/street1",
        "issuerPrincipalExecutiveOfficeAddress/street1", "EntityAddressAddressLine1",
    ),
    "address_street_2": (
        "issuerAddress/street2", "issuerInfo/address/street2", "regStreet2", "registrantstreet2",
        "filingManager/address/street2", "issuerPrincipalExecutiveOfficeAddress/street2",
        "EntityAddressAddressLine2",
    ),
    "address_city": (
        "issuerAddress/city", "issuerInfo/address/city", "regCity", "registrantcity",
        "filingManager/address/city",
        "issuerPrincipalExecutiveOfficeAddress/city", "EntityAddressCityOrTown",
    ),
    "address_state": (
        "issuerAddress/stateOrCountry", "issuerInfo/address/stateOrCountry",
        "regStateConditional@regState", "registrantstate",
        "filingManager/address/stateOrCountry",
        "issuerPrincipalExecutiveOfficeAddress/stateOrCountry", "EntityAddressStateOrProvince",
    ),
    "address_postal_code": (
        "issuerAddress/zipCode", "issuerInfo/address/zipCode", "regZipOrPostalCode",
        "registrantzipCode", "filingManager/address/zipCode",
        "issuerPrincipalExecutiveOfficeAddress/zipCode", "EntityAddressPostalZipCode",
    ),
    "securities": ("securitiesClassTitle", "securityTitle/value", "Security12bTitle"),
    "trading_symbol": ("issuerTradingSymbol", "TradingSymbol"),
    "signatory": ("signatureName", "signatureBlock/name", "signature/signature",
        "noticeSignature/signature", "signatureDetails/signature",),
}  # fmt: skip
_DATES = frozenset({"period_end"})
_OTHERS = re.compile(
    r"(?:^|/)(?:issuerList|coIssuers|otherManagersInfo|otherManagers2Info|relatedPersonsList|"
    r"brokerOrMarketmakerDetails|sellerDetails|issuerInformation/commission\w+)(?:/|$)"
)
"""Elements that tell of others than the registrant: co-issuers (Forms D and C), other managers
(13F), the intermediary of an offering (Form C), brokers and sellers (144)."""
_NOTHING = frozenset({"n/a", "none", "not applicable"})
"""What EDGAR has filers enter where they have no such number, name or symbol."""


class CommonNames:
    """States each common name once: the most telling element of the whole file wins."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._best: dict[str, tuple[int, int]] = {}  # name -> rank of the element, key
        self.rows = 0  # rows of the forms' tables so far

    def offer(self, path: str, value: str) -> tuple[int, ...]:
        """The keys of common names that an element states, empty for most elements."""
        if _OTHERS.search(path) or value.strip().lower() in _NOTHING:
            return ()
        keys = []
        for name, endings in ELEMENTS.items():
            rank = _rank(path, endings)
            if rank is not None and rank < self._best.get(name, (len(endings), 0))[0]:
                keys.append(self.give(name, value, rank))
        return tuple(keys)

    def give(self, name: str, value: str, rank: int = -1) -> int:
        """State a common name; an earlier, less telling statement of it is withdrawn."""
        known = self._best.get(name)
        if known is not None:
            self._sheet.withdraw(known[1])
        key = self._sheet.state(name, _common(name, value))
        self._best[name] = (rank, key)
        return key

    def has(self, name: str) -> bool:
        """The name is stated already."""
        return name in self._best


def _common(name: str, value: str) -> str:
    """A value as every filing gives it: ISO dates, American states without their country."""
    if name in _DATES:
        return iso_date(value)
    return value.removeprefix("US-") if name == "address_state" else value


def _rank(path: str, endings: tuple[str, ...]) -> int | None:
    for rank, ending in enumerate(endings):
        if path == ending or path.endswith(f"/{ending}") or path.endswith(f":{ending}"):
            return rank
    return None

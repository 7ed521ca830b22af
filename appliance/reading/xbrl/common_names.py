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
    "ein": ("issuerIrsNumber", "irsNum", "EntityTaxIdentificationNumber"),
    "phone": ("issuerPhoneNumber", "regPhone", "registrantphoneNumber",
        "issuerInfo/phoneNumber", "item1/phoneNumber", "item1/phone", "issuerContactPhone"),
    "address_street": (
        "issuerAddress/street1", "issuerInfo/address/street1",
        "issuerInfo/street1", "item1/street1", "regStreet1", "registrantstreet1",
        "filingManager/address/street1",
        "issuerPrincipalExecutiveOfficeAddress/street1", "EntityAddressAddressLine1",
    ),
    "address_street_2": (
        "issuerAddress/street2", "issuerInfo/address/street2",
        "issuerInfo/street2", "item1/street2", "regStreet2", "registrantstreet2",
        "filingManager/address/street2", "issuerPrincipalExecutiveOfficeAddress/street2",
        "EntityAddressAddressLine2",
    ),
    "address_city": (
        "issuerAddress/city", "issuerInfo/address/city",
        "issuerInfo/city", "item1/city", "regCity", "registrantcity",
        "filingManager/address/city",
        "issuerPrincipalExecutiveOfficeAddress/city", "EntityAddressCityOrTown",
    ),
    "address_state": (
        "issuerAddress/stateOrCountry", "issuerInfo/address/stateOrCountry",
        "issuerInfo/stateOrCountry", "item1/stateOrCountry",
        "regStateConditional@regState", "registrantstate",
        "filingManager/address/stateOrCountry",
        "issuerPrincipalExecutiveOfficeAddress/stateOrCountry", "EntityAddressStateOrProvince",
    ),
    "address_postal_code": (
        "issuerAddress/zipCode", "issuerInfo/address/zipCode",
        "issuerInfo/zipCode", "item1/zipCode", "regZipOrPostalCode",
        "registrantzipCode", "filingManager/address/zipCode",
        "issuerPrincipalExecutiveOfficeAddress/zipCode", "EntityAddressPostalZipCode",
    ),
    "securities": ("securitiesClassTitle", "securityTitle/value", "Security12bTitle"),
    "trading_symbol": ("issuerTradingSymbol", "TradingSymbol"),
    "signatory": ("signatureName", "signatureBlock/name", "signature/signature",
        "noticeSignature/signature", "signatureDetails/signature",),
}  # fmt: skip
_ADDRESS = (
    "address_street", "address_street_2", "address_city", "address_state", "address_postal_code",
)  # fmt: skip
APART = 400
"""Characters within which the parts of an address stand that are shown as one place."""
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
        self._said: dict[str, str] = {}
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
        self._said[name] = _common(name, value)
        key = self._sheet.state(name, self._said[name])
        self._best[name] = (rank, key)
        return key

    def join_address(self) -> None:
        """State the parts of the address as one, once all is set: ``address``."""
        told = [name for name in _ADDRESS if self._said.get(name)]
        if not {"address_street", "address_city"} <= set(told) or self.has("address"):
            return
        behind = " ".join(self._said[name] for name in told if name in _ADDRESS[3:])
        lines = [*(self._said[name] for name in told if name in _ADDRESS[:3]), behind]
        spans = [self._sheet.shown(self._best[name][1]) for name in told]
        key = self.give("address", ", ".join(line for line in lines if line))
        near = max(span.end for span in spans) - min(span.start for span in spans) <= APART
        for span in spans if near else spans[:1]:
            if span.end:
                self._sheet.show(key, span)

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

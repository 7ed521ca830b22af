"""Cover pages of forms that the plain 10-K, 10-Q and 8-K are not, untagged, in several hands.

20-F, S-1, DEF 14A and 6-K have parts of their own; 10-K and 10-Q are here with brackets for check
boxes, the file number beside the state, and addresses over several rows. Sources of the parts: the
SEC's forms (17 CFR 239.11, 240.14a-101, 249.220f, 249.306, 249.308a, 249.310).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from random import Random

from samples.generator.filing.cover import spelled
from samples.generator.filing.registrant import Registrant
from samples.generator.sample import Values

Cover = tuple[list[str], dict[str, Values]]
"""Paragraphs and rows (cells parted by a bar), and what they say."""
_COUNTRIES = (
    ("Netherlands", "Keizersgracht 12", "Amsterdam", "1015 CS"),
    ("Switzerland", "Bahnhofstrasse 45", "Zurich", "8001"),
    ("Israel", "7 Hamada Street", "Herzliya", "4673300"),
    ("Japan", "2-1 Marunouchi 1-chome", "Tokyo", "100-0005"),
)
_BOXES = (("☒", "☐"), ("[X]", "[ ]"), ("☑", "☐"), ("x", "o"))


def drawn(chance: Random, who: Registrant, end: date) -> tuple[bytes, dict[str, Values], str]:
    """The page as HTML, its truth, and its form."""
    form = chance.choice(sorted(FORMS))
    rows, truth = FORMS[form](chance, who, end)
    body = "".join(_blocks(rows, apart=chance.random() < 0.3))
    page = (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"/></head><body>\n{body}</body></html>'
    )
    return page.encode(), truth | {"registrant_name": who.name, "form_type": form}, form


def _blocks(rows: list[str], *, apart: bool) -> Iterator[str]:
    """Paragraphs, and tables of the rows with cells that follow each other (or a table each)."""
    for number, row in enumerate(rows):
        cells = row.split("|")
        if len(cells) == 1:
            yield f'<p style="text-align:center">{escape(row)}</p>\n'
            continue
        inner = "".join(f'<td style="text-align:center">{escape(cell)}</td>' for cell in cells)
        opens = apart or "|" not in rows[number - 1]
        closes = apart or number + 1 == len(rows) or "|" not in rows[number + 1]
        start, end = ('<table style="width:100%">' if opens else ""), ("</table>\n" * closes)
        yield f"{start}<tr>{inner}</tr>{end}"


def _head(*more: str) -> list[str]:
    return ["UNITED STATES", "SECURITIES AND EXCHANGE COMMISSION", "Washington, D.C. 20549", *more]


def _securities(who: Registrant) -> list[str]:
    return [
        "Securities registered or to be registered pursuant to Section 12(b) of the Act:",
        "Title of each class|Trading Symbol(s)|Name of each exchange on which registered",
        f"{who.security}|{who.symbol}|{who.exchange}",
    ]


def _registered(who: Registrant) -> dict[str, Values]:
    return {
        "securities": [who.security],
        "securities.symbol": [who.symbol],
        "securities.exchange": [who.exchange],
    }


def periodic(form: str) -> Callable[[Random, Registrant, date], Cover]:
    """A 10-K or 10-Q with the address over several rows and the boxes in brackets."""
    annual = form == "10-K"

    def page(chance: Random, who: Registrant, end: date) -> Cover:
        yes, no = chance.choice(_BOXES)
        party = who.party
        kind, span = ("ANNUAL", "fiscal year") if annual else ("QUARTERLY", "quarterly period")
        rows = _head(
            f"Form {form}", "(Mark One)",
            f"{yes} {kind} REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT "
            "OF 1934",
            f"For the {span} ended {spelled(end)}", "OR",
            f"{no} TRANSITION REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE "
            "ACT OF 1934",
            f"Commission file number: {who.file_number}", who.name,
            "(Exact name of registrant as specified in its charter)",
            f"{who.state}|{who.ein}",
            "(State or other jurisdiction of incorporation or organization)|(I.R.S. Employer "
            "Identification No.)",
            party.street, f"{party.city}, {party.region} {party.postcode}",
            "(Address of principal executive offices, including zip code)", party.phone,
            "(Registrant’s telephone number, including area code)", *_securities(who),
            *_questions(yes, no),
            f"As of {spelled(end)}, the registrant had {who.shares:,} shares of {who.security} "
            "outstanding.",
        )  # fmt: skip
        return rows, who.located | _registered(who) | {
            "file_number": who.file_number, "period_end": end.isoformat(),
            "shares_outstanding": str(who.shares), "shell_company": "false",
            "current_reporting_status": "true", "filer_category": "Accelerated Filer",
            ("annual_report" if annual else "quarterly_report"): "true",
            "transition_report": "false", "well_known_seasoned_issuer": "false",
        }  # fmt: skip

    return page


def _questions(yes: str, no: str) -> list[str]:
    """Not seasoned, current, accelerated, no shell."""
    return [
        "Indicate by check mark if the registrant is a well-known seasoned issuer, as defined "
        f"in Rule 405 of the Securities Act. Yes {no} No {yes}",
        "Indicate by check mark whether the registrant (1) has filed all reports required to "
        "be filed by Section 13 during the preceding 12 months and (2) has been subject to "
        f"such filing requirements for the past 90 days. Yes {yes} No {no}",
        f"Large accelerated filer {no} Accelerated filer {yes} Non-accelerated filer {no}",
        "Indicate by check mark whether the registrant is a shell company (as defined in Rule "
        f"12b-2 of the Act). Yes {no} No {yes}",
    ]


def _event(chance: Random, who: Registrant, end: date) -> Cover:
    yes, no = chance.choice(_BOXES)
    party = who.party
    rows = _head(
        "FORM 8-K", "CURRENT REPORT",
        "Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934",
        f"Date of report (Date of earliest event reported): {spelled(end)}", who.name,
        "(Exact Name of Registrant as Specified in Charter)",
        f"{who.state}|{who.file_number}|{who.ein}",
        "(State or Other Jurisdiction of Incorporation)|(Commission File Number)|(IRS Employer "
        "Identification No.)",
        f"{party.street}, {party.city}, {party.region}|{party.postcode}",
        "(Address of Principal Executive Offices)|(Zip Code)",
        f"Registrant’s telephone number, including area code: {party.phone}",
        "Check the appropriate box below if the Form 8-K filing is intended to simultaneously "
        "satisfy the filing obligation of the registrant:",
        f"{yes} Written communications pursuant to Rule 425 under the Securities Act",
        f"{no} Soliciting material pursuant to Rule 14a-12 under the Exchange Act",
        *_securities(who),
        "Indicate by check mark whether the registrant is an emerging growth company as defined in "
        f"Rule 405. Emerging growth company {no}",
    )  # fmt: skip
    return rows, who.located | _registered(who) | {
        "file_number": who.file_number, "period_end": end.isoformat(),
        "written_communications": "true", "soliciting_material": "false",
        "emerging_growth_company": "false",
    }  # fmt: skip


def _foreign(chance: Random, who: Registrant, end: date) -> Cover:
    yes, no = chance.choice(_BOXES)
    country, street, city, code = chance.choice(_COUNTRIES)
    rows = _head(
        "FORM 20-F", "(Mark One)",
        f"{no} REGISTRATION STATEMENT PURSUANT TO SECTION 12(b) OR (g) OF THE SECURITIES EXCHANGE "
        "ACT OF 1934", "OR",
        f"{yes} ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF "
        "1934",
        f"For the fiscal year ended {spelled(end)}", "OR",
        f"{no} SHELL COMPANY REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT "
        "OF 1934",
        f"Commission file number {who.file_number}", who.name,
        "(Exact name of Registrant as specified in its charter)", "Not applicable",
        "(Translation of Registrant’s name into English)", country,
        "(Jurisdiction of incorporation or organization)",
        f"{street}, {code} {city}, {country}", "(Address of principal executive offices)",
        f"{who.officer}, telephone +31 20 555 0142, {street}, {city}",
        "(Name, Telephone, E-mail and/or Facsimile number and Address of Company Contact Person)",
        *_securities(who),
        "Indicate the number of outstanding shares of each of the issuer’s classes of capital or "
        "common stock as of the close of the period covered by the annual report:",
        f"{who.shares:,} ordinary shares",
        "Indicate by check mark if the registrant is a well-known seasoned issuer, as defined in "
        f"Rule 405 of the Securities Act. Yes {yes} No {no}",
    )  # fmt: skip
    return rows, _registered(who) | {
        "file_number": who.file_number, "period_end": end.isoformat(), "incorporation": country,
        "address": f"{street}, {code} {city}, {country}", "address_street": street,
        "address_city": city, "address_postal_code": code,
        "address_state": country, "shares_outstanding": str(who.shares), "annual_report": "true",
        "registration_statement": "false", "shell_company_report": "false",
        "well_known_seasoned_issuer": "true", "phone": "+31 20 555 0142",
    }  # fmt: skip


def _offering(chance: Random, who: Registrant, end: date) -> Cover:
    party, number = who.party, f"333-{chance.randrange(200_000, 290_000)}"
    rows = [
        f"As filed with the Securities and Exchange Commission on {spelled(end)}",
        f"Registration No. {number}", *_head("FORM S-1", "REGISTRATION STATEMENT",
        "UNDER THE SECURITIES ACT OF 1933"), who.name,
        "(Exact name of registrant as specified in its charter)",
        f"{who.state}|3674|{who.ein}",
        "(State or other jurisdiction of incorporation or organization)|(Primary Standard "
        "Industrial Classification Code Number)|(I.R.S. Employer Identification Number)",
        party.street, f"{party.city}, {party.region} {party.postcode}", party.phone,
        "(Address, including zip code, and telephone number, including area code, of registrant’s "
        "principal executive offices)",
        who.officer, who.officer_title, "500 Agent Street", "Wilmington, DE 19801",
        "(Name, address, including zip code, and telephone number, including area code, of agent "
        "for service)",
    ]  # fmt: skip
    return rows, who.located | {"file_number": number}


def _proxy(chance: Random, who: Registrant, end: date) -> Cover:
    yes, no = chance.choice(_BOXES)
    rows = _head(
        "SCHEDULE 14A", "Proxy Statement Pursuant to Section 14(a) of the Securities Exchange Act "
        "of 1934",
        f"Filed by the Registrant {yes}", f"Filed by a Party other than the Registrant {no}",
        "Check the appropriate box:", f"{no} Preliminary Proxy Statement",
        f"{yes} Definitive Proxy Statement", f"{no} Definitive Additional Materials",
        f"{no} Soliciting Material under §240.14a-12", who.name,
        "(Name of Registrant as Specified In Its Charter)",
        "(Name of Person(s) Filing Proxy Statement, if other than the Registrant)",
        f"{yes} No fee required",
    )  # fmt: skip
    return rows, {}


def _monthly(chance: Random, who: Registrant, end: date) -> Cover:
    yes, no = chance.choice(_BOXES)
    country, street, city, code = chance.choice(_COUNTRIES)
    rows = _head(
        "FORM 6-K", "REPORT OF FOREIGN PRIVATE ISSUER PURSUANT TO RULE 13a-16 OR 15d-16 UNDER THE "
        "SECURITIES EXCHANGE ACT OF 1934",
        f"For the month of {spelled(end).split()[0]} {end.year}",
        f"Commission File Number: {who.file_number}", who.name,
        "(Exact name of registrant as specified in its charter)",
        street, f"{code} {city}, {country}", "(Address of principal executive office)",
        "Indicate by check mark whether the registrant files or will file annual reports under "
        f"cover of Form 20-F or Form 40-F. Form 20-F {yes} Form 40-F {no}",
    )  # fmt: skip
    return rows, {
        "file_number": who.file_number, "address": f"{street}, {code} {city}, {country}",
        "address_street": street, "address_city": city,
        "address_postal_code": code, "address_state": country,
    }  # fmt: skip


FORMS: dict[str, Callable[[Random, Registrant, date], Cover]] = {
    "10-K": periodic("10-K"),
    "10-Q": periodic("10-Q"),
    "8-K": _event,
    "20-F": _foreign,
    "S-1": _offering,
    "DEF 14A": _proxy,
    "6-K": _monthly,
}

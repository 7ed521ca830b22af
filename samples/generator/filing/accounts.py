"""Accounts of a small British company as inline XBRL (FRC taxonomy names)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from random import Random

from samples.generator import codes
from samples.generator.filing.registrant import words
from samples.generator.places import Country, Party

_ROWS = (
    ("Fixed assets", "FixedAssets"),
    ("Debtors", "Debtors"),
    ("Cash at bank and in hand", "CashBankOnHand"),
    ("Creditors: amounts falling due within one year", "Creditors"),
    ("Total net assets", "NetAssetsLiabilities"),
    ("Capital and reserves", "Equity"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company on the register with its balance sheet (pounds, now and a year before)."""

    name: str
    number: str
    party: Party
    director: str
    end: date
    figures: tuple[tuple[str, str, int, int], ...]


def draw(chance: Random) -> Company:
    """An invented company."""
    country = Country("gb")
    names = words()
    name = f"{chance.choice(names['uk_first'])} {chance.choice(names['uk_second'])} Limited"
    end = date(chance.randrange(2016, 2025), *chance.choice(((3, 31), (9, 30), (12, 31))))
    figures = tuple(
        (label, concept, chance.randrange(900, 250_000), chance.randrange(900, 250_000))
        for label, concept in _ROWS
    )
    return Company(
        name=name.upper(),
        number=codes.digits(chance, "0#######"),
        party=country.party(chance, name),
        director=country.person(chance),
        end=end,
        figures=figures,
    )


def spelled(day: date) -> str:
    """``31 March 2024``."""
    month = Country("gb").words["months"][day.month - 1]
    return f"{day.day} {month} {day.year}"


def page(company: Company) -> bytes:
    """The accounts, UTF-8."""
    address = ", ".join(company.party.address)
    rows = "".join(_row(*figure) for figure in company.figures)
    before = company.end.replace(year=company.end.year - 1)
    body = (
        "<p>Company registration number: "
        f"{_tag('UKCompaniesHouseRegisteredNumber', company.number)}</p>\n"
        f"<h1>{_tag('EntityCurrentLegalOrRegisteredName', company.name)}</h1>\n"
        "<h2>Unaudited financial statements</h2>\n<p>For the year ended "
        f"{_tag('EndDateForPeriodCoveredByReport', spelled(company.end), _DAY)}</p>\n"
        f"<p>Registered office: {escape(address)}</p>\n<h2>Balance sheet as at "
        f"{spelled(company.end)}</h2>\n<table><tr><th></th><th>{company.end.year}<br/>£</th>"
        f"<th>{before.year}<br/>£</th></tr>\n{rows}</table>\n"
        f"<p>For the year ending {spelled(company.end)} the company was entitled to exemption "
        "under section 477 of the Companies Act 2006 relating to small companies.</p>\n"
        f"<p>Approved by the board and signed on its behalf by<br/>{company.director}<br/>"
        "Director</p>\n"
    )
    return (_head(company) + body + "</body></html>\n").encode()


_DAY = "ixt:datedaymonthyearen"


def _tag(name: str, shown: str, form: str = "") -> str:
    kind = f' format="{form}"' if form else ""
    return f'<ix:nonNumeric name="bus:{name}" contextRef="d"{kind}>{escape(shown)}</ix:nonNumeric>'


def _row(label: str, concept: str, now: int, before: int) -> str:
    cells = "".join(
        f'<td><ix:nonFraction name="core:{concept}" contextRef="{context}" unitRef="gbp" '
        f'decimals="0" format="ixt:numdotdecimal">{value:,}</ix:nonFraction></td>'
        for context, value in (("i", now), ("i0", before))
    )
    return f"<tr><td>{escape(label)}</td>{cells}</tr>\n"


def _head(company: Company) -> str:
    before = company.end.replace(year=company.end.year - 1)
    periods = {
        "d": f"<xbrli:startDate>{before}</xbrli:startDate>"
        f"<xbrli:endDate>{company.end}</xbrli:endDate>",
        "i": f"<xbrli:instant>{company.end}</xbrli:instant>",
        "i0": f"<xbrli:instant>{before}</xbrli:instant>",
    }
    contexts = "".join(
        f'<xbrli:context id="{key}"><xbrli:entity><xbrli:identifier '
        f'scheme="http://www.companieshouse.gov.uk/">{company.number}</xbrli:identifier>'
        f"</xbrli:entity><xbrli:period>{when}</xbrli:period></xbrli:context>"
        for key, when in periods.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
        'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2011-07-31" '
        'xmlns:xbrli="http://www.xbrl.org/2003/instance" '
        'xmlns:link="http://www.xbrl.org/2003/linkbase" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:iso4217="http://www.xbrl.org/2003/iso4217" '
        'xmlns:bus="http://xbrl.frc.org.uk/cd/2023-01-01/business" '
        'xmlns:core="http://xbrl.frc.org.uk/fr/2023-01-01/core"><head>'
        "<title>Accounts</title></head><body>\n"
        '<div style="display:none"><ix:header><ix:references><link:schemaRef xlink:type="simple" '
        'xlink:href="https://xbrl.frc.org.uk/FRS-102/2023-01-01/FRS-102-2023-01-01.xsd"/>'
        f"</ix:references><ix:resources>{contexts}"
        '<xbrli:unit id="gbp"><xbrli:measure>iso4217:GBP</xbrli:measure></xbrli:unit>'
        "</ix:resources></ix:header></div>\n"
    )

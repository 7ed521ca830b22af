"""Cover page and statements of a 10-K, 10-Q or 8-K: HTML, with or without inline XBRL."""

from __future__ import annotations

from datetime import date
from html import escape
from random import Random

from samples.generator.filing import sections
from samples.generator.filing.registrant import Fact, Registrant, words
from samples.generator.filing.tags import Tags
from samples.generator.places import Country


def spelled(day: date) -> str:
    """``June 30, 2024``."""
    month = Country("us").words["months"][day.month - 1]
    return f"{month} {day.day}, {day.year}"


def page(
    chance: Random, who: Registrant, form: str, end: date, *, tagged: bool
) -> tuple[bytes, list[str]]:
    """The whole document, UTF-8, and its headings."""
    tags = Tags(who, form, end, on=tagged)
    body = [_title(who, form, end, tags), _company(who, tags), _securities(who, tags)]
    if form == "8-K":
        event, heading = _event(chance, who, end)
        body.append(event)
        headed = [heading]
    else:
        told = _statements(who, end, tags)
        body += [_boxes(who, tags), sections.body(who.name, form, told)]
        headed = [one.text for one in sections.headings(who.name, form)]
    body.append(_signature(who, end))
    return (tags.head() + "".join(body) + "</body></html>\n").encode(), headed


def _centred(text: str, style: str = "") -> str:
    return f'<div style="text-align:center;{style}">{text}</div>\n'


def _title(who: Registrant, form: str, end: date, tags: Tags) -> str:
    kinds = {
        "10-K": ("ANNUAL REPORT", "For the fiscal year ended"),
        "10-Q": ("QUARTERLY REPORT", "For the quarterly period ended"),
        "8-K": ("CURRENT REPORT", "Date of Report (Date of earliest event reported):"),
    }
    kind, words_before = kinds[form]
    day = tags.text(
        "dei:DocumentPeriodEndDate", spelled(end), form="ixt:date-monthname-day-year-en"
    )
    check = "☒ " if form != "8-K" else ""
    return (
        _centred("UNITED STATES", "font-weight:bold;font-size:14pt")
        + _centred("SECURITIES AND EXCHANGE COMMISSION", "font-weight:bold;font-size:14pt")
        + _centred("Washington, D.C. 20549", "font-weight:bold")
        + _centred(f"FORM {tags.text('dei:DocumentType', form)}", "font-weight:bold;font-size:18pt")
        + f"<p>{check}{kind} PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT "
        "OF 1934</p>\n"
        + _centred(f"{words_before} {day}")
        + _centred(
            "Commission File Number: " + tags.text("dei:EntityFileNumber", who.file_number),
            "font-weight:bold",
        )
    )


def _company(who: Registrant, tags: Tags) -> str:
    party = who.party
    area, local = party.phone[:3], party.phone[4:]
    if party.phone.startswith("("):
        area, local = party.phone[1:4], party.phone[6:]
    name = tags.text("dei:EntityRegistrantName", who.name)
    state = tags.text(
        "dei:EntityIncorporationStateCountryCode", who.state, form="ixt-sec:stateprovnameen"
    )
    ein = tags.text("dei:EntityTaxIdentificationNumber", who.ein)
    street = tags.text("dei:EntityAddressAddressLine1", party.street)
    city = tags.text("dei:EntityAddressCityOrTown", party.city)
    region = tags.text("dei:EntityAddressStateOrProvince", party.region)
    postcode = tags.text("dei:EntityAddressPostalZipCode", party.postcode)
    phone = f"({tags.text('dei:CityAreaCode', area)}) {tags.text('dei:LocalPhoneNumber', local)}"
    return (
        _centred(name, "font-weight:bold;font-size:20pt")
        + _centred("(Exact name of registrant as specified in its charter)", "font-size:8pt")
        + '<table style="width:100%"><tr>'
        f'<td style="width:50%;text-align:center">{state}</td><td style="text-align:center">'
        f"{ein}</td></tr><tr>"
        '<td style="text-align:center;font-size:8pt">(State or other jurisdiction of '
        'incorporation or organization)</td><td style="text-align:center;font-size:8pt">'
        "(I.R.S. Employer Identification No.)</td></tr><tr>"
        f'<td style="text-align:center">{street}, {city}, {region}</td>'
        f'<td style="text-align:center">{postcode}</td></tr><tr>'
        '<td style="text-align:center;font-size:8pt">(Address of principal executive offices)'
        '</td><td style="text-align:center;font-size:8pt">(Zip Code)</td></tr></table>\n'
        + _centred(phone)
        + _centred("(Registrant's telephone number, including area code)", "font-size:8pt")
    )


def _securities(who: Registrant, tags: Tags) -> str:
    title = tags.text("dei:Security12bTitle", who.security)
    symbol = tags.text("dei:TradingSymbol", who.symbol)
    exchange = tags.text("dei:SecurityExchangeName", who.exchange, form="ixt-sec:exchnameen")
    return (
        "<p>Securities registered pursuant to Section 12(b) of the Act:</p>\n"
        '<table style="width:100%;border:1px solid"><tr><th>Title of each class</th>'
        "<th>Trading Symbol(s)</th><th>Name of each exchange on which registered</th></tr>"
        f"<tr><td>{title}</td><td>{symbol}</td><td>{exchange}</td></tr></table>\n"
    )


def _boxes(who: Registrant, tags: Tags) -> str:
    shares = tags.number("dei:EntityCommonStockSharesOutstanding", f"{who.shares:,}", "shares")
    return (
        "<p>Indicate by check mark whether the registrant (1) has filed all reports required to "
        "be filed by Section 13 or 15(d) of the Securities Exchange Act of 1934 during the "
        f"preceding 12 months. {tags.text('dei:EntityCurrentReportingStatus', 'Yes')} ☒ No ☐</p>\n"
        "<p>Indicate by check mark whether the registrant is a shell company. Yes ☐ No ☒</p>\n"
        f"<p>The number of shares of common stock outstanding was {shares}.</p>\n"
    )


def _statements(who: Registrant, end: date, tags: Tags) -> str:
    before = end.replace(year=end.year - 1)
    return _table(
        "Consolidated Balance Sheets", who.facts, end, before, tags, instant=True
    ) + _table("Consolidated Statements of Income", who.income, end, before, tags, instant=False)


def _table(
    title: str, facts: tuple[Fact, ...], end: date, before: date, tags: Tags, *, instant: bool
) -> str:
    head = (
        f'<h3>{title} (in millions)</h3>\n<table style="width:100%"><tr><td></td>'
        f"<td>{spelled(end)}</td><td>{spelled(before)}</td></tr>\n"
    )
    rows = []
    for fact in facts:
        now = tags.figure(fact.concept, f"{fact.now:,}", instant=instant, earlier=False)
        past = tags.figure(fact.concept, f"{fact.before:,}", instant=instant, earlier=True)
        rows.append(f"<tr><td>{escape(fact.label)}</td><td>$ {now}</td><td>$ {past}</td></tr>\n")
    return head + "".join(rows) + "</table>\n"


def _event(chance: Random, who: Registrant, end: date) -> tuple[str, str]:
    """The report of an event, and its heading."""
    item, title, told = chance.choice(words()["events"])
    heading = f"Item {item} {title}"
    told_in_full = (
        "<p>☐ Written communications pursuant to Rule 425 under the Securities Act</p>\n"
        "<p>☐ Soliciting material pursuant to Rule 14a-12 under the Exchange Act</p>\n"
        f"<h3>{heading}</h3>\n"
        f"<p>On {spelled(end)}, {escape(who.name)} {told}.</p>\n"
    )
    return told_in_full, heading


def _signature(who: Registrant, end: date) -> str:
    return (
        "<h3>SIGNATURE</h3>\n<p>Pursuant to the requirements of the Securities Exchange Act of "
        "1934, the registrant has duly caused this report to be signed on its behalf by the "
        f"undersigned.</p>\n<p>{escape(who.name)}</p>\n"
        f"<p>By: /s/ {who.officer}</p>\n<p>Name: {who.officer}</p>\n"
        f"<p>Title: {who.officer_title}</p>\n<p>Date: {spelled(end)}</p>\n"
    )

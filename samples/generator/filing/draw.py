"""A filing from a seed, with its truth."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from samples.generator.filing import accounts, cover, covers, form4
from samples.generator.filing.registrant import Registrant, draw, period
from samples.generator.filing.tags import days, millions
from samples.generator.sample import Sample, Values

KINDS = ("html", "html", "cover", "cover", "ixbrl", "ixbrl", "form4", "uk")
_SUFFIX = {"html": ".html", "cover": ".html", "ixbrl": ".html", "form4": ".xml", "uk": ".html"}


def filing(seed: int, kind: str | None = None, form: str | None = None) -> Sample:
    """The filing number ``seed``; ``kind`` is ``html``, ``cover``, ``ixbrl``, ``form4`` or
    ``uk``.
    """
    chance = Random(f"filing {seed}")
    kind = kind or chance.choice(KINDS)
    content, truth, printed = _told(chance, kind, form)
    return Sample(
        id=f"filing-{seed:05d}",
        klass="filings",
        lang="en",
        kind=kind,
        suffix=_SUFFIX[kind],
        content=content,
        truth=truth,
        printed=printed,
    )


Told = tuple[bytes, dict[str, Values], dict[str, str]]


def _told(chance: Random, kind: str, form: str | None) -> Told:
    if kind == "uk":
        return _british(chance)
    who = draw(chance)
    if kind == "form4":
        return _ownership(chance, who)
    if kind == "cover":
        content, truth, form = covers.drawn(chance, who, period(chance, "10-Q"))
        return content, truth, {"form": form}
    form = form or chance.choice(("10-K", "10-Q", "10-Q", "8-K"))
    end = period(chance, form)
    content, headed = cover.page(chance, who, form, end, tagged=kind == "ixbrl")
    truth, printed = _cover_truth(who, form, end)
    truth["sections"] = headed
    if kind == "ixbrl":
        truth["cik"] = who.cik
        truth["facts"] = _facts(who, form, end) if form != "8-K" else []
    return content, truth, printed


def _cover_truth(who: Registrant, form: str, end: date) -> tuple[dict[str, Values], dict[str, str]]:
    truth: dict[str, Values] = {
        "form_type": form,
        "registrant_name": who.name,
        "file_number": who.file_number,
        "period_end": end.isoformat(),
        **who.located,
        "securities": [who.security],
        "securities.symbol": [who.symbol],
        "securities.exchange": [who.exchange],
        "signatories": [who.officer],
    }
    printed = {"period_end": cover.spelled(end)}
    if form != "8-K":
        truth["shares_outstanding"] = str(who.shares)
        printed["shares_outstanding"] = f"{who.shares:,}"
    return truth, printed


def _facts(who: Registrant, form: str, end: date) -> list[dict[str, str]]:
    """As the tags state them: concept, full value, unit, start (of a period) and end."""
    rows = []
    for fact in (*who.facts, *who.income):
        for value, day in ((fact.now, end), (fact.before, end.replace(year=end.year - 1))):
            start = day - timedelta(days=days(form))
            rows.append(
                {
                    "concept": fact.concept,
                    "value": millions(value),
                    "displayed": f"{value:,}",
                    "unit": "USD",
                    "start": start.isoformat() if fact in who.income else "",
                    "end": day.isoformat(),
                }
            )
    return rows


def _ownership(chance: Random, who: Registrant) -> Told:
    deal = form4.trade(chance, period(chance, "4"))
    truth: dict[str, Values] = {
        "form_type": "4",
        "registrant_name": who.name,
        "cik": who.cik,
        "period_end": deal.when.isoformat(),
        "securities.symbol": [who.symbol],
    }
    return form4.xml(who, deal), truth, {}


def _british(chance: Random) -> Told:
    company = accounts.draw(chance)
    truth: dict[str, Values] = {
        "registrant_name": company.name,
        "company_number": company.number,
        "period_end": company.end.isoformat(),
    }
    return accounts.page(company), truth, {"period_end": accounts.spelled(company.end)}

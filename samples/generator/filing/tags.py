"""Inline XBRL tags, or nothing: the same page serves both."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from html import escape

from samples.generator.filing.registrant import Registrant

_NAMESPACES = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
    'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" '
    'xmlns:ixt-sec="http://www.sec.gov/inlineXBRL/transformation/2015-08-31" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" '
    'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:dei="http://xbrl.sec.gov/dei/2023" '
    'xmlns:us-gaap="http://fasb.org/us-gaap/2023"'
)


class Tags:
    """Wraps what is printed in ``ix:`` elements when it is ``on``."""

    def __init__(self, who: Registrant, form: str, end: date, *, on: bool) -> None:
        self.who, self.form, self.end, self.on = who, form, end, on

    def text(self, name: str, shown: str, form: str = "") -> str:
        """A non-numeric fact of the cover page."""
        if not self.on:
            return escape(shown)
        kind = f' format="{form}"' if form else ""
        return f'<ix:nonNumeric name="{name}" contextRef="d"{kind}>{escape(shown)}</ix:nonNumeric>'

    def number(self, name: str, shown: str, unit: str) -> str:
        """A count, printed in full."""
        if not self.on:
            return shown
        return (
            f'<ix:nonFraction name="{name}" contextRef="i" unitRef="{unit}" decimals="0" '
            f'format="ixt:num-dot-decimal">{shown}</ix:nonFraction>'
        )

    def figure(self, concept: str, shown: str, *, instant: bool, earlier: bool) -> str:
        """A figure printed in millions."""
        if not self.on:
            return shown
        context = ("i" if instant else "d") + ("0" if earlier else "")
        return (
            f'<ix:nonFraction name="us-gaap:{concept}" contextRef="{context}" unitRef="usd" '
            f'decimals="-5" scale="6" format="ixt:num-dot-decimal">{shown}</ix:nonFraction>'
        )

    def head(self) -> str:
        """Everything before the visible page."""
        if not self.on:
            return (
                '<!DOCTYPE html>\n<html><head><meta charset="utf-8"/>'
                f"<title>{self.form}</title></head><body>\n"
            )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<html {_NAMESPACES}><head>'
            f"<title>{self.form}</title></head><body>\n"
            f'<div style="display:none"><ix:header><ix:hidden>{self._hidden()}</ix:hidden>'
            '<ix:references><link:schemaRef xlink:type="simple" '
            'xlink:href="sample-20240630.xsd"/></ix:references>'
            f"<ix:resources>{self._contexts()}{_UNITS}</ix:resources></ix:header></div>\n"
        )

    def _hidden(self) -> str:
        return (
            f'<ix:nonNumeric name="dei:EntityCentralIndexKey" contextRef="d">{self.who.cik}'
            '</ix:nonNumeric><ix:nonNumeric name="dei:AmendmentFlag" contextRef="d">false'
            "</ix:nonNumeric>"
        )

    def _contexts(self) -> str:
        """``d``/``i``: this period and its end; ``d0``/``i0``: a year before."""
        past = self.end.replace(year=self.end.year - 1)
        spans = {
            "d": (self.end, days(self.form)),
            "d0": (past, days(self.form)),
            "i": (self.end, None),
            "i0": (past, None),
        }
        return "".join(self._context(key, end, length) for key, (end, length) in spans.items())

    def _context(self, key: str, end: date, length: int | None) -> str:
        when = f"<xbrli:instant>{end}</xbrli:instant>"
        if length is not None:
            start = end if self.form == "8-K" else end - timedelta(days=length)
            when = f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>"
        return (
            f'<xbrli:context id="{key}"><xbrli:entity><xbrli:identifier '
            f'scheme="http://www.sec.gov/CIK">{self.who.cik}</xbrli:identifier></xbrli:entity>'
            f"<xbrli:period>{when}</xbrli:period></xbrli:context>"
        )


_UNITS = (
    '<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>'
    '<xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>'
)


def days(form: str) -> int:
    """Length of the period that a form reports on."""
    return 364 if form == "10-K" else 89


def millions(shown: Decimal) -> str:
    """The full value of a figure printed in millions."""
    return f"{(shown * 1_000_000).to_integral_value()}"

"""Which of the rows that say ``total`` is the sum to pay, where a schema tells no more than that.

Tills print totals of pieces, of each tax, before tax, of tables of taxes and, mostly last, of all.
What stands between the label and its amount tells them apart (``TOTAL QTY: 2``, ``TOTAL RM INCL.
OF GST 4.00``). General knowledge, written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.kinds.normalise import unaccented
from appliance.extraction.sheet import derived_cues
from appliance.extraction.sheet.captions import Caption
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

PLAIN, SHARE, TABLED = 1.0, 0.5, 0.8
"""How well a row fits that says no more than ``total``; that is of one rate of tax; that has
several amounts or stands behind the bill itself: the foot of a table of taxes."""
_PIECES = re.compile(
    r"\b(?:qty|quantit\w*|items?|pcs|pieces?|count|points?|units?|pax|menge|anzahl|artikel"
    r"|articles?|articulos?|articoli|sav(?:ed|ings?)|disc(?:ount)?s?|rabatt|remise|descuento)\b"
)
_BEFORE = re.compile(
    r"\b(?:excl?|excluding|exclusive|excluded|exc|before|without|ohne|zzgl|hors|sans|sin|h\.?t)\b"
)
_WITH = re.compile(
    r"\b(?:incl?|including|inclusive|included|inkl|einschl|ttc|after|with|con|iva inclu\w+)\b"
)
_TAX = re.compile(r"\b(?:tax(?:es)?|gst|sst|vat|hst|pst|qst|mwst|ust|tva|iva|ppn)\b")
_BEHIND = re.compile(
    r"^\W*(?:change|balance returned|r[uü]ckgeld|rendu|cambio|resto)\b"
    r"|\b(?:tax|gst|sst|vat|mwst|ust|tva|iva)\b\W*(?:summary|code|analysis|details?|breakdown|rate)\b"
    r"|\bsummary\b",
    re.IGNORECASE,
)
"""Rows that come after the bill: what is given back, heads of tables of taxes."""
_PRICED = re.compile(r"(?<![\d.,])\d[\d.,]*[.,]\d{2}(?!\d|\s?%)")
_NUMBERED = re.compile(r"#?\d{1,2}(?:\s+\(?\d{1,2}(?:[.,]\d{1,4})?\s?%\)?)?:?")
"""How tills tell one tax from another."""
_RATE = re.compile(r"\d\s?%")


def wanted(spec: FieldSpec) -> bool:
    """Whether a field is the total, by its schema's words."""
    return spec.kind is Kind.AMOUNT and derived_cues.ideas(spec) == ("total",)


def standing(row: str, *, over: bool = False) -> float:
    """How well a row that says ``total`` is the sum to pay, in [0, 1]: from its label to the end
    of what stands by it; ``over`` where the bill is over."""
    told = unaccented(row).casefold()
    if _PIECES.search(told):
        return 0.0
    whole = _WITH.search(told)
    if _BEFORE.search(told) or (_TAX.search(told) and not whole):
        return 0.0
    fit = PLAIN
    if _RATE.search(told):
        fit *= SHARE
    return fit * TABLED if over or len(_PRICED.findall(told)) > 1 else fit


def widened(sheet: Sheet, caption: Caption) -> Caption:
    """A label with all words up to its amount, in the same row (``TOTAL`` | ``INCL. 4.00``); that
    of a tax with its number and rate (``TAX 1 7.000%`` | ``3.14``)."""
    value = caption.value
    row = sheet.row_at(caption.label.start)
    owed, tax = "owed" in caption.ideas.specific, "tax" in caption.ideas.specific
    if value is None or row is None or not (owed or tax):
        return caption
    text = sheet.text(Span(value.start, max(row.span.end, value.end)))
    priced = _PRICED.search(text)
    words = text[: priced.start()] if priced else ""
    told = words.strip()
    wordy = owed and told and not any(map(str.isdigit, told))
    if not priced or not (wordy or (tax and _NUMBERED.fullmatch(told))):
        return caption
    start, end = value.start + priced.start(), value.start + len(text.rstrip())
    return replace(caption, label=Span(caption.label.start, start), value=Span(start, end))


def ends(sheet: Sheet, found: Iterable[Caption]) -> int:
    """Where the bill is over: at the first row behind a total that says so."""
    first = next((c.label.end for c in found if "owed" in c.ideas.specific), None)
    later = (row for row in sheet.rows if first is not None and row.span.start > first)
    behind = (row.span.start for row in later if _BEHIND.search(sheet.text(row.span)))
    return next(behind, len(sheet.document.text))

"""Amounts of money and plain numbers as printed, and their canonical decimal form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from appliance.extraction.kinds import currencies
from appliance.types import Span

CELL = "\t"
"""Parts the cells of a row in texts that are searched: no number goes on over it."""
_NUMBER = (
    r"(?:\d{1,3}(?:(?P<group>[.,'’\u00a0\u2009\u202f])\d{3})(?:(?P=group)\d{3})*(?:(?!(?P=group))[.,]\d{1,4})?"
    # before a decimal point a plain blank groups only behind a currency's mark: "1 150.00" is a
    # quantity and a price
    r"|\d{1,3}(?:\x20\d{3}(?!\d))++(?:,\d\d(?!\d)|(?(mark)\.\d\d(?!\d)|(?!))|(?![.,]\d))"
    r"|\d{1,3}(?:,\d\d)+,\d{3}(?:\.\d{1,2})?"  # Indian lakh grouping
    r"|\d+(?:[.,]\d+)?"
    r"|[.,]\d\d)"
)
_AMOUNT = re.compile(
    # none begins inside a word: most characters are passed over at once
    rf"(?!(?<=[^\W\d_])[^\W\d_])(?P<open>\()?\s?(?P<sign>[-−–]\s?)?(?P<mark>{currencies.MARK})?\s?(?P<inner>[-−–]\s?|\(\s?)?"
    rf"(?<![\d])(?P<number>{_NUMBER})(?![\d])"
    rf"(?:[.,][-–—]{{1,2}}(?!\w))?(?P<close>\s?\))?(?P<trail>\s?[-−](?![\w\d])|\s?CR\b)?(?:\s?(?P<after>{currencies.MARK}))?",
    re.IGNORECASE,
)
_DEDUCTED = re.compile(
    r"\b(?:less|minus|discount|disc|rebate|credit(?! ?card)|refund|coupon|voucher|savings?|promo\w*"
    r"|rabatt|nachlass|gutschrift|erstattung|skonto|abzug|abz[uü]gl\w*|remise|rabais|avoir"
    r"|escompte|descuento|dto|abono|sconto|storno|korting|desconto|sleva|zľava|rabat|kedvezmény"
    r"|alennus)\b",
    re.IGNORECASE,
)
"""Words of a row whose amount is taken off."""
_BLANKS = re.compile(r"[\s'’\u00a0\u202f]")
_FIGURE = re.compile(r"\d")
"""Without one there is no number; far cheaper to look for."""
_DOT_DECIMALS = re.compile(r"\d(?<![\d.,]\d)\d{0,2}(?:,\d{3})*\.\d\d(?![\d.,/])")
_COMMA_DECIMALS = re.compile(r"\d(?<![\d.,]\d)\d{0,2}(?:[.\s']\d{3})*,\d\d(?![\d.,/])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A number found in a text, with the currency mark beside it (ISO code or empty).

    ``span`` covers the number and its sign; ``whole`` the mark too. ``decimals`` counts printed
    decimal places.
    """

    span: Span
    whole: Span
    value: str
    currency: str
    decimals: int


def comma_decimal(text: str) -> bool:
    """Whether this text writes decimals with a comma (``1.234,56``)."""
    return len(_COMMA_DECIMALS.findall(text)) > len(_DOT_DECIMALS.findall(text))


def canonical(number: str, *, decimal_comma: bool = False) -> str | None:
    """Printed digits as a plain decimal: ``1.234,56`` -> ``1234.56``; ``None`` if no number.

    With both marks present the last one is the decimal mark. A single mark before exactly three
    digits groups, unless it is the document's decimal mark after a zero (``0.125``).
    """
    digits = _BLANKS.sub("", number)
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        decimal = "." if digits.rfind(".") > digits.rfind(",") else ","
    elif dots + commas == 1:
        mark = "." if dots else ","
        head, _, tail = digits.partition(mark)
        grouping = len(tail) == 3 and head not in ("", "0")
        # "1,234" in a text with decimal commas and "1.234" in one with dots stay ambiguous:
        # money is grouped in threes far more often than it has three decimals
        decimal = "" if grouping else mark
    elif dots + commas > 1:
        decimal = ""
    else:
        decimal = "," if decimal_comma else "."
    for mark in ".,":
        if mark != decimal:
            digits = digits.replace(mark, "")
    plain = digits.replace(decimal, ".") if decimal else digits
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return format(value, "f")


def _dashed(match: re.Match[str]) -> bool:
    """Whether a dash before a number is its minus, and not the one that parts it from the words
    before it in its cell (``per day – £960.00``), with a blank on both sides; behind words of a
    deduction it is a minus.
    """
    if (match["inner"] or "").strip() in ("-", "−", "–"):
        return True
    sign = match["sign"] or ""
    dash = match.start("sign") if sign else 0
    after = match.string[dash + 1 : dash + 2]
    edge = max(match.string.rfind(CELL, 0, dash), match.string.rfind("\n", 0, dash))
    before = match.string[edge + 1 : dash]
    if sign[:1] in ("", "−") or not after.isspace() or not before.strip():
        return bool(sign)
    return not before[-1].isspace() or bool(_DEDUCTED.search(before))


def _money(match: re.Match[str], decimal_comma: bool, offset: int) -> Money | None:
    """The amount of a match; most are digits with nothing before or behind them."""
    found = match.groupdict()
    value = canonical(found["number"], decimal_comma=decimal_comma)
    if value is None:
        return None
    start, end = match.span("number")
    negative = False
    if found["sign"] or found["inner"] or found["close"] or found["trail"]:
        start, end, negative = _signed(match)
    first, last, mark = start, end, found["mark"] or found["after"] or ""
    if found["mark"]:
        first = min(first, match.start("mark"))
    if found["after"]:
        last = max(last, match.end("after"))
    return Money(
        span=Span(start + offset, end + offset),
        whole=Span(first + offset, last + offset),
        value=f"-{value}" if negative and Decimal(value) else value,
        currency=currencies.code(mark) or "" if mark else "",
        decimals=len(value.partition(".")[2]),
    )


def _signed(match: re.Match[str]) -> tuple[int, int, bool]:
    """Where a number begins and ends with its sign, and whether that makes it negative."""
    start, end = match.span("number")
    bracketed = bool(match["close"]) and (bool(match["open"]) or "(" in (match["inner"] or ""))
    dashed = _dashed(match)
    if not (bracketed or dashed or match["trail"]):
        return start, end, False
    signs = ("open", "sign", "inner") if dashed or not match["sign"] else ("open", "inner")
    start = min(match.start(g) for g in (*signs, "number") if match[g])
    end = max(match.end(g) for g in ("number", "close", "trail") if match[g])
    return start, end, True


def find(text: str, *, decimal_comma: bool = False, offset: int = 0) -> Iterator[Money]:
    """Every number of ``text`` that could be an amount, left to right, without overlaps."""
    for match in _AMOUNT.finditer(text) if _FIGURE.search(text) else ():
        money = _money(match, decimal_comma, offset)
        if money is not None:
            yield money

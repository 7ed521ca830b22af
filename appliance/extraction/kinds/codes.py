"""Identifiers, telephone numbers and printed choices within one row of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from appliance.doctypes.schema import FieldSpec
from appliance.extraction.kinds.regular import compiled, possible
from appliance.types import Span

_TOKEN = re.compile(r"(?<![^\W_])#?[^\W_](?:[\w/.#*&+-]*[^\W_])?")
_PHONE = re.compile(
    r"(?<![\w/.*$€£-])(?:\+|00)?\(?\d{1,4}\)?(?:[\s./-]{0,3}\(?\d{1,6}\)?){1,6}(?![\w/])"
)
_PRICES = re.compile(r"\d{1,4}[.,]\d\d(?:\s+\d{1,4}[.,]\d\d)+")
"""Amounts side by side: a price and a sum, no number to dial."""
_COUNTED = re.compile(r"\s*[x×*]\s*\d+[.,]\d\d(?!\d)", re.IGNORECASE)
"""A price behind a quantity (``957405163 1 X 8,75``): the number before it is an article's."""
_BLANKS = re.compile(r"\s+")


def identifiers(text: str, spec: FieldSpec) -> Iterator[tuple[Span, str]]:
    """Tokens that match the field's pattern; without a pattern, tokens that hold a digit.

    A pattern may have a group: then the group is the value (its label the rest). The value is
    in upper case without blanks.
    """
    if spec.pattern:
        for match in _searched(spec.pattern).finditer(text):
            group = 1 if match.re.groups and match.group(1) else 0
            if match.end(group) > match.start(group):
                yield Span(*match.span(group)), _code(match.group(group))
        return
    for match in _TOKEN.finditer(text):
        token = match.group()
        if len(token) >= 2 and any(ch.isdigit() for ch in token):
            yield Span(*match.span()), _code(token)


@lru_cache(maxsize=256)
def _searched(pattern: str) -> re.Pattern[str]:
    """A pattern that describes a whole value, made to search for it among other words."""
    return compiled(_alone(pattern.removeprefix("^").removesuffix("$")))


def _code(text: str) -> str:
    return _BLANKS.sub("", text).upper()


_REGISTERED = re.compile(
    r"(?:\b(?:[vs]at|[gsh]st|tax|tin|abn|acn|uen|brn|ein|nip|nif|cif|regon|cnpj|cpf|rfc|cuit|nit|rut"
    r"|ruc|npwp|gstin|siret|siren|rcs|tva|i\.?v\.?a|btw|kvk|cvr|ust|uid|moms|mva|dič|ičo|dph|oib"
    r"|adószám|y-tunnus|(?<![.@])org|steuer|ein|crn|sst|hrb|(?<![.@])co(?:mpany)?(?=[\s.]*(?:no|nr|num|reg"
    r"|id)\b|[\s.]*registration)|vkn|vd|инн|огрн|αφμ|α\.φ\.μ)"
    r"|steuernummer|partita iva)\.?"
    r"(?:[\s:.#/-]{0,3}(?:no|nr|nummer|n[°o]|number|num|reg|id|idnr|ident|tin|registration|intra"
    r"|vat|fiscal|lic)\b\.?){0,4}[\s:.#()]{0,4}[A-Z]{0,3}$",
    re.IGNORECASE,
)
"""Labels of numbers that authorities give: no telephone has one. A firm (``Lee & Co.``) and an
address of the web (``lee.org``) stand before telephone numbers, too."""


def phones(text: str, spec: FieldSpec) -> Iterator[tuple[Span, str]]:
    """Digit groups of 7 to 15 digits that look dialled; the value keeps its printed groups."""
    for match in _PHONE.finditer(text):
        if _REGISTERED.search(text[: match.start()]):
            continue
        dialled = 7 <= sum(map(str.isdigit, match.group())) <= 15
        if dialled and not (_PRICES.fullmatch(match.group()) or _COUNTED.match(text, match.end())):
            yield Span(*match.span()), _BLANKS.sub(" ", match.group()).strip()


def choices(text: str, spec: FieldSpec) -> Iterator[tuple[Span, str]]:
    """Printed words of a choice, longest wording first; the value is the choice's key."""
    anything, wordings = _wordings(tuple((key, tuple(ways)) for key, ways in spec.choices.items()))
    if not (possible(anything, text.lower()) and anything.search(text)):
        return
    taken: list[Span] = []
    for pattern, key in wordings:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not any(span.start < t.end and t.start < span.end for t in taken):
                taken.append(span)
                yield span, key


@lru_cache(maxsize=64)
def _wordings(
    choices: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """A pattern for all wordings, and one for each with its key."""
    pairs = ((word, key) for key, ways in choices for word in (ways or (key,)))
    wordings = sorted(pairs, key=lambda pair: -len(pair[0]))
    words = [(_alone(re.escape(word)), key) for word, key in wordings]
    anything = "|".join(word for word, _ in words)
    return compiled(anything), tuple((compiled(word), key) for word, key in words)


def _alone(inner: str) -> str:
    """A pattern for whole words."""
    return rf"(?<![^\W_])(?:{inner})(?![^\W_])"

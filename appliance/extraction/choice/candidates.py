"""What could be a field's value: typed spans of the document, each with its normal form.

Recall is the point here; the ranker and the language model choose. A candidate is always made
of characters of the document, one span per printed row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import blocks, runs
from appliance.extraction.kinds import amounts, codes, currencies, dates
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.kinds.regular import compiled
from appliance.extraction.sheet import blanks, derived_cues, figures, legal_forms
from appliance.extraction.sheet.cues import CueMatch
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

MOST = 400
"""Most candidates of one field; the passages bound the text, this bounds tables of figures."""
_PAPER = re.compile(
    r"(?:(?:tax|vat|sales|commercial) )?(?:invoice|receipt|credit (?:note|memo)|rechnung|gutschrift"
    r"|facture|avoir|factura|fattura|nota di credito|factuur|faktura|fatura)\b",
    re.IGNORECASE,
)
"""The title of the paper: no part of a name, wherever a logo stands beside it."""
_SALUTED = re.compile(
    r"(?:herrn?|frau|firma|eheleute|familie|an|mrs?|ms|(?:m\.? et )?mme|monsieur|madame"
    r"|sig\.(?:ra)?|exmo|d\.|dña|att(?:n|ention)?|z\. ?hd|[àa] l.attention|t\.a\.v|c/o)\b[.:,]*\s",
    re.IGNORECASE,
)
"""What letters put before the name of who is addressed."""
_CONTACT = re.compile(r"@|\b(?:t[eé]l|phone|fax|mobile|cell|www|fon)\b", re.IGNORECASE)
"""What stands above and below addresses and is no part of them."""
_TOLD = {"agent": legal_forms.AGENT, "paper": _PAPER, "saluted": _SALUTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible value. ``traits`` are features that only its kind has."""

    spans: tuple[Span, ...]
    value: str
    traits: Mapping[str, float] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """From the first to the last character."""
        return Span(self.spans[0].start, self.spans[-1].end)


class _Printed(NamedTuple):
    """A row with a digit: where it begins, its text, the dates and the amounts in it."""

    offset: int
    text: str
    dates: tuple[dates.Dated, ...]
    amounts: tuple[amounts.Money, ...]


def _rows(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Where each row begins, and its text."""
    return ((row.span.start, sheet.text(row.span)) for row in sheet.rows)


def _numeric(sheet: Sheet, conventions: Conventions) -> tuple[_Printed, ...]:
    """The rows with a digit, searched once for all fields."""

    def found() -> tuple[_Printed, ...]:
        first, comma = conventions.day_first, conventions.decimal_comma
        return tuple(
            _Printed(
                row.span.start,
                text,
                figures.dated(sheet, text, day_first=first),
                figures.priced(sheet, blanks.parted(sheet, row), decimal_comma=comma),
            )
            for row in sheet.rows
            if sheet.look(row.span).digits
            for text in (sheet.text(row.span),)
        )

    return sheet.once((_numeric, conventions), found)


def _dates(
    sheet: Sheet, spec: FieldSpec, conventions: Conventions, cues: Sequence[CueMatch]
) -> Iterator[Candidate]:
    for row in _numeric(sheet, conventions):
        for found in row.dates:
            traits = {
                "compact": float(found.shape >= dates.COMPACT),
                "full_year": float(found.full_year),
            }
            span = Span(found.span.start + row.offset, found.span.end + row.offset)
            yield Candidate(spans=(span,), value=found.iso, traits=traits)


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


_RUN_INTO = re.compile(r"[^\W\d_]{2}[a-zà-ÿ]{3}$|(?<!\S)[PRYL]$")
"""A label that runs into its amount; the letter of a currency: pesos, rands, misread yen."""


def _glued(text: str, start: int, end: int, decimals: int) -> bool:
    """Whether digits are part of something longer: a code, a clock time, a percentage."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if before and before[-1].isalpha() and decimals == 2 and _RUN_INTO.search(text[:start]):
        return False
    if before and (before[-1].isalpha() or before[-1] in "#_@\\"):
        return True
    if len(before) == 2 and before[-1] in ":/-." and before[0].isalnum():
        return not (before[-1] == ":" and before[0].isalpha())
    if after[:1].isalpha() or after[:1] == "_":
        return decimals != 2
    if after[:1] == "%" or after == " %":
        return True
    return len(after) == 2 and after[0] in ":/-" and after[1].isalnum()


def _numbers(
    sheet: Sheet, spec: FieldSpec, conventions: Conventions, cues: Sequence[CueMatch]
) -> Iterator[Candidate]:
    money = spec.kind is Kind.AMOUNT
    for offset, text, dated, priced in _numeric(sheet, conventions):
        days = [found.span for found in dated]
        for found in priced:
            if _overlaps(found.span, days):
                continue
            if money and _glued(text, found.whole.start, found.whole.end, found.decimals):
                continue
            traits = {
                "marked": float(bool(found.currency)),
                "cents": float(found.decimals == 2),
                "whole": float(found.decimals == 0),
                "long": float(found.decimals == 0 and len(found.value) > 6),
            }
            span = Span(found.span.start + offset, found.span.end + offset)
            if _fits(spec, sheet.text(span)):
                yield Candidate(spans=(span,), value=found.value, traits=traits)
                if found.value.startswith("-") and text[: found.span.start].endswith(":"):
                    # a till's "Total :-51.88" has a mark between label and amount, or a sign
                    unsigned = Span(span.end - len(sheet.text(span).lstrip("-−– ")), span.end)
                    yield Candidate(spans=(unsigned,), value=found.value[1:], traits=traits)


def _fits(spec: FieldSpec, text: str) -> bool:
    """Whether a number has the form that the schema asks for, if it asks for one."""
    return not spec.pattern or bool(compiled(spec.pattern).fullmatch(text))


def _currencies(
    sheet: Sheet, spec: FieldSpec, conventions: Conventions, cues: Sequence[CueMatch]
) -> Iterator[Candidate]:
    for offset, text, _, priced in _numeric(sheet, conventions):
        for found in priced:
            if not found.currency:
                continue
            marks = (
                Span(found.whole.start, found.span.start),
                Span(found.span.end, found.whole.end),
            )
            for mark in marks:
                printed = text[mark.start : mark.end]
                if currencies.code(printed.strip()) == found.currency:
                    start = offset + mark.start + len(printed) - len(printed.lstrip())
                    span = Span(start, start + len(printed.strip()))
                    yield Candidate(spans=(span,), value=found.currency, traits={"priced": 1.0})
    for offset, text in _rows(sheet):
        for match in compiled(currencies.MARK).finditer(text):
            value = currencies.code(match.group())
            if value:
                yield Candidate(
                    spans=(Span(offset + match.start(), offset + match.end()),), value=value
                )


def _coded(
    sheet: Sheet, spec: FieldSpec, conventions: Conventions, cues: Sequence[CueMatch]
) -> Iterator[Candidate]:
    finder = {
        Kind.CODE: codes.identifiers,
        Kind.PHONE: codes.phones,
        Kind.CHOICE: codes.choices,
    }[spec.kind]
    dated = {row.offset: row.dates for row in _numeric(sheet, conventions)}
    for offset, text in _rows(sheet):
        days = [day.span for day in dated.get(offset, ())] if spec.kind is Kind.PHONE else []
        for span, value in finder(text, spec):
            if not _overlaps(span, days):  # 09/14/2025 7:42 is nobody's number
                yield Candidate(spans=(Span(span.start + offset, span.end + offset),), value=value)


def _blocks(
    sheet: Sheet, spec: FieldSpec, conventions: Conventions, cues: Sequence[CueMatch]
) -> Iterator[Candidate]:
    yield from _shaped(sheet, spec)
    named = spec.kind is Kind.NAME
    forms = _apart(sheet) if named and spec.organisation and not spec.unlike else frozenset()
    made = partial(_block, sheet, spec.kind, forms)
    yield from map(made, blocks.pointed(sheet, spec, cues))
    anywhere = (_blocks, blocks.alike(spec), forms)
    yield from sheet.once(anywhere, lambda: tuple(map(made, blocks.anywhere(sheet, spec))))


def _block(sheet: Sheet, kind: Kind, forms: frozenset[str], block: runs.Block) -> Candidate:
    spans = _without(sheet, block[0], forms) if forms else block[0]
    value, own = sheet.once((_told, spans, kind), partial(_told, sheet, spans, kind))
    return Candidate(spans=spans, value=value, traits={**block[1], **own})


def _told(sheet: Sheet, spans: tuple[Span, ...], kind: Kind) -> tuple[str, Mapping[str, float]]:
    """The text of a block, and what it tells of itself as a value of its kind."""
    value = " ".join(" ".join(sheet.text(span) for span in spans).split())
    told = _TOLD if kind is Kind.NAME else {}
    own = {trait: 1.0 for trait, pattern in told.items() if pattern.match(value)}
    if kind is Kind.ADDRESS and any(map(partial(sheet.told, _reached), spans)):
        own["contact"] = 1.0
    return value, own


def _reached(text: str) -> bool:
    return bool(_CONTACT.search(text))


def _shaped(sheet: Sheet, spec: FieldSpec) -> Iterator[Candidate]:
    """Values that are known by their looks: addresses of mail and of the web, times of day."""
    shape = derived_cues.shape(spec)
    for offset, text in _rows(sheet) if shape else ():
        for match in compiled(shape).finditer(text):
            span = Span(offset + match.start(), offset + match.end())
            yield Candidate(spans=(span,), value=match.group(), traits={"shaped": 1.0})


def _without(sheet: Sheet, spans: tuple[Span, ...], forms: frozenset[str]) -> tuple[Span, ...]:
    """A name without the legal form that is stated apart."""
    last = spans[-1]
    kept = legal_forms.without(sheet.text(last), forms)
    return (*spans[:-1], Span(last.start, last.start + kept))


def _apart(sheet: Sheet) -> frozenset[str]:
    """The legal forms that the writer states apart from the name."""
    return sheet.once((_apart,), lambda: legal_forms.apart(sheet.document.text))


_Finder = Callable[[Sheet, FieldSpec, Conventions, Sequence[CueMatch]], Iterator[Candidate]]

_FINDERS: dict[Kind, _Finder] = {
    Kind.DATE: _dates,
    Kind.AMOUNT: _numbers,
    Kind.NUMBER: _numbers,
    Kind.CURRENCY: _currencies,
    Kind.CODE: _coded,
    Kind.PHONE: _coded,
    Kind.CHOICE: _coded,
    Kind.NAME: _blocks,
    Kind.TEXT: _blocks,
    Kind.ADDRESS: _blocks,
}


def find(
    sheet: Sheet, spec: FieldSpec, conventions: Conventions, cues: Sequence[CueMatch]
) -> tuple[Candidate, ...]:
    """The candidates of a field in reading order, each span once, at most ``MOST``."""
    seen: dict[tuple[Span, ...], Candidate] = {}
    for candidate in _FINDERS[spec.kind](sheet, spec, conventions, cues):
        seen.setdefault(candidate.spans, candidate)
        if len(seen) >= MOST:
            break
    return tuple(sorted(seen.values(), key=lambda c: (c.spans[0].start, c.spans[-1].end)))

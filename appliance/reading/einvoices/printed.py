"""Where a printed invoice shows what its electronic form states."""

from __future__ import annotations

import re
from collections.abc import Iterable

from appliance.reading.einvoices.einvoice_fact import Fact
from appliance.reading.values.printed import Form, place, words
from appliance.types import NOWHERE, Document, Span, Statement

FARTHEST = 120  # characters between two parts of an address
_FROM_THE_END = frozenset({"invoice/total", "invoice/amount_due", "invoice/tax_total"})


def statements(document: Document, facts: Iterable[Fact]) -> tuple[Statement, ...]:
    """The facts as statements, each at its place in the text where it is printed."""
    found = []
    for fact in facts:
        span = _address(document.text, fact) if fact.form is Form.ADDRESS else NOWHERE
        if span == NOWHERE:
            last = fact.path in _FROM_THE_END
            span = place(document.text, fact.value, fact.form, last=last)
        found.append(
            Statement(path=fact.path, span=span, value=fact.value, attributes=fact.attributes)
        )
    return tuple(found)


def _address(text: str, fact: Fact) -> Span:
    """The stretch that holds all parts of an address, in their order."""
    start, at = -1, 0
    for part in fact.parts:
        match = re.compile(words(part)[0], re.IGNORECASE).search(text, at)
        if match is None or (start >= 0 and match.start() - at > FARTHEST):
            return NOWHERE
        start = match.start() if start < 0 else start
        at = match.end()
    return Span(start, at) if start >= 0 else NOWHERE

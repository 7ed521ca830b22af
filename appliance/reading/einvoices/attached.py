"""Several electronic invoices in one file: the first is stated, and where another differs from it.

A file may carry the same invoice in two syntaxes; one that says something else is a mistake or a
fraud. Profiles say more or less (Factur-X 1.0, 5), so only what both say is held against each
other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from appliance.reading.einvoices import printed
from appliance.reading.einvoices.einvoice_fact import UNREAD, Fact
from appliance.types import NOWHERE, Document, Statement

DIFFERS = "invoice/differs"
"""Path of a statement that tells in words what another invoice of the file says otherwise."""
COMPARED = (
    "invoice/number",
    "invoice/type_code",
    "invoice/issue_date",
    "invoice/due_date",
    "invoice/currency",
    "invoice/seller/name",
    "invoice/buyer/name",
    "invoice/tax_basis",
    "invoice/tax_total",
    "invoice/total",
    "invoice/amount_due",
    "invoice/iban",
)


def statements(document: Document, invoices: Sequence[Sequence[Fact]]) -> tuple[Statement, ...]:
    """What the first of the invoices states, and how the others contradict it."""
    first, *others = invoices
    told = dict.fromkeys(line for other in others for line in _differences(first, other))
    differing = (Statement(path=DIFFERS, span=NOWHERE, value=line) for line in told)
    unread = dict.fromkeys(one.value for other in others for one in other if one.path == UNREAD)
    known = {fact.value for fact in first if fact.path == UNREAD}
    more = (Statement(path=UNREAD, span=NOWHERE, value=one) for one in unread if one not in known)
    return (*printed.statements(document, first), *differing, *more)


def _differences(one: Sequence[Fact], other: Sequence[Fact]) -> Iterator[str]:
    """``total 119.00, elsewhere 120.00`` for each fact of which neither says what the other does.

    Both may say several (accounts): one in common is agreement.
    """
    for path in COMPARED:
        ours, theirs = (
            {_plain(fact.value): fact.value for fact in facts if fact.path == path and fact.value}
            for facts in (one, other)
        )
        if ours and theirs and not ours.keys() & theirs.keys():
            name = path.removeprefix("invoice/").replace("/", " ").replace("_", " ")
            yield f"{name} {next(iter(ours.values()))}, elsewhere {next(iter(theirs.values()))}"


def _plain(value: str) -> str:
    """A value without what syntaxes write differently: noughts, blanks, capitals."""
    try:
        return format(Decimal(value).normalize(), "f")
    except InvalidOperation:
        return "".join(value.casefold().split())

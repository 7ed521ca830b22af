"""Whether anything besides the ranker vouches for an answer: a label that points at it, sums that
add up, a page that knows one currency only.

A ranker may be sure of a value because it stands where drawn pages have it. What a person would
look for is the label, or the addition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from appliance.doctypes.schema import Doctype, Kind
from appliance.extraction.choice.features import FREE
from appliance.extraction.choice.proposal import Proposal
from appliance.extraction.kinds import currencies
from appliance.extraction.kinds.regular import compiled
from appliance.extraction.sheet.pointing import Relation, relations
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

NEAR = 24.0
"""Characters between a label and the value right of it, at most."""
CENT = Decimal("0.02")
SEVERAL = 2
"""Marks of a currency that are no accident: ``KR600`` is a shoe."""
_BETWEEN = " \t.:#=-–"
_CLOSED = re.compile(r"$|\.?[ \t]*\n|\.$|[ \t]*[,;|)]|[ \t]+[^\d\s]")
"""What may stand between a label and its value, and behind it: no figures that may be its rest."""
_RANGE = re.compile(r"[ \t]*(?:[-–—]|bis|to|until|au|al|t/m|do)[ \t]*\d", re.IGNORECASE)
"""What goes on to a last day: the first alone is not the date."""
_CUSTOMER = re.compile(
    r"\b(?:customer|cust|buyer|client[e]?|guest|member|(?:bill|sold|ship|deliver)\w* to|kunde|"
    r"k[äa]ufer|klant|pelanggan|recipient|attn)\b",
    re.IGNORECASE,
)
_OLDER = re.compile(
    r"\b(?:for|of|to|from|original|orig|previous|prior|against|replaces|refund\w*)\W*$",
    re.IGNORECASE,
)
_LETTER_LAST = re.compile(r"[^\W\d_]\W*$")
_MISREAD = re.compile(r"\d[OoIlSB]\d|^[OoIl]+\d", re.ASCII)
"""Figures that were read as letters, as likely as not."""
_CENTS = re.compile(r"[.,]\d\d(?!\d)")
_POINTING = frozenset(
    {Relation.AFTER, Relation.RIGHT, Relation.UNDER, Relation.COLUMN, Relation.CAPTION}
)


def sums(sheet: Sheet, proposals: Sequence[Proposal], doctype: Doctype) -> Mapping[str, str]:
    """The best amounts that make a ``sum`` of three right, by field; nothing is added to nothing,
    and a sum without tax only says twice what is printed twice. Two items make a total as well: a
    label has to tell which of them is the net amount or the tax.
    """
    known = {p.spec.name: p for p in proposals}
    best = {p.spec.name: p.best.candidate.value for p in proposals if p.best is not None}
    found: dict[str, str] = {}
    for rule in doctype.rules:
        names = [name for name in rule.fields if name in best]
        if rule.rule == "sum" and len(names) == len(rule.fields) == 3:
            net, tax, gross = (Decimal(best[name]) for name in names)
            told = any(_pointed(sheet, known[name]) for name in names[:2])
            if net and tax and told and abs(net + tax - gross) <= CENT:
                found |= {name: best[name] for name in names}
    return found


def supported(
    sheet: Sheet, proposal: Proposal, value: str, spans: Sequence[Span], adding: Mapping[str, str]
) -> bool:
    """Whether a label or the sums (``adding``) vouch for an answer; names need no label, nor does
    the only currency or the only date of a paper that must have one."""
    spec = proposal.spec
    if spec.kind in FREE or adding.get(spec.name) == value:
        return True
    if spec.kind is Kind.CURRENCY:
        return _sole(proposal)
    if spec.kind is Kind.DATE and spec.required and _sole(proposal):
        return True
    return _labelled(sheet, proposal, spans)


def _sole(proposal: Proposal) -> bool:
    """Whether the page has no other value of the kind."""
    return len({ranked.candidate.value for ranked in proposal.ranked}) == 1


def _pointed(sheet: Sheet, proposal: Proposal) -> bool:
    """Whether a label points at a field's best candidate."""
    return proposal.best is not None and _labelled(sheet, proposal, proposal.best.candidate.spans)


def _labelled(sheet: Sheet, proposal: Proposal, spans: Sequence[Span]) -> bool:
    """Whether one of a field's labels points at these spans."""
    pointing = relations(sheet, proposal.cues, spans)
    return any(
        kind in _POINTING and (kind is not Relation.RIGHT or distance <= NEAR)
        for kind, (distance, _) in pointing.items()
    )


def told(sheet: Sheet, proposal: Proposal, value: str, spans: Sequence[Span]) -> bool:
    """Whether the page leaves no choice: the value stands alone behind a label that is only ever
    followed by it, and no such label says another one; or it is the only currency, and marked more
    than once. Of words to choose from no other may stand on the page.
    """
    text, spec = sheet.document.text, proposal.spec
    printed = text[spans[0].start : spans[-1].end] if spans else ""
    if spec.kind is Kind.CURRENCY:
        return _sole(proposal) and _marked(text, value) >= SEVERAL
    if not printed or not _plain(proposal, printed):
        return False
    found = False
    for label in map(compiled, spec.told):
        for match in label.finditer(text):
            behind = text[match.end() :].lstrip(_BETWEEN)
            if not (behind.startswith(printed) and _closed(behind, len(printed))):
                return False
            if _another(text, match.start(), spec.kind):
                return False
            found = True
    return found


def _marked(text: str, currency: str) -> int:
    """How often a text marks a currency by a sign that no other country shares."""
    marks = compiled(currencies.MARK).findall(text)
    return [currencies.code(m) for m in marks if not currencies.shared(m)].count(currency)


def _plain(proposal: Proposal, printed: str) -> bool:
    """Whether print of this look is what it seems."""
    if proposal.spec.kind is Kind.CHOICE:
        return _sole(proposal)
    if proposal.spec.kind is Kind.AMOUNT:
        return bool(_CENTS.search(printed))
    return not (proposal.spec.kind is Kind.CODE and _MISREAD.search(printed))


def _closed(behind: str, end: int) -> bool:
    """Whether a value that ends there is whole."""
    return bool(_CLOSED.match(behind, end)) and not _RANGE.match(behind, end)


def _another(text: str, start: int, kind: Kind) -> bool:
    """Whether a label is another thing's: the customer's, an older paper's, goods (oil change)."""
    row = text.rfind("\n", 0, start) + 1
    above = text.rfind("\n", 0, max(0, text.rfind("\n", 0, max(0, row - 1)))) + 1
    before = text[row:start]
    if kind is Kind.AMOUNT:
        return bool(_LETTER_LAST.search(before))
    return bool(_OLDER.search(before) or _CUSTOMER.search(text, above, start))

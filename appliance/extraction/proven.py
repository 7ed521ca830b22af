"""Amounts that prove each other: net and tax make the total, money given less change is it."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from decimal import Decimal

from appliance.doctypes.schema import Doctype, Kind, RuleSpec
from appliance.extraction.choice.confidence import COLD
from appliance.types import Document, Field, Source

CLAIM = 0.95
"""Confidence in an amount that nobody has labelled, where it makes a sum with an accepted one. (All
127 such sums of 245 real receipts were looked at: each of their 254 amounts was right.)"""
DOUBTED = 0.5
"""Confidence up to which something speaks against a reading (``consequences``, cut numbers)."""
CENT = Decimal("0.02")
Known = MutableMapping[str, tuple[Field, ...]]


def claimed(document: Document, doctype: Doctype, found: Known) -> None:
    """Let the parts of a sum whose result is accepted claim as much, and what is chosen in their
    row; a part with a curve of its own keeps what was counted."""
    for rule in doctype.rules:
        if rule.rule == "row_rate":
            _taxes(doctype, rule, found)
        if rule.rule in ("sum", "difference"):
            _terms(doctype, rule, found)
    _chosen(document, doctype, found)


def _terms(doctype: Doctype, rule: RuleSpec, found: Known) -> None:
    """Parts that make the result to the cent claim as much as it does; change that does not make
    it claims no more than what nobody has counted. (Other sums fail for many a good reason: tax in
    the prices, a discount.)"""
    *names, result = rule.fields
    known = {name: found[name][0] for name in rule.fields if len(found.get(name, ())) == 1}
    missing = set(rule.fields) - set(known) - {rule.options.get("optional")}
    if missing or known[result].suspect:
        return
    amounts = {name: Decimal(field.value) for name, field in known.items()}
    parts = [name for name in names if name in known]
    if rule.rule == "sum":
        holds = sum(amounts[name] for name in parts) - amounts[result]
        told = all(amounts[name] for name in names[:2])
    else:
        signed = rule.options.get("signed") == names[1]
        less = abs(amounts[names[1]]) if signed else amounts[names[1]]
        holds = amounts[names[0]] - less - amounts[result]
        told = bool(amounts[names[0]])
    for name in parts:
        sure = known[name].confidence
        if abs(holds) > CENT and rule.rule == "difference" and _unlabelled(doctype, known[name]):
            found[name] = (replace(known[name], confidence=min(sure, COLD)),)
        elif abs(holds) <= CENT and told and _uncounted(doctype, known[name]):
            whole = known[result].confidence
            claim = min(CLAIM, whole) if whole >= doctype.threshold(result) else 0.0
            found[name] = (replace(known[name], confidence=max(sure, claim)),)


def _chosen(document: Document, doctype: Doctype, found: Known) -> None:
    """Let what is chosen from a row claim as much as the amount there that is taken off another:
    ``CASH 50.00`` before the change says how it was paid."""
    paid = [rule.fields[0] for rule in doctype.rules if rule.rule == "difference"]
    given = [found[name][0] for name in paid if len(found.get(name, ())) == 1]
    for spec in doctype.fields:
        for field in found.get(spec.name, ()) if spec.kind is Kind.CHOICE else ():
            rows = [one for one in given if _row(document, one) == _row(document, field)]
            claim = max((one.confidence for one in rows if one.spans), default=0.0)
            if _unlabelled(doctype, field) and len(found[spec.name]) == 1 and claim >= CLAIM:
                found[spec.name] = (replace(field, confidence=max(field.confidence, claim)),)


def _taxes(doctype: Doctype, rule: RuleSpec, found: Known) -> None:
    """Let rows claim as much whose rate of the net amount is their tax."""
    columns = [{one.row: one for one in found.get(name, ()) if one.row} for name in rule.fields]
    for row in set.intersection(*map(set, columns)):
        cells = [column[row] for column in columns]
        rate, net, tax = (Decimal(cell.value) for cell in cells)
        counted = [cell.confidence for cell in cells if cell.name in doctype.curves]
        claim = min(CLAIM, *counted) if counted else CLAIM
        if not (rate and net and tax) or abs(rate * net / 100 - tax) > CENT:
            continue
        for cell in cells:
            if _uncounted(doctype, cell):
                surer = replace(cell, confidence=max(cell.confidence, claim))
                found[cell.name] = tuple(surer if c is cell else c for c in found[cell.name])


def _uncounted(doctype: Doctype, field: Field) -> bool:
    """Whether a reading of the page has no curve, and nothing that speaks against it."""
    return _unlabelled(doctype, field) and field.confidence > DOUBTED


def _unlabelled(doctype: Doctype, field: Field) -> bool:
    ranked = field.source is Source.RANKER and not field.suspect
    return ranked and field.name not in doctype.curves


def _row(document: Document, field: Field) -> int | None:
    """Where the row begins in which a field stands."""
    if not field.spans:
        return None
    return document.text.rfind("\n", 0, field.spans[0].start) + 1

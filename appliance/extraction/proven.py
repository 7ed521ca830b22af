"""Amounts that prove each other: net and tax make the total, money given less change is it."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from appliance.doctypes.schema import Doctype, Kind, RuleSpec
from appliance.extraction.choice.confidence import COLD
from appliance.extraction.choice.support import CENT
from appliance.types import Document, Field, Source

CLAIM = 0.95
"""Confidence in an amount that nobody has labelled, where it makes a sum with an accepted one. (All
127 such sums of 245 real receipts were looked at: each of their 254 amounts was right.)"""
DOUBTED = 0.5
"""Confidence up to which something speaks against a reading (``consequences``, cut numbers)."""
Known = MutableMapping[str, tuple[Field, ...]]


def claimed(document: Document, doctype: Doctype, found: Known) -> None:
    """Let the parts of a sum whose result is accepted claim as much, and what is chosen in their
    row; a part with a curve of its own keeps what was counted."""
    for rule in doctype.rules:
        if rule.rule == "row_rate":
            _taxes(doctype, rule, found)
        if rule.rule in ("sum", "difference"):
            _terms(doctype, rule, found)
    _summed(doctype, found)
    _chosen(document, doctype, found)


def _terms(doctype: Doctype, rule: RuleSpec, found: Known) -> None:
    """Parts that make the result to the cent claim as much as it does; change that does not make
    it claims no more than what nobody has counted. (Other sums fail for many a good reason: tax in
    the prices, a discount.)"""
    *names, result = rule.fields
    known = {name: found[name][0] for name in rule.fields if len(found.get(name, ())) == 1}
    missing = set(rule.fields) - set(known) - {rule.options.get("optional")}
    if missing or not known.keys() >= {*names[:2], result} or known[result].suspect:
        return
    amounts = {name: _number(field) for name, field in known.items()}
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
            rows = [one for one in given if _line(document, one) == _line(document, field)]
            claim = max((one.confidence for one in rows if one.spans), default=0.0)
            if _unlabelled(doctype, field) and len(found[spec.name]) == 1 and claim >= CLAIM:
                found[spec.name] = (replace(field, confidence=max(field.confidence, claim)),)


def _taxes(doctype: Doctype, rule: RuleSpec, found: Known) -> None:
    """Let rows claim as much whose rate of the net amount is their tax, or the only row whose tax
    is held in the total."""
    columns = [{one.row: one for one in found.get(name, ()) if one.row} for name in rule.fields]
    rates, nets, taxes = columns
    gross = _gross(doctype, found) if len(taxes) == 1 else None
    for row in set(rates) & set(taxes):
        cells = [column[row] for column in columns if row in column]
        rate, tax = _number(rates[row]), _number(taxes[row])
        made = [_number(nets[row]) * rate / 100] if row in nets else []
        if gross is not None and row not in nets:
            made.append(gross * rate / (100 + rate))
        if rate and tax and any(abs(one - tax) <= CENT for one in made):
            _raised(doctype, found, cells)


def _gross(doctype: Doctype, found: Known) -> Decimal | None:
    """The total, where it would be accepted."""
    for rule in doctype.rules:
        whole = found.get(rule.fields[-1], ()) if rule.rule == "sum" else ()
        if len(whole) == 1 and whole[0].confidence >= doctype.threshold(whole[0].name):
            return None if whole[0].suspect else _number(whole[0])
    return None


def _raised(doctype: Doctype, found: Known, cells: Sequence[Field]) -> None:
    """Let cells of a row claim as much as what was counted of it."""
    counted = [cell.confidence for cell in cells if cell.name in doctype.curves]
    claim = min(CLAIM, *counted) if counted else CLAIM
    for cell in cells:
        if _uncounted(doctype, cell):
            surer = replace(cell, confidence=max(cell.confidence, claim))
            found[cell.name] = tuple(surer if c is cell else c for c in found[cell.name])


def _summed(doctype: Doctype, found: Known) -> None:
    """Let the sum of rows that claim as much do so, too."""
    for spec in doctype.fields:
        rows, whole = found.get(spec.sum_of, ()), found.get(spec.name, ())
        if not rows or len(whole) != 1 or not _uncounted(doctype, whole[0]):
            continue
        sure = min(row.confidence for row in rows)
        if sure >= CLAIM and sum(map(_number, rows)) == _number(whole[0]):
            found[spec.name] = (replace(whole[0], confidence=max(whole[0].confidence, sure)),)


def _uncounted(doctype: Doctype, field: Field) -> bool:
    """Whether a reading of the page has no curve, and nothing that speaks against it."""
    return _unlabelled(doctype, field) and field.confidence > DOUBTED


def _unlabelled(doctype: Doctype, field: Field) -> bool:
    ranked = field.source is Source.RANKER and not field.suspect
    return ranked and field.name not in doctype.curves


def _number(field: Field) -> Decimal:
    """An amount; nothing where a type has words in a sum."""
    try:
        value = Decimal(field.value)
    except InvalidOperation:
        return Decimal(0)
    return value if value.is_finite() else Decimal(0)


def _line(document: Document, field: Field) -> int | None:
    """Where the row begins in which a field stands."""
    if not field.spans:
        return None
    return document.text.rfind("\n", 0, field.spans[0].start) + 1

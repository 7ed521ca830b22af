"""Values that the schema allows without being printed, worked out from what is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from decimal import Decimal

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.kinds import amounts, countries, currencies
from appliance.types import Document, Field, Source

CLOSE = Decimal("0.05")
"""Cents that rounded taxes may differ from the tax of the sum."""
UNTOLD = 0.8
"""Confidence at most in a currency whose sign other countries print too."""
SEARCHED = 20_000
"""Characters of a document that are looked at."""

_COUNTRY = (
    ("MYR", r"\bmalaysia\b|\bkuala lumpur\b|\bselangor\b|\bsdn\.? ?bhd\b|\bjohor\b"),
    ("SGD", r"\bsingapore\b|\bpte\.? ltd\b"),
    ("IDR", r"\bindonesia\b|\bjakarta\b"),
    ("GBP", r"\bunited kingdom\b|\bengland\b|\blondon\b|\bgb\d{9}\b"),
    ("CHF", r"\bschweiz\b|\bswitzerland\b|\bsuisse\b|\bCHE-\d{3}"),
    ("EUR", r"\bdeutschland\b|\bgermany\b|\bfrance\b|\bösterreich\b|\bespaña\b|\bitalia\b"
            r"|\bust\.?-?id|\bgmbh\b|\bMwSt\b|\bTVA\b|\bDE\d{9}\b"),
    ("INR", r"\bindia\b|\bgstin\b"),
    ("AUD", r"\baustralia\b|\babn\b"),
    ("CAD", r"\bcanada\b"),
    ("USD", r"\bunited states\b|\bU\.?S\.?A\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b"),
)  # fmt: skip
_PATTERNS = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _COUNTRY[:-1])
_USD = re.compile(_COUNTRY[-1][1])


def infer(
    document: Document, spec: FieldSpec, found: Mapping[str, Sequence[Field]]
) -> Field | None:
    """A value for an inferred field, or ``None`` where nothing speaks for one."""
    if spec.kind is Kind.CURRENCY:
        return _currency(document, spec)
    return None


def summed(spec: FieldSpec, doctype: Doctype, found: Mapping[str, Sequence[Field]]) -> Field | None:
    """The values of ``spec.sum_of`` added up, where that alone makes the document's sums right.

    A page that states several taxes and no sum of them leaves some other amount to be taken for it.
    Where it states one, that is the sum; not what it is taken of, and not the bill's total.
    """
    parts = found.get(spec.sum_of, ())
    sums = (rule.fields for rule in doctype.rules if rule.rule == "sum")
    rule = next((names for names in sums if spec.name in names), ())
    whole = sum((Decimal(part.value) for part in parts), Decimal(0))
    given = found.get(spec.name)
    if len(parts) == 1 and _mistaken(given, (spec.sum_of, f"{spec.sum_of}.basis", *rule), found):
        return replace(parts[0], name=spec.name, row=0)
    if len(parts) < 2 or (given and abs(Decimal(given[0].value) - whole) <= CLOSE):
        return None
    if len(rule) != 3:  # nothing to check it by, but one rate's tax is not that of all
        bases = found.get(f"{spec.sum_of}.basis", ())
        known = {field.value for field in (*parts, *bases)}
        wrong = not given or "." not in given[0].value or given[0].value in known
        return ground.inferred(spec.name, f"{whole:f}", parts[0].confidence) if wrong else None
    others = [found[name][0] for name in rule if name != spec.name and found.get(name)]
    if len(others) == 2 and _adds_up(spec, rule, found, whole):
        least = min(other.confidence for other in others)
        return ground.inferred(spec.name, format(whole, "f"), min(least, parts[0].confidence))
    one = given and given[0].value in {part.value for part in parts}
    return (
        ground.inferred(spec.name, f"{whole:f}", min(parts[0].confidence, UNTOLD)) if one else None
    )


def _adds_up(
    spec: FieldSpec, rule: Sequence[str], found: Mapping[str, Sequence[Field]], whole: Decimal
) -> bool:
    """Whether the fields of a sum are right with this value of one of them."""
    values = [whole if n == spec.name else Decimal(found[n][0].value) for n in rule]
    return abs(values[0] + values[1] - values[2]) <= CLOSE


def _mistaken(
    given: Sequence[Field] | None, names: Sequence[str], found: Mapping[str, Sequence[Field]]
) -> bool:
    """Whether a sum of one part is missing, or is the value of another amount of these."""
    if not given:
        return True
    part, *others = names
    values = {f.value for n in others if n != given[0].name for f in found.get(n, ())}
    return given[0].value in values and given[0].value != found[part][0].value


def located(document: Document, found: Field) -> Field:
    """A currency whose printed mark other countries have too (``$``), as the page's country says:
    that of another country is inferred; what no country vouches for, or two do, is doubtful."""
    told = countries.told(found.text, document.text) if countries.sharing(found.text) else None
    if told is None or found.source in (Source.READER, Source.PERSON):
        return found
    best = max(told, key=lambda code: told[code], default=found.value)
    if best != found.value:
        return ground.inferred(found.name, best, min(found.confidence, UNTOLD))
    sure = len(told) == 1
    return found if sure else replace(found, confidence=min(found.confidence, UNTOLD))


def _currency(document: Document, spec: FieldSpec) -> Field | None:
    """The currency most amounts are marked with; without marks, the country's."""
    text = document.text[:SEARCHED]
    marks = Counter(money.currency for money in amounts.find(text) if money.currency)
    if marks:
        code, count = marks.most_common(1)[0]
        sign = next((sign for sign in ("$", "kr", "¥") if code == currencies.code(sign)), "")
        told = countries.told(sign, text) if sign else {}
        code = max(told, key=lambda one: told[one], default=code)
        return ground.inferred(spec.name, code, 0.5 + 0.3 * count / sum(marks.values()))
    votes = Counter({code: len(pattern.findall(text)) for code, pattern in _PATTERNS}) + Counter(
        USD=len(_USD.findall(text))
    )
    if votes:
        code, count = votes.most_common(1)[0]
        return ground.inferred(spec.name, code, 0.3 + 0.4 * count / sum(votes.values()))
    return None


def lacks(spec: FieldSpec, known: Mapping[str, Sequence[Field]]) -> bool:
    """Whether a document of its kind has no such field: what another field says it is."""
    said = ((pattern, known.get(name, ())) for name, pattern in spec.without.items())
    return any(re.fullmatch(p, field.value.strip()) for p, fields in said for field in fields)


def complete(
    document: Document, doctype: Doctype, found: MutableMapping[str, tuple[Field, ...]]
) -> None:
    """Add what the schema allows to be inferred, and what is the same as another field."""
    for spec in doctype.fields:
        added = summed(spec, doctype, found) if spec.sum_of else None
        if added is not None:
            found[spec.name] = (added,)
        if spec.name in found:
            if spec.kind is Kind.CURRENCY:
                found[spec.name] = tuple(located(document, one) for one in found[spec.name])
            continue
        guess = infer(document, spec, found) if spec.inferred else None
        if guess is not None:
            found[spec.name] = (guess,)
        elif _is_same(spec, found):
            found[spec.name] = (replace(found[spec.same_as][0], name=spec.name),)


def _is_same(spec: FieldSpec, found: Mapping[str, Sequence[Field]]) -> bool:
    """Whether a field has the value of another one, since nothing tells them apart."""
    others = (field for name in spec.unless for field in found.get(name, ()))
    return spec.same_as in found and not any(field.value.strip("-0.") for field in others)

"""What follows from two values of a document: which of two fields the one printed date belongs to,
in which century a year of two figures lies, and what stands above the name of the one it would
belong to.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from dataclasses import replace

from appliance.doctypes.schema import Doctype, Kind
from appliance.extraction import ground, proven
from appliance.extraction.choice import belongings
from appliance.extraction.kinds import conventions, dates
from appliance.extraction.questions import passages
from appliance.types import Document, Field, Source, Span

DOUBTFUL = 0.5
"""Confidence at most in what another value speaks against."""
REACH = 120
"""Characters around a date that are looked at."""
_DISCOUNT = re.compile(
    r"\b(?:skonto|discount|escompte|sconto|descuento|desconto|korting|rabatt?|sleva|zľava|kassarabatt"
    r"|early payment)\b",
    re.IGNORECASE,
)
Known = MutableMapping[str, tuple[Field, ...]]
_OWN = re.compile(
    r"\b(?:patient|resident|home|mobile|cell|private?|paciente|domicilio|wohnhaft|domicile|"
    r"portable)\b",
    re.IGNORECASE,
)
"""What says in its row that a value is the person's own, wherever it stands."""


def settled(document: Document, doctype: Doctype, found: Known) -> None:
    """Put right what the values of a document say of each other."""
    proven.claimed(document, doctype, found)
    dated(doctype, found)
    deferred(document, doctype, found)
    nothing_due(doctype, found)
    owned(document, doctype, found)
    belongings.parted(document, doctype, found)


def deferred(document: Document, doctype: Doctype, found: Known) -> None:
    """Until when a discount may be taken is not until when must be paid: the day behind it in the
    same row is. Doubtful either way, as is one printed date that two fields claim.
    """
    for rule in doctype.rules:
        if rule.rule != "date_order" or not all(found.get(name) for name in rule.fields):
            continue
        first, second = (found[name][0] for name in rule.fields[:2])
        if Source.READER in (first.source, second.source) or not second.spans:
            continue
        later = _behind_discount(document, second)
        if later is not None or first.spans == second.spans:
            least = min(second.confidence, DOUBTFUL)
            found[second.name] = (replace(later or second, confidence=least),)


def _behind_discount(document: Document, field: Field) -> Field | None:
    """The date of a discount's clause (as it is where none follows it), or ``None`` elsewhere."""
    start, end = field.spans[0].start, field.spans[-1].end
    text = document.text
    behind = text[end : end + REACH].split("\n\n")[0]
    clause = re.split(r"[.;](?!\d)", text[max(start - REACH, 0) : start])[-1]
    clause = clause[max((d.span.end for d in dates.find(clause)), default=0) :]
    clause += re.split(r"[,;\n]|\b(?:oder|or|ou|o|od|eller|of)\b", behind)[0]
    if not _DISCOUNT.search(clause):
        return None
    habits = conventions.observe(text[: passages.BUDGET])
    nearest = next(dates.find(behind, day_first=habits.day_first), None)
    if nearest is None or nearest.iso <= field.value:
        return field
    span = Span(end + nearest.span.start, end + nearest.span.end)
    own = field.source if field.source is not Source.INFERRED else Source.RANKER
    return ground.field(document, field.name, nearest.iso, (span,), confidence=DOUBTFUL, source=own)


def nothing_due(doctype: Doctype, found: Known) -> None:
    """Nothing to pay of a bill of which nothing was paid is doubtful: an older bill's balance."""
    for spec in doctype.fields:
        own, whole = found.get(spec.name, ()), found.get(spec.same_as, ())
        if spec.kind is not Kind.AMOUNT or not (own and whole) or own[0].value.strip("-0."):
            continue
        less = any(found.get(name) for name in spec.unless)
        if whole[0].value.strip("-0.") and not less and own[0].source is not Source.READER:
            least = min(own[0].confidence, DOUBTFUL)
            found[spec.name] = (replace(own[0], confidence=least),)


def owned(document: Document, doctype: Doctype, found: Known) -> None:
    """Leave out what was read above the field that it is ``below``, and is not called its own: the
    house has an address and a telephone number on its letterhead, the reader in the window.
    """
    for spec in doctype.fields:
        name = next(iter(found.get(spec.below, ())), None)
        if name is None or not name.spans or spec.name not in found:
            continue
        named = document.text.casefold().find(name.text.casefold())
        first = min(at for at in (named, name.spans[0].start) if at >= 0)
        head = document.text.rfind("\n", 0, first) + 1
        kept = tuple(f for f in found[spec.name] if _owned(document, f, head))
        if kept:
            found[spec.name] = kept
        else:
            del found[spec.name]


def _owned(document: Document, field: Field, head: int) -> bool:
    if field.source is not Source.RANKER or not field.spans or field.spans[0].start >= head:
        return True
    start = field.spans[0].start
    row = document.text[document.text.rfind("\n", 0, start) + 1 : start]
    return bool(_OWN.search(row))


def dated(doctype: Doctype, found: Known) -> None:
    """Put right what two dates say of each other."""
    _parted(doctype, found)
    _earlier(doctype, found)


def _parted(doctype: Doctype, found: Known) -> None:
    """Where one date is told for two fields that are ``unlike``, the surer of them keeps it."""
    for spec in doctype.fields:
        own, other = found.get(spec.name, ()), found.get(spec.unlike, ())
        if (
            spec.kind is Kind.DATE
            and own
            and other
            and [f.value for f in own] == [f.value for f in other]
        ):
            del found[spec.name if own[0].confidence <= other[0].confidence else spec.unlike]


def _earlier(doctype: Doctype, found: Known) -> None:
    """A year of two figures is of the century in which the date is not after the one that it must
    not be after (a birth in ``35``, a visit in 2024).
    """
    for rule in doctype.rules:
        first, second = (found.get(name, ()) for name in (*rule.fields, "", "")[:2])
        if rule.rule != "date_order" or not (first and second):
            continue
        year, rest = first[0].value[:4], first[0].value[4:]
        if first[0].value > second[0].value and year.isdecimal() and year not in first[0].text:
            found[first[0].name] = (replace(first[0], value=f"{int(year) - 100}{rest}"),)

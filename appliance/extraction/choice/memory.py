"""What people confirmed before, for the same party: a value is put right to what it was then.

A till slip's head is the same each time, and OCR misreads it differently each time. A document's
party is recognised by its head: some row of it must be the same (``keys``), and the whole must be
alike by the cosine of its character trigrams; branches of a chain, whose heads differ, share its
name where that stands there all but letter for letter. Guards, each for a trap that was measured: a
value counts from two confirmations on, it must stand in this document (give or take misread
letters), and all its digits must be the same, because branches of one chain differ in nothing else.
What was read beyond doubt is no misreading: another letter there is another party (Meier, Maier).
And the place must be the party's own (``standing``): papers name other firms, too.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.choice import candidates, misreadings, owners, vocabulary
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.standing import Place, Standing
from appliance.extraction.kinds import conventions
from appliance.extraction.kinds.normalise import comparable
from appliance.extraction.sheet import cues
from appliance.extraction.sheet.sheets import Sheets
from appliance.ports import Confirmed
from appliance.types import Document, Extraction, Field, Source

HEAD = 12
"""Rows from the top that tell whose document it is."""
SHORTEST = 6
"""Letters and digits below which a row says nothing of a party."""
PART = 10
"""Letters and digits of an end of a long row that is looked up by itself."""
ALIKE = 0.55
"""Cosine of two heads from which they are one party's."""
TWICE = 2
"""Confirmations that make a value known."""
SAME = 0.8
"""Likeness from which a candidate is the known value, misread."""
SAME_CHAIN = 0.95
"""The same for a name where the rest of the head is another: one letter in twenty."""
SURE = 0.9
"""Confidence of a remembered value where nobody has counted how often it is right."""
UNSEEN = 0.3
"""Confidence at most in what is but named on the page: no type accepts it."""
CHANGED = 0.5
"""The same in a number of a known party that is not the one people confirmed."""

STATED = frozenset({Source.READER, Source.PERSON})
"""Who is right whatever was confirmed before."""
_REGISTER = re.compile(r"(?<!\d)\d{9,15}(?!\d)")

Near = Callable[[Sequence[str]], Sequence[Confirmed]]
"""What was confirmed for documents that share one of these keys."""


def head(document: Document) -> str:
    """The rows at the top, one per line."""
    rows = [row for row in document.text.split("\n") if row.strip()]
    return "\n".join(rows[:HEAD])


def keys(document: Document) -> tuple[str, ...]:
    """The rows of a head in comparable form; ends of long ones and numbers also by themselves."""
    found: dict[str, None] = {}
    for row in head(document).split("\n"):
        plain = comparable(row)
        if len(plain) >= SHORTEST:
            found[plain] = None
        if len(plain) >= 2 * PART:  # one misread letter spoils one end, not both
            found |= {plain[:PART]: None, plain[-PART:]: None}
        number = "".join(ch for ch in row if ch.isdigit())
        if len(number) >= SHORTEST:
            found[number] = None
    return tuple(found)


def of(document: Document, doctype: Doctype, extraction: Extraction, name: str) -> Confirmed:
    """What to remember of a document that a person has confirmed under the id ``name``: of several
    values of a field, each has a row."""
    values = {
        spec.name: "\n".join(field.value for field in extraction.fields if field.name == spec.name)
        for spec in owners.remembered(doctype)
        if extraction.first(spec.name)
    }
    return Confirmed(document=name, head=head(document), values=values)


def recall(document: Document, doctype: Doctype, extraction: Extraction, near: Near) -> Extraction:
    """The extraction with remembered values in place of those that were read; what the file states
    as data (an e-invoice, tagged facts) stands."""
    stated = {item.name for item in extraction.fields if item.source in STATED}
    specs = [spec for spec in owners.remembered(doctype) if spec.name not in stated]
    if not specs or not (shared := keys(document)):
        return extraction
    own = _grams(head(document))
    others = near(shared)
    kin = [item for item in others if _cosine(own, _grams(item.head)) >= ALIKE]
    if len(others) < TWICE:
        return extraction
    known, sheets = dict[str, Field](), Sheets(document)
    for spec in specs:
        if spec.many:
            continue
        places = Standing.on(sheets.of(), spec, doctype, extraction)
        field = _known(places, doctype, kin)
        if field is None and spec.kind is Kind.NAME:
            field = _known(places, doctype, _registered(document, others))
        if field is None and spec.kind is Kind.NAME:
            field = _known(places, doctype, others, chain=True)
        if field is None and spec.kind is Kind.CODE:
            field = _changed(spec, extraction, kin)
        if field is not None:
            known[spec.name] = field
    several = {spec.name: spec for spec in specs if spec.many}
    names = {item.name for item in extraction.fields}
    kept = [
        _affirmed(item, several[item.name], doctype, kin)
        if item.name in several
        else known.get(item.name, item)
        for item in extraction.fields
    ]
    kept += [field for name, field in known.items() if name not in names]
    order = {spec.name: place for place, spec in enumerate(doctype.fields)}
    kept.sort(key=lambda item: order.get(item.name, len(order)))
    return replace(extraction, fields=tuple(kept))


def _affirmed(item: Field, spec: FieldSpec, doctype: Doctype, kin: Sequence[Confirmed]) -> Field:
    """One of several values of a field: known where people confirmed the very same, else as it was
    read. None is put right, since nothing tells which of the others it would be."""
    same = (v for v in _spellings(spec, kin) if comparable(v.text) == comparable(item.value))
    value = next(same, None)
    if value is None or item.suspect is not None:
        return item
    sure = max(item.confidence, doctype.remembered.get(spec.name, SURE))
    return replace(item, confidence=sure, source=Source.MEMORY, confirmed_in=value.documents)


def _changed(spec: FieldSpec, extraction: Extraction, kin: Sequence[Confirmed]) -> Field | None:
    """A number that is another than the party's confirmed one: no longer sure, since a new bank
    account may be somebody else's."""
    read = extraction.first(spec.name)
    if read is None or not any(_spellings(spec, kin)):
        return None
    return replace(read, confidence=min(read.confidence, CHANGED))


def _registered(document: Document, others: Sequence[Confirmed]) -> list[Confirmed]:
    """Those with the same number of a register, of tax or of a telephone: one firm's branches."""
    own = _long(head(document))
    return [item for item in others if own & _long(item.head)]


def _long(text: str) -> frozenset[str]:
    return frozenset(found.group() for found in _REGISTER.finditer(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A spelling that people confirmed, and for which documents."""

    text: str
    documents: tuple[str, ...]


def _spellings(spec: FieldSpec, kin: Sequence[Confirmed]) -> Iterator[_Value]:
    """Each value confirmed twice, in the spelling confirmed most often."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in kin:
        text = item.values.get(spec.name, "")
        for value in text.split("\n") if spec.many else [text]:
            if value:
                groups.setdefault(comparable(value), []).append((value, item.document))
    for group in groups.values():
        documents = tuple(dict.fromkeys(document for _, document in group))
        if len(documents) >= TWICE:
            spelling = Counter(value for value, _ in group).most_common(1)[0][0]
            yield _Value(text=spelling, documents=documents)


def _known(
    places: Standing, doctype: Doctype, kin: Sequence[Confirmed], *, chain: bool = False
) -> Field | None:
    """The confirmed value that stands where the party's own does; the most alike, then the most
    frequent. One that is but named there only where nothing was read, for people to see.
    ``chain``: ``kin`` share nothing but the name.
    """
    sheet, spec, spellings = places.sheet, places.spec, list(_spellings(places.spec, kin))
    if not spellings:
        return None
    document, heads = sheet.document, [item.head for item in kin]
    same = 1.0 if spec.kind is Kind.CODE else SAME_CHAIN if chain else SAME
    found = candidates.find(sheet, spec, conventions.observe(document.text), cues.find(sheet, spec))
    taught = doctype.rankers.get(spec.name)
    words = taught.vocabulary if taught else {}
    least = Place.OWN if places.read else Place.NAMED
    best: tuple[tuple[Place, float, int], _Value, Candidate] | None = None
    for value in spellings:
        for likeness, candidate in _places(value.text, found, same, words):
            if likeness < 1.0 and misreadings.certain(
                ground.printed(document, candidate.spans), value.text
            ):
                continue
            place = places.of(candidate.spans, value.text, heads, sure=not chain)
            rank = (place, likeness, len(value.documents))
            if place >= least and (best is None or rank > best[0]):
                best = (rank, value, candidate)
    if best is None:
        return None
    rank, value, candidate = best
    sure = doctype.remembered.get(spec.name, SURE)
    if chain or rank[0] < Place.OWN:  # nobody counted how often: no surer than the reading
        read = places.read.confidence if places.read else UNSEEN
        sure = min(sure, read)
    field = ground.field(
        document, spec.name, value.text, candidate.spans, confidence=sure, source=Source.MEMORY
    )
    return replace(field, confirmed_in=value.documents)


def _places(
    value: str, found: Sequence[Candidate], same: float, words: vocabulary.Vocabulary
) -> Iterator[tuple[float, Candidate]]:
    """Candidates that may be the value, with their likeness to it."""
    wanted, numbers = comparable(value), misreadings.numbers(value)
    for candidate in found:
        plain = comparable(candidate.value)
        if abs(len(plain) - len(wanted)) > 0.25 * len(wanted):
            continue
        if not misreadings.same_numbers(
            misreadings.numbers(candidate.value, mixed=bool(numbers)), numbers
        ):
            continue
        matcher = SequenceMatcher(None, plain, wanted, autojunk=False)
        if matcher.quick_ratio() < same or (likeness := matcher.ratio()) < same:
            continue
        if likeness == 1.0 or not (
            misreadings.another(candidate.value, wanted, words)
            or misreadings.reworded(candidate.value, value)
        ):
            yield likeness, candidate


def _grams(text: str) -> Mapping[str, float]:
    """Character trigrams of the rows, damped: what is repeated counts little more than once."""
    counts: Counter[str] = Counter()
    for row in text.split("\n"):
        plain = f" {comparable(row)} "
        counts.update(plain[i : i + 3] for i in range(len(plain) - 2))
    return {gram: 1 + math.log(count) for gram, count in counts.items()}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(value * other.get(gram, 0.0) for gram, value in one.items())
    norms = sum(v * v for v in one.values()) * sum(v * v for v in other.values())
    return product / math.sqrt(norms) if norms else 0.0

"""What a larger model outside is asked, and what its word is worth here: a span, or nothing.

Two pure functions: where the values in doubt may stand, for the smallest excerpt; and an answer put
beside the local values, each value found again in the document and read by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.choice import candidates
from appliance.extraction.choice.confidence import COLD
from appliance.extraction.choice.proposal import propose
from appliance.extraction.choice.survey import Survey
from appliance.extraction.choice.unlabelled import whose
from appliance.extraction.kinds import conventions, normalise
from appliance.extraction.questions import passages
from appliance.extraction.sheet import cues
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Document, Extraction, Field, Source, Span

PLACES = 4
"""Places of one field that are worth showing."""
_TYPED = (Kind.DATE, Kind.AMOUNT, Kind.NUMBER, Kind.CODE, Kind.CURRENCY, Kind.CHOICE)


class Judged(StrEnum):
    """What became of one value of an answer."""

    SAME = "same"  # as the local value
    PROPOSED = "proposed"  # another one, grounded: shown with its origin, a person confirms it
    ABSENT = "absent"  # the model says that the field is not there
    UNGROUNDED = "ungrounded"  # stands nowhere in what was shown
    UNFIT = "unfit"  # was not to choose from, or stands there and is no value of the field
    SETTLED = "settled"  # a person has entered the value meanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """Of a field: the ``places`` worth showing, and the rows of each of the ``values`` that it may
    have, both the likelier first; ``firm``: what is named is no person, by the schema's words."""

    places: tuple[Span, ...]
    values: tuple[tuple[Span, ...], ...]
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The extraction with what was proposed, and what became of each field's answer."""

    extraction: Extraction
    judged: Mapping[str, Judged]


def likely(
    document: Document, doctype: Doctype, extraction: Extraction, names: Sequence[str]
) -> dict[str, Likely]:
    """Where the values of some fields may stand: the local one, candidates, cues."""
    specs = [spec for spec in doctype.fields if spec.name in names]
    sheet = Sheet.of(document, passages.searched(document.text, specs))
    habits = conventions.observe(document.text[: passages.BUDGET])
    found = {}
    for spec in specs:
        local = extraction.first(spec.name)
        ranked = propose(Survey(sheet, habits), spec, doctype).ranked[:PLACES]
        rows = [one.candidate.spans for one in ranked]
        near = [one.candidate.span for one in ranked[:2]]
        near += [cue.span for cue in cues.find(sheet, spec)[:PLACES]]
        near += [one.candidate.span for one in ranked[2:]]
        if local is not None and local.spans:
            rows = [local.spans, *rows]
            near = [Span(local.spans[0].start, local.spans[-1].end), *near]
        found[spec.name] = Likely(
            places=tuple(dict.fromkeys(near)),
            values=tuple(dict.fromkeys(rows)),
            firm=_firm(spec),
        )
    return found


def _firm(spec: FieldSpec) -> bool:
    """Whether a field names a firm: declared so, or by the words that describe it (``provider`` may
    be a clinic; ``name of the doctor who wrote it`` is none)."""
    declared = spec.organisation or spec.finder == "organisation"
    return declared or whose(replace(spec, name=spec.label)) == "firm"


def merge(
    document: Document,
    doctype: Doctype,
    extraction: Extraction,
    answer: Mapping[str, str | None],
    shown: Sequence[Span],
    *,
    refused: Collection[str] = (),
) -> Merged:
    """Local values beside the answer's; only what stands in the ``shown`` stretches is a value, and
    no answer that was not offered (``refused``)."""
    fields, judged = list(extraction.fields), {}
    habits = conventions.observe(document.text[: passages.BUDGET])
    for name, text in answer.items():
        spec = doctype.spec(name)
        local = extraction.first(name)
        if spec is None or (local is not None and local.source is Source.PERSON):
            judged[name] = Judged.SETTLED
            continue
        if name in refused:
            judged[name] = Judged.UNFIT
            continue
        found = _grounded(document, spec, text or "", shown, habits)
        if not isinstance(found, Field):
            judged[name] = Judged.ABSENT if text is None else found
        elif local is not None and local.value == found.value:
            judged[name] = Judged.SAME
        else:
            judged[name] = Judged.PROPOSED
            fields = _put(fields, found, local)
    order = {spec.name: at for at, spec in enumerate(doctype.fields)}
    fields.sort(key=lambda item: order.get(item.name, len(order)))
    return Merged(extraction=replace(extraction, fields=tuple(fields)), judged=judged)


def _put(fields: Sequence[Field], found: Field, local: Field | None) -> list[Field]:
    if local is None:
        return [*fields, found]
    return [found if item is local else item for item in fields]


def _grounded(
    document: Document,
    spec: FieldSpec,
    text: str,
    shown: Sequence[Span],
    habits: conventions.Conventions,
) -> Field | Judged:
    """The value at the first place where the text stands and is a value of the field."""
    standing = False
    for span in _standing(document.text, text, shown):
        if ground.suspect(document, (span,)) is not None:
            continue
        standing = True
        value = _value(document, spec, span, habits)
        if value:
            return ground.field(
                document, spec.name, value, (span,), confidence=COLD, source=Source.ESCALATED
            )
    return Judged.UNFIT if standing else Judged.UNGROUNDED


def _standing(text: str, sought: str, shown: Sequence[Span]) -> Iterator[Span]:
    """Every place in the shown stretches where the words stand, whatever white space is between."""
    words = sought.split()
    if not words:
        return
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)
    for stretch in shown:
        for match in pattern.finditer(text, stretch.start, stretch.end):
            yield Span(*match.span())


def _value(
    document: Document, spec: FieldSpec, span: Span, habits: conventions.Conventions
) -> str | None:
    """The normal form, if the text is one that local extraction could have chosen, too."""
    rows = ground.by_row(document, span)
    text = ground.text_at(document, rows)
    if len(rows) > spec.rows or len(text) > spec.longest:
        return None
    if spec.kind in _TYPED:
        sheet = Sheet.of(document, (_row(document.text, span),))
        offered = candidates.find(sheet, spec, habits, cues.find(sheet, spec))
        if not any(set(one.spans) == set(rows) for one in offered):
            return None
    return normalise.value(spec, text, habits)


def _row(text: str, span: Span) -> Span:
    """The printed rows that a span lies on."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end)

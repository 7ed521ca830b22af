"""Which label of a document is which field's, where a schema tells no more than its own words.

Field and label are compared as ideas (``sheet.wordings``); each label goes to the field that it
says most about. Only for fields that declare no cues and that nobody has labelled yet: a folder's
cues and learned weights know better.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.choice import totals
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.survey import Survey
from appliance.extraction.columns import Features
from appliance.extraction.kinds import normalise
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.kinds.regular import compiled
from appliance.extraction.sheet import captions, wordings
from appliance.extraction.sheet.captions import Caption
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

SAID, NAMED, TOLD, KINDRED, GENERAL = 1.0, 0.9, 0.65, 0.5, 0.4
"""How well a label fits: the field's name, an idea of its name, of its label, a word, its kind."""
LAST = 0.25
"""Fit of a label that says something else, but asks for a date or a telephone number."""
_TELLING = frozenset({"date", "phone"})
FOREIGN = 0.6
"""Fit from which a label belongs to one field and to no other."""
_OF_KIND: Mapping[Kind, str] = {
    Kind.DATE: "date",
    Kind.AMOUNT: "amount",
    Kind.CODE: "number",
    Kind.PHONE: "phone",
    Kind.ADDRESS: "address",
    Kind.NAME: "name",
}
_ALSO: Mapping[Kind, frozenset[str]] = {
    Kind.TEXT: frozenset({"time", "name", "address", "kind", "amount"}),
    Kind.NUMBER: frozenset({"number", "amount"}),
    Kind.DATE: frozenset({"time"}),
    Kind.NAME: frozenset({"address", "kind"}),
}
WHOLE = frozenset({Kind.NAME, Kind.TEXT, Kind.CODE})
"""Kinds of which all that stands by a label may be the value."""
LONGEST_CODE = 24
TOP = 15
"""Rows in which the paper's title stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The labels of a sheet: field -> its own and how well it fits; those of others."""

    own: Mapping[str, tuple[Caption, float]]
    foreign: tuple[Caption, ...]
    labels: tuple[Span, ...]

    def place(self, spec: FieldSpec) -> Span | None:
        """What stands by the label of a field, where that is surely its own."""
        caption, fit = self.own.get(spec.name, (None, 0.0))
        return caption.value if caption and fit >= FOREIGN else None


def open_to(spec: FieldSpec, doctype: Doctype) -> bool:
    """Whether a field is read by its schema's words alone."""
    known = spec.cues or spec.finder or spec.table or spec.name in doctype.rankers
    return not (known or spec.kind is Kind.CURRENCY)


def assigned(survey: Survey, doctype: Doctype) -> Assigned:
    """Which label is whose, worked out once for all fields."""
    sheet = survey.sheet
    return sheet.once(
        ("captioned", doctype.name), lambda: _assigned(sheet, doctype, survey.conventions)
    )


def _assigned(sheet: Sheet, doctype: Doctype, conventions: Conventions) -> Assigned:
    found: Sequence[Caption] = (*captions.find(sheet), *_titled(sheet, doctype))
    specs = [spec for spec in doctype.fields if open_to(spec, doctype)]
    if any(spec.kind is Kind.AMOUNT for spec in specs):
        found = [totals.widened(sheet, caption) for caption in found]
    title = wordings.ideas(doctype.title)
    fits = sorted(
        (
            (-fit * caption.trust, -place if totals.wanted(spec) else place, order, place)
            for order, spec in enumerate(specs)
            for place, caption in enumerate(found)
            if caption.value is not None
            if (fit := _fit(sheet, spec, caption, title)) >= LAST
            if _typed(spec, sheet.text(caption.value), conventions)
        ),
    )
    own: dict[str, tuple[Caption, float]] = {}
    taken: dict[int, Kind] = {}
    for fit, _, order, place in fits:
        spec = specs[order]
        if spec.name not in own and taken.get(place) in (None, *_PARTED.get(spec.kind, ())):
            own[spec.name] = found[place], -fit
            taken[place] = spec.kind
    others = tuple(
        caption
        for place, caption in enumerate(found)
        if place not in taken and caption.trust >= FOREIGN and caption.value
    )
    return Assigned(
        own=own, foreign=others, labels=tuple(caption.label for caption in found if caption.value)
    )


_PARTED: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.ADDRESS: (Kind.NAME,),
    Kind.NAME: (Kind.ADDRESS,),
    Kind.DATE: (Kind.TEXT, Kind.AMOUNT),
    Kind.AMOUNT: (Kind.DATE,),
    Kind.TEXT: (Kind.DATE,),
}
"""Kinds that may share what stands by one label (``Pay 12.40 by 3 May``)."""


def _titled(sheet: Sheet, doctype: Doctype) -> Iterator[Caption]:
    """What stands behind the paper's title in its row: its number."""
    told = wordings.Ideas(frozenset(), frozenset({"number"}), frozenset())
    for row in sheet.rows[:TOP] if doctype.unsaid else ():
        for cell, cue in product(row.cells, doctype.cues):
            text = sheet.text(cell.span)
            title = compiled(cue.pattern).match(text)
            rest = text[title.end() :].strip(" \t:.,;#-–—") if title else ""
            if title and any(map(str.isdigit, rest)) and len(rest) <= LONGEST_CODE:
                start = cell.span.start + text.index(rest, title.end())
                label = Span(cell.span.start, cell.span.start + title.end())
                value = Span(start, start + len(rest))
                yield Caption(label=label, ideas=told, value=value, trust=0.9)


def _fit(sheet: Sheet, spec: FieldSpec, caption: Caption, title: wordings.Ideas) -> float:
    """How well a label and what stands by it are a field's, in [0, 1]; of totals the last."""
    fit = fitting(spec, sheet.text(caption.label), caption, title)
    if fit and caption.value and totals.wanted(spec):
        first, last = caption.label, caption.value
        over = sheet.once((totals.ends,), lambda: totals.ends(sheet, captions.find(sheet)))
        row = f"{sheet.text(first)} {sheet.text(last)}"
        fit *= totals.standing(row, over=first.start >= over)
    return fit


def fitting(spec: FieldSpec, text: str, caption: Caption, title: wordings.Ideas) -> float:
    """How well a label says what a field is, in [0, 1]."""
    told, name, label = caption.ideas, wordings.ideas(spec.name), wordings.ideas(spec.label)
    if wordings.folded(text).strip(" :.") == wordings.folded(spec.name):
        return SAID
    core = name.specific or (frozenset() if name.own else label.specific)
    special = told.specific - (title.specific - core)
    own = told.own - title.own
    if core & special:
        fit = NAMED
    elif name.own & told.own:
        fit = NAMED if name.own == told.own else TOLD
    elif told.specific and not special and told.generic & name.generic:
        fit = TOLD  # ``Citation no.``: the paper's own number
    elif label.specific & special and not name.specific:
        fit = TOLD
    elif (label.own & own) and not special:
        fit = KINDRED
    elif special or own:  # another's, unless nothing but its kind is asked for
        return LAST if told.generic & {_OF_KIND.get(spec.kind, "")} & _TELLING else 0.0
    elif told.specific and not told.generic and "number" in name.generic:
        fit = KINDRED  # ``Delivery note LS-4711``: the paper's own name before its number
    else:
        fit = GENERAL if told.generic else 0.0
    wanted = name.generic | {_OF_KIND.get(spec.kind, "")}
    if not told.generic:
        return fit
    if told.generic & wanted:
        return min(fit + 0.05, 1.0)
    usable = told.generic & (_ALSO.get(spec.kind, frozenset()) | name.generic)
    return fit * (0.9 if usable and fit > GENERAL else 0.3)


def _typed(spec: FieldSpec, text: str, conventions: Conventions) -> bool:
    """Whether what stands by a label can be a value of the field."""
    digits, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
    match spec.kind:
        case Kind.NAME:
            return letters >= 2 and letters > digits
        case Kind.CODE:
            return 0 < len(text) <= LONGEST_CODE and (digits > 0 or len(text) <= 3)
        case Kind.TEXT if "number" in wordings.ideas(spec.name).generic:
            return digits > 0 and normalise.day(text, conventions) is None
        case Kind.TEXT | Kind.ADDRESS | Kind.CHOICE:
            return digits + letters > 0
        case Kind.PHONE:
            return digits >= 7
        case _:
            return normalise.value(spec, text, conventions) is not None


def candidates(survey: Survey, spec: FieldSpec, told: Assigned) -> Iterator[Candidate]:
    """All that stands by the field's own label, where that may be a value."""
    own = told.own.get(spec.name)
    if own is None or spec.kind not in WHOLE or own[0].value is None:
        return
    span = own[0].value
    text = survey.sheet.text(span)
    if len(text) > spec.longest:
        return
    value = normalise.value(spec, text, survey.conventions)
    if value:
        yield Candidate(spans=(span,), value=value, traits={"whole_value": 1.0})


def traits(told: Assigned, spec: FieldSpec, found: Sequence[Candidate]) -> list[Features]:
    """How each candidate lies to the labels: by the field's own, by another's, on one."""
    own = told.own.get(spec.name)
    others = [c for name, (c, fit) in told.own.items() if name != spec.name and fit >= FOREIGN]
    known = [c for c in told.foreign if c.ideas.specific]
    regions = [c.value for c in (*others, *known) if c.value and (not own or c != own[0])]
    strange = [c.value for c in told.foreign if c.value and not c.ideas.specific]
    described: list[Features] = []
    for candidate in found:
        first = candidate.spans[0]
        features: Features = {}
        if own and own[0].value and _within(first, own[0].value):
            features["captioned"] = own[1]
            features["caption_start"] = float(first.start == own[0].value.start)
        elif any(_within(first, region) for region in regions):
            features["captioned_other"] = 1.0
        elif any(_within(first, region) for region in strange):
            features["captioned_strange"] = 1.0
        if any(s.start < o.end and o.start < s.end for s in told.labels for o in candidate.spans):
            features["on_label"] = 1.0
        described.append(features)
    return described


def _within(span: Span, region: Span) -> bool:
    return region.start <= span.start < region.end

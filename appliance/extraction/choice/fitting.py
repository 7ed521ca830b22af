"""Which blocks of rows can be the value of a field, with what their ends tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import endings
from appliance.extraction.sheet import inline, legal_forms
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

Block = tuple[tuple[Span, ...], Mapping[str, float]]


def kept(sheet: Sheet, spec: FieldSpec, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that are short enough and hold nobody else's rows."""
    longest, named = max(spec.longest, 4), spec.kind is Kind.NAME
    firms = spec.organisation and spec.kind is Kind.ADDRESS
    numbered, of_agent = partial(sheet.told, inline.numbered), partial(sheet.told, _of_agent)
    for spans, traits in blocks:
        if sum([end - start for start, end in spans]) > longest:
            continue
        if firms and any(map(numbered, spans)):  # a party's number is none of its address
            continue
        if not any(map(of_agent, spans[1:] if named else spans)):
            yield spans, _with_ending(sheet, spec.kind, spans, traits)


def _with_ending(
    sheet: Sheet, kind: Kind, spans: tuple[Span, ...], traits: Mapping[str, float]
) -> Mapping[str, float]:
    """What is known of a block, and what its last row is."""
    ending = endings.of(sheet, spans[-1])
    if kind is Kind.ADDRESS and ending.phone:
        return {**traits, "phone_last": 1.0}
    form = "bare_form" if ending.bare and len(spans) == 1 else "legal_form"
    return {**traits, form: 1.0} if ending.form else traits


def _of_agent(text: str) -> bool:
    """Whether a row tells who stands behind the shop: no part of an address or of another name."""
    return bool(legal_forms.AGENT.match(text))

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
    """The blocks that fit a field, with what their ends tell."""
    for spans, traits in blocks:
        if fits(sheet, spec, spans):
            yield spans, _with_ending(sheet, spec.kind, spans, traits)


def fits(sheet: Sheet, spec: FieldSpec, spans: tuple[Span, ...]) -> bool:
    """Whether a block is short enough and holds nobody else's rows."""
    if sum([end - start for start, end in spans]) > max(spec.longest, 4):
        return False
    named = spec.kind is Kind.NAME
    barred = _of_number if spec.organisation and spec.kind is Kind.ADDRESS else _of_agent
    return not any(map(partial(sheet.told, barred), spans[1:] if named else spans))


def _with_ending(
    sheet: Sheet, kind: Kind, spans: tuple[Span, ...], traits: Mapping[str, float]
) -> Mapping[str, float]:
    """What is known of a block, and what its last row is."""
    ending = endings.of(sheet, spans[-1])
    if kind is Kind.ADDRESS and ending.phone:
        return {**traits, "phone_last": 1.0}
    form = "bare_form" if ending.bare and len(spans) == 1 else "legal_form"
    return {**traits, form: 1.0} if ending.form else traits


def _of_number(text: str) -> bool:
    """Whether a row is no part of a firm's address: a party's number is none."""
    return inline.numbered(text) or _of_agent(text)


def _of_agent(text: str) -> bool:
    """Whether a row tells who stands behind the shop: no part of an address or of another name."""
    return bool(legal_forms.AGENT.match(text))

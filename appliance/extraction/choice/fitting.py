"""Which blocks of rows can be the value of a field, with what their ends tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

import numpy as np

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import endings
from appliance.extraction.choice.texts import Rows
from appliance.extraction.columns import Array
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
    return not any(map(partial(sheet.told, _barred(spec)), spans[_free(spec) :]))


def fitting_all(sheet: Sheet, spec: FieldSpec, held: Rows) -> Array:
    """The same of many blocks at once."""
    barred = _barred(spec)
    told = [(end - start, sheet.told(barred, Span(start, end))) for start, end in held.spans]
    sizes, others = np.array(told)[held.chosen].T
    if _free(spec):
        others[held.starts] = 0
    fitting: Array = np.add.reduceat(sizes, held.starts) <= max(spec.longest, 4)
    fitting[np.add.reduceat(others, held.starts) > 0] = False
    return fitting


def _barred(spec: FieldSpec) -> Callable[[str], bool]:
    """What tells somebody else's row."""
    return _of_number if spec.organisation and spec.kind is Kind.ADDRESS else _of_agent


def _free(spec: FieldSpec) -> int:
    """First rows of a block that may be somebody else's: of a name one."""
    return int(spec.kind is Kind.NAME)


def _with_ending(
    sheet: Sheet, kind: Kind, spans: tuple[Span, ...], traits: Mapping[str, float]
) -> Mapping[str, float]:
    """What is known of a block, and what its last row is."""
    if kind is Kind.ADDRESS and endings.phone(sheet, spans[-1]):
        return {**traits, "phone_last": 1.0}
    form = endings.form(sheet, spans[-1])
    name = "bare_form" if form.bare and len(spans) == 1 else "legal_form"
    return {**traits, name: 1.0} if form.there else traits


def _of_number(text: str) -> bool:
    """Whether a row is no part of a firm's address: a party's number is none."""
    return inline.numbered(text) or _of_agent(text)


def _of_agent(text: str) -> bool:
    """Whether a row tells who stands behind the shop: no part of an address or of another name."""
    return bool(legal_forms.AGENT.match(text))

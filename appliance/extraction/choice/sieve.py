"""Which blocks of a page may be a firm's name or address at all: told by little, before the rest is
worked out.

A page of an invoice has some hundred and fifty runs of rows for each, and most are none whoever
is asked for: sums, labels, rows of items, half an address with a telephone number. What a block is
made of and how it was cut tells them well enough to leave them out; which of the likeliest it is,
the ranker says. Blocks to which a field's own cues point are not asked (``blocks.pointed``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import endings, fitting, texts
from appliance.extraction.choice.fitting import Block
from appliance.extraction.choice.texts import Block as Spans
from appliance.extraction.columns import Array
from appliance.extraction.sheet import addressed
from appliance.extraction.sheet.rows import Sheet

MOST: Mapping[Kind, int] = {Kind.NAME: 32, Kind.ADDRESS: 32}
"""Blocks of a page that are described and ranked."""
_FORM, _TOWN, _TOWN_LAST = 2.5, 2.5, 1.5
"""What a legal form at its end adds to a name; to an address a town, and one that ends it."""
LIKELY: Mapping[Kind, Mapping[str, float]] = {
    Kind.NAME: {"any_digit": -2.5, "digits": -2.0, "colon": -3.5, "bracket": -0.5,
                "postal_inside": -0.7, "lower_words": -4.5, "longest_word": 1.0,
                "words_1": -2.5, "rows_2": -2.5, "rows_3": -4.0, "dangles": -1.0,
                "segment": 1.0, "proper": -3.0, "surname_first": -3.0, "foot": -0.7,
                "opening_unlabelled": 0.5, "opening_unnumbered": -1.0, "closing_cut": -1.0,
                "closing_unbracketed": -0.5, "closing_across": -2.0},
    Kind.ADDRESS: {"any_digit": 1.5, "digits": -4.5, "colon": -3.5, "bracket": -1.0,
                   "commas": 2.0, "five_digits": 0.5, "lower_words": -1.5, "letters_last": 1.5,
                   "postal_inside": 0.7, "postal_last": 1.0, "after_postal": -2.5,
                   "after_country": -4.0, "rows_1": -1.5, "rows_2": 1.5,
                   "rows_3": 1.0, "rows_5": -0.5, "of_line": 1.5, "foot": -0.5,
                   "opening_unlabelled": -0.5, "closing_across": -1.0},
}  # fmt: skip
"""By hand, like the prior of ranking: what holds for names and addresses in general."""


def likeliest(sheet: Sheet, spec: FieldSpec, blocks: Iterable[Block]) -> Sequence[Block]:
    """The likeliest blocks, at most ``MOST`` and in the order given; of two on the same characters
    the first. All of a kind that is not sifted."""
    known: dict[Spans, Mapping[str, float]] = {}
    for spans, traits in blocks:
        known.setdefault(spans, traits)
    found = tuple(known.items())
    most = MOST.get(spec.kind, len(found))
    if len(found) <= most:
        return found
    scores = _scores(sheet, spec, found)
    kept = np.sort(np.argsort(-scores, kind="stable")[:most])
    return [found[index] for index in kept if scores[index] > -np.inf]


def _scores(sheet: Sheet, spec: FieldSpec, blocks: Sequence[Block]) -> Array:
    """How likely each is; minus infinity for those that nobody keeps."""
    likely = LIKELY[spec.kind]
    held = texts.Rows.of([spans for spans, _ in blocks])
    cuts = {id(traits): traits for _, traits in blocks}  # a few dozen ways to cut a run
    told = {cut: _weight(likely, traits) for cut, traits in cuts.items()}
    scores = np.array([told[id(traits)] for _, traits in blocks]) + _ending(sheet, spec.kind, held)
    scores[~fitting.fitting_all(sheet, spec, held)] = -np.inf
    described = texts.describe(sheet, [spans for spans, _ in blocks], free=True, held=held)
    for names, values in described:
        scores += values @ np.array([likely.get(name, 0.0) for name in names])
    return scores


def _weight(likely: Mapping[str, float], traits: Mapping[str, float]) -> float:
    return sum([likely[trait] * value for trait, value in traits.items() if trait in likely])


def _ending(sheet: Sheet, kind: Kind, held: texts.Rows) -> Array:
    """What the words at the blocks' ends speak for."""
    last = held.ends - 1
    if kind is Kind.NAME:
        closing = {line: endings.form(sheet, held.spans[line]).there for line in held.chosen[last]}
        return _FORM * np.array([closing[line] for line in held.chosen[last]], float)
    towns = np.array([sheet.told(addressed.has_town, span) for span in held.spans], float)
    rows = towns[held.chosen]
    towned: Array = _TOWN * np.maximum.reduceat(rows, held.starts) + _TOWN_LAST * rows[last]
    return towned

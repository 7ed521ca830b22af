"""Chooses among candidates by a score over their features: linear, or of boosted trees.

A field whose type has a trained ranker uses its weights; any other uses ``PRIOR``, which says
only what holds for documents in general: a value stands behind, right of or below its label.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from appliance.doctypes.schema import FieldSpec, Kind, Ranker
from appliance.extraction.choice import forest
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.columns import Described

_GENERAL = {
    "bias": -2.0,
    "cue_after": 4.0,
    "cue_before": 2.0,
    "cue_right": 2.5,
    "cue_under": 2.5,
    "cue_over": 0.3,
    "cue_caption": 3.5,
    "cue_column": 2.0,
    "cue_beneath": 1.5,
    "cue_left": 0.8,
    "cue_after_first": 0.3,
    "cue_right_first": 0.3,
    "cue_under_first": 0.3,
    "cue_caption_first": 0.3,
    "later_page": -1.0,
    "place": -0.4,
    "first_found": 0.6,
    "fills_cell": 0.2,
    "in_own": 0.5,
    "in_other": -3.0,
    "captioned": 6.0,
    "caption_start": 0.6,
    "whole_value": 0.8,
    "captioned_other": -3.5,
    "captioned_strange": -1.2,
    "on_label": -5.0,
    "wanted_name": 4.5,
    "other_name_looks": -4.0,
    "perhaps_other": -0.8,
    "odd_piece": -2.2,
    "role_word": 4.5,
    "under_person": 3.0,
    "street_first": 1.0,
    "street_and_town": 2.6,
    "strange_row": -4.0,
    "head_address": 11.0,
    "part_of_head": -2.0,
    "beside_head": -1.0,
    "head_name": 1.6,
    "head_joined": 2.0,
    "part_of_names": -2.0,
    "beside_names": -4.0,
    "in_prose": 2.2,
    "phrase": 4.5,
    "cut_sentence": -4.0,
    "said_as": 6.0,
    "said_other": -4.0,
    "writer": 3.0,
    "dear": 2.5,
    "greeting": -5.0,
    "of_title": -4.0,
    "lone_word": -2.5,
    "prose_firm": 2.0,
    "with_title": -1.5,
    "told_before": 5.0,
    "told_behind": 3.0,
}
_BY_KIND: Mapping[Kind, Mapping[str, float]] = {
    Kind.DATE: {"bias": -1.4, "sole": 2.0, "compact": -2.0, "full_year": 0.3, "place": -1.0},
    Kind.AMOUNT: {"cents": 1.0, "marked": 0.8, "long": -3.0, "whole": -1.0, "largest": 0.8,
                  "last_cell": 0.3, "ends_row": 0.2, "repeated": 0.8, "paid_less_change": 0.5,
                  "topped": -0.5, "place": 0.4},
    Kind.NUMBER: {"long": -1.0},
    Kind.CURRENCY: {"bias": 0.0, "priced": 1.0, "repeated": 1.5},
    Kind.CODE: {"in_other": -6.0, "bias": -3.5, "any_digit": 1.5, "digits": 0.5, "place": -1.0},
    Kind.PHONE: {"bias": -1.2},
    Kind.CHOICE: {"bias": -0.8},
    Kind.NAME: {"bias": -2.4, "colon": -1.5, "digits": -2.0, "any_digit": -0.8, "place": -2.0,
                "titled": 0.3, "opening_unlabelled": 0.6, "words_1": -0.6, "top_0": 0.5,
                "top_1": 0.3, "tall": 0.6, "closing_unbracketed": 0.3, "rows_2": -0.6,
                "rows_3": -1.0, "cue_inside": -1.5, "cue_caption": 4.5,
                "lower_words": -4.0, "heading": -2.0, "fills_cell": 0.9,
                "legal_form": 1.8, "bare_form": -4.0, "segment": 0.8,
                "role_name": 2.5, "other_name": -3.0, "domain_whole": 1.0,
                "agent": -6.0, "form_below": -1.0, "dangles": -3.0, "paper": -3.0},
    Kind.ADDRESS: {"bias": -4.4, "any_digit": 0.6, "five_digits": 0.4, "commas": 0.8,
                   "digit_first": 1.6, "postal_last": 1.8, "rows_1": -0.6, "rows_2": 0.5,
                   "rows_3": 0.8, "rows_4": 0.6, "rows_5": 0.2, "colon": -1.5, "legal_form": -1.5,
                   "opening_unlabelled": 0.6, "opening_row": 0.4, "closing_cut": 0.5,
                   "cue_inside": -1.5, "digits": -2.0, "bracket": -1.0, "lower_words": -3.0,
                   "cut_sentence": -6.0, "in_prose": 4.0,
                   "phone_last": -4.0, "after_country": -4.0, "contact": -4.0},
    Kind.TEXT: {"bias": -2.6, "headed": 3.2, "sentence": 0.6, "behind": 0.8, "rows_1": 0.3,
                "colon": -0.6, "cue_inside": -1.0, "shaped": 5.0},
}  # fmt: skip

PRIOR: Mapping[Kind, Ranker] = {
    kind: Ranker(weights={**_GENERAL, **_BY_KIND[kind]}) for kind in Kind
}
"""Cold start: no labels seen. Set by hand, so its scores are no probabilities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its share of the belief among all candidates and absence."""

    candidate: Candidate
    score: float
    probability: float


def ranker(spec: FieldSpec, rankers: Mapping[str, Ranker]) -> Ranker:
    """The trained ranker of a field, else the prior of its kind."""
    return rankers.get(spec.name) or PRIOR[spec.kind]


def scores(described: Described, chosen: Ranker) -> list[float]:
    """The score of each candidate: linear part and forest."""
    linear = described.weighed(chosen.weights)
    if chosen.forest is None:
        return linear
    return [a + b for a, b in zip(linear, forest.scores(chosen.forest, described), strict=True)]


def rank(
    candidates: Sequence[Candidate],
    described: Described,
    chosen: Ranker,
    *,
    pooled: bool = True,
) -> tuple[Ranked, ...]:
    """The candidates, best first; equal values are one candidate (the best-placed).

    It has the belief of all of them where ``pooled`` (as trained rankers are fitted), else of
    the best: a word that is printed often is no likelier a name. Absence is a silent rival.
    """
    if not candidates:
        return ()
    reached = scores(described, chosen)
    top = max(*reached, chosen.absent)
    masses = [math.exp(s - top) for s in reached]
    held: dict[str, float] = {}
    best: dict[str, int] = {}
    for index, candidate in enumerate(candidates):
        key, mass = candidate.value, masses[index]
        held[key] = held.get(key, 0.0) + mass if pooled else max(held.get(key, 0.0), mass)
        if key not in best or reached[index] > reached[best[key]]:
            best[key] = index
    total = sum(held.values()) + math.exp(chosen.absent - top)
    ranked = (
        Ranked(candidate=candidates[i], score=reached[i], probability=min(held[key] / total, 1.0))
        for key, i in best.items()
    )
    return tuple(sorted(ranked, key=_standing))


def _standing(one: Ranked) -> tuple[float, float, int, int]:
    """The better the lower; of equals what stands first."""
    spans = one.candidate.spans
    return -one.probability, -one.score, spans[0].start, spans[-1].end

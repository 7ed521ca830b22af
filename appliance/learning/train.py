"""Everything that is fitted for a document type, from labelled documents to calibration.

Curves, thresholds and the confidence of what is remembered rest on blind answers (``blind``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from appliance.doctypes.schema import Curve, Doctype, Ranker
from appliance.extraction.choice.confidence import sure
from appliance.learning import calibrate, replay
from appliance.learning.blind import MANY, PARTS, Blind
from appliance.learning.blind import fitted as answer_blindly
from appliance.learning.calibrate import Answer
from appliance.learning.labelled import Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How a field fared out of fold: answers right of all labelled."""

    labelled: int
    right: int
    accepted: int
    accepted_right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What was fitted for a type."""

    rankers: Mapping[str, Ranker] = field(default_factory=dict)
    curves: Mapping[str, Curve] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    remembered: Mapping[str, float] = field(default_factory=dict)


def curves_of(blind: Sequence[Blind]) -> dict[str, tuple[Curve, float]]:
    """Curve and threshold of each field that enough real documents show; drawn ones prove nothing.

    What chooses the thresholds are confidences by curves that did not see the answer's part. Where
    all documents are drawn, their curves say how answers stand to each other and no more: they
    claim less than they measure, and nothing is accepted on their word.
    """
    drawn_only = all(one.item.drawn for one in blind)
    given: dict[str, list[tuple[int, Answer]]] = defaultdict(list)
    for one in blind:
        for name, answer in one.answers.items():
            proves = drawn_only or not one.item.drawn
            if one.counts and proves and answer.evidence is not None:
                given[name].append((one.part, answer))
    enough = {name: pairs for name, pairs in given.items() if len(pairs) >= MANY}
    if drawn_only:
        return {
            name: (calibrate.unproven(calibrate.fitted([a for _, a in pairs])), calibrate.NEVER)
            for name, pairs in enough.items()
        }
    limits = calibrate.thresholds({name: _crossed(pairs) for name, pairs in enough.items()})
    return {
        name: (calibrate.fitted([answer for _, answer in pairs]), limits[name])
        for name, pairs in enough.items()
    }


def _crossed(pairs: Sequence[tuple[int, Answer]]) -> list[tuple[float, bool]]:
    """Confidence and rightness of each answer, by a curve of the other parts."""
    found: list[tuple[float, bool]] = []
    for part in sorted({part for part, _ in pairs}):
        others = [answer for other, answer in pairs if other != part]
        if not others:
            continue
        curve = calibrate.fitted(others)
        found += [
            (sure(answer.evidence, curve), answer.right)
            for other, answer in pairs
            if other == part and answer.evidence is not None
        ]
    return found


def train(
    labelled: Sequence[Labelled], doctype: Doctype, folds: int = PARTS, jobs: int = 1
) -> Trained:
    """Rankers, curves and thresholds of a type. Takes minutes for hundreds of documents.

    With fewer ``folds`` fewer documents are answered blindly: the figures and curves rest on less,
    the rankers are the same. ``jobs`` processes fit side by side.
    """
    return calibrated(*answer_blindly(labelled, doctype, folds, jobs), doctype)


def calibrated(blind: Sequence[Blind], rankers: Mapping[str, Ranker], doctype: Doctype) -> Trained:
    """What blind answers say of the ``rankers`` that would give them."""
    fitted = curves_of(blind)
    return Trained(
        rankers=rankers,
        curves={name: curve for name, (curve, _) in fitted.items()},
        thresholds={name: limit for name, (_, limit) in fitted.items()},
        remembered=replay.replayed([b for b in blind if not b.item.drawn], doctype).sureness(),
        figures={name: _figure(blind, name, *found) for name, found in fitted.items()},
    )


def _figure(blind: Sequence[Blind], name: str, curve: Curve, threshold: float) -> Figure:
    """How the real documents fared, or the drawn ones where there are no others."""
    drawn_only = all(one.item.drawn for one in blind)
    shown = [one for one in blind if drawn_only or not one.item.drawn]
    given = [one.answers[name] for one in shown if name in one.answers]
    accepted = [a for a in given if a.evidence and sure(a.evidence, curve) >= threshold]
    return Figure(
        labelled=len(given),
        right=sum(a.right for a in given),
        accepted=len(accepted),
        accepted_right=sum(a.right for a in accepted),
    )

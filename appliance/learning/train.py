"""Everything that is fitted for a document type, from labelled documents to calibration.

Curves, thresholds and the confidence of what is remembered rest on blind answers (``blind``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from appliance.doctypes.schema import Curve, Doctype, Form, Ranker
from appliance.evaluation.calibration import error_of_field
from appliance.extraction.choice.confidence import sure
from appliance.extraction.choice.features import FREE
from appliance.learning import calibrate, replay
from appliance.learning.blind import MANY, PARTS, Blind
from appliance.learning.blind import fitted as answer_blindly
from appliance.learning.calibrate import Answer
from appliance.learning.labelled import Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How a field fared out of fold: answers right of all labelled.

    ``threshold`` is the confidence from which answers are ``accepted``, ``error`` the expected
    calibration error of what they claim by curves that did not see them.
    """

    labelled: int
    right: int
    accepted: int
    accepted_right: int
    threshold: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What was fitted for a type."""

    rankers: Mapping[str, Ranker] = field(default_factory=dict)
    curves: Mapping[str, Curve] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    remembered: Mapping[str, float] = field(default_factory=dict)
    forms: Sequence[Form] = ()


def curves_of(blind: Sequence[Blind], doctype: Doctype) -> dict[str, tuple[Curve, float]]:
    """Curve and threshold of each field that enough real documents show; drawn ones prove nothing.

    What chooses the thresholds are confidences by curves that did not see the answer's part. Where
    all documents are drawn, curves claim less than they measure (``_drawn``).
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
        return _drawn(enough, doctype)
    limits = calibrate.thresholds({name: _crossed(pairs) for name, pairs in enough.items()})
    return {
        name: (calibrate.fitted([answer for _, answer in pairs]), limits[name])
        for name, pairs in enough.items()
    }


def _drawn(
    given: Mapping[str, Sequence[tuple[int, Answer]]], doctype: Doctype
) -> dict[str, tuple[Curve, float]]:
    """Curves and thresholds from drawn documents alone, whole templates held out.

    Our lexicons say nothing of how firms are called and where they live: names and addresses are
    never accepted on their word. A number, a date, an amount is, where a label points at it or the
    sums are right; its curve and threshold rest on such answers alone.
    """
    free = {spec.name for spec in doctype.fields if spec.kind in FREE}
    told = {
        name: [pair for pair in pairs if pair[1].evidence and pair[1].evidence.supported]
        for name, pairs in given.items()
        if name not in free
    }
    told = {name: pairs for name, pairs in told.items() if len(pairs) >= MANY}
    limits = calibrate.thresholds(
        {name: _crossed(pairs) for name, pairs in told.items()},
        calibrate.UNSEEN_TARGET,
        calibrate.UNSEEN_BEYOND_DOUBT,
        expected=0.0,
    )
    found: dict[str, tuple[Curve, float]] = {}
    for name, pairs in given.items():
        fitted = calibrate.fitted([answer for _, answer in told.get(name, pairs)])
        if name in told and limits[name] < calibrate.NEVER:
            limit = max(round(limits[name] * calibrate.VOUCHED, 4), calibrate.UNPROVEN)
            found[name] = (calibrate.vouched(fitted), limit)
        else:
            found[name] = (calibrate.unproven(fitted), calibrate.NEVER)
    return found


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
    fitted = curves_of(blind, doctype)
    drawn_only = all(one.item.drawn for one in blind)
    known = [one for one in blind if drawn_only or not one.item.drawn]
    return Trained(
        rankers=rankers,
        curves={name: curve for name, (curve, _) in fitted.items()},
        thresholds={name: limit for name, (_, limit) in fitted.items()},
        remembered=replay.replayed(known, doctype).sureness(),
        figures=_figures(blind, fitted, doctype),
    )


def _figures(
    blind: Sequence[Blind], fitted: Mapping[str, tuple[Curve, float]], doctype: Doctype
) -> dict[str, Figure]:
    """How the real documents fared, or the drawn ones where there are no others; of every
    labelled field, also where too few labels leave it without a curve of its own."""
    drawn_only = all(one.item.drawn for one in blind)
    shown = [one for one in blind if drawn_only or not one.item.drawn]
    labelled = {name for one in shown for name in one.answers}
    found: dict[str, Figure] = {}
    for name in (spec.name for spec in doctype.fields if spec.name in labelled):
        given = [(one.part, one.answers[name]) for one in shown if name in one.answers]
        found[name] = _figure(given, *fitted.get(name, (None, doctype.threshold(name))))
    return found


def _figure(given: Sequence[tuple[int, Answer]], curve: Curve | None, threshold: float) -> Figure:
    answers = [answer for _, answer in given]
    accepted = [a for a in answers if a.evidence and sure(a.evidence, curve) >= threshold]
    claims = (
        _crossed([pair for pair in given if pair[1].evidence is not None])
        if curve
        else [(sure(a.evidence, None), a.right) for a in answers if a.evidence]
    )
    return Figure(
        labelled=len(answers),
        right=sum(a.right for a in answers),
        accepted=len(accepted),
        accepted_right=sum(a.right for a in accepted),
        threshold=threshold,
        error=error_of_field(claims),
    )

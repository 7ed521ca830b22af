"""Everything that is fitted for a document type, from labelled documents to calibration.

Scores for the curves are out of fold: the ranker that scores a document has never seen another
of its group (vendor), because the next document comes from a vendor nobody has seen either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from appliance.doctypes.schema import Curve, Doctype, Ranker
from appliance.extraction.choice import ranking
from appliance.extraction.choice.confidence import sure
from appliance.extraction.choice.features import FREE
from appliance.extraction.extract import Rests, extract
from appliance.learning import boost, calibrate, fit
from appliance.learning.calibrate import Answer
from appliance.learning.labelled import Labelled, right
from appliance.types import Extraction

PARTS = 5
"""Folds of the cross-validation."""
LEAST = 5
"""Labelled documents below which a field keeps the general prior."""
MANY = 40
"""Labelled documents from which trees are grown, and confidence is calibrated."""
PER_GROUP = 5
"""Documents of one vendor that count for a curve: copies of one form prove little."""

Cases = Mapping[str, Sequence[tuple[Labelled, fit.Case]]]
"""Per field: its labelled documents and their candidates."""
Answers = Mapping[str, Answer]
"""Per labelled field."""


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


def cases(labelled: Sequence[Labelled], doctype: Doctype) -> Cases:
    """The cases of the fields that enough real documents show.

    Drawn documents count once there are such, or where nobody has any real one.
    """
    found: dict[str, list[tuple[Labelled, fit.Case]]] = defaultdict(list)
    drawn_only = all(item.drawn for item in labelled)
    for item in labelled:
        for spec in doctype.fields:
            made = None if spec.many else fit.case(item, spec, doctype)
            if made is not None:
                found[spec.name].append((item, made))
    return {
        name: pairs
        for name, pairs in found.items()
        if sum(drawn_only or not item.drawn for item, _ in pairs) >= LEAST
    }


def rankers(known: Cases, doctype: Doctype) -> dict[str, Ranker]:
    """The ranker of each field: trees for names and addresses, else weights."""
    fitted: dict[str, Ranker] = {}
    for name, pairs in known.items():
        spec = doctype.spec(name)
        made = [case for _, case in pairs]
        if spec is None or len(made) < LEAST:
            continue
        try:
            if spec.kind in FREE and len(made) >= MANY:
                fitted[name] = boost.fit(made)
            else:
                fitted[name] = fit.fit(made, ranking.PRIOR[spec.kind].weights)
        except ValueError:  # none of the labelled values is a candidate: keep the prior
            continue
    return fitted


def without(known: Cases, held: Sequence[Labelled]) -> Cases:
    """The cases of all other documents."""
    gone = {id(item) for item in held}
    return {name: [p for p in pairs if id(p[0]) not in gone] for name, pairs in known.items()}


def answers(item: Labelled, doctype: Doctype, extraction: Extraction, rests: Rests) -> Answers:
    """Evidence and rightness of the answer to each labelled field."""
    found: dict[str, Answer] = {}
    for spec in doctype.fields:
        truth, given = item.values.get(spec.name), extraction.first(spec.name)
        if truth and not spec.many:
            ok = given is not None and right(spec, given.value, truth)
            evidence = rests.get(spec.name) if given else None
            found[spec.name] = Answer(evidence=evidence, right=ok, drawn=item.drawn)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """What a cascade that has not seen a document's vendor answers.

    ``counts``: not yet ``PER_GROUP`` documents of its vendor.
    """

    item: Labelled
    part: int
    extraction: Extraction
    answers: Answers
    counts: bool


def out_of_fold(labelled: Sequence[Labelled], doctype: Doctype, folds: int = PARTS) -> list[Blind]:
    """Every document answered blindly, or those of the first ``folds`` of the ``PARTS`` only."""
    known = cases(labelled, doctype)
    found: list[Blind] = []
    parts = fit.split([item.group for item in labelled], PARTS)
    for number, part in enumerate(parts[:folds]):
        held = [labelled[index] for index in part]
        blind = replace(doctype, rankers=rankers(without(known, held), doctype))
        seen: dict[str, int] = defaultdict(int)
        for item in held:
            seen[item.group] += 1
            rests: Rests = {}
            extraction = extract(item.document, blind, None, evidence=rests)
            found.append(
                Blind(
                    item=item,
                    part=number,
                    extraction=extraction,
                    answers=answers(item, blind, extraction, rests),
                    counts=not item.group or seen[item.group] <= PER_GROUP,
                )
            )
    return found


def curves_of(blind: Sequence[Blind]) -> dict[str, tuple[Curve, float]]:
    """Curve and threshold of each field that enough real documents show.

    Where all are drawn, their curves say how answers stand to each other and no more: they claim
    less than they measure, and nothing is accepted on their word.
    """
    given: dict[str, list[Answer]] = defaultdict(list)
    for one in blind:
        for name, answer in one.answers.items():
            if one.counts and answer.evidence is not None:
                given[name].append(answer)
    drawn_only = all(one.item.drawn for one in blind)
    fitted = {
        name: calibrate.fitted(found)
        for name, found in given.items()
        if sum(drawn_only or not answer.drawn for answer in found) >= MANY
    }
    if not drawn_only:
        return fitted
    return {
        name: (calibrate.unproven(curve), calibrate.NEVER) for name, (curve, _) in fitted.items()
    }


def train(labelled: Sequence[Labelled], doctype: Doctype, folds: int = PARTS) -> Trained:
    """Rankers, curves and thresholds of a type. Takes minutes for hundreds of documents.

    With fewer ``folds`` fewer documents are answered blindly: the figures and curves rest on less,
    the rankers are the same.
    """
    blind = out_of_fold(labelled, doctype, folds)
    fitted = curves_of(blind)
    return Trained(
        rankers=rankers(cases(labelled, doctype), doctype),
        curves={name: curve for name, (curve, _) in fitted.items()},
        thresholds={name: limit for name, (_, limit) in fitted.items()},
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

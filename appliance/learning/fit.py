"""Fits the weights of a field's candidate ranker on labelled documents.

The model is a conditional logit: the candidates of a document share one unit of belief by
``softmax(weights . features)``, and the right ones should get it. Fitting is a few hundred steps
of Adam on the L2-penalised log-likelihood, in numpy; a minute for a few hundred documents.

What leaves this module are weights over feature names. Words occur in them only as 16-bit
hashes, and only if documents of several groups share them: a single vendor's name cannot be
read out of a ranker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.doctypes.schema import Doctype, FieldSpec, Ranker
from appliance.extraction.choice import features, ranking
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.survey import Survey
from appliance.extraction.columns import Described, Features
from appliance.extraction.kinds import conventions
from appliance.extraction.questions import passages
from appliance.extraction.sheet import cues, roles
from appliance.extraction.sheet.rows import Sheet
from appliance.learning.labelled import NEAR, Labelled, likeness

Array = NDArray[Any]

GROUPS = 3
"""Groups that must share a hashed word before it may weigh anything."""
STEPS = 200
RATE = 0.08
PENALTY = {"word": 0.005, "other": 0.003}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document's candidates for one field, and how right each is (0 to 1)."""

    sheet: Sheet
    candidates: tuple[Candidate, ...]
    described: tuple[Features, ...]
    likeness: tuple[float, ...]
    group: str


def case(labelled: Labelled, spec: FieldSpec, doctype: Doctype) -> Case | None:
    """The case of one labelled document; ``None`` where it says nothing about the field."""
    truth = labelled.values.get(spec.name)
    if not truth:
        return None
    text = labelled.document.text
    sheet = Sheet.of(labelled.document, passages.searched(text, doctype.fields))
    marks = cues.find(sheet, spec)
    survey = Survey(sheet, conventions.observe(text), parties=roles.parties(doctype))
    found = survey.candidates(spec, marks)
    return Case(
        sheet=sheet,
        candidates=found,
        described=tuple(features.describe(survey, spec, found, marks).rows()),
        likeness=tuple(likeness(spec, candidate.value, truth) for candidate in found),
        group=labelled.group,
    )


def targets(case: Case) -> Array | None:
    """1 for the right candidates; without any, for the most alike one; else ``None``."""
    alike = np.array(case.likeness)
    if not len(alike) or alike.max() < NEAR:
        return None
    return np.where(alike >= alike.max() - 1e-9, 1.0, 0.0)


def _vocabulary(cases: Sequence[Case]) -> dict[str, int]:
    """Feature names worth a weight: plain ones, and hashed words that several groups share."""
    groups: dict[str, set[str]] = defaultdict(set)
    for item in cases:
        for described in item.described:
            for name in described:
                groups[name].add(item.group)
    names = (n for n, found in groups.items() if ":" not in n or len(found) >= GROUPS)
    return {name: index for index, name in enumerate(sorted(names))}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Design:
    """All candidates of all cases as one sparse matrix, and who belongs to which case."""

    rows: Array
    columns: Array
    values: Array
    case_of: Array
    target: Array
    weight: Array
    width: int


def _design(cases: Sequence[Case], vocabulary: dict[str, int]) -> _Design:
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    owners: list[int] = []
    wanted: list[Array] = []
    weights: list[float] = []
    sizes: dict[str, int] = defaultdict(int)
    usable = [(item, target) for item in cases if (target := targets(item)) is not None]
    for item, _ in usable:
        sizes[item.group] += 1
    for number, (item, target) in enumerate(usable):
        for described in item.described:
            for name, value in described.items():
                column = vocabulary.get(name)
                if column is not None:
                    rows.append(len(owners))
                    columns.append(column)
                    values.append(value)
            owners.append(number)
        wanted.append(target)
        weights.append(sizes[item.group] ** -0.5)
    return _Design(
        rows=np.array(rows, dtype=np.int64),
        columns=np.array(columns, dtype=np.int64),
        values=np.array(values),
        case_of=np.array(owners, dtype=np.int64),
        target=np.concatenate(wanted) if wanted else np.zeros(0),
        weight=np.array(weights),
        width=len(vocabulary),
    )


def _shares(design: _Design, scores: Array) -> Array:
    """Softmax of the scores within each case (a score of minus infinity takes no part)."""
    cases = len(design.weight)
    top = np.full(cases, -np.inf)
    np.maximum.at(top, design.case_of, scores)
    masses = np.exp(scores - top[design.case_of])
    totals = np.bincount(design.case_of, masses, cases)
    return np.asarray(masses / totals[design.case_of])


def _gradient(design: _Design, weights: Array) -> Array:
    """Gradient of the mean negative log-likelihood of the right candidates."""
    entries = design.values * weights[design.columns]
    scores = np.bincount(design.rows, entries, len(design.case_of))
    shares = _shares(design, scores)
    wanted = _shares(design, np.where(design.target > 0, scores, -np.inf))
    pull = (shares - wanted) * design.weight[design.case_of] / design.weight.sum()
    return np.bincount(design.columns, design.values * pull[design.rows], design.width)


def fit(cases: Sequence[Case], prior: Mapping[str, float], *, steps: int = STEPS) -> Ranker:
    """Weights for a field, drawn towards ``prior``: few labels change little.

    Raises ``ValueError`` where no case has a right candidate.
    """
    vocabulary = _vocabulary(cases)
    design = _design(cases, vocabulary)
    if not len(design.weight):
        raise ValueError("no labelled value is among the candidates")
    penalty = np.array([PENALTY["word" if ":" in name else "other"] for name in vocabulary])
    start = np.array([prior.get(name, 0.0) for name in vocabulary])
    weights = start.copy()
    first, second = np.zeros(design.width), np.zeros(design.width)
    for step in range(1, steps + 1):
        gradient = _gradient(design, weights) + penalty * (weights - start)
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        rate = RATE * min(1.0, 3.0 * (1 - step / (steps + 1)))
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    kept = {n: round(float(weights[i]), 3) for n, i in vocabulary.items() if abs(weights[i]) > 0.02}
    fitted = Ranker(weights=kept)
    return replace(fitted, absent=absent_score(cases, fitted))


def _scores(item: Case, fitted: Ranker) -> list[float]:
    return ranking.scores(Described(own=item.described), fitted)


def absent_score(cases: Sequence[Case], fitted: Ranker) -> float:
    """The score of absence: below nearly all right answers seen (labels say little of absence)."""
    reached = [
        value
        for item in cases
        for value, alike in zip(_scores(item, fitted), item.likeness, strict=True)
        if alike == 1.0
    ]
    return round(float(np.quantile(reached, 0.02)) - 2.0, 3) if reached else 0.0


def split(groups: Sequence[str], count: int) -> list[list[int]]:
    """Indices of ``groups`` in ``count`` parts of about equal size; no group is divided.

    An empty group stands for an origin of its own.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        members[group or f"#{index}"].append(index)
    found: list[list[int]] = [[] for _ in range(count)]
    for name in sorted(members, key=lambda g: (-len(members[g]), members[g][0])):
        min(found, key=len).extend(members[name])
    return [part for part in found if part]

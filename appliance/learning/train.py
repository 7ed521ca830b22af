"""Everything that is fitted for a document type, from labelled documents to calibration.json.

Scores for the curves are out of fold: the ranker that scores a document has never seen another
of its group (vendor), because the next document comes from a vendor nobody has seen either.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from appliance.doctypes.schema import Curve, Doctype, FieldSpec, Ranker
from appliance.extraction.confidence import calibrated
from appliance.extraction.extract import extract
from appliance.learning import calibrate, fit
from appliance.learning.calibrate import Pair
from appliance.learning.labelled import Labelled, right
from appliance.ports import LanguageModel

PARTS = 5
"""Folds of the cross-validation."""
LEAST = 40
"""Labelled documents below which a field keeps the general prior and no curve."""
PER_GROUP = 5
"""Documents of one vendor that count for a curve: copies of one form prove little."""

_IDENTITY = Curve(scores=(0.0, 1.0), probabilities=(0.0, 1.0))


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


def _cases(
    labelled: Sequence[Labelled], doctype: Doctype
) -> dict[str, list[tuple[Labelled, fit.Case]]]:
    """Per field with enough labels: its documents and their candidates."""
    found: dict[str, list[tuple[Labelled, fit.Case]]] = defaultdict(list)
    for item in labelled:
        for spec in doctype.fields:
            made = None if spec.many else fit.case(item, spec, doctype)
            if made is not None:
                found[spec.name].append((item, made))
    return {name: cases for name, cases in found.items() if len(cases) >= LEAST}


def _fitted(cases: Mapping[str, Sequence[tuple[Labelled, fit.Case]]]) -> dict[str, Ranker]:
    rankers: dict[str, Ranker] = {}
    for name, pairs in cases.items():
        try:
            rankers[name] = fit.fit([made for _, made in pairs])
        except ValueError:  # none of the labelled values is a candidate: keep the prior
            continue
    return rankers


def _pairs(
    labelled: Sequence[Labelled],
    doctype: Doctype,
    names: Sequence[str],
    model: LanguageModel | None,
) -> dict[str, list[Pair]]:
    """Raw score and rightness of what the whole cascade answers."""
    plain = replace(doctype, curves=dict.fromkeys(names, _IDENTITY))
    found: dict[str, list[Pair]] = defaultdict(list)
    for item in labelled:
        extraction = extract(item.document, plain, model)
        for name in names:
            spec, truth, answer = doctype.spec(name), item.values.get(name), extraction.first(name)
            if spec is not None and truth:
                found[name].append(_pair(spec, truth, answer.value if answer else "",
                                         answer.confidence if answer else 0.0))  # fmt: skip
    return found


def _pair(spec: FieldSpec, truth: str, value: str, score: float) -> Pair:
    return Pair(score=score, right=bool(value) and right(spec, value, truth))


def _out_of_fold(
    labelled: Sequence[Labelled], doctype: Doctype, model: LanguageModel | None
) -> tuple[dict[str, list[Pair]], dict[str, list[Pair]]]:
    """Pairs of all documents, and of at most ``PER_GROUP`` of each group."""
    cases = _cases(labelled, doctype)
    names = sorted(cases)
    everything: dict[str, list[Pair]] = defaultdict(list)
    counted: dict[str, list[Pair]] = defaultdict(list)
    for part in parts(labelled):
        held = {id(labelled[index]) for index in part}
        rest = {n: [p for p in pairs if id(p[0]) not in held] for n, pairs in cases.items()}
        blind = replace(doctype, rankers=_fitted(rest))
        seen: dict[str, int] = defaultdict(int)
        for index in part:
            item = labelled[index]
            seen[item.group] += 1
            for name, pairs in _pairs([item], blind, names, model).items():
                everything[name].extend(pairs)
                if not item.group or seen[item.group] <= PER_GROUP:
                    counted[name].extend(pairs)
    return everything, counted


def parts(labelled: Sequence[Labelled], count: int = PARTS) -> list[list[int]]:
    """Indices split into ``count`` parts of about equal size; no group is divided."""
    members: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(labelled):
        members[item.group or f"#{index}"].append(index)
    split: list[list[int]] = [[] for _ in range(count)]
    for group in sorted(members, key=lambda g: (-len(members[g]), members[g][0])):
        min(split, key=len).extend(members[group])
    return [part for part in split if part]


def train(labelled: Sequence[Labelled], doctype: Doctype, model: LanguageModel | None) -> Trained:
    """Rankers, curves and thresholds of a type. Takes minutes; the longer with a model."""
    everything, counted = _out_of_fold(labelled, doctype, model)
    answered = {name: [p for p in pairs if p.score > 0] for name, pairs in counted.items()}
    curves = {name: calibrate.curve(pairs) for name, pairs in answered.items() if pairs}
    thresholds = {
        name: calibrate.threshold(answered[name], fitted) for name, fitted in curves.items()
    }
    figures = {
        name: _figure(everything[name], fitted, thresholds[name]) for name, fitted in curves.items()
    }
    return Trained(
        rankers=_fitted(_cases(labelled, doctype)),
        curves=curves,
        thresholds=thresholds,
        figures=figures,
    )


def _figure(pairs: Sequence[Pair], curve: Curve, threshold: float) -> Figure:
    accepted = [p for p in pairs if p.score > 0 and calibrated(p.score, curve) >= threshold]
    return Figure(
        labelled=len(pairs),
        right=sum(p.right for p in pairs),
        accepted=len(accepted),
        accepted_right=sum(p.right for p in accepted),
    )


def digest(trained: Trained) -> str:
    """SHA-256 over the fitted numbers in canonical JSON."""
    return hashlib.sha256(_canonical(_numbers(trained)).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _numbers(trained: Trained) -> dict[str, object]:
    return {
        "curves": {
            name: {"scores": curve.scores, "probabilities": curve.probabilities}
            for name, curve in sorted(trained.curves.items())
        },
        "thresholds": dict(sorted(trained.thresholds.items())),
        "rankers": {
            name: {"weights": dict(sorted(ranker.weights.items())), "absent": ranker.absent}
            for name, ranker in sorted(trained.rankers.items())
        },
    }


def card(trained: Trained, *, data: str, licence: str, made_by: str) -> dict[str, str]:
    """Where the numbers come from and how good they are, in words."""
    told = "; ".join(
        f"{name} {f.right}/{f.labelled} right, {f.accepted_right}/{f.accepted} of those accepted"
        for name, f in sorted(trained.figures.items())
    )
    return {
        "data": data,
        "licence": licence,
        "made_by": made_by,
        "figures": f"Out of fold, no vendor on both sides: {told}. "
        f"sha256 of the numbers {digest(trained)}.",
    }


def write(trained: Trained, folder: Path, description: Mapping[str, str]) -> Path:
    """Write ``calibration.json`` into the type's folder. Numbers and hashes only."""
    path = folder / "calibration.json"
    content = {"card": dict(description), **_numbers(trained)}
    path.write_text(json.dumps(content, indent=1, sort_keys=False) + "\n", encoding="utf-8")
    return path

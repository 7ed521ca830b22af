"""The written form of what was fitted: calibration.json with its card. Numbers and hashes only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from appliance.doctypes.schema import Curve, Forest, Form, Ranker
from appliance.learning.train import Trained


def digest(trained: Trained) -> str:
    """SHA-256 over the fitted numbers in canonical JSON."""
    return hashlib.sha256(_canonical(_numbers(trained)).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _numbers(trained: Trained) -> dict[str, object]:
    return {
        "curves": _curves(trained.curves),
        "thresholds": dict(sorted(trained.thresholds.items())),
        "remembered": dict(sorted(trained.remembered.items())),
        "rankers": {name: _ranker(ranker) for name, ranker in sorted(trained.rankers.items())},
        **({"forms": _forms(trained.forms)} if trained.forms else {}),
    }


def _forms(forms: Sequence[Form]) -> dict[str, object]:
    return {
        str(number): {"words": sorted(form.words), "size": form.size}
        for number, form in enumerate(forms, start=1)
    }


def _curves(curves: Mapping[str, Curve]) -> dict[str, object]:
    return {
        name: {
            "weights": curve.weights,
            "scores": curve.scores,
            "probabilities": curve.probabilities,
            **({"unsupported": curve.unsupported} if curve.unsupported < 1 else {}),
        }
        for name, curve in sorted(curves.items())
    }


def _ranker(ranker: Ranker) -> dict[str, object]:
    return {
        "weights": dict(sorted(ranker.weights.items())),
        "absent": ranker.absent,
        "lexicon": dict(sorted(ranker.lexicon.items())),
        "forest": _forest(ranker.forest) if ranker.forest else None,
        "vocabulary": dict(sorted(ranker.vocabulary.items())),
    }


def _forest(forest: Forest) -> dict[str, object]:
    trees = [
        {
            "feature": tree.feature,
            "threshold": tree.threshold,
            "left": tree.left,
            "right": tree.right,
            "value": tree.value,
        }
        for tree in forest.trees
    ]
    return {"names": forest.names, "trees": trees}


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
        "figures": f"Out of fold, no vendor and no template on both sides: {told}. "
        f"sha256 of the numbers {digest(trained)}.",
    }


def _written(content: Mapping[str, object]) -> str:
    """JSON with a line per entry of the second level: readable heads, compact numbers."""
    parts = []
    for key, value in content.items():
        inner = value.items() if isinstance(value, dict) else ()
        rows = ",\n".join(f"  {json.dumps(name)}: {_canonical(item)}" for name, item in inner)
        parts.append(f" {json.dumps(key)}: {{\n{rows}\n }}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write(trained: Trained, folder: Path, description: Mapping[str, str]) -> Path:
    """Write ``calibration.json`` into the type's folder. Numbers and hashes only."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "calibration.json"
    content = {"card": dict(description), **_numbers(trained)}
    path.write_text(_written(content), encoding="utf-8")
    return path


def write_curves(curves: Mapping[str, Curve], folder: Path, description: Mapping[str, str]) -> Path:
    """Write ``finders.json`` into the type's folder: the curves of fields without a ranker."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "finders.json"
    content = {"card": dict(description), "curves": _curves(curves)}
    path.write_text(_written(content), encoding="utf-8")
    return path


def remember(folder: Path, remembered: Mapping[str, float], told: str) -> Path:
    """Put how sure memory is into a type's ``calibration.json``, and into its card what counted it.
    Raises ``FileNotFoundError`` where the type was never fitted."""
    path = folder / "calibration.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["card"]["remembered"] = told
    content["remembered"] = dict(sorted(remembered.items()))
    path.write_text(_written(content), encoding="utf-8")
    return path

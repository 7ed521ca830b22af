"""Fits boosted trees that choose among the candidates of a field without a shape of its own.

The loss is the conditional logit's: the candidates of a document share one unit of belief by
the softmax of their scores, and the right ones should get it. Trees see what weights cannot add
up: a legal form counts in a name only where no larger print stands above it. They start from half
of what the general prior says, so that few labels need not teach what holds everywhere. The trees
are grown by LightGBM (Ke et al. 2017), here only; ``extraction.choice.forest`` walks them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.doctypes.schema import Forest, Ranker, Tree
from appliance.extraction.choice import lexicon
from appliance.extraction.columns import Described
from appliance.learning import lexicons
from appliance.learning.fit import Case, absent_score, split, targets

Array = NDArray[Any]

TREES = 200
PRIOR = 0.5
"""Weight of the general prior that the trees start from."""
PRINT = "ocr"
"""How sure OCR is of a row says whether a name is read right, not whether it is the name."""
INNER = 4
"""Parts for the lexicons: a document must not be described by words it taught itself."""
GROWTH = {
    "num_leaves": 15,
    "learning_rate": 0.05,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.25,
    "lambda_l2": 5.0,
    "zero_as_missing": False,
    "use_missing": False,
    "num_threads": 1,
    "deterministic": True,
    "seed": 1,
    "verbose": -1,
}


def fit(cases: Sequence[Case], prior: Mapping[str, float], *, trees: int = TREES) -> Ranker:
    """A forest that starts from the ``prior``, and its lexicon.

    Raises ``ValueError`` where no case has a right candidate.
    """
    usable = [case for case in _cross_described(cases) if targets(case) is not None]
    if not usable:
        raise ValueError("no labelled value is among the candidates")
    shown = {name for case in usable for row in case.described for name in row}
    names = sorted(name for name in shown if ":" not in name and name != PRINT)
    weights = {name: PRIOR * prior[name] for name in names if name in prior}
    forest = Forest(names=tuple(names), trees=_grown(usable, names, weights, trees))
    fitted = Ranker(weights=weights, lexicon=lexicons.learn(cases), forest=forest)
    return replace(fitted, absent=absent_score(usable, fitted))


def _cross_described(cases: Sequence[Case]) -> list[Case]:
    found: list[Case] = []
    for part in split([case.group for case in cases], INNER):
        held = set(part)
        words = lexicons.learn([case for i, case in enumerate(cases) if i not in held])
        found += [heard(cases[index], words) for index in part]
    return found


def heard(case: Case, words: dict[str, float]) -> Case:
    """A case whose candidates are also described by a lexicon."""
    sounds = lexicon.describe(case.sheet, case.candidates, words)
    described = Described(own=case.described, shared=(sounds,))
    return replace(case, described=tuple(described.rows()))


def _grown(
    cases: Sequence[Case], names: Sequence[str], start: Mapping[str, float], trees: int
) -> tuple[Tree, ...]:
    import lightgbm

    table = np.array([[row.get(n, 0.0) for n in names] for case in cases for row in case.described])
    before = table @ np.array([start.get(name, 0.0) for name in names])
    wanted = [target for case in cases if (target := targets(case)) is not None]
    sizes: dict[str, int] = defaultdict(int)
    for case in cases:
        sizes[case.group] += 1
    owner = np.repeat(np.arange(len(cases)), [len(case.candidates) for case in cases])
    weight = np.array([sizes[case.group] ** -0.5 for case in cases])[owner]
    booster = lightgbm.train(
        {**GROWTH, "objective": _loss(owner, np.concatenate(wanted), weight)},
        lightgbm.Dataset(table, np.concatenate(wanted), init_score=before),
        trees,
    )
    return tuple(_tree(item["tree_structure"]) for item in booster.dump_model()["tree_info"])


def _loss(owner: Array, target: Array, weight: Array) -> Callable[[Array, Any], tuple[Any, Any]]:
    """Gradient and (diagonal) Hessian of the negative log of the right candidates' share."""

    def derivatives(scores: Array, _: Any) -> tuple[Array, Array]:
        top = np.full(owner[-1] + 1, -np.inf)
        np.maximum.at(top, owner, scores)
        mass = np.exp(scores - top[owner])
        share = mass / np.bincount(owner, mass)[owner]
        right = mass * target
        wanted = right / np.maximum(np.bincount(owner, right)[owner], 1e-12)
        return (share - wanted) * weight, np.maximum(share * (1 - share), 1e-3) * weight

    return derivatives


def _tree(root: dict[str, Any]) -> Tree:
    """LightGBM's nested dump as flat lists, parents before children."""
    nodes: list[tuple[int, float, int, int]] = []
    values: list[float] = []

    def flat(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            values.append(round(float(node["leaf_value"]), 5))
            return -len(values)
        own = len(nodes)
        nodes.append((0, 0.0, 0, 0))
        left, right = flat(node["left_child"]), flat(node["right_child"])
        nodes[own] = (int(node["split_feature"]), float(node["threshold"]), left, right)
        return own

    flat(root)
    feature, threshold, left, right = zip(*nodes, strict=True) if nodes else ((), (), (), ())
    return Tree(feature=feature, threshold=threshold, left=left, right=right, value=tuple(values))

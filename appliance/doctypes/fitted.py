"""The shape of calibration.json: what was fitted, as pydantic models (the edge)."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from appliance.doctypes.declared import Probability, Strict
from appliance.doctypes.schema import Curve, Forest, Form, Ranker, Tree


class DeclaredCard(Strict):
    """Where fitted numbers come from; ``remembered``: what counted how sure memory is."""

    data: str
    licence: str
    made_by: str
    figures: str
    remembered: str = ""


class DeclaredCurve(Strict):
    """Knots of a calibration curve; see ``schema.Curve``."""

    scores: Annotated[list[float], Field(min_length=1)]
    probabilities: Annotated[list[Probability], Field(min_length=1)]
    weights: dict[str, float] = Field(default_factory=dict)
    unsupported: Probability = 1.0

    @model_validator(mode="after")
    def _rising(self) -> DeclaredCurve:
        if len(self.scores) != len(self.probabilities):
            raise ValueError("scores and probabilities differ in length")
        for knots in (self.scores, self.probabilities):
            if any(later < earlier for earlier, later in pairwise(knots)):
                raise ValueError("scores and probabilities must rise")
        return self

    def frozen(self) -> Curve:
        """The curve as ``extraction`` sees it."""
        return Curve(
            scores=tuple(self.scores),
            probabilities=tuple(self.probabilities),
            weights=self.weights,
            unsupported=self.unsupported,
        )


class DeclaredTree(Strict):
    """One tree of a forest; see ``schema.Tree``."""

    feature: list[Annotated[int, Field(ge=0)]]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: Annotated[list[float], Field(min_length=1, max_length=64)]  # a bit for each leaf

    @model_validator(mode="after")
    def _sound(self) -> DeclaredTree:
        nodes = len(self.feature)
        if not nodes == len(self.threshold) == len(self.left) == len(self.right):
            raise ValueError("a tree's lists differ in length")
        for node, child in enumerate(zip(self.left, self.right, strict=True)):
            # children come after their parent: no walk is endless
            if any(not (node < c < nodes or -len(self.value) <= c < 0) for c in child):
                raise ValueError(f"node {node} of a tree leads nowhere")
        return self

    def frozen(self) -> Tree:
        """The tree as ``extraction`` sees it."""
        return Tree(
            feature=tuple(self.feature),
            threshold=tuple(self.threshold),
            left=tuple(self.left),
            right=tuple(self.right),
            value=tuple(self.value),
        )


class DeclaredForest(Strict):
    """Boosted trees; see ``schema.Forest``."""

    names: list[str]
    trees: list[DeclaredTree]

    @model_validator(mode="after")
    def _known_features(self) -> DeclaredForest:
        if any(number >= len(self.names) for tree in self.trees for number in tree.feature):
            raise ValueError("a tree asks for a feature that has no name")
        return self

    def frozen(self) -> Forest:
        """The forest as ``extraction`` sees it."""
        return Forest(names=tuple(self.names), trees=tuple(tree.frozen() for tree in self.trees))


class DeclaredRanker(Strict):
    """A trained ranker; see ``schema.Ranker``."""

    weights: dict[str, float]
    absent: float = 0.0
    lexicon: dict[str, float] = Field(default_factory=dict)
    forest: DeclaredForest | None = None
    vocabulary: dict[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)

    def frozen(self) -> Ranker:
        """The ranker as ``extraction`` sees it."""
        return Ranker(
            weights=self.weights,
            absent=self.absent,
            lexicon=self.lexicon,
            forest=self.forest.frozen() if self.forest else None,
            vocabulary=self.vocabulary,
        )


class DeclaredForm(Strict):
    """How a labelled document looks; see ``schema.Form``."""

    words: Annotated[list[Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]], Field(min_length=1)]
    size: Annotated[int, Field(ge=1)]

    def frozen(self) -> Form:
        """The form as the classifier sees it."""
        return Form(words=frozenset(self.words), size=self.size)


class DeclaredCalibration(Strict):
    """calibration.json: everything that was fitted on labelled documents."""

    card: DeclaredCard | None = None
    curves: dict[str, DeclaredCurve] = Field(default_factory=dict)
    thresholds: dict[str, Probability] = Field(default_factory=dict)
    rankers: dict[str, DeclaredRanker] = Field(default_factory=dict)
    remembered: dict[str, Probability] = Field(default_factory=dict)
    forms: dict[str, DeclaredForm] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _with_a_card(self) -> DeclaredCalibration:
        if (self.curves or self.thresholds or self.rankers) and self.card is None:
            raise ValueError("card: fitted numbers need a card that says where they come from")
        return self

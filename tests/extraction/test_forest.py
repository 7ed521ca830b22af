"""Trees add up, leaves are reached from both sides, and odd artefacts are refused."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest
from pydantic import ValidationError

from appliance.doctypes import catalogue
from appliance.doctypes.fitted import DeclaredTree
from appliance.doctypes.schema import Forest, Tree
from appliance.extraction.choice import forest, lexicon
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.columns import Described
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span
from tests.extraction.fakes_extraction import printed

# tall? -> 1, else: long? -> 2 : 4
DEEP = Tree(
    feature=(0, 1), threshold=(0.5, 10.0), left=(1, -2), right=(-1, -3), value=(1.0, 2.0, 4.0)
)
STUMP = Tree(feature=(), threshold=(), left=(), right=(), value=(0.5,))
FOREST = Forest(names=("tall", "long"), trees=(DEEP, STUMP))


def heard(
    sheet: Sheet, candidates: list[Candidate], words: dict[str, float]
) -> list[defaultdict[str, float]]:
    """What a lexicon says of each candidate; nothing is 0."""
    columns = lexicon.describe(sheet, candidates, words)
    rows = Described(own=[{} for _ in candidates], shared=(columns,)).rows()
    return [defaultdict(float, row) for row in rows]


def test_every_leaf_is_reached() -> None:
    described = [{"tall": 1.0}, {"tall": 0.0, "long": 3.0}, {"long": 11.0}, {}]
    assert forest.scores(FOREST, Described(own=described)) == [1.5, 2.5, 4.5, 2.5]
    assert forest.scores(FOREST, Described(own=[])) == []


@pytest.mark.parametrize("child", [0, -4, 5])
def test_a_tree_that_leads_nowhere_or_round_is_refused(child: int) -> None:
    with pytest.raises(ValidationError, match="nowhere"):
        DeclaredTree(feature=[0], threshold=[0.5], left=[child], right=[-1], value=[1.0, 2.0])


def test_a_lexicon_hears_rows_inside_and_around() -> None:
    sheet = Sheet.of(printed("Welcome\nCorner Bakery\nThank you"))
    word = lexicon.hashes("bakery")[0]
    span = sheet.rows[1].span
    candidate = Candidate(spans=(span,), value="Corner Bakery")

    (found,) = heard(sheet, [candidate], {word: 2.0})

    assert found["lex_first_most"] == 2.0
    assert found["lex_known"] == 0.5
    assert found["lex_above"] == 0.0
    (edge,) = heard(sheet, [Candidate(spans=(Span(0, 7),), value="Welcome")], {word: 2.0})
    assert edge["lex_above"] == lexicon.BEYOND
    assert edge["lex_below_most"] == 2.0


def test_a_lexicon_hears_where_values_begin_and_end() -> None:
    sheet = Sheet.of(printed("Green Mall\nLot 5\nHill Road"))
    rows = [row.span for row in sheet.rows]
    (lot,), (road,) = lexicon.hashes("Lot"), lexicon.hashes("Road")
    learned = {lexicon.OPENS + lot: 2.0, lexicon.CLOSES + road: 1.5}

    right, long = heard(
        sheet,
        [
            Candidate(spans=tuple(rows[1:]), value="Lot 5 Hill Road"),
            Candidate(spans=tuple(rows), value="Green Mall Lot 5 Hill Road"),
        ],
        learned,
    )

    assert (right["lex_opens"], right["lex_opens_later"], right["lex_closes"]) == (2.0, 0.0, 1.5)
    assert (long["lex_opens"], long["lex_opens_later"], long["lex_closes_before"]) == (
        0.0,
        2.0,
        0.0,
    )


def _walked(grown: Forest, features: dict[str, float]) -> float:
    """The sum of the leaves that one candidate reaches, step by step."""
    total = []
    for tree in grown.trees:
        node = 0 if tree.feature else -1
        while node >= 0:
            value = features.get(grown.names[tree.feature[node]], 0.0)
            node = tree.right[node] if value > tree.threshold[node] else tree.left[node]
        total.append(tree.value[-node - 1])
    return sum(total)


@pytest.mark.parametrize("name", ["vendor_name", "vendor_address"])
def test_the_shipped_trees_say_what_a_walk_through_them_says(name: str) -> None:
    grown = catalogue.load().get("receipt").rankers[name].forest
    assert grown is not None
    draw = random.Random(7)
    bounds = [
        (i, bound) for t in grown.trees for i, bound in zip(t.feature, t.threshold, strict=True)
    ]
    described = [
        {grown.names[i]: bound + draw.choice((-0.01, 0.0, 0.01)) for i, bound in drawn}
        for drawn in (draw.sample(bounds, 60) for _ in range(40))
    ]

    assert forest.scores(grown, Described(own=described)) == pytest.approx(
        [_walked(grown, d) for d in described]
    )


def test_a_tree_of_more_leaves_than_a_word_has_bits_is_refused() -> None:
    nodes = forest.MOST_LEAVES
    with pytest.raises(ValidationError, match="at most"):
        DeclaredTree(
            feature=[0] * nodes,
            threshold=[0.5] * nodes,
            left=[*range(1, nodes), -nodes - 1],
            right=list(range(-1, -nodes - 1, -1)),
            value=[1.0] * (nodes + 1),
        )

"""The tool that measures other ways to find names is fair to them: same truth, same joining."""

from __future__ import annotations

from pathlib import Path

from appliance.learning.pii.texts import Tagged as Text
from appliance.privacy.tagger.tag import Tagged
from tests.privacy.rivals import minilm, pipeline
from tests.privacy.rivals.course import truth


def test_of_spans_in_each_other_the_shortest_has_the_word_and_open_ones_teach_nothing() -> None:
    text = Text(
        text="12 Rue Marie, Lyon 7",
        language="en",
        spans=((0, 18, "location"), (7, 12, "person"), (19, 20, None)),
        labels=("", "", ""),
    )
    words = [(0, 2), (3, 6), (7, 12), (12, 13), (14, 18), (19, 20)]

    groups = truth(text, words)

    assert groups == ["location", "location", "person", "location", "location", None]


def test_words_are_cut_into_the_longest_pieces_of_the_vocabulary(tmp_path: Path) -> None:
    listed = ["[PAD]", "[unused0]", "jo", "joan", "##na", "##s", "##a"]
    (tmp_path / "vocab.txt").write_text("\n".join(listed))
    pieces = minilm.WordPieces(tmp_path / "vocab.txt")

    assert pieces.of("Joána") == (listed.index("joan"), listed.index("##a"))
    assert pieces.of("Boris") == (minilm.UNKNOWN,)
    assert pieces.of("\n\n") == (minilm.BREAK,)


def test_entities_of_a_beam_that_overlap_become_the_surest_one_over_all_of_them() -> None:
    kept: list[pipeline.Entity] = []
    for entity in [(4, 6, "PERSON", 0.9), (5, 8, "ORG", 0.2), (1, 2, "GPE", 0.1)]:
        kept = pipeline._joined(kept, entity)

    assert sorted(kept) == [(1, 2, "GPE", 0.1), (4, 8, "PERSON", 0.9)]


def test_neighbouring_entities_of_one_kind_become_one_as_the_shipped_tagger_joins_words() -> None:
    found = [
        Tagged(0, 6, "location", 0.6),
        Tagged(7, 12, "location", 0.9),
        Tagged(13, 18, "person", 1.0),
        Tagged(21, 24, "person", 1.0),
    ]

    assert list(pipeline.joined(found)) == [
        Tagged(0, 12, "location", 0.9),
        Tagged(13, 18, "person", 1.0),
        Tagged(21, 24, "person", 1.0),
    ]


def test_entities_are_spelt_as_the_recognizer_of_the_pipeline_learns_them() -> None:
    assert [pipeline._spelt("GPE", words) for words in (1, 2, 3)] == [
        ["U-GPE"],
        ["B-GPE", "L-GPE"],
        ["B-GPE", "I-GPE", "L-GPE"],
    ]

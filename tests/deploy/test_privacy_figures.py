"""What docs/privacy.md states in figures is written by ``make privacy``, nothing by hand."""

from __future__ import annotations

import re
from collections import Counter

from deploy import privacy
from tests.privacy.wire import Figures, summary

MEASURED = re.compile(
    r"(?<![\d.,])[01]\.\d{2,}(?![\d.])|\d+ (?:words|documents|identifiers)\b|95 %"
)
STATED = (
    "recall 0.90 at precision 0.80",
    "the total is 1.00",
    "95 % intervals by Clopper and Pearson",
)
"""Figures that are no measurement: a bar, an example, how intervals are made."""


def outside(text: str) -> str:
    """The text without what stands between marks."""
    return re.sub(r"<!-- (?P<name>[^/][^>]*) -->.*?<!-- /(?P=name) -->", "", text, flags=re.S)


def test_no_figure_stands_outside_of_what_a_command_writes() -> None:
    prose = outside(privacy.DOCUMENT.read_text(encoding="utf-8"))
    for stated in STATED:
        prose = prose.replace(stated, "")
    assert MEASURED.findall(prose) == []


def test_each_block_is_one_that_the_command_writes() -> None:
    text = privacy.DOCUMENT.read_text(encoding="utf-8")
    written = {
        value
        for name, value in vars(privacy).items()
        if name.isupper() and isinstance(value, str) and value.startswith("<!-- ")
    }
    assert set(re.findall(r"<!-- .+? -->", text)) == written


def test_a_leak_on_the_wire_is_in_the_sentence_that_is_written() -> None:
    figures = Figures(documents=2, sent=1, bytes=10, leaks=1)
    figures.blocked, figures.sought = Counter({"words": 1}), Counter({"ssn": 4})
    figures.leaked = Counter({"ssn": 9})
    assert "2 documents, 1 sent, 1 blocked (words 1)" in summary(figures)
    assert "**9 bytes of any seen**" in summary(figures)

"""Words that are read wrong are told from right ones by how sure the reading is of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.evaluation.reading_ceiling_words import answers, area, report, transcript
from appliance.types import Box, Page, Span, Word


def word(text: str, left: float, sure: float) -> Word:
    box = Box(left, 10, left + 20, 20)
    return Word(text=text, span=Span(0, len(text)), box=box, confidence=sure)


def test_words_are_held_against_the_line_around_them(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("0,15,200,15,200,45,0,45,Corner Shop, Ltd\n0,90,9,90,9,99,0,99,X\n")
    page = Page(
        number=1, width=100, height=100,
        words=(word("CORNER", 10, 0.9), word("Shap", 40, 0.4), word("-", 70, 0.9)),
    )  # fmt: skip
    found = list(answers(page, transcript(path), 200))
    assert found == [(0.9, True), (0.4, False)]


def test_area_is_the_chance_that_a_right_word_is_surer() -> None:
    assert area([(0.9, True), (0.8, True), (0.3, False)]) == 1.0
    assert area([(0.5, True), (0.5, False)]) == 0.5
    assert area([(0.9, True), (0.1, True), (0.5, False)]) == pytest.approx(0.5)


def test_the_report_names_words_errors_and_calibration() -> None:
    documents = [[(0.9, True)] * 9 + [(0.9, False)], [(0.5, False), (0.99, True)]]
    text = "\n".join(report(documents))
    assert "12 words of 2 documents, 2 wrong" in text
    assert "0.864  0.818  n=11" in text
    assert "0.990  1.000  n=1" in text

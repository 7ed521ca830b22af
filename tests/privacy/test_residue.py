"""What detection found in part, or did not find for its notation, is not released."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from appliance.privacy import proof, residue
from appliance.privacy.detect import Detector
from appliance.privacy.finding import Finding, Group
from appliance.privacy.release import release
from tests.privacy.test_release import Blind, _reading


class Halves(Detector):
    """Finds only what stands before the first joint of a number: ``415`` of ``415-555-0188``."""

    def findings(self, text: str, spoken: str | None = None) -> tuple[Finding, ...]:
        at = text.find("415")
        if at < 0:
            return ()
        found = replace(_PERSON, start=at, end=at + 3, group=Group.IDENTIFIER, label="PHONE_NUMBER")
        return (found,)


_PERSON = Finding(start=0, end=1, group=Group.PERSON, label="PERSON", score=1, why="t: t")
BROKEN = (
    "415-555-|0188", "415\u2011555\u20110188", "415\u2013555-|0188", "415\u00ad555\u00ad0188",
    "415.555.0188", "4 1 5 5 5 5 0 1 8 8", "415 - 555 - 0188",
)  # fmt: skip


@pytest.mark.parametrize("number", BROKEN)
def test_what_detection_finds_in_part_is_redacted_whole(number: str) -> None:
    rows = f"Reach her at {number} at night".split("|")
    released = release(_reading(rows=rows), Halves(), Blind())
    texts, _ = proof._opened(released.content)
    assert not re.search(r"\d", re.sub(r"<\w+_\d+>", "", texts[0])), texts[0]


@pytest.mark.parametrize("number", BROKEN)
def test_the_finished_file_is_searched_for_digits_whatever_joins_them(number: str) -> None:
    """As if nothing had been found, or the beginning only: nothing is released."""
    values = (frozenset({proof.plain("415-555-0188")}), frozenset[str]())
    text = number.replace("|", "\n")
    for sought in values:
        seen = residue.left(text, ()) + residue.among(text.replace("\n", ""), sought)
        assert seen, text
    assert residue.left("<IDENTIFIER_1>-0188 and", ())


@pytest.mark.parametrize("number", ["415,78", "12,415", "415,555,0188", "12,415,78-2"])
def test_what_a_comma_joins_to_a_number_goes_with_it(number: str) -> None:
    released = release(_reading(rows=[f"The chart {number} was closed"]), Halves(), Blind())
    texts, _ = proof._opened(released.content)
    assert texts[0].split() == ["The", "chart", "<IDENTIFIER_1>", "was", "closed"]


def test_a_comma_before_another_word_or_cell_joins_nothing() -> None:
    row = "Charts 415, 78 beds, and 415,Smith"
    assert not [*residue.findings(row, Halves().findings(row))]
    day = replace(_PERSON, start=0, end=10, group=Group.DATE)
    assert not [*residue.findings("2024-01-03,12.50", [day])]


@pytest.mark.parametrize("text", ["chart <IDENTIFIER_1>,78", "chart 12,<IDENTIFIER_1>"])
def test_a_file_with_figures_joined_to_a_pseudonym_is_not_released(text: str) -> None:
    assert residue.left(text, ()) == 1


@pytest.mark.parametrize(
    "row", ["2019 2018 2017 2016", "1 2 3 4 5 6 7 8 9 10", "120/80 98.6 1,234.50", "12, 2019, 40",
            "1,234 5,678 9,012", "Rule 10b5-1, ASU 2016-13"],
)  # fmt: skip
def test_figures_and_years_are_no_rest_of_a_number(row: str) -> None:
    assert residue.left(row, ()) == 0
    assert not [*residue.findings(row, ())]


def test_a_number_that_a_person_let_stand_may_be_seen() -> None:
    assert residue.left("Desk: 415-555-0188", {"415 555 0188"}) == 0


class HalfNames(Detector):
    """Finds a given name and not the family name beside it."""

    def findings(self, text: str, spoken: str | None = None) -> tuple[Finding, ...]:
        at = text.find("Thaddeus")
        return () if at < 0 else (replace(_PERSON, start=at, end=at + 8),)


@pytest.mark.parametrize(
    ("row", "stays"),
    [
        ("Remark about Thaddeus Winterbourne today", "Remark about <PERSON_1> today"),
        ("for Quisenberry-Thaddeus Winterbourne today", "for <PERSON_1> today"),
        ("Thaddeus Winterbourne", "<PERSON_1>"),
        ("See Thaddeus Discharge Summary", "See <PERSON_1> Discharge Summary"),
        ("Thaddeus Metformin 500 mg", "<PERSON_1> Metformin 500 mg"),
    ],
)
def test_the_other_half_of_a_name_goes_with_it(row: str, stays: str) -> None:
    released = release(_reading(rows=[row]), HalfNames(), Blind())
    (text,) = proof._opened(released.content)[0]
    assert " ".join(text.split()).startswith(stays)
    assert "Winterbourne" not in text


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_name_that_a_line_has_broken_goes_whole(gap: str) -> None:
    """Whichever half of it was found; a heading or a list below is none of it."""
    text = f"together with her brother Leopold{gap}Winterhalter of the same town"
    for half in ("Leopold", "Winterhalter"):
        start = text.index(half)
        one = Finding(
            start=start,
            end=start + len(half),
            group=Group.PERSON,
            label="PERSON",
            score=1.0,
            why="x",
        )
        (more,) = residue.findings(text, [one])
        assert text[more.start : more.end] == f"Leopold{gap}Winterhalter"


@pytest.mark.parametrize(
    "below", ["Aspirin daily", "Metoprolol: 50 mg", "Xyzzyplugh:", "Diagnosis"]
)
def test_what_begins_below_a_name_is_none_of_it(below: str) -> None:
    text = f"seen by Leopold\n{below}\n"
    start = text.index("Leopold")
    one = Finding(
        start=start, end=start + 7, group=Group.PERSON, label="PERSON", score=1.0, why="x"
    )
    assert not list(residue.findings(text, [one]))


def test_a_number_over_two_pages_goes_whole() -> None:
    text = "For questions: 415-555-\n\n0188 on weekdays."
    assert [text[one.start : one.end] for one in residue.findings(text, [])] == ["415-555-\n\n0188"]

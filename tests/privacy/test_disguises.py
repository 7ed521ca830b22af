"""A known name is found however its letters stand, in the text and in the finished file."""

from __future__ import annotations

import pytest

from appliance.privacy import disguises, proof
from appliance.privacy.context import Known
from appliance.privacy.detect import Detector
from appliance.privacy.finding import Group
from appliance.privacy.redact import redact
from appliance.privacy.release import findings

KNOWN = (
    Known(value="Thaddeus Griffin", group=Group.PERSON, label="PERSON", why="context: field name"),
)
WRITTEN = (
    "G r i f f i n",
    "G.r.i.f.f.i.n",
    "T h a d d e u s   G r i f f i n",
    "G\nr\ni\nf\nf\ni\nn",
    "niffirG",
    "\u202eniffirG suedaahT\u202c",
    "griffinthaddeus_2023.pdf",
    "tgriffin84",
)


@pytest.mark.parametrize("written", WRITTEN)
def test_a_name_whose_letters_stand_otherwise_is_redacted(detector: Detector, written: str) -> None:
    text = f"Patient: Thaddeus Griffin\nThe pain resolved, and {written} was told so."
    redacted, _ = redact(text, findings(text, detector, "en", KNOWN))
    letters = "".join(filter(str.isalpha, redacted.text)).lower()
    assert "griffin" not in letters
    assert "niffirg" not in letters
    assert "pain resolved" in redacted.text


@pytest.mark.parametrize("written", WRITTEN)
def test_a_finished_file_that_shows_a_name_so_is_not_released(written: str) -> None:
    assert proof._disguised(f"He called {written}.", {"thaddeus griffin"})


def test_prose_tables_and_plain_words_are_no_disguise() -> None:
    text = "A B C D E F G\nL H L H H\nthe live evil of it, s p a c e d"
    known = (
        Known(value="Evil Lived", group=Group.PERSON, label="PERSON", why=""),
        Known(value="Ada Cole", group=Group.PERSON, label="PERSON", why=""),
    )
    assert list(disguises.findings(text, known)) == []

"""The invisible text of a redacted page: pseudonyms in it, and nothing that hides there."""

from __future__ import annotations

import re

import pytest

from appliance.ports import Line
from appliance.privacy import pdf, proof
from appliance.privacy.detect import Detector
from appliance.privacy.regions import Sheet
from appliance.privacy.release import release
from appliance.types import Box, Span, Word
from tests.privacy.test_release import ROWS, Blind, _reading


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


def test_a_scan_s_text_layer_holds_the_pseudonyms(detector: Detector) -> None:
    """What OCR sees on the picture are the same words as those of the text."""
    reading = _reading()

    class Reads:
        calls = 0

        def lines(self, image: bytes) -> tuple[Line, ...]:
            Reads.calls += 1
            if Reads.calls > 1:
                return ()  # the burned pages: black where the values were
            tops = [20.0 + number * 40 for number in range(len(ROWS))]
            return tuple(
                Line(text=row, box=Box(20, top, 20 + 11.5 * len(row), top + 24), confidence=1.0)
                for row, top in zip(ROWS, tops, strict=True)
            )

    released = release(reading, detector, Reads())
    text = proof._opened(released.content)[0][0]
    assert {"<PERSON_1>", "<IDENTIFIER_1>", "<DATE_1>"} <= set(re.findall(r"<\w+>", text)), text
    assert "Patient" in text


def test_the_text_layer_s_own_codes_are_read(detector: Detector) -> None:
    """A value in the invisible text, which no stream holds as letters, is seen in the streams."""
    word = Word(text="Kowalski", span=Span(0, 8), box=Box(10, 10, 90, 24))
    sheet = Sheet(width=100, height=50, picture=b"", pixels=(1, 1), words=(word,))
    content = pdf.write([sheet])
    assert b"Kowalski" not in b"".join(proof._streams(content))
    (look,) = (one for one in _checked(content) if one.name == "raw streams")
    assert look.seen == 1


def _checked(content: bytes) -> tuple[proof.Checked, ...]:
    return proof.check(content, frozenset({"kowalski"}), Blind())

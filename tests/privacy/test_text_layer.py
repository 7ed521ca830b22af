"""The invisible text of a redacted page: pseudonyms in it, and nothing that hides there."""

from __future__ import annotations

import io
import re
from contextlib import closing

import pypdfium2
from PIL import Image

from appliance.ports import Line
from appliance.privacy import pdf, proof
from appliance.privacy.detect import Detector
from appliance.privacy.regions import Sheet
from appliance.privacy.release import release
from appliance.types import Box, Document, Origin, Page, Picture, Reading, Span, Word
from tests.privacy.test_release import ROWS, Blind, _reading


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


def test_words_of_one_sign_are_in_the_text_layer() -> None:
    """``№``, ``в``, ``5``: the page shows them, so whoever copies its text gets them."""
    parts = ("Договор", "№", "5", "а", "оплате", "в", "м")
    words = tuple(
        Word(
            text=part,
            span=Span(20 * at, 20 * at + len(part)),
            box=Box(70 * at, 10, 70 * at + 8 * len(part), 22),
        )
        for at, part in enumerate(parts)
    )
    sheet = Sheet(width=600, height=50, picture=b"", pixels=(1, 1), words=words)
    with closing(pypdfium2.PdfDocument(pdf.write([sheet]))) as opened:
        assert opened[0].get_textpage().get_text_bounded().split() == list(parts)


def test_a_surname_alone_is_seen_in_the_text_layer_of_a_finished_file(detector: Detector) -> None:
    """Of a Mary Price, whose whole name stands nowhere in it."""
    word = Word(text="Price", span=Span(0, 5), box=Box(10, 10, 90, 24))
    sheet = Sheet(width=100, height=50, picture=b"", pixels=(1, 1), words=(word,))
    checks = proof.check(
        pdf.write([sheet]), frozenset({"mary price"}), Blind(), single=frozenset({"price"})
    )
    (look,) = (one for one in checks if one.name == "words of names by themselves")
    assert look.seen == 1


def _checked(content: bytes) -> tuple[proof.Checked, ...]:
    return proof.check(content, frozenset({"kowalski"}), Blind())


def _page(words: tuple[tuple[str, Box], ...], joint: str = " ") -> Reading:
    """One white page with these words where they are said to stand."""
    text, placed = "", []
    for part, box in words:
        placed.append(Word(text=part, span=Span(len(text), len(text) + len(part)), box=box))
        text += part + joint
    buffer = io.BytesIO()
    Image.new("RGB", (600, 300), "white").save(buffer, "PNG")
    page = Page(number=1, width=600, height=300, words=tuple(placed), origin=Origin.TEXT_LAYER)
    picture = Picture(page=1, media_type="image/png", content=buffer.getvalue())
    return Reading(document=Document(text=text, pages=(page,)), pictures=(picture,))


def test_a_word_with_several_values_keeps_none_of_them(detector: Detector) -> None:
    """Words without blanks between them, as in Chinese or in rows of codes, are one word."""
    row = "Patient:Maria-Lopez;SSN:219-09-9941;born:03/14/1951;tel:(212)555-0142"
    released = release(_page(((row, Box(10, 10, 590, 24)),)), detector, Blind())
    (text,) = proof._opened(released.content)[0]
    for value in ("Lopez", "219", "9941", "03/14", "1951", "555", "0142"):
        assert value not in text
    assert len(set(re.findall(r"<[A-Z]+_\d+>", text))) >= 3
    assert text.startswith("Patient:<PERSON_1>")


def test_no_text_stands_under_what_is_black(detector: Detector) -> None:
    """A value's box may cover a neighbour that no recognizer knows: its text goes as well."""
    tall = Box(100, 20, 120, 200)  # a line that runs upwards
    beside = Box(104, 202, 118, 215)
    released = release(
        _page(
            (("(212)555-0142", tall), ("unremarkable", beside), ("cough", Box(300, 20, 340, 34)))
        ),
        detector,
        Blind(),
    )
    (text,) = proof._opened(released.content)[0]
    assert "cough" in text
    assert "unremarkable" not in text

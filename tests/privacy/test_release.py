"""A redacted PDF proves itself, and whatever breaks on the way, nothing is released."""

from __future__ import annotations

import io
import json
import os
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from appliance.intake.sandboxed import SandboxedInspector
from appliance.ports import Line
from appliance.privacy import pdf, proof
from appliance.privacy.detect import Detector
from appliance.privacy.finding import Finding
from appliance.privacy.refusal import NotReleased
from appliance.privacy.release import release
from appliance.service import together
from appliance.service.reviewing.redaction import Redaction
from appliance.service.together import NotWritable
from appliance.settings import Limits
from appliance.types import Box, Document, Origin, Page, Picture, Reading, Span, Word

ROWS = (
    "Patient: Maria Lopez  MRN: CLV-123456",
    "Seen on 02/05/2023 for Parkinson's disease.",
    "Lopez was advised to call (212) 555-0142.",
)
HEIGHT = 24


def _reading(origin: Origin = Origin.OCR, rows: Sequence[str] = ROWS) -> Reading:
    """One page as reading would hand it over: words with boxes, and its picture."""
    text, words = "", []
    image = Image.new("RGB", (1000, 300), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 20)
    for number, row in enumerate(rows):
        left, top = 20.0, 20.0 + number * 40
        for part in row.split():
            width = font.getlength(part)
            pen.text((left, top), part, font=font, fill=0)
            start = len(text)
            text += part + " "
            box = Box(left, top, left + width, top + HEIGHT)
            words.append(Word(text=part, span=Span(start, start + len(part)), box=box))
            left += width + 8
        text = text[:-1] + "\n"
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95)
    page = Page(number=1, width=1000, height=300, words=tuple(words), origin=origin)
    picture = Picture(page=1, media_type="image/jpeg", content=buffer.getvalue())
    return Reading(document=Document(text=text, pages=(page,)), pictures=(picture,))


@dataclass
class Blind:
    """An OCR that sees nothing."""

    def lines(self, image: bytes) -> tuple[Line, ...]:
        return ()


@dataclass
class Sees:
    """An OCR that reads one line on every picture."""

    text: str

    def lines(self, image: bytes) -> tuple[Line, ...]:
        return (Line(text=self.text, box=Box(20, 250, 400, 280), confidence=1.0),)


def test_the_new_pdf_holds_pseudonyms_and_none_of_the_values(detector: Detector) -> None:
    released = release(_reading(), detector, Blind())
    texts, _ = proof._opened(released.content)
    text = texts[0]
    assert "<PERSON_1>" in text
    assert "Parkinson" in text
    for value in ("Lopez", "CLV", "123456", "02/05/2023", "555"):
        assert value not in text
    assert text.count("<PERSON_1>") == 2  # the same person, named twice, is one person
    assert released.removed["MEDICAL_RECORD_NUMBER"] == 1
    assert all(check.seen == 0 for check in released.checks)


def test_the_regions_are_black_in_the_picture(detector: Detector) -> None:
    reading = _reading()
    released = release(reading, detector, Blind())
    (jpeg,) = re.findall(
        rb"/DCTDecode /Length \d+ >>\nstream\n(.*?)\nendstream", released.content, re.S
    )
    image = Image.open(io.BytesIO(jpeg)).convert("L")
    for word in reading.document.pages[0].words:
        if word.text in ("Maria", "CLV-123456", "02/05/2023"):
            inside = image.crop(tuple(int(side) for side in word.box))
            assert inside.getextrema()[1] < 60


def test_the_file_has_no_metadata_and_one_revision(detector: Detector) -> None:
    content = release(_reading(), detector, Blind()).content
    for mark in (b"/Info", b"/Metadata", b"/ID", b"/JavaScript", b"/Thumb", b"Producer", b"Date"):
        assert mark not in re.sub(rb"stream\n.*?endstream", b"", content, flags=re.S)
    assert content.count(b"%%EOF") == 1


def test_the_same_document_gives_the_same_bytes(detector: Detector) -> None:
    one, other = (release(_reading(), detector, Blind()).content for _ in range(2))
    assert one == other


def test_a_name_that_only_the_picture_shows_is_burned_too(detector: Detector) -> None:
    class OnceSeen:
        calls = 0

        def lines(self, image: bytes) -> tuple[Line, ...]:
            OnceSeen.calls += 1
            return Sees("Attending: Dr. Helen Okafor").lines(image) if OnceSeen.calls == 1 else ()

    reading = _reading(Origin.TEXT_LAYER)
    without = release(reading, detector, Blind()).removed
    released = release(reading, detector, OnceSeen())
    assert released.removed["PERSON"] == without["PERSON"] + 1  # and the certificate counts it
    (jpeg,) = re.findall(
        rb"/DCTDecode /Length \d+ >>\nstream\n(.*?)\nendstream", released.content, re.S
    )
    image = Image.open(io.BytesIO(jpeg)).convert("L")
    assert image.crop((300, 255, 380, 275)).getextrema()[1] < 60


class BrokenDetector(Detector):
    """Fails at the first text."""

    def findings(self, text: str, spoken: str | None = None) -> tuple[Finding, ...]:
        raise RuntimeError("broken")


class BrokenOcr:
    """Fails at the first picture."""

    def lines(self, image: bytes) -> tuple[Line, ...]:
        raise OSError("broken")


@dataclass
class Reads:
    """A reader that hands over one reading, or fails."""

    reading: Reading | None

    def read(
        self,
        content: bytes,
        media_type: str,
        password: str | None = None,
        progress: Callable[[], None] | None = None,
    ) -> Reading:
        if self.reading is None:
            raise RuntimeError("broken")
        return self.reading

    def close(self) -> None:
        pass


def _service(detector: Detector, ocr: object, reading: Reading | None) -> Redaction:
    return Redaction(
        reader=lambda: Reads(reading),
        inspector=SandboxedInspector(Limits().looking_memory_mb),
        ocr=lambda: ocr,  # type: ignore[arg-type,return-value]
        detector=detector,
        limits=Limits(),
    )


def _files(folder: Path) -> Sequence[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_certificate_that_cannot_be_written_leaves_neither_file(
    detector: Detector, tmp_path: Path
) -> None:
    source = tmp_path / "in.txt"
    source.write_text("Patient: Maria Lopez", encoding="utf-8")
    full = tmp_path / "no" / "such" / "folder" / "out.json"
    with pytest.raises(NotWritable):
        _service(detector, Blind(), _reading()).redact_to(source, tmp_path / "out.pdf", full)
    assert _files(tmp_path) == ["in.txt"]


@pytest.mark.parametrize("names", ["in.txt in.json", "out.pdf in.txt", "out.pdf out.pdf",
                                   "link.txt out.json", "hard.txt out.json"])  # fmt: skip
def test_the_original_is_never_an_output_nor_one_output_the_other(
    detector: Detector, tmp_path: Path, names: str
) -> None:
    source = tmp_path / "in.txt"
    source.write_text("Patient: Maria Lopez", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(source)
    (tmp_path / "hard.txt").hardlink_to(source)
    target, certificate = (tmp_path / name for name in names.split())
    with pytest.raises(NotWritable):
        _service(detector, Blind(), _reading()).redact_to(source, target, certificate)
    assert source.read_text(encoding="utf-8") == "Patient: Maria Lopez"
    assert _files(tmp_path) == ["hard.txt", "in.txt", "link.txt"]


def test_nothing_is_renamed_over_what_is_no_file(detector: Detector, tmp_path: Path) -> None:
    """As root, ``--certificate /dev/full`` would else be the end of that device."""
    source, pipe = tmp_path / "in.txt", tmp_path / "pipe"
    source.write_text("Patient: Maria Lopez", encoding="utf-8")
    os.mkfifo(pipe)
    with pytest.raises(NotWritable):
        _service(detector, Blind(), _reading()).redact_to(source, tmp_path / "out.pdf", pipe)
    assert pipe.is_fifo()
    assert _files(tmp_path) == ["in.txt", "pipe"]


def test_where_the_second_name_cannot_be_taken_the_first_has_its_old_content(
    tmp_path: Path,
) -> None:
    older, blocked = tmp_path / "out.pdf", tmp_path / "out.json"
    older.write_bytes(b"older")
    blocked.mkdir()
    (blocked / "inside").write_bytes(b"")
    with pytest.raises(NotWritable):
        together.write({older: b"new", blocked: b"new"})
    assert older.read_bytes() == b"older"
    assert _files(tmp_path) == ["out.json", "out.pdf"]


def test_a_certificate_counts_and_names_no_value(detector: Detector, tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_text("Patient: Maria Lopez", encoding="utf-8")
    _service(detector, Blind(), _reading()).redact_to(
        source, tmp_path / "out.pdf", tmp_path / "out.json"
    )
    stated = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert stated["removed"]["PERSON"] >= 1
    assert all(check["passed"] for check in stated["checks"])
    assert "Lopez" not in json.dumps(stated)
    versions = stated["versions"]
    assert len(versions["recognizers"]["us_ssn"]) == 16
    assert all(len(digest) == 64 for digest in versions["ocr_sha256"].values())
    assert len(versions["ocr_sha256"]) == 2
    assert {"presidio-analyzer", "pypdfium2", "rapidocr"} <= set(versions["libraries"])
    assert versions["pdfium"]
    import hashlib

    content = (tmp_path / "out.pdf").read_bytes()
    assert hashlib.sha256(content).hexdigest() == stated["redacted_sha256"]


def test_the_leak_check_sees_text_pixels_and_streams() -> None:
    hidden = zlib.compress(b"BT (Maria Lopez) Tj ET")
    sheet = b"<< /Length 1 >>\nstream\n" + hidden + b"\nendstream"
    content = pdf.write(()).replace(b"%%EOF", sheet + b"%%EOF")
    streams = list(proof._streams(content))
    assert any(b"Maria Lopez" in stream for stream in streams)


class Stamped:
    """An OCR that reads a stamp while the pages are made, and ``again`` in the finished file."""

    def __init__(self, again: str = "") -> None:
        self.again, self.calls = again, 0

    def lines(self, image: bytes) -> tuple[Line, ...]:
        self.calls += 1
        text = "Attending: Dr. Helen Price" if self.calls <= 2 else self.again
        return Sees(text).lines(image) if text else ()


def test_a_surname_that_only_a_stamp_tells_is_burned_in_the_text_as_well(
    detector: Detector,
) -> None:
    rows = (*ROWS, "Price list of the clinic")
    reading = _reading(Origin.TEXT_LAYER, rows)
    assert "Price list" in release(reading, detector, Blind()).redacted.text
    released = release(reading, detector, Stamped())
    assert "Price" not in released.redacted.text
    assert "list of the clinic" in released.redacted.text


def test_the_proof_seeks_each_word_of_a_name_that_only_a_stamp_tells(detector: Detector) -> None:
    reading = _reading(Origin.TEXT_LAYER)
    with pytest.raises(NotReleased, match="words of names by themselves"):
        release(reading, detector, Stamped("told Price again"))

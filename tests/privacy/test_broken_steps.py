"""Each step of a release breaks in turn: there is no output, and no word of the document told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from appliance.privacy import codes, ink, pdf, proof, regions, release
from appliance.privacy.detect import Detector
from appliance.privacy.refusal import NotReleased
from appliance.types import Reading
from tests.privacy.test_release import (
    Blind,
    BrokenDetector,
    BrokenOcr,
    Sees,
    _files,
    _reading,
    _service,
)


def breaks(*_: object, **__: object) -> object:
    """A step that throws."""
    raise RuntimeError("broken")


STEPS = {
    "codes for machines": (codes, "places"),
    "ink without words": (ink, "marks"),
    "pseudonyms": (release, "redact"),
    "regions": (regions, "sheet"),
    "burning": (regions, "_burned"),
    "renderer": (pdf, "write"),
    "text layer": (pdf, "_ink"),
    "last bytes of the file": (pdf, "assembled"),
    "leak check": (proof, "check"),
    "leak check's own reading": (proof, "_opened"),
    "leak check's look at streams": (proof, "_streams"),
    "leak check's look at pixels": (proof, "_read"),
}
"""Steps that throw, by where they are called."""
THROWN = "^broken$"  # the very error of the step, nobody else's
BROKEN = {
    "reader": (RuntimeError, THROWN),
    "detector": (RuntimeError, THROWN),
    "page without a picture": (NotReleased, "1 pages without a picture"),
    "ocr": (OSError, THROWN),
    "leak": (NotReleased, "pixels"),
} | dict.fromkeys(STEPS, (RuntimeError, THROWN))
"""What each ends in, and what is told."""


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_step_leaves_no_output(
    detector: Detector, tmp_path: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in.txt"
    source.write_text("Patient: Maria Lopez", encoding="utf-8")
    reading: Reading | None = _reading()
    ocr: object = Blind()
    if broken == "reader":
        reading = None
    elif broken == "detector":
        detector = BrokenDetector()
    elif broken == "page without a picture":
        assert reading
        reading = replace(reading, pictures=())
    elif broken == "ocr":
        ocr = BrokenOcr()
    elif broken == "leak":
        ocr = Sees("Maria Lopez")  # the pixels of the finished file still show her
    else:
        monkeypatch.setattr(*STEPS[broken], breaks)
    kind, told = BROKEN[broken]
    with pytest.raises(kind, match=told) as refusal:
        _service(detector, ocr, reading).redact_to(
            source, tmp_path / "out.pdf", tmp_path / "out.json"
        )
    assert _files(tmp_path) == ["in.txt"]
    assert refusal.type is kind
    assert "Lopez" not in str(refusal.value)

"""Each step of a release breaks in turn: there is no output, and no word of the document told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from appliance.privacy import pdf, proof, regions
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
    "regions": (regions, "sheet"),
    "renderer": (pdf, "write"),
    "leak check": (proof, "check"),
    "leak check's own reading": (proof, "_opened"),
}
"""Steps that throw, by where they are called."""
BROKEN = {
    "reader": RuntimeError,
    "detector": RuntimeError,
    "page without a picture": NotReleased,
    "regions": RuntimeError,
    "renderer": RuntimeError,
    "ocr": OSError,
    "leak check": RuntimeError,
    "leak check's own reading": RuntimeError,
    "leak": NotReleased,
}


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
    with pytest.raises(BROKEN[broken]) as refusal:
        _service(detector, ocr, reading).redact_to(
            source, tmp_path / "out.pdf", tmp_path / "out.json"
        )
    assert _files(tmp_path) == ["in.txt"]
    assert "Lopez" not in str(refusal.value)

"""What a page shows and its text layer spells otherwise is redacted by what it shows, too."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
import pytest

from appliance.privacy import proof
from appliance.privacy.detect import Detector
from appliance.privacy.release import release
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.reading.ocr.engine import RapidOcr
from appliance.settings import Settings
from tests.reading import lying_fonts

RECORD = (
    "DISCHARGE SUMMARY",
    "Patient Name: |Miller",
    "Social security number: |123-45-6789",
    "Medical record number: 4471902",
    "Assessment: diabetes, stable. Plan: continue.",
    "Miller was seen again, file 123-45-6789.",
)
SAYS = dict(zip("Miler1234", "Stonk9482", strict=True))


@pytest.fixture
def reader() -> Iterator[SandboxedReader]:
    real = SandboxedReader(Settings())
    yield real
    real.close()


def test_a_name_and_a_number_that_the_layer_spells_otherwise_leave_neither_way(
    detector: Detector, reader: SandboxedReader
) -> None:
    content = lying_fonts.same_name(SAYS, RECORD)
    reading, ocr = reader.read(content, "application/pdf"), RapidOcr(1)
    assert "948-25-6789" in reading.document.text
    assert "Miller was" in reading.document.text
    released = release(reading, detector, ocr)
    texts, _ = proof._opened(released.content)
    buffer = io.BytesIO()
    page = pypdfium2.PdfDocument(released.content)[0]
    page.render(scale=2).to_pil().convert("RGB").save(buffer, "PNG")
    shown = " ".join(line.text for line in ocr.lines(buffer.getvalue()))
    assert "diabetes" in shown
    for value in ("Miller", "123-45", "6789", "Sto", "948-25", "4471902"):
        assert value not in shown
        assert value not in texts[0]

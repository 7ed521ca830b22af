"""Fonts that state too small a height of capitals, as browsers print them: rows stay whole."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from appliance.reading.isolation.sandbox import SandboxedReader

SIZE = 10.0
STATED = re.compile(rb"/CapHeight [\d.]+")


def page(capitals: bytes) -> bytes:
    """Two lines in a font whose descriptor states this height of capitals, or its own."""
    vera = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    pdfmetrics.registerFont(TTFont("Vera", str(vera)))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("Vera", SIZE)
    canvas.drawString(72, 700, "Klangwerk Instrumentenbau Meinel")
    canvas.drawString(72, 688, "Sackgasse am Markt")
    canvas.save()
    content = out.getvalue()
    assert STATED.search(content)
    if not capitals:
        return content
    return STATED.sub(lambda m: (b"/CapHeight " + capitals).ljust(len(m[0])), content)


@pytest.mark.parametrize("capitals", [b"", b"340"])
def test_boxes_are_as_high_as_the_print(reader: SandboxedReader, capitals: bytes) -> None:
    words = reader.read(page(capitals), "application/pdf").document.pages[0].words

    assert [word.text for word in words][:3] == ["Klangwerk", "Instrumentenbau", "Meinel"]
    for word in words:
        assert 0.8 * SIZE < word.box.bottom - word.box.top < 1.4 * SIZE
    upper, lower = words[0].box, words[-1].box
    assert upper.top < 842 - 700 < upper.bottom + 1  # the base line
    assert lower.top - upper.bottom < 0.5 * SIZE  # one block

"""What a form's fields hold is read like its page: redaction would not know of it otherwise."""

from __future__ import annotations

from appliance.privacy.pdf import assembled
from appliance.reading.isolation.sandbox import SandboxedReader


def _form(value: bytes) -> bytes:
    """A page that says ``Patient name:`` and a text field beside it, without an appearance."""
    font = b"<< /Font << /Helv 6 0 R >> >>"
    said = b"BT /Helv 12 Tf 40 250 Td (Patient name:) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /NeedAppearances true "
        b"/DA (/Helv 12 Tf 0 g) /DR " + font + b" >> >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R /Annots [5 0 R] "
        b"/Resources " + font + b" >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(said), said),
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (%s) /F 4 /P 3 0 R "
        b"/Rect [140 240 340 262] /DA (/Helv 12 Tf 0 g) >>" % value,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    return assembled(objects)


def test_a_filled_field_is_part_of_its_page(reader: SandboxedReader) -> None:
    document = reader.read(_form(b"Maria Lopez"), "application/pdf").document
    assert "Patient name:" in document.text
    assert "Maria Lopez" in document.text
    (page,) = document.pages
    assert any(word.text == "Lopez" and word.box.left > 140 for word in page.words)

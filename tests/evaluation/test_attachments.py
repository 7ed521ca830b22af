"""Measured without attachments, an electronic invoice is what its page shows."""

from __future__ import annotations

import pypdfium2

from appliance.evaluation.attachments import stripping, without
from appliance.types import Processed, State
from samples.generator.invoice.draw import invoice


def attached(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as pdf:
        return int(pdf.count_attachments())


def words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return str(pdf[0].get_textpage().get_text_range())


def test_the_xml_is_gone_and_the_page_is_as_it_was() -> None:
    sample = invoice(3, "factur-x")

    bare = without(sample.content)

    assert attached(sample.content) == 1
    assert attached(bare) == 0
    assert words(bare) == words(sample.content)


def test_other_files_stay_as_they_are() -> None:
    assert without(b"no PDF") == b"no PDF"
    plain = invoice(3, "pdf").content
    assert without(plain) == plain


def test_what_is_measured_sees_the_bare_file() -> None:
    seen: list[bytes] = []

    def process(content: bytes, name: str) -> Processed:
        seen.append(content)
        return Processed(id="", name=name, sha256="", media_type="", state=State.REVIEW)

    stripping(process)(invoice(3, "factur-x").content, "a.pdf")

    assert [attached(content) for content in seen] == [0]

"""CDA documents whose body is a file of its own: what it says is read, or somebody is told."""

from __future__ import annotations

import base64
import io

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from appliance.decisions.case import Case
from appliance.decisions.rules import validate
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.convert import Converter
from appliance.reading.isolation.options import ReadingOptions
from appliance.reading.unpaged import rtf
from appliance.settings import Limits, Settings
from appliance.types import Document, Extraction
from tests.decisions.made import TODAY

HEAD = """<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Letter</title>
 <recordTarget><patientRole><id root="1.2.3" extension="Q-9"/><patient>
  <name><given>Wilma</given><family>Neu</family></name><birthTime value="1951"/></patient>
 </patientRole></recordTarget><component><nonXMLBody>"""
RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\*\generator Nobody;}"
    rb"{\b Summary}\par Caf\'e9 \u8211?\tab \{none\}\par Allergies: Sulfa\par}"
)
HTML = b"<html><style>p{}</style><body><p>Home</p><p>Allergies: Sulfa</p></body></html>"


@pytest.fixture
def converter(settings: Settings) -> Converter:
    options = ReadingOptions(models_dir=settings.models_dir, threads=1, limits=Limits())
    return Converter(options)


def enclosing(media_type: str, content: bytes) -> bytes:
    coded = base64.b64encode(content).decode()
    body = f'<text mediaType="{media_type}" representation="B64">{coded}</text>'
    return f"{HEAD}{body}</nonXMLBody></component></ClinicalDocument>".encode()


def extracted(document: Document) -> Extraction:
    return extract(document, catalogue.load().get("medical_record"), None)


def values(document: Document, name: str) -> list[str]:
    return [field.value for field in extracted(document).fields if field.name == name]


def pdf() -> bytes:
    """Two pages, drawn: their words are known from pixels alone."""
    file = pypdfium2.PdfDocument.new()
    for words in ("Seen by the nurse", "Allergies: Sulfa"):
        picture = Image.new("RGB", (900, 300), "white")
        ImageDraw.Draw(picture).text((40, 80), words, "black", font_size=48)
        buffer = io.BytesIO()
        picture.save(buffer, "PDF", resolution=150)
        file.import_pages(pypdfium2.PdfDocument(buffer.getvalue()))
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def test_the_pages_of_an_enclosed_pdf_follow_the_head(converter: Converter) -> None:
    reading = converter.read(enclosing("application/pdf", pdf()), "application/xml")
    document = reading.document
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert {picture.page for picture in reading.pictures} == {1, 2, 3}
    for page in document.pages:
        for word in page.words:
            assert document.text[word.span.start : word.span.end] == word.text
    assert values(document, "patient_name") == ["Wilma Neu"]
    (allergy,) = [field for field in extracted(document).fields if field.name == "allergies"]
    assert (allergy.value, allergy.page) == ("Sulfa", 3)


@pytest.mark.parametrize(
    ("media_type", "content"),
    [("text/html", HTML), ("text/rtf", RTF), ("application/rtf", RTF)],
)
def test_marks_of_an_enclosed_text_are_not_read(
    converter: Converter, media_type: str, content: bytes
) -> None:
    document = converter.read(enclosing(media_type, content), "application/xml").document
    assert values(document, "allergies") == ["Sulfa"]
    assert "<p>" not in document.text
    assert "\\par" not in document.text


@pytest.mark.parametrize("media_type", ["application/msword", "application/pdf"])
def test_what_cannot_be_read_is_for_a_person(converter: Converter, media_type: str) -> None:
    """A Word file is no medium that we know, and these bytes are no PDF either."""
    document = converter.read(
        enclosing(media_type, b"\xd0\xcf\x11\xe0"), "application/xml"
    ).document
    doctype = catalogue.load().get("medical_record")
    checks = validate(Case(extraction=extracted(document), doctype=doctype, today=TODAY))
    (failed,) = [check for check in checks if not check.passed]
    assert failed.rule == "all_read"
    assert media_type in failed.message


def test_a_birth_year_is_kept_as_what_it_is(converter: Converter) -> None:
    document = converter.read(enclosing("text/plain", b"Well."), "application/xml").document
    assert values(document, "birth_date") == ["1951"]
    doctype = catalogue.load().get("medical_record")
    checks = validate(Case(extraction=extracted(document), doctype=doctype, today=TODAY))
    assert "Birth date 1951 is plausible." in [check.message for check in checks]


def test_rich_text_as_it_would_be_printed() -> None:
    assert rtf.text(RTF).splitlines() == ["Summary", "Café \u2013\t{none}", "Allergies: Sulfa"]

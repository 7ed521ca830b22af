"""What a file is, is decided by its content, quickly, and said in words."""

from __future__ import annotations

import io

import openpyxl
import pytest

from appliance.errors import (
    Damaged,
    EmptyFile,
    NeedsPerson,
    NoPages,
    PasswordRequired,
    TooLarge,
    UnsupportedType,
    WrongPassword,
)
from appliance.intake import inspect
from appliance.settings import Limits
from tests.intake import made

LIMITS = Limits()
OFFICE = "application/vnd.openxmlformats-officedocument."
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("GIF", "image/gif"),
        ("BMP", "image/bmp"),
        ("WEBP", "image/webp"),
        ("TIFF", "image/tiff"),
    ],
)
def test_pictures_are_known_by_their_content_whatever_their_name(
    form: str, media_type: str
) -> None:
    assert inspect(made.picture(form), "scan.pdf", LIMITS) == media_type


def test_lossless_and_extended_webp_are_pictures_too() -> None:
    assert inspect(made.picture("WEBP", lossless=True), "a", LIMITS) == "image/webp"
    assert inspect(made.picture("WEBP", exif=b"Exif\0\0MM"), "a", LIMITS) == "image/webp"


def test_progressive_jpeg_and_many_page_tiff_pass() -> None:
    assert inspect(made.picture("JPEG", progressive=True), "a", LIMITS) == "image/jpeg"
    assert inspect(made.pages_tiff(5), "fax", LIMITS) == "image/tiff"


def test_a_pdf_is_a_pdf_even_behind_junk_and_under_another_name() -> None:
    assert inspect(made.pdf(), "letter.jpg", LIMITS) == "application/pdf"
    assert inspect(b"\r\n\r\n" + made.pdf(), "letter", LIMITS) == "application/pdf"


def test_office_files_are_told_apart_from_archives() -> None:
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    assert inspect(book.getvalue(), "a.zip", LIMITS) == OFFICE + "spreadsheetml.sheet"
    word = made.office(OFFICE + "wordprocessingml.document.main+xml")
    assert inspect(word, "a", LIMITS) == OFFICE + "wordprocessingml.document"
    slides = made.office(OFFICE + "presentationml.presentation.main+xml")
    assert inspect(slides, "a", LIMITS) == OFFICE + "presentationml.presentation"
    assert inspect(made.archive({"a.txt": b"x"}), "a.docx", LIMITS) == "application/zip"


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"Total due: 12.50\n", "note.txt", "text/plain"),
        ("Gesamt: 12,50 €\n".encode("utf-16"), "note.txt", "text/plain"),
        ("Fälle\n".encode("cp1252"), "note.txt", "text/plain"),
        (b"MZ met us at the door.\n", "note.txt", "text/plain"),
        (b"date,total\n2026-01-02,3\n", "list.csv", "text/csv"),
        (b"# Title\n\ntext\n", "notes.md", "text/markdown"),
        (b"date,total\n2026-01-02,3\n", "list.txt", "text/plain"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "a.txt", "text/html"),
        (b'<?xml version="1.0"?><html xmlns="h"><body/></html>', "a.xml", "text/html"),
        (b"<p>Only a fragment</p>", "a.html", "text/html"),
        (b'\n<?xml version="1.0"?><edgarSubmission/>', "a.xml", "application/xml"),
        (b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>', "a", "application/xml"),
        (
            '<?xml version="1.0" encoding="gb18030"?><a>\u53d1</a>'.encode("gb18030"),
            "a",
            "application/xml",
        ),
        ("<a>Summe</a>".encode("utf-16"), "a", "application/xml"),
        (b'<?xml-stylesheet href="a.xsl"?><!-- x --><a/>', "a", "application/xml"),
        (b"<SEC-DOCUMENT>1.txt : 20260101\n<SEC-HEADER>", "a.txt", "text/plain"),
        (b"<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n<html>", "a.txt", "text/plain"),
        (b'{"resourceType": "Bundle", "entry": []}', "a.json", "application/fhir+json"),
        (b'{"table": [1]}', "a.json", "text/plain"),
        (b"<3 hours of sleep, said the patient", "a.txt", "text/plain"),
        (made.mail().as_bytes(), "no name", "message/rfc822"),
        (b"From: a@b.org\nDate: today\n\nhello", "x.eml", "message/rfc822"),
        (b"Date: today\nFrom: the desk\n\nMinutes", "minutes.txt", "text/plain"),
    ],
)
def test_texts_are_told_apart_by_structure_then_by_name(
    content: bytes, name: str, media_type: str
) -> None:
    assert inspect(content, name, LIMITS) == media_type


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n"])
def test_an_empty_file_is_called_empty(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        inspect(content, "scan.jpg", LIMITS)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (PROGRAM, "a Windows program"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "a Linux program"),
        (b"Rar!\x1a\x07\x00" + bytes(60), "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(60), "a 7-Zip archive"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(60), "a HEIC photo"),
        (bytes(128) + b"DICM" + bytes(60), "a DICOM medical image"),
        (b"push graphic-context\nviewbox 0 0 1 1\n", "a drawing script"),
        (b"%!PS-Adobe-3.0\n", "a PostScript print file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"{\\rtf1 hello}", "a Rich Text document"),
        (made.ole("WordDocument"), "an old Word document"),
        (made.ole("Workbook"), "an old Excel workbook"),
        (made.archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (made.archive({"A.class": b"\xca\xfe"}), "a program"),
        (made.office("application/vnd.ms-word.document.macroEnabled.main+xml"), "with macros"),
        (bytes(range(256)) * 4, "binary data of an unknown kind"),
    ],
)
def test_foreign_content_is_refused_by_its_own_name(content: bytes, named: str) -> None:
    with pytest.raises(UnsupportedType, match=named):
        inspect(content, "scan.pdf", LIMITS)


def test_plain_text_under_the_name_of_a_picture_is_refused() -> None:
    with pytest.raises(UnsupportedType, match="named like a JPG file"):
        inspect(b"just words", "scan.jpg", LIMITS)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "BMP", "WEBP", "TIFF"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_picture_that_breaks_off_is_damaged(form: str, kept: float) -> None:
    whole = made.picture(form, (400, 300))
    cut = whole[: int(len(whole) * kept)]
    with pytest.raises(Damaged):
        inspect(cut, "scan", LIMITS)


@pytest.mark.parametrize("form", ["JPEG", "GIF", "BMP", "TIFF"])
def test_three_hundred_megapixels_are_refused_from_the_header(form: str) -> None:
    with pytest.raises(TooLarge, match=r"300 megapixels.*limit is 120 megapixels"):
        inspect(made.boastful(form), "poster", LIMITS)


def test_a_boastful_png_and_an_overlong_file_name_their_limits() -> None:
    with pytest.raises(TooLarge, match="limit is 120 megapixels"):
        inspect(made.boastful_png(20_000, 15_000), "poster.png", LIMITS)
    with pytest.raises(TooLarge, match="limit is 1 MB"):
        inspect(bytes(1_000_001), "a", Limits(bytes=1_000_000))
    with pytest.raises(TooLarge, match="limit is 3"):
        inspect(made.pages_tiff(4), "fax", Limits(pages=3))


@pytest.mark.parametrize("size", [(20_000_000, 1), (1, 2_000_000), (40_001, 2)])
def test_a_line_of_pixels_is_refused_whatever_its_area(size: tuple[int, int]) -> None:
    with pytest.raises(TooLarge, match="pixels long; the limit is 40000"):
        inspect(made.boastful_png(*size), "line.png", LIMITS)


def workbook(*cells: str) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for cell in cells:
        book.active[cell] = "x"
    book.save(out)
    return out.getvalue()


def test_a_sheet_of_two_cells_far_apart_is_refused() -> None:
    with pytest.raises(TooLarge, match="span 17179869184 places; the limit is 4000000"):
        inspect(workbook("A1", "XFD1048576"), "far.xlsx", LIMITS)
    far = workbook("XEZ1048570", "XFD1048576")  # far from the corner, close to each other
    assert inspect(far, "near.xlsx", LIMITS).endswith("spreadsheetml.sheet")


def test_cells_that_only_carry_a_style_take_no_place() -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "x"
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(out)

    assert inspect(out.getvalue(), "styled.xlsx", LIMITS).endswith("spreadsheetml.sheet")


def test_a_picture_without_area_is_damaged() -> None:
    with pytest.raises(Damaged):
        inspect(made.boastful_png(0, 10), "a", LIMITS)


def test_a_pdf_without_pages_and_one_that_is_only_a_header() -> None:
    with pytest.raises(NoPages):
        inspect(made.pdf_without_pages(), "a.pdf", LIMITS)
    with pytest.raises(Damaged):
        inspect(b"%PDF-1.7\n%%EOF\n", "a.pdf", LIMITS)


@pytest.mark.parametrize("strength", [40, 128])
def test_a_locked_pdf_asks_for_its_password(strength: int) -> None:
    locked = made.pdf(user="sesame", strength=strength)
    with pytest.raises(PasswordRequired):
        inspect(locked, "a.pdf", LIMITS)
    with pytest.raises(WrongPassword):
        inspect(locked, "a.pdf", LIMITS, password="open")
    assert inspect(locked, "a.pdf", LIMITS, password="sesame") == "application/pdf"
    assert inspect(locked, "a.pdf", LIMITS, password="owner") == "application/pdf"


def test_a_pdf_that_only_forbids_printing_needs_no_password() -> None:
    assert inspect(made.pdf(user=""), "a.pdf", LIMITS) == "application/pdf"


def test_an_encrypted_office_file_asks_for_its_password() -> None:
    with pytest.raises(PasswordRequired):
        inspect(made.ole("EncryptedPackage"), "a.docx", LIMITS)


def test_an_office_file_that_unpacks_to_too_much_is_refused() -> None:
    types = made.office(OFFICE + "wordprocessingml.document.main+xml")
    with pytest.raises(TooLarge, match="limit is 0 MB"):
        inspect(types, "a.docx", Limits(unpacked_bytes=10))


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY b "1"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b'<!DOCTYPE html [<!ENTITY b "1">]><html>&b;</html>',
        '<?xml version="1.0" encoding="gb18030"?><!DOCTYPE a [<!ENTITY b "1">]><a/>'.encode(
            "gb18030"
        ),
        '<!DOCTYPE a [<!ENTITY b "1">]><a/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="nobody-has-it"?><a/>',
        b"<a><b></a>",
        b"<ClinicalDocument><title>cut off",
        b'{"resourceType": "Patient", "name": [',
    ],
)
def test_markup_with_entities_or_a_missing_end_is_damaged(content: bytes) -> None:
    with pytest.raises(Damaged):
        inspect(content, "a.xml", LIMITS)


def test_a_file_that_is_two_things_is_what_its_first_bytes_say() -> None:
    both = made.picture("JPEG") + made.pdf()
    assert inspect(both, "a.pdf", LIMITS) == "image/jpeg"
    assert inspect(made.pdf() + made.archive({"a": b"b"}), "a.zip", LIMITS) == "application/pdf"
    with pytest.raises(UnsupportedType, match="program"):
        inspect(PROGRAM + made.pdf(), "a.pdf", LIMITS)


def test_no_sentence_repeats_the_name_or_the_content() -> None:
    for content in (PROGRAM, b"secret words", made.ole("Workbook"), b"<a>secret"):
        with pytest.raises(NeedsPerson) as refused:
            inspect(content, "secret-name.pdf", LIMITS)
        assert "secret" not in str(refused.value)


def test_a_typed_filing_of_the_first_years_is_text_though_a_tag_opens_it() -> None:
    typed = b"<PAGE>\r\n          UNITED STATES\r\n     FORM 10-Q\r\n<PAGE>\r\n   Birch & Co\r\n"
    assert inspect(typed, "filing.txt", LIMITS) == "text/plain"
    assert inspect(b"<PAGE> <a>1</a></PAGE>", "data.txt", LIMITS) == "application/xml"

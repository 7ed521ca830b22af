"""Whatever the format, the user gets the words, each on its page and at its place."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from PIL import Image

from appliance.errors import UnsupportedType
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.reading.paged import images, pdf
from appliance.settings import Limits
from appliance.types import Document, Origin, Reading
from tests.reading import drawings

OFFICE = "application/vnd.openxmlformats-officedocument."


def check(reading: Reading) -> Document:
    """The invariants of every reading."""
    document = reading.document
    assert document.pages
    assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    end = 0
    for page in document.pages:
        for word in page.words:
            assert document.text[word.span.start : word.span.end] == word.text
            assert word.span.start >= end
            end = word.span.end
            assert -1 <= word.box.left <= word.box.right <= page.width + 1
            assert -1 <= word.box.top <= word.box.bottom <= page.height + 1
    for picture in reading.pictures:
        with Image.open(io.BytesIO(picture.content)) as image:
            page = document.pages[picture.page - 1]
            assert image.width / image.height == pytest.approx(page.width / page.height, rel=0.02)
    assert len(reading.pictures) == len(document.pages)
    return document


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF"])
def test_a_photographed_receipt_keeps_amounts_on_their_rows(
    reader: SandboxedReader, kind: str
) -> None:
    content = drawings.encoded(drawings.receipt(), kind)
    document = check(reader.read(content, f"image/{kind.lower()}"))
    assert "TOTAL 25.75" in document.text.split("\n")
    assert "CHANGE 4.25" in document.text.split("\n")
    assert document.pages[0].origin is Origin.OCR
    assert all(0 < word.confidence <= 1 for word in document.pages[0].words)


def test_a_skewed_photograph_keeps_its_rows(reader: SandboxedReader) -> None:
    content = drawings.encoded(drawings.receipt(skew=2.5), "JPEG", quality=70)
    document = check(reader.read(content, "image/jpeg"))
    assert "TOTAL 25.75" in document.text.split("\n")


def test_a_photograph_taken_sideways_is_turned_upright(reader: SandboxedReader) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera says: turn by 90 degrees
    sideways = drawings.receipt().rotate(90, expand=True)
    content = drawings.encoded(sideways, "JPEG", exif=exif)
    document = check(reader.read(content, "image/jpeg"))
    assert "TOTAL 25.75" in document.text
    assert document.pages[0].height > document.pages[0].width


def test_each_frame_of_a_tiff_is_a_page(reader: SandboxedReader) -> None:
    pages = [drawings.page_image([f"Sheet {number} of the contract"] * 3) for number in (1, 2)]
    content = drawings.encoded(
        pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(150, 150)
    )
    document = check(reader.read(content, "image/tiff"))
    assert len(document.pages) == 2
    assert "Sheet 2 of the contract" in document.text.split("\n\n")[1]
    assert document.pages[0].width == pytest.approx(595, abs=1)


def test_a_picture_finer_than_any_letter_needs_is_read_at_a_coarser_grain() -> None:
    large = Image.new("L", (8000, 6000), 255)
    for kind in ("PNG", "JPEG"):
        content = drawings.encoded(large, kind, dpi=(600, 600))

        (page,) = images.frames(content, Limits())

        assert page.width * page.height <= images.FINEST
        assert page.width / page.info["dpi"][0] == pytest.approx(8000 / 600, rel=0.01)


def test_a_transparent_picture_is_read_on_white_paper(reader: SandboxedReader) -> None:
    layers = drawings.receipt().convert("RGBA")
    layers.putalpha(layers.convert("L").point(lambda grey: 255 - grey))
    document = check(reader.read(drawings.encoded(layers, "PNG"), "image/png"))
    assert "TOTAL 25.75" in document.text


def test_light_print_on_nothing_is_read_on_dark_paper(reader: SandboxedReader) -> None:
    ink = drawings.receipt().convert("L").point(lambda grey: 255 - grey)
    layers = Image.new("RGBA", ink.size, (255, 255, 255, 0))
    layers.putalpha(ink)
    document = check(reader.read(drawings.encoded(layers, "PNG"), "image/png"))
    assert "TOTAL 25.75" in document.text


def test_a_scan_in_floating_point_is_read(reader: SandboxedReader) -> None:
    grey = drawings.receipt().convert("F").point(lambda value: value / 255)
    document = check(reader.read(drawings.encoded(grey, "TIFF"), "image/tiff"))
    assert "TOTAL 25.75" in document.text


def test_a_word_document_of_pictures_says_what_to_do(reader: SandboxedReader) -> None:
    import docx

    made = docx.Document()
    made.add_picture(io.BytesIO(drawings.encoded(drawings.receipt(), "PNG")))
    buffer = io.BytesIO()
    made.save(buffer)
    with pytest.raises(UnsupportedType, match="pictures alone"):
        reader.read(buffer.getvalue(), OFFICE + "wordprocessingml.document")


def test_a_born_digital_pdf_is_read_from_its_text(reader: SandboxedReader) -> None:
    lines = ["Letter of confirmation", "Reference: QX-2291", "Amount: 1,250.00 EUR"]
    document = check(reader.read(drawings.pdf([lines, ["Second page"]]), "application/pdf"))
    assert document.text == "\n".join(lines) + "\n\nSecond page"
    assert {page.origin for page in document.pages} == {Origin.TEXT_LAYER}
    word = document.pages[0].words[0]
    assert word.box.left == pytest.approx(72, abs=2)
    assert word.box.bottom == pytest.approx(842 - 770, abs=4)


def test_a_mixed_pdf_is_read_page_by_page(reader: SandboxedReader) -> None:
    scan = drawings.page_image(["Scanned appendix", "Serial number 77-4471", "Signed in Bergen"])
    content = drawings.mixed_pdf(["Covering letter with text of its own, quite long enough"], scan)
    document = check(reader.read(content, "application/pdf"))
    assert [page.origin for page in document.pages] == [Origin.TEXT_LAYER, Origin.OCR]
    assert "Serial number 77-4471" in document.text


def test_columns_are_read_one_after_the_other(reader: SandboxedReader) -> None:
    rows = check(reader.read(drawings.two_columns_pdf(), "application/pdf")).text.split("\n")
    assert rows[0].startswith("Annual notice")
    assert rows[1].startswith("column A line 00")
    assert rows[12].startswith("column A line 11")
    assert rows[13].startswith("column B line 00")


def test_text_that_nobody_can_see_is_not_read(reader: SandboxedReader) -> None:
    text = check(reader.read(drawings.hidden_text_pdf(), "application/pdf")).text
    assert "can be seen by all" in text
    assert "WHITEWORDS" not in text
    assert "MODETHREE" not in text


def test_plain_text_keeps_its_lines(reader: SandboxedReader) -> None:
    content = b"Visit note\n\nPatient:   Ada Berg\n" + b"word " * 60
    document = check(reader.read(content, "text/plain"))
    rows = document.text.split("\n")
    assert rows[:2] == ["Visit note", "Patient: Ada Berg"]
    assert max(map(len, rows)) <= 100
    assert document.pages[0].origin is Origin.TYPESET


def test_a_long_text_fills_several_pages(reader: SandboxedReader) -> None:
    content = "\n".join(f"line {number}" for number in range(200)).encode()
    document = check(reader.read(content, "text/plain"))
    assert len(document.pages) == 3
    assert document.text.count("\n\n") == 2


def test_html_rows_tables_and_hidden_parts(reader: SandboxedReader) -> None:
    content = b"""<html><head><style>p {}</style><script>var x = 'SCRIPTED'</script></head><body>
      <h1>Quarterly   <b>re</b>port</h1><p>First<br>Second</p><p style="display: none">SECRET</p>
      <table><tr><td>Revenue</td><td>$</td><td></td><td>(1,234</td><td>)</td></tr>
      <tr><td>Costs</td><td>$</td><td></td><td>99</td><td></td></tr></table></body></html>"""
    document = check(reader.read(content, "text/html"))
    rows = document.text.split("\n")
    assert rows == ["Quarterly report", "First", "Second", "Revenue $ (1,234)", "Costs $ 99"]
    (table,) = document.tables
    cells = [[document.text[span.start : span.end] for span in row] for row in table.rows]
    assert cells[1][0] == "Costs"
    assert "$ 99" in cells[1]


def test_an_email_is_its_head_and_its_body(reader: SandboxedReader) -> None:
    message = EmailMessage()
    message["From"] = "Office <office@example.org>"
    message["Subject"] = "Invoice attached – März"
    message.set_content("plain wording")
    message.add_alternative("<p>Dear all,</p><p>see <i>below</i></p>", subtype="html")
    document = check(reader.read(message.as_bytes(), "message/rfc822"))
    assert "Subject: Invoice attached – März" in document.text
    assert "Dear all,\nsee below" in document.text
    assert "plain wording" not in document.text


def test_separated_values_become_one_table(reader: SandboxedReader) -> None:
    content = 'name;amount\n"Öl, fein";3,50\nSalz;0,99\n'.encode()
    document = check(reader.read(content, "text/csv"))
    assert document.text == "name amount\nÖl, fein 3,50\nSalz 0,99"
    assert len(document.tables[0].rows) == 3


def test_a_line_break_within_a_cell_parts_words(reader: SandboxedReader) -> None:
    content = b'name,remark\nScrew,"first line\nsecond line"\n'

    reading = reader.read(content, "text/csv")

    assert "first line second line" in reading.document.text


def test_a_word_document(reader: SandboxedReader) -> None:
    import docx

    file = docx.Document()
    file.add_heading("Discharge summary", 1)
    file.add_paragraph("Patient Ada Berg was seen on 4 May 2024.")
    table = file.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Aspirin", "100 mg"
    buffer = io.BytesIO()
    file.save(buffer)
    document = check(reader.read(buffer.getvalue(), OFFICE + "wordprocessingml.document"))
    assert document.text.split("\n") == [
        "Discharge summary",
        "Patient Ada Berg was seen on 4 May 2024.",
        "Aspirin 100 mg",
    ]


def test_a_workbook(reader: SandboxedReader) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Item", "Price"])
    book.active.append(["Ledger", 12.5])
    buffer = io.BytesIO()
    book.save(buffer)
    document = check(reader.read(buffer.getvalue(), OFFICE + "spreadsheetml.sheet"))
    assert "Ledger 12.5" in document.text.split("\n")


def test_a_presentation(reader: SandboxedReader) -> None:
    import pptx

    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Results of the year"
    slide.placeholders[1].text = "Sales grew"
    buffer = io.BytesIO()
    show.save(buffer)
    document = check(reader.read(buffer.getvalue(), OFFICE + "presentationml.presentation"))
    assert document.text.split("\n") == ["Results of the year", "Sales grew"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_scan_that_lies_on_its_side_is_turned(reader: SandboxedReader, degrees: int) -> None:
    lines = [f"Paragraph {number} of the lease agreement" for number in range(1, 9)]
    scan = drawings.page_image(lines).rotate(degrees, expand=True)
    document = check(reader.read(drawings.encoded(scan, "PNG", dpi=(150, 150)), "image/png"))
    assert "Paragraph 2 of the lease agreement\nParagraph 3 of the lease" in document.text
    assert document.pages[0].height > document.pages[0].width


def test_a_scanned_pdf_that_lies_on_its_side_is_turned(reader: SandboxedReader) -> None:
    lines = [f"Paragraph {number} of the lease agreement" for number in range(1, 9)]
    scan = drawings.page_image(lines).rotate(90, expand=True)
    document = check(reader.read(drawings.encoded(scan, "PDF"), "application/pdf"))
    assert "Paragraph 2 of the lease agreement\nParagraph 3 of the lease" in document.text


def test_a_table_that_is_only_printed_has_cells(reader: SandboxedReader) -> None:
    import reportlab.pdfgen.canvas

    buffer = io.BytesIO()
    sheet = reportlab.pdfgen.canvas.Canvas(buffer, pagesize=(595, 842))
    sheet.drawString(72, 800, "The goods of this delivery are listed in the following table.")
    for index, row in enumerate([("Item", "Count", "Price"), ("Pen", "2", "18.50")] * 2):
        for column, cell in enumerate(row):
            sheet.drawString(72 + 150 * column, 770 - 20 * index, cell)
    sheet.save()
    document = check(reader.read(buffer.getvalue(), "application/pdf"))
    (table,) = document.tables
    assert [document.text[s.start : s.end] for s in table.rows[1]] == ["Pen", "2", "18.50"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_born_digital_page_that_lies_on_its_side_is_turned(
    reader: SandboxedReader, degrees: int
) -> None:
    lines = ["Harbour View Hospital", "Patient: Linnea Castell", "Total amount due 1,234.50"]
    upright = drawings.pdf([lines, lines])
    turned = pdf.turned(upright, None, {2: degrees})
    document = check(reader.read(turned, "application/pdf"))
    first, second = (page.words for page in document.pages)
    assert document.text.split("\n\n") == ["\n".join(lines)] * 2
    assert [word.box for word in second] == [word.box for word in first]

"""What lies under something is not read as if it were shown; what the page shows is."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.reading.paged.covered import covered
from appliance.types import Origin
from tests.reading import drawings

SHOWN = (
    "Akerlund Properties of Goteborg",
    "Invoice number 2024-00817 of 14 March 2024",
    "Cleaning of stairs in February 1,250.00",
    "Total to pay EUR 2,284.06",
)
OTHER = (
    "Miller Logistics Limited of Leeds",
    "Invoice number 7781 of 2 January 2019",
    "Transport of goods to Bristol 900.00",
    "Total to pay GBP 1,134.00",
)
Draw = Callable[[Canvas], None]


def write(canvas: Canvas, lines: Sequence[str], top: float = 770) -> None:
    canvas.setFont("Helvetica", 12)
    for index, line in enumerate(lines):
        canvas.drawString(72, top - 24 * index, line)


def scan(canvas: Canvas, strips: int = 1) -> None:
    """The scanned page, as one picture or as the strips that many scanners write."""
    image = drawings.page_image(SHOWN)
    high = -(-image.height // strips)
    for top in range(0, image.height, high):
        part = image.crop((0, top, image.width, min(image.height, top + high)))
        points = 842 / image.height
        bottom = 842 - (top + part.height) * points
        canvas.drawImage(ImageReader(part), 0, bottom, 595, part.height * points)


def under(canvas: Canvas) -> None:
    write(canvas, OTHER)
    scan(canvas)


def under_strips(canvas: Canvas) -> None:
    write(canvas, OTHER)
    scan(canvas, 12)


def hidden_on_strips(canvas: Canvas) -> None:
    scan(canvas, 12)
    text = canvas.beginText(72, 770)
    text.setTextRenderMode(3)
    text.setFont("Helvetica", 12)
    text.setLeading(24)
    for line in OTHER:
        text.textLine(line)
    canvas.drawText(text)


def white_on_scan(canvas: Canvas) -> None:
    scan(canvas)
    canvas.setFillColorRGB(1, 1, 1)
    write(canvas, OTHER, 400)


def drawn(*ways: Draw, turned: int = 0) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.setPageRotation(turned)
    for way in ways:
        way(canvas)
    canvas.save()
    return buffer.getvalue()


def corrected(canvas: Canvas) -> None:
    """The last row is painted over, and written anew."""
    write(canvas, SHOWN[:3], 560)
    write(canvas, [OTHER[3]], 560 - 72)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, 560 - 76, 400, 18, fill=1, stroke=0)
    canvas.setFillColorRGB(0, 0, 0)
    write(canvas, [SHOWN[3]], 560 - 72)


@pytest.mark.parametrize("way", [under, under_strips, hidden_on_strips, white_on_scan])
def test_a_scan_is_read_as_it_is_shown_whatever_text_its_file_holds(
    reader: SandboxedReader, way: Draw
) -> None:
    document = reader.read(drawn(way), "application/pdf").document
    assert document.pages[0].origin is Origin.OCR
    assert document.text.splitlines() == list(SHOWN)


def test_what_was_painted_over_is_not_read_into_what_stands_there_now(
    reader: SandboxedReader,
) -> None:
    document = reader.read(drawn(corrected), "application/pdf").document
    assert document.text.splitlines() == list(SHOWN)


def test_what_is_painted_over_is_not_read_where_nothing_stands_now(
    reader: SandboxedReader,
) -> None:
    def emptied(canvas: Canvas) -> None:
        """Beneath a picture of cloth, so that there is something to see."""
        write(canvas, [*SHOWN, OTHER[0]])
        cloth = Image.effect_noise((400, 18), 90).resize((1600, 72))
        canvas.drawImage(ImageReader(cloth), 60, 770 - 100, 400, 18)

    document = reader.read(drawn(emptied), "application/pdf").document
    assert document.pages[0].origin is Origin.TEXT_LAYER
    assert document.text.splitlines() == list(SHOWN)


def texts(content: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(content)
    return [one.text for one in covered(pdf, pdf[0])]


def test_a_picture_with_holes_a_tint_or_a_frame_hides_nothing() -> None:
    def stamp(canvas: Canvas) -> None:
        ring = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
        ring.paste((200, 0, 0, 255), (0, 0, 400, 20))
        canvas.drawImage(ImageReader(ring), 60, 680, 300, 120, mask="auto")

    def tint(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 0)
        canvas.setFillAlpha(0.3)
        canvas.rect(60, 680, 400, 120, fill=1, stroke=0)

    def frame(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(50, 670, 420, 140)
        path.rect(52, 672, 416, 136)
        canvas.drawPath(path, fill=1, stroke=0, fillMode=0)

    def before(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.9, 0.9, 0.9)
        canvas.rect(60, 680, 400, 120, fill=1, stroke=0)
        canvas.setFillColorRGB(0, 0, 0)
        write(canvas, SHOWN)

    for way in (stamp, tint, frame):
        assert texts(drawn(lambda canvas: write(canvas, SHOWN), way)) == []
    assert texts(drawn(before)) == []


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_covered_words_are_told_by_where_they_are_shown(turned: int) -> None:
    pdf = pypdfium2.PdfDocument(drawn(corrected, turned=turned))
    sheet = pdf[0]
    (one,) = covered(pdf, sheet)
    page = sheet.get_textpage()
    assert one.text == OTHER[3]
    assert 0 <= one.box.left < one.box.right <= sheet.get_width()
    assert 0 <= one.box.top < one.box.bottom <= sheet.get_height()
    page.close()


def drawn_letters(canvas: Canvas) -> None:
    """The rows as shapes, not as text, as printer drivers draw fonts that they do not know."""
    image = drawings.page_image(SHOWN, (1240, 400)).resize((2480, 800)).convert("1")
    points = 595 / image.width
    for y in range(image.height):
        x = 0
        while x < image.width:
            start = x
            while x < image.width and not image.getpixel((x, y)):
                x += 1
            if x > start:
                left, bottom = start * points, 842 - (y + 1) * points
                canvas.rect(left, bottom, (x - start) * points, points, fill=1, stroke=0)
            x += 1


def test_letters_that_are_drawn_as_shapes_are_read_beside_a_footer_that_is_text(
    reader: SandboxedReader,
) -> None:
    footer = "Page 1 of 1, printed by a driver of the year 2011"

    def page(canvas: Canvas) -> None:
        drawn_letters(canvas)
        write(canvas, [footer], 40)

    document = reader.read(drawn(page), "application/pdf").document
    assert document.pages[0].origin is Origin.OCR
    amounts = ["2024-00817", "1,250.00", "2,284.06"]
    assert [amount for amount in amounts if amount in document.text] == amounts
    assert document.text.splitlines()[-1] == footer


def test_drawings_among_text_leave_its_layer_alone(reader: SandboxedReader) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, SHOWN)
        for index in range(120):
            canvas.circle(80 + 35 * (index % 12), 100 + 30 * (index // 12), 6)

    document = reader.read(drawn(page), "application/pdf").document
    assert document.pages[0].origin is Origin.TEXT_LAYER
    assert document.text.splitlines() == list(SHOWN)

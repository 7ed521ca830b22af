"""Files for the tests, drawn here so that nothing binary is committed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen import canvas

RECEIPT = (
    ("CORNER BOOKSHOP LTD", ""),
    ("12 Harbour Street, Leith", ""),
    ("Date: 14/03/2024", ""),
    ("Fountain pen", "18.50"),
    ("Notebook A5", "7.25"),
    ("TOTAL", "25.75"),
    ("CASH", "30.00"),
    ("CHANGE", "4.25"),
)


def receipt(width: int = 500, skew: float = 0.0) -> Image.Image:
    """A till receipt with names left and amounts far right."""
    image = Image.new("RGB", (width, 90 + 60 * len(RECEIPT)), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(30)
    for index, (left, right) in enumerate(RECEIPT):
        y = 40 + 60 * index
        pen.text((30, y), left, font=font, fill="black")
        pen.text((width - 30 - pen.textlength(right, font=font), y), right, font=font, fill="black")
    return image.rotate(skew, expand=True, fillcolor="white") if skew else image


def page_image(lines: Sequence[str], size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """A scanned page at 150 dpi."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(28)
    for index, line in enumerate(lines):
        pen.text((120, 120 + 52 * index), line, font=font, fill="black")
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """The image as a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def pdf(pages: Sequence[Sequence[str]], encrypt: object = None) -> bytes:
    """A born-digital PDF."""
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, 842), encrypt=encrypt)
    for lines in pages:
        for index, line in enumerate(lines):
            sheet.drawString(72, 770 - 18 * index, line)
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def ruled_pdf(rows: Sequence[Sequence[str]], columns: Sequence[float], thickness: float) -> bytes:
    """A born-digital table: hairlines around cells of 20 points; ``\\n`` breaks a cell's text."""
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, 842))
    sheet.setFont("Helvetica", 9)
    sheet.setLineWidth(thickness)
    sheet.drawString(72, 770, "Prices of our stationery in the two seasons")
    xs = [*columns, 523]
    bottom = 700 - 30 * len(rows)
    for x in xs:
        sheet.line(x, 700, x, bottom)
    for index in range(len(rows) + 1):
        sheet.line(xs[0], 700 - 30 * index, xs[-1], 700 - 30 * index)
    for index, row in enumerate(rows):
        for x, cell in zip(columns, row, strict=True):
            for part, line in enumerate(cell.split("\n")):
                sheet.drawString(x + 4, 700 - 30 * index - 11 - 11 * part, line)
    sheet.save()
    return buffer.getvalue()


def mixed_pdf(text: Sequence[str], scan: Image.Image) -> bytes:
    """First page born digital, second page a scan."""
    from reportlab.lib.utils import ImageReader

    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, 842))
    for index, line in enumerate(text):
        sheet.drawString(72, 770 - 18 * index, line)
    sheet.showPage()
    sheet.drawImage(ImageReader(scan), 0, 0, 595, 842)
    sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def two_columns_pdf() -> bytes:
    """Two independent columns of prose under a heading; lines do not stand level."""
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, 842))
    sheet.setFont("Helvetica-Bold", 16)
    sheet.drawString(72, 780, "Annual notice to all members of the society")
    sheet.setFont("Helvetica", 10)
    for column, (left, top) in enumerate(((72, 740), (320, 734))):
        for line in range(12):
            words = f"column {'AB'[column]} line {line:02} speaks of its own matter"
            sheet.drawString(left, top - 14 * line, words)
    sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def hidden_text_pdf() -> bytes:
    """Visible text, white text and text in rendering mode 3."""
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, 842))
    for index in range(5):
        sheet.drawString(72, 770 - 18 * index, f"This sentence number {index} can be seen by all")
    sheet.setFillColorRGB(1, 1, 1)
    sheet.drawString(72, 500, "WHITEWORDS")
    sheet.setFillColorRGB(0, 0, 0)
    text = sheet.beginText(72, 450)
    text.setTextRenderMode(3)
    text.textLine("MODETHREE")
    sheet.drawText(text)
    sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def wrong_map_pdf(lines: Sequence[str], named: Callable[[int], int]) -> bytes:
    """A born-digital page whose ToUnicode map gives each character code the code ``named``."""
    shown = "".join(f"({line}) Tj 0 -24 Td " for line in lines)
    content = f"BT /F1 14 Tf 60 760 Td {shown}ET"
    pairs = "".join(f"<{code:02X}> <{named(code):04X}>\n" for code in range(33, 127))
    ranges = "1 begincodespacerange <00> <FF> endcodespacerange\n"
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    chunks = [pairs.splitlines()[at : at + 90] for at in (0, 90)]
    body = "".join(f"{len(c)} beginbfchar\n" + "\n".join(c) + "\nendbfchar\n" for c in chunks)
    cmap = f"{head}{ranges}{body}endcmap end end"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    ]
    return assembled(objects)


def assembled(objects: Sequence[str]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    whole, places = "%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(whole))
        whole += f"{number} 0 obj{item}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    tail = f"trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{len(whole)}\n%%EOF"
    return f"{whole}xref\n0 {count}\n0000000000 65535 f \n{table}{tail}".encode("latin-1")

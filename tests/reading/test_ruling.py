"""Tables that are drawn with lines on a scan keep their rows and columns."""

from __future__ import annotations

import io

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen import canvas

from appliance.reading.convert import Converter
from appliance.reading.isolation.options import ReadingOptions
from appliance.reading.page import ruling
from appliance.settings import Limits, Settings
from tests.reading.drawings import encoded, ruled_pdf

COLUMNS = (120, 520, 680, 880, 1120)
TOP, ROW = 400, 56
HEADER = ("Article", "2023", "", "Remark")
CELLS = (
    ("Article", "Spring", "Autumn", "Remark"),
    ("Fountain pen", "18.50", "19.25", ""),
    ("Notebook A5", "7.25", "", "sold out"),
    ("Blotting paper", "1.10", "1.20", "new"),
)


def scan(skew: float = 0.0) -> Image.Image:
    """A page with a sentence and a table; its first heading spans two columns."""
    image = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(28)
    pen.text((120, 200), "Prices of our stationery in the two seasons", font=font, fill="black")
    rows = [HEADER, *CELLS]
    bottom = TOP + ROW * len(rows)
    for index in range(len(rows) + 1):
        pen.line([(COLUMNS[0], TOP + ROW * index), (COLUMNS[-1], TOP + ROW * index)], "black", 2)
    for column, x in enumerate(COLUMNS):
        pen.line([(x, TOP + (ROW if column == 2 else 0)), (x, bottom)], "black", 2)
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = (COLUMNS[column] + 12, TOP + ROW * index + 12)
            pen.text(place, cell if index != 1 or column in (1, 2) else "", font=font, fill="black")
    return image.rotate(skew, fillcolor="white", resample=Image.Resampling.BICUBIC)


@pytest.mark.parametrize("skew", [0.0, 0.5, -0.8])
def test_the_lines_of_a_table_are_found(skew: float) -> None:
    (grid,) = ruling.grids(numpy.asarray(scan(skew)))
    assert numpy.allclose(grid.across, COLUMNS, atol=8)
    assert numpy.allclose(grid.down, [TOP + ROW * index for index in range(6)], atol=14)


def test_text_and_frames_are_no_tables() -> None:
    page = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle([(100, 100), (1100, 900)], outline="black", width=3)
    for row in range(12):
        pen.text(
            (130, 130 + 60 * row), "HILL TILL FILL LLLL", font=ImageFont.load_default(40), fill=0
        )
    pen.line([(100, 1200), (1100, 1200)], "black", 3)
    assert not list(ruling.grids(numpy.asarray(page)))


def test_a_scanned_table_keeps_rows_columns_and_a_merged_heading() -> None:
    settings = Settings()
    options = ReadingOptions(models_dir=settings.models_dir, threads=1, limits=Limits())
    document = Converter(options).read(encoded(scan(), "PNG", dpi=(150, 150)), "image/png").document
    (table,) = document.tables
    read = [
        ["".join(document.text[cell.start : cell.end].split()) for cell in row]
        for row in table.rows
    ]
    bare = [["".join(cell.split()) for cell in row] for row in CELLS]
    assert read[0] == ["Article", "2023", "", "Remark"]
    assert read[1] == ["", "Spring", "Autumn", ""]
    assert read[2:] == bare[1:]
    assert table.box is not None
    assert table.box.left == pytest.approx(COLUMNS[0] * 72 / 150, abs=4)


@pytest.mark.parametrize("thickness", [0.25, 1.0])
def test_a_table_of_a_born_digital_file_keeps_its_cells(thickness: float) -> None:
    rows = [
        ("Article", "Spring", "Autumn", "Remark"),
        ("Fountain pen", "18.50", "", "new"),
        ("Notebook", "", "7.25", "sold out,\nback in May"),
        ("Ink", "3.10", "", ""),
    ]
    settings = Settings()
    options = ReadingOptions(models_dir=settings.models_dir, threads=1, limits=Limits())
    content = ruled_pdf(rows, (72, 250, 320, 400), thickness)
    document = Converter(options).read(content, "application/pdf").document
    (table,) = document.tables
    read = [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]
    assert read == [list(row) for row in rows]


def test_boxes_of_other_columns_below_do_not_part_the_words_above() -> None:
    """Forms stack boxes that touch: a line of the lower one ends where the upper one begins."""
    content = stacked_pdf()
    options = ReadingOptions(models_dir=Settings().models_dir, threads=1, limits=Limits())
    document = Converter(options).read(content, "application/pdf").document

    cells = {
        document.text[cell.start : cell.end]
        for table in document.tables
        for row in table.rows
        for cell in row
    }
    assert {"Blank books A5", "Sewn cover blue", "Rate of tax", "1,240.00"} <= cells


def stacked_pdf() -> bytes:
    """Two tables of two and of four columns, one right below the other."""
    upper = [("Blank books A5", "40"), ("Sewn cover blue", "18"), ("Paper cover red", "25")]
    lower = [("Rate", "of", "Rate of tax", "1,240.00"), ("19", "to", "20 of them", "1,475.60")]
    lower.append(("7", "by", "30 of them", "99.00"))
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=(595, 842))
    page.setFont("Helvetica", 9)
    top = 700
    for rows, columns in ((upper, (60, 300, 480)), (lower, (60, 98, 140, 300, 480))):
        bottom = top - 20 * len(rows)
        for index in range(len(rows) + 1):
            page.line(columns[0], top - 20 * index, columns[-1], top - 20 * index)
        for x in columns:
            page.line(x, top, x, bottom)
        for index, row in enumerate(rows):
            for x, text in zip(columns, row, strict=False):
                page.drawString(x + 4, top - 20 * index - 14, text)
        top = bottom
    page.save()
    return buffer.getvalue()

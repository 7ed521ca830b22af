"""Scanned tables that no generator of samples draws, and how many of their rows are read whole.

``python -m tests.reading.table_scans [COUNT]`` prints it for each style, with the network for
tables and by gaps and lines alone.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from appliance.evaluation.intervals import wilson
from appliance.reading.convert import Converter
from appliance.reading.isolation import installed
from appliance.reading.isolation.options import ReadingOptions
from appliance.settings import Settings
from appliance.types import Document
from tests.reading.drawings import encoded

STYLES = ("plain", "dark head", "striped", "ruled", "close")
WORDS = (
    "hammer", "steel", "nails", "paint", "white", "brush", "timber", "plank", "oak", "screw",
    "hinge", "valve", "copper", "pipe", "glue",
)  # fmt: skip
EDGES = (100, 580, 700, 900, 1100)
TOP, LINE, SIZE = 300, 35, 26
Rows = Sequence[Sequence[str]]


def rows_of(seed: int, *, lines: int, products: int = 8) -> list[list[str]]:
    """A head and products, about half of which take so many ``lines``."""
    draw = random.Random(seed)
    found = [["Description", "Qty", "Unit price", "Amount"]]
    for _ in range(products):
        taken = lines if draw.random() < 0.5 else 1
        told = [" ".join(draw.sample(WORDS, draw.randint(2, 3))) for _ in range(taken)]
        count, price = draw.randint(1, 40), draw.randint(100, 9999)
        amounts = [str(count), f"{price / 100:.2f}", f"{count * price / 100:.2f}"]
        found.append(["\n".join(told), *amounts])
    return found


def scan(rows: Rows, style: str = "plain", skew: float = 0.0) -> Image.Image:
    """A page of 150 dots per inch with a letter's head, the table, and a sentence below."""
    image = Image.new("RGB", (1240, 1754), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(SIZE)
    pen.text((100, 100), "Northgate Supplies, order of 12 March 2024", font=font, fill="black")
    y = TOP
    for number, row in enumerate(rows):
        between = 4 if style == "close" else 14
        height = LINE * max(cell.count("\n") + 1 for cell in row) + between
        _ground(pen, style, number, y, height)
        ink = "white" if style == "dark head" and number == 0 else "black"
        for column, cell in enumerate(row):
            _cell(pen, cell, column, y, ink)
        y += height
    pen.text(
        (100, y + 60), "Please pay within thirty days of the date above.", font=font, fill="black"
    )
    return image.rotate(skew, fillcolor="white", resample=Image.Resampling.BICUBIC)


def _ground(pen: ImageDraw.ImageDraw, style: str, number: int, y: int, height: int) -> None:
    whole = [EDGES[0], y, EDGES[-1], y + height]
    if style == "dark head" and number == 0:
        pen.rectangle(whole, fill=(40, 40, 60))
    if style == "striped" and number % 2:
        pen.rectangle(whole, fill=(225, 225, 225))
    if style == "ruled":
        for left, right in pairwise(EDGES):
            pen.rectangle([left, y, right, y + height], outline="black", width=2)


def _cell(pen: ImageDraw.ImageDraw, cell: str, column: int, y: int, ink: str) -> None:
    font = ImageFont.load_default(SIZE)
    for number, line in enumerate(cell.split("\n")):
        left = EDGES[column] + 10
        if column:
            left = EDGES[column + 1] - 10 - int(pen.textlength(line, font=font))
        pen.text((left, y + 6 + number * LINE), line, font=font, fill=ink)


def told(document: Document) -> list[tuple[str, ...]]:
    """The rows of all tables as they were read, without blanks and capitals."""
    return [
        tuple(_plain(document.text[span.start : span.end]) for span in row)
        for table in document.tables
        for row in table.rows
    ]


def whole(document: Document, rows: Rows) -> int:
    """How many rows of a drawn table are rows of what was read, cell by cell."""
    found = told(document)
    return sum(tuple(_plain(cell) for cell in row) in found for row in rows)


def _plain(text: str) -> str:
    return "".join(text.split()).lower()


def converter(models: Path, tables: Path | None) -> Converter:
    """A reader with or without the network for tables."""
    return Converter(
        ReadingOptions(
            models_dir=models,
            layout=installed.layout(models),
            tables=tables,
            threads=1,
            limits=Settings().limits,
        )
    )


def measured(read: Converter, count: int) -> Iterator[tuple[str, int, int]]:
    """Style, rows read whole and rows drawn, of so many pages of each kind."""
    for style in STYLES:
        for lines in (1, 2):
            right = drawn = 0
            for seed in range(count):
                rows = rows_of(seed, lines=lines)
                picture = encoded(scan(rows, style, (0.0, 2.5)[seed % 2]), "JPEG")
                document = read.read(picture, "image/jpeg", None, lambda _: None).document
                right, drawn = right + whole(document, rows), drawn + len(rows)
            yield f"{style}, cells of up to {lines} lines", right, drawn


def main(count: int) -> None:
    """Print both columns of figures."""
    models = Settings().models_dir.resolve()
    for name, tables in (("gaps and lines", None), ("with the network", installed.tables(models))):
        for style, right, drawn in measured(converter(models, tables), count):
            low, high = wilson(right, drawn)
            print(
                f"{name} | {style} | {right}/{drawn} = {right / drawn:.3f} ({low:.3f}-{high:.3f})"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)

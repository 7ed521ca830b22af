"""Whether another recogniser mends doubtful lines: tesseract against ours, on labelled receipts.

python -m tests.reading.second_look FOLDER [--count 100]

FOLDER holds pictures, each with a ``.box.csv`` beside it (eight corners and the text of each
line). tesseract comes from Debian and is no part of the appliance; ADR 5 has what this printed.
"""

from __future__ import annotations

import argparse
import csv
import io
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy
from PIL import Image

from appliance.reading.ocr.engine import RapidOcr
from appliance.types import Box

DOUBTFUL = 0.95  # mean chance of a line's characters
SAME = 0.6  # of two boxes' union that they share
HEIGHT, MARGIN = 48, 4  # pixels
LEAST = (0.5, 0.7, 0.8, 0.9, 0.95)


class Look(NamedTuple):
    """Two readings of one doubtful line: ours with its confidence, the other with its least."""

    ours: bool
    confidence: float
    other: bool
    least: float


def main() -> None:
    """Print how many lines either reads, and what rules that let the other one speak would do."""
    parser = argparse.ArgumentParser(prog="python -m tests.reading.second_look")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100, help="pictures")
    given = parser.parse_args()
    engine = RapidOcr(1)
    pictures = sorted(given.folder.glob("*.jpg"))[: given.count]
    looks = [look for picture in pictures for look in _looks(engine, picture)]
    either = sum(one.ours or one.other for one in looks)
    print(
        f"{len(looks)} doubtful lines of {len(pictures)} pictures: ours right "
        f"{sum(one.ours for one in looks)}, tesseract {sum(one.other for one in looks)}, "
        f"one of them {either}"
    )
    for least in LEAST:
        for below in (0.9, DOUBTFUL):
            told = [one for one in looks if one.least >= least and one.confidence < below]
            mended = sum(one.other and not one.ours for one in told)
            broken = sum(one.ours and not one.other for one in told)
            print(f"tesseract sure from {least}, ours below {below}: +{mended} -{broken}")


def _looks(engine: RapidOcr, picture: Path) -> Iterator[Look]:
    image = Image.open(picture).convert("RGB")
    truth = list(_truth(picture.with_suffix(".box.csv")))
    for line in engine.recognise(numpy.asarray(image)):
        told = max(truth, key=lambda one: _shared(line.box, one[0]), default=None)
        if line.confidence >= DOUBTFUL or told is None or _shared(line.box, told[0]) <= SAME:
            continue
        text, least = _tesseract(_crop(image, line.box))
        wanted = _plain(told[1])
        yield Look(_plain(line.text) == wanted, line.confidence, _plain(text) == wanted, least)


def _truth(path: Path) -> Iterator[tuple[Box, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.reader(file):
            edges = [float(edge) for edge in row[:8]]
            across, down = edges[0::2], edges[1::2]
            yield Box(min(across), min(down), max(across), max(down)), ",".join(row[8:])


def _crop(image: Image.Image, box: Box) -> bytes:
    left, top, right, bottom = map(int, box)
    piece = image.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))
    scale = max(1.0, HEIGHT / max(piece.height, 1))
    size = round(piece.width * scale), round(piece.height * scale)
    buffer = io.BytesIO()
    piece.resize(size, Image.Resampling.BICUBIC).save(buffer, "PNG")
    return buffer.getvalue()


def _tesseract(content: bytes) -> tuple[str, float]:
    """The text of one line and the confidence of its least sure word."""
    command = ["tesseract", "-", "-", "--psm", "7", "tsv"]
    told = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    rows: Sequence[Sequence[str]] = [row.split("\t") for row in told.splitlines()[1:]]
    words = [(row[11], float(row[10])) for row in rows if len(row) > 11 and row[11].strip()]
    return " ".join(word for word, _ in words), min((sure for _, sure in words), default=0) / 100


def _shared(one: Box, other: Box) -> float:
    across = max(0.0, min(one.right, other.right) - max(one.left, other.left))
    down = max(0.0, min(one.bottom, other.bottom) - max(one.top, other.top))
    areas = sum((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return across * down / max(areas - across * down, 1e-9)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in folded if not sign.isspace())


if __name__ == "__main__":
    main()

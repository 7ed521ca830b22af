"""Does the reading know which of its words are wrong?

Words of recognised pages are held against lines that people have transcribed with their boxes
(ICDAR 2019 SROIE, task 1: eight corners and the text, by commas). A word is right if its letters
and digits stand in a transcribed line around its place. Printed: the area under the ROC curve, the
chance that a right word is surer than a wrong one (Hanley & McNeil 1982), with an interval over
documents, and the reliability table. ``python -m appliance.evaluation.reading_ceiling_words
MANIFEST [COUNT]``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps

from appliance.evaluation import calibration, manifest, values
from appliance.evaluation.manifest import Row
from appliance.intake import sniff
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import Limits, load
from appliance.types import Box, Page

CORNERS = 8  # numbers before the text
ROUNDS = 1000  # of the bootstrap

Answer = tuple[float, bool]


class Line(NamedTuple):
    """A transcribed line: its letters and digits, and the box around it in pixels."""

    text: str
    box: Box


def transcript(path: Path) -> list[Line]:
    """The lines of a transcript."""
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        *corners, text = line.split(",", CORNERS)
        if len(corners) == CORNERS:
            across, down = [float(c) for c in corners[::2]], [float(c) for c in corners[1::2]]
            box = Box(min(across), min(down), max(across), max(down))
            found.append(Line(values.folded(text), box))
    return found


def answers(page: Page, lines: Sequence[Line], width: float) -> Iterator[Answer]:
    """How sure each word is, and whether it is right, for a picture so many pixels wide.

    Words outside all transcribed lines, and signs without letters or digits, say nothing.
    """
    scale = width / page.width
    for word in page.words:
        x = (word.box.left + word.box.right) / 2 * scale
        y = (word.box.top + word.box.bottom) / 2 * scale
        around = [
            line.text
            for line in lines
            if line.box.left <= x <= line.box.right and line.box.top <= y <= line.box.bottom
        ]
        bare = values.folded(word.text)
        if around and bare:
            yield word.confidence, any(bare in text for text in around)


def area(found: Sequence[Answer]) -> float:
    """The area under the ROC curve; ties count half."""
    sure = np.array([confidence for confidence, _ in found])
    right = np.array([is_right for _, is_right in found])
    good, bad = np.sort(sure[right]), sure[~right]
    if not len(good) or not len(bad):
        return float("nan")
    below, upto = np.searchsorted(good, bad, "left"), np.searchsorted(good, bad, "right")
    return float((2 * len(good) - below - upto).sum() / (2 * len(good) * len(bad)))


def interval(documents: Sequence[Sequence[Answer]]) -> tuple[float, float]:
    """95 % of the areas when documents are drawn again with replacement."""
    chance = np.random.default_rng(0)
    areas = []
    for _ in range(ROUNDS):
        drawn = chance.integers(0, len(documents), len(documents))
        areas.append(area([answer for index in drawn for answer in documents[index]]))
    low, high = np.nanpercentile(areas, [2.5, 97.5])
    return float(low), float(high)


def report(documents: Sequence[Sequence[Answer]]) -> list[str]:
    """For a terminal."""
    found = [answer for document in documents for answer in document]
    wrong = sum(not right for _, right in found)
    low, high = interval(documents)
    table = calibration.bins(found)
    rows = [f"{item.confidence:.3f}  {item.right:.3f}  n={item.n}" for item in table]
    error = calibration.expected_error(table)
    return [
        f"{len(found)} words of {len(documents)} documents, {wrong} wrong",
        f"area under the curve {area(found):.3f}  [{low:.3f}, {high:.3f}]",
        f"expected calibration error {error:.4f}",
        "sure   right",
        *rows,
    ]


def measured(reader: SandboxedReader, row: Row, folder: Path) -> list[Answer]:
    """The answers of one picture."""
    if row.file is None:
        return []
    content = row.file.read_bytes()
    with Image.open(row.file) as image:
        width = ImageOps.exif_transpose(image).width
    media_type = sniff.inspect(content, row.name(content), Limits())
    document = reader.read(content, media_type).document
    lines = transcript(folder / str(row.truth["box_file"]))
    return [answer for page in document.pages for answer in answers(page, lines, width)]


def main() -> None:
    """Measure the pictures of a manifest that come with transcripts."""
    path = Path(sys.argv[1])
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else None
    rows = [row for row in manifest.rows(path, "receipts", limit) if "box_file" in row.truth]
    reader = SandboxedReader(load())
    try:
        documents = [measured(reader, row, path.resolve().parent.parent) for row in rows]
    finally:
        reader.close()
    print("\n".join(report(documents)))  # noqa: T201 - the command's answer


if __name__ == "__main__":
    main()

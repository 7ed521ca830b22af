"""Receipts of the ICDAR-2019 SROIE set as people typed them off: words with their boxes, and truth.

No recognition stands between the paper and what is measured.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from appliance.learning.labelled import Labelled
from appliance.types import Box, Document, Origin, Page, Span, Word

FIELDS = {
    "vendor_name": "company",
    "vendor_address": "address",
    "issue_date": "date_iso_derived",
    "total": "total",
}
"""Our field -> key of the labels."""
Line = tuple[Box, str]


def _lines(path: Path) -> list[list[Line]]:
    """The lines of a transcript, joined into printed rows."""
    lines: list[Line] = []
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.reader(file, quoting=csv.QUOTE_NONE):
            if len(row) >= 9 and ",".join(row[8:]).strip():
                numbers = [float(cell) for cell in row[:8]]
                across, down = numbers[::2], numbers[1::2]
                box = Box(left=min(across), top=min(down), right=max(across), bottom=max(down))
                lines.append((box, " ".join(",".join(row[8:]).split())))
    rows: list[list[Line]] = []
    for box, text in sorted(lines, key=lambda line: line[0].top):
        if not rows or (box.top + box.bottom) / 2 >= rows[-1][0][0].bottom:
            rows.append([])
        rows[-1].append((box, text))
    return [sorted(row, key=lambda line: line[0].left) for row in rows]


def _document(path: Path) -> Document:
    """A transcript as a page: each word with its share of its line's box."""
    text, words = "", []
    for row in _lines(path):
        for place, (box, line) in enumerate(row):
            text += " " if place else ""
            start, each = len(text), (box.right - box.left) / len(line)
            text += line
            at = 0
            for word in line.split(" "):
                left = box.left + at * each
                spot = Box(left=left, top=box.top, right=left + len(word) * each, bottom=box.bottom)
                span = Span(start + at, start + at + len(word))
                words.append(Word(span=span, box=spot, confidence=1.0, text=word))
                at += len(word) + 1
        text += "\n"
    width, height = max(w.box.right for w in words), max(w.box.bottom for w in words)
    page = Page(number=1, width=width, height=height, origin=Origin.OCR, words=tuple(words))
    return Document(text=text, pages=(page,))


def labelled(folder: Path) -> Iterator[Labelled]:
    """The labelled receipts of a folder with ``manifest.jsonl``, transcripts beside it."""
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)["truth"]
        values = {name: truth[key] for name, key in FIELDS.items() if truth.get(key)}
        yield Labelled(
            document=_document(folder.parent / truth["box_file"]),
            values=values,
            group=truth["company"].casefold(),
        )

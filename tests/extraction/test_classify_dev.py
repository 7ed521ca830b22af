"""Real documents of the four types, read in the plainest way, are recognised."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from appliance.doctypes.catalogue import load
from appliance.extraction.classification.classify import classify
from appliance.types import Document

DOCTYPES = load()
CLASSES = {
    "receipts": "receipt",
    "invoices": "invoice",
    "medical": "medical_record",
    "filings": "regulatory_filing",
}


def _transcript(path: Path) -> str:
    """The words of a receipt as people typed them, joined into printed rows."""
    lines = []
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.reader(file, quoting=csv.QUOTE_NONE):
            if len(row) >= 9:
                numbers = [int(cell) for cell in row[:8]]
                lines.append((min(numbers[1::2]), max(numbers[1::2]), numbers[0], row[8:]))
    rows: list[tuple[int, list[tuple[int, str]]]] = []
    for top, bottom, left, words in sorted(lines):
        if not rows or (top + bottom) / 2 >= rows[-1][0]:
            rows.append((bottom, []))
        rows[-1][1].append((left, ",".join(words)))
    return "\n".join(" ".join(word for _, word in sorted(words)) for _, words in rows)


def _pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(str(path)) as pdf:
        return "\n\n".join(page.get_textpage().get_text_range() for page in pdf)


def _markup(text: str) -> str:
    text = re.sub(r"(?is)<!--.*?-->|<(script|style|ix:header).*?</\1>", "", text)
    text = re.sub(r"(?i)<(br|/p|/div|/tr|/h\d|/li)[^>]*>", "\n", text)
    return re.sub(r"[^\S\n]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def _text(folder: Path, row: dict) -> str:
    path = folder / row["file"]
    if "box_file" in row["truth"]:
        return _transcript(folder / row["truth"]["box_file"])
    if path.suffix == ".pdf":
        return _pdf(path)
    text = path.read_text(encoding="utf-8", errors="replace")
    return text if path.suffix == ".txt" else _markup(text)


def _documents(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Id, expected type and text; files of structured XML are left to their readers."""
    for name, doctype in CLASSES.items():
        for line in (folder / name / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            path = folder / row["file"]
            if path.suffix != ".xml" and b"<ownershipDocument" not in path.read_bytes()[:2000]:
                yield row["id"], doctype, _text(folder, row)


def test_real_documents_are_recognised(data_dir: Path) -> None:
    wrong = []
    count = 0
    for name, expected, text in _documents(data_dir / "dev"):
        count += 1
        found = classify(Document(text=text, pages=()), DOCTYPES)
        if found.doctype != expected:
            wrong.append((name, found.doctype, found.probability))

    assert count >= 110
    assert len(wrong) <= 0.01 * count, wrong


@pytest.mark.parametrize("name", ["DESIGN.md", "STYLE.md", "FACTS.md"])
def test_engineering_texts_are_of_no_type(data_dir: Path, name: str) -> None:
    path = data_dir.parent / name
    text = path.read_text(encoding="utf-8") if path.is_file() else "Nothing here."

    assert classify(Document(text=text, pages=()), DOCTYPES).doctype == "unknown"

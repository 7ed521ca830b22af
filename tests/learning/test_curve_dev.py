"""Each corrected receipt moves work to the ranker: the learning curve, run anew on dev receipts.

The receipts stand as people typed them off (words with their boxes), so that nothing but learning
is measured; labels are train receipts, of other vendors for the most part.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.doctypes import catalogue
from appliance.evaluation.intervals import clustered
from appliance.learning.curve import LABELS, Score, learning_curve
from appliance.learning.labelled import Labelled
from appliance.models import catalogue as models
from appliance.models import llama, verify
from appliance.ports import LanguageModel
from appliance.settings import load
from appliance.types import Box, Document, Origin, Page, Span, Word

FIELDS = {
    "vendor_name": "company",
    "vendor_address": "address",
    "issue_date": "date_iso_derived",
    "total": "total",
}
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


def _labelled(folder: Path) -> Iterator[Labelled]:
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)["truth"]
        values = {name: truth[key] for name, key in FIELDS.items() if truth.get(key)}
        yield Labelled(
            document=_document(folder.parent / truth["box_file"]),
            values=values,
            group=truth["company"].casefold(),
        )


@pytest.fixture(scope="module")
def receipts(data_dir: Path) -> list[list[Labelled]]:
    """Of train, and of dev."""
    return [list(_labelled(data_dir / part / "receipts")) for part in ("train", "dev")]


@pytest.fixture(scope="module")
def curve(receipts: list[list[Labelled]]) -> dict[int, Score]:
    return learning_curve(*receipts, catalogue.load().get("receipt"))


@pytest.fixture(scope="module")
def model() -> Iterator[LanguageModel]:
    """The default language model."""
    settings = load()
    known = models.load().get(settings.language_model)
    model = llama.load(verify.verified(known, settings.models_dir), known.name, 2, None)
    yield model
    model.close()


@pytest.mark.slow
def test_labels_are_worth_more_than_chance(curve: dict[int, Score]) -> None:
    assert tuple(curve) == LABELS
    shares = {count: score.right / score.n for count, score in curve.items()}
    print({count: round(share, 3) for count, share in shares.items()})
    assert len({score.n for score in curve.values()}) == 1
    assert len(curve[0].asked) == 60

    paired = [b - a for a, b in zip(curve[0].answered, curve[40].answered, strict=True)]
    gained = clustered(paired, curve[0].asked)
    assert gained.low > 0.02, "forty labels are worth more than none, the receipts drawn again"
    assert shares[40] >= shares[10] >= shares[5] - 0.03, "further labels do no harm"


@pytest.mark.slow
def test_at_first_the_language_model_answers_then_labels_move_work_to_the_ranker(
    receipts: list[list[Labelled]], model: LanguageModel
) -> None:
    """Every seventh dev receipt, eight in all: the model takes seconds for each."""
    labels, measured = receipts[0], receipts[1][::7][:8]
    doctype = catalogue.load().get("receipt")

    found = learning_curve(labels, measured, doctype, (0, 20), model)
    alone = learning_curve(labels, measured, doctype, (0,))

    print({count: (score.right, score.n, score.questions) for count, score in found.items()})
    assert found[0].n == found[20].n == 32
    first, later = found[0].questions, found[20].questions
    assert first is not None
    assert later is not None
    assert first >= 4, "without a label the model is asked"
    assert later <= first / 2, "labels move work to the ranker"
    assert found[20].right >= found[0].right >= alone[0].right, "nothing is lost by it"
    assert alone[0].questions is None

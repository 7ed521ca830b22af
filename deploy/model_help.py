"""Where does the language model help? Each field with and without it; writes docs/evaluation.md.

    python -m deploy.model_help [DATA] [--count 8] [--readings FOLDER]

Some dev documents of each type, drawn receipts, and receipts read by a schema alone, are answered
twice: with no model, and with one that may be asked about every doubtful field, whatever
the type's ``ask_model`` says. What it was asked is compared with the truth, answer by answer. PDFs
lose what is attached to them and filings their tags first: of what files state nobody is asked.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from appliance import bootstrap
from appliance.bootstrap import Appliance
from appliance.doctypes.schema import Doctype
from appliance.evaluation import attachments, manifest, maps, tags, truth
from appliance.extraction.extract import extract
from appliance.intake.sniff import inspect
from appliance.learning.labelled import right
from appliance.models.relay import Counting
from appliance.ports import LanguageModel
from appliance.service.quality.training import Training
from appliance.settings import load
from appliance.types import Document, Extraction
from deploy import transcripts, unseen_receipts
from deploy.figures import ROOT, circumstances, replaced
from samples.generator.receipt.draw import flat
from samples.generator.receipt.draw import truth as drawn_truth
from samples.generator.receipt.paper import head, ink
from samples.generator.receipt.reading import reading

BEGIN, END = "<!-- model help -->", "<!-- /model help -->"
DOCUMENT = ROOT / "docs" / "evaluation.md"
FIRST = 7000
"""Seed of the first drawn receipt."""
TYPES = ("receipts", "invoices", "medical", "filings")
Known = tuple[Document, dict[str, str]]
"""A document and field -> the labelled value."""


@dataclass(slots=True)
class Tally:
    """Of one field: documents with a label, of those the doubtful ones, right answers to these."""

    labelled: int = 0
    doubtful: int = 0
    without: int = 0
    helped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What became of one set; ``seconds`` that the model took for a document, on average.

    ``questions`` are all that it was put, also about fields without a label.
    """

    name: str
    documents: int
    fields: dict[str, Tally]
    questions: int
    seconds: float


def measured(
    name: str, documents: Iterable[Known], doctype: Doctype, model: LanguageModel
) -> Measured:
    """The answers to the fields that the model is asked, with it and without."""
    may = tuple(replace(spec, ask_model=True) for spec in doctype.fields)
    fields: dict[str, Tally] = {}
    count, questions, spent = 0, 0, 0.0
    for document, known in documents:
        counting = Counting(model)
        helped = extract(document, replace(doctype, fields=may), counting)
        alone = extract(document, doctype, None)
        count, spent = count + 1, spent + counting.seconds
        questions += len(counting.asked)
        for field, value in known.items():
            tally = fields.setdefault(field, Tally())
            tally.labelled += 1
            if field in counting.asked:
                tally.doubtful += 1
                tally.without += _right(doctype, alone, field, value)
                tally.helped += _right(doctype, helped, field, value)
    return Measured(
        name=name,
        documents=count,
        fields=fields,
        questions=questions,
        seconds=spent / max(count, 1),
    )


def _right(doctype: Doctype, found: Extraction, field: str, value: str) -> bool:
    spec, answer = doctype.spec(field), found.first(field)
    return spec is not None and answer is not None and right(spec, answer.value, value)


def labelled(
    training: Training, path: Path, count: int, readings: Path | None
) -> Iterator[tuple[Doctype, Known]]:
    """Some documents of a manifest, evenly spread, with their labels of single values."""
    rows = [row for row in manifest.rows(path) if row.file is not None]
    for row in rows[:: max(1, len(rows) // count)][:count]:
        mapped = maps.of(row.klass)
        if mapped.doctype is None or row.file is None:
            continue
        if row.klass == "receipts":
            document = training.document(row, readings)
        else:
            content = tags.without(attachments.without(row.file.read_bytes()))
            media_type = inspect(content, row.name(content), training.limits)
            document = training.reader().read(content, media_type).document
        labels = [label for label in truth.labels(row, mapped) if not label.how.many]
        if document is not None:
            values = {label.field: label.normal[0] for label in labels}
            yield training.doctypes.get(mapped.doctype), (document, values)


def drawn(count: int) -> Iterator[Known]:
    """Receipts of our generator, as printed."""
    for seed in range(FIRST, FIRST + count):
        _, bill, slip = flat(seed, "us")
        chance = Random(f"helped {seed}")  # noqa: S311 - a drawing, no secret
        values = {name: str(value) for name, value in drawn_truth(bill, slip).items()}
        yield reading(ink(chance, slip, head(chance))), values


def every(
    appliance: Appliance, data: Path, count: int, readings: Path | None
) -> Iterator[Measured]:
    """All sets, one after the other."""
    model, training = appliance.bench.model(), appliance.training
    for name in TYPES:
        found = list(labelled(training, data / name / "manifest.jsonl", count, readings))
        if found:
            known = [document for _, document in found]
            yield measured(f"dev/{name}", known, found[0][0], model)
    yield measured("drawn receipts", drawn(count), training.doctypes.get("receipt"), model)
    with tempfile.TemporaryDirectory() as folder:
        cold = unseen_receipts.declared(Path(folder))
        ours = {field: name for name, field in unseen_receipts.TRUTH.items()}
        known = [
            (item.document, {ours[field]: value for field, value in item.values.items()})
            for item in list(transcripts.labelled(data / "receipts"))[:: 60 // count][:count]
        ]
        yield measured("schema alone (transcripts)", known, cold, model)


def table(found: Sequence[Measured], model: str, day: str) -> str:
    """Markdown: a row for each field that the model was asked about, and one for each set."""
    rows = [
        "| documents | field | labelled | doubtful | right without | right with |",
        "|---|---|---|---|---|---|",
    ]
    for one in found:
        for field, tally in one.fields.items():
            if tally.doubtful:
                told = f"{tally.labelled} | {tally.doubtful} | {tally.without} | {tally.helped}"
                rows.append(f"| {one.name} | {field} | {told} |")
        each = list(one.fields.values())
        sums = [sum(getattr(t, name) for t in each) for name in Tally.__slots__]
        told = " | ".join(map(str, sums))
        asked = f"all; {one.questions} questions, {one.seconds:.1f} s a document"
        rows.append(f"| {one.name}, n={one.documents} | {asked} | {told} |")
    return "\n".join([*rows, "", f"{model}, {day}, by `python -m deploy.model_help`.", ""])


def main() -> None:
    """Measure, print and write."""
    beside = os.environ.get("APPLIANCE_DATA") or ROOT.parent / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="?", type=Path, default=Path(beside) / "dev")
    parser.add_argument("--count", type=int, default=8)
    parser.add_argument("--readings", type=Path)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as state,
        bootstrap.build(load(state_dir=Path(state))) as appliance,
    ):
        found = []
        for one in every(appliance, given.data, given.count, given.readings):
            found.append(one)
            print(f"{one.name}: {one.documents} documents", flush=True)
    around = circumstances()
    block = table(found, around.model, around.day)
    print(block)
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(replaced(text, block, BEGIN, END), encoding="utf-8")


if __name__ == "__main__":
    main()

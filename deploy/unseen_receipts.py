"""How good are real receipts read by a schema of four fields alone, without a label?

    python -m deploy.unseen_receipts FOLDER [--count 60] [--model]

FOLDER holds receipts as people typed them off (``manifest.jsonl`` of the ICDAR-2019 SROIE set,
transcripts beside it). The schema is one that a stranger would write: no cue, no pattern, no
example. ``--model`` also asks the configured language model, and counts the questions it is put.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from appliance import bootstrap
from appliance.doctypes.schema import Doctype
from appliance.evaluation.intervals import clustered, wilson
from appliance.extraction.extract import extract
from appliance.learning.labelled import Labelled, right
from appliance.models.relay import Counting
from appliance.ports import LanguageModel
from appliance.settings import load
from deploy import transcripts, unseen_type

TYPE = """
title = "Till slip"
description = "What a shop hands over after payment."

[[fields]]
name = "store_name"
kind = "name"
label = "name of the store"
required = true
rows = 2

[[fields]]
name = "store_address"
kind = "address"
label = "address of the store"
rows = 5
longest = 160

[[fields]]
name = "purchase_date"
kind = "date"
label = "date of purchase"
required = true

[[fields]]
name = "grand_total"
kind = "amount"
label = "total amount paid"
required = true
"""
PROMPT = "You read till slips. Answer with words of the slip, or none.\n"
TRUTH = {
    "store_name": "vendor_name",
    "store_address": "vendor_address",
    "purchase_date": "issue_date",
    "grand_total": "total",
}


def declared(folder: Path) -> Doctype:
    """The type, read from a folder as a customer would write it."""
    return unseen_type.declared(folder, TYPE, PROMPT)


def measured(
    receipts: Sequence[Labelled], doctype: Doctype, model: LanguageModel | None = None
) -> list[dict[str, bool]]:
    """Per receipt: field -> whether the answer is right (labelled fields only)."""
    found = [(item, extract(item.document, doctype, model)) for item in receipts]
    return [
        {
            spec.name: bool(answer := one.first(spec.name)) and right(spec, answer.value, truth)
            for spec in doctype.fields
            if (truth := item.values.get(TRUTH[spec.name], ""))
        }
        for item, one in found
    ]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--model", action="store_true")
    given = parser.parse_args()
    receipts = list(transcripts.labelled(given.folder))[: given.count]
    with tempfile.TemporaryDirectory() as folder, bootstrap.build(load()) as appliance:
        doctype = declared(Path(folder))
        model = Counting(appliance.bench.model()) if given.model else None
        started = time.perf_counter()
        scores = measured(receipts, doctype, model)
        spent = (time.perf_counter() - started) / len(scores)
    for name in TRUTH:
        values = [score[name] for score in scores if name in score]
        low, high = wilson(sum(values), len(values))
        print(f"{name:14} {sum(values):3}/{len(values):<3} {low:.3f}-{high:.3f}")
    hits, shown = [sum(score.values()) for score in scores], [len(score) for score in scores]
    low, high = clustered(hits, shown)
    told = f"{len(model.asked)} questions to {model.name}" if model else "no language model"
    print(f"micro {sum(hits)}/{sum(shown)} = {sum(hits) / sum(shown):.3f}", end=", ")
    print(f"95 % {low:.3f}-{high:.3f}; {told}; {spent:.2f} s each")


if __name__ == "__main__":
    main()

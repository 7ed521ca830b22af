"""How good is a document type that has a schema, a short prompt and no label?

    python -m deploy.unseen_type [--count 60] [--model]

Draws receipts of American shops with our generator, with what else their tills print, misreads
them now and then as recognition does, extracts with a type declared below, and prints accuracy per
field with 95 % intervals. ``--model`` lets the configured language model answer where the ranker is
undecided.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from appliance import bootstrap
from appliance.doctypes.folder import read
from appliance.doctypes.schema import Doctype
from appliance.evaluation.intervals import Interval, clustered, wilson
from appliance.extraction.extract import extract
from appliance.learning.labelled import right
from appliance.ports import LanguageModel
from appliance.service.quality.bench import Bar, Figure
from appliance.settings import load
from samples.generator.receipt import american
from samples.generator.receipt.draw import flat, truth
from samples.generator.receipt.paper import head, ink
from samples.generator.receipt.reading import reading

FIRST = 5000
COUNT = 60
BAR = Bar(what="unseen type, from a schema alone (drawn American receipts)", bound=0.70)
TYPE = """
title = "Till slip"
description = "What an American shop hands over after payment."

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
rows = 3

[[fields]]
name = "store_phone"
kind = "phone"
label = "telephone number of the store"

[[fields]]
name = "purchase_date"
kind = "date"
label = "date of purchase"
required = true

[[fields]]
name = "subtotal"
kind = "amount"
label = "sum before tax"

[[fields]]
name = "sales_tax"
kind = "amount"
label = "amount of tax"

[[fields]]
name = "grand_total"
kind = "amount"
label = "total amount paid"
required = true
"""
PROMPT = "You read till slips of American shops. Answer with words of the slip, or none.\n"
TRUTH = {
    "store_name": "vendor_name",
    "store_address": "vendor_address",
    "store_phone": "vendor_phone",
    "purchase_date": "issue_date",
    "subtotal": "subtotal",
    "sales_tax": "tax_total",
    "grand_total": "total",
}


def declared(folder: Path, text: str = TYPE, prompt: str = PROMPT) -> Doctype:
    """A type of till slips, read from a folder as a customer would write it."""
    made = folder / "till_slip"
    made.mkdir()
    (made / "doctype.toml").write_text(text)
    (made / "prompt.txt").write_text(prompt)
    return read(made)


def measured(
    doctype: Doctype, count: int, model: LanguageModel | None = None
) -> Iterator[dict[str, bool]]:
    """Per receipt: field -> whether the answer is right (fields that the slip shows only)."""
    for seed in range(FIRST, FIRST + count):
        _, bill, slip = flat(seed, "us")
        chance = Random(f"american {seed}")  # noqa: S311 - a drawing, no secret
        around = american.surrounded(slip, bill, chance)
        paper = american.misread(ink(chance, around, head(chance)), chance)
        known = truth(bill, slip)
        found = extract(reading(paper), doctype, model)
        scored = {}
        for name, key in TRUTH.items():
            spec, answer = doctype.spec(name), found.first(name)
            if key in known and spec is not None:
                value = answer.value if answer else ""
                scored[name] = bool(value) and right(spec, value, str(known[key]))
        yield scored


def figure(count: int, model: LanguageModel | None = None) -> Figure:
    """All fields as one, against the bar."""
    with tempfile.TemporaryDirectory() as folder:
        scores = list(measured(declared(Path(folder)), count, model))
    hits, n, spread = pooled(scores)
    return Figure(
        bar=BAR, value=hits / n, n=n, of="values", interval=spread,
        remark=f"with {model.name}" if model else "without a language model",
    )  # fmt: skip


def pooled(scores: Sequence[dict[str, bool]]) -> tuple[int, int, Interval]:
    """Right answers, values shown, and the interval of their rate: receipts drawn again."""
    found, shown = [sum(score.values()) for score in scores], [len(score) for score in scores]
    return sum(found), sum(shown), clustered(found, shown)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--model", action="store_true")
    given = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, bootstrap.build(load()) as appliance:
        model = appliance.bench.model() if given.model else None
        scores = list(measured(declared(Path(folder)), given.count, model))
    spent = (time.perf_counter() - started) / len(scores)
    for name in TRUTH:
        values = [score[name] for score in scores if name in score]
        low, high = wilson(sum(values), len(values))
        print(f"{name:14} {sum(values):3}/{len(values):<3} {low:.3f}-{high:.3f}")
    hits, n, (low, high) = pooled(scores)
    print(f"micro {hits}/{n} = {hits / n:.3f}, 95 % {low:.3f}-{high:.3f}; {spent:.2f} s each")


if __name__ == "__main__":
    main()

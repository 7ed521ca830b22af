"""How good are receipts of other countries and other tills than those that people labelled?

    python -m deploy.foreign_receipts [--count 20]

Draws slips of six countries with what plain ones lack (the firm behind the shop, taxes of two rates
in a table, tips, a second currency), misreads them now and then as recognition does, and prints the
share right per field and country, with 95 % intervals per field. Nothing is fitted on them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from random import Random

from appliance.doctypes import catalogue
from appliance.doctypes.schema import Doctype
from appliance.evaluation.intervals import wilson
from appliance.extraction.extract import extract
from appliance.learning.labelled import right
from samples.generator.places import COUNTRIES
from samples.generator.receipt import american, elsewhere
from samples.generator.receipt.draw import truth
from samples.generator.receipt.paper import head, ink
from samples.generator.receipt.reading import reading

FIRST = 90_000
COUNT = 20


def judged(doctype: Doctype, country: str, count: int) -> Iterator[tuple[str, bool]]:
    """Each value that a slip shows, and whether it was found."""
    for seed in range(FIRST, FIRST + count):
        slip, bill = elsewhere.drawn(seed, country)
        chance = Random(f"misread {seed}")  # noqa: S311 - a drawing, no secret
        paper = american.misread(ink(chance, slip, head(chance)), chance)
        found = extract(reading(paper), doctype, None)
        for name, value in truth(bill, slip).items():
            spec, answer = doctype.spec(name), found.first(name)
            if spec is not None and isinstance(value, str):
                yield name, answer is not None and right(spec, answer.value, value)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=COUNT, help="slips of each country")
    count = parser.parse_args().count
    doctype = catalogue.load(None).get("receipt")
    if doctype is None:
        raise SystemExit("There is no type 'receipt'.")
    scores = {country: list(judged(doctype, country, count)) for country in COUNTRIES}
    names = dict.fromkeys(name for found in scores.values() for name, _ in found)
    print(f"{'field':16} {'all':>9}  {'95 %':11}  " + "  ".join(f"{c:>5}" for c in scores))
    for name in names:
        each = {c: [ok for own, ok in found if own == name] for c, found in scores.items()}
        hits, n = sum(map(sum, each.values())), sum(map(len, each.values()))
        low, high = wilson(hits, n)
        shares = "  ".join(f"{sum(ok)}/{len(ok)}".rjust(5) for ok in each.values())
        print(f"{name:16} {f'{hits}/{n}':>9}  {low:.3f}-{high:.3f}  {shares}")


if __name__ == "__main__":
    main()

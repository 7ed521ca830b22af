"""How good is a schema without labels where the values stand in sentences?

    python -m deploy.unseen_prose [--model]

Reads the invented contracts and letters of ``prose.toml`` with the types declared there and prints
the share of right values, with 95 % intervals (documents drawn again): of those that the rules were
made on, and of those that nobody had looked at. ``--model`` lets the configured language model
answer where the ranker is undecided, and choose what is not printed.
"""

from __future__ import annotations

import argparse
import tempfile
import textwrap
import time
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from appliance import bootstrap
from appliance.doctypes.folder import read
from appliance.doctypes.schema import Doctype
from appliance.evaluation.intervals import clustered
from appliance.extraction.extract import extract
from appliance.learning.labelled import right
from appliance.ports import LanguageModel
from appliance.settings import load
from tests.extraction.fakes_extraction import printed

WIDTH = 90
"""Characters of a printed row."""
TEXTS = Path(__file__).with_name("prose.toml")


class Read(NamedTuple):
    """A document: its set, its type, and field -> whether the answer is right."""

    part: str
    doctype: str
    right: Mapping[str, bool]


def measured(folder: Path, model: LanguageModel | None = None) -> Iterator[Read]:
    """Each document, read with a type that is declared under ``folder``."""
    told = tomllib.loads(TEXTS.read_text())
    types = {name: _declared(folder / name, one["schema"]) for name, one in told["types"].items()}
    for one in told["documents"]:
        yield Read(one["set"], one["type"], _scored(one, types[one["type"]], model))


def _declared(folder: Path, schema: str) -> Doctype:
    folder.mkdir()
    (folder / "doctype.toml").write_text(schema)
    return read(folder)


def _scored(
    one: Mapping[str, Any], doctype: Doctype, model: LanguageModel | None
) -> dict[str, bool]:
    rows = (textwrap.fill(row, WIDTH) for row in one["text"].strip().splitlines())
    found = extract(printed("\n".join(rows)), doctype, model)
    answers = {field.name: field.value for field in found.fields}
    return {
        spec.name: spec.name in answers and right(spec, answers[spec.name], one["truth"][spec.name])
        for spec in doctype.fields
        if spec.name in one["truth"]
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", action="store_true")
    given = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, bootstrap.build(load()) as appliance:
        model = appliance.bench.model() if given.model else None
        scores = list(measured(Path(folder), model))
    spent = (time.perf_counter() - started) / len(scores)
    for part in ("seen", "unseen"):
        mine = [score.right for score in scores if score.part == part]
        hits, shown = [sum(one.values()) for one in mine], [len(one) for one in mine]
        low, high = clustered(hits, shown)
        share = sum(hits) / sum(shown)
        print(f"{part:8} {sum(hits)}/{sum(shown)} = {share:.3f}, 95 % {low:.3f}-{high:.3f}")
    print(f"{spent:.2f} s a document, {'with' if given.model else 'without'} a language model")


if __name__ == "__main__":
    main()

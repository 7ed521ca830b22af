"""Measures how much personal data is found and writes it into docs/privacy.md.

python -m deploy.privacy [DATA]    the labelled texts; by default those beside the repository

Stores each language's recall beside the tagger, too: where it is not known nothing is escalated.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from appliance import bootstrap
from appliance.evaluation import safe_harbor
from appliance.settings import load
from deploy.figures import ROOT, circumstances, replaced

RECALL, RECALL_END = "<!-- recall -->", "<!-- /recall -->"
TABLE, TABLE_END = "<!-- safe harbor -->", "<!-- /safe harbor -->"


def main() -> None:
    """Measure and write."""
    beside = os.environ.get("APPLIANCE_DATA") or ROOT.parent / "shared" / "data"
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(beside) / "dev"
    with (
        tempfile.TemporaryDirectory() as state,
        bootstrap.build(load(state_dir=Path(state))) as appliance,
    ):
        found = appliance.privacy.evaluate(
            data / "pii" / "manifest.jsonl", None, True, _silent, record=True
        )
    path = ROOT / "docs" / "privacy.md"
    text = replaced(
        path.read_text(encoding="utf-8"), "\n".join((*recall(found), "")), RECALL, RECALL_END
    )
    table = "\n".join((*safe_harbor.table(found["labels"]), ""))
    path.write_text(replaced(text, table, TABLE, TABLE_END), encoding="utf-8")
    print("docs/privacy.md written")


def recall(found: Mapping[str, Any]) -> Iterator[str]:
    """The figures of each language and group, stock Presidio's beside those of languages."""
    stock = found["stock"] or {}
    yield (
        "| language | n | recall | 95 % interval | precision | F2 | stock Presidio: recall, "
        "precision |"
    )
    yield "|---|---|---|---|---|---|---|"
    for name, row in found["languages"].items():
        other = stock.get("languages", {}).get(name)
        theirs = f"{other['recall']:.3f}, {other['precision']:.3f}" if other else "-"
        yield f"| {name} | {_row(row)} | {row['precision']:.3f} | {row['f2']:.3f} | {theirs} |"
    yield ""
    yield "| language and group | n | recall | 95 % interval |"
    yield "|---|---|---|---|"
    for name, row in found["groups"].items():
        if row["n"]:
            yield f"| {name} | {_row(row)} |"
    yield ""
    ours, rate = found["characters_per_second"], stock.get("characters_per_second")
    told = f", stock Presidio {rate:,}: {ours / rate:.1f} times as many" if rate else ""
    yield f"Characters per second, in turns on the same texts: {ours:,}{told}."
    yield ""
    yield circumstances().sentence


def _row(row: Mapping[str, Any]) -> str:
    interval = f"{row['recall_lower']:.3f}-{row['recall_upper']:.3f}"
    return f"{row['n']} | {row['recall']:.3f} | {interval}"


def _silent(done: int, total: int) -> None:
    """Nothing to say meanwhile."""


if __name__ == "__main__":
    main()

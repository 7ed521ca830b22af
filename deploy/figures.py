"""Measures, and writes the figures into README.md and docs/figures.md.

python -m deploy.figures                    our samples, and the real documents where they are
python -m deploy.figures MANIFEST.jsonl...  these label sets instead
python -m deploy.figures --limit 10         at most ten documents of each set (for a try)

Everything between ``<!-- figures -->`` and ``<!-- /figures -->`` in README.md is replaced.
"""

from __future__ import annotations

import argparse
import functools
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from appliance import bootstrap
from appliance.evaluation.intervals import wilson
from appliance.evaluation.report import Report, accuracy_cells, interval_cell, overall_rows
from appliance.settings import load
from deploy import pictures

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
PICTURED = "dev/receipts"  # unseen vendors: the set that pictures are drawn of
BARS, BARS_END = "<!-- bars -->", "<!-- /bars -->"
CLASSES = ("receipts", "invoices", "medical", "filings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One label set and what was found on it."""

    name: str
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """When and on what it was measured."""

    day: str
    machine: str
    model: str

    @property
    def sentence(self) -> str:
        """For people."""
        return f"Measured {self.day} on {self.machine}; language model {self.model}."


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m deploy.figures", description=__doc__)
    parser.add_argument("manifests", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, help="at most this many documents of each set")
    given = parser.parse_args()
    measured = list(measure(given.manifests or manifests(), given.limit))
    around = circumstances()
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(replaced(text, summary(measured, around)), encoding="utf-8")
    path = ROOT / "docs" / "figures.md"
    bars = path.read_text(encoding="utf-8").partition(BARS)[2].partition(BARS_END)[0]
    path.write_text(full(measured, around, bars), encoding="utf-8")
    for item in measured:
        if item.name == PICTURED:
            pictures.calibration(item.report, ROOT / "docs" / "figures" / "calibration.png")
            pictures.seconds(item.report, ROOT / "docs" / "figures" / "seconds.png")
    print("README.md and docs/figures.md written")


def manifests() -> list[Path]:
    """Our samples, and the classes of the real documents where their folder is."""
    data = Path(os.environ.get("APPLIANCE_DATA") or ROOT.parent / "shared" / "data")
    real = [data / "dev" / name / "manifest.jsonl" for name in CLASSES]
    return [ROOT / "samples" / "manifest.jsonl", *(path for path in real if path.exists())]


def measure(paths: Sequence[Path], limit: int | None) -> Iterator[Measured]:
    """Each set in turn, with everything warm after its first document."""
    with (
        tempfile.TemporaryDirectory() as state,
        bootstrap.build(load(state_dir=Path(state))) as appliance,
    ):
        for path in paths:
            name = set_name(path)
            report = appliance.evaluation.evaluate(
                path, limit=limit, progress=functools.partial(_say, name)
            )
            yield Measured(name=name, report=report)


def set_name(manifest: Path) -> str:
    """What a set is called: its folder, with the folder above for one of several."""
    folder = manifest.resolve().parent
    return folder.name if folder.parent == ROOT else f"{folder.parent.name}/{folder.name}"


def circumstances() -> Circumstances:
    """The present day, this machine's processor and cores, the model in the settings."""
    processor = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        processor = names[0].partition(":")[2].strip() if names else processor
    return Circumstances(
        day=datetime.now(UTC).date().isoformat(),
        machine=f"{os.cpu_count()} cores of {processor}, no GPU",
        model=load().language_model,
    )


def summary(measured: Sequence[Measured], around: Circumstances) -> str:
    """The README's table: one row per set."""
    rows = [
        "| documents | n | type recognised | values right (normalised) | documents all right "
        "| accepted unseen: coverage, precision | seconds median / p90 |",
        "|---|---|---|---|---|---|---|",
        *(_summary_row(item) for item in measured),
    ]
    return (
        "\n".join(rows)
        + "\n\nIn brackets: 95 % intervals; n: documents, and labelled values in them. "
        + around.sentence
        + " Per field: [docs/figures.md](docs/figures.md).\n"
    )


def _summary_row(item: Measured) -> str:
    found, accepted = item.report.figures, item.report.figures.auto_accept
    total = found.seconds["total"]
    cells = [
        item.name,
        f"{found.n} ({found.micro.n})",
        _rate(found.type_right, found.typed),
        f"{found.micro.rate:.3f} ({interval_cell(found.micro.interval)})",
        _rate(found.all_right, found.labelled),
        f"{accepted.coverage:.2f}, {accepted.precision:.3f} (from {accepted.precision_lower:.3f})",
        f"{total.median:.1f} / {total.p90:.1f}",
    ]
    return "| " + " | ".join(cells) + " |"


def _rate(right: int, n: int) -> str:
    return f"{right / n:.3f} ({interval_cell(wilson(right, n))})" if n else "-"


def replaced(text: str, block: str, opening: str = BEGIN, closing: str = END) -> str:
    """``text`` with ``block`` between the marks; raises ``ValueError`` where there are none."""
    head, begin, rest = text.partition(opening)
    _, end, tail = rest.partition(closing)
    if not begin or not end:
        raise ValueError(f"the text lacks {opening} and {closing}")
    return f"{head}{opening}\n{block}{closing}{tail}"


def full(measured: Sequence[Measured], around: Circumstances, bars: str = "\n") -> str:
    """docs/figures.md: the bars as ``make bench`` left them, then everything, per set and field."""
    parts = [
        "# Figures",
        "Definitions: [evaluation](evaluation.md).",
        "## Bars",
        "Written by `make bench`.",
        f"{BARS}{bars}{BARS_END}",
        "![stated confidence against the share right](figures/calibration.png)",
        "![seconds per stage](figures/seconds.png)",
        "## Per set of documents",
        "Written by `make figures`.",
        around.sentence,
        *(_section(item) for item in measured),
    ]
    return "\n\n".join(parts) + "\n"


def _section(item: Measured) -> str:
    found = item.report.figures
    fields = [("all values", found.micro), *found.fields.items()]
    accuracy = [(name, *accuracy_cells(value)) for name, value in fields]
    times = [
        (stage, f"{value.median:.2f}", f"{value.p90:.2f}") for stage, value in found.seconds.items()
    ]
    bins = [(str(bin.n), f"{bin.confidence:.3f}", f"{bin.right:.3f}") for bin in found.reliability]
    return "\n\n".join(
        [
            f"### {item.name}",
            _table(("", "figure", "95 %"), overall_rows(item.report)),
            _table(("field", "n", "strict", "normalised", "95 %"), accuracy),
            "Seconds per document:",
            _table(("stage", "median", "p90"), times),
            "Reliability (answers in ten groups of rising confidence):",
            _table(("answers", "mean confidence", "right"), bins),
        ]
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _say(name: str, done: int, n: int) -> None:
    print(f"\r{name}: {done} of {n}", end="\n" if done == n else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

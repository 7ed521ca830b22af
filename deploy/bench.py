"""Measures all bars and writes them into docs/figures.md, with their pictures.

python -m deploy.bench [DATA] [--documents 500] [--distorted 12] [--limit N] [--only PART ...]

DATA are the labelled documents; by default those beside the repository. What long runs found
(``appliance train validate | replay | curve --report docs/figures/NAME.json``) is shown again
with its date. Takes about half an hour; nothing else should run meanwhile. With ``--only`` the rows
of these parts take the place of those that were measured on the same day and machine.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from appliance import bootstrap
from appliance.evaluation import reading_ceiling_distorted
from appliance.service.quality.bench import PARTS, Figure, blind, markdown
from appliance.settings import load
from deploy import pictures, unseen_type
from deploy.figures import BARS, BARS_END, ROOT, circumstances, replaced

PICTURES = ROOT / "docs" / "figures"


def main() -> None:
    """Measure and write."""
    beside = os.environ.get("APPLIANCE_DATA") or ROOT.parent / "shared" / "data"
    parser = argparse.ArgumentParser(prog="python -m deploy.bench", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path(beside) / "dev")
    parser.add_argument("--documents", type=int, default=500, help="given to one worker")
    parser.add_argument("--distorted", type=int, default=12, help="receipts read distorted")
    parser.add_argument("--limit", type=int, help="documents of each class at most (for a try)")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="parts to measure anew")
    given = parser.parse_args()
    if given.only:
        again(given.data, given.only, given.limit, given.documents)
        return
    figures = measured(given.data, given.limit, given.documents)
    path = ROOT / "docs" / "figures.md"
    runs = "".join(map(shown, blind.load(PICTURES)))
    bent = distorted(given.data / "receipts" / "manifest.jsonl", given.distorted)
    block = f"{circumstances().sentence}\n\n{markdown(figures)}{bent}{runs}"
    text = replaced(path.read_text(encoding="utf-8"), block, BARS, BARS_END)
    path.write_text(text, encoding="utf-8")
    print("docs/figures.md written")


def again(data: Path, parts: Sequence[str], limit: int | None, documents: int) -> None:
    """Measure some parts and put their rows in the place of those before."""
    path = ROOT / "docs" / "figures.md"
    text = path.read_text(encoding="utf-8")
    if circumstances().sentence not in text:
        raise SystemExit("The other rows are of another day or machine: measure all of them.")
    with (
        tempfile.TemporaryDirectory() as state,
        bootstrap.build(load(state_dir=Path(state))) as appliance,
    ):
        measure = appliance.bench.measure
        found = measure(data, limit, documents=documents, parts=parts, reports=PICTURES)
        figures = list(found)
    for run in blind.load(PICTURES):
        shown(run)  # draws its pictures
        text = retold(text, run)
    path.write_text(renewed(text, figures), encoding="utf-8")
    print(markdown(figures))


def renewed(text: str, figures: Sequence[Figure]) -> str:
    """The text with each figure's row in the place of the one for the same bar; a bar without one
    gets its row behind the figure before it."""
    lines, at = text.splitlines(keepends=True), -1
    for figure in figures:
        row = markdown([figure]).splitlines(keepends=True)[-1]
        before = (f"| {figure.bar.what} |", f"| {figure.bar.what} (")
        old = next((n for n, line in enumerate(lines) if line.startswith(before)), None)
        if old is not None:
            lines[old], at = row, old
        else:
            at += 1
            lines.insert(at, row)
    return "".join(lines)


def retold(text: str, run: blind.Report) -> str:
    """The text with what a long run says of itself in the place of what its like said before."""
    kind = " ".join(run.around.command.split()[:4])  # appliance train curve receipt
    before = rf"^.*: `{re.escape(kind)}(?: .*)?`$"
    return re.sub(before, lambda _: _sentence(run), text, flags=re.MULTILINE)


def _sentence(run: blind.Report) -> str:
    return f"{run.doctype}, {run.around.day}, {run.around.machine}: `{run.around.command}`"


def shown(run: blind.Report) -> str:
    """A long run: when, on what, by which command, and its pictures, drawn anew."""
    said = f"\n{_sentence(run)}\n"
    if run.curve:
        pictures.learning(run, PICTURES / f"{run.doctype}-learning.png")
        said += f"\n![share right after more and more labels](figures/{run.doctype}-learning.png)\n"
    if run.reliability:
        pictures.blind_calibration(run, PICTURES / f"{run.doctype}-blind.png")
        said += (
            "\n![stated confidence against the share right, for vendors that neither ranker nor "
            f"calibration have seen](figures/{run.doctype}-blind.png)\n"
        )
    return said


def distorted(path: Path, count: int) -> str:
    """What is still read of the first receipts when they lie askew, are photographed or faint."""
    if not count or not path.exists():
        return ""
    rows = [
        f"| {name} | {found.micro:.3f} | {found.interval.low:.3f} to {found.interval.high:.3f} |"
        for name, found in reading_ceiling_distorted.measure(path, count)
    ]
    head = f"| {count} receipts, as pictures | true values that stand in the text | 95 % interval |"
    return "\n".join(["", head, "| --- | --- | --- |", *rows, ""])


def measured(data: Path, limit: int | None, documents: int) -> list[Figure]:
    """All figures, each told as soon as it is there."""
    figures: list[Figure] = []
    with (
        tempfile.TemporaryDirectory() as state,
        bootstrap.build(load(state_dir=Path(state))) as appliance,
    ):
        for figure in appliance.bench.measure(data, limit, documents=documents, reports=PICTURES):
            print(" | ".join(figure.cells()), flush=True)
            figures.append(figure)
        for model in (None, appliance.bench.model()):
            figure = unseen_type.figure(limit or unseen_type.COUNT, model)
            print(" | ".join(figure.cells()), flush=True)
            figures.append(figure)
    return figures


if __name__ == "__main__":
    main()

"""``python -m samples.generator OUT --seed N --count 20`` or ``--committed``.

With ``--readings`` the readings of invoices are written, too, as ``appliance train`` keeps them:
set by the appliance's own rules without rendering a page, so that fitting starts at once.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from appliance import artifacts
from samples.generator import fonts
from samples.generator.committed import committed, demo
from samples.generator.filing.draw import filing
from samples.generator.invoice import draw as invoices
from samples.generator.invoice.draw import invoice
from samples.generator.invoice.series import series
from samples.generator.medical.draw import record
from samples.generator.receipt.draw import receipt
from samples.generator.sample import Sample

HERE = Path(__file__).resolve().parent.parent
MAKERS: dict[str, Callable[[int, str | None], Sample]] = {
    "receipts": receipt,
    "invoices": invoice,
    "medical": record,
    "filings": filing,
}


def main() -> None:
    """Draw documents into a folder, with their manifest."""
    parser = argparse.ArgumentParser(prog="python -m samples.generator", description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, help="folder to write to")
    parser.add_argument("--seed", type=int, default=1, help="first document number (default 1)")
    parser.add_argument("--count", type=int, default=10, help="documents per class (default 10)")
    parser.add_argument(
        "--class", dest="classes", action="append", choices=sorted(MAKERS), help="only this class"
    )
    parser.add_argument("--kind", help="only this kind: pdf, scan, html, ...")
    parser.add_argument(
        "--papers", type=int, help="so many invoices of each seller, instead of one; PDFs"
    )
    parser.add_argument("--readings", type=Path, help="folder for the readings of invoices")
    parser.add_argument("--fonts", type=Path, help="draw receipts with the fonts in here, too")
    parser.add_argument(
        "--committed", action="store_true", help="write the repository's own samples anew"
    )
    given = parser.parse_args()
    if given.committed:
        count = write(committed(), HERE)
        (HERE / "demo.txt").write_text("".join(f"{sample.file}\n" for sample in demo()))
        print(f"{count} documents in {HERE.name}/")
        return
    if given.out is None:
        parser.error("say which folder to write to, or --committed")
    if given.fonts:
        fonts.add(given.fonts)
    if given.papers:
        count = write(papers(given.seed, given.count, given.papers, given.readings), given.out)
        print(f"{count} documents in {given.out}")
        return
    classes = given.classes or sorted(MAKERS)
    count = write(drawn(classes, given.seed, given.count, given.kind), given.out)
    if given.readings:
        read(given.readings, given.seed, given.count, given.kind)
    print(f"{count} documents in {given.out}/")


def drawn(
    classes: Iterable[str], seed: int, count: int, kind: str | None = None
) -> Iterator[Sample]:
    """``count`` documents of each class, numbered from ``seed``."""
    for name in classes:
        for number in range(seed, seed + count):
            yield MAKERS[name](number, kind)


def read(out: Path, seed: int, count: int, kind: str | None = None) -> None:
    """Write the readings of invoices into ``out``, named by the files' sha256."""
    out.mkdir(parents=True, exist_ok=True)
    for number in range(seed, seed + count):
        sample, reading = invoice(number, kind), invoices.reading(number, kind)
        name = f"{hashlib.sha256(sample.content).hexdigest()}.json"
        (out / name).write_bytes(artifacts.encode(reading))


def papers(seed: int, count: int, each: int, readings: Path | None) -> Iterator[Sample]:
    """``each`` invoices of every one of ``count`` sellers; their readings go into a folder."""
    for number in range(seed, seed + count):
        for sample, reading in series(number, each):
            if readings:
                readings.mkdir(parents=True, exist_ok=True)
                name = f"{hashlib.sha256(sample.content).hexdigest()}.json"
                (readings / name).write_bytes(artifacts.encode(reading))
            yield sample


def write(samples: Iterable[Sample], out: Path) -> int:
    """Write documents and ``manifest.jsonl``; returns how many."""
    rows = []
    for sample in samples:
        path = out / sample.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample.content)
        rows.append(sample.row())
    (out / "manifest.jsonl").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return len(rows)


if __name__ == "__main__":
    main()

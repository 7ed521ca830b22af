"""What reading alone allows: the share of true values that stand in the rows as they were read.

No extraction that copies from the document can be better. A value counts where its letters and
digits, accents folded, stand in the text in one run. ``python -m
appliance.evaluation.reading_ceiling MANIFEST [READERS]`` prints it with seconds per document, with
so many readers side by side (each takes ``threads / readers`` threads of the settings).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from appliance.evaluation import manifest, maps, truth, values
from appliance.evaluation.intervals import Interval, clustered, wilson
from appliance.evaluation.manifest import Row
from appliance.intake import sniff
from appliance.ports import Reader
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import Limits, load

Read = Callable[[Row], str]
Change = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """Per field (contained, labelled), pooled with its interval, and how long it took.

    ``seconds`` per document are the whole time by the number of documents; ``latency`` is the
    median of a single one. Both without the start of the readers.
    """

    fields: Mapping[str, tuple[int, int]]
    micro: float
    interval: Interval
    documents: int
    seconds: float
    latency: float

    def lines(self) -> list[str]:
        """For a terminal."""
        rows = [
            f"{name:<18}{right / n:.3f}  n={n:<4} [{low:.3f}, {high:.3f}]"
            for name, (right, n) in self.fields.items()
            for low, high in (wilson(right, n),)
        ]
        pooled = f"{'all':<18}{self.micro:.3f}  [{self.interval.low:.3f}, {self.interval.high:.3f}]"
        took = f"{self.seconds:.2f} s per document, {self.latency:.2f} s for one"
        return [*rows, f"{pooled}, {self.documents} documents by bootstrap", took]


def contained(value: str, text: str) -> bool:
    """The value's letters and digits stand in the text in one run."""
    wanted = values.folded(value)
    return bool(wanted) and wanted in values.folded(text)


def ceiling(rows: Sequence[Row], read: Read, *, beside: int = 1) -> Ceiling:
    """Measure on labelled rows; ``read`` gives a row's text, called from ``beside`` threads."""
    taken: list[float] = []

    def timed(row: Row) -> str:
        start = time.monotonic()
        text = read(row)
        taken.append(time.monotonic() - start)
        return text

    start = time.monotonic()
    with ThreadPoolExecutor(beside) as pool:
        texts = list(pool.map(timed, rows))
    whole = time.monotonic() - start
    found = [_found(row, text) for row, text in zip(rows, texts, strict=True)]
    names = dict.fromkeys(name for each in found for name in each)
    right = [sum(sum(hits) for hits in each.values()) for each in found]
    total = [sum(len(hits) for hits in each.values()) for each in found]
    pooled = {name: [hit for each in found for hit in each.get(name, [])] for name in names}
    return Ceiling(
        fields={name: (sum(hits), len(hits)) for name, hits in pooled.items()},
        micro=sum(right) / max(1, sum(total)),
        interval=clustered(right, total),
        documents=len(rows),
        seconds=whole / max(1, len(rows)),
        latency=sorted(taken)[len(taken) // 2] if taken else 0.0,
    )


def _found(row: Row, text: str) -> dict[str, list[bool]]:
    """For each labelled field, whether its values stand in the text."""
    return {
        label.field: [contained(value, text) for value in label.values]
        for label in truth.labels(row, maps.of(row.klass))
    }


def unchanged(content: bytes) -> bytes:
    """The file as it is."""
    return content


def from_readers(readers: Sequence[Reader], change: Change = unchanged) -> Read:
    """Reads a row's file, perhaps changed, with whichever of the readers is free."""
    free: SimpleQueue[Reader] = SimpleQueue()
    for reader in readers:
        free.put(reader)

    def read(row: Row) -> str:
        content = change(row.file.read_bytes() if row.file else b"")
        media_type = sniff.inspect(content, row.name(content), Limits())
        reader = free.get()
        try:
            return reader.read(content, media_type).document.text
        finally:
            free.put(reader)

    return read


def main() -> None:
    """Measure the receipts of a manifest."""
    rows = [row for row in manifest.rows(Path(sys.argv[1])) if row.klass == "receipts" and row.file]
    beside = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    settings = load().model_copy(update={"readers": beside})
    readers = [SandboxedReader(settings) for _ in range(beside)]
    try:
        for reader in readers:
            from_readers([reader])(rows[0])  # networks are loaded with the first page
        print("\n".join(ceiling(rows, from_readers(readers), beside=beside).lines()))  # noqa: T201 - the command's answer
    finally:
        for reader in readers:
            reader.close()


if __name__ == "__main__":
    main()

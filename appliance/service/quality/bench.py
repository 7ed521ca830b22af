"""Use case of whoever doubts our figures: measure all bars, here and now, on labelled documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from appliance.bench import (
    blind,
    contest,
    decoding,
    duel,
    endurance,
    naive,
    pages,
    receipts,
    typeset,
)
from appliance.bench.bars import Bar, Figure, markdown, table
from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype
from appliance.evaluation import manifest, maps
from appliance.extraction.extract import extract
from appliance.intake.sniff import inspect
from appliance.models import catalogue, verify
from appliance.models.verify import Standing
from appliance.ports import LanguageModel, Reader
from appliance.service.quality.evaluation import Evaluation
from appliance.settings import Settings
from appliance.types import Document

__all__ = ["PARTS", "Bar", "Bench", "Figure", "blind", "markdown", "missing", "table"]

LARGE = "qwen2.5-coder-1.5b-instruct"
LOSS = Bar(what="constrained decoding against free decoding, tokens/s", bound=0.95, unit="times")
RECEIPTS = 10
"""Receipts of a contest: the naive stack takes its time."""
SINGLE = 60
"""Receipts that are read one after the other: a median of fewer depends on which come first."""
PARTS = ("receipts", "types", "pages", "decoding", "memory")
"""What is measured one after the other; contests belong to the receipts."""
UNSEEN = "unseen type, from a schema alone: 'python -m deploy.unseen_type' or 'make bench'"
"""Its receipts are drawn by the samples' generator, which is not part of the installed package."""
BLINDLY = (
    "fitted anew by 'appliance train validate|replay --report FILE', shown by '--reports FOLDER'"
)
SMALL_FILES = ("receipts", "medical", "invoices", "filings")


def missing(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The bars that these figures of ``Bench.measure`` do not show, each with what measures it."""
    said = {figure.bar.what.partition(": ")[2] for figure in figures}
    blindly = (bar.what for bar in blind.BARS.values() if bar.what not in said)
    return (UNSEEN, *(f"{what}: {BLINDLY}" for what in blindly))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """All parts that are measured. ``jobs`` is how many one-thread lines keep the machine busy."""

    settings: Settings
    doctypes: Doctypes
    evaluation: Evaluation
    reader: Callable[[], Reader]
    model: Callable[[], LanguageModel | None]
    jobs: int

    def measure(
        self,
        data: Path,
        limit: int | None = None,
        *,
        documents: int = endurance.DOCUMENTS,
        reports: Path | None = None,
        parts: Collection[str] = PARTS,
    ) -> Iterator[Figure]:
        """Figures as they are ready, for the classes of documents that ``data`` has; ``parts`` of
        ``PARTS``.

        ``limit`` bounds the documents of each class (for a try). The naive stack with the larger
        model is only measured where its file is present. ``documents`` go through one worker to
        see its memory, whatever the ``limit`` (of fewer than ``endurance.ENOUGH`` nothing is said
        of growth); ``reports`` is a folder with what long runs found (``bench.blind``).
        """
        made: dict[str, Callable[[], Iterator[Figure]]] = {
            "receipts": lambda: self._receipts(data, limit),
            "types": lambda: self._types(data, limit),
            "pages": lambda: self._pages(data, limit),
            "decoding": lambda: iter([self._decoding()]),
            "memory": lambda: self.endure(data, documents),
        }
        for part in PARTS:
            if part in parts:
                yield from made[part]()
        for run in blind.load(reports) if reports else ():
            yield from run.figures()

    def _receipts(self, data: Path, limit: int | None) -> Iterator[Figure]:
        labelled = data / "receipts" / "manifest.jsonl"
        if labelled.exists():
            steady = self.evaluation.evaluate(labelled, limit=limit, jobs=self.jobs)
            yield from receipts.steady(steady)
            single = min(limit or SINGLE, SINGLE)
            yield from receipts.single(self.evaluation.evaluate(labelled, limit=single))
            yield from self.contests(labelled, limit or RECEIPTS, steady.throughput)

    def _types(self, data: Path, limit: int | None) -> Iterator[Figure]:
        for one in typeset.BARS:
            path = data / one.klass / "manifest.jsonl"
            if path.exists():
                report = self.evaluation.evaluate(path, limit=limit, jobs=self.jobs, part=one.part)
                yield typeset.right(one, report)
                if one.deciding is not None:
                    alone = self.evaluation.evaluate(path, limit=limit, part=one.part)
                    yield typeset.took(one.deciding, one, alone)

    def _pages(self, data: Path, limit: int | None) -> Iterator[Figure]:
        digital = sorted((data / "longlist_pdf").glob("*.pdf"))[:limit]
        if digital:
            yield pages.measure(digital, self.reader().read)

    def endure(self, data: Path, documents: int) -> Iterator[Figure]:
        """A worker's memory over so many small documents."""
        found = [data / name / "manifest.jsonl" for name in SMALL_FILES]
        rows = [row for path in found if path.exists() for row in manifest.rows(path)]
        chosen = endurance.small(rows, documents)
        if chosen and self.evaluation.start:
            yield from endurance.figures(endurance.endure(chosen, self.evaluation.start))

    def contests(self, labelled: Path, limit: int, steady: float) -> Iterator[Figure]:
        """Ours against the naive stack, on the same receipts in turns; ``steady`` as ``duel``."""
        doctype = self.doctypes.get("receipt")
        run = partial(self._contest, labelled, limit)
        if found := run(self.settings.language_model, duel.untaught(doctype)):
            yield from duel.cold(found)
        if found := run(LARGE, doctype):
            yield from duel.larger(found, steady)

    def _contest(
        self, labelled: Path, limit: int, name: str, ours: Doctype
    ) -> dict[str, contest.Contestant]:
        """Nothing where the naive stack's model is not here."""
        known = catalogue.load().get(name)
        if verify.status(known, self.settings.models_dir).standing is not Standing.PRESENT:
            return {}
        path = verify.verified(known, self.settings.models_dir)
        stack = naive.NaiveStack(
            path, known.template, self.doctypes.get("receipt"), duel.FIELDS, self.settings.threads
        )
        ways = {"ours": self._way(ours), "naive": stack.values}
        try:
            duel.warm(ways, self.doctypes.get("receipt"))
            rows = list(manifest.rows(labelled, limit=limit))
            self._read(rows[0])  # starts the reader
            return contest.contest(rows, maps.of(rows[0].klass), self._read, ways)
        finally:
            stack.close()

    def _way(self, doctype: Doctype) -> contest.Way:
        def values(document: Document) -> Mapping[str, str]:
            fields = extract(document, doctype, self.model()).fields
            return {field.name: field.value for field in reversed(fields)}

        return values

    def _read(self, row: manifest.Row) -> Document:
        content = row.file.read_bytes() if row.file else b""
        media_type = inspect(content, row.name(content), self.settings.limits)
        return self.reader().read(content, media_type).document

    def _decoding(self) -> Figure:
        name = self.settings.language_model
        path = verify.verified(catalogue.load().get(name), self.settings.models_dir)
        found = decoding.measure(path, name, self.doctypes.all, self.settings.threads)
        remark = f"{found.constrained:.0f} against {found.free:.0f} tokens/s"
        return Figure(bar=LOSS, value=found.ratio, n=found.texts, of="texts", remark=remark)

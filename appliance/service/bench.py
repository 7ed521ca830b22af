"""Use case of whoever doubts our figures: measure all bars, here and now, on labelled documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from appliance.bench import contest, decoding, naive, pages, receipts
from appliance.bench.bars import Bar, Figure, markdown, table
from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype
from appliance.evaluation import manifest, maps
from appliance.evaluation.report import Report
from appliance.extraction.extract import extract
from appliance.intake.sniff import inspect
from appliance.models import catalogue, verify
from appliance.models.verify import Standing
from appliance.ports import LanguageModel, Reader
from appliance.service.evaluation import Evaluation
from appliance.settings import Settings
from appliance.types import Document

__all__ = ["Bench", "Figure", "markdown", "table"]

LARGE = "qwen2.5-coder-1.5b-instruct"
LOSS = Bar(what="constrained decoding against free decoding, tokens/s", bound=0.95, unit="times")
SAME_MODEL = Bar(what="seconds of the naive stack, same model, against ours", bound=3, unit="times")
LARGER = Bar(what="seconds of the naive stack, 1.5B, against ours", bound=10, unit="times")
INVOICE = Bar(what="invoices without their XML: number, date, seller, total", bound=0.93)
NOTES = Bar(what="notes: name, age, sex, complaint, conditions, sections that stand", bound=0.95)
NOTE_FIELDS = ("patient_name", "age", "sex", "chief_complaint", "conditions", "sections")
COVERS = Bar(what="filings without their tags: cover values that stand", bound=0.95)
INVOICE_FIELDS = ("document_number", "issue_date", "vendor_name", "total")
CLASSES = ("invoices", "medical", "filings")
NAIVE_FIELDS = ("vendor_name", "vendor_address", "issue_date", "total")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """All parts that are measured. ``jobs`` is how many one-thread lines keep the machine busy."""

    settings: Settings
    doctypes: Doctypes
    evaluation: Evaluation
    reader: Callable[[], Reader]
    model: Callable[[], LanguageModel | None]
    jobs: int

    def measure(self, data: Path, limit: int | None = None) -> Iterator[Figure]:
        """Figures as they are ready, for the classes of documents that ``data`` has.

        ``limit`` bounds the documents of each class (for a try). The naive stack with the larger
        model is only measured where its file is present.
        """
        labelled = data / "receipts" / "manifest.jsonl"
        if labelled.exists():
            yield from self._receipts(labelled, limit)
            yield from self._contests(labelled, limit or 10)
        yield from self._typeset(data, limit)
        digital = sorted((data / "longlist_pdf").glob("*.pdf"))[:limit]
        if digital:
            yield pages.measure(digital, self.reader().read)
        yield self._decoding()

    def _receipts(self, labelled: Path, limit: int | None) -> Iterator[Figure]:
        steady = self.evaluation.evaluate(labelled, limit=limit, jobs=self.jobs)
        yield from receipts.steady(steady)
        yield from receipts.single(self.evaluation.evaluate(labelled, limit=min(limit or 12, 12)))

    def _typeset(self, data: Path, limit: int | None) -> Iterator[Figure]:
        """The types that come as text: read without what states their values exactly."""
        measure = partial(self.evaluation.evaluate, limit=limit, jobs=self.jobs)
        labelled = {name: data / name / "manifest.jsonl" for name in CLASSES}
        if labelled["invoices"].exists():
            report = measure(labelled["invoices"], attachments=False)
            yield _pooled(INVOICE, report, INVOICE_FIELDS)
        if labelled["medical"].exists():
            yield _pooled(NOTES, measure(labelled["medical"], contained=True), NOTE_FIELDS)
        if labelled["filings"].exists():
            report = measure(labelled["filings"], tags=False, contained=True)
            yield _pooled(COVERS, report, tuple(report.figures.fields))

    def _decoding(self) -> Figure:
        name = self.settings.language_model
        path = verify.verified(catalogue.load().get(name), self.settings.models_dir)
        found = decoding.measure(path, name, self.doctypes.all, self.settings.threads)
        remark = f"{found.constrained:.0f} against {found.free:.0f} tokens/s"
        return Figure(bar=LOSS, value=found.ratio, n=found.texts, of="texts", remark=remark)

    def _contests(self, labelled: Path, limit: int) -> Iterator[Figure]:
        """Ours against the naive stack, on the same receipts in turns."""
        doctype = self.doctypes.get("receipt")
        cold = replace(doctype, rankers={}, curves={})
        rows = list(manifest.rows(labelled, limit=limit))
        for bar, name, ours in (
            (SAME_MODEL, self.settings.language_model, cold),
            (LARGER, LARGE, doctype),
        ):
            known = catalogue.load().get(name)
            if verify.status(known, self.settings.models_dir).standing is not Standing.PRESENT:
                continue
            stack = naive.NaiveStack(
                verify.verified(known, self.settings.models_dir),
                known.template, doctype, NAIVE_FIELDS, self.settings.threads,
            )  # fmt: skip
            ways = {"ours": self._way(ours), "naive": stack.values}
            found = contest.contest(rows, maps.of(rows[0].klass), self._read, ways)
            stack.close()
            yield _against(bar, found)

    def _way(self, doctype: Doctype) -> contest.Way:
        def values(document: Document) -> Mapping[str, str]:
            fields = extract(document, doctype, self.model()).fields
            return {field.name: field.value for field in reversed(fields)}

        return values

    def _read(self, row: manifest.Row) -> Document:
        content = row.file.read_bytes() if row.file else b""
        media_type = inspect(content, row.name(content), self.settings.limits)
        return self.reader().read(content, media_type).document


def _pooled(bar: Bar, report: Report, names: Sequence[str]) -> Figure:
    """Several fields as one; without an interval, since values of a document hang together."""
    found = [report.figures.fields[name] for name in names if name in report.figures.fields]
    n = sum(item.n for item in found)
    right = sum(item.normalised for item in found)
    return Figure(bar=bar, value=right / n if n else 0.0, n=n, of="values")


def _against(bar: Bar, found: Mapping[str, contest.Contestant]) -> Figure:
    ours, other = found["ours"], found["naive"]
    remark = (
        f"ours {ours.mean:.2f} s, {ours.accuracy:.3f} right; "
        f"naive {other.mean:.2f} s, {other.accuracy:.3f} right"
    )
    n = len(ours.n)
    return Figure(bar=bar, value=other.mean / ours.mean, n=n, of="receipts", remark=remark)

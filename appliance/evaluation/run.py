"""Reads every document of a manifest and scores it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from appliance.decisions.route import doubtful
from appliance.doctypes import catalogue
from appliance.doctypes.catalogue import Doctypes
from appliance.evaluation import maps, own, truth
from appliance.evaluation.lines import Done, Lines, Process, alone, throughput
from appliance.evaluation.manifest import Row, rows
from appliance.evaluation.memory import Peak
from appliance.evaluation.metrics import figures
from appliance.evaluation.report import Report
from appliance.evaluation.score import Accepts, DocumentScore, score
from appliance.evaluation.standing import Stands, everything
from appliance.evaluation.truth import Label
from appliance.types import Field, Processed

Progress = Callable[[int, int], None]
"""(documents done, documents in all)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of a label set is measured: files with these endings, labels of these fields.

    Nothing named means all. ``listed``: only rows that list which of their values can be seen.
    Without ``attachments`` PDFs lose what is attached to them before they are read, without
    ``tags`` filings their inline XBRL; ``contained``: only values that stand in what is left.
    """

    suffixes: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    listed: bool = False
    attachments: bool = True
    tags: bool = True
    contained: bool = False

    def has(self, row: Row) -> bool:
        """Whether a row takes part; one whose file is missing does, to be counted as such."""
        if self.listed and maps.of(row.klass).visible not in row.truth:
            return False
        return not self.suffixes or row.file is None or row.file.suffix.lower() in self.suffixes

    def rows(self, manifest: Path, class_name: str | None, limit: int | None) -> list[Row]:
        """The rows that take part, at most ``limit`` of them; raises ``ManifestInvalid``."""
        measured = (row for row in rows(manifest, class_name) if maps.of(row.klass).measured)
        return [row for row in measured if self.has(row)][:limit]

    def labels(self, found: Iterable[Label], stands: Stands) -> list[Label]:
        """Those of a row's labels that count: of these fields, and standing in the document."""
        kept = (item for item in found if not self.fields or item.field in self.fields)
        if stands is everything:
            return list(kept)
        return [left for item in kept if (left := truth.standing(item, stands))]

    def of(self, scored: DocumentScore) -> DocumentScore:
        """A document's score by these fields alone."""
        if not self.fields:
            return scored
        kept = tuple(item for item in scored.fields if item.field in self.fields)
        return replace(scored, fields=kept)


WHOLE = Part()


def evaluate(
    manifest: Path,
    process: Process,
    *,
    class_name: str | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
    doctypes: Doctypes | None = None,
    lines: Lines | None = None,
    standing: Callable[[bytes], Stands] | None = None,
    part: Part = WHOLE,
) -> Report:
    """Measure ``process`` on the manifest's documents, each read under its neutral name.

    ``lines`` work on them side by side instead. A row whose file is missing is counted as an
    error and otherwise left out. ``limit`` bounds the rows of ``class_name``. ``standing`` tells
    from a file's bytes which labels count (by default all), ``part`` which rows and fields.
    Raises ``ManifestInvalid``.
    """
    chosen = part.rows(manifest, class_name, limit)
    known = doctypes or catalogue.load()
    accepts = thresholds(known)
    peak, done = Peak(), list[Done]()
    started = time.monotonic()
    for item in (lines or alone(process))(chosen):
        done.append(item)
        peak.look(os.getpid())
        if progress is not None:
            progress(len(done), len(chosen))
    read = [(item.row, item.result) for item in done if item.result is not None]
    scores = [part.of(_scored(row, result, known, accepts, standing)) for row, result in read]
    return Report(
        figures=figures(scores),
        classes=_classes(scores),
        missing=len(done) - len(scores),
        throughput=throughput(done, started),
        peak_memory_mb=peak.mb,
    )


def _scored(
    row: Row,
    result: Processed,
    known: Doctypes,
    accepts: Accepts,
    standing: Callable[[bytes], Stands] | None,
) -> DocumentScore:
    return score(row, own.of(row.klass, known), result, accepts, stands_in(row, standing))


def stands_in(row: Row, standing: Callable[[bytes], Stands] | None) -> Stands:
    """Which labels of a row count; all without ``standing``, or without a file."""
    if standing is None or row.file is None:
        return everything
    return standing(row.file.read_bytes())


def thresholds(doctypes: Doctypes) -> Accepts:
    """Acceptance as the decisions stage has it."""
    known = {item.name: item for item in doctypes.all}

    def accepts(doctype: str, field: Field) -> bool:
        return doctype in known and not doubtful(field, known[doctype])

    return accepts


def _classes(scores: list[DocumentScore]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for item in scores:
        counted[item.klass] = counted.get(item.klass, 0) + 1
    return counted

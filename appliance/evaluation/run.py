"""Reads every document of a manifest and scores it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from appliance.doctypes import catalogue
from appliance.doctypes.catalogue import Doctypes
from appliance.evaluation import maps
from appliance.evaluation.manifest import Row, rows
from appliance.evaluation.memory import Peak
from appliance.evaluation.metrics import figures
from appliance.evaluation.report import Report
from appliance.evaluation.score import Accepts, DocumentScore, score
from appliance.types import Field, Processed

TOTAL = "total"


class Process(Protocol):
    """The whole line on one file, without state: ``service.processor.Processor.process``."""

    def __call__(self, content: bytes, name: str, /) -> Processed:
        """The file as processed; never raises for a bad one."""
        ...


Progress = Callable[[int, int], None]
"""(documents done, documents in all)."""


def evaluate(
    manifest: Path,
    process: Process,
    *,
    class_name: str | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
    doctypes: Doctypes | None = None,
) -> Report:
    """Measure ``process`` on the manifest's documents, each read under its neutral name.

    A row whose file is missing is counted as an error and otherwise left out. ``limit`` bounds
    the rows of ``class_name``. Raises ``ManifestInvalid``.
    """
    chosen = [row for row in rows(manifest, class_name, limit) if maps.of(row.klass).measured]
    accepts = thresholds(doctypes or catalogue.load())
    peak, scores, missing = Peak(), list[DocumentScore](), 0
    started = time.perf_counter()
    for number, row in enumerate(chosen, start=1):
        result = _read(row, process)
        if result is None:
            missing += 1
        else:
            scores.append(score(row, maps.of(row.klass), result, accepts))
        peak.look(os.getpid())
        if progress is not None:
            progress(number, len(chosen))
    spent = time.perf_counter() - started
    return Report(
        figures=figures(scores),
        classes=_classes(scores),
        missing=missing,
        throughput=spent / len(scores) if scores else 0.0,
        peak_memory_mb=peak.mb,
    )


def thresholds(doctypes: Doctypes) -> Accepts:
    """Acceptance as the decisions stage has it: confidence from the type's threshold on."""
    known = {item.name: item for item in doctypes.all}

    def accepts(doctype: str, field: Field) -> bool:
        return doctype in known and field.confidence >= known[doctype].threshold(field.name)

    return accepts


def _read(row: Row, process: Process) -> Processed | None:
    if row.file is None:
        return None
    try:
        content = row.file.read_bytes()
    except OSError:
        return None
    started = time.perf_counter()
    result = process(content, row.name(content))
    spent = time.perf_counter() - started
    return replace(result, seconds={**result.seconds, TOTAL: spent})


def _classes(scores: list[DocumentScore]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for item in scores:
        counted[item.klass] = counted.get(item.klass, 0) + 1
    return counted

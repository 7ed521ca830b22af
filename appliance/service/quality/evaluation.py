"""Use case of whoever wants to know how good it is: measure on labelled documents.

Runs in this process and leaves nothing behind: no rows, no cache, no memory of earlier documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from appliance.doctypes import catalogue
from appliance.doctypes.catalogue import Doctypes
from appliance.errors import NeedsPerson
from appliance.evaluation import standing
from appliance.evaluation.attachments import Change, started, stripping
from appliance.evaluation.attachments import without as unattached
from appliance.evaluation.lines import Process, together
from appliance.evaluation.manifest import Row
from appliance.evaluation.report import RATES, Report
from appliance.evaluation.run import WHOLE, Part, Progress, evaluate
from appliance.evaluation.steps import StepFigure, steps, table
from appliance.evaluation.tags import without as untagged
from appliance.intake.sniff import inspect
from appliance.ports import LanguageModel, Reader
from appliance.service.quality import unusable
from appliance.settings import Limits
from appliance.types import Document

__all__ = ["RATES", "Evaluation", "Part", "Progress", "Report", "StepFigure", "evaluate", "table"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``process`` is the stateless line: ``service.processor.Processor.process``.

    ``doctypes`` decide which confidence is enough; by default the shipped ones. ``start`` makes
    such a line, with one thread, in a new process.
    """

    process: Process
    doctypes: Doctypes | None = None
    start: Callable[[], Process] | None = None
    reader: Callable[[], Reader] | None = None
    model: Callable[[], LanguageModel | None] | None = None

    def steps(
        self,
        manifest: Path,
        *,
        class_name: str | None = None,
        limit: int | None = None,
        part: Part = WHOLE,
    ) -> tuple[StepFigure, ...]:
        """What each step of the cascade is worth, on the same documents and labels as ``evaluate``
        takes for ``part``; raises as it does, and where no row is labelled.
        """
        changes = _changes(part)
        rows = part.rows(manifest, class_name, limit)
        known = self.doctypes or catalogue.load()
        if rows and not any(unusable.labelled(row, known) for row in rows):
            raise unusable.of_rows(rows, known)
        return steps(
            rows,
            partial(self._read, changes),
            known,
            self.model() if self.model else None,
            part=part,
            standing=partial(_standing, changes) if part.contained else None,
        )

    def _read(self, changes: Sequence[Change], row: Row) -> Document | None:
        """The document of a row after these changes; ``None`` for one that cannot be read."""
        if row.file is None or self.reader is None:
            return None
        content = row.file.read_bytes()
        name = row.name(content)
        for change in changes:
            content = change(content)
        try:
            media_type = inspect(content, name, Limits())
            return self.reader().read(content, media_type).document
        except NeedsPerson:
            return None

    def evaluate(
        self,
        manifest: Path,
        *,
        class_name: str | None = None,
        limit: int | None = None,
        progress: Progress | None = None,
        jobs: int = 1,
        part: Part = WHOLE,
    ) -> Report:
        """Read the manifest's documents and compare them with their truth.

        With more than one of ``jobs``, processes of one thread each work side by side. Raises
        ``ManifestInvalid`` for a manifest that is none, ``Misconfigured`` where a model or another
        part is missing.
        """
        changes = _changes(part)
        start = partial(started, self.start, *changes) if changes and self.start else self.start
        return evaluate(
            manifest,
            stripping(self.process, *changes) if changes else self.process,
            class_name=class_name,
            limit=limit,
            progress=progress,
            doctypes=self.doctypes,
            lines=together(start, jobs) if start and jobs > 1 else None,
            standing=partial(_standing, changes) if part.contained else None,
            part=part,
        )


def _changes(part: Part) -> tuple[Change, ...]:
    """What is taken away from files before they are read."""
    attached = () if part.attachments else (unattached,)
    return (*attached, *(() if part.tags else (untagged,)))


def _standing(changes: Sequence[Change], content: bytes) -> standing.Stands:
    """Which values stand in what is left of a file."""
    for change in changes:
        content = change(content)
    return standing.of(content)

"""Use case of whoever wants to know how good it is: measure on labelled documents.

Runs in this process and leaves nothing behind: no rows, no cache, no memory of earlier documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from appliance.doctypes.catalogue import Doctypes
from appliance.evaluation import standing
from appliance.evaluation.attachments import started, stripping
from appliance.evaluation.attachments import without as unattached
from appliance.evaluation.lines import Process, together
from appliance.evaluation.report import RATES, Report
from appliance.evaluation.run import Progress, evaluate
from appliance.evaluation.tags import without as untagged

__all__ = ["RATES", "Evaluation", "Progress", "Report", "evaluate"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``process`` is the stateless line: ``service.processor.Processor.process``.

    ``doctypes`` decide which confidence is enough; by default the shipped ones. ``start`` makes
    such a line, with one thread, in a new process.
    """

    process: Process
    doctypes: Doctypes | None = None
    start: Callable[[], Process] | None = None

    def evaluate(
        self,
        manifest: Path,
        *,
        class_name: str | None = None,
        limit: int | None = None,
        progress: Progress | None = None,
        jobs: int = 1,
        attachments: bool = True,
        tags: bool = True,
        contained: bool = False,
    ) -> Report:
        """Read the manifest's documents and compare them with their truth.

        With more than one of ``jobs``, processes of one thread each work side by side. Without
        ``attachments`` PDFs lose what is attached to them before they are read, without ``tags``
        filings their inline XBRL. ``contained`` measures only values that stand in the file.
        Raises ``ManifestInvalid`` for a manifest that is none, ``Misconfigured`` where a model
        or another part is missing.
        """
        changes = [*([] if attachments else [unattached]), *([] if tags else [untagged])]
        start = partial(started, self.start, *changes) if changes and self.start else self.start
        return evaluate(
            manifest,
            stripping(self.process, *changes) if changes else self.process,
            class_name=class_name,
            limit=limit,
            progress=progress,
            doctypes=self.doctypes,
            lines=together(start, jobs) if start and jobs > 1 else None,
            standing=partial(_standing, changes) if contained else None,
        )


def _standing(changes: Sequence[Callable[[bytes], bytes]], content: bytes) -> standing.Stands:
    """Which values stand in what is left of a file."""
    for change in changes:
        content = change(content)
    return standing.of(content)

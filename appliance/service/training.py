"""Fitting a document type's trained parts from labelled documents, on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype, Kind
from appliance.errors import NeedsPerson
from appliance.evaluation import manifest, maps, truth
from appliance.intake.sniff import inspect
from appliance.learning import train
from appliance.learning.labelled import Labelled
from appliance.ports import LanguageModel, Progress, Reader
from appliance.settings import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Labelled files in, rankers and calibration out; documents are read as always."""

    reader: Callable[[], Reader]
    doctypes: Doctypes
    model: Callable[[], LanguageModel | None]
    limits: Limits

    def train(
        self, name: str, labels: Path, target: Path, licence: str, progress: Progress
    ) -> train.Trained:
        """Fit the type ``name`` on a manifest and write ``calibration.json`` into ``target``."""
        doctype = self.doctypes.get(name)
        with progress.step("reading"):
            labelled = tuple(self._labelled(labels, doctype))
        with progress.step(f"fitting on {len(labelled)} documents"):
            trained = train.train(labelled, doctype, self.model())
        card = train.card(
            trained,
            data=f"{len(labelled)} labelled documents",
            licence=licence,
            made_by=f"appliance train extraction {name}",
        )
        train.write(trained, target, card)
        return trained

    def _labelled(self, labels: Path, doctype: Doctype) -> Iterator[Labelled]:
        """The readable documents of the type; what cannot be read teaches nothing."""
        for row in manifest.rows(labels):
            mapped = maps.of(row.klass)
            if mapped.doctype != doctype.name or row.file is None:
                continue
            content = row.file.read_bytes()
            values = {
                label.field: label.normal[0]
                for label in truth.labels(row, mapped)
                if not label.how.many
            }
            try:
                media_type = inspect(content, row.name(content), self.limits)
                document = self.reader().read(content, media_type).document
            except NeedsPerson:
                continue
            yield Labelled(document=document, values=values, group=_group(doctype, values))


def _group(doctype: Doctype, values: dict[str, str]) -> str:
    """Documents with the same first-named party are of one origin."""
    names = [spec.name for spec in doctype.fields if spec.kind is Kind.NAME]
    return next((values[name].casefold() for name in names if name in values), "")

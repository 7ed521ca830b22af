"""Fitting a document type's trained parts from labelled documents, on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from appliance.artifacts import decode, encode
from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype, Kind
from appliance.errors import ModelMissing, NeedsPerson
from appliance.evaluation import manifest, own, truth
from appliance.extraction.kinds.normalise import comparable
from appliance.intake.sniff import inspect
from appliance.learning import artefact, forms, train
from appliance.learning.blind import PARTS
from appliance.learning.curve import Score, learning_curve
from appliance.learning.labelled import Labelled
from appliance.learning.replay import Replay, replay
from appliance.learning.validate import Validation, validate
from appliance.ports import LanguageModel, Progress, Reader
from appliance.service.quality import spelling_training, unusable
from appliance.settings import Limits
from appliance.types import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Manifests of labelled documents: real ones, and drawn ones that show other formats.

    ``readings`` is a folder that keeps what was read from one run to the next (as plain text:
    it is the caller's to protect), or ``None``; ``jobs`` processes fit side by side.
    """

    real: Sequence[Path]
    drawn: Sequence[Path] = ()
    readings: Path | None = None
    jobs: int = 1


def _no_model() -> None:
    """Without a language model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Labelled files in, rankers and calibration out; documents are read as always.

    ``model`` takes part in the learning curve alone.
    """

    reader: Callable[[], Reader]
    doctypes: Doctypes
    limits: Limits
    model: Callable[[], LanguageModel | None] = _no_model

    def train(
        self,
        name: str,
        labels: Labels,
        target: Path,
        licence: str,
        progress: Progress,
        *,
        folds: int = PARTS,
    ) -> train.Trained:
        """Fit the type ``name`` and write ``calibration.json`` into ``target``."""
        doctype = self.doctypes.get(name)
        labelled = self._read(labels, doctype, progress)
        with progress.step(f"fitting on {len(labelled)} documents"):
            trained = train.train(labelled, doctype, folds, labels.jobs)
            looks = forms.learnt(labelled, doctype, self._others(doctype))
            trained = replace(trained, forms=looks)
        drawn = sum(item.drawn for item in labelled)
        card = artefact.card(
            trained,
            data=f"{len(labelled) - drawn} labelled documents, {drawn} drawn ones",
            licence=licence,
            made_by=f"appliance train extraction {name}",
        )
        artefact.write(trained, target, card)
        return trained

    def validate(self, name: str, labels: Labels, progress: Progress) -> Validation:
        """How good the type's cascade is on vendors it has never seen: nothing is written."""
        doctype = self.doctypes.get(name)
        labelled = self._read(labels, doctype, progress)
        with progress.step(f"fitting and answering {len(labelled)} documents blindly"):
            return validate(labelled, doctype, labels.jobs)

    def replay(self, name: str, labels: Labels, progress: Progress) -> Replay:
        """What the vendor memory is worth to vendors that were confirmed twice before."""
        doctype = self.doctypes.get(name)
        labelled = self._read(labels, doctype, progress)
        with progress.step(f"fitting and replaying {len(labelled)} documents"):
            return replay(labelled, doctype, labels.jobs)

    def learning_curve(
        self,
        name: str,
        labels: Labels,
        measured: Labels,
        progress: Progress,
        *,
        without_model: bool = False,
    ) -> dict[int, Score]:
        """Right answers on ``measured`` documents after so many of the ``labels``; the language
        model answers where it is installed, unless ``without_model``.
        """
        model = None if without_model else self._installed()
        doctype = self.doctypes.get(name)
        known = self._read(labels, doctype, progress)
        asked = self._read(measured, doctype, progress)
        with progress.step("fitting on more and more labels"):
            return learning_curve(known, asked, doctype, model=model)

    def _others(self, doctype: Doctype) -> Iterator[str]:
        """What the examples of other types say."""
        others = (other for other in self.doctypes.all if other.name != doctype.name)
        return (example.text for other in others for example in other.examples)

    def _installed(self) -> LanguageModel | None:
        """The language model; ``None`` where its file is not on this machine."""
        try:
            return self.model()
        except ModelMissing:
            return None

    def spelling(
        self,
        name: str,
        labels: Labels,
        target: Path,
        progress: Progress,
        *,
        licence: str,
        sources: str,
    ) -> dict[str, Any]:
        """Fit the reader's spelling model; see ``spelling_training``."""
        doctype = self.doctypes.get(name)
        labelled = self._read(labels, doctype, progress)
        with progress.step(f"fitting on {len(labelled)} documents"):
            return spelling_training.fit(doctype, labelled, target, licence, sources)

    def _read(self, labels: Labels, doctype: Doctype, progress: Progress) -> tuple[Labelled, ...]:
        with progress.step("reading"):
            real = [item for path in labels.real for item in self._labelled(path, doctype, labels)]
            drawn = [
                replace(item, drawn=True)
                for path in labels.drawn
                for item in self._labelled(path, doctype, labels)
            ]
        if not (real or drawn):
            raise unusable.of_type((*labels.real, *labels.drawn), doctype, self.doctypes)
        return (*real, *drawn)

    def _labelled(self, path: Path, doctype: Doctype, labels: Labels) -> Iterator[Labelled]:
        """The readable, labelled documents of the type: what cannot be read teaches nothing.

        A row without a class is of the type that is fitted.
        """
        for row in manifest.rows(path):
            mapped = own.of(row.klass or doctype.name, self.doctypes)
            if mapped.doctype != doctype.name or row.file is None:
                continue
            known = list(truth.labels(row, mapped))
            if not known:
                continue
            values = {label.field: label.normal[0] for label in known if not label.how.many}
            document = self.document(row, labels.readings)
            if document is not None:
                party = _group(doctype, values)
                group = row.template or party
                yield Labelled(document=document, values=values, group=group, party=party)

    def document(self, row: manifest.Row, readings: Path | None) -> Document | None:
        """What is read of a row's file; ``None`` where it cannot be read."""
        content = row.file.read_bytes() if row.file else b""
        kept = readings / f"{sha256(content).hexdigest()}.json" if readings else None
        if kept is not None and kept.is_file():
            return decode(Document, kept.read_bytes())
        try:
            media_type = inspect(content, row.name(content), self.limits)
            document = self.reader().read(content, media_type).document
        except NeedsPerson:
            return None
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(encode(document))
        return document


def _group(doctype: Doctype, values: dict[str, str]) -> str:
    """Documents with the same first-named party are of one origin."""
    names = [spec.name for spec in doctype.fields if spec.kind is Kind.NAME]
    return next((comparable(values[name]) for name in names if name in values), "")

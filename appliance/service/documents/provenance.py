"""Which versions made a result, for its entry in the ledger: only what was used, by digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from appliance import __version__
from appliance.errors import ModelMismatch, ModelMissing, ModelUnpinned, NotFound
from appliance.models import catalogue, verify
from appliance.reading.isolation import installed
from appliance.service.documents.stages import Artifact, Stages
from appliance.types import UNKNOWN, Classification, Extraction, Origin, Outcome, Reading

_SHOWN = 16
"""Digits of a digest: enough to tell versions apart, 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Names programs, networks and rules; ``models_dir`` holds what the catalogue pins."""

    stages: Stages
    models_dir: Path

    def of(self, artifact: Artifact, doctype: str | None) -> Mapping[str, str]:
        """What made ``artifact``; ``doctype`` is the document's type as far as it is known."""
        return {"release": __version__, **self._parts(artifact, doctype)}

    def _parts(self, artifact: Artifact, doctype: str | None) -> Mapping[str, str]:
        match artifact:
            case Reading():
                return self._read({page.origin for page in artifact.document.pages})
            case Classification():  # every type's cues took part
                return {"rules": self.stages.all_rules()}
            case Extraction():
                return {**self._rules(doctype), **self._language_model(artifact.model)}
            case Outcome():
                return self._rules(doctype)

    def _rules(self, doctype: str | None) -> Mapping[str, str]:
        """Fields, rules, prompt and trained parts of the type; a document of none was made by
        none."""
        return {} if doctype in (None, UNKNOWN) else {"rules": self.stages.rules(str(doctype))}

    def _language_model(self, name: str) -> Mapping[str, str]:
        """``name`` is empty where no question was put to one."""
        return {"model": name, "model_sha256": self._pinned(name)} if name else {}

    def _pinned(self, name: str) -> str:
        try:
            return verify.pinned(catalogue.load().get(name), self.models_dir).sha256[:_SHOWN]
        except (NotFound, ModelUnpinned):
            return ""

    def _read(self, origins: set[Origin]) -> Mapping[str, str]:
        """Formats without pages are read by our own program alone."""
        if origins <= {Origin.TYPESET}:
            return {}
        found = self._layout()
        if Origin.OCR in origins:
            found["ocr"] = f"rapidocr-{_release('rapidocr')}"  # its networks come with it
            found["spelling_sha256"] = verify.digest(installed.SPELLING)[:_SHOWN]
            found |= self._network("tables", (installed.TABLES,))
        return found

    def _layout(self) -> dict[str, str]:
        return self._network("layout", installed.LAYOUT)

    def _network(self, what: str, names: Sequence[str]) -> dict[str, str]:
        """The first of some networks that is there, with the hash that it was compared with."""
        for name in names:
            try:
                verify.verified(catalogue.load().get(name), self.models_dir)
            except (ModelMissing, ModelUnpinned, ModelMismatch):
                continue
            return {what: name, f"{what}_sha256": self._pinned(name)}
        return {}


@cache
def _release(package: str) -> str:
    return version(package)

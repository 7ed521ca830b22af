"""Use case: a redacted PDF of a file with its certificate, or neither."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from appliance import __version__
from appliance.doctypes.catalogue import Doctypes
from appliance.intake.containers import unpack
from appliance.intake.look import Inspector
from appliance.intake.markup import MAIL
from appliance.pipeline import Stage
from appliance.ports import Ocr, Reader
from appliance.privacy import tagger
from appliance.privacy.context import Known, labelled
from appliance.privacy.detect import Detector
from appliance.privacy.policy import Policy
from appliance.privacy.recognizer import rules_digest, versions
from appliance.privacy.release import Released, release
from appliance.service import together
from appliance.service.documents.stages import Inputs, Stages
from appliance.settings import Limits
from appliance.types import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """Reads a file as always, releases what privacy proves to be clean.

    ``known`` are values that extraction labels in a document.
    """

    reader: Callable[[], Reader]
    inspector: Inspector
    ocr: Callable[[], Ocr]
    detector: Detector
    limits: Limits
    known: Callable[[Document], tuple[Known, ...]] = lambda _: ()

    def redact(
        self,
        content: bytes,
        name: str,
        password: str | None = None,
        policy: Policy | None = None,
    ) -> Released:
        """The proven redaction; raises ``NotReleased`` and what reading raises."""
        media_type = self.inspector.inspect(content, name, self.limits, password)
        return self._released(content, media_type, password, policy)

    def _released(
        self, content: bytes, media_type: str, password: str | None, policy: Policy | None
    ) -> Released:
        reading = self.reader().read(content, media_type, password)
        known = self.known(reading.document)
        return release(reading, self.detector, self.ocr(), known=known, policy=policy)

    def redact_to(
        self,
        source: Path,
        target: Path,
        certificate: Path | None,
        password: str | None = None,
        policy: Policy | None = None,
    ) -> dict[str, Any]:
        """Write PDF and certificate, both or none; returns the certificate."""
        together.distinct(source, target, *([certificate] if certificate else []))
        content = source.read_bytes()
        media_type = self.inspector.inspect(content, source.name, self.limits, password)
        released = self._released(content, media_type, password, policy)
        stated = certify(content, released)
        if media_type == MAIL and (carried := len(unpack(content, media_type, self.limits))):
            stated["attachments_left_out"] = carried  # they are no part of the e-mail's page
        files = {}
        if certificate is not None:  # first, so that a kill never leaves a PDF without one
            files[certificate] = (json.dumps(stated, indent=2) + "\n").encode()
        files[target] = released.content
        together.write(files)
        return stated


def labels(
    document: Document, *, stages: Callable[[], Stages], doctypes: Doctypes
) -> tuple[Known, ...]:
    """What extraction labels in a document; what it cannot classify has no labels."""
    seen = Inputs(document=document)
    for stage in (Stage.CLASSIFICATION, Stage.EXTRACTION):
        seen = seen.having(stages().run(stage, seen))
    kind, values = seen.classification, seen.extraction
    if kind is None or values is None or kind.doctype not in doctypes.names:
        return ()
    return labelled(values, doctypes.get(kind.doctype).fields)


def certify(original: bytes, released: Released) -> dict[str, Any]:
    """What was removed (kinds and counts, never values), what was checked, by which versions."""
    return {
        "original_sha256": hashlib.sha256(original).hexdigest(),
        "redacted_sha256": released.sha256,
        "pages": released.pages,
        "language": released.language,
        "removed": dict(sorted(released.removed.items())),
        "checks": [
            {
                "name": check.name,
                "sought": check.sought,
                "seen": check.seen,
                "passed": not check.seen,
            }
            for check in released.checks
        ],
        "versions": _versions(),
        "promise": "What the named recognizers found is not in this file. They do not find all: "
        "recall is measured in docs/privacy.md.",
    }


def _versions() -> dict[str, Any]:
    """All that took part: rules, networks (ours and those of the OCR), libraries."""
    from pypdfium2.version import PDFIUM_INFO

    from appliance.reading.ocr import engine

    networks = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in engine.used()}
    libraries = ("presidio-analyzer", "pypdfium2", "rapidocr", "onnxruntime", "pillow", "zxing-cpp")
    return {
        "appliance": __version__,
        "recognizers": dict(versions()),
        "rules_sha256": rules_digest(),
        "tagger_sha256": hashlib.sha256(tagger.PATH.read_bytes()).hexdigest(),
        "ocr_sha256": networks,
        "libraries": {name: version(name) for name in libraries},
        "pdfium": str(PDFIUM_INFO),
    }

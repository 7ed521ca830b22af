"""What the generator hands over: the bytes of a document and what is true about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Values = str | Sequence[str] | Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One drawn document.

    ``truth`` is keyed by the field names of the document type, in normal form (ISO dates, plain
    decimals, ISO 4217 codes); ``printed`` says how a value looks on the page where that differs.
    ``kind`` names the way it was made (``photo``, ``scan``, ``pdf``, ``html``, ...); documents of
    one ``template`` (empty: unknown) belong together when some are held out.
    """

    id: str
    klass: str
    lang: str
    kind: str
    suffix: str
    content: bytes
    truth: Mapping[str, Values]
    printed: Mapping[str, Values]
    template: str = ""

    @property
    def file(self) -> str:
        """Where the document lies, relative to the manifest."""
        return f"{self.klass}/{self.id}{self.suffix}"

    def row(self) -> str:
        """The manifest's line: same shape as the manifests of other people's documents."""
        digest = hashlib.sha256(self.content).hexdigest()
        row = {
            "id": self.id,
            "file": self.file,
            "neutral_name": f"{digest[:12]}{self.suffix}",
            "class": self.klass,
            "lang": self.lang,
            "kind": self.kind,
            **({"template": self.template} if self.template else {}),
            "licence": "Apache-2.0",
            "bytes": len(self.content),
            "sha256": digest,
            "truth": {**self.truth, "printed": self.printed},
        }
        return json.dumps(row, ensure_ascii=False)

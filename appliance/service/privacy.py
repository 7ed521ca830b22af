"""Use cases of privacy: scanning for personal data, measuring how well that works."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from appliance.evaluation import pii, pii_labels, rare_identifiers, safe_harbor, stock
from appliance.evaluation.pii_labels import Labelled
from appliance.intake.look import Inspector
from appliance.ports import Reader
from appliance.privacy import grids, language
from appliance.privacy.detect import Detector, united
from appliance.privacy.finding import Finding
from appliance.settings import Limits

PLAIN = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """``reader`` is asked for files that are not plain text."""

    detector: Detector
    reader: Callable[[], Reader]
    inspector: Inspector
    limits: Limits

    def scan(self, text: str) -> tuple[Finding, ...]:
        """The personal data in a text."""
        return self.detector.findings(text)

    def scan_file(self, content: bytes, name: str) -> tuple[Finding, ...]:
        """The personal data in a file: plain text as it stands, all else as it is read."""
        media_type = self.inspector.inspect(content, name, self.limits)
        if media_type == PLAIN:
            return self.scan(content.decode("utf-8", errors="replace"))
        document = self.reader().read(content, media_type).document
        return united((*self.scan(document.text), *grids.findings(document)), document.text)

    def evaluate(
        self,
        manifest: Path,
        labels: Path | None,
        compare: bool,
        told: Callable[[int, int], None],
        *,
        record: bool = False,
    ) -> dict[str, Any]:
        """Recall, precision and speed on labelled texts, with stock Presidio side by side.

        ``record`` writes the languages' recall beside the tagger: see ``language.measured``.
        """
        texts = list(pii_labels.rows(manifest, labels))
        report = pii.evaluate(texts, self.detector, lambda done: told(done, len(texts)))
        other = stock.load() if compare else None
        if other is None:
            (report.characters_per_second,) = pii.speeds(texts, [self.detector])
        else:
            theirs = pii.evaluate(texts, other, lambda done: told(done, len(texts)))
            rates = pii.speeds(texts, [self.detector, other])
            report.characters_per_second, theirs.characters_per_second = rates
        result = report.as_json() | {"unknown_labels": pii_labels.unknown(manifest, labels)}
        if record:
            language.record(_recalls(result["languages"]), language.MEASURED)
        if other is not None:
            return {**result, "stock": theirs.as_json()}
        return {**result, "stock": None} | ({"stock_missing": stock.MISSING} if compare else {})

    def measured(self, texts: Sequence[Labelled]) -> dict[str, Any]:
        """Recall and precision on texts that are labelled already, without a comparison."""
        return pii.evaluate(texts, self.detector, lambda _: None).as_json()

    def safe_harbor(
        self, manifest: Path, labels: Path | None, told: Callable[[int, int], None]
    ) -> tuple[str, ...]:
        """The table of HIPAA's identifiers with the recall measured on each, in Markdown."""
        return self.identifiers(self.evaluate(manifest, labels, compare=False, told=told))

    def identifiers(self, measured: Mapping[str, Any]) -> tuple[str, ...]:
        """The same from figures that were taken, beside those on invented texts."""
        mended, unseen = (
            self.measured(tuple(rare_identifiers.texts(sentences)))["labels"]
            for sentences in (rare_identifiers.MENDED, rare_identifiers.UNSEEN)
        )
        return tuple(safe_harbor.table(measured["labels"], mended, unseen))


def _recalls(languages: dict[str, Any]) -> dict[str, language.Recall]:
    keys = [field.name for field in fields(language.Recall)]
    return {
        name: language.Recall(**{key: row[key] for key in keys})
        for name, row in languages.items()
        if row["n"] and row["findings"]
    }

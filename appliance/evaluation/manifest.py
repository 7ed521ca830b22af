"""Other people's label sets: JSON Lines, one document per row, in the format of our samples."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from appliance.errors import Misconfigured


class ManifestInvalid(Misconfigured):
    """A manifest cannot be read, or a row of it is not what a row must be."""

    code = "manifest_invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One document. ``file`` is where it lies, or ``None`` where it is not there.

    ``truth`` is as the manifest has it: other people's keys, strings, numbers, lists, tables.
    Drawn documents may name the ``template`` that they were made from.
    """

    id: str
    klass: str
    lang: str
    file: Path | None
    neutral_name: str
    truth: Mapping[str, Any] = field(default_factory=dict)
    template: str = ""

    def name(self, content: bytes) -> str:
        """What the document is called while it is read: never what its label set calls it."""
        if self.neutral_name:
            return self.neutral_name
        suffix = self.file.suffix if self.file else ""
        return hashlib.sha256(content).hexdigest()[:12] + suffix


def rows(manifest: Path, class_name: str | None = None, limit: int | None = None) -> Iterator[Row]:
    """The rows, of one class only and at most ``limit``, where asked for.

    A row's ``file`` is relative to the manifest's folder or else to its parent.
    """
    taken = 0
    try:
        lines = manifest.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestInvalid(f"The manifest cannot be read: {type(error).__name__}.") from None
    for number, line in enumerate(lines, start=1):
        if limit is not None and taken >= limit:
            return
        if not line.strip():
            continue
        row = _row(line, number, manifest.resolve().parent)
        if class_name is None or row.klass == class_name:
            taken += 1
            yield row


def _row(line: str, number: int, folder: Path) -> Row:
    try:
        values = json.loads(line)
        file = PurePosixPath(str(values["file"]))
        truth = values.get("truth") or {}
        return Row(
            id=str(values.get("id", number)),
            klass=str(values.get("class", "")),
            lang=str(values.get("lang", "")),
            file=_found(file, folder),
            neutral_name=PurePosixPath(str(values.get("neutral_name") or "")).name,
            truth=truth if isinstance(truth, dict) else {},
            template=str(values.get("template") or ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ManifestInvalid(
            f"Line {number} of the manifest is not a row: a JSON object with at least 'file'."
        ) from None


def _found(file: PurePosixPath, folder: Path) -> Path | None:
    """The file beside the manifest or one folder up, and nowhere else."""
    if file.is_absolute() or ".." in file.parts:
        return None
    for root in (folder, folder.parent):
        if (root / file).is_file():
            return root / file
    return None

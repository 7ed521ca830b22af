"""Rows of a table as one comparable line each: a fact is right when all its columns are.

``columns`` of a map name our columns and the truth keys they come from: ``concept``; ``start/end``
for two keys joined by a slash where both have a value; ``a|b`` for the first that has one;
``@key`` and ``@value`` for a truth that maps paths to values (``fields``: element of a form -> its
value or values).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from appliance.evaluation.values import folded
from appliance.types import Field

_INDEX = re.compile(r"\[\d+\]")
LONG = 200
"""Characters from which a value is a paragraph."""
_US_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")


def labels(truth: Mapping[str, Any], source: str, columns: Mapping[str, str]) -> list[str]:
    """The rows of a truth key, each once, in their order."""
    rows = (
        _line({column: _cell(row, key) for column, key in columns.items()})
        for row in _rows(truth.get(source.removesuffix("[]")))
    )
    return list(dict.fromkeys(rows))


def rows(
    fields: tuple[Field, ...], table: str, columns: Mapping[str, str]
) -> dict[str, tuple[Field, ...]]:
    """The rows that were found, as lines, each with its cells."""
    found: dict[int, dict[str, Field]] = {}
    for field in fields:
        name, dot, column = field.name.partition(".")
        if dot and name == table and column in columns:
            found.setdefault(field.row, {})[column] = field
    return {
        _line({c: row[c].value if c in row else "" for c in columns}): tuple(row.values())
        for row in found.values()
    }


def about(line: str, columns: Mapping[str, str]) -> str:
    """What a line tells something of: all its cells but the value."""
    cells = zip(columns, line.split("|"), strict=False)
    return "|".join(cell for column, cell in cells if column != "value")


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (row for row in value if isinstance(row, Mapping))
    elif isinstance(value, Mapping):
        for key, told in value.items():
            for item in told if isinstance(told, list) else [told]:
                yield {"@key": _INDEX.sub("", key), "@value": item}


def _cell(row: Mapping[str, Any], key: str) -> str:
    for way in key.split("|"):
        parts = [str(row[part]) for part in way.split("/") if row.get(part) not in (None, "")]
        if parts:
            return "/".join(parts)
    return ""


def _line(cells: Mapping[str, str]) -> str:
    return "|".join(_normal(text) for text in cells.values())


def _normal(text: str) -> str:
    """Numbers as decimals, American dates as ISO, names without their prefix, blanks folded; of a
    paragraph letters and digits only, as of every text: two readers differ on escaped signs.
    """
    plain = " ".join(text.split()).casefold()
    dated = _US_DATE.fullmatch(plain)
    if dated:
        return f"{dated[3]}-{int(dated[1]):02}-{int(dated[2]):02}"
    try:
        number = Decimal(plain)
    except InvalidOperation:
        named = re.sub(r"^[a-z][a-z0-9_-]*:(?=[a-z])", "", plain)
        return folded(named) if len(named) > LONG else named
    return format(number.normalize(), "f") if number.is_finite() else plain

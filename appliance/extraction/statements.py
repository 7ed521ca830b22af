"""Fields that the file's own structured data states exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fnmatch import fnmatchcase

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.choice.confidence import STATED
from appliance.extraction.kinds import normalise
from appliance.types import Document, Field, Source, Statement

_CONFORMED = re.compile(r"/s/\s*", re.IGNORECASE)
"""How a typed signature begins (17 CFR 232.302): no part of the name."""
_PART_OF_DATE = re.compile(r"(?:1[6-9]|2[01])\d\d(?:-(?:0[1-9]|1[0-2]))?")
_NO_CODE = re.compile(r"(?:none|n\.?/?a\.?|not applicable|0{9,})", re.IGNORECASE)
"""What forms write where a code must stand and there is none (N-PORT, items C.1.b and C.1.d)."""
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_LEXICAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?")
"""A number of XML Schema (part 2, 3.3.3 to 3.3.5), of no more than a hundred digits."""


def matching(document: Document, spec: FieldSpec) -> Iterator[Statement]:
    """Statements that state the field, in the schema's order of paths (``*`` as wildcard)."""
    for path in spec.statements:
        for statement in document.statements:
            if not {"nil", "empty"}.isdisjoint(statement.attributes):  # said to have no value
                continue
            if statement.path == path or ("*" in path and fnmatchcase(statement.path, path)):
                yield statement


def field(document: Document, spec: FieldSpec, statement: Statement) -> Field | None:
    """What a statement says, as a value of the field; ``None`` where it is none of its kind."""
    shown = document.text[statement.span.start : statement.span.end]
    stated = statement.attributes.get(spec.column) if spec.table else None
    value = _plain(spec, stated or statement.value)
    if spec.kind is Kind.DATE and _PART_OF_DATE.fullmatch(statement.value):
        value = statement.value  # all that is known: "1958", "1958-04"
    if value is None:
        value = normalise.value(spec, stated or statement.value or shown)
    if value and spec.kind is Kind.NAME:
        value = _CONFORMED.sub("", value, count=1) if _CONFORMED.match(value) else value
    if value is None and shown:
        value = normalise.value(spec, shown)
    if value is None:
        if spec.kind in (Kind.DATE, Kind.AMOUNT, Kind.NUMBER, Kind.CHOICE, Kind.CURRENCY):
            return None
        value = normalise.folded(statement.value or shown)
    if not value or (spec.kind is Kind.CODE and _NO_CODE.fullmatch(value.strip())):
        return None
    return ground.field(
        document,
        spec.name,
        value,
        (statement.span,),
        confidence=STATED,
        source=Source.READER,
        row=_row(spec, statement),
    )


def _plain(spec: FieldSpec, stated: str) -> str | None:
    """A decimal as data writes it: ``10.125`` is no ten thousand there, as it might be in print."""
    if spec.kind not in (Kind.AMOUNT, Kind.NUMBER):
        return None
    number = stated.strip()
    if _DECIMAL.fullmatch(number):
        return number
    written = number.startswith(("+", ".")) or "e" in number.casefold()
    return f"{Decimal(number):f}" if written and _LEXICAL.fullmatch(number) else None


def _row(spec: FieldSpec, statement: Statement) -> int:
    """The row in which a column's value stands, or that a value opens (the statement says so);
    0 for other fields."""
    stated = statement.attributes.get("row", "")
    return int(stated) if (spec.table or spec.many) and stated.isdecimal() else 0


def fields(document: Document, spec: FieldSpec) -> tuple[Field, ...]:
    """The stated values of a field: all of them where it has many, else the first.

    Each value is given once (a column's: once per row); a statement that cannot be read as the
    field's kind is passed over.
    """
    found: dict[tuple[int, str], Field] = {}
    for statement in matching(document, spec):
        item = field(document, spec, statement)
        if item is not None and (item.row or not spec.table):
            found.setdefault((item.row if spec.table else 0, item.value), item)
            if not spec.many and not spec.table:
                break
    return tuple(found.values())


def states(document: Document, doctype: Doctype) -> bool:
    """Whether the document states any field of the type."""
    return any(next(matching(document, spec), None) for spec in doctype.fields)

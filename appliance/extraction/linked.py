"""Registered securities that data states, as rows: title, trading symbol, exchange.

The tags of a cover speak of one security in one context: those that name the same members of the
taxonomy's dimensions (class of stock, exchange) are a row. Where several securities share a
context, what follows a title belongs to it. What is listed on two exchanges is two rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction import statements
from appliance.types import Document, Field, Statement

TABLE = "securities"
TITLE = "title"
"""The column of the value that opens a row."""
_TAGS = {
    "dei:Security12bTitle": TITLE,
    "dei:Security12gTitle": TITLE,
    "dei:TradingSymbol": "symbol",
    "dei:SecurityExchangeName": "exchange",
}
_SYMBOL, _EXCHANGE, _DERIVATIVE = "trading_symbol", "/securitiesExchangeName", "/derivativeTable/"
_NONE = re.compile(r"\W*(?:none|n/?a|not applicable)?\W*", re.IGNORECASE)

Row = dict[str, Statement]


def fields(document: Document, doctype: Doctype) -> dict[str, tuple[Field, ...]]:
    """The columns of the securities that the type declares, by field; empty where none is
    stated."""
    columns = [s for s in doctype.fields if TABLE in (s.name, s.table)]
    specs = {s.column if s.table else TITLE: s for s in columns}
    if len(specs) < 2 or TITLE not in specs:
        return {}
    found: dict[str, list[Field]] = defaultdict(list)
    rows = list(_tagged(document)) or _filed(document, specs[TITLE])
    for number, row in enumerate(rows, start=1):
        for column, statement in row.items():
            spec = specs.get(column)
            field = statements.field(document, spec, statement) if spec else None
            if field is not None:
                found[field.name].append(replace(field, row=number))
    return {name: tuple(values) for name, values in found.items()}


def _tagged(document: Document) -> Iterator[Row]:
    """Rows of the tags, in the order of the page; a row of more members than another one has what
    that one says of both. None where no title is tagged: the page is read instead."""
    groups: dict[frozenset[str], list[Statement]] = defaultdict(list)
    for one in document.statements:
        if one.path in _TAGS and "context" in one.attributes and _says(one):
            members = one.attributes.get("dimensions", "").split(";")
            groups[frozenset({one.attributes.get("entity", ""), *members} - {""})].append(one)
    if all(_TAGS[one.path] != TITLE for told in groups.values() for one in told):
        return
    rows = {about: _rows(told) for about, told in groups.items()}
    lent: set[frozenset[str]] = set()
    for about, inner in rows.items():
        if any(TITLE in row for row in inner):
            continue
        wider = [other for other in rows if other < about and len(rows[other]) == 1]
        for other in sorted(wider, key=len, reverse=True)[:1]:
            lent.add(other)
            rows[about] = [{**rows[other][0], **row} for row in inner]
    kept = [row for about, inner in rows.items() for row in inner if about not in lent]
    kept += [row for about in lent for row in rows[about] if "exchange" in row]
    yield from sorted(kept, key=lambda row: min(one.span.start for one in row.values()))


def _says(statement: Statement) -> bool:
    silent = not {"nil", "empty"}.isdisjoint(statement.attributes)
    return not silent and not _NONE.fullmatch(statement.value)


def _rows(told: Iterable[Statement]) -> list[Row]:
    """The rows of one context: a title opens one, a second symbol or exchange another of it."""
    rows: list[Row] = []
    for one in sorted(told, key=lambda one: one.span.start):
        column = _TAGS[one.path]
        last: Row = rows[-1] if rows else {}
        if column == TITLE and any(one.value == row[TITLE].value for row in rows if TITLE in row):
            continue  # said again
        if not rows or (column == TITLE and TITLE in last):
            rows.append({column: one})
        elif column not in last:
            last[column] = one
        elif last[column].value != one.value:
            rows.append({TITLE: last[TITLE], column: one} if TITLE in last else {column: one})
    return rows


def _filed(document: Document, spec: FieldSpec) -> Sequence[Row]:
    """Rows of a form that is filed as data: its titles, each once. The issuer's symbol and the
    exchange belong to the only security that they can; else they are rows of their own.
    """
    titles: dict[str, Statement] = {}
    for one in statements.matching(document, spec):
        titles.setdefault(one.value, one)
    rows: list[Row] = [{TITLE: one} for one in titles.values()]
    for one in document.statements:
        exchange = one.path.endswith(_EXCHANGE)
        if not (exchange or one.path == _SYMBOL) or not _says(one):
            continue
        column = "exchange" if exchange else "symbol"
        named = [row for row in rows if TITLE in row and _DERIVATIVE not in row[TITLE].path]
        if len(named) == 1 and column not in named[0]:
            named[0][column] = one
        elif all(row.get(column) is None or row[column].value != one.value for row in rows):
            rows.append({column: one})
    return rows

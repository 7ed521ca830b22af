"""Tagged facts of a filing as rows of a table: name, value, unit, period, scale.

A fact is a statement of an XBRL context, or an element of a form that is filed as XML (which has
no unit and no period). A figure that is tagged in several places is one fact. The value is what
the tag's transformation makes of the page's words: ``DE`` of ``Delaware``, which a field shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from appliance.doctypes.schema import Doctype
from appliance.extraction import ground
from appliance.extraction.choice.confidence import STATED
from appliance.types import Document, Field, Source, Statement

TABLE = "facts"
MOST = 20_000
"""Most facts of one document."""
_FORM = "edgar-"


def fields(document: Document, doctype: Doctype) -> dict[str, tuple[Field, ...]]:
    """The columns of the facts that the type declares (``facts.name``, ...), by field."""
    columns = {spec.column: spec.name for spec in doctype.fields if spec.table == TABLE}
    if not columns:
        return {}
    found: dict[str, list[Field]] = {name: [] for name in columns.values()}
    seen: set[tuple[str, ...]] = set()
    for statement in _facts(document):
        told = _told(statement)
        identity = (*told.values(), statement.attributes.get("row", ""))
        if identity in seen or len(seen) >= MOST:
            continue
        seen.add(identity)
        whole = ground.field(
            document,
            TABLE,
            told["value"],
            (statement.span,),
            confidence=STATED,
            source=Source.READER,
            row=len(seen),
        )
        for column, value in told.items():
            if value and column in columns:
                found[columns[column]].append(replace(whole, name=columns[column], value=value))
    return {name: tuple(values) for name, values in found.items() if values}


def _facts(document: Document) -> Iterator[Statement]:
    form = document.kind.startswith(_FORM)
    for statement in document.statements:
        tagged = "context" in statement.attributes
        told = statement.value or "empty" in statement.attributes
        if told and (tagged or (form and "/" in statement.path)):
            yield statement


def _told(statement: Statement) -> dict[str, str]:
    about = statement.attributes
    start, end = about.get("start", ""), about.get("end", "")
    return {
        "name": statement.path,
        "value": about.get("code") or statement.value,
        "unit": about.get("unit", ""),
        "period": f"{start}/{end}" if start and end else end,
        "scale": about.get("scale", ""),
        "decimals": about.get("decimals", ""),
        "dimensions": about.get("dimensions", ""),
        "unread": about.get("unread", ""),
    }

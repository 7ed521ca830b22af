"""The labels of a document type in its own words: truth keys that are the names of its fields.

``maps.toml`` is for label sets of other people, which call things otherwise. A class that it does
not name and a document type does is of that type: nothing needs to be declared for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.evaluation import maps
from appliance.evaluation.maps import ClassMap, FieldMap

_COMPARED: Mapping[Kind, maps.Kind] = {
    Kind.AMOUNT: "amount",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.PHONE: "phone",
    Kind.CODE: "id",
}
"""How values of a kind are compared; all others as text."""


def of(name: str, doctypes: Doctypes | None) -> ClassMap:
    """The map of a class: of ``maps.toml``, else of the type of that name; else for time only."""
    known = maps.load()
    if name in known or doctypes is None or name not in doctypes.names:
        return maps.of(name)
    return own(doctypes.get(name))


def own(doctype: Doctype) -> ClassMap:
    """Every field under its own name; a column also as a key of its table's rows."""
    return ClassMap(
        doctype=doctype.name, fields={spec.name: _field(spec) for spec in doctype.fields}
    )


def _field(spec: FieldSpec) -> FieldMap:
    table, dot, column = spec.name.partition(".")
    rows = [f"{table}[].{column}"] if dot else []
    kind = _COMPARED.get(spec.kind, "text")
    return FieldMap.model_validate(
        {"from": [spec.name, *rows], "kind": kind, "many": spec.many or bool(dot)}
    )

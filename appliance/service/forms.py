"""What the document types declare, as far as people see it: titles, fields, wordings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appliance.access import Permission, require
from appliance.doctypes.catalogue import Doctypes
from appliance.errors import NotFound
from appliance.types import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One field of a form: ``label`` says in words what belongs there; ``many`` may repeat."""

    name: str
    label: str
    required: bool
    many: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The document types as blank forms."""

    doctypes: Doctypes

    def titles(self, actor: Actor) -> Mapping[str, str]:
        """Document type -> title."""
        require(actor, Permission.DOCUMENT_READ)
        return {doctype.name: doctype.title for doctype in self.doctypes.all}

    def fields(self, actor: Actor, doctype: str) -> tuple[Blank, ...]:
        """The fields of a document type in its order; none for a type that is not known."""
        require(actor, Permission.DOCUMENT_READ)
        try:
            declared = self.doctypes.get(doctype).fields
        except NotFound:
            return ()
        return tuple(
            Blank(name=spec.name, label=spec.label, required=spec.required, many=spec.many)
            for spec in declared
        )

"""Which fields belong to the party whose paper it is: what memory may reuse for its next one.

A schema marks them (``remembered``). Where one marks none, as a customer's own mostly does, it is
the first name of a firm in it, and the address that its words give to a firm.
"""

from __future__ import annotations

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.choice import unlabelled


def remembered(doctype: Doctype) -> tuple[FieldSpec, ...]:
    """The fields whose confirmed values are reused for the same party."""
    marked = tuple(spec for spec in doctype.fields if spec.remembered)
    if marked or not doctype.unsaid:
        return marked
    firms = [spec for spec in doctype.fields if unlabelled.whose(spec) == "firm"]
    name = next((spec for spec in firms if spec.kind is Kind.NAME and not spec.many), None)
    address = next((spec for spec in firms if spec.kind is Kind.ADDRESS), None)
    return tuple(spec for spec in (name, address if name else None) if spec is not None)


def together(doctype: Doctype, spec: FieldSpec) -> tuple[FieldSpec, ...]:
    """The remembered fields of the party to which ``spec`` belongs: a seller's, or a buyer's."""
    known = remembered(doctype)
    if not spec.remembered:
        return known
    return tuple(one for one in known if (one.party or one.name) == (spec.party or spec.name))

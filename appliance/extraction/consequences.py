"""What follows from two dates of a document: which of two fields the one printed date belongs to,
and in which century a year of two figures lies.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace

from appliance.doctypes.schema import Doctype, Kind
from appliance.types import Field

Known = MutableMapping[str, tuple[Field, ...]]


def dated(doctype: Doctype, found: Known) -> None:
    """Put right what two dates say of each other."""
    _parted(doctype, found)
    _earlier(doctype, found)


def _parted(doctype: Doctype, found: Known) -> None:
    """Where one date is told for two fields that are ``unlike``, the surer of them keeps it."""
    for spec in doctype.fields:
        own, other = found.get(spec.name, ()), found.get(spec.unlike, ())
        if (
            spec.kind is Kind.DATE
            and own
            and other
            and [f.value for f in own] == [f.value for f in other]
        ):
            del found[spec.name if own[0].confidence <= other[0].confidence else spec.unlike]


def _earlier(doctype: Doctype, found: Known) -> None:
    """A year of two figures is of the century in which the date is not after the one that it must
    not be after (a birth in ``35``, a visit in 2024).
    """
    for rule in doctype.rules:
        first, second = (found.get(name, ()) for name in (*rule.fields, "", "")[:2])
        if rule.rule != "date_order" or not (first and second):
            continue
        year, rest = first[0].value[:4], first[0].value[4:]
        if first[0].value > second[0].value and year.isdecimal() and year not in first[0].text:
            found[first[0].name] = (replace(first[0], value=f"{int(year) - 100}{rest}"),)

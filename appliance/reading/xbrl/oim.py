"""xBRL-JSON: the facts of a report as JSON, one labelled row each.

Source: XBRL International, "xBRL-JSON: mapping of the OIM to JSON 1.0" (2021). Periods are
date-times: an instant at midnight is the end of the day before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from appliance.reading.unpaged import forms
from appliance.reading.unpaged.typeset import Piece, Sheet
from appliance.reading.xbrl.common_names import CommonNames
from appliance.reading.xbrl.contexts import last_day
from appliance.reading.xbrl.ixbrl import MOST_FACTS
from appliance.reading.xbrl.tagged import LONGEST_VALUE

_OWN = ("concept", "entity", "period", "unit", "language", "noteId")
"""Dimensions that every fact may have; further ones are the taxonomy's."""
_PREFIX = re.compile(r"[^\s:/*()]+:")
_BRACKETS = str.maketrans("", "", "()")


def is_report(data: Any) -> bool:
    """An object that says it is xBRL-JSON and has facts."""
    if not isinstance(data, dict) or not isinstance(data.get("facts"), dict):
        return False
    about = data.get("documentInfo")
    kind = str(about.get("documentType", "")) if isinstance(about, dict) else ""
    return "xbrl.org" in kind and kind.endswith(("xbrl-json", "oim-json"))


def read(sheet: Sheet, data: Mapping[str, Any]) -> str:
    """Set and state the facts; returns the kind."""
    names = CommonNames(sheet)
    for count, (identity, fact) in enumerate(data["facts"].items()):
        dimensions = fact.get("dimensions") if isinstance(fact, dict) else None
        if not isinstance(dimensions, dict) or count > MOST_FACTS:
            continue
        value, concept = fact.get("value"), str(dimensions.get("concept", ""))
        about = {"context": str(identity), **_about(dimensions)}
        if fact.get("decimals") is not None:
            about["decimals"] = str(fact["decimals"])
        if value is None:
            sheet.state(concept, "nil", {**about, "nil": "true"})
            continue
        _row(sheet, names, concept, str(value), about)
    names.join_address()
    return "xbrl"


def _row(sheet: Sheet, names: CommonNames, concept: str, value: str, about: dict[str, str]) -> None:
    caption = forms.label(concept.rpartition(":")[2])
    if len(value) > LONGEST_VALUE:
        sheet.row(f"{caption}: ", value)
        return
    keys: tuple[int, ...] = (sheet.state(concept, value, about),)
    if "dimensions" not in about:
        keys += names.offer(concept, value)
    when = f" ({about['end']})" if about.get("end") else ""
    sheet.row(Piece(text=f"{caption}{when}: "), Piece(text=value, keys=keys))


def _about(dimensions: Mapping[str, Any]) -> dict[str, str]:
    """Entity, unit, period and the taxonomy's dimensions, as of any XBRL fact."""
    start, _, end = str(dimensions.get("period", "")).rpartition("/")
    others = (f"{k}={'nil' if v is None else v}" for k, v in dimensions.items() if k not in _OWN)
    unit = _PREFIX.sub("", str(dimensions.get("unit", ""))).translate(_BRACKETS)
    found = {
        "entity": str(dimensions.get("entity", "")).rpartition(":")[2],
        "start": start[:10],
        "end": last_day(end),
        "unit": unit,
        "dimensions": ";".join(sorted(others)),
    }
    return {name: told for name, told in found.items() if told}

"""Forms that are filed as XML (Forms 3, 4, 5, D, C, 13F, N-PORT, 13G, 144 and others)."""

from __future__ import annotations

import re

from appliance.reading import forms, xmlsafe
from appliance.reading.filing import CommonNames
from appliance.reading.typeset import Sheet
from appliance.reading.xmlsafe import Element

ROOTS = frozenset({"ownershipDocument", "edgarSubmission", "informationTable"})
_FORM_ELEMENTS = ("documentType", "headerData/submissionType", "submissionType")


def is_form(root: Element) -> bool:
    """The root of a form, by its name or by the SEC's namespace."""
    return xmlsafe.name(root) in ROOTS or "www.sec.gov/edgar" in str(root.tag)


def kind(root: Element) -> str:
    """``edgar-`` and the form's name in lower case."""
    for path in _FORM_ELEMENTS:
        form = xmlsafe.text(xmlsafe.find(root, path))
        if form:
            short = form.lower().replace("schedule ", "")
            return "edgar-" + re.sub(r"[^a-z0-9]+", "-", short).strip("-")
    return "edgar-form"


def read(sheet: Sheet, root: Element, names: CommonNames | None = None) -> str:
    """Set a form and state every element; returns the kind."""
    common = names or CommonNames(sheet)
    form = kind(root).removeprefix("edgar-").upper()
    sheet.row(f"FORM {form}")

    def keys(path: str, value: str) -> tuple[int, ...]:
        return (sheet.state(path, value), *common.offer(path, value))

    forms.walk(sheet, root, keys)
    return kind(root)

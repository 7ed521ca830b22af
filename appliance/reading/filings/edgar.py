"""Forms that are filed as XML (Forms 3, 4, 5, D, C, 13F, N-PORT, 13G, 144 and others)."""

from __future__ import annotations

import re

from appliance.reading.unpaged import forms, xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.unpaged.xmlsafe import Element
from appliance.reading.values.dates import iso_date
from appliance.reading.xbrl.common_names import CommonNames

ROOTS = frozenset({"ownershipDocument", "edgarSubmission", "informationTable"})
ROWS = frozenset(
    {
        "nonDerivativeTransaction", "nonDerivativeHolding", "derivativeTransaction",
        "derivativeHolding", "infoTable", "invstOrSec", "securitiesToBeSold",
        "securitiesInformation", "securitiesSoldInPast3Months",
        "coverPageHeaderReportingPersonDetails", "reportingPersonInfo",
    }
)  # fmt: skip
"""Elements that are a row of a table: transactions and holdings of Forms 3, 4 and 5, holdings of
13F and N-PORT, securities of Form 144, reporting persons of Schedules 13G and 13D."""
_DATED = re.compile(
    r"(?:\b[dD]ate[A-Z]?\w*|\w*Date|eventDateRequiresFilingThisStatement|periodOfReport"
    r"|filerInfo/period|repPdEnd|reportCalendarOrQuarter)(?:/value)?$"
)
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
    """Set a form and state every element; returns the kind.

    What stands in an element of ``ROWS`` says in which row (counted from 1 over the file).
    """
    common = names or CommonNames(sheet)
    form = kind(root).removeprefix("edgar-").upper()
    sheet.row(f"FORM {form}")
    rows = _Rows(common)

    def keys(path: str, value: str) -> tuple[int, ...]:
        about = rows.about(path)
        own = sheet.state(path, _exact(path, value), about)
        return (own, *(() if about else common.offer(path, value)))

    forms.walk(sheet, root, keys, entered=rows.enter)
    if names is None:
        common.join_address()
    return kind(root)


class _Rows:
    """Counts the rows of a form's tables as the walk enters them."""

    def __init__(self, names: CommonNames) -> None:
        self._names = names
        self._at = ""

    def enter(self, path: str) -> None:
        """An element opens; one of ``ROWS`` opens a row."""
        if path.rpartition("/")[2] in ROWS:
            self._names.rows += 1
            self._at = path
        elif not path.startswith(self._at):
            self._at = ""

    def about(self, path: str) -> dict[str, str]:
        """The row in which an element stands."""
        inside = self._at and path.startswith((f"{self._at}/", f"{self._at}@"))
        return {"row": str(self._names.rows)} if inside else {}


def _exact(path: str, value: str) -> str:
    """Dates as forms write them (12-31-2024) in ISO 8601."""
    return iso_date(value) if _DATED.search(path) else value

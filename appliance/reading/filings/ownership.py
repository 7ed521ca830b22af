"""Forms 3, 4 and 5 as EDGAR renders them: the page says in prose what the form's XML states.

The SEC's own style sheet makes the page, so its headings and classes are as fixed as the XML is.
Every value is stated under the path that the XML would give it (EDGAR Ownership XML Technical
Specification), with its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from appliance.reading.filings import ownership_bare
from appliance.reading.unpaged import markup, xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.unpaged.xmlsafe import Element
from appliance.reading.values.dates import iso_date
from appliance.reading.xbrl.common_names import CommonNames
from appliance.types import Span

_ROOT = "ownershipDocument"
_AMOUNTS = "transactionAmounts"
_ADDRESS = "reportingOwner/reportingOwnerAddress/rptOwner"
_OFFICE = "reportingOwner/reportingOwnerRelationship/"
_OFFICES = {
    "Director": "isDirector",
    "10% Owner": "isTenPercentOwner",
    "Officer": "isOfficer",
    "Other": "isOther",
}
_TITLE = re.compile(r"SEC FORM\s+([345](?:/A)?)")
_NAMED = re.compile(r"FORM\s+([345](?:/A)?)$")
_TABLE_I = re.compile(r"Table I\b.*Non-Derivative")
"""A page of the same form without the style sheet's title and classes."""
_TABLE = re.compile(r"Table (I{1,2})\b")
_CIK = re.compile(r"CIK=(\d{1,10})", re.IGNORECASE)
_NUMBER = re.compile(r"\$?\s*(\d[\d,]*(?:\.\d+)?)")
_REFERENCE = re.compile(r"(?<=\d)\s*\(\d{1,2}\)$")
"""The number of a footnote behind a figure."""
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_COLUMNS = tuple(
    (re.compile(heading), path)
    for heading, path in (
        (r"Code", "transactionCoding/transactionCode"),
        (r"Amount", f"{_AMOUNTS}/transactionShares/value"),
        (r"\(A\) or \(D\)", f"{_AMOUNTS}/transactionAcquiredDisposedCode/value"),
        (r"Price", f"{_AMOUNTS}/transactionPricePerShare/value"),
        (r"\([AD]\)", f"{_AMOUNTS}/transactionShares/value"),
        (r"Date Exercisable", "exerciseDate/value"),
        (r"Expiration Date", "expirationDate/value"),
        (r"Title", "underlyingSecurity/underlyingSecurityTitle/value"),
        (r"Amount or Number of Shares", "underlyingSecurity/underlyingSecurityShares/value"),
        (r"Title of (Derivative )?Security.*", "securityTitle/value"),
        (r"Conversion or Exercise Price.*", "conversionOrExercisePrice/value"),
        (r"Transaction Date.*", "transactionDate/value"),
        (r"Deemed Execution Date.*", "deemedExecutionDate/value"),
        (r"Price of Derivative Security.*", f"{_AMOUNTS}/transactionPricePerShare/value"),
        (
            r"(Amount|Number) of (derivative )?Securities Beneficially Owned.*",
            "postTransactionAmounts/sharesOwnedFollowingTransaction/value",
        ),
        (r"Ownership Form.*", "ownershipNature/directOrIndirectOwnership/value"),
        (r"Nature of Indirect.*", "ownershipNature/natureOfOwnership/value"),
    )
)
_PLANNED = re.compile(
    r"Check this box to indicate that a transaction was made pursuant to a contract"
)
"""The box that stands for ``aff10b5One``: unmarked, it says no."""
_NOTE = re.compile(r"\d{1,3}\.\s+")
_SWAP = "/K"
"""How the style sheet marks the code of a transaction that involves an equity swap."""
_LABELS = (
    (re.compile(r"\d\. (Date of (Earliest Transaction|Event)|Statement for)"), "periodOfReport"),
    (re.compile(r"\d\. Issuer Name"), "issuer/issuerTradingSymbol"),
)


def is_form(root: Element) -> bool:
    """A page that EDGAR made of a form."""
    return _form(root) is not None


def read(sheet: Sheet, root: Element) -> str:
    """Set the page and state what it shows; returns the kind."""
    form = _form(root) or ""
    shown = _Shown(sheet)
    shown.head(root, form)
    for table in root.iter("table"):
        shown.table(table)
    markup.walk(sheet, root, lambda element: shown.keys.get(element, ()))
    if next(_values(root), None) is None:
        shown.header(root)
    return f"edgar-{form.lower().replace('/', '-')}"


class _Shown:
    """Which statements each element of the page shows."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._form = ""
        self._names = CommonNames(sheet)
        self.keys: dict[Element, tuple[int, ...]] = {}

    def head(self, root: Element, form: str) -> None:
        """Who reports on whom, for when."""
        self._form = form
        name = next((item for item in root.iter("td") if item.get("class") == "FormName"), root)
        self._state("documentType", form, name if name is not root else None)
        for cell in root.iter("td"):
            text = xmlsafe.text(cell)
            if re.match(r"\d\. Issuer Name", text):
                self._party(cell, "issuer/issuer")
            elif re.match(r"1\. Name and Address", text):
                self._party(cell, "reportingOwner/reportingOwnerId/rptOwner")
                self._address(cell)
            elif re.match(r"\d\. Relationship of Reporting", text):
                self._relationship(cell)
            for label, path in _LABELS:
                if label.match(text):
                    for value in _values(cell):
                        self._state(path, xmlsafe.text(value), value)
        self._signatures(root)
        self._planned(root)
        for note in root.iter("td"):
            if note.get("class") == "FootnoteData" and xmlsafe.text(note):
                self._state("footnotes/footnote", _NOTE.sub("", xmlsafe.text(note), count=1), note)

    def header(self, root: Element) -> None:
        """The same of a page without marks: stated, and shown where it first stands."""
        for path, value in ownership_bare.told(root):
            for key in self._state(path, value, None):
                at = self._sheet.text.find(value)
                if at >= 0:
                    self._sheet.show(key, Span(at, at + len(value)))

    def table(self, table: Element) -> None:
        """Transactions and holdings, a row each."""
        title = _TABLE.search(" ".join(xmlsafe.text(cell) for cell in table.iter("th")))
        head = next(table.iterchildren("thead"), None)
        if title is None or head is None:
            return
        kind = "nonDerivative" if title.group(1) == "I" else "derivative"
        headings = _headings(head)
        for row in table.iterfind("./tbody/tr"):
            cells = zip(headings, row.iterchildren("td"), strict=False)
            self._row(kind, [(path, value) for path, cell in cells for value in _entered(cell)])

    def _row(self, kind: str, values: list[tuple[str, Element]]) -> None:
        if not values:
            return
        self._names.rows += 1
        columns = [_column(heading) for heading, _ in values]
        traded = "transactionCoding/transactionCode" in columns
        group = f"{kind}Table/{kind}{'Transaction' if traded else 'Holding'}"
        for (heading, value), column in zip(values, columns, strict=True):
            if not column:
                continue
            if column.endswith("/transactionCode"):
                self._coded(group, value, early="V" in (heading for heading, _ in values))
                continue
            self._state(f"{group}/{column}", xmlsafe.text(value), value, row=self._names.rows)
            if heading in ("(A)", "(D)"):
                way = f"{group}/{_AMOUNTS}/transactionAcquiredDisposedCode/value"
                self._state(way, heading.strip("()"), value, row=self._names.rows)

    def _coded(self, group: str, value: Element, *, early: bool) -> None:
        """What the code of a transaction says: a swap is marked, the form is the page's own unless
        the transaction is reported earlier than it must be.
        """
        code, coding, row = xmlsafe.text(value), f"{group}/transactionCoding", self._names.rows
        self._state(f"{coding}/transactionCode", code.removesuffix(_SWAP), value, row=row)
        swapped = "true" if code.endswith(_SWAP) else "false"
        self._state(f"{coding}/equitySwapInvolved", swapped, value, row=row)
        if not early:
            form = self._form.partition("/")[0]
            self._state(f"{coding}/transactionFormType", form, value, row=row)

    def _planned(self, root: Element) -> None:
        """Whether a plan of Rule 10b5-1(c) is claimed: the box in front of the words."""
        for row in root.iter("tr"):
            cells = list(row.iterchildren("td"))
            if len(cells) == 2 and _PLANNED.match(xmlsafe.text(cells[1])):
                marked = xmlsafe.text(cells[0]).upper() == "X"
                self._state("aff10b5One", "true" if marked else "false", cells[1])

    def _party(self, cell: Element, prefix: str) -> None:
        """A name that links to its central index key."""
        for link in cell.iter("a"):
            known = _CIK.search(link.get("href", ""))
            if known:
                self._state(f"{prefix}Cik", known.group(1), None)
                self._state(f"{prefix}Name", xmlsafe.text(link), link)

    def _address(self, cell: Element) -> None:
        """Streets, each on a row, and the row of city, state and postal code."""
        tables = list(cell.iter("table"))
        labels = [at for at, table in enumerate(tables) if xmlsafe.text(table).startswith("(City)")]
        if not labels or labels[0] < 2:
            return
        streets, place = tables[labels[0] - 2], tables[labels[0] - 1]
        for number, value in enumerate(_values(streets), start=1):
            self._state(f"{_ADDRESS}Street{number}", xmlsafe.text(value), value)
        for name, part in zip(("City", "State", "ZipCode"), place.iter("td"), strict=False):
            for value in _values(part):
                self._state(f"{_ADDRESS}{name}", xmlsafe.text(value), value)

    def _relationship(self, cell: Element) -> None:
        """What is marked with a cross, and the title below."""
        boxes = list(cell.iter("td"))
        for mark, label in pairwise(boxes):
            name = _OFFICES.get(xmlsafe.text(label).partition(" (")[0])
            if name and xmlsafe.text(mark).upper() == "X":
                self._state(f"{_OFFICE}{name}", "true", label)
        for box in boxes:
            if "blue" in (box.get("style") or "") and xmlsafe.text(box):
                self._state(f"{_OFFICE}officerTitle", xmlsafe.text(box), box)

    def _signatures(self, root: Element) -> None:
        """Who signed, and when."""
        values = list(_values(root))
        for value, after in zip(values, [*values[1:], None], strict=False):
            if xmlsafe.text(value).startswith("/s/"):
                self._state("ownerSignature/signatureName", xmlsafe.text(value), value)
                if after is not None and _DATE.fullmatch(xmlsafe.text(after)):
                    self._state("ownerSignature/signatureDate", xmlsafe.text(after), after)

    def _state(self, path: str, shown: str, at: Element | None, *, row: int = 0) -> tuple[int, ...]:
        path, value = f"{_ROOT}/{path}", _exact(path, shown)
        key = self._sheet.state(path, value, {"row": str(row)} if row else None)
        keys = (key, *(() if row else self._names.offer(path, value)))
        if at is not None:
            self.keys[at] = self.keys.get(at, ()) + keys
        return keys


def _form(root: Element) -> str | None:
    title = root.find(".//title")
    match = _TITLE.match(xmlsafe.text(title)) if title is not None else None
    if match is None and any(_TABLE_I.match(xmlsafe.text(cell)) for cell in root.iter("th")):
        match = next(filter(None, (_NAMED.match(xmlsafe.text(c)) for c in root.iter("td"))), None)
    return match.group(1) if match else None


def _entered(cell: Element) -> list[Element]:
    """What a cell of a table holds: marked as entered, or, on pages without the marks, all."""
    marked = list(_values(cell))
    bare = not any(span.get("class") for span in cell.iter("span"))
    return marked or ([cell] if bare and xmlsafe.text(cell) else [])


def _values(cell: Element) -> Iterator[Element]:
    """What the filer has filled in, not what the form itself prints."""
    for element in cell.iter("span"):
        named = element.get("class") or ""
        if named.endswith("FormData") and xmlsafe.text(element):
            yield element


def _headings(head: Element) -> list[str]:
    """The lowest heading of each column: cells may span columns and rows."""
    columns: dict[int, str] = {}
    taken: dict[int, int] = {}  # column -> heading rows that a cell above still covers
    for row in head.iterchildren("tr"):
        column, covered = 0, dict(taken)
        taken = {at: rows - 1 for at, rows in covered.items() if rows > 1}
        for cell in row.iterchildren("th"):
            while covered.get(column):
                column += 1
            for at in range(column, column + _span(cell, "colspan")):
                columns[at] = xmlsafe.text(cell)
                taken[at] = _span(cell, "rowspan") - 1
            column += _span(cell, "colspan")
    return [columns[at] for at in sorted(columns)]


def _span(cell: Element, name: str) -> int:
    stated = cell.get(name, "1")
    return min(int(stated), 50) if stated.isdecimal() else 1


def _column(heading: str) -> str:
    """The element that a column is in the form's XML, "" for none that we keep."""
    bare = re.sub(r"^\d{1,2}A?\.\s*", "", heading)
    return next((path for pattern, path in _COLUMNS if pattern.fullmatch(bare)), "")


def _exact(path: str, shown: str) -> str:
    """Numbers without separators, dates in ISO 8601."""
    if _DATE.fullmatch(shown):
        return iso_date(shown)
    shown = _REFERENCE.sub("", shown)
    number = _NUMBER.fullmatch(shown) if path.endswith("/value") else None
    return number.group(1).replace(",", "") if number else shown

"""CSV (RFC 4180): one row per document, one column per field, values of a list joined by "; ".

With a byte order mark: people open the file in a spreadsheet, which otherwise takes UTF-8 for
the local 8-bit code page and spoils every accent. Programs should take JSON Lines instead, or
decode as ``utf-8-sig``. Text that a spreadsheet would execute gets an apostrophe in front;
numbers stay numbers, negative ones too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from appliance.exports._table import BASE, JOINT, base, columns, documents, inert, values
from appliance.types import Processed

NAME = "csv"
MEDIA_TYPE = "text/csv; charset=utf-8"
SUFFIX = ".csv"

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")


def render(records: Sequence[Processed]) -> bytes:
    """A header and a row per document; an archive's members have rows of their own."""
    rows = tuple(documents(records))
    names = columns(rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*BASE, *map(cell, names)])
    for record in rows:
        found = values(record)
        cells = (*base(record), *(JOINT.join(found.get(name, ())) for name in names))
        writer.writerow([cell("" if value is None else str(value)) for value in cells])
    return out.getvalue().encode("utf-8-sig")


def cell(text: str) -> str:
    """A value that is a number as it is, any other made inert."""
    return text if _NUMBER.match(text) else inert(text)

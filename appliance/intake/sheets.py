"""How far the cells of a workbook lie apart: two of them can span 17 thousand million places.

ECMA-376 part 1, 18.3.1.4: a cell states its column and row (``r="AB12"``).
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib

from appliance.errors import Damaged, TooLarge
from appliance.settings import Limits

# What zipfile raises on archives that break the format's rules.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_FILLED = re.compile(rb"<(?:\w+:)?c\s([^<>]*)(?<!/)>\s*<(?!/)")
"""The attributes of a cell that holds something; empty ones only carry a style."""
_PLACE = re.compile(rb"""(?<!\S)r\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")


def check_extents(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raise ``TooLarge`` where the filled cells of a sheet span more places than allowed.

    The parts' sizes have been checked before.
    """
    for part in archive.infolist():
        if _SHEET.fullmatch(part.filename):
            try:
                places = _extent(archive.read(part))
            except (*BROKEN, RuntimeError):
                raise Damaged() from None
            if places > limits.cells:
                raise TooLarge(
                    f"The cells of a sheet span {places} places; the limit is {limits.cells}. "
                    "Export the part that matters as PDF or CSV."
                )


def _extent(markup: bytes) -> int:
    """Rows times columns from the first filled cell to the last."""
    rows, columns = set(), set()
    for attributes in _FILLED.findall(markup):  # in two steps: each takes time by the length only
        if place := _PLACE.search(attributes):
            rows.add(int(place[2]))
            columns.add(place[1])
    if not rows:
        return 0
    numbers = [_number(column) for column in columns]
    return (max(rows) - min(rows) + 1) * (max(numbers) - min(numbers) + 1)


def _number(column: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number

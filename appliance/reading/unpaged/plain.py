"""Plain text, Markdown and comma-separated values on typeset pages."""

from __future__ import annotations

import csv
import io

from appliance.errors import Damaged, EmptyFile
from appliance.reading.unpaged.typeset import Piece, Sheet

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SAMPLE = 8192
LONGEST_CELL = 1_000_000
NUL_SHARE = 0.01


def decode(content: bytes) -> str:
    """Bytes as text: by its mark, else UTF-8, else Windows-1252 (Latin text of old exports)."""
    if not content.strip():
        raise EmptyFile
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if content.count(b"\0") > NUL_SHARE * len(content):
        raise Damaged
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def text(sheet: Sheet, source: str) -> None:
    """Lines as they are; long ones broken."""
    for line in source.replace("\f", "\n").splitlines():
        sheet.line(line.replace("\0", ""))


def separated(sheet: Sheet, source: str) -> None:
    """Comma-, semicolon- or tab-separated values as one table."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(source[:SAMPLE], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = [row for row in csv.reader(io.StringIO(source, newline=""), dialect) if any(row)]
    except csv.Error:
        raise Damaged from None
    sheet.table([[(Piece(text=" ".join(cell.split())),) for cell in row] for row in rows])

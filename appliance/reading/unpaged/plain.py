"""Plain text, Markdown and comma-separated values on typeset pages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from appliance.errors import Damaged, EmptyFile
from appliance.reading.unpaged.typeset import Piece, Sheet

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SAMPLE = 8192
LONGEST_CELL = 1_000_000
NUL_SHARE = 0.01
_BARRED = re.compile(r"\s*\|(?=[^|\n]*[^\s|])[^\n]*\|[^\n]*\|\s*$")
_RULE = re.compile(r"[\s|:+=-]+$")


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
    """Lines as they are; long ones broken. Rows between bars are a table, as in Markdown."""
    lines = source.replace("\f", "\n").replace("\0", "").splitlines()
    for barred, group in groupby(lines, lambda line: bool(_BARRED.match(line))):
        plain = list(group)
        rows = list(_cells(plain)) if barred else []
        if len(rows) > 1:
            sheet.table([[(Piece(text=cell),) for cell in row] for row in rows])
            continue
        for line in plain:
            sheet.line(line)


def _cells(lines: Sequence[str]) -> Iterator[list[str]]:
    """The cells of rows between bars; a row of dashes is only drawn."""
    for line in lines:
        if not _RULE.match(line):
            yield [cell.strip() for cell in line.strip().strip("|").split("|")]


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

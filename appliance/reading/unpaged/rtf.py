"""Rich Text Format as plain lines: what a word processor would print, without its looks.

Source: Microsoft, "Rich Text Format (RTF) Specification", version 1.9.1.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|(.)",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": "\t",
    "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018",
    "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
_SILENT = frozenset(
    {
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer",
        "listtable", "listoverridetable", "generator", "themedata", "fldinst", "rsidtbl",
    }
)  # fmt: skip
"""Destinations whose text is none of the document's."""


def text(source: bytes) -> str:
    """The document's text, a line per paragraph or row of a table (its cells parted by tabs)."""
    coding = _coding(source)
    parts: list[str] = []
    groups: list[tuple[bool, int]] = []  # silent, characters that stand in for a Unicode one
    silent, stand_ins, waiting = False, 1, 0
    for match in _TOKEN.finditer(source.decode("latin-1")):
        word, number, code, symbol, brace, plain = match.groups()
        if brace == "{":
            groups.append((silent, stand_ins))
        elif brace:
            silent, stand_ins = groups.pop() if groups else (False, 1)
        elif symbol == "*" or word in _SILENT:
            silent = True
        elif word == "uc":
            stand_ins = int(number or 1)
        elif word == "u":
            waiting = stand_ins
            parts.append("" if silent else chr(int(number or 0) % 65536))
        elif waiting and (code or plain):
            waiting -= 1
        elif not silent:
            byte = bytes.fromhex(code).decode(coding, errors="replace") if code else ""
            parts.append(byte or plain or _SIGNS.get(word or "") or _SYMBOLS.get(symbol or "", ""))
    return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", errors="replace")


def _coding(source: bytes) -> str:
    """The code page that the head names, else that of Western Windows."""
    named = re.search(rb"\\ansicpg(\d{3,5})", source[:2000])
    page = f"cp{int(named[1])}" if named else "cp1252"
    try:
        b"".decode(page)
    except LookupError:
        return "cp1252"
    return page

"""HTML on typeset pages: blocks become rows, table rows one row each; facts keep their place.

Text that a browser would not show (scripts, ``display:none``, the header of inline XBRL) is not
set. The tree is walked without recursion, so that no nesting can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Piece, Sheet
from appliance.reading.unpaged.xmlsafe import Element, local

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "br",
        "item",  # these three of the narrative blocks of HL7 CDA
        "list",
        "paragraph",
    ]
)
SILENT = frozenset(
    [
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "object",
        "svg",
        "iframe",
        "math",
        "audio",
        "video",
        "canvas",
    ]
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "list"])
CELL_OF_PROSE = 600  # characters: a table with such a cell only arranges the page
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CLOSERS = frozenset({")", "%", ")%", "%)", "):"})
_CURRENCIES = frozenset(["$", "€", "£", "¥", "US$", "C$", "A$"])

Marks = Callable[[Element], tuple[int, ...]]


def read(sheet: Sheet, content: bytes) -> None:
    """Set a HTML file."""
    walk(sheet, xmlsafe.hypertext(content), lambda _: ())


def walk(sheet: Sheet, root: Element, marks: Marks) -> None:
    """Set a tree; ``marks`` gives the statements that an element shows."""
    setter = _Setter(sheet, marks)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            if _silent(element):
                walker.skip_subtree()
            else:
                setter.start(element)
        else:
            setter.end(element)
    setter.flush()


def _silent(element: Element) -> bool:
    if local(element) in SILENT or element.get("hidden") is not None:
        return True
    tag = str(element.tag).lower()
    if local(element) == "header" and ("inlinexbrl" in tag or tag.startswith("ix:")):
        return True
    return _HIDDEN.search(element.get("style", "")) is not None


@dataclass(slots=True)
class _Setter:
    """Collects inline text until a block ends, cells until a table ends."""

    sheet: Sheet
    marks: Marks
    pieces: list[Piece] = field(default_factory=list)
    keys: list[tuple[int, ...]] = field(default_factory=list)
    table: Element | None = None  # the table of data that we are in
    rows: list[list[list[Piece]]] = field(default_factory=list)
    preformatted: int = 0

    def start(self, element: Element) -> None:
        """An element opens."""
        tag = local(element)
        if tag in BLOCKS:
            self._break(tag, element)
        if tag == "pre":
            self.preformatted += 1
        self.keys.append(self.marks(element))
        if tag == "input" and element.get("type", "text") in ("text", "number", "date"):
            self._text(f" {element.get('value', '')} ")
        self._text(element.text)

    def end(self, element: Element) -> None:
        """An element closes; its tail belongs to the parent."""
        tag = local(element)
        if not _silent(element):
            if self.keys:
                self.keys.pop()
            if tag in BLOCKS:
                self._break(tag, element, closing=True)
            if tag == "pre":
                self.preformatted -= 1
        self._text(element.tail)

    def _break(self, tag: str, element: Element, closing: bool = False) -> None:
        if self.table is None:
            self.flush()
            if tag in HEADINGS:
                self.sheet.gap()
            if tag == "table" and not closing and _is_data(element):
                self.table, self.rows = element, []
        elif element is self.table:
            self._end_table()
        elif tag == "tr" and not closing:
            self.rows.append([])
        elif tag in ("td", "th"):
            self._cell(closing)
        else:
            self.pieces.append(Piece(text=" "))

    def _cell(self, closing: bool) -> None:
        if not closing:
            self.pieces = []
        elif self.rows:
            self.rows[-1].append(self.pieces)
            self.pieces = []

    def _end_table(self) -> None:
        self.table, self.pieces = None, []
        rows = [_joined(row) for row in self.rows if any(_shown(cell) for cell in row)]
        if rows:
            self.sheet.table(rows)
        self.sheet.gap()

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted and self.table is None:
            self._lines(text)
            return
        keys = tuple(key for level in self.keys for key in level)
        self.pieces.append(Piece(text=text, keys=keys))

    def _lines(self, text: str) -> None:
        first, *others = text.split("\n")
        keys = tuple(key for level in self.keys for key in level)
        self.pieces.append(Piece(text=first, keys=keys))
        for line in others:
            self.flush()
            self.pieces.append(Piece(text=line, keys=keys))

    def flush(self) -> None:
        """Set what has been collected as one row."""
        if self.pieces and self.table is None:
            if self.preformatted and not any(piece.keys for piece in self.pieces):
                self.sheet.line("".join(piece.text for piece in self.pieces))
            else:
                self.sheet.row(*self.pieces)
            self.pieces = []


def _is_data(table: Element) -> bool:
    """A table of data, not one that arranges the page."""
    for element in table.iter():
        tag = local(element)
        if tag in ("table", "pre") and element is not table:
            return False
        if tag in ("td", "th") and sum(map(len, _texts(element))) > CELL_OF_PROSE:
            return False
    return True


def _texts(element: Element) -> list[str]:
    return [" ".join(str(text).split()) for text in element.itertext()]


def _shown(cell: list[Piece]) -> str:
    return "".join(piece.text for piece in cell).strip()


def _joined(row: list[list[Piece]]) -> list[list[Piece]]:
    """Cells that only hold a bracket, a per cent or a currency sign belong to their neighbour."""
    cells: list[list[Piece]] = []
    currency: list[Piece] = []
    for cell in row:
        shown = _shown(cell)
        if shown in _CLOSERS and cells and _shown(cells[-1]):
            cells[-1] = [*_stripped(cells[-1]), Piece(text=shown)]
        elif shown in _CURRENCIES:
            currency = [*cell, Piece(text=" ")]
        elif shown or not currency:
            cells.append([*currency, *cell])
            currency = []
    if currency:
        cells.append(currency)
    return cells


def _stripped(cell: list[Piece]) -> list[Piece]:
    """Without white space at the end, so that a bracket follows directly."""
    kept = list(cell)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        last = kept[-1]
        kept[-1] = Piece(text=last.text.rstrip(), keys=last.keys)
    return kept

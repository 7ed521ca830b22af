"""The cover page of a report to a market regulator.

American forms print the caption below its value, in brackets: ``110 North Carpenter Street``
above ``(Address of principal executive offices)``; others put a label in front. The address is
taken apart; the table of registered securities is read by its heads; shares outstanding are the
counts that the cover calls outstanding. Sources: General instructions of Forms 10-K, 10-Q, 8-K and
20-F (17 CFR 249), whose cover pages have the same parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.found import Found
from appliance.extraction.sheet.cues import patterns
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

Reader = Callable[[Sheet, Doctype, FieldSpec], tuple[Found, ...]]

CAPTIONED, LABELLED = 0.95, 0.85
ROWS = 160
"""Printed rows of the cover at most."""
CAPTION_ROW = re.compile(
    r"^\s*\(|\)\s*$|^(?:for the|or\b|commission file|\W+$)|employer identification|jurisdiction of|"
    r"exact name|^form\b|former name|^date of report",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<![\d$€£.,])(?<![$€£]\s)\d{1,3}(?:,\d{3})+(?![\d,]|\.\d)")
_OUTSTANDING = re.compile(r"\boutstanding\b|\bshares in issue\b", re.IGNORECASE)
_SHARES = re.compile(r"\b(?:shares?|stock|units?|interests?|class)\b", re.IGNORECASE)
_VALUE = re.compile(r"aggregate market value|market value of|\bvotes?\b", re.IGNORECASE)
_BODY = re.compile(
    r"^\W*(?:(?:table of contents|index)\W*$|part i\b|item 1\b|documents incorporated|"
    r"forward[- ]looking)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^the\s+(?=\S)", re.IGNORECASE)
_LEGAL = re.compile(
    r"^(?P<name>[^\W\d_][^:]{2,100}?\b(?:limited|ltd\.?|plc|llp|l\.l\.p\.|c\.i\.c\.|cic|inc\.?|"
    r"corp(?:oration)?\.?|gmbh|se|n\.v\.|s\.a\.|l\.p\.|lp|llc|trust))(?:\s*$|\s{2,}|"
    r"\s+(?:registered|"
    r"company|\(?reg)\b)",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"\W*(?:name of (?:the )?reporting entity|(?:legal|company|entity) name\W*$)", re.IGNORECASE
)
"""What stands before the name in the tables of European annual reports."""
_LESS = re.compile(
    r"\b(?:excluding|excludes|exclusive of|net of|less|not including|other than)"
    r"\s+(?:the\s+|an aggregate of\s+)?$",
    re.IGNORECASE,
)
_TREASURY = re.compile(r"[^.;:]{0,60}\b(?:in treasury|treasury (?:shares|stock))", re.IGNORECASE)
_STOPS = r"(?<!\bInc)(?<!\bCorp)(?<!\bCo)(?<!\bLtd)[.;?]\s+(?=[A-Z])|☐|☒|☑"
"""Where a sentence ends, or another question begins; no colon, behind which counts are listed."""
_ISSUER = re.compile(r"\bissuer name and ticker or trading symbol", re.IGNORECASE)
_BRACKETED = re.compile(r"(?P<name>[^\[\n]{2,100}?)\s*\[\s*(?P<symbol>[^\]]{1,20}?)\s*\]")


def cover(sheet: Sheet) -> tuple[Row, ...]:
    """The rows of the cover page: up to the table of contents or the first item."""
    for row in sheet.rows[:ROWS]:
        if row.index > 25 and _BODY.match(sheet.text(row.span)):
            return sheet.rows[: row.index]
    return sheet.rows[:ROWS]


def registrant(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The name above its caption, or the first name of a company at the head of the page."""
    rows = cover(sheet)
    for row in rows:
        if len(row.cells) == 2 and _ENTITY.match(sheet.text(row.cells[0].span)):
            return (named(sheet, (row.cells[1].span,), CAPTIONED),)
    for cue in patterns(spec):
        for row in rows:
            match = cue.search(sheet.text(row.span))
            if match is None or row.index == 0:
                continue
            if not sheet.text(row.span).lstrip().startswith("("):
                continue
            block = [above.span for above in _names_above(sheet, rows, row)]
            block = _topmost(sheet, rows, row, block)
            if block:
                return (named(sheet, tuple(block), CAPTIONED),)
    box = issuer(sheet, rows)
    if box is not None:
        return (named(sheet, (box[0],), CAPTIONED),)
    for row in rows[:20]:
        legal = _LEGAL.match(sheet.text(row.span))
        if legal:
            span = Span(row.span.start, row.span.start + legal.end("name"))
            return (named(sheet, (span,), LABELLED - 0.15),)
    return ()


def issuer(sheet: Sheet, rows: Sequence[Row]) -> tuple[Span, Span] | None:
    """Name and trading symbol in the box of Forms 3, 4 and 5: ``Name Inc. [ SYM ]``."""
    for row, below in pairwise(rows):
        if _ISSUER.search(sheet.text(row.span)):
            for cell in below.cells:
                match = _BRACKETED.match(sheet.text(cell.span))
                if match:
                    start = cell.span.start
                    return (
                        Span(start, start + match.end("name")),
                        Span(start + match.start("symbol"), start + match.end("symbol")),
                    )
    return None


def _names_above(sheet: Sheet, rows: Sequence[Row], caption: Row) -> list[Row]:
    block: list[Row] = []
    for row in reversed(rows[max(caption.index - 3, 0) : caption.index]):
        text = sheet.text(row.span)
        plain = re.search(r"[^\W\d_]{2}", text) is not None
        if not plain:
            continue
        if CAPTION_ROW.search(text) or re.search(r"\d{4}$|file n", text, re.IGNORECASE):
            break
        if block and not _continues(sheet.text(block[0].span), text):
            break
        block.insert(0, row)
    return block


def _topmost(sheet: Sheet, rows: Sequence[Row], caption: Row, block: list[Span]) -> list[Span]:
    """Of several registrants one above the other, each with its legal form, the first."""
    if len(block) != 1 or not _LEGAL.match(sheet.text(block[0])):
        return block
    for row in reversed(rows[: caption.index]):
        if row.span.start >= block[0].start:
            continue
        legal = _LEGAL.match(sheet.text(row.span))
        if legal is None or legal.end() < len(sheet.text(row.span)):
            break
        block = [row.span]
    return block


def _continues(below: str, above: str) -> bool:
    """A name on two rows: the upper one ends openly or the lower one is a mere legal form."""
    return bool(
        re.search(r"(?:,|&|\band|\bof)\s*$", above, re.IGNORECASE)
        or re.fullmatch(
            r"\W*(?:inc|corp|corporation|company|llc|ltd|limited|plc|l\.?p)\W*",
            below,
            re.IGNORECASE,
        )
    )


def named(sheet: Sheet, spans: tuple[Span, ...], belief: float) -> Found:
    """As EDGAR conforms names, the normal form has no article in front."""
    words = " ".join(" ".join(sheet.text(span) for span in spans).split()).strip(" _*")
    return Found(value=_ARTICLE.sub("", words), spans=spans, belief=belief)


def shares(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """Counts of shares that the cover calls outstanding."""
    rows = cover(sheet)
    if not rows:
        return ()
    text = sheet.document.text
    end = rows[-1].span.end
    found = []
    for match in _COUNT.finditer(text, rows[0].span.start, end):
        around = _sentence(text, match, end)
        if _LESS.search(text[: match.start()][-40:]) and _TREASURY.match(text, match.end()):
            continue
        if _OUTSTANDING.search(around) and _SHARES.search(around) and not _VALUE.search(around):
            value = match.group().replace(",", "")
            found.append(Found(value=value, spans=(Span(*match.span()),), belief=LABELLED))
    return tuple(found)


def _sentence(text: str, match: re.Match[str], end: int) -> str:
    """The sentence (or the table's head) in which a count stands."""
    start = max(match.start() - 320, 0)
    before = re.split(_STOPS, text[start : match.start()])[-1]
    behind = re.split(r"\.\s+(?=[A-Z])|\n\n", text[match.end() : min(match.end() + 240, end)])[0]
    return f"{before}{match.group()}{behind}"

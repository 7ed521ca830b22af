"""The registered securities of a cover: title, trading symbol, exchange.

They are a table under three heads. Where the table is lost (one cell a row, or a row without
gaps, as converters leave it), the name of an exchange ends an entry and a symbol stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.filings import registered_table
from appliance.extraction.filings.cover import CAPTIONED, cover, issuer, named
from appliance.extraction.filings.registered_table import Entry, Value
from appliance.extraction.found import Found
from appliance.extraction.sheet import grids
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

_SECURITIES = {
    "title": r"title of (?:each )?class|title of (?:each )?securit",
    "symbol": r"(?:trading|ticker)\s*symbol|ticker|symbols?(?:\(s\))?$",
    "exchange": r"name of (?:each )?exchange|(?:name of )?(?:each )?exchange on which"
    r"|(?:on|in) which (?:each class )?(?:is )?(?:to be )?registered",
}
_REST_OF_HEAD = re.compile(
    r"[\W_]*(?:(?:(?:on|in) which )?(?:each class )?(?:is )?(?:to be )?(?:so )?registered)?[\W_]*",
    re.IGNORECASE,
)
"""The last row of heads that stand over several, or the rule below them: typed pages have such."""
_CLASS = re.compile(
    r"^\W*\(title of (?:each )?class(?:es)?(?: of securities)?\)\W*$", re.IGNORECASE
)
_BEHIND = re.compile(
    r"registered (?:pursuant to|under) section 12\s?\(g\) of the (?:exchange )?act:"
    r"\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.;]\s|\bnone\b", re.IGNORECASE)
_NONE = re.compile(r"^\W*(?:none|n/?a|not applicable)?\W*$", re.IGNORECASE)
_MARKET = re.compile(
    r"\b(?:the\s+)?(?:new york stock exchange|nyse(?:\s+(?:american|arca|texas|chicago|mkt|"
    r"euronext))?|"
    r"nasdaq(?:\s+(?:stock|global|capital|select|national|smallcap))*(?:\s+market)?|"
    r"(?:london|toronto|tokyo|chicago|american|boston|pacific|philadelphia|irish|luxembourg|frankfurt|"
    r"australian|singapore|long-term|hong kong)\s+stock\s+exchange|"
    r"cboe(?:\s+[a-z]+)?(?:\s+exchange)?|"
    r"tsx(?: venture exchange)?|otc\w*(?:\s+markets?)?)(?:,?\s+(?:llc|inc\.?|plc|"
    r"limited))?(?![\w-])",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"\(?\b(?:title of (?:each )?class(?: of securities)?|(?:trading|ticker)\s*symbols?(?:\(s\))?|"
    r"name of (?:each )?exchange(?:\s+on\s+which\s+registered)?|to be so registered)(?!\w)\)?\s*:?",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"title of (?:each )?class", re.IGNORECASE)
_END = re.compile(
    r"securities\s+registered\s+(?:or to be registered\s+)?pursuant\s+to\s+section\s+12\(g\)|"
    r"\bindicate\b|securities for which|for annual reports",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"(?<![\w.$%])(?P<symbol>[A-Z]{1,5}(?:[./ -]?P?R?[A-Z0-9]{1,3})?)\W*$")
_FORM = re.compile(r"[A-Z][A-Z0-9./ -]{0,11}|[A-Z]{1,5}\s?pr\s?[A-Z]?")
"""A symbol of its own in a cell; preferred shares have a mark (``ETprI``)."""
_TITLE = re.compile(r"\b(?:stock|shares?|notes|units|debentures|rights|warrants)\b", re.IGNORECASE)
"""What a title without symbol and exchange says (``Common Stock**``, held for the receipts)."""
_TITLED = re.compile(rf"[^:.]{{0,80}}{_TITLE.pattern}[^:.]{{0,60}}$", re.IGNORECASE)
"""A row that is a title and no sentence."""
DOUBTFUL = 0.8
"""Share of the usual claim that entries of a printed table keep whose cells did not come out."""
MORE = 2
"""Rows in which a title goes on, at most."""
LONGEST = 260
"""Characters of one entry."""


def entries(sheet: Sheet) -> tuple[tuple[Entry, ...], float]:
    """The registered securities, each with its title and what stands beside it; and which share of
    the usual claim they keep: by printed rows, cells of several lines go astray."""
    return sheet.once(entries, lambda: _entries(sheet))


def _entries(sheet: Sheet) -> tuple[tuple[Entry, ...], float]:
    rows = cover(sheet)
    whole = [kept for entry in registered_table.told(sheet, rows) if (kept := _kept(entry))]
    if whole:
        return tuple(whole), 1.0
    claim = DOUBTFUL if registered_table.printed(sheet, rows) else 1.0
    return tuple(_by_rows(sheet)) or tuple(_run_on(sheet)), claim


def _by_rows(sheet: Sheet) -> Iterator[Entry]:
    """The rows under the heads, each printed row an entry, with the rows that its title goes on
    in.
    """
    rows: list[Row] = []
    further: dict[int, list[Span]] = {}  # place of the row that goes on -> where it does
    for row in cover(sheet):
        words = sheet.text(row.span).strip()
        if len(row.cells) == 1 and words[:1].islower() and rows and len(rows[-1].cells) > 1:
            further.setdefault(rows[-1].span.start, []).append(row.span)
        elif len(row.cells) != 1 or not _REST_OF_HEAD.fullmatch(words):
            rows.append(row)
    for cells in grids.rows(sheet, [row.span for row in rows], _SECURITIES, "title"):
        places = {column: [span] for column, span in cells.items()}
        own = sheet.row_at(cells["title"].start)
        places["title"] += further.get(own.span.start, [])[:MORE] if own else []
        entry = {
            column: (" ".join(" ".join(map(sheet.text, spans)).split()), tuple(spans))
            for column, spans in places.items()
        }
        kept = _kept(entry)
        if kept:
            yield kept


def _kept(entry: Entry) -> Entry:
    """What an entry says, without what says "none"; empty for a heading between entries."""
    said = {column: value for column, value in entry.items() if not _NONE.match(value[0])}
    title = said.get("title", ("", ()))[0]
    return said if (len(said) > 1 and title) or _TITLE.search(title) else {}


def securities(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The registered securities, a row each: the title, and in its cells ``symbol`` and
    ``exchange``."""
    box = issuer(sheet, cover(sheet))
    told, claim = entries(sheet)
    found = [_row(entry, claim) for entry in told]
    found = found or list(_classes(sheet))
    if box is not None:
        found = _of_issuer(found, (sheet.text(box[1]), (box[1],)))
    return tuple(found)


def _row(entry: Entry, claim: float) -> Found:
    title, spans = entry["title"]
    others = {
        column: cell
        for column, cell in entry.items()
        if column != "title" and (column != "symbol" or _FORM.fullmatch(cell[0]))
    }
    return Found(
        value=title,
        spans=spans,
        belief=CAPTIONED,
        vouched=claim,
        cells={column: (value, places[0]) for column, (value, places) in others.items()},
        places={column: places for column, (_, places) in others.items()},
    )


def _of_issuer(found: Sequence[Found], symbol: Value) -> list[Found]:
    """The rows of an issuer whose symbol has a box of its own, as Forms 3, 4 and 5 print it: that
    of its only security, else of none of them."""
    told, places = symbol
    cells = {"symbol": (told, places[0])}
    if len(found) == 1:
        return [replace(found[0], cells={**found[0].cells, **cells})]
    return [*found, Found(value="", spans=places, belief=CAPTIONED, cells=cells)]


def _run_on(sheet: Sheet) -> Iterator[Entry]:
    """Entries of a table that is one no longer: title, symbol, exchange, one behind the other."""
    rows = cover(sheet)
    text = sheet.document.text[: rows[-1].span.end] if rows else ""
    head = _BEGIN.search(text)
    if head is None:
        return
    stop = _END.search(text, head.end())
    body = text[: stop.start() if stop else head.end() + LONGEST]
    body = _LABELS.sub(lambda match: " " * len(match.group()), body)
    start = head.start()
    for market in _MARKET.finditer(body, start):
        symbol = _SYMBOL.search(body, start, market.start())
        words = body[start : symbol.start() if symbol else market.start()]
        title = words.strip(" \t\n_*|.:-–—")
        if 3 < len(title) <= LONGEST and symbol:
            at = start + words.index(title)
            yield {
                "title": _cell(body, at, at + len(title)),
                "symbol": _cell(body, *symbol.span(1)),
                "exchange": _cell(body, *market.span()),
            }
        start = market.end()


def _cell(text: str, start: int, end: int) -> Value:
    return " ".join(text[start:end].split()), (Span(start, end),)


def _classes(sheet: Sheet) -> tuple[Found, ...]:
    """The titles of classes above their caption, as Schedules 13D and 13G print one and reports
    under section 12(g) several."""
    rows = cover(sheet)
    for row in rows:
        match = _BEHIND.search(sheet.text(row.span))
        if match and _TITLE.search(match["title"]) and not _STOP.search(match["title"]):
            place = Span(row.span.start + match.start("title"), row.span.end)
            return (named(sheet, (place,), CAPTIONED),)
    for above, row in pairwise(rows):
        if _CLASS.match(sheet.text(row.span)):
            words = sheet.text(above.span).strip(" _*")
            if re.search(r"[^\W\d_]{3}", words) and not _NONE.match(words.rpartition(":")[2]):
                more = takewhile(
                    lambda one: _TITLED.match(sheet.text(one.span)), reversed(rows[: above.index])
                )
                titles = [above, *more] if _TITLED.match(words) else [above]
                return tuple(named(sheet, (one.span,), CAPTIONED) for one in reversed(titles))
    return ()

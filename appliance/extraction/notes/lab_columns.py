"""Columns of results in plain text: heads and cells are parted by words, not by wide gaps alone.

The heads of a printed row of text may stand as close as words (``Result  Units``), its cells may be
empty, and laboratories put them in any order. So the head is read phrase by phrase, and each row
below is cut into as many runs of words, some empty, as cost least: a run should have the form that
its head wants and stand under it.

The cut is found by dynamic programming over (words taken, columns filled): a sequence alignment
(Needleman and Wunsch, 1970) with runs instead of single letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from appliance.extraction.notes.quantities import NUMBER, RANGE, UNIT, WORDED
from appliance.extraction.sheet.cells import enclosing
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Box, Span

MOST_WORDS, MOST_COLUMNS = 24, 12
LONGEST = 8
"""Words of a cell."""
DEAREST = 6.0
"""Cost of a row from which it is none of the table."""
MISSHAPEN, UNLIKELY, EMPTY, APART, OFF = 4.0, 1.0, 0.3, 1.0, 0.5
"""Costs: a form that the column cannot have; words where a figure is usual; an empty cell; a wide
gap within a cell; each row height between a cell and its head."""
WIDE = 1.3
"""Row heights of a wide gap."""
_SHAPED = {
    "value": rf"(?:[*!↑↓]\s?)?{NUMBER}(?:\s?/\s?\d+)?"
    r"(?:\s?(?:[*!↑↓+]{1,2}|\(?(?-i:HH?|LL?|A)\)?))?"
    rf"(?:\s?(?:{UNIT}))?(?:\s?\(?(?-i:HH?|LL?)\)?)?|{WORDED}",
    "unit": rf"[\[(]?(?:{UNIT})[\])]?",
    "range": rf"[\[(]?(?:{RANGE})(?:\s?(?:{UNIT}))?[\])]?|{WORDED}",
    "flag": r"\(?(?:HH?|LL?|A|N|C|[*!↑↓+-]{1,2}|high|low|normal|abnormal|critical|final)\)?",
    "code": r"(?=\S*\d)[\w.-]{2,18}",
    "name": r"[^\W\d_].*",
    "": r".*",
}
_FORMS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _SHAPED.items()}
_RANGED = (
    r"(?:biological )?(?:reference|ref\.?|normal|expected)"
    r"(?: (?:ranges?|intervals?|values?|limits?))?|"
    r"ranges?|intervals?|(?:valores? (?:de )?)?referencia|(?:intervalo|rango) de referencia|"
    r"referenz(?:bereich|werte?)?|normbereich|normwerte?|"
    r"valeurs (?:de r[eé]f[eé]rence|usuelles|normales)"
)
_VALUED = (
    r"(?:patient |current |your |observed )?(?:results?|values?)|reading|conventional(?: units)?|"
    r"resultados?|valor|ergebnis|messwert|wert|r[eé]sultats?|valeur"
)
_UNITED = r"units?(?: of measure)?|uom|einheit(?:en)?|unidad(?:es)?|unit[eé]s?"
_EARLIER = r"(?:previous|prior|last|earlier|former|vorwerte?|anterior(?:es)?|ant[eé]rieure?s?)"
_HEADS = (
    (
        "value?",
        rf"{_EARLIER}(?: (?:{_VALUED}))?|(?:resultado|valor) anterior|(?:r[eé]sultat|valeur) "
        rf"ant[eé]rieure?|SI(?: (?:{_VALUED}|units))?",
    ),
    ("unit?", r"SI units?"),
    ("range?", rf"SI (?:{_RANGED})"),
    (
        "code",
        r"(?:LOINC|CPT|SNOMED(?:[ -]CT)?)(?: (?:code|no\.?))?|"
        r"(?:test |local )?code|test (?:no\.?|id)",
    ),
    ("flag", r"(?:abnormal |abn\.? )?flags?|abn\.?|h/l|hinweis|status"),
    ("range", _RANGED),
    ("unit", _UNITED),
    ("value", _VALUED),
    (
        "name",
        r"(?:laboratory |lab )?tests?(?: name| description)?|analytes?|component|test item|"
        r"(?:laboratory |lab )?exam(?:ination|en)?|investigation|measurement|parameter|"
        r"par[aá]metros?|"
        r"prueba|determinaci[oó]n|untersuchung|analyses?|analyte?n?|examens?",
    ),
    ("", r"date|time|method|specimen|comments?|notes?|collected|performed|site|lab|datum|fecha"),
)
_PHRASE = [
    (kind, re.compile(rf"(?:{pattern})(?![^\W_])", re.IGNORECASE)) for kind, pattern in _HEADS
]


@dataclass(frozen=True, slots=True)
class Column:
    """A head: what stands below it, whether that is asked for, and where (points)."""

    kind: str
    wanted: bool
    box: Box | None


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    box: Box | None


def rows(sheet: Sheet, spans: Sequence[Span]) -> list[dict[str, Span]]:
    """Cells by column of the rows below the first head in ``spans``; none where there is no such
    head, or where it is one of the document's own tables.
    """
    printed = [row for span in spans if (row := sheet.row_at(span.start)) is not None]
    for number, row in enumerate(printed):
        if row.cells[0].place is None and (columns := heads(sheet, row)):
            return list(_below(sheet, printed[number + 1 :], columns))
    return []


def heads(sheet: Sheet, row: Row) -> tuple[Column, ...]:
    """The columns that a row heads: names, results, and units or ranges; else none."""
    text, words = sheet.text(row.span), _words(sheet, row)
    found: list[Column] = []
    kinds: list[str] = []
    at = 0
    while at < len(text):
        if not text[at].isalnum():
            at += 1
            continue
        kind, end = _phrase(text, at)
        if end == at:
            return ()
        own = [w for w in words if at <= w.span.start - row.span.start < end]
        plain = kind.rstrip("?")
        wanted = bool(kind) and kind == plain and kind not in kinds
        box = enclosing(word.box for word in own if word.box)
        found.append(Column(plain, wanted, box))
        kinds.append(kind)
        at = end
    whole = {"name", "value"} <= set(kinds) and len(found) > 2 and len(found) <= MOST_COLUMNS
    told = {"unit", "range"} & set(kinds) or "conventional" in text.lower()
    return tuple(found) if whole and told else ()


def _phrase(text: str, at: int) -> tuple[str, int]:
    """The kind and the end of the longest head that begins at ``at``; ``at`` itself for none."""
    kind, end = "", at
    for name, pattern in _PHRASE:
        match = pattern.match(text, at)
        if match and match.end() > end:
            kind, end = name, match.end()
    return kind, end


def _words(sheet: Sheet, row: Row) -> list[_Word]:
    told = [_Word(word.span, word.box) for _, word in sheet.document.words_in(row.span)]
    if told:
        return told
    start, text = row.span.start, sheet.text(row.span)
    return [
        _Word(Span(start + m.start(), start + m.end()), None) for m in re.finditer(r"\S+", text)
    ]


def _below(
    sheet: Sheet, printed: Sequence[Row], columns: Sequence[Column]
) -> Iterator[dict[str, Span]]:
    for number, row in enumerate(printed):
        if heads(sheet, row):
            continue
        cells = _cut(sheet, _words(sheet, row), columns)
        if cells:
            yield cells
        elif len(row.cells) == 1 and not any(len(r.cells) > 2 for r in printed[number + 1 :][:2]):
            return  # a lone line within a table is a heading of its next rows


def _cut(sheet: Sheet, words: Sequence[_Word], columns: Sequence[Column]) -> dict[str, Span]:
    """The cheapest cells of a row; none where it is no row of these columns."""
    if not 2 <= len(words) <= MOST_WORDS:
        return {}
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for column in columns:
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            for end in range(start, min(start + LONGEST, len(words)) + 1):
                dear = cost + _cost(sheet, words[start:end], column)
                if dear < DEAREST and dear < reached.get(end, (DEAREST, ()))[0]:
                    reached[end] = (dear, (*ends, end))
        best = reached
    if len(words) not in best:
        return {}
    ends = best[len(words)][1]
    runs = zip(columns, (0, *ends), ends, strict=False)
    return {
        column.kind: Span(words[start].span.start, words[end - 1].span.end)
        for column, start, end in runs
        if column.wanted and end > start
    }


def _cost(sheet: Sheet, run: Sequence[_Word], column: Column) -> float:
    """What it costs that a run of words is a cell of a column."""
    if not run:
        return DEAREST if column.wanted and column.kind in ("name", "value") else EMPTY
    text = sheet.text(Span(run[0].span.start, run[-1].span.end))
    cost = 0.0 if _FORMS[column.kind].fullmatch(text) else MISSHAPEN
    if (
        cost
        and not any(ch.isdecimal() for ch in text)
        and column.kind in ("value", "unit", "range")
    ):
        cost = UNLIKELY * (1 if column.kind != "value" or not _FORMS["unit"].fullmatch(text) else 3)
    box = enclosing(word.box for word in run if word.box)
    if box is None or column.box is None:
        return cost
    height = max(box.bottom - box.top, 0.1)
    gaps = (b.box.left - a.box.right for a, b in pairwise(run) if a.box and b.box)
    cost += APART * sum(gap > WIDE * height for gap in gaps)
    return cost + OFF * max(box.left - column.box.right, column.box.left - box.right, 0.0) / height

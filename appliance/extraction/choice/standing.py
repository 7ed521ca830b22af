"""Whether a known party's name or address stands where that of the paper's own party stands.

A firm that people confirmed is named on papers of others, too: as a card's brand, as who is paid,
as where the goods go, in an advertisement. So the place must speak for it: what was read as the
field stands there, or it is the head's as on the confirmed papers. What is but named may be
proposed where nothing was read, and is never accepted unseen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from typing import Self

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.choice import misreadings, owners
from appliance.extraction.kinds.normalise import comparable
from appliance.extraction.sheet.cues import patterns
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Extraction, Field, Span

TOP = 3
"""Rows from the top in which a name is the paper's own although nothing was read as one."""
SHIFT = 2
"""Rows by which heads of one party differ: a stamp, a slogan, a date above."""
LIKE = 0.8
"""Likeness of a row of two heads, one misread."""
SAME_ROW = 0.92
"""Likeness of the same row, misread: one letter in twelve."""
AROUND = 3
"""Letters beside a name in its cell that are no words: marks, a branch's letter."""


class Place(IntEnum):
    """What a place says: another's, only named there, the paper's own party's."""

    FOREIGN = 0
    NAMED = 1
    OWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The places of one field on a paper whose values were read as ``extraction``.

    ``others``: names and addresses of other parties among those, and rows of tables.
    """

    sheet: Sheet
    spec: FieldSpec
    extraction: Extraction
    others: Sequence[Field]

    @classmethod
    def on(cls, sheet: Sheet, spec: FieldSpec, doctype: Doctype, extraction: Extraction) -> Self:
        """The places of a field; what ``doctype`` remembers of the same party is no other's."""
        own = {item.name for item in owners.together(doctype, spec)}
        parties = {
            item.name
            for item in doctype.fields
            if item.kind in (Kind.NAME, Kind.ADDRESS) and item.name not in own
        }
        others = [f for f in extraction.fields if f.row or f.name in parties]
        return cls(sheet=sheet, spec=spec, extraction=extraction, others=others)

    @property
    def read(self) -> Field | None:
        """What was read as the field."""
        return self.extraction.first(self.spec.name)

    def of(self, spans: Sequence[Span], value: str, heads: Sequence[str], *, sure: bool) -> Place:
        """What the place at ``spans`` says of ``value``; ``heads`` are those of the papers it was
        confirmed for, ``sure`` says that these are of this paper's party (alike, same register).
        """
        if any(_touch(spans, item.spans) for item in self.others):
            return Place.FOREIGN
        read = self.read
        if read is not None and _touch(spans, read.spans):
            whole = self._all_of(read, spans, heads) and self._first_row(spans, heads)
            return Place.OWN if whole else Place.NAMED
        row = self.sheet.row_of(spans[0]).index
        if not self._bare(spans) or self._announced(row):
            return Place.NAMED
        if read is None:
            return Place.OWN if row < TOP or (sure and _near(row, value, heads)) else Place.NAMED
        mistaken = sure and any(_rows(head, read.value) for head in heads)  # no other party's name
        return Place.OWN if mistaken and _near(row, value, heads) else Place.NAMED

    def _all_of(self, read: Field, spans: Sequence[Span], heads: Sequence[str]) -> bool:
        """Whether ``spans`` are all that was read, or the rest of it stood on confirmed papers, too
        (a branch's row that people left away). ``Kitchen 2 Ltd`` is another firm than the known
        ``Kitchen Ltd``, and ``Marsh for Kitchen Ltd`` a third."""
        named = self.spec.kind in (Kind.NAME, Kind.ADDRESS)
        whole = [self._to_end(span) if named else span for span in read.spans]
        if not _beyond(self.sheet, whole, spans):
            return True
        text = " ".join(map(self.sheet.text, whole))
        return any(_stood(text, len(whole), head) for head in heads)

    def _first_row(self, spans: Sequence[Span], heads: Sequence[str]) -> bool:
        """Whether what stands above an address stood on a confirmed paper, too: a row that nobody
        has seen may be its first (``Third Floor``)."""
        cell = self.sheet.cell_at(spans[0].start) if self.spec.kind is Kind.ADDRESS else None
        above = self.sheet.over(cell) if cell else None
        return above is None or any(_stood(self.sheet.text(above.span), 1, head) for head in heads)

    def _to_end(self, span: Span) -> Span:
        """A span with the words behind it in its cell (``Ltd in liquidation``)."""
        cell = self.sheet.cell_at(span.start)
        rest = self.sheet.text(Span(span.end, max(cell.span.end, span.end))) if cell else ""
        words = [w for w in rest.split() if not any(map(str.isdigit, w))]
        told = sum(map(str.isalpha, "".join(words))) > AROUND
        return Span(span.start, span.end + len(rest)) if told else span

    def _bare(self, spans: Sequence[Span]) -> bool:
        """Whether no words stand beside it in its cells (numbers of registers may)."""
        for span in spans:
            cell = self.sheet.cell_at(span.start)
            whole = cell.span if cell else self.sheet.row_of(span).span
            before = self.sheet.text(Span(min(whole.start, span.start), span.start))
            behind = self.sheet.text(Span(span.end, max(whole.end, span.end)))
            words = [w for w in f"{before} {behind}".split() if not any(map(str.isdigit, w))]
            if sum(map(str.isalpha, "".join(words))) > AROUND:
                return False
        return True

    def _announced(self, row: int) -> bool:
        """Whether the row above announces another's name: it ends with a colon, and is no label of
        this field."""
        above = self.sheet.text(self.sheet.rows[row - 1].span).rstrip() if row else ""
        return above.endswith(":") and not any(cue.search(above) for cue in patterns(self.spec))


def _beyond(sheet: Sheet, read: Sequence[Span], spans: Sequence[Span]) -> bool:
    """Whether letters or digits were read outside of ``spans``."""
    inside = [(span.start, span.end) for span in spans]
    return any(
        ch.isalnum() and not any(first <= at < last for first, last in inside)
        for span in read
        for at, ch in enumerate(sheet.text(span), start=span.start)
    )


def _stood(text: str, rows: int, head: str) -> bool:
    """Whether a head has the whole text, give or take misread letters, in as many rows."""
    wanted = comparable(text)
    if wanted in comparable(head):
        return True
    lines = head.split("\n")
    for first in range(len(lines) - rows + 1):
        line = " ".join(lines[first : first + rows])
        alike = SequenceMatcher(None, comparable(line), wanted, autojunk=False)
        if (
            misreadings.numbers(line) == misreadings.numbers(text)
            and alike.quick_ratio() >= SAME_ROW
            and alike.ratio() >= SAME_ROW
            and not misreadings.reworded(text, line)
        ):
            return True
    return False


def _touch(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in spans for b in others)


def _near(row: int, value: str, heads: Sequence[str]) -> bool:
    """Whether a row is about as far from the top as the value is in one of the heads."""
    return any(abs(row - at) <= SHIFT for head in heads for at in _rows(head, value))


def _rows(head: str, value: str) -> list[int]:
    """In which rows of a head a value begins, give or take misread letters."""
    wanted = comparable(value)
    found = []
    for number, row in enumerate(head.split("\n")):
        plain = comparable(row)
        size = min(len(plain), len(wanted))
        if size and SequenceMatcher(None, plain[:size], wanted[:size]).ratio() >= LIKE:
            found.append(number)
    return found

"""How a value sits on its page: the heads of letters and slips are set line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from appliance.extraction.sheet.rows import Sheet
from appliance.extraction.sheet.surroundings import astray
from appliance.types import Span

FAR = 4.0
"""Row heights out of line that are as bad as any more."""


class Seat(NamedTuple):
    """A block of rows. ``fills``: it begins and ends where its first cell does; ``ends``: nothing
    stands behind it in its row. ``centred``: 1 in the middle of the page, 0 from a quarter
    of its width away. ``astray``: how far its first row is out of line with the row above, 0 to 1.
    ``beyond``: rows of it stand behind one that ends with a country (a branch, a town's name).
    """

    fills: bool = False
    ends: bool = False
    centred: float = 0.0
    astray: float = 0.0
    beyond: bool = False

    @classmethod
    def of(cls, sheet: Sheet, spans: Sequence[Span]) -> Seat:
        """The seat of a value; that of no row at all where the sheet does not hold it."""
        row = sheet.row_at(spans[0].start) if spans else None
        if row is None:
            return cls()
        first, middle, away = spans[0], 0.0, 0.0
        cell = next((c for c in row.cells if first.start < c.span.end), row.cells[-1]).span
        page = sheet.pages.get(row.page)
        if row.box and page:
            off = (row.box.left + row.box.right) / 2 / max(page.width, 1.0) - 0.5
            middle = 1.0 - min(abs(off) * 4, 1.0)
        above = sheet.rows[row.index - 1].box if row.index else None
        if row.box and above:
            away = min(astray(above, row.box) / sheet.height, FAR) / FAR
        return cls(
            fills=first.start <= cell.start and first.end >= cell.end,
            ends=first.end >= row.span.end,
            centred=middle,
            astray=away,
            beyond=any(sheet.look(span).country_last for span in spans[:-1]),
        )


NOWHERE = Seat()
"""Of what stands on no page."""

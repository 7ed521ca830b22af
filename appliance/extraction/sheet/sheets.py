"""The sheets of one document: whoever looks at the same passages shares what is known of them."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.extraction.sheet.rows import Sheet
from appliance.types import Document, Span


class Sheets:
    """Keeps a sheet for each window of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._known: dict[tuple[Span, ...], Sheet] = {}

    def of(self, window: Sequence[Span] = ()) -> Sheet:
        """The sheet of the passages in ``window``, by default of the whole document."""
        shown = tuple(window) or (Span(0, len(self.document.text)),)
        if shown not in self._known:
            self._known[shown] = Sheet.of(self.document, shown)
        return self._known[shown]

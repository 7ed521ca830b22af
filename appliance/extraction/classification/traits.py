"""What a document looks like, in a handful of words that a type's folder may weigh."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from appliance.types import Document, Origin

_PRICE_END = re.compile(r"\d[.,]\d{2,3} ?[a-z*€$£]{0,3}$")
_SPEAKER = re.compile(r"^[a-z][a-z_]{1,20}( \w{1,12})? ?: +\S")
_SENTENCE_END = re.compile(r"[a-z)\"'][.;?!]( |$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A document and the non-empty rows of its folded sample."""

    document: Document
    rows: Sequence[str]

    def share(self, holds: Callable[[str], object]) -> float:
        """The share of rows for which ``holds``."""
        return sum(bool(holds(row)) for row in self.rows) / len(self.rows)


SHEET = 400.0
"""Width of a page in points from which it is no roll's (A5: 420; a till's 80 mm: 227)."""


def _printed_sheet(look: Look) -> bool:
    """A page made by a program, as wide as writing paper: short rows are not for lack of room."""
    pages = look.document.pages
    return bool(pages) and all(p.origin is Origin.TEXT_LAYER and p.width >= SHEET for p in pages)


def _narrow(look: Look) -> bool:
    if _printed_sheet(look):
        return False
    widths = sorted(len(row) for row in look.rows)
    return len(widths) >= 6 and median(widths) <= 32 and widths[int(0.9 * len(widths))] <= 52


def _prose(look: Look) -> bool:
    """Most characters stand in rows that hold sentences."""
    sentences = sum(len(r) for r in look.rows if len(r) > 45 and _SENTENCE_END.search(r))
    wide = sum(len(r) for r in look.rows if len(r) > 45)
    total = sum(len(r) for r in look.rows)
    return wide > 0.6 * total and sentences > 0.3 * total


def _prices(look: Look) -> bool:
    return sum(bool(_PRICE_END.search(row)) for row in look.rows) >= 3


def _tall(look: Look) -> bool:
    pages = look.document.pages
    return len(pages) == 1 and pages[0].width > 0 and pages[0].height / pages[0].width >= 1.55


def _ocr(look: Look) -> bool:
    return any(page.origin is Origin.OCR for page in look.document.pages)


TRAITS: dict[str, Callable[[Look], bool]] = {
    "narrow": _narrow,
    "prose": _prose,
    "prices": _prices,
    "dialogue": lambda look: len(look.rows) >= 4 and look.share(_SPEAKER.match) >= 0.4,
    "brief": lambda look: len(look.document.text) <= 2_500,
    "long": lambda look: len(look.document.text) >= 30_000,
    "tall": _tall,
    "photographed": _ocr,
}
"""One test per name of ``schema.TRAITS``."""


def traits(document: Document, text: str) -> frozenset[str]:
    """The traits of a document; ``text`` is its folded sample."""
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    if not rows:
        return frozenset()
    look = Look(document=document, rows=rows)
    return frozenset(name for name, holds in TRAITS.items() if holds(look))

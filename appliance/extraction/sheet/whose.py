"""Whose name or address is it? What business letters say of the party that writes them.

The writer owns the domain of the mail addresses, the tax number and the account, and is named
again at the foot; the receiver stands in the window, under the sender's line (DIN 5008 at the
left, NF Z 10-011 at the right), and has none of these near.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from appliance.extraction.kinds.normalise import unaccented
from appliance.extraction.kinds.regular import possible
from appliance.extraction.sheet.looks import POSTAL
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.types import Span

REACH = 7
"""Rows below a name in which its owner's numbers stand."""
_OWN: Mapping[str, re.Pattern[str]] = {
    "taxed": re.compile(
        r"\b(?:ust|vat|tva|iva|steuer|tax|siret|siren|gstin|nif|cif|abn|ein|btw|nip"
        r"|momsreg|cvr|contribuinte|p\.? ?iva)\b[^\n]{0,24}\d{5}"
        r"|\b[A-Z]{2}\d{8,11}\b",
        re.IGNORECASE,
    ),
    "banked": re.compile(
        r"\biban\b|\bbic\b|\baccount (?:no|number)|\bsort code|\b(?:bank|plus)giro\b", re.IGNORECASE
    ),
    "registered": re.compile(
        r"\bhr[ab]\b|\bamtsgericht|\brcs\b|\brea\b|\bregist"
        r"|\bcompany no|\bgesch[aä]ftsf|\bcapital\b|\bkvk\b|\borg\.? ?n[or]|\bregon\b|\bkrs\b",
        re.IGNORECASE,
    ),
    "reached": re.compile(r"@|\bwww\.|\bhttps?:|\b(?:tel|fon|phone|fax)\b", re.IGNORECASE),
}
_WORD = re.compile(r"\w+")
_DOMAIN = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([\w-]{3,40})\.\w{2,}")
_JOINT = re.compile(r"\s*[●•·∙|]\s*|\s+[-–—]\s+|,\s+")
LEAST = 4
"""Letters of a word by which a domain is recognised."""
WHOLE = 0.8
"""Share of a domain that the name of its owner makes up."""
PROVIDERS = frozenset({
    "gmail", "googlemail", "gmx", "web", "outlook", "hotmail", "live", "yahoo", "icloud", "aol",
    "t-online", "freenet", "orange", "wanadoo", "sfr", "laposte", "libero", "virgilio", "tiscali",
    "telefonica", "btinternet", "bluewin", "example",
})  # fmt: skip
"""Domains that belong to nobody who writes invoices from them."""
LINE = 110
"""Most characters of a sender's line."""
FOOT = 8
"""Rows of a letter's foot."""


class Letter(NamedTuple):
    """What a whole letter says of its writer.

    ``rows`` are its rows without accents, marks and capitals; ``lines`` those of a sender's line.
    """

    domains: frozenset[str]
    rows: tuple[str, ...]
    foot: str
    lines: frozenset[int]

    @classmethod
    def of(cls, sheet: Sheet) -> Letter:
        """What the rows of a sheet say."""
        texts = [sheet.text(row.span) for row in sheet.rows]
        found = (match.group(1) for text in texts for match in _DOMAIN.finditer(text))
        return cls(
            domains=frozenset(map(str.casefold, found)) - PROVIDERS,
            rows=(rows := tuple(_plain(text) for text in texts)),
            foot="\n".join(rows[-FOOT:]),
            lines=frozenset(i for i, text in enumerate(texts) if _is_line(text)),
        )


def traits(sheet: Sheet, spans: Sequence[Span]) -> dict[str, float]:
    """Whose the block is, as named numbers; nothing where nothing speaks."""
    first, last = sheet.cell_at(spans[0].start), sheet.cell_at(spans[-1].start)
    if first is None or last is None:
        return {}
    letter = sheet.once((Letter,), partial(Letter.of, sheet))
    cells = (_near, first.span.start, last.span.start)
    opening = sheet.text(spans[0])
    near = sheet.once(cells, partial(_near, sheet, letter, first, last))
    return {**near, **sheet.once((_named, opening), partial(_named, letter, opening))}


def _near(sheet: Sheet, letter: Letter, first: Cell, last: Cell) -> dict[str, float]:
    """Where a block from one cell to another stands, and what stands below it: the same for all
    candidates in these cells, of whatever field."""
    found = _place(sheet, first)
    below = sheet.once((_below, last.span), partial(_below, sheet, last))
    stated = below | sheet.told(_owning, first.span)
    found |= {name: float(name in stated) for name in _OWN}
    found["under_line"] = float(any(first.row - n in letter.lines for n in (1, 2)))
    found["in_line"] = float(first.row in letter.lines)
    return {name: value for name, value in found.items() if value}


def _owning(text: str) -> frozenset[str]:
    """What of a writer's own a cell states."""
    lowered = text.lower()
    return frozenset([
        name
        for name, pattern in _OWN.items()
        if (not text.isascii() or possible(pattern, lowered)) and pattern.search(text)
    ])  # fmt: skip


def _named(letter: Letter, opening: str) -> dict[str, float]:
    """What the letter says of who is called like the first row of a block."""
    words = _plain(opening).split()
    name = " ".join(words[:3])
    found = {"domain": max((_owns(words, domain) for domain in letter.domains), default=0.0)}
    found["domain_whole"] = float(found["domain"] > WHOLE)
    if name:
        found["mentions"] = min(sum([name in row for row in letter.rows]), 4) / 4
        found["foot_mention"] = float(name in letter.foot)
    return {name: value for name, value in found.items() if value}


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(unaccented(text).casefold()))


def _is_line(text: str) -> bool:
    """``Name · Street 1 · 12345 Town``."""
    return len(text) < LINE and len(_JOINT.split(text)) > 2 and bool(POSTAL.search(text))


def _owns(words: Sequence[str], domain: str) -> float:
    """How much of a domain a name's words make up; all of it where the name holds the domain."""
    known = re.sub(r"[\W_]", "", domain)
    if known in "".join(words):
        return 1.0
    inside = {word for word in words if len(word) >= LEAST and word in known}
    return min(sum(map(len, inside)) / len(known), 1.0)


def _place(sheet: Sheet, cell: Cell) -> dict[str, float]:
    """Where on the page a cell stands, in parts of the page."""
    page = sheet.pages.get(sheet.rows[cell.row].page)
    if page is None or cell.box is None:
        return {}
    return {
        "from_left": cell.box.left / max(page.width, 1.0),
        "from_top": cell.box.top / max(page.height, 1.0),
    }


def _below(sheet: Sheet, last: Cell) -> frozenset[str]:
    """What of a writer's own stands below a block's last cell in its column: it belongs to the same
    party."""
    told: set[str] = set()
    cell = sheet.under(last, reach=1.8)
    for _ in range(REACH):
        if cell is None:
            break
        told |= sheet.told(_owning, cell.span)
        cell = sheet.under(cell, reach=1.8)
    return frozenset(told)

"""Under which role a block stands: what belongs to the seller, what to the buyer.

Forms, viewers of electronic invoices and many letters set a party below its role. Numbers may
stand between the role and the name (``Seller`` / ``GLN 4000...`` / ``Clasen Druck GmbH``), a label
before the name (``Name: Clasen Druck GmbH``), and a name may take two rows.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.sheet import cues, inline, legal_forms
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.types import Span

REACH = 11
"""Rows that a role reaches down, as long as no wide gap parts them."""
GAP = 2.4
"""White space, in row heights, that ends a block."""
NAME_ROWS = 3
"""Most rows of a name."""

JUNK = " \t*=~_|:;•#,"
"""Marks around a name that are not part of it."""

_CODED = re.compile(r"[^\W\d]?[^\d:]{0,24}?[:#.]?\s*\S*\d{4,}")
_LABEL = re.compile(
    r"(?:(?:legal |registered |company |full )?name|firma|firmenname|unternehmen|bezeichnung|nom"
    r"|raison sociale|d[eé]nomination|ragione sociale|denominazione|nome|nombre|raz[oó]n social"
    r"|company)\b[^:]{0,24}?(?:\s*:\s*|$)",
    re.IGNORECASE,
)
_TRADED = re.compile(
    r"(?:(?:seller |buyer )?trad(?:ing|e) name|(?:abweichender )?handelsname|nom commercial"
    r"|nombre comercial|nome commerciale)\b",
    re.IGNORECASE,
)
"""The name on the shop's front (EN 16931: BT-28), not the registered one."""
_INTRODUCED = re.compile(
    r"(?:informa\w*|angaben|daten|details?|coordonn[eé]es|dati|datos|name|nom|abweichender?)\b",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:herrn?|frau|firma|an|mr|mrs|ms|m|mme|monsieur|madame|sig\.?(?:ra)?|sr|sra|d|dña)\b\.?:?",
    re.IGNORECASE,
)
_VAT = re.compile(
    r"(?:AT|BE|BG|CHE|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK"
    r"|XI)[ -]?[0-9A-Z](?:[ .-]?[0-9A-Z]){6,12}"
)
"""A VAT number with its country: it needs no label inside its party's block."""
_TAX_LABEL = re.compile(
    r"\b(?:vat|u\.?st|mwst|uid|t\.?v\.?a|p\.? ?iva|part\. ?iva|partita|p\.i|n\.?i\.?f|c\.?i\.?f"
    r"|tax|gst(?:in)?|steuer|nip|nipc|di[cč]|btw|moms\w*|contribuinte|cvr)\b[^\d]*$",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\d|:")
_DELIVERED = re.compile(
    r"\b(?:ship(?:ped|ping)?|deliver(?:y|ed)?|consignee|(?:liefer|versand)(?:anschrift|adresse|ort)?"
    r"|livr(?:aison|[eé] [aà])|env[ií]o|entreg(?:a|ar)|consegna|spedizione|aflever(?:adres|en)"
    r"|lever(?:ings|ans)?adress?e?|dostawy?|odbiorca)\b",
    re.IGNORECASE,
)
"""A role of who gets the goods: the buyer only where nobody else is named as such."""
DELIVERY = ""
"""The party of such a role beside the buyer's: no field's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Whose the cells are (start of a cell -> name field of its party), and how each party's name
    reads under its role.
    """

    owners: Mapping[int, str]
    names: Mapping[str, frozenset[tuple[Span, ...]]]

    def traits(self, sheet: Sheet, spec: FieldSpec, spans: Sequence[Span]) -> dict[str, float]:
        """Whose a candidate is, as named numbers; nothing where no role says so."""
        cell = sheet.cell_at(spans[0].start)
        own, owner = spec.party or spec.name, self.owners.get(cell.span.start) if cell else None
        found: dict[str, float] = {}
        if owner is not None:
            found["in_own" if owner == own else "in_other"] = 1.0
        if own == owner and spec.kind is Kind.CODE and _taxed(sheet, spans[0]):
            found["vat_in_own"] = 1.0
        if spec.kind is Kind.NAME:
            for party, readings in self.names.items():
                if tuple(spans) in readings:
                    found["role_name" if party == own else "other_name"] = 1.0
        return found


def _taxed(sheet: Sheet, span: Span) -> bool:
    """Whether a code is a tax number by its form or by the label in front of it."""
    row = sheet.row_at(span.start)
    before = sheet.text(Span(row.span.start, span.start)) if row else ""
    return bool(_VAT.fullmatch(sheet.text(span)) or _TAX_LABEL.search(before[-40:]))


def parties(doctype: Doctype) -> tuple[FieldSpec, ...]:
    """The parties that a type tells apart: its names of organisations, where it has several."""
    found = tuple(s for s in doctype.fields if s.kind is Kind.NAME and s.organisation)
    return found if len(found) > 1 else ()


def find(sheet: Sheet, named: Sequence[FieldSpec]) -> Roles:
    """The roles of a sheet; ``named`` are the parties' name fields."""
    heads: dict[int, tuple[str, cues.CueMatch]] = {}
    for spec in named:
        for cue in cues.find(sheet, spec):
            if _is_head(sheet, cue):
                heads.setdefault(cue.cell.span.start, (spec.name, cue))
    blocks = [
        (party, cue, list(_column(sheet, cue.cell, heads)))
        for _, (party, cue) in sorted(heads.items())
    ]
    read = [(party, cue, block, _name(sheet, cue, block)) for party, cue, block in blocks]
    named_so = {party for party, cue, _, name in read if name and not _delivers(sheet, cue)}
    owners: dict[int, str] = {}
    names: dict[str, set[tuple[Span, ...]]] = {}
    for role, cue, block, name in read:
        party = DELIVERY if role in named_so and _delivers(sheet, cue) else role
        for cell in (cue.cell, *block):
            owners.setdefault(cell.span.start, party)
        names.setdefault(party, set()).add(name)
    return Roles(owners=owners, names={n: frozenset(found - {()}) for n, found in names.items()})


def _delivers(sheet: Sheet, cue: cues.CueMatch) -> bool:
    """Whether a role is that of who gets the goods."""
    return bool(_DELIVERED.search(sheet.text(cue.span)))


def _is_head(sheet: Sheet, cue: cues.CueMatch) -> bool:
    """Whether a cell is a role by itself, or a role with a name behind its colon: a firm that is
    called so, a customer's number, the last word of an article are none.
    """
    cell = cue.cell.span
    before = sheet.text(Span(cell.start, max(cue.span.start, cell.start)))
    behind = sheet.text(Span(cue.span.end, max(cell.end, cue.span.end)))
    told, _, name = behind.partition(":")
    if legal_forms.ends(sheet.text(cell)) and not name.strip():
        return False
    if any(ch.isdigit() for ch in told) or len(told) > cues.MORE:
        return False
    return bool(not before or _INTRODUCED.match(before)) and (not name.strip() or _worded(name))


def _worded(text: str) -> bool:
    """Whether a text is a name rather than a number."""
    return sum(ch.isalpha() for ch in text) > max(2, sum(ch.isdigit() for ch in text))


def _column(sheet: Sheet, head: Cell, heads: Container[int]) -> Iterator[Cell]:
    """The cells below a head to the next one, each with the value right of it if it is a label."""
    last = [head]
    for _ in range(REACH):
        below = [c for c in (sheet.under(cell, reach=GAP) for cell in last) if c]
        cell = min(below, key=lambda c: c.row, default=None)
        if cell is None or cell.span.start in heads:
            return
        value = _beside(sheet, cell)
        last = [cell, value] if value else [cell]
        yield from last


def _beside(sheet: Sheet, cell: Cell) -> Cell | None:
    """The value right of a label (``Name | Clasen Druck GmbH``)."""
    after = next((c for c in sheet.rows[cell.row].cells if c.span.start >= cell.span.end), None)
    text = sheet.text(cell.span).strip()
    if after is None:
        return None
    labelled = text.endswith(":") or sheet.text(after.span).startswith(":")
    return after if labelled or _LABEL.fullmatch(text) else None


def _name(sheet: Sheet, cue: cues.CueMatch, block: Sequence[Cell]) -> tuple[Span, ...]:
    """The rows of the name: the first that is no number, and those that go on to a legal form."""
    lines = [span for span in (_behind(sheet, cue), *(_line(sheet, c) for c in block)) if span]
    lines = lines[: NAME_ROWS + 1]
    for count in range(1, min(len(lines), NAME_ROWS) + 1):
        text = sheet.text(lines[count - 1])
        if count > 1 and _PLACED.search(text):
            break
        if legal_forms.ends(text):
            return tuple(lines[:count])
    return tuple(lines[:1])


def _behind(sheet: Sheet, cue: cues.CueMatch) -> Span | None:
    """What stands behind the role in its own cell (``Bill to: Clasen Druck GmbH``)."""
    text = sheet.text(Span(cue.span.end, max(cue.cell.span.end, cue.span.end)))
    inner = text.partition(":")[2].strip(JUNK)
    if not _worded(inner):
        return None
    start = cue.span.end + text.index(inner)
    return Span(start, start + inline.name_end(inner))


def _line(sheet: Sheet, cell: Cell) -> Span | None:
    """A row without the label in front; ``None`` for a label, a number."""
    text = sheet.text(cell.span)
    label = _LABEL.match(text)
    start = label.end() if label else 0
    if _TRADED.match(text):
        return None
    if _SALUTATION.fullmatch(text) or _CODED.match(text[start:]) or not _worded(text[start:]):
        return None
    if not label and (text.rstrip().endswith(":") or _beside(sheet, cell)):
        return None
    inner = text[start:].strip(JUNK)
    start = text.index(inner, start)
    return Span(cell.span.start + start, cell.span.start + start + len(inner))

"""Whether a candidate is the name or the address in a paper's head (``sheet.letterhead``).

Only for fields that are read by their schema's words and are of the party that the paper is from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.columns import Features
from appliance.extraction.sheet import legal_forms, letterhead
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

SLACK = 3
"""Characters (marks, blanks) of each row of an address that it may lack."""
FEW = 2
"""Words of a row that is the rest of the name above it."""
_NUMBERED = re.compile(r"[(\[](?=[^()]*\d)[^()]*[)\]]?\W*$")
"""The number of registration behind a name, in brackets."""
_FORMS = re.compile(rf"(?:{legal_forms.FORM}\.?|\(\w+\)|\s)+", re.IGNORECASE)


def addresses(sheet: Sheet, found: Sequence[Candidate]) -> list[Features]:
    """Of each: whether it is the whole address, a part of it, or another than it."""
    own = letterhead.find(sheet).address
    return [_address(sheet, candidate, own) for candidate in found] if own else [{}] * len(found)


def _address(sheet: Sheet, candidate: Candidate, own: Sequence[int]) -> Features:
    rows = _rows(sheet, candidate)
    if not set(rows) & set(own):
        return {"beside_head": 1.0}
    whole = sum(_size(sheet.rows[number].span) for number in own)
    missing = whole - sum(map(_size, candidate.spans))
    fits = rows == list(own) and missing <= SLACK * len(own)
    return {"head_address": float(fits), "part_of_head": float(not fits)}


def names(sheet: Sheet, found: Sequence[Candidate]) -> list[Features]:
    """Of each: whether it is a whole row above the address, or another than those.

    ``head_name`` is worth something only where nothing else tells a firm: a model may still be
    asked about names that are but likely.
    """
    own = letterhead.find(sheet).names
    return [_name(sheet, candidate, own) for candidate in found] if own else [{}] * len(found)


def _name(sheet: Sheet, candidate: Candidate, own: Sequence[int]) -> Features:
    rows = _rows(sheet, candidate)
    if not set(rows) <= set(own):
        return {"beside_names": 1.0}
    lines = [sheet.rows[number].span for number in rows]
    begins = all(a.start == b.start for a, b in zip(candidate.spans, lines, strict=True))
    behind = sheet.text(Span(candidate.span.end, lines[-1].end)).strip(" .,")
    whole = begins and (not behind or bool(_NUMBERED.match(behind)))
    formed = len(rows) == 2 and _goes_on(*(sheet.text(span) for span in candidate.spans))
    bare = (
        len(rows) == 1
        and rows[0] - 1 in own
        and _goes_on(sheet.text(sheet.rows[rows[0] - 1].span), candidate.value)
    )
    if not whole or bare or not (len(rows) == 1 or formed):
        return {"part_of_names": 1.0}
    return {"head_name": 1.0, "head_joined": float(formed), "odd_piece": 0.0}


def _goes_on(above: str, row: str) -> bool:
    """Whether a row is the end of the name above: its legal form, with at most a word before it."""
    if above.rstrip().endswith(("&", "+")) or _FORMS.fullmatch(row):
        return True
    return legal_forms.ends(row) and len(row.split()) <= FEW and not legal_forms.ends(above)


def _rows(sheet: Sheet, candidate: Candidate) -> list[int]:
    return [sheet.row_of(span).index for span in candidate.spans]


def _size(span: Span) -> int:
    return span.end - span.start

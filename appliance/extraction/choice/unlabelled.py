"""What stands on a paper without a label: who, for whom, as what, where, on a card or letterhead.

Told by looks alone: a person is two to four capitalised words of which the mail address knows one
and below which the position stands; an organisation has a legal form, a word of trades (``Clinic``)
or the domain; an address has a house number and a postcode. Only for fields that are read by their
schema's words (``captioned.open_to``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import heads
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.columns import Features
from appliance.extraction.kinds import dates
from appliance.extraction.kinds.normalise import folded
from appliance.extraction.sheet import pieces, wordings
from appliance.extraction.sheet.pieces import Piece
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

PERSONS = frozenset({
    "employee", "member", "passenger", "holder", "instructor", "visitor", "host", "patient",
    "doctor", "guest", "driver", "officer", "customer",
})  # fmt: skip
"""Ideas (``sheet.wordings``) of people, and of firms."""
FIRMS = frozenset({
    "employer", "company", "insurer", "sender", "recipient", "carrier", "authority", "provider",
})  # fmt: skip
_PERSON_WORDS = frozenset({"perso", "who", "surna", "human", "somebo"})
_FIRM_WORDS = frozenset({"shop", "store", "bank", "hotel", "schoo", "unive", "autho", "works"})
"""The same by stems of words that are no ideas."""
_STREET = re.compile(
    r"^\d+[\w/-]{0,5},?\s+[^\W\d_]{2}|[^\W\d_]{2}\.?,?\s+\d{1,4}\s?[a-zA-Z]?(?=\s*(?:[,·•|]|$))"
    r"|\b(?:unit|suite|floor|level|p\.? ?o\.? ?box|postfach|no\.)\s?\d",
    re.IGNORECASE,
)
"""What opens or closes a street with its number."""


def whose(spec: FieldSpec) -> str:
    """``person``, ``firm`` or "": whose name a field is, by the schema's words."""
    for text in (spec.name, spec.label):
        told = wordings.ideas(text)
        person = bool(told.specific & PERSONS or told.own & _PERSON_WORDS)
        firm = bool(told.specific & FIRMS or told.own & _FIRM_WORDS)
        if person != firm:
            return "person" if person else "firm"
        if re.search(r"\b(?:person|who|whom)\b", text) and not firm:
            return "person"
    return "firm" if spec.organisation else ""


def is_role(spec: FieldSpec) -> bool:
    """Whether a text is somebody's position."""
    if spec.kind is not Kind.TEXT:
        return False
    return "role" in (wordings.ideas(spec.name).specific | wordings.ideas(spec.label).specific)


def candidates(sheet: Sheet, spec: FieldSpec) -> Iterator[Candidate]:
    """Stretches that look like what is asked for."""
    wanted = whose(spec) if spec.kind is Kind.NAME else ""
    role = is_role(spec)
    if not (wanted or role):
        return
    under = _under_people(sheet) if role else frozenset()
    for piece in pieces.find(sheet):
        good = piece.person if wanted == "person" else piece.firm if wanted else 0.0
        if good or (role and (piece.role or piece.span in under)):
            value = folded(sheet.text(piece.span)).strip(" ,;")
            if len(value) <= spec.longest:
                span = Span(piece.span.start, piece.span.start + len(value))
                yield Candidate(spans=(span,), value=value)


def _under_people(sheet: Sheet) -> frozenset[Span]:
    """What stands right below a person's name and is nothing else."""
    found = pieces.find(sheet)
    rows = {piece.row for piece in found if piece.person >= 1.0}
    return frozenset(
        piece.span
        for piece in found
        if piece.row - 1 in rows
        and not (piece.contact or piece.firm or piece.person or piece.local)
        and not any(map(str.isdigit, sheet.text(piece.span)))
    )


def traits(sheet: Sheet, spec: FieldSpec, found: Sequence[Candidate]) -> list[Features]:
    """How much each candidate looks like what is asked for, and like something else."""
    if spec.kind is Kind.ADDRESS:
        return _also([_address(sheet, one) for one in found], heads.addresses, sheet, spec, found)
    if spec.kind is Kind.DATE:
        return [{"sole": float(len({one.value for one in found}) == 1)} for _ in found]
    wanted = whose(spec) if spec.kind is Kind.NAME else ""
    role = is_role(spec)
    if not (wanted or role):
        return [{} for _ in found]
    under = _under_people(sheet)
    known: Mapping[tuple[int, int], Piece] = {
        (piece.span.start, piece.span.end): piece for piece in pieces.find(sheet)
    }
    followed = {piece.row - 1 for piece in known.values() if piece.role}
    described: list[Features] = []
    for candidate in found:
        piece = known.get((candidate.span.start, candidate.span.end))
        odd = piece is None
        if wanted and (piece is None or len(candidate.spans) > 1):
            row = sheet.row_of(candidate.span).index
            piece = pieces.piece(sheet, candidate.span, row, candidate.value)
        if piece is None:
            described.append({"odd_piece": 1.0})
        elif role:
            described.append(
                {
                    "role_word": float(piece.role),
                    "under_person": float(piece.span in under),
                    "odd_piece": float(not (piece.role or piece.span in under)),
                }
            )
        else:
            described.append({**_named(piece, wanted, followed), "odd_piece": float(odd)})
    if wanted != "firm":
        return described
    told = _also(described, heads.names, sheet, spec, found)
    return [{**one, "head_name": 0.0} if one.get("wanted_name") else one for one in told]


def _also(
    described: list[Features],
    told: Callable[[Sheet, Sequence[Candidate]], list[Features]],
    sheet: Sheet,
    spec: FieldSpec,
    found: Sequence[Candidate],
) -> list[Features]:
    """With what a paper's head tells, where the field is of the party whose head it is."""
    if not _opens_paper(spec):
        return described
    return [{**one, **more} for one, more in zip(described, told(sheet, found), strict=True)]


def _opens_paper(spec: FieldSpec) -> bool:
    """Whether a field is of the party that a paper comes from, whose head it bears."""
    told = wordings.ideas(spec.name).specific | wordings.ideas(spec.label).specific
    return not told & (PERSONS | {"recipient"})


def _named(piece: Piece, wanted: str, followed: set[int]) -> Features:
    """How a stretch looks as the name of whom a field wants."""
    good, bad = (piece.person, piece.firm) if wanted == "person" else (piece.firm, piece.person)
    if wanted == "person" and good and piece.row in followed:
        good += 1.0
    sure = piece.role or piece.contact or bad >= (1.5 if wanted == "firm" else 0.1)
    return {
        "wanted_name": min(good, 3.0) / 3.0,
        "other_name_looks": float(good == 0.0 and (sure or (bad > 0 and piece.row in followed))),
        "perhaps_other": float(good == 0.0 and bad > 0),
    }


def _address(sheet: Sheet, candidate: Candidate) -> Features:
    """Whether rows are an address, and nothing but that."""
    inside = [
        piece
        for piece in pieces.find(sheet)
        if any(s.start <= piece.span.start and piece.span.end <= s.end for s in candidate.spans)
    ]
    first = sheet.text(candidate.spans[0])
    rest = candidate.value
    street = bool(_STREET.search(first)) and not pieces.CONTACT.search(first)
    local = bool(pieces.LOCAL.search(rest)) or (len(candidate.spans) > 1 and "," in rest)
    dated = any(next(dates.find(sheet.text(span)), None) for span in candidate.spans)
    strange = dated or any(
        piece.contact
        or piece.role
        or piece.coded
        or (piece.person + piece.firm >= 1.0 and not piece.local)
        for piece in inside
        if not _STREET.search(sheet.text(piece.span))
    )
    return {
        "street_first": float(street),
        "street_and_town": float(street and (local or len(candidate.spans) > 1)),
        "strange_row": float(strange or bool(pieces.CONTACT.search(rest) and not local)),
    }

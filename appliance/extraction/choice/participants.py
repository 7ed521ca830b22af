"""Who takes part in a contract, who writes a letter: what sentences tell of names.

A party is named and then told as what it takes part (``Ada Bell, hereinafter the tenant``, ``(the
"Employer")``, ``as landlord``), or the other way round (``the seller, Ada Bell``); who writes a
letter signs below its closing words, and is the party that the type's description names first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.choice import unlabelled
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.columns import Features
from appliance.extraction.sheet import legal_forms, pieces, prose, sayings, wordings
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

_SAID = re.compile(
    r"(?:[(\"“'‘]+|,?\s*\b(?:hereinafter|hereafter|henceforth|referred to|called|known|being|as"
    r"|nachfolgend|nachstehend|im Folgenden|als)\b)"
    r"[\s(\"“'‘]*"
    r"(?:(?:hereinafter|hereafter|referred to|called|known|as|the|its|my|our|der|die|als)\b"
    r"[\s,\"“'‘]*)*(?P<role>[^\W\d_]+(?: [^\W\d_]+)?)(?!\w)",
)
"""What tells as what a party takes part."""
_INTRODUCED = re.compile(
    rf"\b(?:the|my|our|your|his|her) (?P<role>[^\W\d_]+),? (?:{prose.TITLES} )?$", re.IGNORECASE
)
"""The same before a name (``the seller, Ada Bell``)."""
_CLOSING = re.compile(
    r"^\W*(?:yours|sincerely|(?:with )?(?:kind|best|warm) regards|regards|respectfully|faithfully|"
    r"mit freundlichen|hochachtungsvoll|cordialement|atentamente|cordiali)", re.IGNORECASE
)  # fmt: skip
_GREETING = re.compile(
    r"^\W*(?:hello|hi|dear|to whom|good (?:day|morning)|sehr geehrte|guten tag|madame|estimad"
    r"|ladies)\b",
    re.IGNORECASE,
)
_DEAR = re.compile(
    rf"^\W*dear (?:{prose.TITLES} )?(?P<name>[A-ZÀ-Þ][\w'’-]+)", re.IGNORECASE | re.MULTILINE
)
_TITLED = re.compile(rf"{prose.TITLES}\s")
_MYSELF = re.compile(r"(?:\bI, |\bmy name is |\bthe undersigned,? )$", re.IGNORECASE)


def traits(
    sheet: Sheet, spec: FieldSpec, doctype: Doctype, found: Sequence[Candidate]
) -> list[Features]:
    """What tells of each name whether it is a field's."""
    roles = sheet.once((_roles,), lambda: _roles(sheet))
    party = sayings.core(spec.name) or sayings.core(spec.label)
    titled = sayings.core(doctype.title) | party
    person = unlabelled.whose(spec) != "firm"
    writes = _writes(spec, doctype)
    writers = sheet.once((_writers,), lambda: _writers(sheet)) if writes else frozenset()
    greeted = () if writes else _DEAR.finditer(sheet.document.text)
    dear = {found.group("name") for found in greeted}
    described: list[Features] = []
    for one in found:
        role, value = roles.get(one.span.start, frozenset()), one.value
        firm = legal_forms.ends(value) or pieces.trade(value)
        words, about = value.split(), sayings.core(value)
        described.append(
            {
                "said_as": float(bool(role & party)),
                "said_other": float(bool(role) and not role & party),
                "writer": float(person and not firm and one.span.start in writers),
                "dear": float(person and not firm and len(words) > 1 and words[-1] in dear),
                "greeting": float(bool(_GREETING.match(value) or _CLOSING.match(value))),
                "of_title": float(value.isupper() or (bool(about) and about <= titled)),
                "prose_firm": float(firm and not person),
                "with_title": float(bool(_TITLED.match(value))),
            }
        )
    return described


def _writes(spec: FieldSpec, doctype: Doctype) -> bool:
    """Whether a party is the one that the type's description names first: who writes."""
    words = [word[: wordings.STEM] for word, _, _ in wordings.tokens(doctype.description)]
    first: dict[str, int] = {}
    for one in doctype.fields:
        places = [words.index(stem) for stem in sayings.stems(one.name) if stem in words]
        if one.kind is Kind.NAME and places:
            first[one.name] = min(places)
    return not first or first.get(spec.name) == min(first.values())


def _roles(sheet: Sheet) -> dict[int, frozenset[str]]:
    """Start of a name -> as what its sentence says it takes part."""
    told: dict[int, frozenset[str]] = {}
    for sentence in prose.sentences(sheet):
        text, offset, last = sheet.text(sentence.span), sentence.span.start, 0
        for match in _SAID.finditer(text):
            begin, until = offset + last, offset + match.start() + 1
            before = [name for name in sentence.names if begin <= name.start and name.end <= until]
            last = match.end()
            if before:
                name = _meant(sheet, before, offset + match.start())
                told.setdefault(name, sayings.about(match.group("role")))
        for first in (name.start for name in sentence.names):
            if found := _INTRODUCED.search(sheet.document.text[offset:first]):
                told.setdefault(first, sayings.about(found.group("role")))
    return told


def _meant(sheet: Sheet, names: Sequence[Span], place: int) -> int:
    """Of the names before ``(the Employer)`` the one right there, else the first of more words."""
    several = [name for name in names if len(sheet.text(name).split()) > 1]
    if names[-1] in several and place - names[-1].end <= 2:
        return names[-1].start
    return (several or names)[0].start


def _writers(sheet: Sheet) -> frozenset[int]:
    """Where names stand of who writes: below the closing words, behind ``my name is``."""
    text = sheet.document.text
    below = (
        row.span.start
        for above, row in pairwise(sheet.rows)
        if _CLOSING.match(sheet.text(above.span)) and not _CLOSING.match(sheet.text(row.span))
    )
    names = (name.start for sentence in prose.sentences(sheet) for name in sentence.names)
    return frozenset((*below, *(n for n in names if _MYSELF.search(text[max(n - 20, 0) : n]))))

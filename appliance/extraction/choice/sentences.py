"""What a sentence tells of the values in it, for fields that are read by their schema's words.

Three habits of writing are known: a party is named and then told as what it takes part (``Ada Bell,
hereinafter the tenant``, ``(the "Employer")``, ``as landlord``); a letter's writer signs below its
closing words; and what a date or a sum is stands right before it or behind it (``begins on``, ``as
a refundable deposit``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.choice import unlabelled
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.columns import Features
from appliance.extraction.kinds import dates
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.sheet import legal_forms, pieces, prose, wordings
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

_SAID = re.compile(
    r"(?:[(\"“'‘]+|,?\s*\b(?:hereinafter|hereafter|henceforth|referred to|called|known|being|as)\b)"
    r"[\s(\"“'‘]*"
    r"(?:(?:hereinafter|hereafter|referred to|called|known|as|the|its|my|our)\b"
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
_OPENING = (
    "begin begins beginning start starts started commence commences commencing commencement effect"
    " effective from first joined joins"
)
_CLOSED = (
    "end ends ending expire expires expiry terminate terminates termination until runs last final"
    " latest including mature matures left leaves"
)
_SYNONYMS: Mapping[str, str] = {
    **dict.fromkeys(("start", "begin", "first", "comme", "effec", "effective", "entry"), _OPENING),
    **dict.fromkeys(("end", "last", "expir", "expiry", "matur", "termi", "exit"), _CLOSED),
    "payme": "pay pays paid payable",
    "price": "paid cost costs price",
    "month": "month monthly months",
    **dict.fromkeys(("yearl", "annua"), "year yearly annual annum"),
    "deliv": "delivered delivery arrived arrive reached brought received",
    "hando": "handed handover delivered delivery",
    "depos": "deposit security",
    "refun": "refund refunded back reimburse",
    "landl": "landlord lessor",
    "tenan": "tenant lessee renter",
    "selle": "seller vendor",
    "buyer": "buyer purchaser",
    "lende": "lender creditor",
    "borro": "borrower debtor",
}
"""Words of sentences by the stems of words that schemas use."""
_LASTING = re.compile(
    r"\b(?:\d+|[a-z]+(?:-[a-z]+)?) (?:(?:working|calendar|business) )?"
    r"(?:days?|weeks?|months?|years?)\b"
)
_AS_ROLE = re.compile(
    r"\b(?:as(?: an?)?|position of|post of|role of|job of|employed as|title of) "
    r"(?!(?:follows?|soon|well|long|far|such|possible|per|if|though|part|agreed|regards|usual|of)\b)"
    r"(?P<role>[^\W\d_][\w-]*(?: [^\W\d_][\w-]*){0,3}?)"
    r"(?=[,.;]|\s(?:from|with|at|in|and|for|on|who|is|to|starting|beginning|by|of)\b)"
)
_SPANS = frozenset({"notic", "durat", "term", "perio", "warra", "lengt"})
"""Stems of what lasts some time."""
_NEXT = re.compile(r"\b(?:and|or|but|until|to|plus|which|while)\b|;")
"""What begins the next thing that a sentence says."""
_MARKS = re.compile(r"[.;:,!?](?=\s|$)")
NEAR = 70
"""Characters around a value in which words tell of it."""
WHOLE = frozenset({Kind.NAME, Kind.ADDRESS, Kind.TEXT})
"""Kinds whose values have no shape of their own."""
TYPED = frozenset({Kind.DATE, Kind.AMOUNT, Kind.CODE, Kind.NUMBER, Kind.PHONE, Kind.TEXT})


def candidates(sheet: Sheet, spec: FieldSpec, conventions: Conventions) -> Iterator[Candidate]:
    """Names, addresses, positions and lengths of time inside sentences."""
    for span in _places(sheet, spec):
        spans = ground.by_row(sheet.document, span)
        value = " ".join(sheet.text(span).split())
        if spans and len(value) <= spec.longest:
            yield Candidate(spans=spans, value=value)
    if spec.kind is Kind.DATE:
        yield from _parted(sheet, conventions)


def _parted(sheet: Sheet, conventions: Conventions) -> Iterator[Candidate]:
    """Dates that begin in one row and end in the next."""
    for sentence in prose.sentences(sheet):
        text, offset = sheet.text(sentence.span), sentence.span.start
        for found in dates.find(text.replace("\n", " "), day_first=conventions.day_first):
            if "\n" in text[found.span.start : found.span.end]:
                whole = Span(found.span.start + offset, found.span.end + offset)
                spans = ground.by_row(sheet.document, whole)
                yield Candidate(spans=spans, value=found.iso, traits={"full_year": 1.0})


def _places(sheet: Sheet, spec: FieldSpec) -> Iterator[Span]:
    if spec.kind is Kind.NAME:
        yield from (name for sentence in prose.sentences(sheet) for name in sentence.names)
    elif spec.kind is Kind.ADDRESS:
        yield from prose.addresses(sheet)
    elif unlabelled.is_role(spec):
        yield from _matches(sheet, _AS_ROLE, "role")
    elif spec.kind is Kind.TEXT and _stems(f"{spec.name} {spec.label}") & _SPANS:
        yield from _matches(sheet, _LASTING, 0)


def _matches(sheet: Sheet, pattern: re.Pattern[str], group: str | int) -> Iterator[Span]:
    for sentence in prose.sentences(sheet):
        for match in pattern.finditer(sheet.text(sentence.span)):
            start, end = match.span(group)
            yield Span(sentence.span.start + start, sentence.span.start + end)


def traits(
    sheet: Sheet, spec: FieldSpec, doctype: Doctype, found: Sequence[Candidate]
) -> list[Features]:
    """What the sentence of each candidate tells of it."""
    if not prose.sentences(sheet):
        return [{} for _ in found]
    described: list[Features] = [{} for _ in found]
    if spec.kind is Kind.NAME:
        described = _named(sheet, spec, doctype, found)
    elif spec.kind in TYPED:
        described = _told(sheet, spec, found)
    return [
        {**features, **seat}
        for features, seat in zip(described, _seated(sheet, spec, found), strict=True)
    ]


def _seated(sheet: Sheet, spec: FieldSpec, found: Sequence[Candidate]) -> Iterator[Features]:
    """Whether a value without a shape of its own is one of a sentence's, or cut out of it."""
    known = {(span.start, span.end) for span in _places(sheet, spec)}
    for one in found:
        shaped = spec.kind not in WHOLE or one.traits.get("shaped")
        if shaped or prose.holding(sheet, one.span.start) is None:
            yield {}
        elif (one.span.start, one.span.end) not in known:
            yield {"cut_sentence": 1.0}
        elif spec.kind is Kind.NAME and len(one.value.split()) == 1:
            yield {"lone_word": 1.0}
        else:
            yield {"in_prose": 1.0, "phrase": float(spec.kind is Kind.TEXT)}


def _core(text: str) -> frozenset[str]:
    """What a field's name or label is about."""
    told = wordings.ideas(text)
    return told.own | told.specific | (_SYNONYMS.keys() & _stems(text))


def _stems(text: str) -> set[str]:
    return {word[: wordings.STEM] for word, _, _ in wordings.tokens(text.replace("_", " "))}


def _about(text: str) -> frozenset[str]:
    """What a stretch of a sentence is about."""
    plain = _MARKS.sub(" ", text)
    told, words = wordings.ideas(plain), {word for word, _, _ in wordings.tokens(plain)}
    also = (stem for stem, said in _SYNONYMS.items() if words & set(said.split()))
    return told.own | told.specific | frozenset(also)


def _named(
    sheet: Sheet, spec: FieldSpec, doctype: Doctype, found: Sequence[Candidate]
) -> list[Features]:
    roles = sheet.once((_roles,), lambda: _roles(sheet))
    party = _core(spec.name) or _core(spec.label)
    titled = _core(doctype.title) | party
    person = unlabelled.whose(spec) != "firm"
    writes = _writes(spec, doctype)
    writers = sheet.once((_writers,), lambda: _writers(sheet)) if writes else frozenset()
    greeted = () if writes else _DEAR.finditer(sheet.document.text)
    dear = {found.group("name") for found in greeted}
    described: list[Features] = []
    for one in found:
        role, value = roles.get(one.span.start, frozenset()), one.value
        firm = legal_forms.ends(value) or pieces.trade(value)
        words, about = value.split(), _core(value)
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
        places = [words.index(stem) for stem in _stems(one.name) if stem in words]
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
                told.setdefault(name, _about(match.group("role")))
        for first in (name.start for name in sentence.names):
            if found := _INTRODUCED.search(sheet.document.text[offset:first]):
                told.setdefault(first, _about(found.group("role")))
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


def _told(sheet: Sheet, spec: FieldSpec, found: Sequence[Candidate]) -> list[Features]:
    """How much of what a field is about is said right before each value, and behind it."""
    cores = [core for core in (_core(spec.name), _core(spec.label)) if core]
    edges = sorted({one.span.start for one in found} | {one.span.end for one in found})
    described: list[Features] = []
    for one in found:
        before, after = _around(sheet, one.span, edges)
        shares = [[len(core & told) / len(core) for core in cores] for told in (before, after)]
        first, then = (max(share, default=0.0) for share in shares)
        described.append({"told_before": first, "told_behind": then})
    return described


def _around(
    sheet: Sheet, span: Span, edges: Sequence[int]
) -> tuple[frozenset[str], frozenset[str]]:
    """What is said in the sentence before a value and behind it, up to the next value."""
    sentence = prose.holding(sheet, span.start)
    if sentence is None:
        return frozenset(), frozenset()
    begin, finish = bisect_left(edges, span.start), bisect_right(edges, span.end)
    before = max(sentence.span.start, span.start - NEAR, *edges[max(begin - 1, 0) : begin])
    after = min(sentence.span.end, span.end + NEAR, *edges[finish : finish + 1])
    text = sheet.document.text
    behind = _NEXT.split(text[span.end : after], maxsplit=1)[0]
    return _about(text[before : span.start]), _about(behind)

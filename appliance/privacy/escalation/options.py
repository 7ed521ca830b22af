"""What may be answered where the value itself is hidden: the tags that stand for what it may be.

A value that local extraction thinks possible for a field becomes one tag of the field's kind, row
by row, so that there is something to choose; a question lists, field by field, the tags of that
kind. Only tags ever stand in such a list (``leak`` looks at it by itself).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import regex

from appliance.doctypes.schema import Kind
from appliance.privacy.context import HIDDEN
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.finding import Finding, Group
from appliance.privacy.identities import NAMED
from appliance.privacy.labels import PHONE, ROW
from appliance.privacy.redacted import Redacted, Replacement
from appliance.types import Span

MOST = 8
"""Options of one field."""
_ASKED = "asked: "
_NEVER_OPEN = (Kind.NAME, Kind.ADDRESS, Kind.PHONE)
"""Kinds of fields whose values never stand as they are where anything was found."""
_TAG, _KIND = regex.compile(r"<[A-Z]+_\d+>"), regex.compile(r"<([A-Z]+)_\d+>")
_NO_KIND = Group.TERM.value.upper()
_FIRM = regex.compile(
    r"(?<![\p{L}\p{N}])(?:inc|corp|corporation|company|ltd|limited|llc|llp|plc|sdn\.? ?bhd|bhd|"
    r"gmbh|s\.?a\.?r\.?l|s\.?r\.?l|s\.?l\.?u|s\.l|s\.a|ооо|оао|зао|enterprises?|trading|holdings?|"
    r"restaurants?|mart|market|stores?|shop|grocery|pharmacy|hotel|bakery|caf[eé]|bistro|hospital|"
    r"clinic|cl[ií]nica|medical cent(?:er|re)|health cent(?:er|re)|laborator(?:y|ies|io)|больница|"
    r"клиника|поликлиника|аптека|магазин)(?![\p{L}\p{N}])",
    regex.IGNORECASE,
)
"""Legal forms, and what houses and shops call themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The tags that may be a field's value, the likelier first: those of the possible values, then
    all of its kind; several with a blank between are one value. ``only``: nothing else may be."""

    tags: tuple[str, ...]
    only: bool

    def holds(self, told: str) -> bool:
        """Whether an answer is one of these, or, where a value may stand as it is, has no tags but
        theirs: one of another field would come back as that one's value."""
        if self.only:
            return " ".join(told.split()) in self.tags
        return set(_TAG.findall(told)) <= set(_TAG.findall(" ".join(self.tags)))


NOTHING: Mapping[str, Options] = MappingProxyType({})


def worded(finding: Finding) -> str:
    """What a question's pseudonyms are called: by the group; telephone numbers are told by the
    field that asks for one, the recognizers take too many numbers for them."""
    phone = finding.label == PHONE and finding.why.startswith(_ASKED)
    return "PHONE" if phone else finding.group.value.upper()


def typed(text: str, found: Sequence[Finding], asked: Sequence[Asked]) -> tuple[Finding, ...]:
    """The findings, in order and without overlaps, with one for each row of a possible value.

    All that was found stays covered, but for signs that are no letters and digits at a cut. A value
    of which nothing was found stays as it stands; of those that are not a field's likeliest, also
    one with a row of which nothing was.
    """
    chosen = dict[Span, Finding]()
    for one, rows, first in _in_turns(asked):
        touched = [item for item in found if any(_meet(item, row) for row in rows)]
        enough = any if first else all  # what stands as it is tells more
        hidden = enough(any(_meet(item, row) for item in touched) for row in rows)
        if hidden and all(row in chosen or not _any(chosen, row) for row in rows):
            for row in rows:
                made = _finding(row, one, rows)
                kind = made.group if first else _most(touched, row, made.group)
                chosen.setdefault(row, made if kind is made.group else replace(made, group=kind))
    rest = [piece for item in found for piece in _without(text, item, chosen)]
    whole = (_as_firm(text, one) for one in (*rest, *chosen.values()))
    return tuple(sorted(whole, key=lambda item: item.start))


def offered(
    text: str, redacted: Redacted, asked: Sequence[Asked], shown: Sequence[Span]
) -> dict[str, Options]:
    """Field -> the tags in the rows shown that may be its value, for fields of a hidden kind.

    A part of a likelier value is none: nothing in masked rows tells a part from the whole.
    """
    seen = [one for one in redacted.replacements if any(_meet(one.span, row) for row in shown)]
    found = {}
    for one in asked:
        if one.kind not in HIDDEN:
            continue
        kind, others = _words(one)
        tags = [told for rows in one.values if (told := _told(text, rows, seen))]
        tags = [tag for at, tag in enumerate(tags) if not at or _of(tag, {kind, *others})]
        tags += [each.pseudonym for each in seen if each.pseudonym.startswith(f"<{kind}_")]
        whole = [tag for at, tag in enumerate(tags) if not _in_any(tag, tags[:at])]
        only = bool(whole) and (one.kind in _NEVER_OPEN or not _open(seen, one, shown))
        found[one.name] = Options(tags=tuple(whole[:MOST]), only=only)
    return found


def _told(text: str, rows: Sequence[Span], seen: Sequence[Replacement]) -> str:
    """How a possible value stands in the question, its rows in one: tags, and marks between them;
    empty where a letter or digit of it stands as it is, or it ends within a tag."""
    told = []
    for row in rows:
        inside = [one for one in seen if _meet(one.span, row)]
        if not inside or not all(_within(one.span, row) for one in inside):
            return ""
        at = row.start
        for one in sorted(inside, key=lambda item: item.span):
            told += [text[at : one.span.start], one.pseudonym]
            at = one.span.end
        told += [text[at : row.end], " "]
    clear = "".join(told[::2])
    shown = " ".join("".join(told).split())
    return "" if any(map(str.isalnum, clear)) else shown[shown.find("<") : shown.rfind(">") + 1]


def _in_any(tags: str, better: Sequence[str]) -> bool:
    """Whether tags are all in a likelier value's, whatever is of no kind (a title, a label)."""
    own = _telling(tags)
    return any(own <= _telling(other) for other in better)


def _telling(tags: str) -> set[str]:
    every = set(_TAG.findall(tags))
    return {tag for tag in every if not tag.startswith(f"<{_NO_KIND}_")} or every


def _of(tags: str, words: Collection[str]) -> bool:
    """Whether tags are of these kinds, but for what is of no kind."""
    kinds = set(_KIND.findall(tags)) - {_NO_KIND}
    return bool(kinds) and kinds <= set(words)


def _words(one: Asked) -> tuple[str, tuple[str, ...]]:
    """What tags of a field's values are called, and what else of its possible values may be: a shop
    is called like its owner, a telephone number was taken for another one."""
    if one.kind == Kind.PHONE:
        return "PHONE", (Group.IDENTIFIER.value.upper(),)
    group = _finding(Span(0, 0), one, ()).group
    owner = (Group.PERSON.value.upper(),) if group is Group.ORGANISATION else ()
    return group.value.upper(), owner


def _open(seen: Sequence[Replacement], one: Asked, shown: Sequence[Span]) -> bool:
    """Whether a possible value stands in the rows shown as it is: nothing of it was found."""
    return any(
        all(any(_within(row, span) for span in shown) for row in rows)
        and not any(_meet(item.span, row) for item in seen for row in rows)
        for rows in one.values
    )


def schema(asked: Sequence[Asked], offered: Mapping[str, Options]) -> dict[str, object]:
    """The JSON schema of an answer: each field null or one of its options, any text where its
    value may stand as it is."""
    return {
        "type": "object",
        "properties": {one.name: _property(offered.get(one.name)) for one in asked},
        "required": [one.name for one in asked],
        "additionalProperties": False,
    }


def _property(one: Options | None) -> dict[str, object]:
    """In ``anyOf``: llama.cpp reads no ``enum`` beside a list of types."""
    if one is None or not one.only:
        return {"type": ["string", "null"]}
    return {"anyOf": [{"type": "string", "enum": list(one.tags)}, {"type": "null"}]}


def _in_turns(asked: Sequence[Asked]) -> Iterator[tuple[Asked, tuple[Span, ...], bool]]:
    """Possible values of hidden kinds: each field's likeliest (True), then each field's second."""
    hidden = [one for one in asked if one.kind in HIDDEN]
    for turn in range(max((len(one.values) for one in hidden), default=0)):
        yield from ((one, rows, not turn) for one in hidden for rows in one.values[turn : turn + 1])


def _finding(row: Span, one: Asked, rows: Sequence[Span]) -> Finding:
    group, label = HIDDEN[Kind(one.kind)]
    return Finding(
        start=row.start,
        end=row.end,
        group=Group.ORGANISATION if one.firm and group is Group.PERSON else group,
        label=ROW if len(rows) > 1 else label,
        score=1.0,
        why=f"{_ASKED}field {one.name}",
    )


def _most(touched: Sequence[Finding], row: Span, otherwise: Group) -> Group:
    """As what most of a row was found."""
    found = Counter[Group]()
    for item in touched:
        found[item.group] += max(0, min(item.end, row.end) - max(item.start, row.start))
    return next((group for group, signs in found.most_common(1) if signs), otherwise)


def _as_firm(text: str, item: Finding) -> Finding:
    """What is named and ends or begins as firms do is one, whatever it was found as."""
    named = item.group in (Group.PERSON, Group.LOCATION)
    firm = named and _FIRM.search(text, item.start, item.end)
    return replace(item, group=Group.ORGANISATION) if firm else item


def _without(text: str, item: Finding, chosen: Mapping[Span, Finding]) -> Iterator[Finding]:
    """What of a finding no chosen row covers, without blanks and marks at its ends."""
    at = item.start
    inside = sorted(row for row in chosen if _meet(item, row))
    for row in (*inside, Span(item.end, item.end)):
        piece = _trimmed(text, at, row.start) if inside else Span(at, row.start)
        if piece.start < piece.end:
            left = Group.TERM if inside and item.group in NAMED else item.group
            yield replace(item, start=piece.start, end=piece.end, group=left)
        at = max(at, row.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    signs = [at for at in range(start, end) if text[at].isalnum()]
    return Span(signs[0], signs[-1] + 1) if signs else Span(start, start)


def _any(chosen: Mapping[Span, Finding], row: Span) -> bool:
    return any(_meet(one, row) for one in chosen)


def _meet(one: Finding | Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _within(row: Span, span: Span) -> bool:
    return span.start <= row.start and row.end <= span.end

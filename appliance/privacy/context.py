"""Known values searched everywhere: as written, inflected, and as OCR may have misread them.

Which words may be one is said by ``spelling``; which of the short ones are believed to be, by
``telling`` and by the words beside them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.privacy.allowed import allowed
from appliance.privacy.finding import Finding, Group
from appliance.privacy.labels import ORGANIZATION, PHONE
from appliance.privacy.plain import is_common, is_plain
from appliance.privacy.spelling import LEAST, SHORTEST, Sought, Way, fold, way
from appliance.privacy.telling import Resembling, telling
from appliance.types import Document, Extraction

ALONE = 3  # letters from which a part of a name is searched by itself
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_Placed = tuple[str, int, int]  # a folded word, where it begins and ends
_BENT = (Group.PERSON, Group.IDENTIFIER)  # searched inflected and misread; the rest as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A value that must not be seen, and what it is; ``bent``: also inflected and misread."""

    value: str
    group: Group
    label: str
    why: str
    bent: bool = False


# Where structured formats (C-CDA, FHIR) state a person's data: the path's end says which.
_STATED = (
    (r"(?:patient|[pP]erson|guardian)/name$", Group.PERSON, "PERSON"),
    (r"Organization/name$", Group.ORGANISATION, ORGANIZATION),
    (r"/addr$|/address$", Group.LOCATION, "ADDRESS"),
    (r"/telecom$", Group.IDENTIFIER, "PHONE_NUMBER"),
    (r"patientRole/id$", Group.IDENTIFIER, "MEDICAL_RECORD_NUMBER"),
    (r"/birthTime$|/birthDate$", Group.DATE, "DATE_TIME"),
)


def stated(document: Document) -> tuple[Known, ...]:
    """What the file's own structured data says about people: found whatever a recognizer thinks."""
    known = []
    for statement in document.statements:
        value = document.text[statement.span.start : statement.span.end]
        for path, group, label in _STATED:
            if value.strip() and regex.search(path, statement.path):
                why = f"context: {statement.path}"
                known.append(Known(value=value, group=group, label=label, why=why, bent=True))
    return tuple(known)


HIDDEN = {
    Kind.NAME: (Group.PERSON, "PERSON"),
    Kind.ADDRESS: (Group.LOCATION, "ADDRESS"),
    Kind.DATE: (Group.DATE, "DATE_TIME"),
    Kind.PHONE: (Group.IDENTIFIER, PHONE),
    Kind.CODE: (Group.IDENTIFIER, "UNIQUE_IDENTIFIER"),
}
"""Kinds of fields whose values say who or where somebody is."""
_DIGITS = 4  # from which on a code says who; ICD-10 and form types have fewer


def labelled(extraction: Extraction, specs: Iterable[FieldSpec]) -> tuple[Known, ...]:
    """What extraction labelled as names, addresses, days, numbers: found wherever it stands.

    Cells of tables (medicines, codes of diagnoses, goods) are no data about a person.
    """
    kinds = {spec.name: spec for spec in specs if "." not in spec.name}
    known = []
    for item in extraction.fields:
        spec = kinds.get(item.name)
        if spec is None or spec.kind not in HIDDEN or not item.text.strip():
            continue
        if spec.kind is Kind.CODE and sum(map(str.isdigit, item.text)) < _DIGITS:
            continue
        group, label = HIDDEN[spec.kind]
        if spec.organisation:
            group, label = Group.ORGANISATION, ORGANIZATION
        why = f"context: field {item.name}"
        known.append(Known(value=item.text, group=group, label=label, why=why, bent=True))
    return tuple(known)


def of_findings(text: str, found: Iterable[Finding]) -> tuple[Known, ...]:
    """What was found at one place, to be searched at all others."""
    known = {}
    for finding in found:
        value = text[finding.start : finding.end]
        if sum(map(str.isalnum, value)) > ALONE:
            known[fold(value)] = Known(
                value=value,
                group=finding.group,
                label=finding.label,
                why="context: found elsewhere",
            )
    return tuple(known.values())


def occurrences(text: str, known: Sequence[Known]) -> Iterator[Finding]:
    """Every place where a known value, or a telling part of a known name, stands."""
    words = [(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]
    places = _Places(words, known)
    for item in known:
        bent = item.bent or item.group in _BENT
        for parts, whole in _searched(item):
            for first in places.of(parts[0], bent=bent):
                run = words[first : first + len(parts)]
                ways = _ways(parts, run, bent=bent)
                if ways is None or not _believed(text, run, parts, ways, item):
                    continue
                start, end = run[0][1], run[-1][2]
                certain = whole and (item.bent or len(parts) > 1 or not text[start:end].islower())
                if certain or not _other_word(text, start, end, parts[0], item):
                    yield Finding(
                        start=start,
                        end=end,
                        group=item.group,
                        label=item.label,
                        score=0.9,
                        why=item.why,
                    )


def _ways(parts: Sequence[str], run: Sequence[_Placed], *, bent: bool) -> list[Way] | None:
    """How each word of a run resembles the part that it stands for; ``None`` if one does not."""
    if len(run) < len(parts):
        return None
    ways = []
    for part, (word, _, _) in zip(parts, run, strict=True):
        how = way(part, word) if bent else (Way.SAME if part == word else None)
        if how is None:
            return None
        ways.append(how)
    return ways


def _believed(
    text: str, run: Sequence[_Placed], parts: Sequence[str], ways: Sequence[Way], item: Known
) -> bool:
    """Whether short words that are not as they were written are the value: by themselves, or
    because the words beside them are (in ``Bo Lopes`` and ``Ba Lopes``)."""
    same = sum(
        len(part)
        for part, how, (_, start, end) in zip(parts, ways, run, strict=True)
        if how is Way.SAME and not is_common(text[start:end])
    )
    edits = sum(how is Way.EDIT for how in ways)
    if edits and item.group is Group.DATE:
        return False
    if edits <= 1 and same >= LEAST:
        return True
    return all(
        len(part) >= SHORTEST
        or telling(
            Resembling(
                text=text,
                start=start,
                end=end,
                part=part,
                how=how,
                group=item.group,
                labelled=item.bent,
            )
        )
        for part, how, (_, start, end) in zip(parts, ways, run, strict=True)
    )


def _other_word(text: str, start: int, end: int, part: str, item: Known) -> bool:
    """Whether what resembles one word of a name is vocabulary: a label, ``flank`` for Frank, or
    ``young`` for Ms Young, unless extraction labelled it or it is written like that itself."""
    word = text[start:end]
    same = fold(word) == part and (item.bent or not item.value[:1].isupper())
    return (word.islower() and not same and is_plain(word)) or allowed(text, start, end)


def _searched(item: Known) -> Iterator[tuple[list[str], bool]]:
    """The words of a value together (True); for a name also each telling word alone (False)."""
    parts = [fold(word) for word in _WORD.findall(item.value)]
    if parts:
        yield parts, True
    if item.group is Group.PERSON and len(parts) > 1:
        yield from (([part], False) for part in parts if len(part) > ALONE and part.isalpha())


class _Places:
    """Where the words of a text stand, by what they may be."""

    def __init__(self, words: Sequence[_Placed], known: Iterable[Known]) -> None:
        self._words: dict[str, list[int]] = defaultdict(list)
        self._pairs: dict[str, set[str]] = defaultdict(set)
        for at, (word, _, _) in enumerate(words):
            self._words[word].append(at)
        for word in self._words:
            for pair in _pairs(word):
                self._pairs[pair].add(word)
        sought = Sought(parts[0] for item in known for parts, _ in _searched(item))
        self._spelt: dict[str, set[str]] = defaultdict(set)
        for word in self._words:
            for part, _ in sought.like(word):
                self._spelt[part].add(word)

    def of(self, part: str, *, bent: bool) -> list[int]:
        """The numbers of the words that may be ``part``: long ones that share a beginning, a second
        pair of letters or an end with it, and those that may be spelt so."""
        found = {part}
        if bent:
            found |= self._spelt.get(part, set())
            for pair in _pairs(part) if len(part) >= SHORTEST else ():
                found |= self._pairs.get(pair, set())
        return sorted(at for word in found for at in self._words.get(word, ()))


def _pairs(word: str) -> set[str]:
    return {word[:2], word[1:3], word[-2:]}

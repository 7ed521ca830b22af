"""Known values searched everywhere: as written, inflected, and as OCR may have misread them.

Two words are alike if they are equal without case and accents, if one edit turns one into the
other (five letters or more, Levenshtein), or if they share a stem and differ in a Cyrillic ending.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.privacy.allowed import allowed
from appliance.privacy.finding import Finding, Group
from appliance.privacy.plain import is_plain
from appliance.types import Document, Extraction

SHORTEST = 5  # letters from which one edit may be a misreading
ALONE = 3  # letters from which a part of a name is searched by itself
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_CYRILLIC = regex.compile(r"^\p{Cyrillic}+$")
_ENDING = 3
_BENT = (Group.PERSON, Group.IDENTIFIER)  # searched inflected and misread; the rest as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A value that must not be seen, and what it is; ``bent``: also inflected and misread."""

    value: str
    group: Group
    label: str
    why: str
    bent: bool = False


def fold(word: str) -> str:
    """Without case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


# Where structured formats (C-CDA, FHIR) state a person's data: the path's end says which.
_STATED = (
    (r"(?:patient|[pP]erson|guardian)/name$", Group.PERSON, "PERSON"),
    (r"Organization/name$", Group.ORGANISATION, "ORGANIZATION"),
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


_KINDS = {
    Kind.NAME: (Group.PERSON, "PERSON"),
    Kind.ADDRESS: (Group.LOCATION, "ADDRESS"),
    Kind.DATE: (Group.DATE, "DATE_TIME"),
    Kind.PHONE: (Group.IDENTIFIER, "PHONE_NUMBER"),
    Kind.CODE: (Group.IDENTIFIER, "UNIQUE_IDENTIFIER"),
}
_DIGITS = 4  # from which on a code says who; ICD-10 and form types have fewer


def labelled(extraction: Extraction, specs: Iterable[FieldSpec]) -> tuple[Known, ...]:
    """What extraction labelled as names, addresses, days, numbers: found wherever it stands.

    Cells of tables (medicines, codes of diagnoses, goods) are no data about a person.
    """
    kinds = {spec.name: spec for spec in specs if "." not in spec.name}
    known = []
    for item in extraction.fields:
        spec = kinds.get(item.name)
        if spec is None or spec.kind not in _KINDS or not item.text.strip():
            continue
        if spec.kind is Kind.CODE and sum(map(str.isdigit, item.text)) < _DIGITS:
            continue
        group, label = _KINDS[spec.kind]
        if spec.organisation:
            group, label = Group.ORGANISATION, "ORGANIZATION"
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
    index = _index(word for word, _, _ in words)
    for item in known:
        same = alike if item.bent or item.group in _BENT else str.__eq__
        for parts, whole in _searched(item):
            for first in _places(index, parts[0]):
                last = first + len(parts)
                if last <= len(words) and all(
                    same(part, words[first + at][0]) for at, part in enumerate(parts)
                ):
                    start, end = words[first][1], words[last - 1][2]
                    certain = whole and (
                        item.bent or len(parts) > 1 or not text[start:end].islower()
                    )
                    if certain or not _other_word(text, start, end, parts[0], item):
                        yield Finding(
                            start=start,
                            end=end,
                            group=item.group,
                            label=item.label,
                            score=0.9,
                            why=item.why,
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


def alike(one: str, other: str) -> bool:
    """Whether two folded words may be the same one."""
    if one == other:
        return True
    if _CYRILLIC.match(one) and _CYRILLIC.match(other) and min(len(one), len(other)) > ALONE:
        stem = min(len(one), len(other)) - _ENDING + 1
        return stem > 2 and one[:stem] == other[:stem] and abs(len(one) - len(other)) <= _ENDING
    return min(len(one), len(other)) >= SHORTEST and one_edit(one, other)


def one_edit(one: str, other: str) -> bool:
    """Levenshtein distance of at most one."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]


def _index(words: Iterable[str]) -> dict[str, list[int]]:
    """Where words start with given letters: three of them are enough to look closer."""
    index: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        for sign in {word[:2], word[1:3], word[-2:]}:
            index[sign].append(at)
    return index


def _places(index: dict[str, list[int]], part: str) -> list[int]:
    """Words that share a beginning, a second pair, or an end with ``part``."""
    found: set[int] = set()
    for sign in {part[:2], part[1:3], part[-2:]}:
        found.update(index.get(sign, ()))
    return sorted(found)

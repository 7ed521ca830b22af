"""The leak check: the finished text, looked at by means that had no part in making it.

Each look has first to find what is planted for it; one that does not is broken, which stops the
question as surely as a find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from appliance.privacy.escalation import around, likeness
from appliance.privacy.escalation.canaries import Canaries
from appliance.privacy.escalation.harmless import is_harmless
from appliance.privacy.escalation.letters import folded, nearly_in, written
from appliance.privacy.escalation.numerals import is_unit, spelt
from appliance.privacy.escalation.passed import Looked, Passed, passed
from appliance.privacy.finding import Group
from appliance.privacy.refusal import Blocked
from appliance.privacy.spelling import one_edit
from appliance.types import Span

PSEUDONYM = re.compile(r"<[A-Z]+_\d+>")
GONE = " \n\n\n "
"""In place of a pseudonym: more than joins two digits."""
WHOLE = 9  # letters and digits from which a value is sought across words, too
MISREAD = 5  # from which one edit may be a misreading
SHORTEST = 4  # below it values occur by chance
_MONEY = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,?\d{3})*\.\d{2}|\d{1,3}(?:\.?\d{3})*,\d{2})(?!\d|[.,]\d)"
)
_PAIRS = re.compile(r"(?<![\d.])\d\d\.\d\d(?:\s\d\d\.\d\d){2,}(?![\d.])")  # no money
_FRAGMENT = re.compile(r"<(?:IDENTIFIER|PHONE|DATE|AGE)_\d+>[^\w\n<]{0,3}\d(?!\d*[.,]\d)")
_BEFORE = re.compile(r"(?<![.,\d])\d[^\w\n>]{0,3}<(?:IDENTIFIER|PHONE|DATE|AGE)_\d+>")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][^\w\n]{1,2}){3,}[^\W\d_](?!\w)")
JOINT = 3  # signs that may stand between two digits of one number
STROKES = "/\u2044\u2215\uff0f\u00ad"
_YEAR = re.compile(r"(?:19|20)\d\d")
IDENTIFYING = 4  # digits of a run that may point at somebody
_PRESSURE = re.compile(r"(?<!\d)(?<!\d[.,/])\d{2,3}/\d{2,3}(?![\d/]|[.,]\d)")
_DECIMAL = re.compile(r"(?<!\d)(?<!\d[.,])(?=[\d.,]{3,6}(?!\d))\d{1,4}[.,]\d{1,3}(?!\d|[.,]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A value that must not be seen, and of which group it is.

    ``ordinary``: a word of the dictionary that a recognizer took for something and nobody labelled.
    It is no other word of the dictionary: in small letters it is sought as it stands, with a
    capital where no small letters are.
    """

    value: str
    group: Group
    ordinary: bool = False


def check(
    excerpt: str,
    body: str,
    frame: str,
    secrets: Sequence[Secret],
    planted: Canaries,
    *,
    parts: Collection[str] = (),
) -> Passed:
    """All looks at an excerpt of a document and at the whole ``body`` it is sent in.

    ``frame`` is the body without any document: a word that is seen there is nobody's secret, but a
    whole name or number is, whoever wrote it into a type; ``parts`` are the folded words of the
    names of people. Raises ``Blocked`` at the first doubt.
    """
    _controls(planted)
    bare = PSEUDONYM.sub(GONE, excerpt)
    if names(bare) or likeness.names(bare) or likeness.framed(bare) or likeness.capitals(bare):
        raise Blocked("words")
    if numbers(bare) or likeness.codes(bare) or likeness.years(bare):
        raise Blocked("numbers")
    if fragments(excerpt) or likeness.halves(excerpt) or short(bare, secrets):
        raise Blocked("numbers")
    framed = [one for one in secrets if values(frame, [one])]
    if any(map(_whole, framed)):
        raise Blocked("values")
    telling = [one for one in secrets if one not in framed]
    if values(PSEUDONYM.sub(GONE, body), telling) or likeness.alone(bare, parts):
        raise Blocked("values")
    if around.foreign(body, frame, excerpt):
        raise Blocked("options")
    if any(value in text for text in (excerpt, body) for value in planted.values):
        raise Blocked("canary")
    looks = (
        Looked(name="words", sought=len(bare.split())),
        Looked(name="numbers", sought=sum(map(str.isdigit, bare))),
        Looked(name="values", sought=len(telling) + len(parts)),
        Looked(name="around", sought=len(body) - len(excerpt)),
        Looked(name="canaries", sought=len(planted.values)),
    )
    return passed(body, looks)


def _whole(secret: Secret) -> bool:
    """Whether a value says who somebody is by itself: several words, or a number."""
    return len(secret.value.split()) > 1 or sum(map(str.isdigit, secret.value)) >= IDENTIFYING


def _controls(planted: Canaries) -> None:
    """Each look finds what was planted: names, numbers, and values as they may be misread."""
    people, coded = planted.people, planted.coded
    telling = [Secret(value=value, group=Group.PERSON) for value in planted.values]
    misread = " ".join(_misread(value) for value in people)
    alive = (
        people
        and coded
        and all(names(value) for value in people)
        and all(numbers(value) and numbers(_otherwise(value)) for value in coded)
        and numbers("14\u20113")
        and numbers("94")
        and numbers("one two three four five six seven")
        and fragments("<IDENTIFIER_1>-77")
        and short("a 57 b", [Secret(value="57", group=Group.IDENTIFIER)])
        and likeness.alive()
        and around.alive()
        and values(planted.text, telling) == len(telling)
        and values(misread, [one for one in telling if one.value in people]) == len(people)
    )
    if not alive:
        raise Blocked("control")


def _misread(value: str) -> str:
    """With one letter as a bad scan may show it."""
    return f"{value[:2]}{'x' if value[2] != 'x' else 'z'}{value[3:]}"


def _otherwise(value: str) -> str:
    """With another joint than people type, and over two lines."""
    return "".join(sign if sign.isalnum() else "\u2011\n" for sign in value)


def names(text: str) -> int:
    """Words that are not on the closed list, or are written as a name that is on one; letters one
    by one (``l o p e z``)."""
    spaced = sum(1 for _ in _SPACED.finditer(text))
    return spaced + sum(not is_harmless(word) for word in _words(text))


def _words(text: str) -> Iterator[str]:
    """Runs of letters, cut at every other sign (no regular expression of the redactor's)."""
    run = ""
    for sign in text + " ":
        if unicodedata.category(sign)[0] in "LM" or sign == "\u200c":
            run += sign
            continue
        if unicodedata.category(sign) == "Cf":
            continue  # has no width: the word goes on
        if len(run) > 2 or (len(run) == 2 and run.isupper()):
            yield run
        run = ""


def numbers(text: str) -> int:
    """What of the digits may point at somebody: long runs, whatever joins them, that are neither
    money nor years; days with a month; numbers that may be an age over 89; numbers in words."""
    bare = _without(_DECIMAL, _without(_MONEY, text))
    rest = _without(_PRESSURE, bare)  # for runs only: 12/31 is written as a pressure is
    groups = _groups(bare)
    words = sum(1 for _ in spelt(text))
    return (
        sum(1 for _ in _PAIRS.finditer(text))
        + sum(_identifying(rest, run) for run in _runs(rest, _groups(rest)))
        + sum(_day(text, one, other) for one, other in pairwise(groups))
        + sum(_old(text, one) for one in groups)
        + words
    )


def _without(quantity: re.Pattern[str], text: str) -> str:
    """The text with letters, as many, in the place of what is so many of something."""
    return quantity.sub(lambda found: "m" * len(found.group()), text)


def _groups(text: str) -> list[Span]:
    """Digits that nothing stands between."""
    found: list[Span] = []
    for at, sign in enumerate(text):
        if sign.isdigit() and found and found[-1].end == at:
            found[-1] = Span(found[-1].start, at + 1)
        elif sign.isdigit():
            found.append(Span(at, at + 1))
    return found


def _runs(text: str, groups: Sequence[Span]) -> Iterator[list[Span]]:
    """Groups with at most ``JOINT`` signs between them, none of which is a letter."""
    run: list[Span] = []
    for one in groups:
        between = text[run[-1].end : one.start] if run else ""
        if run and (len(between) > JOINT or any(map(str.isalpha, between))):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _identifying(text: str, run: Sequence[Span]) -> bool:
    parts = [text[one.start : one.end] for one in run]
    apart = all(text[one.end : other.start].isspace() for one, other in pairwise(run))
    return sum(map(len, parts)) >= IDENTIFYING and not (apart and _harmless(parts))


def _day(text: str, one: Span, other: Span) -> bool:
    """Whether two groups are a day and a month: a stroke or hyphen between them, or ``12. 3.``"""
    between = text[one.end : other.start].strip()
    if text[one.end : other.end + 1] == f". {text[other.start : other.end]}.":
        between = STROKES[0]
    stroke = len(between) == 1 and (between in STROKES or unicodedata.category(between) == "Pd")
    if not stroke or max(one.end - one.start, other.end - other.start) > 2:
        return False
    if text[one.start - 1 : one.start] in tuple(".,") or _decimal(text, other.end):
        return False
    pair = int(text[one.start : one.end]), int(text[other.start : other.end])
    return 0 < min(pair) <= 12 and max(pair) <= 31


def _decimal(text: str, at: int) -> bool:
    return text[at : at + 1] in tuple(".,") and text[at + 1 : at + 2].isdigit()


def _old(text: str, one: Span) -> bool:
    """From 90 to 119 by itself, with no unit behind it and no part of 110/70 or 98.6."""
    if one.end - one.start > 3 or int(text[one.start : one.end]) not in range(90, 120):
        return False
    before, behind = text[: one.start][-1:], text[one.end : one.end + 16].lstrip()
    if before in tuple(".,/$€") or _decimal(text, one.end) or before.isalpha():
        return False
    if behind[:1] in tuple("%°/$€"):
        return False
    unit = "".join(takewhile(str.isalpha, behind.lstrip("-. ")))
    return not is_unit(unit)


def fragments(excerpt: str) -> int:
    """Digits that touch the pseudonym of a number: the rest of what was found in part."""
    return sum(1 for look in (_FRAGMENT, _BEFORE) for _ in look.finditer(excerpt))


def short(text: str, secrets: Sequence[Secret]) -> int:
    """Numbers of two or three digits that were redacted and stand elsewhere by themselves."""
    sought = {one.value for one in secrets if one.value.isdigit() and 1 < len(one.value) < SHORTEST}
    alone = (
        text[one.start : one.end]
        for one in _groups(text)
        if not (_decimal(text, one.end) or text[one.end : one.end + 1].isalpha())
        and not (text[: one.start][-1:] in tuple(".,") or text[: one.start][-1:].isalpha())
    )
    return sum(group in sought for group in alone)


def _harmless(parts: Sequence[str]) -> bool:
    """Small numbers and years side by side, as in a table."""
    return all(
        (len(part) <= 3 and sum(map(len, parts)) < IDENTIFYING) or bool(_YEAR.fullmatch(part))
        for part in parts
    )


def values(text: str, secrets: Sequence[Secret]) -> int:
    """How many values are seen: as they are, and names and numbers with one sign misread."""
    words = folded(text).split()
    compact = "".join(words)
    common = [one for one in secrets if one.ordinary]
    return sum(_seen(one, words, compact) for one in secrets if not one.ordinary) + (
        _standing(text, common) if common else 0
    )


def _standing(text: str, secrets: Sequence[Secret]) -> int:
    """How many ordinary words are seen where they are written as they were."""
    words = written(text)
    capital = [plain for word in words if not word.islower() for plain in folded(word).split()]
    return sum(
        one.value in words if one.value.islower() else _seen(one, capital, "".join(capital))
        for one in secrets
    )


def _seen(secret: Secret, words: Sequence[str], compact: str) -> bool:
    parts = folded(secret.value).split()
    whole = "".join(parts)
    if len(whole) < SHORTEST:
        return False
    bent = secret.group in (Group.PERSON, Group.IDENTIFIER) and len(whole) >= MISREAD
    if len(whole) >= WHOLE:
        return nearly_in(whole, compact) if bent else whole in compact
    width = len(parts)
    for at in range(len(words) - width + 1):
        run = "".join(words[at : at + width])
        if run == whole or (bent and one_edit(run, whole)):
            return True
    return False

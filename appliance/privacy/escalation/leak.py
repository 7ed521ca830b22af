"""The leak check: the finished text, looked at by means that had no part in making it.

Four looks. Each has first to find what is planted for it; one that does not is broken, and a broken
look stops the question as surely as a find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from appliance.privacy.context import one_edit
from appliance.privacy.escalation.canaries import Canaries
from appliance.privacy.escalation.plain import is_plain
from appliance.privacy.finding import Group
from appliance.privacy.refusal import Blocked

PSEUDONYM = re.compile(r"<[A-Z]+_\d+>")
WHOLE = 9  # letters and digits from which a value is sought across words, too
MISREAD = 5  # from which one edit may be a misreading
SHORTEST = 4  # below it values occur by chance
_MONEY = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,?\d{3})*\.\d{2}|\d{1,3}(?:\.?\d{3})*,\d{2})(?![\d.,])"
)
_DIGITS = re.compile(r"\d(?:[^\w,;]{0,3}\d)*")
_PAIRS = re.compile(
    r"(?<!\S)\d\d\.\d\d(?: \d\d\.\d\d){2}(?!\d)"
)  # no money: an identifier in pairs
_DAY = re.compile(r"(?<![\d.,/-])(\d{1,2})[/-](\d{1,2})(?![\d/-]|[.,]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
IDENTIFYING = 6  # digits of a run that may point at somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A value that must not be seen, and of which group it is."""

    value: str
    group: Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One look: its name and how many things it sought."""

    name: str
    sought: int


def check(
    excerpt: str, body: str, frame: str, secrets: Sequence[Secret], planted: Canaries
) -> tuple[Looked, ...]:
    """All looks at an excerpt of a document and at the whole ``body`` it is sent in.

    ``frame`` is the body without any document: what is seen there already is nobody's secret.
    Raises ``Blocked`` at the first doubt.
    """
    _controls(planted)
    bare = PSEUDONYM.sub(" \n ", excerpt)
    if names(bare):
        raise Blocked("words")
    if numbers(bare):
        raise Blocked("numbers")
    telling = [one for one in secrets if not values(frame, [one])]
    if values(PSEUDONYM.sub(" \n ", body), telling):
        raise Blocked("values")
    if any(value in text for text in (excerpt, body) for value in planted.values):
        raise Blocked("canary")
    return (
        Looked(name="words", sought=len(bare.split())),
        Looked(name="numbers", sought=sum(map(str.isdigit, bare))),
        Looked(name="values", sought=len(telling)),
        Looked(name="canaries", sought=len(planted.values)),
    )


def _controls(planted: Canaries) -> None:
    """Each look finds what was planted: names, numbers, and values as they may be misread."""
    people, coded = planted.people, planted.coded
    telling = [Secret(value=value, group=Group.PERSON) for value in planted.values]
    misread = " ".join(_misread(value) for value in people)
    alive = (
        people
        and coded
        and all(names(value) for value in people)
        and all(numbers(value) for value in coded)
        and values(planted.text, telling) == len(telling)
        and values(misread, [one for one in telling if one.value in people]) == len(people)
    )
    if not alive:
        raise Blocked("control")


def _misread(value: str) -> str:
    """With one letter as a bad scan may show it."""
    return f"{value[:2]}{'x' if value[2] != 'x' else 'z'}{value[3:]}"


def names(text: str) -> int:
    """Words that are not on the closed list, or are written as a name that is on one."""
    return sum(not is_plain(word) for word in _words(text))


def _words(text: str) -> Iterator[str]:
    """Runs of letters, cut at every other sign (no regular expression of the redactor's)."""
    run = ""
    for sign in text + " ":
        if unicodedata.category(sign)[0] in "LM" or sign == "\u200c":
            run += sign
            continue
        if len(run) > 2 or (len(run) == 2 and run.isupper()):
            yield run
        run = ""


def numbers(text: str) -> int:
    """Runs of digits, whatever joins them, that are neither money nor a year and long enough."""
    rows = _MONEY.sub("\n", text).split("\n")
    runs = (match.group() for row in rows for match in _DIGITS.finditer(row))
    pairs = sum(1 for row in text.split("\n") for _ in _PAIRS.finditer(row))
    days = sum(_day(*map(int, match.groups())) for match in _DAY.finditer(text))
    return (
        pairs
        + days
        + sum(
            sum(map(str.isdigit, run)) >= IDENTIFYING and not _harmless(run.split()) for run in runs
        )
    )


def _day(one: int, other: int) -> bool:
    """Whether two numbers may be a day and a month."""
    return 0 < min(one, other) <= 12 and max(one, other) <= 31


def _harmless(parts: Sequence[str]) -> bool:
    """Small numbers and years side by side, as in a table."""
    return all(
        (len(part) <= 3 and sum(map(len, parts)) < IDENTIFYING) or bool(_YEAR.fullmatch(part))
        for part in parts
    )


def values(text: str, secrets: Sequence[Secret]) -> int:
    """How many values are seen: as they are, and names and numbers with one sign misread."""
    words = [word for word in _plain(text).split() if word]
    compact = "".join(words)
    return sum(_seen(one, words, compact) for one in secrets)


def _seen(secret: Secret, words: Sequence[str], compact: str) -> bool:
    parts = _plain(secret.value).split()
    whole = "".join(parts)
    if len(whole) < SHORTEST:
        return False
    bent = secret.group in (Group.PERSON, Group.IDENTIFIER) and len(whole) >= MISREAD
    if len(whole) >= WHOLE:
        return _nearly_in(whole, compact) if bent else whole in compact
    width = len(parts)
    for at in range(len(words) - width + 1):
        run = "".join(words[at : at + width])
        if run == whole or (bent and one_edit(run, whole)):
            return True
    return False


def _nearly_in(value: str, text: str) -> bool:
    """Whether a stretch of ``text`` is at most one edit from ``value``.

    One edit leaves one half of the value whole (pigeonhole): only there is compared.
    """
    half = len(value) // 2
    for part, before in ((value[:half], 0), (value[half:], half)):
        at = text.find(part)
        while at >= 0:
            for start in range(max(0, at - before - 1), at - before + 2):
                for end in (-1, 0, 1):
                    if one_edit(text[start : start + len(value) + end], value):
                        return True
            at = text.find(part, at + 1)
    return False


def _plain(text: str) -> str:
    """Letters and digits without case and accents, a blank for everything else."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (sign for sign in decomposed if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in kept)

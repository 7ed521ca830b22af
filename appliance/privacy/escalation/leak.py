"""The leak check: the finished text, looked at by means that had no part in making it.

Each look has first to find what is planted for it; one that does not is broken, which stops the
question as surely as a find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from appliance.privacy.escalation import around, likeness
from appliance.privacy.escalation.canaries import Canaries
from appliance.privacy.escalation.harmless import is_harmless
from appliance.privacy.escalation.letters import folded, nearly_in, written
from appliance.privacy.escalation.passed import Looked, Passed, passed
from appliance.privacy.escalation.residues import IDENTIFYING, SHORTEST, fragments, numbers, short
from appliance.privacy.finding import Group
from appliance.privacy.refusal import Blocked
from appliance.privacy.spelling import one_edit

PSEUDONYM = re.compile(r"<[A-Z]+_\d+>")
GONE = " \n\n\n "
"""In place of a pseudonym: more than joins two digits."""
WHOLE = 9  # letters and digits from which a value is sought across words, too
MISREAD = 5  # from which one edit may be a misreading
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][^\w\n]{1,2}){3,}[^\W\d_](?!\w)")


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
    redacted = {one.value for one in secrets}
    if fragments(excerpt) or likeness.halves(excerpt) or short(bare, redacted):
        raise Blocked("numbers")
    telling = _telling(secrets, frame)
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


def _telling(secrets: Sequence[Secret], frame: str) -> list[Secret]:
    """What must not be seen anywhere: without the words that the frame says of itself."""
    framed = [one for one in secrets if values(frame, [one])]
    if any(map(_whole, framed)):
        raise Blocked("values")
    return [one for one in secrets if one not in framed]


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
        and short("a 57 b", {"57"})
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

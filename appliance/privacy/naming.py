"""The pseudonyms of one document: one value, one pseudonym."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b

import regex

from appliance.privacy import shifting
from appliance.privacy.context import Known
from appliance.privacy.finding import Finding, Group
from appliance.privacy.identities import GENERATIONS, NAMED, OWNED, Identities
from appliance.privacy.labels import ROW
from appliance.privacy.named import TITLES
from appliance.privacy.policy import Policy, Style

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_TAG = re.compile(r"<[A-Z]+_\d+>")
_Key = tuple[Group, str | int]
Worded = Callable[[Finding], str]
"""What pseudonyms of such findings are called."""


def by_group(finding: Finding) -> str:
    """``PERSON`` of ``<PERSON_1>``."""
    return finding.group.value.upper()


class Naming:
    """Gives the pseudonyms; ``values`` says what each stands for.

    ``known`` are the labelled people and firms, each of whom has one, however the name is spelt.
    """

    def __init__(
        self,
        policy: Policy,
        found: Sequence[tuple[str, Finding]],
        text: str,
        known: Sequence[Known] = (),
        worded: Worded = by_group,
    ) -> None:
        self._policy = policy
        self._identities = Identities(known)
        people = {_key(name) for name, one in found if one.group is Group.PERSON}
        self._titled = _titled(people)
        self._people = {self._plain(name) for name in people}
        self._said = set(_TAG.findall(text))  # by the document itself: they stand for nothing
        self._drawn = 0
        days = (value for value, one in found if one.group is Group.DATE)
        self._shift = shifting.chosen(days, policy.seed, month_first=policy.month_first)
        self._given: dict[_Key, str] = {}
        self._owners: dict[tuple[str, Group, str], _Key] = {}
        self._counts: dict[str, int] = {}
        # a firm is called one wherever its name was taken for a person's
        self._words = {
            self._owner(value, one): worded(one)
            for value, one in sorted(found, key=lambda pair: pair[1].group is not Group.PERSON)
        }
        self.values: dict[str, str] = {}

    def pseudonym(self, value: str, finding: Finding) -> str:
        """The same for the same value, for one labelled, and for a part of a name seen whole."""
        key = self._owner(value, finding)
        known = self._given.get(key)
        if known:
            if finding.group in NAMED:
                self.values[known] = max(self.values[known], value, key=wholeness)
            return known
        made = self._made(value, finding.group, key)
        self._given[key] = made
        self.values[made] = value
        return made

    def _owner(self, value: str, finding: Finding) -> _Key:
        """``_whose``, looked up once for the same words."""
        place = value, finding.group, finding.label
        if place not in self._owners:
            self._owners[place] = self._whose(value, finding)
        return self._owners[place]

    def _whose(self, value: str, finding: Finding) -> _Key:
        """What values have in common that have one pseudonym: whose name it is, or the words.

        A name of which these are a part counts where the document has no other such name: a bare
        Smith beside John and Jane Smith is neither, and comes back as he stood there.
        """
        key = _key(value) or value
        if finding.group not in NAMED or finding.label == ROW:
            return finding.group, key
        labelled = self._identities.of(value)
        if labelled is not None:
            return Group.PERSON, labelled
        if finding.group is Group.PERSON:
            key = self._plain(key)
            own = set(key.split())
            wholes = [name for name in self._people if own < set(name.split()) - GENERATIONS]
            key = wholes[0] if len(wholes) == 1 else key
        return Group.PERSON, key

    def _plain(self, key: str) -> str:
        """A person's name without the title, unless two titles tell two people apart."""
        bare = _bare(key)
        return key if len(self._titled.get(bare, ())) > 1 else bare

    def _made(self, value: str, group: Group, key: _Key) -> str:
        if group is Group.DATE and self._policy.dates is Style.SHIFT:
            shifted = self._shift.moved(value)
            if shifted and shifted not in self.values:
                return shifted
        if group is Group.IDENTIFIER and self._policy.numbers is Style.SHAPE:
            return self._shaped(value)
        word = self._words[key]
        while True:
            self._counts[word] = self._counts.get(word, 0) + 1
            made = f"<{word}_{self._counts[word]}>"
            if made not in self._said:
                return made

    def _shaped(self, value: str) -> str:
        """Other digits and letters, never the same value; joints stay."""
        while True:
            made = "".join(
                self._sign("0123456789")
                if sign.isdigit()
                else self._sign("ABCDEFGHJKLMNPQRSTUVWXYZ")
                if sign.isalpha()
                else sign
                for sign in value
            )
            if made not in (value, *self.values):
                return made

    def _sign(self, signs: str) -> str:
        """The next of a row of signs that tell nothing of the seed, which also moves the days
        (BLAKE2 as a keyed function, RFC 7693)."""
        self._drawn += 1
        key = self._policy.seed.to_bytes(8, "big")
        told = blake2b(self._drawn.to_bytes(8, "big"), key=key, digest_size=8).digest()
        return signs[int.from_bytes(told, "big") % len(signs)]


def wholeness(value: str) -> int:
    """How many words a value has: of one that is spelt in several ways the most tell the most."""
    return len(_WORD.findall(value))


def _key(value: str) -> str:
    return " ".join(_WORD.findall(OWNED.sub("", value.casefold())))


def _bare(key: str) -> str:
    """A name less the titles before it."""
    words = key.split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return " ".join(words)


def _titled(keys: Iterable[str]) -> Mapping[str, set[str]]:
    """Name -> the titles that stand before it in one document."""
    told: dict[str, set[str]] = {}
    for key in keys:
        if (bare := _bare(key)) != key:
            told.setdefault(bare, set()).add(key.removesuffix(bare))
    return told

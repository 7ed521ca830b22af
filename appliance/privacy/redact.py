"""A text without its personal data: consistent pseudonyms, shifted dates, numbers kept in shape.

A ``Redacted`` is what may be shown. It may leave once it is cleared (``escalation.clearing``), for
which the leak check has to let it pass.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import regex

from appliance.privacy import shifting
from appliance.privacy.finding import Finding, Group
from appliance.privacy.policy import Policy, Style
from appliance.privacy.redacted import Redacted, Replacement
from appliance.privacy.sealing import seal
from appliance.privacy.vault import Vault
from appliance.types import Span

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_TAG = re.compile(r"<[A-Z]+_\d+>")


def redact(
    text: str,
    found: Sequence[Finding],
    policy: Policy | None = None,
    shown: Sequence[Span] | None = None,
) -> tuple[Redacted, Vault]:
    """Replace every finding. ``found`` must be in order and without overlaps (``united``).

    ``shown`` are the only stretches of the text that the result holds, a row of dots between them;
    pseudonyms are given over the whole text all the same.
    """
    values = [(text[item.start : item.end], item.group) for item in found]
    naming = _Naming(policy or Policy(), values, text)
    parts: list[str] = []
    replacements: list[Replacement] = []
    last = 0
    for finding in found:
        value = text[finding.start : finding.end]
        pseudonym = naming.pseudonym(value, finding.group)
        parts += [text[last : finding.start], pseudonym]
        span = Span(finding.start, finding.end)
        replacements.append(Replacement(span=span, pseudonym=pseudonym, finding=finding))
        last = finding.end
    whole = "".join(parts) + text[last:]
    if shown is not None:
        kept = [_stretch(text, span, replacements) for span in shown]
        whole = GAP.join("".join(stretch) for stretch in kept)
    redacted = Redacted(
        text=whole, replacements=tuple(replacements), seal=seal(whole, cleared=False)
    )
    return redacted, Vault(values=naming.values)


GAP = "\n...\n"


def _stretch(text: str, span: Span, replacements: Sequence[Replacement]) -> Iterator[str]:
    """A stretch of the text with its replacements; one that reaches beyond it stands whole."""
    at = span.start
    for one in replacements:
        if one.span.start < span.end and span.start < one.span.end:
            yield text[at : one.span.start]
            yield one.pseudonym
            at = one.span.end
    yield text[at : span.end]


def composed(redacted: Redacted, write: Callable[[str], str]) -> Redacted:
    """A redacted text within words that are no document's: a request's fixed parts.

    ``write`` sees the redacted text only.
    """
    text = write(redacted.text)
    return replace(redacted, text=text, cleared=False, seal=seal(text, cleared=False))


def _key(value: str) -> str:
    return " ".join(_WORD.findall(value.casefold()))


class _Naming:
    """The pseudonyms of one document: one value, one pseudonym."""

    def __init__(self, policy: Policy, values: Sequence[tuple[str, Group]], text: str) -> None:
        self._policy = policy
        self._people = {_key(name) for name, group in values if group is Group.PERSON}
        self._said = set(_TAG.findall(text))  # by the document itself: they stand for nothing
        self._rng = random.Random(policy.seed)  # noqa: S311  # shapes only; the vault is the secret
        days = (value for value, group in values if group is Group.DATE)
        self._shift = shifting.chosen(days, policy.seed, month_first=policy.month_first)
        self._given: dict[tuple[Group, str], str] = {}
        self._counts: dict[Group, int] = {}
        self.values: dict[str, str] = {}

    def pseudonym(self, value: str, group: Group) -> str:
        """The same for the same value, and for a part of a name that was seen whole."""
        key = _key(value) or value
        known = self._given.get((group, key)) or self._whole(key, group)
        if known:
            return known
        made = self._made(value, group)
        self._given[group, key] = made
        self.values[made] = value
        return made

    def _whole(self, key: str, group: Group) -> str | None:
        """A name of which ``key`` is a part, where the document has no other such name: a bare
        Smith beside John and Jane Smith is neither, and comes back as he stood there."""
        if group is not Group.PERSON or not key:
            return None
        wholes = [name for name in self._people if set(key.split()) < set(name.split())]
        return self._given.get((group, wholes[0])) if len(wholes) == 1 else None

    def _made(self, value: str, group: Group) -> str:
        if group is Group.DATE and self._policy.dates is Style.SHIFT:
            shifted = self._shift.moved(value)
            if shifted and shifted not in self.values:
                return shifted
        if group is Group.IDENTIFIER and self._policy.numbers is Style.SHAPE:
            return self._shaped(value)
        while True:
            self._counts[group] = self._counts.get(group, 0) + 1
            made = f"<{group.value.upper()}_{self._counts[group]}>"
            if made not in self._said:
                return made

    def _shaped(self, value: str) -> str:
        """Other digits and letters, never the same value; joints stay."""
        while True:
            made = "".join(
                self._rng.choice("0123456789")
                if sign.isdigit()
                else self._rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ")
                if sign.isalpha()
                else sign
                for sign in value
            )
            if made not in (value, *self.values):
                return made

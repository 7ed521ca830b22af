"""A text without its personal data: consistent pseudonyms, shifted dates, numbers kept in shape.

``Redacted`` is what may be shown: only this module makes one, since only it can seal its text. It
may leave once it is ``cleared``, which the leak check's looks are needed for.
"""

from __future__ import annotations

import hmac
import random
import re
import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import regex

from appliance.errors import Misconfigured
from appliance.privacy import shifting
from appliance.privacy.finding import Finding, Group
from appliance.privacy.vault import DocumentKey, Vault
from appliance.types import Span

_SECRET = secrets.token_bytes(32)
"""Of this process: seals the texts made here, so that no other text passes for one."""


def _seal(text: str, *, cleared: bool) -> bytes:
    return hmac.digest(_SECRET, bytes([cleared]) + text.encode(), "sha256")


class Style(StrEnum):
    """How a value is replaced."""

    LABEL = "label"  # <PERSON_1>
    SHIFT = "shift"  # dates: moved by the document's own number of days
    SHAPE = "shape"  # numbers: other digits and letters, joints kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How values of the groups are replaced; ``seed`` is the document's own secret number."""

    dates: Style = Style.LABEL
    numbers: Style = Style.LABEL
    month_first: bool = False
    seed: int = 0

    @classmethod
    def of(cls, *, dates: bool, numbers: bool, seed: int | None = None) -> Policy:
        """With days shifted or numbers kept in shape, by a number of the document's own."""
        return cls(
            dates=Style.SHIFT if dates else Style.LABEL,
            numbers=Style.SHAPE if numbers else Style.LABEL,
            seed=secrets.randbits(63) if seed is None else seed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """``span`` of the original became ``pseudonym``; ``finding`` says why."""

    span: Span
    pseudonym: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A redacted text; ``cleared`` says that the leak check let it pass. Only this module makes
    one: ``seal`` is its digest under a key that nobody else has, so that a copy with another text,
    or cleared by somebody else, is refused."""

    text: str
    replacements: tuple[Replacement, ...] = field(repr=False)
    cleared: bool = False
    seal: bytes = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        self.prove()

    def prove(self) -> None:
        """Raise ``TypeError`` where this was not made here, or was changed afterwards."""
        if not hmac.compare_digest(self.seal, _seal(self.text, cleared=self.cleared)):
            raise TypeError("only privacy.redact makes a Redacted")


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
        text=whole, replacements=tuple(replacements), seal=_seal(whole, cleared=False)
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
    return replace(redacted, text=text, cleared=False, seal=_seal(text, cleared=False))


def cleared(redacted: Redacted, looks: Collection[object]) -> Redacted:
    """The same, ready to leave: for the leak check's caller alone, with the looks it took."""
    redacted.prove()
    if not looks:
        raise TypeError("nothing looked at the text")
    return replace(redacted, cleared=True, seal=_seal(redacted.text, cleared=True))


def reopened(content: bytes, key: DocumentKey, name: str) -> Redacted:
    """A cleared text that was sealed as ``name``, without its replacements.

    The document's key authenticates what it opens (AES-GCM), which proves that the text was made
    here; one that opens a changed text as well proves nothing and is refused with ``TypeError``.
    """
    text = key.open(content, name).decode()
    try:
        key.open(content[:-1] + bytes([content[-1] ^ 1]), name)
    except Misconfigured:
        return Redacted(text=text, replacements=(), cleared=True, seal=_seal(text, cleared=True))
    raise TypeError("this key does not authenticate")


_STAMP = 32  # bytes of HMAC-SHA256


def handed_over(redacted: Redacted, secret: bytes) -> bytes:
    """A cleared text for the process that sends it, stamped with the ``secret`` of these two."""
    redacted.prove()
    if not redacted.cleared:
        raise TypeError("only a cleared text is handed over")
    content = redacted.text.encode()
    return _stamp(content, secret) + content


def taken_over(content: bytes, secret: bytes) -> Redacted:
    """What ``handed_over`` gave in another process; raises ``TypeError`` for anything else."""
    stamp, text = content[:_STAMP], content[_STAMP:]
    if not secret or not hmac.compare_digest(stamp, _stamp(text, secret)):
        raise TypeError("this was not handed over by privacy")
    whole = text.decode()
    return Redacted(text=whole, replacements=(), cleared=True, seal=_seal(whole, cleared=True))


def _stamp(content: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, b"a redacted question\x00" + content, "sha256")


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

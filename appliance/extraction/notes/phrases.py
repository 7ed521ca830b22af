"""Noun phrases of clinical prose: where they end, their members, what their last word names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from appliance.doctypes.schema import Doctype
from appliance.extraction.kinds.normalise import unaccented

LONGEST = 7
"""Words of a member of an enumeration."""

_STOP = re.compile(
    r"[.;:!?](?=\s|$)|\(|\s[–—-]\s|,?\s*\b(?:who|whom|which|that|where|when|while|because|since|"
    r"but|however|presents?|"
    r"c/o|x \d+|(?<=\s)s/p|"
    r"presenting|presented|takes?|taking|uses?|lives?|works?|smokes?|drinks?|comes?|came|"
    r"here|today|seen|being|is|are|was|were|has|have|had|"
    r"he|she|they|i|we|his|her|their|diagnosed|treated|status|for which|on \w+ ?\d|in (?:19|20)"
    r"\d\d|"
    r"since (?:19|20)\d\d|until|after|before|during|for (?:the|a|an|\d+|many|several)|this|these|"
    r"est|sont|était|étaient|a été|fue|wurden?|ist|sind|"
    r"que|quien|acude|ingresa|presenta|consulta|desde|der|die|qui)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:and|or|as well as|along with|plus|y|und|et)\b|(?:[,;]|(?<!\bw)/)(?=\s)|"
    r"\b(?:and|or|as well as|ainsi que|así como|"
    r"along with|plus|y|und|sowie|et)\b)\s*",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"^(?:[\W_]+|(?:an?|the|some|any|several|various|multiple(?! (?:sclerosis|myeloma))|prior|"
    r"previous|also|both|"
    r"his|her|their|his or her|the patient['’]s|known|most recent|recent|recently|including|is|"
    r"significant for|notable for|(?:past |prior |a )?(?:medical )?(?:history|hx) of|h/o|hx|"
    r"un[oae]s?|un|el|la|les?|des?|du|eine[rnms]?|ein|bekannte[rnms]?)\s+|[ld]['’])+",
    re.IGNORECASE,
)


_TOLD = re.compile(r"\b(?:high|low|elevated) (?:blood )?(?:pressure|sugar)$")
"""Ailments by their names among people."""


_JOINS = frozenset({
    "of", "in", "with", "without", "de", "du", "des", "del", "der", "con", "sin", "avec",
    "sans", "mit", "ohne", "bei",
})  # fmt: skip
"""What stands between an ailment and what it is of."""


@dataclass(frozen=True)
class Heads:
    """A type's words for ailments. Not slotted: it caches what is derived."""

    words: frozenset[str]
    endings: tuple[str, ...]
    status: frozenset[str]
    measured: tuple[str, ...] = ()

    @classmethod
    def of(cls, doctype: Doctype) -> Heads:
        """The vocabulary of a type (roles ``disease``, ``ending``, ``status``, ``vital``)."""
        return cls(
            frozenset(doctype.words.get("disease", ())),
            tuple(doctype.words.get("ending", ())),
            frozenset(doctype.words.get("status", ())),
            tuple(doctype.words.get("vital", ())),
        )

    def measures(self, phrase: str) -> bool:
        """Whether a phrase is a sign of life with its figure (``BP 122/78``), no ailment."""
        return self._measured.match(phrase) is not None

    @cached_property
    def _measured(self) -> re.Pattern[str]:
        signs = "|".join(re.escape(word).replace("_", r"[\s_]") for word in self.measured)
        alone = r"[TPR](?:\s?[:=]\s?|\s)\d{2,3}(?:\.\d)?\s*(?:$|[,;/])"  # T2 is a vertebra
        return re.compile(rf"\W*(?:(?i:{signs or 'bp'})\s?[:=]?\s?\d{{1,3}}\b|{alone})")

    def names(self, phrase: str) -> bool:
        """Whether a phrase ends in a word for an ailment (or has one before a type or stage)."""
        words = [w.strip(".,'’\"") for w in unaccented(phrase).casefold().split()]
        words = [w for w in words if w]
        while len(words) > 1 and self._qualifies.fullmatch(words[-1]):
            words.pop()
        head = words[-1] if words else ""
        if _TOLD.search(" ".join(words)):
            return True
        if head in self.words or (len(head) > 5 and head.endswith(self.endings)):
            return True
        of = next((i for i, word in enumerate(words) if word in _JOINS), 0)
        return of > 0 and self.names(" ".join(words[:of]))

    def opens(self, phrase: str) -> bool:
        """Whether a phrase begins with a word for an ailment, as Romance languages put it
        (``diabète de type 2``)."""
        return self.names(phrase) or self.names(" ".join(phrase.split()[:1]))

    @cached_property
    def _qualifies(self) -> re.Pattern[str]:
        status = "|".join(re.escape(word) for word in self.status)
        return re.compile(rf"typ[eo]?|tipo|stage|grade|class|[ivx]+|\d+\w?|nos|{status or 'nos'}")


def pruned(text: str, start: int, end: int, heads: Heads) -> tuple[int, int, str] | None:
    """A phrase without articles in front and its state behind; offsets and the words."""
    body = text[start:end]
    front = _FRONT.match(body)
    begin = start + (front.end() if front and front.end() < len(body) else 0)
    words = text[begin:end].rstrip(" \t\n.,;:-–—*")
    tail = re.search(r",\s*(?:[\w-]+\s+){0,2}([\w-]+)$", words)
    while tail and unaccented(tail[1]).casefold() in heads.status:
        words = words[: tail.start()].rstrip(" ,")
        tail = re.search(r",\s*(?:[\w-]+\s+){0,2}([\w-]+)$", words)
    if not any(ch.isalpha() for ch in words):
        return None
    return begin, begin + len(words), " ".join(words.split())


def items(text: str, start: int, end: int, heads: Heads) -> Iterator[tuple[int, int, str]]:
    """The members of the enumeration that begins at ``start``: offsets and words of each.

    It ends with the sentence, at a clause, or at a member that is too long to be one.
    """
    stop = _STOP.search(text, start, end)
    limit = stop.start() if stop else end
    position = start
    for separator in (*_SEPARATOR.finditer(text, start, limit), None):
        until = separator.start() if separator else limit
        if until > position:
            member = pruned(text, position, until, heads)
            if member is not None:
                if len(member[2].split()) > LONGEST:
                    return
                yield member
        position = separator.end() if separator else limit

"""Personal data in a text: every recognizer over every part, overlaps united."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from types import ModuleType
from typing import Any

from appliance.privacy import columns, language, misread, offline, systems, whole, wrapped
from appliance.privacy.allowed import allowed
from appliance.privacy.finding import Finding, Group
from appliance.privacy.recognizer import Recognizer, discover
from appliance.privacy.tagger.tag import Tagger, shipped

PART = 6_000  # characters that are looked at together
LONGEST = 20_000  # a line longer than this is cut


class Detector:
    """Finds personal data; the heavy parts are built at the first text."""

    def __init__(
        self, recognizers: Sequence[Recognizer] | None = None, tagger: Tagger | None = None
    ) -> None:
        self._recognizers, self._tagger = recognizers, tagger

    @property
    def recognizers(self) -> Sequence[Recognizer]:
        """The tables of rules in force."""
        return discover() if self._recognizers is None else self._recognizers

    @cached_property
    def _engine(self) -> Any:
        return _frame().engine(self.recognizers, self._tagger or shipped())

    def findings(self, text: str, spoken: str | None = None) -> tuple[Finding, ...]:
        """The findings in order, without overlaps; ``spoken`` is the language if it is known."""
        text = misread.alike(text)
        spoken = spoken or language.detect(text)
        found: list[Finding] = []
        for start, end in parts(text):
            part = text[start:end]
            for finding in (*self._look(part, spoken), *self._again(part, spoken)):
                found.append(_moved(finding, start))
        found += wrapped.found(text, self.recognizers, spoken)
        found += columns.findings(text)
        found = list(wrapped.lengthened(text, found))
        first = united(systems.beyond(text, found), text)
        return tuple(
            item
            for item in united(whole.completed(text, first), text)
            if any(map(str.isalnum, text[item.start : item.end]))
        )

    def _look(self, text: str, spoken: str) -> Iterable[Finding]:
        found: list[Finding] = _frame().findings(self._engine, text, spoken)
        return found

    def _again(self, text: str, spoken: str) -> Iterable[Finding]:
        """A second look at lines that a scan may have misread."""
        return misread.found(text, lambda mended: self._look(mended, spoken))


def _frame() -> ModuleType:
    """Presidio with our recognizers: imported when needed, unable to reach the network."""
    offline.prepare()
    from appliance.privacy import frame

    return frame


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of whole lines, about ``PART`` characters each."""
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > PART:
            broken = text.find("\n", start + PART, start + LONGEST)
            blank = text.rfind(" ", start, start + PART)
            end = broken + 1 if broken >= 0 else blank + 1 if blank > start else start + PART
        yield start, end
        start = end


_BY_FIGURES = frozenset({"PHONE_NUMBER", "UNIQUE_IDENTIFIER"})
"""Labels that many a number looks like."""


def united(found: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """Findings without overlaps that cover all that was covered.

    Those of one group that overlap become one, called what the surest says. A rule's finding cuts
    the tagger's guess of another group into what stands before and behind it.
    """
    joined: list[Finding] = []
    for finding in sorted(_cut(list(found), text), key=lambda item: (item.start, -item.end)):
        if joined and finding.start < joined[-1].end:
            best = max(joined[-1], finding, key=_authority)
            end = max(joined[-1].end, finding.end)
            joined[-1] = replace(best, start=joined[-1].start, end=end)
        else:
            joined.append(finding)
    return tuple(joined)


def _cut(found: list[Finding], text: str) -> Iterator[Finding]:
    """Rules' findings as they are, the tagger's without what rules of other groups found.

    Of an identifier that rules know better, only numbers that they did not see are left.
    """
    rules = [item for item in found if not _guessed(item)]
    yield from rules
    taken = {place for rule in rules for place in range(rule.start, rule.end)}
    for guess in filter(_guessed, found):
        if taken.isdisjoint(range(guess.start, guess.end)):
            yield guess
            continue
        number = guess.group is Group.IDENTIFIER
        inside = [
            rule
            for rule in rules
            if rule.start < guess.end
            and guess.start < rule.end
            and (number or rule.group is not guess.group)
        ]
        start = guess.start
        for rule in sorted(inside, key=lambda item: item.start):
            if _left(text, start, rule.start, number):
                yield replace(guess, start=start, end=rule.start)
            start = max(start, rule.end)
        if not inside or _left(text, start, guess.end, number):
            yield replace(guess, start=start)


def _left(text: str, start: int, end: int, number: bool) -> bool:
    """Whether what rules leave of a guess is one: of a number its digits, else words that are
    more than a label's (``VIN``) and its signs."""
    between = text[start:end]
    return any(map(str.isdigit, between)) if number else not allowed(text, start, end)


def _moved(finding: Finding, by: int) -> Finding:
    """A finding of a part, placed in the text that the part begins in at ``by``."""
    return replace(finding, start=finding.start + by, end=finding.end + by) if by else finding


def _guessed(finding: Finding) -> bool:
    return finding.why.startswith("tagger")


def _authority(finding: Finding) -> tuple[bool, bool, float, int]:
    """A rule's word before the tagger's guess at a number, and what else a number is called before
    what only its figures look like; then the score; then the length."""
    guessed = finding.group is Group.IDENTIFIER and _guessed(finding)
    figures = finding.label in _BY_FIGURES and ": cue" not in finding.why
    return not guessed, not figures, finding.score, finding.end - finding.start

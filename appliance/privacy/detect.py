"""Personal data in a text: every recognizer over every part, overlaps united."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from appliance.privacy import language
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

    @cached_property
    def _engine(self) -> Any:
        from appliance.privacy import frame

        return frame.engine(self._recognizers or discover(), self._tagger or shipped())

    def findings(self, text: str, spoken: str | None = None) -> tuple[Finding, ...]:
        """The findings in order, without overlaps; ``spoken`` is the language if it is known."""
        from appliance.privacy import frame

        spoken = spoken or language.detect(text)
        found: list[Finding] = []
        for start, end in parts(text):
            for finding in frame.findings(self._engine, text[start:end], spoken):
                found.append(replace(finding, start=finding.start + start, end=finding.end + start))
        return united(found)


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


def united(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Overlapping findings as one that covers them all and is called what the surest says."""
    joined: list[Finding] = []
    for finding in sorted(found, key=lambda item: (item.start, -item.end)):
        if joined and finding.start < joined[-1].end:
            best = max(joined[-1], finding, key=_authority)
            end = max(joined[-1].end, finding.end)
            joined[-1] = replace(best, start=joined[-1].start, end=end)
        else:
            joined.append(finding)
    return tuple(joined)


def _authority(finding: Finding) -> tuple[bool, float, int]:
    """A rule's word before the tagger's guess at a number; then the score; then the length."""
    guessed = finding.group is Group.IDENTIFIER and finding.why.startswith("tagger")
    return not guessed, finding.score, finding.end - finding.start

"""Presidio's own recognizers that are taken in beside ours, and on what terms.

Taken are those of numbers that ours do not know, which a checksum or a strict form proves, and
which need neither a network nor a language model. A number of digits alone passes a checksum by
chance once in ten: it also needs one of the recognizer's own context words before it. See ADR 12.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer import predefined_recognizers as presidio

from appliance.privacy.beginnings import Words
from appliance.privacy.finding import Finding, Group
from appliance.privacy.hints import fold

OURS = "finding"
"""Where a result in the frame carries our own value: Presidio changes nothing of it."""
REACH = 60  # characters before a number in which a context word counts
PROVEN = EntityRecognizer.MAX_SCORE
"""The score that Presidio gives what its check has confirmed."""
_FORM = 0.5
"""Presidio's score of what has a strict form ("medium"), and no checksum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A recognizer of Presidio's: the least score believed, whether a context word must stand, and
    the place of the only pattern tried where its others are looser forms of the same number."""

    kind: type[Any]
    only: int | None = None
    least: float = PROVEN
    cue: bool = False


TAKEN = (
    Taken(kind=presidio.AuAbnRecognizer, cue=True),
    Taken(kind=presidio.AuAcnRecognizer, cue=True),
    Taken(kind=presidio.AuMedicareRecognizer, cue=True),
    Taken(kind=presidio.AuTfnRecognizer, cue=True),
    Taken(kind=presidio.CaSinRecognizer, only=1, least=_FORM, cue=True),
    Taken(kind=presidio.DeHealthInsuranceRecognizer),
    Taken(kind=presidio.FiPersonalIdentityCodeRecognizer, only=0),
    Taken(kind=presidio.InAadhaarRecognizer, cue=True),
    Taken(kind=presidio.InGstinRecognizer, only=0),
    Taken(kind=presidio.KrFrnRecognizer),
    Taken(kind=presidio.KrRrnRecognizer),
    Taken(kind=presidio.NgNinRecognizer, cue=True),
    Taken(kind=presidio.PlPeselRecognizer, cue=True),
    Taken(kind=presidio.SePersonnummerRecognizer, only=0, cue=True),
    Taken(kind=presidio.SgFinRecognizer, only=1, least=_FORM),
    Taken(kind=presidio.ThTninRecognizer, cue=True),
    Taken(kind=presidio.TrNationalIdRecognizer, cue=True),
    Taken(kind=presidio.ZaIdNumberRecognizer, cue=True),
)


class Presidio(EntityRecognizer):
    """One of Presidio's recognizers in one language, believed only on our terms."""

    def __init__(self, taken: Taken, language: str) -> None:
        patterns = taken.kind.PATTERNS
        tried = patterns if taken.only is None else [patterns[taken.only]]
        self.own = taken.kind(supported_language=language, patterns=tried)
        self._least = taken.least
        context = self.own.context or ()
        words = "|".join(re.escape(word) for word in context)
        self._cues = tuple(map(fold, context)) if taken.cue else ()
        self._cue = re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)") if taken.cue else None
        super().__init__(
            list(self.own.supported_entities),
            name=f"Presidio's {taken.kind.__name__}",
            supported_language=language,
        )

    def load(self) -> None:
        """Nothing to load: patterns and checksums."""

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: object
    ) -> list[RecognizerResult]:
        """What Presidio's recognizer finds and its check confirms, where it stands alone."""
        if not self._possible(getattr(nlp_artifacts, "words", None)):
            return []
        found = self.own.analyze(text, list(entities))
        return [self._carried(result) for result in found if self._sure(text, result)]

    def _possible(self, words: Words | None) -> bool:
        """Whether the text has a number of the form, and one of the words that must stand."""
        if words is None:
            return True
        cued = not self._cues or words.hold(self._cues)
        return cued and any(words.where(one.regex) != [] for one in self.own.patterns)

    def _carried(self, result: RecognizerResult) -> RecognizerResult:
        """The result as our own value; a word for it beside a checksum is as good as proven."""
        one = _finding(result)
        return carrying(replace(one, score=PROVEN) if self._cue else one)

    def _sure(self, text: str, result: RecognizerResult) -> bool:
        start, end = result.start, result.end
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        if result.score < self._least or any(map(str.isalnum, beside)):
            return False
        return self._cue is None or bool(self._cue.search(text, max(0, start - REACH), start))


def carrying(finding: Finding) -> RecognizerResult:
    """Presidio's value, which carries ours."""
    return RecognizerResult(
        finding.label,
        finding.start,
        finding.end,
        finding.score,
        recognition_metadata={OURS: finding},
    )


def _finding(result: RecognizerResult) -> Finding:
    """A result of Presidio's as our own value; ``why`` names its recognizer and its rule."""
    told = result.analysis_explanation
    return Finding(
        start=result.start,
        end=result.end,
        group=Group.IDENTIFIER,
        label=result.entity_type,
        score=result.score,
        why=f"Presidio's {told.recognizer}: {told.pattern_name}",
    )

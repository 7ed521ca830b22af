"""The bars on labelled documents, honestly: nothing that answers or judges has seen the vendor.

Rankers are fitted without the part that they answer; curves and thresholds are fitted on the
blind answers of all other parts and judge this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from appliance.doctypes.schema import Curve, Doctype
from appliance.evaluation.calibration import Bin, bins, expected_error
from appliance.evaluation.intervals import Interval, clopper_pearson_lower, clustered, wilson
from appliance.extraction.choice.confidence import sure
from appliance.extraction.kinds.normalise import comparable
from appliance.learning import train
from appliance.learning.blind import Blind, out_of_fold
from appliance.learning.calibrate import NEVER
from appliance.learning.labelled import Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One labelled field of one real document. ``read``: the reading holds the value at all."""

    field: str
    document: int
    read: bool
    right: bool
    confidence: float
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """All judged fields, and the figures made of them."""

    judged: tuple[Judged, ...]

    def of(self, name: str) -> Validation:
        """One field alone."""
        return Validation(judged=tuple(item for item in self.judged if item.field == name))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields' names."""
        return tuple(dict.fromkeys(item.field for item in self.judged))

    @property
    def right(self) -> tuple[int, int, Interval]:
        """Right answers, labelled values, and the interval of their rate."""
        documents = self._documents()
        right = [sum(item.right for item in group) for group in documents]
        sizes = [len(group) for group in documents]
        return sum(right), sum(sizes), clustered(right, sizes)

    @property
    def read(self) -> int:
        """Labelled values that the reading holds: the ceiling."""
        return sum(item.read for item in self.judged)

    @property
    def all_right(self) -> tuple[int, int, Interval]:
        """Documents whose every labelled value is right."""
        documents = self._documents()
        right = sum(all(item.right for item in group) for group in documents)
        return right, len(documents), wilson(right, len(documents))

    @property
    def accepted(self) -> tuple[int, int, float]:
        """Accepted answers that are right, accepted answers, lower bound of the precision."""
        accepted = [item for item in self.judged if item.accepted]
        right = sum(item.right for item in accepted)
        return right, len(accepted), clopper_pearson_lower(right, len(accepted))

    @property
    def reliability(self) -> tuple[Bin, ...]:
        """Answers in bins of equal mass."""
        return bins([(item.confidence, item.right) for item in self.judged if item.confidence > 0])

    @property
    def error(self) -> float:
        """Expected calibration error."""
        return expected_error(self.reliability)

    def _documents(self) -> list[list[Judged]]:
        found: dict[int, list[Judged]] = {}
        for item in self.judged:
            found.setdefault(item.document, []).append(item)
        return list(found.values())


def validate(labelled: Sequence[Labelled], doctype: Doctype, jobs: int = 1) -> Validation:
    """Cross-validate a type; drawn documents help to fit and are not judged."""
    return validated(out_of_fold(labelled, doctype, jobs), doctype)


def validated(blind: Sequence[Blind], doctype: Doctype) -> Validation:
    """The same over answers that are there already."""
    found: list[Judged] = []
    for part in sorted({one.part for one in blind}):
        fitted = train.curves_of([one for one in blind if one.part != part], doctype)
        for number, one in enumerate(blind):
            if one.part == part and not one.item.drawn:
                found.extend(_judged(one, number, fitted))
    return Validation(judged=tuple(found))


def _judged(one: Blind, number: int, fitted: Mapping[str, tuple[Curve, float]]) -> Iterator[Judged]:
    text = comparable(one.item.document.text)
    for name, answer in one.answers.items():
        curve, threshold = fitted.get(name, (None, NEVER))
        confidence = sure(answer.evidence, curve) if answer.evidence else 0.0
        yield Judged(
            field=name,
            document=number,
            read=answer.right or comparable(one.item.values[name]) in text,
            right=answer.right,
            confidence=confidence,
            accepted=0 < confidence >= threshold,
        )

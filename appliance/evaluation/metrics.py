"""From scored documents to figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appliance.evaluation import calibration
from appliance.evaluation.calibration import Bin
from appliance.evaluation.intervals import (
    Interval,
    clopper_pearson_lower,
    clustered,
    quantile,
    wilson,
)
from appliance.evaluation.score import DocumentScore, FieldScore
from appliance.types import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """``n`` labelled values, how many were found strictly and normalised."""

    n: int
    strict: int
    normalised: int
    interval: Interval

    @property
    def strict_rate(self) -> float:
        """Share of labelled values whose exact string was given."""
        return self.strict / self.n if self.n else 0.0

    @property
    def rate(self) -> float:
        """Share of labelled values that were found, normalised."""
        return self.normalised / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoAccept:
    """Answers that nobody need look at: how many of the labelled values, how many right."""

    labelled: int
    answered: int
    accepted: int
    right: int

    @property
    def coverage(self) -> float:
        """Labelled values with an accepted answer, as a share of all labelled values."""
        return self.answered / self.labelled if self.labelled else 0.0

    @property
    def precision(self) -> float:
        """Accepted answers that are right; 0 where nothing was accepted."""
        return self.right / self.accepted if self.accepted else 0.0

    @property
    def precision_lower(self) -> float:
        """Lower end of the 95 % interval of the precision (Clopper-Pearson)."""
        return clopper_pearson_lower(self.right, self.accepted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """How sure a field's answers were on average, how many were right; its calibration error."""

    answers: Bin
    ece: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds per document of one stage."""

    median: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All that was measured on one set of documents."""

    n: int
    typed: int
    type_right: int
    fields: dict[str, Accuracy]
    micro: Accuracy
    labelled: int
    all_right: int
    auto_accept: AutoAccept
    accepted_documents: int
    quarantined: int
    reliability: tuple[Bin, ...]
    ece: float
    ece_by_chance: float
    sureness: dict[str, Sureness]
    seconds: dict[str, Times]

    @property
    def deciding(self) -> float:
        """Seconds from the text to the decision without the language model: sum of medians."""
        stages = ("extraction", "decisions")
        return sum(self.seconds[stage].median for stage in stages if stage in self.seconds)


def figures(scores: Sequence[DocumentScore]) -> Figures:
    """Pool the documents."""
    typed = [item.type_right for item in scores if item.type_right is not None]
    labelled = [item for item in scores if item.fields]
    answers = [
        (answer.confidence, answer.right)
        for item in labelled
        for field in item.fields
        for answer in field.answers
    ]
    reliability = calibration.bins(answers)
    return Figures(
        n=len(scores),
        typed=len(typed),
        type_right=sum(typed),
        fields=_by_field(labelled),
        micro=_micro(labelled),
        labelled=len(labelled),
        all_right=sum(item.all_right for item in labelled),
        auto_accept=_auto_accept(labelled),
        accepted_documents=sum(item.accepted for item in scores),
        quarantined=sum(item.state is State.QUARANTINED for item in scores),
        reliability=reliability,
        ece=calibration.expected_error(reliability),
        ece_by_chance=calibration.error_by_chance(answers),
        sureness=_sureness(labelled),
        seconds=_seconds(scores),
    )


def _sureness(scores: Sequence[DocumentScore]) -> dict[str, Sureness]:
    grouped: dict[str, list[tuple[float, bool]]] = {}
    for item in scores:
        for field in item.fields:
            given = grouped.setdefault(field.field, [])
            given.extend((answer.confidence, answer.right) for answer in field.answers)
    return {
        name: Sureness(answers=calibration.of_answers(given), ece=calibration.error_of_field(given))
        for name, given in grouped.items()
        if given
    }


def _by_field(scores: Sequence[DocumentScore]) -> dict[str, Accuracy]:
    grouped: dict[str, list[FieldScore]] = {}
    for item in scores:
        for field in item.fields:
            grouped.setdefault(field.field, []).append(field)
    return {name: _field_accuracy(group) for name, group in grouped.items()}


def _field_accuracy(group: Sequence[FieldScore]) -> Accuracy:
    """Wilson where a document has one value; documents drawn again where it has several."""
    n, right = [item.n for item in group], [item.normalised for item in group]
    single = all(count == 1 for count in n)
    return Accuracy(
        n=sum(n),
        strict=sum(item.strict for item in group),
        normalised=sum(right),
        interval=wilson(sum(right), sum(n)) if single else clustered(right, n),
    )


def _micro(scores: Sequence[DocumentScore]) -> Accuracy:
    n = [sum(field.n for field in item.fields) for item in scores]
    right = [sum(field.normalised for field in item.fields) for item in scores]
    strict = sum(field.strict for item in scores for field in item.fields)
    return Accuracy(n=sum(n), strict=strict, normalised=sum(right), interval=clustered(right, n))


def _auto_accept(scores: Sequence[DocumentScore]) -> AutoAccept:
    fields = [field for item in scores for field in item.fields]
    accepted = [[answer for answer in field.answers if answer.accepted] for field in fields]
    return AutoAccept(
        labelled=sum(field.n for field in fields),
        answered=sum(
            min(len(given), field.n) for given, field in zip(accepted, fields, strict=True)
        ),
        accepted=sum(len(given) for given in accepted),
        right=sum(answer.right for given in accepted for answer in given),
    )


def _seconds(scores: Sequence[DocumentScore]) -> dict[str, Times]:
    spent: dict[str, list[float]] = {}
    for item in scores:
        for stage, seconds in item.seconds.items():
            spent.setdefault(stage, []).append(seconds)
    spent.setdefault("total", [])
    return {
        stage: Times(median=quantile(values, 0.5), p90=quantile(values, 0.9))
        for stage, values in spent.items()
    }

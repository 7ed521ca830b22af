"""What each further label is worth: the same documents, answered after more and more labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from appliance.doctypes.schema import Doctype
from appliance.evaluation.intervals import Interval, clustered
from appliance.extraction.extract import extract
from appliance.learning import blind
from appliance.learning.labelled import Labelled

LABELS = (0, 5, 10, 20, 40)
SEED = 20261122


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Per document: labelled values asked for, and how many answers were right."""

    asked: tuple[int, ...]
    answered: tuple[int, ...]

    @property
    def n(self) -> int:
        """Labelled values in all."""
        return sum(self.asked)

    @property
    def right(self) -> int:
        """Right answers in all."""
        return sum(self.answered)

    @property
    def interval(self) -> Interval:
        """Of the share of right answers; documents drawn again."""
        return clustered(self.answered, self.asked)


def learning_curve(
    labels: Sequence[Labelled],
    measured: Sequence[Labelled],
    doctype: Doctype,
    steps: Sequence[int] = LABELS,
) -> dict[int, Score]:
    """The score on ``measured`` after 0, 5, ... of ``labels``, drawn once with a fixed seed.

    Without labels the type has nothing fitted at all: the general prior answers.
    """
    drawn = list(labels)
    Random(SEED).shuffle(drawn)  # noqa: S311 - an order, no secret
    found: dict[int, Score] = {}
    for count in steps:
        taught = blind.rankers(blind.cases(drawn[:count], doctype), doctype)
        found[count] = _score(measured, replace(doctype, rankers=taught, curves={}))
    return found


def _score(measured: Sequence[Labelled], doctype: Doctype) -> Score:
    given = [
        blind.answers(item, doctype, extract(item.document, doctype, None), {}).values()
        for item in measured
    ]
    return Score(
        asked=tuple(len(answers) for answers in given),
        answered=tuple(sum(answer.right for answer in answers) for answers in given),
    )

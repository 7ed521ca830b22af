"""What each further label is worth: the same documents, answered after more and more labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from appliance.doctypes.schema import Doctype
from appliance.extraction.extract import extract
from appliance.learning import train
from appliance.learning.labelled import Labelled

LABELS = (0, 5, 10, 20, 40)
SEED = 20261122


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Labelled values asked for, and how many answers were right."""

    n: int
    right: int


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
        taught = train.rankers(train.cases(drawn[:count], doctype), doctype)
        found[count] = _score(measured, replace(doctype, rankers=taught, curves={}))
    return found


def _score(measured: Sequence[Labelled], doctype: Doctype) -> Score:
    found = Score(n=0, right=0)
    for item in measured:
        extraction = extract(item.document, doctype, None)
        given = train.answers(item, doctype, extraction, {}).values()
        found = Score(n=found.n + len(given), right=found.right + sum(a.right for a in given))
    return found

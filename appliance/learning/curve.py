"""What each further label is worth: the same documents, answered after more and more labels.

With a language model the type stands as a new one would: of the fields that people label, any may
be put to the model, which answers where the ranker is undecided. Labels move work to the ranker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from appliance.doctypes.schema import Doctype
from appliance.evaluation.intervals import Interval, clustered
from appliance.extraction.extract import extract
from appliance.learning import blind
from appliance.learning.labelled import Labelled
from appliance.models.relay import Counting
from appliance.ports import LanguageModel

LABELS = (0, 5, 10, 20, 40)
SEED = 20261122


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Per document: labelled values asked for, and how many answers were right.

    ``questions`` went to the language model over all documents; ``None`` without one.
    """

    asked: tuple[int, ...]
    answered: tuple[int, ...]
    questions: int | None = None

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
    model: LanguageModel | None = None,
) -> dict[int, Score]:
    """The score on ``measured`` after 0, 5, ... of ``labels``, drawn once with a fixed seed.

    Without labels the type has nothing fitted at all: the general prior answers, and ``model``
    where the prior is undecided. Propagates ``Transient`` errors of the model.
    """
    drawn = list(labels)
    Random(SEED).shuffle(drawn)  # noqa: S311 - an order, no secret
    plain = doctype if model is None else _new(doctype, [*drawn, *measured])
    found: dict[int, Score] = {}
    for count in steps:
        taught = blind.rankers(blind.cases(drawn[:count], plain), plain)
        found[count] = _score(measured, replace(plain, rankers=taught, curves={}), model)
    return found


def _new(doctype: Doctype, shown: Sequence[Labelled]) -> Doctype:
    """The type as it is declared at first, for the fields labelled: any may go to the model."""
    named = {name for item in shown for name in item.values}
    fields = (replace(spec, ask_model=True) for spec in doctype.fields if spec.name in named)
    return replace(doctype, fields=tuple(fields))


def _score(measured: Sequence[Labelled], doctype: Doctype, model: LanguageModel | None) -> Score:
    counting = Counting(model) if model is not None else None
    given = [
        blind.answers(item, doctype, extract(item.document, doctype, counting), {}).values()
        for item in measured
    ]
    return Score(
        asked=tuple(len(answers) for answers in given),
        answered=tuple(sum(answer.right for answer in answers) for answers in given),
        questions=len(counting.asked) if counting else None,
    )

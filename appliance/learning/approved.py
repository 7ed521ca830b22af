"""What people's approvals teach a document type that nobody has fitted yet.

Each approved document is a label, and its first, unaided reading says how good the machine was
before. A field's ranker is kept only where it answers approved documents that it has not seen at
least as well: from then on the field is its work, and the language model's no longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.evaluation.intervals import Interval, wilson
from appliance.extraction.extract import extract
from appliance.learning import blind, train
from appliance.learning.labelled import Labelled, right
from appliance.learning.train import Trained
from appliance.types import Extraction, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """An approved document with its values, what the machine had said of it at first, and all that
    people ``confirmed``."""

    item: Labelled
    machine: Extraction
    confirmed: Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How a ranker fared on the ``labelled`` approved documents, none of which it had seen: on so
    many it was ``right``, on so many the machine was ``before`` people looked."""

    labelled: int
    right: int
    before: int

    @property
    def interval(self) -> Interval:
        """Of the share that is right, 95 %."""
        return wilson(self.right, self.labelled)


def learns(doctype: Doctype) -> bool:
    """Whether approvals may fit rankers of a type: nothing was fitted for it elsewhere."""
    return not (doctype.rankers or doctype.curves)


def learn(approved: Sequence[Approved], doctype: Doctype) -> tuple[Trained, Mapping[str, Proof]]:
    """Rankers that have proven themselves, with their curves and thresholds, and the proof of each
    field; perhaps none.

    ``doctype`` is the type as it is declared. Takes a minute for a hundred documents.
    """
    answers, rankers = blind.fitted([one.item for one in approved], doctype)
    before = [(one, extract(one.item.document, doctype, None)) for one in approved]
    proofs: dict[str, Proof] = {}
    for spec in doctype.fields:
        given = [one.answers[spec.name].right for one in answers if spec.name in one.answers]
        earlier = sum(_was_right(spec, *pair) for pair in before)
        if spec.name in rankers and sum(given) >= earlier:
            proofs[spec.name] = Proof(labelled=len(given), right=sum(given), before=earlier)
    kept = {name: rankers[name] for name in proofs}
    trained = train.calibrated(answers, kept, doctype)
    return replace(
        trained,
        curves={name: curve for name, curve in trained.curves.items() if name in kept},
        thresholds={name: limit for name, limit in trained.thresholds.items() if name in kept},
        figures={name: figure for name, figure in trained.figures.items() if name in kept},
    ), proofs


def _was_right(spec: FieldSpec, one: Approved, unfitted: Extraction) -> bool:
    """By the language model where it had answered, else by the general prior."""
    truth, said = one.item.values.get(spec.name), one.machine.first(spec.name)
    if said is None or said.source is not Source.MODEL:
        said = unfitted.first(spec.name)
    return bool(truth) and said is not None and right(spec, said.value, truth or "")

"""The plot: which stage takes a document from which state to which, on which queue.

A stage is idempotent per (document, stage, version): raise the version when the same input
should give another result.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from appliance.types import State


class Stage(StrEnum):
    """The steps in their order; the names appear in ``seconds`` and in the ledger."""

    READING = "reading"
    CLASSIFICATION = "classification"
    EXTRACTION = "extraction"
    DECISIONS = "decisions"


class QueueName(StrEnum):
    """Celery queues. ``gateway`` hands over to the only process with a network."""

    READING = "reading"
    INFERENCE = "inference"
    GATEWAY = "gateway"
    HOUSEKEEPING = "housekeeping"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the table. The last step's next state comes from the decision's route."""

    stage: Stage
    version: int
    next: State | None
    queue: QueueName


STEPS: dict[State, Step] = {
    State.RECEIVED: Step(stage=Stage.READING, version=1, next=State.READ, queue=QueueName.READING),
    State.READ: Step(
        stage=Stage.CLASSIFICATION, version=1, next=State.CLASSIFIED, queue=QueueName.INFERENCE
    ),
    State.CLASSIFIED: Step(
        stage=Stage.EXTRACTION, version=1, next=State.EXTRACTED, queue=QueueName.INFERENCE
    ),
    State.EXTRACTED: Step(stage=Stage.DECISIONS, version=1, next=None, queue=QueueName.INFERENCE),
}

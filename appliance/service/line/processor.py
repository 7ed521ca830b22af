"""The whole line in this process, without queue or database: ``appliance process``, evaluation."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from appliance.errors import NeedsPerson, ProcessingFailed, Transient
from appliance.intake.members import problem_of
from appliance.pipeline import Stage
from appliance.service.boundary import StageFailed, contained
from appliance.service.documents.stages import COMPARISON, Artifact, Inputs, Stages
from appliance.service.line.arrival import Arrival, Arrivals
from appliance.types import (
    Classification,
    Extraction,
    Outcome,
    Problem,
    Processed,
    Route,
    State,
)

log = logging.getLogger(__name__)

TOTAL = "total"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """Arrivals and stages, joined without anything stored."""

    arrivals: Arrivals
    stages: Stages

    def process(
        self,
        content: bytes,
        name: str,
        *,
        doctype: str | None = None,
        password: str | None = None,
    ) -> Processed:
        """One file with everything in it.

        Never raises for a bad file: it comes back quarantined with its problem. ``Misconfigured``
        (a model is missing, the named document type does not exist) does raise.
        """
        return self._process(self.arrivals.take(content, name, password), doctype, password)

    def _process(self, arrival: Arrival, doctype: str | None, password: str | None) -> Processed:
        started = time.perf_counter()
        result = Processed(
            id=arrival.id,
            name=arrival.name,
            sha256=arrival.sha256,
            media_type=arrival.media_type,
            state=arrival.state,
            problem=arrival.problem,
        )
        if arrival.state is State.RECEIVED:
            inputs = Inputs(
                content=arrival.content,
                media_type=arrival.media_type,
                password=password,
                hint=doctype,
            )
            result = self._line(result, inputs)
        seconds = {**result.seconds, TOTAL: time.perf_counter() - started}
        members = tuple(self._process(member, doctype, password) for member in arrival.members)
        return replace(result, seconds=seconds, members=members)

    def _line(self, result: Processed, inputs: Inputs) -> Processed:
        for stage in Stage:
            started = time.perf_counter()
            outcome = self._run(stage, inputs)
            spent = {**result.seconds, stage.value: time.perf_counter() - started}
            result = replace(result, seconds=spent)
            if isinstance(outcome, Problem):
                return replace(result, state=State.QUARANTINED, problem=outcome)
            inputs = inputs.having(outcome)
            result = _with(result, outcome)
            if stage is Stage.EXTRACTION:
                held = self._compared(result, inputs)
                if held.problem is not None:
                    return held
                result, inputs = held, replace(inputs, extraction=held.extraction)
        return result

    def _compared(self, result: Processed, inputs: Inputs) -> Processed:
        """With what pictures of pages say of the values: the end of extraction, timed apart."""
        started = time.perf_counter()
        outcome = self._attempt(COMPARISON, lambda: self.stages.compared(inputs))
        if isinstance(outcome, Problem):
            return replace(result, state=State.QUARANTINED, problem=outcome)
        if outcome is None:
            return result
        spent = {**result.seconds, COMPARISON: time.perf_counter() - started}
        return replace(result, seconds=spent, extraction=outcome)

    def _run(self, stage: Stage, inputs: Inputs) -> Artifact | Problem:
        return self._attempt(stage.value, lambda: self.stages.run(stage, inputs))

    def _attempt(self, name: str, work: Callable[[], T]) -> T | Problem:
        try:
            return contained(work)
        except (NeedsPerson, Transient) as error:
            return problem_of(error)
        except StageFailed as error:
            log.error(
                "stage failed",
                extra={"stage": name, "kind": error.kind, "place": error.place},
            )
            return problem_of(ProcessingFailed())


def _with(result: Processed, artifact: Artifact) -> Processed:
    match artifact:
        case Classification():
            return replace(result, classification=artifact)
        case Extraction():
            return replace(result, extraction=artifact)
        case Outcome():
            state = final_state(artifact)
            return replace(result, outcome=artifact, state=state)
        case _:
            return result


def final_state(outcome: Outcome) -> State:
    """Where the decision sends a document."""
    return State.ACCEPTED if outcome.decision.route is Route.ACCEPTED else State.REVIEW

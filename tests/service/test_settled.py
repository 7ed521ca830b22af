"""Once a type is settled the collector of cycles has little to do, and memory stays as it is."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import NoReturn

import pytest

from appliance.doctypes import catalogue
from appliance.pipeline import Stage
from appliance.service.documents.stages import Inputs, Stages
from appliance.types import Classification, Extraction
from samples.generator.invoice import draw
from tests.service.fakes_service import TextReader

FURTHER = 10
"""Documents after the first one of a type."""
FEW, LEFT = 1, 1_000
"""Collections that they may cause each, at most; objects that all of them may leave behind. A page
of an invoice takes some ten thousand objects that can be part of a cycle."""


@pytest.fixture
def collector() -> Iterator[None]:
    """The collector as it is when a process starts; it is put back as it was."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*before)


class Line:
    """Extraction of one invoice again and again, as a worker does it."""

    def __init__(self) -> None:
        self._stages = Stages(TextReader(), catalogue.load(), lambda: None, sight=_unseen)
        self._inputs = Inputs(
            document=draw.reading(21, "pdf"),
            classification=Classification(doctype="invoice", probability=1.0),
        )

    def extract(self) -> None:
        """One more document."""
        found = self._stages.run(Stage.EXTRACTION, self._inputs)
        assert isinstance(found, Extraction)
        assert found.first("total") is not None


def _unseen() -> NoReturn:
    raise AssertionError("nothing is looked at")


def test_documents_after_the_first_of_a_type_are_hardly_ever_interrupted_by_the_collector(
    collector: None,
) -> None:
    line, collections = Line(), 0
    line.extract()

    def count(phase: str, info: dict[str, int]) -> None:
        nonlocal collections
        collections += phase == "start"

    gc.callbacks.append(count)
    try:
        for _ in range(FURTHER):
            line.extract()
    finally:
        gc.callbacks.remove(count)

    assert collections <= FEW * FURTHER


def test_many_documents_take_no_more_memory_even_if_no_cycle_is_ever_collected(
    collector: None,
) -> None:
    line = Line()
    line.extract()
    line.extract()
    gc.collect()
    gc.disable()
    before = len(gc.get_objects())
    for _ in range(FURTHER):
        line.extract()

    assert len(gc.get_objects()) - before < LEFT

"""Wiring of what measures and what learns: evaluation, the bars, fitting."""

from __future__ import annotations

import os
from functools import cached_property, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.bootstrap.parts import Parts
    from appliance.doctypes.catalogue import Doctypes
    from appliance.ports import LanguageModel, Reader
    from appliance.service.line.processor import Processor
    from appliance.service.quality.bench import Bench
    from appliance.service.quality.evaluation import Evaluation
    from appliance.service.quality.training import Training
    from appliance.settings import Settings


class Measuring:
    """The part of ``Appliance`` that holds these; it builds on the parts of the whole."""

    if TYPE_CHECKING:
        settings: Settings
        _parts: Parts

        @cached_property
        def doctypes(self) -> Doctypes:
            """The document types in force."""
            ...

        @cached_property
        def processor(self) -> Processor:
            """The whole line."""
            ...

        @cached_property
        def _reader(self) -> Reader: ...
        @cached_property
        def _language_model(self) -> LanguageModel | None: ...

    @cached_property
    def evaluation(self) -> Evaluation:
        """Measuring against documents whose truth is known."""
        from appliance.bootstrap import line
        from appliance.service.quality.evaluation import Evaluation

        alone = self.settings.model_copy(update={"threads": 1})
        return Evaluation(
            self.processor.process,
            self.doctypes,
            partial(line, alone),
            reader=lambda: self._reader,
            model=self._parts.model or (lambda: self._language_model),
        )

    @cached_property
    def bench(self) -> Bench:
        """Measuring all bars."""
        from appliance.service.quality.bench import Bench

        return Bench(
            settings=self.settings,
            doctypes=self.doctypes,
            evaluation=self.evaluation,
            reader=lambda: self._reader,
            model=self._parts.model or (lambda: self._language_model),
            jobs=len(os.sched_getaffinity(0)),
        )

    @cached_property
    def training(self) -> Training:
        """Fitting trained parts."""
        from appliance.service.quality.training import Training

        return Training(
            reader=lambda: self._reader,
            doctypes=self.doctypes,
            limits=self.settings.limits,
            model=self._parts.model or (lambda: self._language_model),
        )

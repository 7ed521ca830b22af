"""Wiring of privacy: finding personal data, measuring that, redacted files."""

from __future__ import annotations

import secrets
from datetime import timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.doctypes.catalogue import Doctypes
    from appliance.intake.look import Inspector
    from appliance.ports import Clock, Queue, Reader
    from appliance.service.auditing.refusals import Refusals
    from appliance.service.documents.dossier import Dossiers
    from appliance.service.documents.stages import Stages
    from appliance.service.outward.asking import Asking
    from appliance.service.outward.escalation import Escalations
    from appliance.service.outward.gateway import Gateway
    from appliance.service.people.pairs import Pairs
    from appliance.service.privacy import Privacy
    from appliance.service.reviewing.blackening import BlackeningWork
    from appliance.service.reviewing.blackout import Blackout
    from appliance.service.reviewing.redaction import Redaction
    from appliance.settings import Settings


class Confidentiality:
    """The part of ``Appliance`` that holds these; it builds on the parts of the whole."""

    if TYPE_CHECKING:
        settings: Settings

        @cached_property
        def doctypes(self) -> Doctypes:
            """The document types in force."""
            ...

        @cached_property
        def refusals(self) -> Refusals:
            """Writes down what was refused."""
            ...

        @cached_property
        def _clock(self) -> Clock: ...
        @cached_property
        def _dossiers(self) -> Dossiers: ...
        @cached_property
        def _queue(self) -> Queue: ...
        @cached_property
        def _pairs(self) -> Pairs: ...
        @cached_property
        def _inspector(self) -> Inspector: ...
        @cached_property
        def _reader(self) -> Reader: ...
        @cached_property
        def _stages(self) -> Stages: ...

    @cached_property
    def privacy(self) -> Privacy:
        """Personal data: finding and measuring."""
        from appliance.privacy.detect import Detector
        from appliance.service.privacy import Privacy

        return Privacy(
            detector=Detector(),
            reader=lambda: self._reader,
            inspector=self._inspector,
            limits=self.settings.limits,
        )

    @cached_property
    def redaction(self) -> Redaction:
        """Redacted PDFs that have proved themselves."""
        from appliance.reading.ocr.engine import RapidOcr
        from appliance.service.reviewing.redaction import Redaction, labels

        return Redaction(
            reader=lambda: self._reader,
            inspector=self._inspector,
            ocr=lambda: RapidOcr(self.settings.threads),
            detector=self.privacy.detector,
            limits=self.settings.limits,
            known=partial(labels, stages=lambda: self._stages, doctypes=self.doctypes),
        )

    @cached_property
    def blackout(self) -> Blackout:
        """Redaction at the console."""
        from appliance.service.reviewing.blackout import Blackout

        blackout = Blackout(
            dossiers=self._dossiers,
            queue=self._queue,
            clock=self._clock,
            pairs=self._pairs,
            seed=lambda: secrets.randbits(63),
        )
        return self.refusals.watched(blackout)

    @cached_property
    def blackening(self) -> BlackeningWork:
        """What workers do for it."""
        from appliance.reading.ocr.engine import RapidOcr
        from appliance.service.reviewing.blackening import BlackeningWork

        return BlackeningWork(
            dossiers=self._dossiers,
            queue=self._queue,
            clock=self._clock,
            doctypes=self.doctypes,
            detector=self.privacy.detector,
            ocr=lambda: RapidOcr(self.settings.threads),
            lease=timedelta(seconds=self.settings.lease_seconds),
            patience=timedelta(seconds=self.settings.reconcile_seconds),
            shift_dates=self.settings.redaction_shift_dates,
            shape_numbers=self.settings.redaction_shape_numbers,
        )

    @cached_property
    def escalations(self) -> Escalations:
        """Asking a larger model: what people see and decide of it."""
        from appliance.service.outward.escalation import Escalations

        escalations = Escalations(
            dossiers=self._dossiers,
            stages=lambda: self._stages,
            queue=self._queue,
            clock=self._clock,
            settings=self.settings,
            pairs=self._pairs,
        )
        return self.refusals.watched(escalations)

    @cached_property
    def asking(self) -> Asking:
        """Preparing questions and merging answers, without a network."""
        from appliance.service.outward.asking import Asking
        from appliance.service.outward.docket import Docket
        from appliance.service.outward.merging import Merging

        docket = Docket(
            dossiers=self._dossiers,
            stages=lambda: self._stages,
            clock=self._clock,
            settings=self.settings,
        )
        return Asking(
            docket=docket,
            merging=Merging(docket=docket),
            detector=lambda: self.privacy.detector,
            queue=self._queue,
        )

    @cached_property
    def gateway(self) -> Gateway:
        """Which question goes out now; the process of ``workers.gateway`` sends it."""
        from appliance.records.keys import shared_secret
        from appliance.service.outward.gateway import Gateway
        from appliance.service.outward.handover import Handover

        return Gateway(
            dossiers=self._dossiers,
            queue=self._queue,
            clock=self._clock,
            settings=self.settings,
            doctype=self._stages.doctype,
            send=Handover(
                place=self.settings.gateway_socket,
                secret=lambda: shared_secret(self.settings.gateway_secret),
                seconds=self.settings.escalation.timeout_seconds,
            ),
        )

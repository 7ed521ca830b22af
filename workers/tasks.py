"""The tasks: thin, ids only. What they call is in ``appliance.service``."""

from __future__ import annotations

import logging
import os
from datetime import timedelta
from typing import TYPE_CHECKING

from appliance import bootstrap
from appliance.errors import ApplianceError
from appliance.service.line import lease
from appliance.service.line.wakeup import (
    ADVANCE,
    CHECKPOINT,
    LEARN,
    RECONCILE,
    RETAIN,
    SEND,
    SWEEP,
    TIDY,
    longest_step,
)
from workers import broker

if TYPE_CHECKING:
    from collections.abc import Callable

    from celery import Celery

    from appliance.bootstrap import Appliance, Parts
    from appliance.settings import Settings

LONGEST_LESSON = 1_800
"""Seconds that fitting on approvals may take; it begins anew an hour later."""

log = logging.getLogger(__name__)

_built: dict[int, Appliance] = {}


def register(app: Celery, settings: Settings, parts: Parts | None = None) -> None:
    """Give ``app`` the tasks. ``parts`` replaces real parts (tests)."""
    broker.mend()

    def house() -> Appliance:
        """One appliance per process, made after the fork: connections, child and model too."""
        pid = os.getpid()
        if pid not in _built:
            _built[pid] = bootstrap.build(settings, parts)
        return _built[pid]

    def advance(document_id: str) -> None:
        """One stage of one document, one step of a question about it, or its redaction.

        A failure is recorded in the row, never in the queue.
        """
        try:
            with lease.enforced(timedelta(seconds=settings.lease_seconds)):
                house().processing.advance(document_id)
                house().asking.advance(document_id)
                house().blackening.make(document_id)
        except ApplianceError as error:
            log.warning("advance failed", extra={"document": document_id, "code": error.code})

    def send(document_id: str) -> None:
        """One redacted question, handed to the process of ``workers.gateway``."""
        try:
            house().gateway.advance(document_id)
        except ApplianceError as error:
            log.warning("sending failed", extra={"document": document_id, "code": error.code})

    def learn() -> None:
        """Fit document types on what people approved: minutes, in a line's process."""
        house().learning.run()

    app.task(advance, name=ADVANCE, shared=False, time_limit=longest_step(settings))
    app.task(learn, name=LEARN, shared=False, time_limit=LONGEST_LESSON)
    for name, task in {SEND: send, **_housekeeping(house)}.items():
        app.task(task, name=name, shared=False)


def _housekeeping(house: Callable[[], Appliance]) -> dict[str, Callable[[], None]]:
    """What beat calls for."""

    def reconcile() -> None:
        """Send again what nobody is working on."""
        house().processing.reconcile()
        house().asking.reconcile()
        house().blackening.reconcile()

    def tidy() -> None:
        """Drop sessions that have run out; make whole what is derived: index and memory."""
        house().sessions.tidy()
        house().indexing.complete()
        house().lessons.complete()

    def checkpoint() -> None:
        """Sign the ledger as it is now. What is wrong with it is said in the log, loudly."""
        try:
            house().audit.checkpoints.write()
        except ApplianceError as error:
            log.error("no checkpoint", extra={"code": error.code})

    def retain() -> None:
        """Announce and erase what is due; then what is left of it in other places."""
        house().retention.run()
        house().taken.tidy()
        house().key_copies.renew()

    def sweep() -> None:
        """Delete what killed writers left behind."""
        house().eraser.sweep()

    jobs = {RECONCILE: reconcile, TIDY: tidy, CHECKPOINT: checkpoint}
    return {**jobs, RETAIN: retain, SWEEP: sweep}


def close() -> None:
    """Close what this process built."""
    built = _built.pop(os.getpid(), None)
    if built is not None:
        built.close()

"""Celery's entry: ``celery -A workers.app worker -Q reading``, or another queue; or beat."""

from __future__ import annotations

import logging
from typing import Any

from celery.signals import celeryd_init, setup_logging, worker_process_shutdown

from appliance import settings as configuration
from appliance.service import logs
from appliance.service.line.wakeup import celery_app
from workers import tasks

settings = configuration.load()
app = celery_app(settings)
tasks.register(app, settings)


def _logging(**_: Any) -> None:
    """Instead of Celery's own set-up, whose lines quote arguments and exceptions."""
    logs.set_up(settings.log_level)


def _close(**_: Any) -> None:
    """A worker process ends in order: so does its reader."""
    logging.getLogger(__name__).info("worker process ends")
    tasks.close()


# the first signal comes before Celery warns of a root account, the second before its own set-up
celeryd_init.connect(_logging, weak=False)
setup_logging.connect(_logging, weak=False)
worker_process_shutdown.connect(_close, weak=False)

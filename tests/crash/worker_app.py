"""A worker of the real application whose reader is a fake: text can make it die or hang."""

from __future__ import annotations

import os
from pathlib import Path

from celery.signals import setup_logging

from appliance import settings as configuration
from appliance.bootstrap import Parts
from appliance.service import logs
from appliance.service.wakeup import celery_app
from tests.service.fakes_service import PlainRooms, TextReader
from workers import tasks

settings = configuration.load()
parts = Parts(
    reader=TextReader(Path(os.environ["TEST_FOLDER"])), rooms=PlainRooms(), model=lambda: None
)
app = celery_app(settings)
tasks.register(app, settings, parts)


def _logging(**_: object) -> None:
    logs.set_up("INFO")


setup_logging.connect(_logging, weak=False)

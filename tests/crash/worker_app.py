"""A worker of the real application whose reader is a fake: text can make it die or hang.

Its clock may be wrong by as many hours as the file TEST_CLOCK says.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from celery.signals import setup_logging

from appliance import settings as configuration
from appliance.bootstrap import Parts
from appliance.service import logs
from appliance.service.line.wakeup import celery_app
from tests.service.fakes_service import PlainRooms, TextReader
from workers import tasks


class JumpingClock:
    """``ports.Clock``: the machine's, shifted by the hours in a file that is read each time."""

    def __init__(self, shift: str) -> None:
        self._shift = Path(shift)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(hours=float(self._shift.read_text()))


settings = configuration.load()
parts = Parts(
    reader=TextReader(Path(os.environ["TEST_FOLDER"])),
    rooms=PlainRooms(),
    model=lambda: None,
    clock=JumpingClock(os.environ["TEST_CLOCK"]) if "TEST_CLOCK" in os.environ else None,
)
app = celery_app(settings)
tasks.register(app, settings, parts)


def _logging(**_: object) -> None:
    logs.set_up("INFO")


setup_logging.connect(_logging, weak=False)

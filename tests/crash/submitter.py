"""A process that hands documents in one after another and says which were accepted.

    python -m tests.crash.submitter PREFIX [PAUSE_SECONDS] [SYNCHRONOUS]

Prints each id once it is accepted. ``SYNCHRONOUS`` weakens SQLite for the control run of the
power-cut test. It stands for the console: killed at any moment, it must never have lied.
"""

from __future__ import annotations

import itertools
import sys
import time

from sqlalchemy import Engine, event

from appliance import settings as configuration
from appliance.access import SYSTEM
from appliance.bootstrap import Parts, build
from appliance.errors import Transient


class Silent:
    """A queue that nobody hears: the reconciler does the rest."""

    def nudge(self, queue: str, document_id: str) -> None:
        """Nothing."""

    def depth(self, queue: str) -> int | None:
        """Unknown."""
        return None


def main() -> None:
    prefix, *rest = sys.argv[1:]
    pause = float(rest[0]) if rest else 0.1
    if len(rest) > 1:

        @event.listens_for(Engine, "engine_connect")
        def weaken(connection):
            connection.connection.cursor().execute(f"PRAGMA synchronous={rest[1]}")

    parts = Parts(queue=Silent()) if len(rest) > 1 or pause == 0 else None
    with build(configuration.load(), parts) as house:
        for number in itertools.count():
            text = f"Receipt {prefix}-{number} Total {number}.00".encode()
            try:
                print(house.desk.submit(SYSTEM, "a.txt", text).id, flush=True)
            except Transient:
                time.sleep(0.2)
            time.sleep(pause)


if __name__ == "__main__":
    main()

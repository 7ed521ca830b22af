"""The queue is lost in the middle of the work: how long until everything has been called again.

    python -m tests.crash.queueloss [--rounds 10] [--documents 120]

With the reconciler's interval as it is shipped. Odd rounds FLUSHALL, even ones kill Redis and start
it empty. Reconciled: every document without a live lease has a call under way again, or is done.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import timedelta

import redis

from appliance.access import SYSTEM
from appliance.pipeline import STEPS, QueueName
from appliance.settings import Settings
from appliance.types import State
from tests.crash import report
from tests.crash.processes import Site, eventually, site

BOUND = 60.0
SHIPPED = Settings.model_fields["reconcile_seconds"].default
PATIENCE = 900.0


def waiting(made: Site) -> int:
    """Documents that have work to be done on them, nobody at it and no call under way."""
    processing = made.appliance.processing
    now, idle = processing.clock.now(), 0
    for queue in QueueName:
        states = [state for state, step in STEPS.items() if step.queue is queue]
        if states:
            with processing.database.unit(readonly=True) as unit:
                number, _ = unit.documents.waiting(states, now, timedelta(seconds=30), 1)
            idle += max(0, number - (processing.queue.depth(queue.value) or 0))
    return idle


def lose(made: Site, server, *, flush: bool):
    """Empty the queue; gives the Redis that runs afterwards."""
    if flush:
        redis.Redis(unix_socket_path=str(made.settings.redis_socket)).flushall()
        return server
    made.kill(server)
    return made.start_redis()


def round_(number: int, documents: int) -> dict[str, float]:
    """One loss in the middle of so many documents."""
    with site(reconcile_seconds=SHIPPED) as made:
        server = made.start_redis()
        made.start_housekeeping()
        made.start_worker()
        ids = made.submit(*(f"Receipt {number}-{n} Total {n}.00" for n in range(documents)))
        desk = made.appliance.desk
        eventually(
            lambda: desk.count(SYSTEM)[State.ACCEPTED] + desk.count(SYSTEM)[State.READ] > 10,
            "the work has begun",
            PATIENCE,
        )
        server = lose(made, server, flush=number % 2 == 1)
        started = time.monotonic()
        lost = waiting(made)
        eventually(lambda: waiting(made) == 0, "reconciled", PATIENCE)
        seconds = time.monotonic() - started
        eventually(lambda: all(s.terminal for s in made.states(ids)), "all end", PATIENCE)
        states = made.states(ids)
        twice = sum(max(made.results(one).values(), default=0) > 1 for one in ids)
    return {
        "documents": documents,
        "calls lost": lost,
        "seconds": round(seconds, 1),
        "lost": documents - len(states),
        "twice": twice,
        "not accepted in the end": sum(state is not State.ACCEPTED for state in states),
    }


def line(rounds: list[dict[str, float]], wanted: int) -> dict[str, str]:
    """Its row in docs/durability.md."""
    total = {name: sum(one[name] for one in rounds) for name in rounds[0]}
    return {
        "suite": "Redis flushed or killed and started empty in the middle of the work",
        "command": "`python -m tests.crash.queueloss`",
        "run": f"{len(rounds)} losses ({total['calls lost']:.0f} calls lost), "
        f"{total['documents']:.0f} documents",
        "wanted": str(wanted),
        "result": f"reconciled after at most {max(one['seconds'] for one in rounds):.1f} s (bar "
        f"{BOUND:.0f} s; interval {SHIPPED} s); lost {total['lost']:.0f}, with a second result "
        f"{total['twice']:.0f}, not accepted in the end {total['not accepted in the end']:.0f}: "
        + report.none_of(int(total["documents"])),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--documents", type=int, default=120)
    chosen = parser.parse_args()
    rounds: list[dict[str, float]] = report.load("redis").get("rounds", [])
    for number in range(len(rounds), chosen.rounds):
        rounds.append(round_(number, chosen.documents))
        report.save("redis", {"rounds": rounds}, line(rounds, chosen.rounds))
        print(time.strftime("%H:%M:%S"), rounds[-1], flush=True)
    bad = [one for one in rounds if one["seconds"] > BOUND or one["lost"] or one["twice"]]
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())

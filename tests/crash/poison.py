"""Documents that kill their worker, among others that do not.

    python -m tests.crash.poison [--rounds 5]

A segmentation fault, an endless loop and a memory bomb, inside the worker's own process (nothing of
the reader's sandbox holds them back), each among twenty good documents. The worker lives in a
memory cgroup, as a unit with MemoryMax does. Each is set aside after its third attempt, and the
others are done meanwhile.
"""

from __future__ import annotations

import argparse
import sys
import time

from appliance.access import SYSTEM
from appliance.types import State
from tests.crash import cgroup, report
from tests.crash.processes import Site, eventually, site

KINDS = ("SEGFAULT", "LOOP", "BOMB")
OTHERS = 20
MEGABYTES = 600
LEASE_SECONDS = 10  # what a stage may take, less two seconds
PATIENCE = 600.0


def round_(number: int, kinds: tuple[str, ...] = KINDS, others: int = OTHERS) -> dict[str, float]:
    """One worker, some poison, other documents."""
    with cgroup.limited(MEGABYTES) as group, site(lease_seconds=LEASE_SECONDS) as made:
        made.start_redis()
        made.start_housekeeping()
        made.start_worker(within=group)
        poison = made.submit(*(f"Receipt {kind} {number}" for kind in kinds))
        good = made.submit(*(f"Receipt good {number}-{n} Total {n}.00" for n in range(others)))
        started = time.monotonic()
        eventually(lambda: all(s.terminal for s in made.states(good)), "others end", PATIENCE)
        meanwhile = time.monotonic() - started
        eventually(lambda: all(s.terminal for s in made.states(poison)), "poison ends", PATIENCE)
        found = {
            "poison": len(poison),
            "set aside": made.states(poison).count(State.QUARANTINED),
            "with its sentence": sum(_said(made, one) for one in poison),
            "deaths": sum(_fence(made, one) - 1 for one in poison),
            "killed for memory": group.killed,
            "others": len(good),
            "others accepted": made.states(good).count(State.ACCEPTED),
            "others seconds": round(meanwhile, 1),
            "all seconds": round(time.monotonic() - started, 1),
        }
    return found


def _said(made: Site, document_id: str) -> bool:
    problem = made.appliance.desk.row(SYSTEM, document_id).problem
    return problem is not None and problem.code == "processing_failed"


def _fence(made: Site, document_id: str) -> int:
    """How often it was claimed: once for each attempt, once more to be set aside."""
    with made.appliance.processing.database.unit(readonly=True) as unit:
        record = unit.documents.get(document_id)
    assert record is not None
    return record.fence


def line(rounds: list[dict[str, float]], wanted: int) -> dict[str, str]:
    """Its row in docs/durability.md."""
    total = {name: int(sum(one[name] for one in rounds)) for name in rounds[0]}
    return {
        "suite": "poison in the worker's own process: segmentation fault, endless loop, memory "
        f"bomb (cgroup of {MEGABYTES} MB)",
        "command": "`python -m tests.crash.poison`",
        "run": f"{total['poison']} poisonous documents among {total['others']} others",
        "wanted": str(wanted * len(KINDS)),
        "result": f"{total['set aside']} set aside with a sentence, after "
        f"{total['deaths'] / total['poison']:.1f} attempts each ({total['killed for memory']} "
        f"killed by the kernel for memory); {total['others accepted']} others accepted, all "
        f"within {max(one['others seconds'] for one in rounds):.0f} s, poison within "
        f"{max(one['all seconds'] for one in rounds):.0f} s",
    }


def good(found: dict[str, float]) -> bool:
    """Whether a round ended as it must."""
    aside = found["set aside"] == found["with its sentence"] == found["poison"]
    return bool(aside and found["others accepted"] == found["others"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    rounds: list[dict[str, float]] = report.load("poison").get("rounds", [])
    for number in range(len(rounds), chosen.rounds):
        rounds.append(round_(number))
        report.save("poison", {"rounds": rounds}, line(rounds, chosen.rounds))
        print(time.strftime("%H:%M:%S"), rounds[-1], flush=True)
    return int(not all(good(one) for one in rounds))


if __name__ == "__main__":
    sys.exit(main())

"""Workers whose clocks jump by two hours, forth and back, each for itself.

    python -m tests.crash.clocks [--documents 200] [--seed 1]

Real workers, whose clock (the port that all of the house asks) reads its shift from a file. Leases
seem to have run out to one and to last for hours to another; still each stage has one result, and
every document ends.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from appliance.types import State
from tests.crash import report
from tests.crash.processes import site

WORKERS = 3
HOURS = (-2.0, 0.0, 2.0)
PATIENCE = 900.0


def run(documents: int, seed: int) -> dict[str, int]:
    """Documents through workers that do not agree what time it is."""
    dice, jumps = random.Random(seed), 0
    with site() as made:
        made.start_redis()
        made.start_housekeeping()
        clocks = [made.folder / f"clock-{number}" for number in range(WORKERS)]
        for clock in clocks:
            clock.write_text("0")
            made.start_worker(clock=clock)
        ids = made.submit(*(f"Receipt {n} Total {n}.00" for n in range(documents)))
        deadline = time.monotonic() + PATIENCE
        while not all(state.terminal for state in made.states(ids)):
            assert time.monotonic() < deadline, "not all end"
            made.jump(dice.choice(clocks), dice.choice(HOURS))
            jumps += 1
            time.sleep(dice.uniform(0.2, 1.0))
        states = made.states(ids)
        twice = sum(max(made.results(one).values(), default=0) > 1 for one in ids)
    return {
        "documents": documents,
        "jumps": jumps,
        "lost": documents - len(states),
        "twice": twice,
        "not accepted in the end": sum(state is not State.ACCEPTED for state in states),
    }


def line(found: dict[str, int], seed: int) -> dict[str, str]:
    """Its row in docs/durability.md."""
    return {
        "suite": f"clocks of {WORKERS} workers jump by -2, 0 or +2 hours, each for itself",
        "command": f"`python -m tests.crash.clocks --seed {seed}`",
        "run": f"{found['jumps']} jumps, {found['documents']} documents",
        "wanted": "200 documents",
        "result": f"with a second result {found['twice']}, lost {found['lost']}, not accepted in "
        f"the end {found['not accepted in the end']}: {report.none_of(found['documents'])}",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    found = run(chosen.documents, chosen.seed)
    report.save("clocks", {"seed": chosen.seed, **found}, line(found, chosen.seed))
    print(line(found, chosen.seed)["result"])
    return int(bool(found["lost"] or found["twice"] or found["not accepted in the end"]))


if __name__ == "__main__":
    sys.exit(main())

"""Workers whose clocks jump by two hours, forth and back, each for itself.

    python -m tests.crash.clocks [--documents 200] [--jumps 120] [--seed 1]

Real workers, whose clock (the port that all of the house asks) reads its shift from a file. Leases
seem to have run out to one and to last for hours to another; still each stage has one result, and
every document ends. Documents pass quickly, so they come in by and by, some at each jump.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from appliance.types import State
from tests.crash import report
from tests.crash.processes import Site, eventually, site

WORKERS = 3
HOURS = (-2.0, 0.0, 2.0)
JUMPS = 120
PATIENCE = 900.0


def run(documents: int, jumps: int, seed: int) -> dict[str, int]:
    """Documents through workers that do not agree what time it is."""
    dice, under_way, ids = random.Random(seed), 0, list[str]()
    with site() as made:
        made.start_redis()
        made.start_housekeeping()
        clocks = [made.folder / f"clock-{number}" for number in range(WORKERS)]
        for clock in clocks:
            clock.write_text("0")
            made.start_worker(clock=clock)
        for jump in range(jumps):
            more = range(len(ids), documents * (jump + 1) // jumps)
            ids += made.submit(*(f"Receipt {n} Total {n}.00" for n in more))
            time.sleep(dice.uniform(0.0, 0.3))  # jumps fall at any point of the work
            under_way += not all(state.terminal for state in made.states(ids))
            made.jump(dice.choice(clocks), dice.choice(HOURS))
        eventually(lambda: _ended(made, ids), "all end", PATIENCE)
        states = made.states(ids)
        twice = sum(max(made.results(one).values(), default=0) > 1 for one in ids)
    return {
        "documents": documents,
        "jumps": jumps,
        "under way": under_way,
        "lost": documents - len(states),
        "twice": twice,
        "not accepted in the end": sum(state is not State.ACCEPTED for state in states),
    }


def _ended(made: Site, ids: list[str]) -> bool:
    return all(state.terminal for state in made.states(ids))


def line(found: dict[str, int], seed: int) -> dict[str, str]:
    """Its row in docs/durability.md."""
    return {
        "suite": f"clocks of {WORKERS} workers jump by -2, 0 or +2 hours, each for itself",
        "command": f"`python -m tests.crash.clocks --seed {seed}`",
        "run": f"{found['jumps']} jumps ({found['under way']} while documents were under way), "
        f"{found['documents']} documents",
        "wanted": "100 jumps, 200 documents",
        "result": f"with a second result {found['twice']}, lost {found['lost']}, not accepted in "
        f"the end {found['not accepted in the end']}: {report.none_of(found['documents'])}",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--jumps", type=int, default=JUMPS)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    found = run(chosen.documents, chosen.jumps, chosen.seed)
    report.save("clocks", {"seed": chosen.seed, **found}, line(found, chosen.seed))
    print(line(found, chosen.seed)["result"])
    return int(bool(found["lost"] or found["twice"] or found["not accepted in the end"]))


if __name__ == "__main__":
    sys.exit(main())

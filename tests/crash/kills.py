"""SIGKILL at random moments to workers, console, Redis, housekeeping and database.

    python -m tests.crash.kills [--rounds 300] [--seed 1] [--database sqlite] [--report FILE]

Given documents that come in all the time, when one process after another is killed in mid-work and
started again, then every document that was accepted is finished, each stage of it once. Seeded:
the same seed kills the same processes after the same pauses. Resumable: rounds that stand in the
report are not repeated.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from appliance.access import SYSTEM
from tests.crash.processes import Site, eventually, site
from tests.records import postgres

BATCH = 30
"""So many rounds with one installation; then everything is counted and a new one begins."""
PATIENCE = 600.0


@dataclass
class Run:
    """One installation under fire."""

    site: Site
    random: random.Random
    cluster: Path | None = None
    killed: Counter[str] = field(default_factory=Counter)

    def start(self) -> None:
        self.accepted = self.site.folder / "accepted"
        self.parts = {
            "redis": self.site.start_redis,
            "worker-1": self.site.start_worker,
            "worker-2": self.site.start_worker,
            "housekeeping": self.site.start_housekeeping,
            "console": self._console,
        }
        self.running = {name: start() for name, start in self.parts.items()}
        self.victims = [*self.parts, "worker-1", "worker-2", "worker-1"]
        if self.cluster is not None:
            self.victims.append("database")

    def _console(self) -> subprocess.Popen[bytes]:
        prefix = f"{os.getpid()}-{self.random.randrange(10**12)}"
        with self.accepted.open("ab") as output:
            return self.site.start(
                sys.executable, "-m", "tests.crash.submitter", prefix, "0.25", output=output
            )

    def round(self) -> None:
        time.sleep(self.random.uniform(0.3, 3.0))
        victim = self.random.choice(self.victims)
        self.killed[victim.partition("-")[0]] += 1
        if victim == "database":
            self._kill_backend()
            return
        self.site.kill(self.running[victim])
        self.running[victim] = self.parts[victim]()

    def _kill_backend(self) -> None:
        """One backend dies: the server throws all connections out and recovers from its log."""
        assert self.cluster is not None
        head = int((self.cluster / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
        backends = [pid for pid in map(int, children) if b"postgres: postgres" in _command(pid)]
        if backends:
            os.kill(self.random.choice(backends), signal.SIGKILL)

    def count(self) -> dict[str, int]:
        """What became of everything that was accepted."""
        self.site.kill(self.running["console"])
        lines = self.accepted.read_text().splitlines()
        ids = [line for line in lines if len(line) == 32]
        desk = self.site.appliance.desk
        eventually(
            lambda: all(row.state.terminal for row in desk.rows(SYSTEM, ids)), "all end", PATIENCE
        )
        states = [row.state.value for row in desk.rows(SYSTEM, ids)]
        twice = sum(max(self.site.results(one).values(), default=0) > 1 for one in ids)
        self.site.appliance.audit.examine(SYSTEM)
        return {
            "documents": len(ids),
            "lost": len(ids) - len(states),
            "twice": twice,
            "not accepted in the end": sum(state != "accepted" for state in states),
        }


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def batch(seed: int, database: str, rounds: int) -> dict[str, int]:
    """Some rounds on a fresh installation."""
    with ExitStack() as stack:
        options, cluster = {}, None
        if database == "postgresql":
            url = stack.enter_context(postgres.cluster())
            options["database_url"] = url
            cluster = Path(url.rpartition("host=")[2])
        made = stack.enter_context(site(**options))
        run = Run(made, random.Random(seed), cluster)
        run.start()
        for _ in range(rounds):
            run.round()
        counted = run.count()
        return {"rounds": rounds, **{f"killed {k}": n for k, n in run.killed.items()}, **counted}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--report", type=Path, default=Path("var/crash/kills.json"))
    chosen = parser.parse_args()
    chosen.report.parent.mkdir(parents=True, exist_ok=True)
    report = json.loads(chosen.report.read_text()) if chosen.report.exists() else {}
    for at in range(0, chosen.rounds, BATCH):
        name = f"{chosen.database} seed {chosen.seed} from {at}"
        if name in report:
            continue
        report[name] = batch(
            chosen.seed * 1_000 + at, chosen.database, min(BATCH, chosen.rounds - at)
        )
        chosen.report.write_text(json.dumps(report, indent=1))
        print(name, report[name], flush=True)
    total: Counter[str] = Counter()
    for counted in report.values():
        total.update(counted)
    print("total", dict(total))
    return int(bool(total["lost"] or total["twice"] or total["not accepted in the end"]))


if __name__ == "__main__":
    sys.exit(main())

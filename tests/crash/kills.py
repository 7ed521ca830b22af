"""SIGKILL at random moments to workers, console, Redis, housekeeping and database.

    python -m tests.crash.kills [--rounds 300] [--seed 1] [--database sqlite]

Given documents that come in all the time, when one process after another is killed in mid-work and
started again, then every document that was accepted is finished, each stage of it once. Seeded:
the same seed chooses the same victims and pauses. Resumable: batches that stand in the report in
docs/durability are not repeated.

Most kills hit the process that holds a document's lease at that moment; others hit whole workers,
the console, the housekeeping, Redis. The database is PostgreSQL's postmaster or one of its
backends; with SQLite it is the process that holds the write lock: it dies within a transaction.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from appliance.access import SYSTEM
from appliance.errors import ApplianceError
from appliance.pipeline import STEPS
from appliance.service.line import lease
from appliance.types import State
from tests.crash import report
from tests.crash.processes import Site, eventually, site
from tests.records import postgres

BATCH = 20
"""So many rounds with one installation; then everything is counted and a new one begins."""
FIRST = 20
"""Documents that wait from the start, so that there is work as soon as a worker is up."""
PATIENCE = 1_800.0
PAUSE = "1.0"
"""Seconds between two documents that come in."""
AIM_SECONDS = 30.0
WRITE_LOCK = "120 120"
"""The byte of SQLite's -shm file that a writer locks (sqlite.org/walformat.html, 2.2.1)."""


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
        texts = (f"Receipt at first {n} Total {n}.00" for n in range(FIRST))
        self.ids = self.site.submit(*texts)
        self.running = {name: start() for name, start in self.parts.items()}
        self.victims = [*self.parts, "console", "database", "database", *["at work"] * 6]

    def _console(self) -> subprocess.Popen[bytes]:
        prefix = f"{os.getpid()}-{self.random.randrange(10**12)}"
        with self.accepted.open("ab") as output:
            return self.site.start(
                sys.executable, "-m", "tests.crash.submitter", prefix, PAUSE, output=output
            )

    def round(self) -> None:
        time.sleep(self.random.uniform(0.3, 3.0))
        victim, luck = self.random.choice(self.victims), self.random.random()
        if victim == "database":
            self._kill_database(postmaster=luck < 0.5)
        elif victim == "at work":
            holder = _until(self._holder, AIM_SECONDS, look=0.02)
            if holder:
                self._kill_one(holder, "process at work on a document")
        else:
            self.killed[victim.partition("-")[0]] += 1
            self.site.kill(self.running[victim])
        self.killed["in mid-task"] += any(lease.gone(owner) for owner in self._owners())
        for name, process in self.running.items():  # as systemd does
            if process.poll() is not None:
                self.running[name] = self.parts[name]()

    def _holder(self) -> int:
        """A living process of ours that holds a document's lease; 0 if there is none."""
        ours = {process.pid for process in self.running.values()}
        pids = [int(owner.split("/")[3]) for owner in self._owners() if not lease.gone(owner)]
        return next((pid for pid in pids if _session_of(pid) in ours), 0)

    def _owners(self) -> list[str]:
        """Who holds leases; nobody knows while the database is away."""
        try:
            with self.site.appliance.processing.database.unit(readonly=True) as unit:
                now = self.site.appliance.processing.clock.now()
                leased = unit.documents.leased(list(STEPS), now)
        except ApplianceError:
            return []
        return [one.lease_owner for one in leased if one.lease_owner]

    def _kill_database(self, *, postmaster: bool) -> None:
        if self.cluster is None:
            holder = _until(self._writer, AIM_SECONDS, look=0.0005)
            if holder:
                self._kill_one(holder, "database: writer within a transaction")
        elif postmaster:
            self._kill_one(postgres.postmaster(self.cluster), "database: postmaster")
            eventually(self._started, "PostgreSQL is back", PATIENCE)
        else:
            backends = list(_children(postgres.postmaster(self.cluster)))
            if backends:
                self._kill_one(self.random.choice(backends), "database: backend")

    def _kill_one(self, pid: int, name: str) -> None:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.killed[name] += 1

    def _writer(self) -> int:
        """The process that holds SQLite's write lock now; 0 if none of ours does."""
        shared = Path(f"{self.site.settings.state_dir}/appliance.db-shm")
        if not shared.exists():
            return 0
        inode = shared.stat().st_ino
        ours = {process.pid for process in self.running.values()}
        for row in Path("/proc/locks").read_text().splitlines():
            if f":{inode} {WRITE_LOCK}" in row and " WRITE " in row:
                pid = int(row.split(":", 1)[1].split()[3])
                if _session_of(pid) in ours:
                    return pid
        return 0

    def _started(self) -> bool:
        """Try to start PostgreSQL: in vain while backends of the old server still end."""
        assert self.cluster is not None
        with suppress(subprocess.SubprocessError):
            postgres.start(self.cluster)
        try:
            self.site.appliance.desk.count(SYSTEM)
        except ApplianceError:
            return False
        return True

    def count(self) -> dict[str, int]:
        """What became of everything that was accepted."""
        self.site.kill(self.running["console"])
        lines = self.accepted.read_text().splitlines()
        ids = [*self.ids, *(line for line in lines if len(line) == 32)]
        desk = self.site.appliance.desk
        eventually(self._all_end, "all end", PATIENCE, look=1.0)
        rows = desk.rows(SYSTEM, ids)
        thrice = [one for one in rows if one.problem and one.problem.code == "processing_failed"]
        twice = sum(max(self.site.results(one).values(), default=0) > 1 for one in ids)
        self.site.appliance.audit.examine(SYSTEM)
        return {
            "documents": len(ids),
            "lost": len(ids) - len(rows),
            "twice": twice,
            "set aside": len(thrice),
            "not accepted in the end": sum(one.state is not State.ACCEPTED for one in rows),
        }

    def _all_end(self) -> bool:
        try:
            counted = self.site.appliance.desk.count(SYSTEM)
        except ApplianceError:
            return False
        return not any(number for state, number in counted.items() if not state.terminal)


def _until(found: Callable[[], int], seconds: float, look: float) -> int:
    """The first thing that is found, or 0."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if seen := found():
            return seen
        time.sleep(look)
    return 0


def _session_of(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0


def _children(head: int) -> Iterator[int]:
    """The backends of a PostgreSQL server that serve connections."""
    for pid in map(int, Path(f"/proc/{head}/task/{head}/children").read_text().split()):
        try:
            if b"postgres: postgres" in Path(f"/proc/{pid}/cmdline").read_bytes():
                yield pid
        except OSError:
            continue


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


def line(database: str, seed: int, total: Counter[str]) -> dict[str, str]:
    """Its row in docs/durability.md."""
    kills = {name.removeprefix("killed "): n for name, n in total.items() if "killed" in name}
    within = kills.pop("in mid-task", 0)
    said = ", ".join(f"{n} {name}" for name, n in sorted(kills.items()))
    documents = total["documents"]
    return {
        "suite": f"SIGKILL at random moments, {database}",
        "command": f"`python -m tests.crash.kills --database {database} --seed {seed}`",
        "run": f"{sum(kills.values())} kills ({said}; {within} left a document in mid-task), "
        f"{documents} documents",
        "wanted": "300",
        "result": f"lost {total['lost']}, with a second result {total['twice']}: "
        f"{report.none_of(documents)}; {total['not accepted in the end']} not accepted in the end, "
        f"{total['set aside']} of them set aside since three kills in a row hit them",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    chosen = parser.parse_args()
    name = f"kills-{chosen.database}"
    batches = report.load(name).get("batches", {})
    total: Counter[str] = Counter()
    for at in range(0, chosen.rounds, BATCH):
        key = f"seed {chosen.seed} from {at}"
        if key not in batches:
            rounds = min(BATCH, chosen.rounds - at)
            batches[key] = batch(chosen.seed * 1_000 + at, chosen.database, rounds)
        total.update(batches[key])
        report.save(name, {"batches": batches}, line(chosen.database, chosen.seed, total))
        print(time.strftime("%H:%M:%S"), key, batches[key], flush=True)
    bad = total["lost"] + total["twice"] + total["not accepted in the end"] - total["set aside"]
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())

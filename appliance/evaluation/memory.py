"""Memory of this process and its children, with pages that they share counted once.

The model's file is mapped into memory: every process that uses it shows all of it as resident. The
proportional set size (``Pss`` of ``/proc/PID/smaps_rollup``, see proc(5)) divides a shared page by
the number of processes that map it, so that the sum over a family is what it really takes.
"""

from __future__ import annotations

from pathlib import Path

PROC = Path("/proc")


class Family:
    """A process and all that descend from it. Reads 0 where there is no ``/proc``."""

    def __init__(self, pid: int, proc: Path = PROC) -> None:
        self._pid = pid
        self._proc = proc

    def now(self) -> float:
        """Megabytes in use: proportional set sizes added up."""
        return sum(self._proportional(member) for member in self._members()) / 1024

    def own(self) -> float:
        """Megabytes that the family itself made (no pages of files): what a leak grows. Pages of
        files count less as soon as anybody else on the machine maps the same model."""
        return sum(self._made(member) for member in self._members()) / 1024

    def most(self) -> float:
        """Megabytes that cannot have been exceeded since the members began: what each has given
        back since its own peak (``VmHWM`` less ``VmRSS``) is added to what it has now."""
        given_back = sum(
            max(0, self._status(member, "VmHWM") - self._status(member, "VmRSS"))
            for member in self._members()
        )
        return self.now() + given_back / 1024

    def _members(self) -> set[int]:
        parents = self._parents()
        family, grown = {self._pid}, True
        while grown:
            children = {child for child, parent in parents.items() if parent in family}
            grown = not children <= family
            family |= children
        return family

    def _parents(self) -> dict[int, int]:
        """Child -> parent for all processes; those that end meanwhile are left out."""
        found: dict[int, int] = {}
        if not self._proc.is_dir():
            return found
        for folder in self._proc.iterdir():
            if folder.name.isdigit() and (parent := self._status(int(folder.name), "PPid")):
                found[int(folder.name)] = parent
        return found

    def _proportional(self, pid: int) -> int:
        """Kilobytes; all that is resident where the kernel does not tell shares."""
        return self._value(pid, "smaps_rollup", "Pss") or self._status(pid, "VmRSS")

    def _made(self, pid: int) -> int:
        """Kilobytes of anonymous and of shared memory."""
        shares = [self._value(pid, "smaps_rollup", f"Pss_{kind}") for kind in ("Anon", "Shmem")]
        return sum(shares) or self._status(pid, "RssAnon") + self._status(pid, "RssShmem")

    def _status(self, pid: int, key: str) -> int:
        return self._value(pid, "status", key)

    def _value(self, pid: int, file: str, key: str) -> int:
        try:
            text = (self._proc / str(pid) / file).read_text(encoding="utf-8")
        except OSError:
            return 0
        for line in text.splitlines():
            if line.startswith(f"{key}:"):
                return int(line.split()[1])
        return 0


class Peak:
    """Keeps the most of all looks; a spike between two looks is not missed while its process
    lives. An upper bound: members may have had their own peaks at different times."""

    def __init__(self, proc: Path = PROC) -> None:
        self._proc = proc
        self.mb = 0.0

    def look(self, pid: int) -> None:
        """Take the family of ``pid`` into account as it is now."""
        self.mb = max(self.mb, Family(pid, self._proc).most())

"""Peak memory of this process and its children."""

from __future__ import annotations

from pathlib import Path

PROC = Path("/proc")


class Peak:
    """Keeps the highest sum of resident high-water marks seen; look often, it costs little.

    A process counts with its own peak (VmHWM), so a spike between two looks is not missed while
    the process lives. Pages that processes share are counted in each: the figure is an upper
    bound. Reads 0 where there is no ``/proc``.
    """

    def __init__(self, proc: Path = PROC) -> None:
        self._proc = proc
        self.mb = 0.0

    def look(self, pid: int) -> None:
        """Take the family of ``pid`` into account as it is now."""
        total = sum(self._high_water(member) for member in self._family(pid))
        self.mb = max(self.mb, total / 1024)

    def _family(self, pid: int) -> set[int]:
        parents = self._parents()
        family, grown = {pid}, True
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

    def _high_water(self, pid: int) -> int:
        return self._status(pid, "VmHWM")

    def _status(self, pid: int, key: str) -> int:
        try:
            text = (self._proc / str(pid) / "status").read_text(encoding="utf-8")
        except OSError:
            return 0
        for line in text.splitlines():
            if line.startswith(f"{key}:"):
                return int(line.split()[1])
        return 0

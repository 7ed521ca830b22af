"""What the long suites found: a file each under docs/durability/, and the page made of them.

    python -m tests.crash.report

writes the table of docs/durability.md anew from the files; every suite does so when it ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from appliance.evaluation.intervals import clopper_pearson

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "durability"
PAGE = ROOT / "docs" / "durability.md"
START, END = "<!-- reports -->", "<!-- /reports -->"
COLUMNS = ("suite", "command", "run", "wanted", "result", "measured")
ORDER = (
    "kills-sqlite", "kills-postgresql", "redis", "clocks", "poison", "powercuts",
    "powercuts-control", "load", "memory", "mutants",
)  # fmt: skip


def load(name: str) -> dict[str, Any]:
    """The report of a suite as far as it came; empty before its first run."""
    path = FOLDER / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def save(name: str, found: Mapping[str, Any], line: Mapping[str, str] | None = None) -> None:
    """Keep a report, whole or not at all; with a ``line`` for the table, write the page too."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    content = dict(found)
    if line is not None:
        today = datetime.now(UTC).date().isoformat()
        content["line"] = {**line, "measured": f"{today}, {_commit()}"}
    draft = FOLDER / f".{name}.json"
    draft.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    draft.replace(FOLDER / f"{name}.json")
    if line is not None:
        write_page()


def none_of(number: int) -> str:
    """The 95 % interval of a share of which none was seen among ``number``."""
    return f"0 of {number} (95 %: 0-{clopper_pearson(0, number)[1]:.4f})" if number else "0 of 0"


def load_of_the_machine() -> float:
    """How many processes wanted a processor, all users' together, over the last 15 minutes."""
    return round(os.getloadavg()[2], 1)


def _commit() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "no commit"


def table() -> str:
    """All reports that have a line, in their order."""
    found = [line for name in ORDER if (line := load(name).get("line"))]
    rows = [COLUMNS, ["---"] * len(COLUMNS), *([one[c] for c in COLUMNS] for one in found)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def write_page() -> None:
    """Put the table between its marks in the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n{table()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    write_page()
    sys.exit(0)

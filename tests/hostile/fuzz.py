"""Mutants of the samples through the whole line with the real sandboxed reader.

    python -m tests.hostile.fuzz [--mutants 2000] [--seed 1] [--report FILE]

Each ends read or refused with a stable code and one sentence, within the limit and ten seconds,
and the reader stays under its memory; this process never dies. Seeded: mutant N of a seed is the
same file every time. Resumable: the report says how far it came.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from appliance.bootstrap import Appliance, Parts, build
from appliance.reading.sandbox import SandboxedReader
from appliance.settings import load
from appliance.types import State

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20
CODES = frozenset(
    {
        "damaged", "empty_file", "no_pages", "password_required", "reader_died", "too_large",
        "reading_timed_out", "unsupported_type", "wrong_password",
    }
)  # fmt: skip
Mutation = Callable[[bytearray, random.Random], bytearray]


def flip(data: bytearray, dice: random.Random) -> bytearray:
    for _ in range(dice.choice((1, 4, 32))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def cut(data: bytearray, dice: random.Random) -> bytearray:
    return data[: dice.randrange(len(data))]


def drop(data: bytearray, dice: random.Random) -> bytearray:
    at = dice.randrange(len(data))
    del data[at : at + dice.choice((1, 16, 512, 8192))]
    return data


def repeat(data: bytearray, dice: random.Random) -> bytearray:
    at, size = dice.randrange(len(data)), dice.choice((16, 512, 8192))
    return data[: at + size] + data[at : at + size] * dice.choice((1, 20)) + data[at + size :]


def numbers(data: bytearray, dice: random.Random) -> bytearray:
    """Sizes, counts and offsets that parsers trust."""
    for _ in range(dice.choice((1, 4))):
        at = dice.randrange(max(1, len(data) - 4))
        value = dice.choice((0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFF))
        data[at : at + 4] = value.to_bytes(4, dice.choice(("little", "big")))
    return data


def swap(data: bytearray, dice: random.Random) -> bytearray:
    size = dice.choice((8, 256, 4096))
    one, two = dice.randrange(len(data)), dice.randrange(len(data))
    data[one : one + size], data[two : two + size] = data[two : two + size], data[one : one + size]
    return data


MUTATIONS: Sequence[Mutation] = (flip, cut, drop, repeat, numbers, swap)


def mutant(files: Sequence[Path], seed: int, number: int) -> tuple[str, bytes]:
    """The ``number``-th mutant of a seed: a name without a hint, and its bytes."""
    dice = random.Random(f"{seed}/{number}")
    path = dice.choice(files)
    data = bytearray(path.read_bytes())
    for _ in range(dice.choice((1, 1, 2))):
        data = dice.choice(MUTATIONS)(data or bytearray(b"x"), dice)
    return f"file{path.suffix}", bytes(data)


def samples() -> list[Path]:
    """One list for all runs: the committed samples, as they are sorted by name."""
    kinds = {".pdf", ".jpg", ".png", ".xml", ".html", ".txt", ".eml", ".zip", ".docx", ".tiff"}
    found = [path for path in (ROOT / "samples").rglob("*") if path.suffix in kinds]
    return sorted(path for path in found if "generator" not in path.parts)


def tried(house: Appliance, name: str, content: bytes) -> tuple[str, float]:
    """What a mutant ends in ("read" or its code), and after how many seconds."""
    started = time.monotonic()
    result = house.processor.process(content, name)
    spent = time.monotonic() - started
    if not result.state.terminal:
        return "not terminal", spent
    if result.state is State.QUARANTINED:
        assert result.problem is not None
        said = result.problem.message.endswith(".") and result.problem.code in CODES
        return result.problem.code if said else f"wrong: {result.problem.code}", spent
    return "read", spent


def peak_mb(reader: SandboxedReader) -> int:
    """The most memory that the present child ever had."""
    try:
        status = Path(f"/proc/{reader.child_id}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return (
        int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) >> 10
    )


def run(mutants: range, seed: int, report: Path | None = None) -> dict[str, float]:
    """Try some mutants; the counts by outcome, the slowest, the most memory."""
    counted: Counter[str] = Counter()
    slowest = most = 0.0
    files = samples()
    with tempfile.TemporaryDirectory() as folder:
        settings = load(state_dir=Path(folder), threads=1, limits={"reading_seconds": SECONDS})
        reader = SandboxedReader(settings)
        reader.warm()
        with build(settings, Parts(reader=reader, model=lambda: None)) as house:
            for number in mutants:
                outcome, spent = tried(house, *mutant(files, seed, number))
                counted[outcome] += 1
                slowest, most = max(slowest, spent), max(most, peak_mb(reader))
                if report is not None and number % 20 == 19:
                    done = {**counted, "next": number + 1, "slowest": slowest, "MB": most}
                    report.write_text(json.dumps(done, indent=1))
    return {**counted, "next": mutants.stop, "slowest": round(slowest, 2), "MB": most}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--mutants", type=int, default=2_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path, default=Path("var/fuzz.json"))
    chosen = parser.parse_args()
    chosen.report.parent.mkdir(parents=True, exist_ok=True)
    found = run(range(chosen.start, chosen.mutants), chosen.seed, chosen.report)
    chosen.report.write_text(json.dumps(found, indent=1))
    print(found)
    bad = [name for name in found if name.startswith(("wrong", "not"))]
    return int(bool(bad) or found["slowest"] > SECONDS + 10)


if __name__ == "__main__":
    sys.exit(main())

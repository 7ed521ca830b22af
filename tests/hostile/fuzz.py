"""Mutants of the samples through the whole line with the real sandboxed reader.

    python -m tests.hostile.fuzz [--mutants 2000] [--seed 1]

The samples as they are, and packed as zip, docx, e-mail, PNG and TIFF. Each mutant ends read or
refused with a stable code and one sentence, within the limit and ten seconds, and the reader stays
under its memory; this process never dies. Seeded: mutant N of a seed is the same file every time.
Resumable: the report in docs/durability says how far it came.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import docx
from PIL import Image

from appliance.bootstrap import Appliance, Parts, build
from appliance.errors import Transient
from appliance.evaluation.intervals import clopper_pearson
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import load
from appliance.types import State
from tests.crash import report
from tests.intake import made

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20
SEEDS = 10
STARTS = 20
CODES = frozenset(
    {
        "damaged", "empty_file", "no_pages", "password_required", "reader_died", "too_large",
        "reading_timed_out", "unsupported_type", "wrong_password",
    }
)  # fmt: skip
File = tuple[str, bytes]
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


def mutant(files: Sequence[File], seed: int, number: int) -> tuple[str, bytes]:
    """The ``number``-th mutant of a seed: a name without a hint, and its bytes."""
    dice = random.Random(f"{seed}/{number}")
    suffix, content = dice.choice(files)
    data = bytearray(content)
    for _ in range(dice.choice((1, 1, 2))):
        data = dice.choice(MUTATIONS)(data or bytearray(b"x"), dice)
    return f"file{suffix}", bytes(data)


def samples() -> list[File]:
    """One list for all runs: the committed samples, sorted by name, then the packed ones."""
    kinds = {".pdf", ".jpg", ".xml", ".html", ".txt"}
    found = [path for path in (ROOT / "samples").rglob("*") if path.suffix in kinds]
    paths = sorted(path for path in found if "generator" not in path.parts)
    return [(path.suffix, path.read_bytes()) for path in paths] + packed(paths)


def packed(paths: Sequence[Path]) -> list[File]:
    """Some samples in other wrappings, the same bytes every time."""
    by_kind = {path.suffix: path.read_bytes() for path in reversed(paths)}
    members = {f"member{suffix}": by_kind[suffix] for suffix in (".txt", ".pdf", ".xml")}
    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as word:
        parts = {name: word.read(name) for name in word.namelist()}
    text = b"<w:body><w:p><w:r><w:t>Receipt Total 1.00</w:t></w:r></w:p>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", text)
    image = Image.open(io.BytesIO(by_kind[".jpg"])).convert("L")
    return [
        (".zip", _zip(members)),
        (".docx", _zip(parts)),
        (".eml", _mail(by_kind[".pdf"])),
        (".png", _saved(image, "PNG")),
        (".tiff", _saved(image, "TIFF")),
    ]


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _mail(content: bytes) -> bytes:
    message = made.mail()
    message.add_attachment(content, maintype="application", subtype="pdf", filename="a.pdf")
    message.set_boundary("the-same-every-time")
    return message.as_bytes()


def _saved(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


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


def ready(reader: SandboxedReader) -> None:
    """Have the child up before the clock starts: a machine too busy to start one is waited for, as
    the queue does, and is no outcome of a file."""
    for _ in range(STARTS):
        try:
            reader.warm()
            return
        except Transient:
            continue
    raise Transient


def peak_mb(reader: SandboxedReader) -> int:
    """The most memory that the present child ever had."""
    try:
        status = Path(f"/proc/{reader.child_id}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return (
        int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) >> 10
    )


@dataclass
class Found:
    """What became of the mutants so far."""

    seed: int
    next: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    peak_mb: int = 0

    def add(self, name: str, outcome: str, spent: float, most: int) -> None:
        self.next += 1
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
        kind = name.removeprefix("file")
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        self.slowest = max(self.slowest, round(spent, 2))
        self.peak_mb = max(self.peak_mb, most)

    @property
    def good(self) -> int:
        """How many ended read or refused in words."""
        return sum(self.outcomes.get(name, 0) for name in (*CODES, "read"))


def run(mutants: int, found: Found, keep: Callable[[Found], None] = lambda _: None) -> Found:
    """Try the mutants that are missing."""
    files = samples()
    with tempfile.TemporaryDirectory() as folder:
        settings = load(state_dir=Path(folder), threads=1, limits={"reading_seconds": SECONDS})
        reader = SandboxedReader(settings)
        with build(settings, Parts(reader=reader, model=lambda: None)) as house:
            for number in range(found.next, mutants):
                name, content = mutant(files, found.seed, number)
                ready(reader)
                outcome, spent = tried(house, name, content)
                found.add(name, outcome, spent, peak_mb(reader))
                keep(found)
    return found


def together(runs: Sequence[Found]) -> Found:
    """The mutants of all seeds."""
    whole = Found(seed=0)
    for one in runs:
        whole.next += one.next
        whole.slowest = max(whole.slowest, one.slowest)
        whole.peak_mb = max(whole.peak_mb, one.peak_mb)
        for counted, more in ((whole.outcomes, one.outcomes), (whole.kinds, one.kinds)):
            counted.update({name: counted.get(name, 0) + n for name, n in more.items()})
    return whole


def line(runs: Sequence[Found], wanted: int) -> dict[str, str]:
    """Its row in docs/durability.md."""
    found = together(runs)
    low, high = clopper_pearson(found.good, found.next)
    outcomes = ", ".join(f"{n} {name}" for name, n in sorted(found.outcomes.items()))
    kinds = ", ".join(f"{n} {name}" for name, n in sorted(found.kinds.items()))
    seeds = ", ".join(f"{one.next} of seed {one.seed}" for one in runs)
    return {
        "suite": "mutants of the samples through the sandboxed reader",
        "command": "`python -m tests.hostile.fuzz --seed N`",
        "run": f"{found.next} mutants ({seeds}): {kinds}",
        "wanted": f"{wanted:,}",
        "result": f"{found.good} terminal, read or with a stable code and one sentence "
        f"({low:.4f}-{high:.4f}): {outcomes}; slowest {found.slowest:.1f} s (limit {SECONDS} s "
        f"and 10), most memory of the reader {found.peak_mb} MB (cap 3,000 MB)",
    }


def kept(seed: int) -> Found | None:
    """How far a seed came."""
    earlier = report.load(f"mutants-{seed}")
    names = asdict(Found(seed=seed))
    return Found(**{name: earlier[name] for name in names}) if earlier else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--mutants", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    name = f"mutants-{chosen.seed}"
    found = kept(chosen.seed) or Found(seed=chosen.seed)
    if found.next < chosen.mutants:
        run(chosen.mutants, found, lambda so_far: report.save(name, asdict(so_far)))
    runs = [one for seed in range(1, SEEDS) if (one := kept(seed))]
    report.save("mutants", asdict(together(runs)), line(runs, 2_000))
    print(line(runs, 2_000)["result"])
    return int(found.good < found.next or found.slowest > SECONDS + 10)


if __name__ == "__main__":
    sys.exit(main())

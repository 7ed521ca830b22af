"""Fits the shipped tagger of names anew by one command, and says how it compares with the shipped.

    python -m deploy.tagger [DATA] [--output DIR] [--jobs N]

Fetches the Persian word list that the fit wants (a file of the package hazm), once, and runs
``appliance train pii`` over all labelled texts of ``DATA``: the common network, then those of the
languages. Model and card are written to ``--output``; nothing shipped is touched. Says at the end
whether the bytes are the shipped ones, and if not, what either finds in the dev texts today.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from appliance.learning.pii import texts
from appliance.privacy.tagger import PATH
from appliance.service.quality import pii_training
from deploy.setup import CACHE, ROOT, SetupFailed, run

PACKAGE = "hazm==0.10.0"
WORDS = "hazm/data/words.dat"
WORDS_SHA256 = "e9e212a774beb05c1bfe2fe7646d068e11e093f78696fc23fbbc2baa2b795fe1"
PINNED = {"OPENBLAS_NUM_THREADS": "1", "OPENBLAS_CORETYPE": "Haswell"}
"""One thread, and kernels that every x86 processor of the last ten years has."""


def main() -> None:
    """Fetch, fit, compare."""
    beside = os.environ.get("APPLIANCE_DATA") or ROOT.parent / "shared" / "data"
    parser = argparse.ArgumentParser(
        prog="python -m deploy.tagger",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", nargs="?", type=Path, default=Path(beside))
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "tagger")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    texts, dev = (given.data / part / "pii" / "manifest.jsonl" for part in ("train", "dev"))
    began = time.monotonic()
    try:
        fit(texts, dev, lexicon(CACHE / "words"), given.output, given.jobs)
    except SetupFailed as failure:
        sys.exit(str(failure))
    print(f"fitted in {time.monotonic() - began:.0f} s")
    for line in compared(given.output / PATH.name, PATH, dev):
        print(line)


def lexicon(folder: Path) -> Path:
    """The Persian word list, fetched unless it is there; raises ``SetupFailed`` for another one."""
    path = folder / Path(WORDS).name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE]
        run(fetch, f"The package {PACKAGE} could not be fetched")
        (wheel,) = folder.glob("hazm-*.whl")
        path.write_bytes(zipfile.ZipFile(wheel).read(WORDS))
    if hashlib.sha256(path.read_bytes()).hexdigest() != WORDS_SHA256:
        raise SetupFailed(f"{path} is not the word list of {PACKAGE}: delete it.")
    return path


def fit(texts: Path, dev: Path, words: Path, output: Path, jobs: int) -> None:
    """The command that makes model and card, in a process of its own with pinned linear algebra.

    More threads add numbers in another order, and so do the kernels that OpenBLAS picks for a
    processor: other last bits, other bytes in the end.
    """
    output.mkdir(parents=True, exist_ok=True)
    appliance = Path(sys.executable).with_name("appliance")
    command = [appliance, "train", "pii", texts, "--lexicon", words, "--held-out", dev,
               "-o", output, "--jobs", str(jobs)]  # fmt: skip
    if subprocess.run(command, check=False, env=os.environ | PINNED).returncode:
        raise SetupFailed("The tagger could not be fitted: see above.")


def compared(made: Path, shipped: Path, dev: Path) -> Iterator[str]:
    """One line if the bytes are the same, else what each finds in the texts of ``dev``."""
    if made.read_bytes() == shipped.read_bytes():
        yield "the same bytes as the shipped model"
        return
    card = json.loads(shipped.with_name("card.json").read_text("utf-8"))
    if card["drawn"] != texts.fingerprint():
        yield "the templates or lists have changed since the shipped model was fitted"
    yield "other bytes than the shipped model; recall (95 % interval), precision on the dev texts:"
    figures = [pii_training.measured(path, dev, None) for path in (shipped, made)]
    for language in figures[0]:
        for name, found in zip(("shipped", "made"), figures, strict=True):
            row = found[language]
            interval = f"{row['recall_lower']:.3f}-{row['recall_upper']:.3f}"
            yield (
                f"  {language} {name}: {row['recall']:.3f} ({interval}), "
                f"{row['precision']:.3f}, n {row['n']}"
            )


if __name__ == "__main__":
    main()

"""How text is spelt: a small n-gram model of characters, to decide between look-alikes.

Witten-Bell smoothing (Witten & Bell 1991), interpolated down to single characters. Letters count
without case and accent, and all digits are one: the model has no opinion on which digit it is, nor
on an accent. Stored are 32-bit digests of n-grams that at least two parties print, with their
log-probabilities in sixteenths: no text, and no name that only one party bears.
"""

from __future__ import annotations

import math
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from appliance.errors import ModelMissing
from appliance.reading.isolation import installed

PATH = installed.SPELLING
ORDER = 6  # characters of an n-gram
PARTIES = 2  # that must print an n-gram before it is kept
STEP = 1 / 16  # of the stored natural logarithms
ALPHABET = 50  # rough number of kinds of characters, for those never seen
BEGIN, END = "^", "$"
START = BEGIN * (ORDER - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Log-probabilities of n-grams and back-off weights of histories, keyed by digest."""

    grams: Mapping[int, float]
    backoff: Mapping[int, float]
    unseen: float

    def score(self, history: str, sign: str) -> float:
        """The natural logarithm of P(``sign`` | ``history``), both made of ``kind``."""
        lost = 0.0
        while True:
            found = self.grams.get(digest(history + sign))
            if found is not None:
                return lost + found
            if not history:
                return lost + self.unseen
            lost += self.backoff.get(digest(history), 0.0)
            history = history[1:]


@cache
def kind(character: str) -> str:
    """A character without case and accent; any digit is ``0``."""
    base = unicodedata.normalize("NFKD", character)[0].upper()
    return "0" if base.isdigit() else base


def digest(text: str) -> int:
    """Which n-gram it is, in 32 bits."""
    return zlib.crc32(text.encode())


def fit(parties: Mapping[str, Iterable[str]]) -> Spelling:
    """The model of the lines that each party prints."""
    followers, shared = _counted(parties)
    grams: dict[int, float] = {}
    backoff: dict[int, float] = {}
    total = sum(followers[""].values())
    model = Spelling(grams=grams, backoff=backoff, unseen=_rounded(0.5 / (total + ALPHABET)))
    for history in sorted(followers, key=len):  # shorter ones first: longer ones lean on them
        counts = followers[history]
        kept = {sign: count for sign, count in counts.items() if history + sign in shared}
        if not kept:
            continue
        spare, mass = len(counts), len(counts) + sum(counts.values())
        for sign, count in kept.items():
            below = math.exp(model.score(history[1:], sign)) if history else 1 / ALPHABET
            grams[digest(history + sign)] = _rounded((count + spare * below) / mass)
        if history:
            backoff[digest(history)] = _rounded(1 - (sum(kept.values()) / mass))
    return model


def _counted(parties: Mapping[str, Iterable[str]]) -> tuple[dict[str, Counter[str]], set[str]]:
    """What follows each history, and the n-grams that enough parties print."""
    followers: dict[str, Counter[str]] = defaultdict(Counter)
    printed: Counter[str] = Counter()
    for lines in parties.values():
        own: set[str] = set()
        for line in lines:
            text = START + " ".join("".join(map(kind, line)).split()) + END
            for end in range(len(START), len(text)):
                for start in range(end - len(START), end + 1):
                    followers[text[start:end]][text[end]] += 1
                    own.add(text[start : end + 1])
        printed.update(own)
    return followers, {gram for gram, count in printed.items() if count >= PARTIES}


def _rounded(chance: float) -> float:
    return round(math.log(chance) / STEP) * STEP


def save(model: Spelling, path: Path) -> None:
    """Write ``path``: digests in order, and how many sixteenths below zero each number is."""
    arrays: dict[str, np.ndarray[Any, Any]] = {"unseen": _stored([model.unseen])}
    for name, numbers in (("grams", model.grams), ("backoff", model.backoff)):
        keys = sorted(numbers)
        arrays[f"{name}_keys"] = np.array(keys, np.uint32)
        arrays[name] = _stored([numbers[key] for key in keys])
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # numpy's stub wants bool here


def load(path: Path = PATH) -> Spelling:
    """Read what ``save`` wrote; raises ``ModelMissing``."""
    if not path.exists():
        raise ModelMissing("spelling", str(path))
    with np.load(path, allow_pickle=False) as stored:

        def numbers(name: str) -> dict[int, float]:
            keys = stored[f"{name}_keys"].tolist()
            return dict(zip(keys, (-STEP * stored[name]).tolist(), strict=True))

        unseen = float(-STEP * stored["unseen"][0])
        return Spelling(grams=numbers("grams"), backoff=numbers("backoff"), unseen=unseen)


@cache
def shipped() -> Spelling:
    """The model that comes with the appliance, loaded once per process."""
    return load()


def _stored(numbers: list[float]) -> np.ndarray[Any, Any]:
    return np.clip(np.round(np.array(numbers) / -STEP), 0, 255).astype(np.uint8)

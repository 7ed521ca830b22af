"""What every rival is fitted on: English texts drawn as the shipped tagger's are, for a fixed time.

The time is the processor's, of one thread; drawing and encoding of the texts count in it.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from appliance.evaluation import pii_labels
from appliance.learning.pii import scans, train
from appliance.learning.pii.texts import Tagged, epoch
from appliance.service.quality.pii_training import tagged

LANGUAGE = "en"
TEMPLATES = 1_750  # sentences from templates in a pass, as the shipped English network sees
Pieces = list[tuple[str, str | None]]


@dataclass(slots=True)
class Course:
    """The texts of ``manifest`` in passes without end, until ``seconds`` of processor are spent."""

    manifest: Path
    seconds: float
    began: float = field(default_factory=time.process_time)
    passes: int = 0

    @property
    def spent(self) -> float:
        """The share of the time that is spent."""
        return (time.process_time() - self.began) / self.seconds

    def rate(self, highest: float) -> float:
        """The step's size: falls to nothing along a cosine, as the shipped tagger's."""
        return highest * 0.5 * (1 + math.cos(math.pi * min(1.0, self.spent)))

    def __iter__(self) -> Iterator[list[Tagged]]:
        """A pass at a time: labelled texts, the same with other values, templates; some as OCR
        returns them."""
        rng = random.Random(train.SEED)
        rows = pii_labels.rows(self.manifest)
        labelled = [tagged(row) for row in rows if row.language == LANGUAGE]
        while self.spent < 1:
            drawn = epoch(labelled, rng, TEMPLATES, {LANGUAGE: 1})
            texts = list(scans.some(drawn, rng, train.SCANNED))
            rng.shuffle(texts)
            yield texts
            self.passes += 1


def truth(text: Tagged, words: list[tuple[int, int]]) -> list[str | None]:
    """The group of each word, ``""`` for none, ``None`` where the labels leave it open; of spans in
    each other the shortest has the word."""
    groups: list[str | None] = [""] * len(words)
    for start, end, group in sorted(text.spans, key=lambda span: span[0] - span[1]):
        for at, (first, last) in enumerate(words):
            if first < end and start < last:
                groups[at] = group
    return groups

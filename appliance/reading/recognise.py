"""Recognition of single lines: PP-OCR's recogniser on crops, each as wide as its text.

RapidOCR pads every batch to the widest line in it, and to 320 pixels at least; most lines of a
receipt are shorter. One line at a time, as wide as it is, costs half as much on the CPU, where
batches gain nothing. A second look at doubtful lines (narrower, or with margins) helped the
lines of the training receipts and not the values of the others: there is none. Where the network
hesitates between characters, how text is spelt decides (``search``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from appliance.reading import networks, spelling
from appliance.reading.search import Search

HEIGHT = 48  # pixels, of the network's input
STEP = 8  # pixels: the network's horizontal stride
NARROWEST, WIDEST = 2 * STEP, 3200
BLANK = 0  # connectionist temporal classification's "no character"
SURE = 0.95  # a line whose every step is at least so sure is read as it is
FIXED = 0.995  # a step at least so sure has no alternatives
POSSIBLE = 0.005  # the least chance of an alternative
LEAST_MEAN = 0.5  # below it a line is no text (``ocr``) and spelling has nothing to hold on to

Array = np.ndarray[Any, Any]


class Recognised(NamedTuple):
    """A line's text and the mean probability of its characters."""

    text: str
    confidence: float


class Recogniser:
    """A CTC network (Graves et al. 2006) from crops of lines to text."""

    def __init__(self, path: Path, threads: int) -> None:
        self._path = path
        self._threads = threads

    def read(self, crops: Iterable[Array]) -> Iterator[Recognised]:
        """The text of each crop (BGR, height x width x 3), in the same order."""
        name = self._session.get_inputs()[0].name
        for crop in crops:
            (scores,) = self._session.run(None, {name: network_input(crop)})
            yield self.decode(scores[0])

    def decode(self, scores: Array) -> Recognised:
        """The text of a line from its chances (steps x characters)."""
        read = self._best_path(scores)
        chances = scores.max(axis=1)
        if read.confidence < LEAST_MEAN or chances.min() >= SURE:
            return read
        steps = [self._step(step, chance) for step, chance in zip(scores, chances, strict=True)]
        return read._replace(text=self._search.read(steps, read.text))

    def _step(self, scores: Array, largest: float) -> list[tuple[str, float]]:
        """The characters that one step may stand for, and their chances."""
        least = largest if largest >= FIXED else min(POSSIBLE, largest)
        return [(self._characters[i], float(scores[i])) for i in np.flatnonzero(scores >= least)]

    def _best_path(self, scores: Array) -> Recognised:
        """The likeliest character of each step (steps x characters), repeats and blanks merged."""
        steps = scores.argmax(axis=1)
        kept = steps != BLANK
        kept[1:] &= steps[1:] != steps[:-1]
        if not kept.any():
            return Recognised("", 0.0)
        chances = scores[np.arange(len(steps)), steps][kept]
        return Recognised("".join(self._characters[i] for i in steps[kept]), float(chances.mean()))

    @cached_property
    def _characters(self) -> list[str]:
        """The alphabet that the network's file carries: blank, characters, space."""
        stored = self._session.get_modelmeta().custom_metadata_map["character"]
        return ["", *stored.splitlines(), " "]

    @cached_property
    def _search(self) -> Search:
        return Search(spelling.load())

    @cached_property
    def _session(self) -> Any:
        return networks.session(self._path, self._threads)


def network_input(crop: Array) -> Array:
    """A crop at the network's height, padded to a multiple of ``STEP``: (1, 3, height, width)."""
    import cv2

    height, width = crop.shape[:2]
    wanted = min(WIDEST, max(NARROWEST, math.ceil(HEIGHT * width / height)))
    pixels = cv2.resize(crop, (wanted, HEIGHT)).astype(np.float32).transpose(2, 0, 1)
    padded = np.zeros((1, 3, HEIGHT, -(-wanted // STEP) * STEP), np.float32)
    padded[0, :, :, :wanted] = pixels / 127.5 - 1.0
    return padded

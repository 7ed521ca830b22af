"""Recognition of single lines: PP-OCR's recogniser on crops, each as wide as its text.

RapidOCR pads every batch to the widest line in it, and to 320 pixels at least; most lines of a
receipt are shorter. One line at a time, as wide as it is, costs half as much on the CPU, where
batches gain nothing. Only the alphabet that a page needs is weighed (``alphabet``). Where the
network hesitates between characters, how text is spelt decides (``search``). A second look at
doubtful lines (narrower, with margins) and the likeliest text of all looks mended 7 of 594 lines
of the training receipts and broke 4, and knew no better where it was wrong: there is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from appliance.reading.ocr import certainty, networks, onnxfile, spelling
from appliance.reading.ocr.alignment import BLANK
from appliance.reading.ocr.alphabet import Alphabet, Head
from appliance.reading.ocr.search import Search

HEIGHT = 48  # pixels, of the network's input
STEP = 8  # pixels: the network's horizontal stride
NARROWEST, WIDEST = 2 * STEP, 3200
SURE = 0.95  # a line whose every step is at least so sure is read as it is
FIXED = 0.995  # a step at least so sure has no alternatives
POSSIBLE = 0.005  # the least chance of an alternative
LEAST_MEAN = 0.5  # below it a line is no text (``ocr``) and spelling has nothing to hold on to

FEATURES = "p2o.pd_op.transpose.8.0"  # of each step, before the classification
WEIGHTS, BIAS = "linear_8.w_0", "linear_8.b_0"  # of the classification

Array = np.ndarray[Any, Any]


class Recognised(NamedTuple):
    """A line's text, the mean chance of its characters, and for each word that it is right."""

    text: str
    confidence: float
    words: tuple[float, ...] = ()


class BestPath(NamedTuple):
    """A text, the mean chance of its characters' first steps, and each one's best."""

    text: str
    mean: float
    chances: Array


class Recogniser:
    """A CTC network (Graves et al. 2006) from crops of lines to text."""

    def __init__(self, path: Path, threads: int) -> None:
        self._path = path
        self._threads = threads

    def read(self, crops: Iterable[Array]) -> Iterator[Recognised]:
        """The text of each crop of a page (BGR, height x width x 3), in the same order."""
        lines, characters = self._alphabet.read(self._lines(crops))
        for chances in lines:
            yield self.decode(chances, characters)

    def decode(self, chances: Array, characters: Sequence[str]) -> Recognised:
        """The text of a line from its chances (steps x characters)."""
        path = best_path(chances, characters)
        text, sure = path.text, path.chances
        if path.mean >= LEAST_MEAN and chances.max(axis=1).min() < SURE:
            text = self._search.read(_steps(chances, characters), path.text)
            if text != path.text:
                sure = certainty.of_text(text, chances, characters)
        return Recognised(text, path.mean, certainty.words(text, sure))

    def _lines(self, crops: Iterable[Array]) -> list[Array]:
        """The features of each line. Threads take lines, not parts of a line: its layers are so
        small that threads would wait for each other most of the time."""
        if self._threads == 1:
            return [self._features(crop) for crop in crops]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._features, crops))

    def _features(self, crop: Array) -> Array:
        """What the network makes of each step of a line (steps x features)."""
        (features,) = self._session.run(None, {self._input: network_input(crop)})
        line: Array = features[0]
        return line

    @cached_property
    def _alphabet(self) -> Alphabet:
        """The characters that the network's file carries: blank, characters, space."""
        stored = self._session.get_modelmeta().custom_metadata_map["character"]
        weights, bias = onnxfile.constants(self._path.read_bytes(), WEIGHTS, BIAS)
        characters = ["", *stored.splitlines(), " "]
        return Alphabet(Head(weights=weights, bias=bias, characters=characters))

    @cached_property
    def _search(self) -> Search:
        return Search(spelling.shipped())

    @cached_property
    def _session(self) -> Any:
        """The network without its classification, which ``alphabet`` does."""
        return networks.session(onnxfile.until(self._path.read_bytes(), FEATURES), 1)

    @cached_property
    def _input(self) -> str:
        return str(self._session.get_inputs()[0].name)


def best_path(chances: Array, characters: Sequence[str]) -> BestPath:
    """The likeliest character of each step (steps x characters), repeats and blanks merged."""
    steps = chances.argmax(axis=1)
    starts = np.flatnonzero(np.r_[True, steps[1:] != steps[:-1]])
    kept = steps[starts] != BLANK
    if not kept.any():
        return BestPath("", 0.0, np.zeros(0))
    sure = chances[np.arange(len(steps)), steps]
    best = np.maximum.reduceat(sure, starts)[kept]
    text = "".join(characters[int(i)] for i in steps[starts][kept])
    return BestPath(text, float(sure[starts][kept].mean()), best)


def _steps(chances: Array, characters: Sequence[str]) -> Iterator[list[tuple[str, float]]]:
    """The characters that each step may stand for, and their chances."""
    for step in chances:
        largest = float(step.max())
        least = largest if largest >= FIXED else min(POSSIBLE, largest)
        yield [(characters[int(i)], float(step[i])) for i in np.flatnonzero(step >= least)]


def network_input(crop: Array) -> Array:
    """A crop at the network's height, padded to a multiple of ``STEP``: (1, 3, height, width)."""
    import cv2

    height, width = crop.shape[:2]
    wanted = min(WIDEST, max(NARROWEST, math.ceil(HEIGHT * width / height)))
    pixels = cv2.resize(crop, (wanted, HEIGHT)).astype(np.float32).transpose(2, 0, 1)
    padded = np.zeros((1, 3, HEIGHT, -(-wanted // STEP) * STEP), np.float32)
    padded[0, :, :, :wanted] = pixels / 127.5 - 1.0
    return padded

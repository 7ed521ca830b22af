"""The structure of a table in a picture: SLANet (Li et al. 2022, arXiv 2210.05391) as ONNX.

It writes a table as HTML without text, tag by tag, and a box for each cell. Input: RGB scaled to
``SIDE`` pixels at the longer side, normalised, padded at the right and below. Outputs: for each
step the box of a cell (left, top, right, bottom as shares of the picture) and a probability for
each tag; the tags stand in the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image

from appliance.reading.ocr import networks
from appliance.reading.page.layout import DEVIATION, MEAN
from appliance.reading.page.structure import Cell
from appliance.types import Box

SIDE = 488
SURE = 0.9  # mean probability of the tags
END, CELL = "eos", "<td></td>"
_SPAN = re.compile(r"(row|col)span=\"(\d+)\"")

Array = np.ndarray[Any, Any]
Tag = tuple[str, Array]


class Slanet(networks.Network):
    """The network."""

    @cached_property
    def _tags(self) -> list[str]:
        """What the network's classes mean; it was trained with a cell's two tags as one."""
        told = self.session.get_modelmeta().custom_metadata_map["character"].splitlines()
        return ["sos", *(tag for tag in told if tag != "<td>"), CELL, END]

    def cells(self, image: Image.Image) -> list[Cell]:
        """The cells of the one table that a picture shows, in its pixels; none where unsure."""
        scale = SIDE / max(image.size)
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        small = image.convert("RGB").resize(size, Image.Resampling.BILINEAR)
        pixels = np.zeros((SIDE, SIDE, 3), dtype=np.float32)
        shown = np.asarray(small, dtype=np.float32) / 255.0
        pixels[: size[1], : size[0]] = (shown - MEAN) / DEVIATION
        name = self.session.get_inputs()[0].name
        boxes, steps = self.session.run(None, {name: pixels.transpose(2, 0, 1)[None]})
        tags = [self._tags[number] for number in steps[0].argmax(axis=1)]
        if END not in tags:
            return []
        end = tags.index(END)
        if not end or steps[0][:end].max(axis=1).mean() < SURE:
            return []
        return list(placed(list(zip(tags[:end], boxes[0], strict=False)), image.size))


def placed(tags: Sequence[Tag], size: tuple[int, int]) -> Iterator[Cell]:
    """The cells with their rows and columns, as HTML lays them out: each takes the next place that
    no cell above reaches into (HTML, 4.9.12.1)."""
    row, taken = -1, set[tuple[int, int]]()
    for number, (tag, box) in enumerate(tags):
        row += tag == "<tr>"
        if tag not in ("<td", CELL):
            continue
        rows, columns = _spans([name for name, _ in tags[number + 1 : number + 3]], tag)
        column = next(place for place in range(len(tags)) if (row, place) not in taken)
        taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}
        left, top, right, bottom = (float(edge) for edge in box)
        across, down = size
        place = Box(left * across, top * down, right * across, bottom * down)
        yield Cell(max(row, 0), column, rows, columns, place)


def _spans(following: Sequence[str], tag: str) -> tuple[int, int]:
    """How many rows and columns a cell takes: what stands behind its open tag."""
    told = {"row": 1, "col": 1}
    for text in following if tag == "<td" else ():
        match = _SPAN.search(text)
        if match is None:
            break
        told[match[1]] = int(match[2])
    return told["row"], told["col"]

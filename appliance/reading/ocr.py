"""Text recognition: RapidOCR with the networks of its own wheel, as a port and for docling.

Measured: the upside-down classifier costs time and gains nothing on upright pages; a larger
picture for the detection gains nothing either.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.errors import ModelMissing
from appliance.ports import Line
from appliance.reading import networks
from appliance.types import Box

if TYPE_CHECKING:
    import numpy as np

DETECTION = "PP-OCRv6_det_small.onnx"
RECOGNITION = "PP-OCRv6_rec_small.onnx"
DETECTION_PIXELS = 1_250_000
DIRECTION = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"


class RapidOcr:
    """``ports.Ocr`` on the CPU. The networks are loaded when first needed."""

    def __init__(self, threads: int) -> None:
        self._threads = threads

    def lines(self, image: bytes) -> tuple[Line, ...]:
        """The lines of an encoded image."""
        import numpy
        from PIL import Image

        with Image.open(io.BytesIO(image)) as opened:
            return tuple(self.recognise(numpy.asarray(opened.convert("RGB"))))

    def recognise(self, pixels: np.ndarray[Any, Any]) -> Iterator[Line]:
        """The lines of an RGB array of shape (height, width, 3)."""
        import numpy

        engine = self._engine
        engine.text_det.get_preprocess = lambda _: _detection_size(engine.text_det, pixels.shape)
        result = engine(numpy.ascontiguousarray(pixels[:, :, ::-1]), use_cls=False)
        if result is None or getattr(result, "boxes", None) is None or result.txts is None:
            return
        for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            left, top = corners.min(axis=0)
            right, bottom = corners.max(axis=0)
            if text.strip():
                box = Box(float(left), float(top), float(right), float(bottom))
                yield Line(text=text.strip(), box=box, confidence=float(score))

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
        engine.text_rec.session.session = networks.session(folder / RECOGNITION, self._threads)
        return engine


def _detection_size(detector: Any, shape: tuple[int, ...]) -> Any:
    """Detection sees at most ``DETECTION_PIXELS``: a long receipt keeps its width, a page of a
    scan shrinks. Larger is slower, and worse at large print."""
    from rapidocr.ch_ppocr_det.utils import DetPreProcess

    height, width = shape[:2]
    scale = min(1.0, (DETECTION_PIXELS / (height * width)) ** 0.5)
    return DetPreProcess(int(max(height, width) * scale), "max", detector.mean, detector.std)


def _model_folder() -> Path:
    """The folder of the networks inside the installed wheel: nothing is ever downloaded."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path("models")
    for name in (DETECTION, RECOGNITION, DIRECTION):
        if not (folder / name).is_file():
            raise ModelMissing(name, str(folder))
    return folder

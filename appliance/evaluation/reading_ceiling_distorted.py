"""What is still read of documents that lie on their side, are skewed, photographed or faint.

The pictures of a manifest are distorted as scanners, telephones and fax machines do, and the share
of true values that stand in the text is printed for each distortion (``reading_ceiling``).
``python -m appliance.evaluation.reading_ceiling_distorted MANIFEST [COUNT]``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageFilter, ImageOps

from appliance.evaluation import manifest
from appliance.evaluation.reading_ceiling import Ceiling, Change, ceiling, from_readers
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import load

TABLE = (96, 84, 76)  # the colour of what a paper lies on
EDGE = 0.08  # of a side: how much of the table is in the picture
ORIENTATION = 0x0112  # EXIF tag

Distort = Callable[[Image.Image], Image.Image]


def turned(degrees: float) -> Distort:
    """Turned clockwise."""

    def distort(image: Image.Image) -> Image.Image:
        return image.rotate(
            -degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255)
        )

    return distort


def photographed(lean: float) -> Distort:
    """On a table, the upper edge farther away: each upper corner moves in by ``lean`` of the width,
    and the paper leans a little to one side.
    """

    def distort(image: Image.Image) -> Image.Image:
        import cv2
        import numpy as np

        border = int(EDGE * min(image.size))
        on_table = ImageOps.expand(image, border, TABLE)
        width, height = on_table.size
        seen = np.array(
            [[lean, lean / 2], [1 - lean, 0.0], [1.0, 1.0], [lean / 3, 1 - lean / 2]], np.float32
        )
        whole = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
        size = np.array([width, height], np.float32)
        moved = cv2.getPerspectiveTransform(whole * size, seen * size)
        pixels: Any = cv2.warpPerspective(
            np.asarray(on_table), moved, (width, height), borderValue=TABLE
        )
        return Image.fromarray(pixels)

    return distort


def shrunk(share: float) -> Distort:
    """Fewer pixels: a coarse scan."""
    return lambda image: image.resize((int(image.width * share), int(image.height * share)))


def blurred(image: Image.Image) -> Image.Image:
    """Out of focus by a pixel."""
    return image.filter(ImageFilter.GaussianBlur(1.0))


def faint(image: Image.Image) -> Image.Image:
    """Ink at a third of its strength, as thermal paper fades."""
    return image.point(lambda grey: 255 - (255 - grey) // 3)


DISTORTIONS: Mapping[str, Distort] = {
    "as it is": lambda image: image,
    **{f"turned by {degrees}": turned(degrees) for degrees in (90, 180, 270)},
    **{f"skewed by {degrees}": turned(degrees) for degrees in (-8, 3, 8)},
    **{f"photographed, {lean:.0%}": photographed(lean) for lean in (0.05, 0.12)},
    "half the pixels": shrunk(0.5),
    "out of focus": blurred,
    "faint": faint,
}


def changed(distort: Distort, quality: int = 85) -> Change:
    """A file of the distorted picture."""

    def change(content: bytes) -> bytes:
        with Image.open(io.BytesIO(content)) as opened:
            image = distort(ImageOps.exif_transpose(opened).convert("RGB"))
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        return buffer.getvalue()

    return change


def camera_turned(content: bytes) -> bytes:
    """Stored on its side, with the camera's word (EXIF) how to turn it."""
    with Image.open(io.BytesIO(content)) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB").rotate(90, expand=True)
    said = Image.Exif()
    said[ORIENTATION] = 6
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85, exif=said)
    return buffer.getvalue()


def fax(content: bytes) -> bytes:
    """The second page of a black and white TIFF, behind a cover sheet."""
    with Image.open(io.BytesIO(content)) as opened:
        page = ImageOps.exif_transpose(opened).convert("1", dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    cover = Image.new("1", page.size, 1)
    cover.save(buffer, "TIFF", save_all=True, append_images=[page], compression="group4")
    return buffer.getvalue()


CHANGES: Mapping[str, Change] = {
    **{name: changed(distort) for name, distort in DISTORTIONS.items()},
    "turned by camera": camera_turned,
    "fax, second page": fax,
}


def measure(path: Path, limit: int | None = None) -> Iterator[tuple[str, Ceiling]]:
    """The ceiling under each distortion, of the first ``limit`` receipts of a manifest."""
    rows = [row for row in manifest.rows(path, "receipts", limit) if row.file]
    reader = SandboxedReader(load())
    try:
        for name, change in CHANGES.items():
            yield name, ceiling(rows, from_readers([reader], change))
    finally:
        reader.close()


def main() -> None:
    """Measure the pictures of a manifest under each distortion."""
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else None
    for name, found in measure(Path(sys.argv[1]), limit):
        low, high = found.interval.low, found.interval.high
        print(f"{name:<20}{found.micro:.3f}  [{low:.3f}, {high:.3f}]  n={found.documents}")  # noqa: T201 - the command's answer


if __name__ == "__main__":
    main()

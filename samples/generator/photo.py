"""What happens between clean ink and the file: worn paper, a table, a hand with a telephone.

All noise is drawn from numpy's PCG64 with the caller's seed; images are 8-bit, colour as RGB.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from samples.generator import fonts

Pixels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """How badly a picture was taken; every strength is 0 for "not at all"."""

    skew: float  # degrees
    perspective: float  # how far corners move, as a share of the side
    shadow: float  # darkest shadow as a share of the light
    blur: float  # radius in pixels
    noise: float  # standard deviation in grey levels
    quality: int  # JPEG
    fade: float  # how pale thermal print has become
    crease: int  # folds across the paper
    curl: float = 0.0  # pixels that the paper's rows are bent by


def camera(chance: Random, kind: str) -> Camera:
    """A flatbed ``scan``, or a ``photo`` by hand."""
    if kind == "scan":
        return Camera(
            skew=chance.uniform(-0.8, 0.8),
            perspective=0.0,
            shadow=0.03,
            blur=chance.uniform(0.2, 0.6),
            noise=chance.uniform(1, 4),
            quality=chance.choice((60, 75, 85)),
            fade=chance.uniform(0, 0.3),
            crease=0,
        )
    return Camera(
        skew=chance.uniform(-4, 4),
        perspective=chance.uniform(0.005, 0.03),
        shadow=chance.uniform(0.15, 0.45),
        blur=chance.uniform(0.3, 0.9),
        noise=chance.uniform(3, 8),
        quality=chance.choice((55, 65, 75)),
        fade=chance.uniform(0, 0.45),
        crease=chance.choice((0, 1, 1, 2, 3)),
        curl=chance.uniform(0, 3.5),
    )


def worn(image: Image.Image, how: Camera, rng: np.random.Generator) -> Image.Image:
    """The print as an old thermal slip: pale bands, missing dots, a warm tint, folds."""
    ink = 255 - np.asarray(image, np.float32)
    height, width = ink.shape
    rows = _smooth(rng, height, 40)[:, None]
    patches = np.asarray(_clouds(rng, width, height, 60), np.float32) / 255
    strength = 1 - how.fade * (0.35 + 0.5 * rows + 0.5 * patches)
    dots = np.where(rng.random(ink.shape) < how.fade * 0.12, 0.55, 1.0)
    grey = 250 - ink * np.clip(strength * dots, 0.25, 1) * 0.88
    grey += _clouds(rng, width, height, 8) / 255 * 5 - 2.5
    for _ in range(how.crease):
        grey *= _crease(rng, width, height)
    tint = np.array([1.0, 0.99, 0.955 + 0.03 * rng.random()], np.float32)
    return _image(grey[:, :, None] * tint)


def on_table(paper: Image.Image, how: Camera, rng: np.random.Generator) -> Image.Image:
    """The slip on a surface, seen by a hand-held camera."""
    width, height = paper.size
    border = (round(width * rng.uniform(0.04, 0.16)), round(height * rng.uniform(0.02, 0.06)))
    size = (width + 2 * border[0], height + 2 * border[1])
    sheet = paper.convert("RGBA")
    if how.curl:
        sheet = _curled(sheet, how.curl, rng)
    spread = Image.new("RGBA", size, (0, 0, 0, 0))
    spread.paste(sheet, border)
    spread = _warped(spread, how, rng)
    table = _surface(rng, size)
    cast = spread.getchannel("A").filter(ImageFilter.GaussianBlur(7)).point(lambda a: a * 0.45)
    offset = Image.new("L", size, 0)
    offset.paste(cast, (5, 7))
    table.paste((20, 18, 16), (0, 0), offset)
    table.paste(spread.convert("RGB"), (0, 0), spread.getchannel("A"))
    return table


def taken(scene: Image.Image, how: Camera, rng: np.random.Generator) -> bytes:
    """Light, shadow, lens and sensor; a JPEG file."""
    width, height = scene.size
    light = _light(rng, width, height, how.shadow)
    pixels = np.asarray(scene.filter(ImageFilter.GaussianBlur(how.blur)), np.float32)
    pixels = pixels * light[:, :, None]
    grain = rng.standard_normal((height, width, 1), np.float32) * how.noise
    colour = rng.standard_normal((height, width, 3), np.float32) * how.noise * 0.4
    return jpeg(_image(pixels + grain + colour), how.quality)


def scanned(page: Image.Image, how: Camera, rng: np.random.Generator) -> Image.Image:
    """A sheet from a flatbed or a document feeder: slightly turned, specks, a grey edge."""
    turned = page.convert("L").rotate(
        how.skew, Image.Resampling.BICUBIC, fillcolor=250, expand=False
    )
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(how.blur)), np.float32)
    height, width = pixels.shape
    pixels = 252 - (255 - pixels) * (1 - how.fade * 0.6)
    pixels = pixels * _light(rng, width, height, how.shadow)
    pixels += rng.standard_normal(pixels.shape, np.float32) * how.noise
    specks = rng.random(pixels.shape) < 0.00004
    pixels[specks] = 60
    return _image(pixels)


def pen(image: Image.Image, box: tuple[float, ...], note: str, chance: Random) -> Image.Image:
    """Somebody circled ``box`` in blue and wrote ``note`` beside it."""
    drawn = image.convert("RGB")
    draw = ImageDraw.Draw(drawn)
    left, top, right, bottom = box
    middle, half = ((left + right) / 2, (top + bottom) / 2), (right - left) * 0.62 + 14
    tall = (bottom - top) * 0.9 + 12
    ring = [
        (
            middle[0] + half * math.cos(step / 9) * (1 + 0.02 * math.sin(step)),
            middle[1] + tall * math.sin(step / 9) + step * 0.12,
        )
        for step in range(-4, 58)
    ]
    draw.line(ring, fill=(38, 52, 150), width=3, joint="curve")
    font = fonts.script(chance.randrange(34, 46))
    draw.text((30, min(bottom + 30, image.height - 60)), note, font=font, fill=(38, 52, 150))
    return drawn


def jpeg(image: Image.Image, quality: int) -> bytes:
    """JPEG bytes without metadata."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, subsampling=2)
    return out.getvalue()


def _image(pixels: Pixels) -> Image.Image:
    return Image.fromarray(np.clip(np.rint(pixels), 0, 255).astype(np.uint8))


def _smooth(rng: np.random.Generator, length: int, step: int) -> Pixels:
    """Slow random numbers in [0, 1] along a line."""
    knots = rng.random(length // step + 3)
    return np.interp(np.arange(length) / step, np.arange(len(knots)), knots).astype(np.float32)


def _clouds(rng: np.random.Generator, width: int, height: int, grain: int) -> Pixels:
    """Soft patches in [0, 255]; ``grain`` is their size in pixels."""
    small = rng.integers(0, 256, (height // grain + 2, width // grain + 2), np.uint8)
    cloud = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(cloud, np.float32)


def _crease(rng: np.random.Generator, width: int, height: int) -> Pixels:
    """A fold: light on one side of a nearly level line, shade on the other."""
    at = rng.uniform(0.12, 0.88) * height
    slope = rng.uniform(-0.05, 0.05)
    distance = np.arange(height)[:, None] - at - slope * np.arange(width)[None, :]
    shade = np.exp(-np.abs(distance) / 18) * np.sign(distance) * 0.05
    line = np.exp(-np.abs(distance) / 1.2) * rng.uniform(0.03, 0.1)
    return (1 + shade - line).astype(np.float32)


def _light(rng: np.random.Generator, width: int, height: int, shadow: float) -> Pixels:
    """A lamp's gradient and, for strong shadows, the edge of a hand or a telephone."""
    angle = rng.uniform(0, 2 * math.pi)
    across = np.arange(width)[None, :] / width - 0.5
    down = np.arange(height)[:, None] / height - 0.5
    ramp = across * math.cos(angle) + down * math.sin(angle)
    light: npt.NDArray[np.float64] = 1 - shadow * (0.35 + 0.5 * ramp)
    if shadow > 0.12:
        edge = ramp * 1.0 + 0.15 * across * down - rng.uniform(-0.1, 0.45)
        light *= 1 - shadow * 0.7 / (1 + np.exp(-edge * rng.uniform(14, 40)))
    return light.astype(np.float32)


def _surface(rng: np.random.Generator, size: tuple[int, int]) -> Image.Image:
    """A table top: wood grain, stone or plain laminate."""
    width, height = size
    base = np.array(_TABLES[rng.integers(len(_TABLES))], np.float32)
    kind = rng.integers(3)
    fine: Pixels = rng.standard_normal((height, width), np.float32) * 3
    if kind == 0:
        streaks = _smooth(rng, width, 6)[None, :] * 40 + _smooth(rng, width, 60)[None, :] * 40
        wave = _clouds(rng, width, height, 120) / 255 * 24
        fine += streaks - 40 + wave - 12
    elif kind == 1:
        fine += _clouds(rng, width, height, 14) / 9 + _clouds(rng, width, height, 90) / 9 - 28
    return _image(base[None, None, :] + fine[:, :, None])


_TABLES = ((148, 112, 78), (104, 76, 54), (186, 180, 172), (72, 74, 80), (206, 196, 180))


def _curled(sheet: Image.Image, bend: float, rng: np.random.Generator) -> Image.Image:
    """Rows bent by a few pixels: paper that does not lie flat."""
    width, height = sheet.size
    phase, waves = rng.uniform(0, 6.28), rng.uniform(0.6, 1.4)
    mesh = []
    step = width // 16
    for left in range(0, width, step):
        right = min(left + step, width)
        shift = [bend * math.sin(phase + waves * 3.14 * at / width) for at in (left, right)]
        corners = (
            left,
            shift[0],
            left,
            height + shift[0],
            right,
            height + shift[1],
            right,
            shift[1],
        )
        mesh.append(((left, 0, right, height), corners))
    return sheet.transform(sheet.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC)


def _warped(image: Image.Image, how: Camera, rng: np.random.Generator) -> Image.Image:
    """Turned by ``skew`` and seen at an angle."""
    turned = image.rotate(how.skew, Image.Resampling.BICUBIC)
    width, height = image.size
    reach = how.perspective
    moved = [
        (
            x * width + rng.uniform(-1, 1) * reach * width,
            y * height + rng.uniform(-1, 1) * reach * height / 4,
        )
        for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))
    ]
    flat = [(0, 0), (width, 0), (width, height), (0, height)]
    data = _homography(flat, moved)
    return turned.transform(image.size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC)


def _homography(
    target: list[tuple[int, int]], source: list[tuple[float, float]]
) -> tuple[float, ...]:
    """The eight coefficients that map ``target`` corners onto ``source`` corners."""
    rows, right = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return tuple(float(value) for value in np.linalg.solve(np.array(rows), np.array(right)))

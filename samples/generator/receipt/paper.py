"""Rows become ink on paper: an image, and where every word stands."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFont

from samples.generator import fonts
from samples.generator.receipt.slip import Row, Slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text with its place in pixels of the flat paper (left, top, right, bottom)."""

    text: str
    row: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A flat, clean print: grey image (0 ink, 255 paper) and its pieces."""

    image: Image.Image
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A print head: font, size, how narrow it prints (1 = as designed), spacing, margins."""

    family: str
    size: int
    narrow: float
    leading: float
    margin: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A row with its number, its top edge and the width of the paper in pixels."""

    row: Row
    number: int
    top: int
    wide: int


def head(chance: Random) -> Head:
    """One of the ways tills print."""
    family = chance.choice(("courier", "courier-bold", "courier-bold", "sans", "vera", "sans"))
    mono = family.startswith("courier")
    return Head(
        family=family,
        size=chance.choice((24, 26, 28)) if mono else chance.choice((23, 25, 27)),
        narrow=chance.uniform(0.66, 0.85) if mono else chance.uniform(0.72, 0.95),
        leading=chance.uniform(1.12, 1.4),
        margin=chance.choice((18, 26, 40)),
        width=chance.choice((520, 560, 600)),
    )


def ink(chance: Random, slip: Slip, how: Head) -> Print:
    """Print the rows. The text is drawn wide and squeezed, as narrow till fonts look."""
    wide = round(how.width / how.narrow)
    height = how.margin * 2 + sum(_height(row, how) for row in slip.rows)
    image = Image.new("L", (wide, height), 255)
    draw = ImageDraw.Draw(image)
    pieces: list[Piece] = []
    top = how.margin
    for number, row in enumerate(slip.rows):
        if row.rule:
            _rule(draw, row.rule, top, wide, how)
        if row.barcode:
            _bars(chance, draw, top, wide)
        placed = Placed(row=row, number=number, top=top, wide=wide)
        pieces += _row(draw, placed, how)
        top += _height(row, how)
    image = image.resize((how.width, height), Image.Resampling.LANCZOS)
    return Print(image=image, pieces=tuple(_squeezed(piece, how.narrow) for piece in pieces))


def _height(row: Row, how: Head) -> int:
    if row.gap:
        return round(row.gap * how.size)
    if row.barcode:
        return 90
    return round(how.size * row.size * how.leading)


def _row(draw: ImageDraw.ImageDraw, placed: Placed, how: Head) -> list[Piece]:
    """Draw one row; text that would run into its neighbour is drawn smaller."""
    row, wide = placed.row, placed.wide
    edge = round(how.margin / how.narrow)
    room = wide - 2 * edge
    size = round(how.size * row.size)
    while size > 12 and _length(row, how, size) > room:
        size -= 1
    font = fonts.font(how.family, size, row.bold)
    pieces = []
    for place, text in row.pieces:
        length = font.getlength(text)
        start = {0.0: 0.0, 1.0: room - length, 0.5: (room - length) / 2}.get(place)
        at = edge + (start if start is not None else -place * room - length)
        draw.text((at, placed.top), text, font=font, fill=0)
        pieces += _words(font, text, at, placed)
    return pieces


def _length(row: Row, how: Head, size: int) -> float:
    font = fonts.font(how.family, size, row.bold)
    gap = font.getlength("  ") * (len(row.pieces) - 1)
    return sum(font.getlength(text) for _, text in row.pieces) + gap


def _words(font: ImageFont.FreeTypeFont, text: str, at: float, placed: Placed) -> list[Piece]:
    """The words of a run with the boxes of their ink."""
    words, offset = [], 0
    for word in text.split():
        begin = text.index(word, offset)
        offset = begin + len(word)
        box = font.getbbox(word)
        start = at + font.getlength(text[:begin])
        top = placed.top
        place = (start + box[0], top + box[1], start + box[2], top + box[3])
        words.append(Piece(text=word, row=placed.number, box=place))
    return words


def _rule(draw: ImageDraw.ImageDraw, sign: str, top: int, wide: int, how: Head) -> None:
    font = fonts.font(how.family, how.size)
    edge = round(how.margin / how.narrow)
    count = int((wide - 2 * edge) / font.getlength(sign))
    draw.text((edge, top), sign * count, font=font, fill=0)


def _bars(chance: Random, draw: ImageDraw.ImageDraw, top: int, wide: int) -> None:
    at = wide * 0.25
    while at < wide * 0.75:
        bar, gap = chance.choice((2, 2, 4, 6)), chance.choice((2, 3, 5))
        draw.rectangle((at, top + 4, at + bar, top + 74), fill=0)
        at += bar + gap


def _squeezed(piece: Piece, narrow: float) -> Piece:
    left, top, right, bottom = piece.box
    return Piece(text=piece.text, row=piece.row, box=(left * narrow, top, right * narrow, bottom))

"""Where a page is to be burned, and what text stands there afterwards."""

from __future__ import annotations

import io
import math
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from appliance.ports import Line
from appliance.privacy.redacted import Redacted, Replacement
from appliance.types import Box, Document, Origin, Page, Picture, Span, Word

UNREAD = "PRINT_THAT_NO_OCR_READS"
MARGIN = 0.12  # of a word's height, added on all sides: boxes sit tight on the letters
FINE = 3.0  # points, around a box that holds all of a drawing, at most
QUALITY = 88
PALE = 224  # of 255: what is paler may hold print that no OCR sees, and becomes paper
INK = 128  # how dark a pixel of a letter is, of 255
GAP = 0.2  # of a word's height: the least blank between words; between 1 and 4 there is much, too
INSET = 0.1  # of a word's height, above and below: there its box reaches beyond its letters
RULED = 0.7  # of a row of pixels, inked: an underline, a frame
FARTHEST = 2.0  # of a word's height: how far off its box may be where OCR has placed it in a line
LEGIBLE = 0.75  # mean confidence of a line's signs: printed lines of receipts and scans have more
WIDEST = 1.6  # of a line's height, the space of a sign in it: a lone figure has 1.4, letters half
TALLEST = 36  # points: what is higher is no line of text, but one that runs aslant or upwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of the new document: a JPEG, its size in points, the words of the text layer."""

    width: float
    height: float
    picture: bytes
    pixels: tuple[int, int]
    words: tuple[Word, ...]


def sheet(
    page: Page,
    picture: Picture,
    redacted: Redacted,
    document: Document,
    more: Sequence[Box],
    *,
    whole: Sequence[Box] = (),
) -> Sheet:
    """The page with its redactions burned in; ``more`` are boxes that only the pixels showed, and
    ``whole`` such that hold all of what is drawn there.

    No word stands in the text layer that the picture shows black, but for pseudonyms.
    """
    shown, pseudonyms, boxes = [], [], list(more)
    seen_only = (*more, *whole)
    for word, pieces in _replaced(page, redacted, document):
        if not pieces:
            shown.append(word)
            continue
        boxes.append(word.box)
        # what stands around it in the word goes where the picture showed more
        covered = any(_over(word.box, box) for box in seen_only)
        text = "".join(piece.text for piece in pieces if piece.new or not covered)
        if any(piece.new and piece.text for piece in pieces):
            pseudonyms.append(replace(word, text=text))
    image, size, black = _burned(page, picture, boxes, whole)
    seen = [word for word in shown if not any(_over(word.box, box) for box in black)]
    kept = tuple(sorted((*seen, *pseudonyms), key=lambda word: word.span))
    return Sheet(width=page.width, height=page.height, picture=image, pixels=size, words=kept)


def gone(page: Page, redacted: Redacted, document: Document) -> list[Box]:
    """The boxes of the words that the findings in the text touch."""
    return [word.box for word, pieces in _replaced(page, redacted, document) if pieces]


class _Piece(NamedTuple):
    """A stretch of a word: ``new`` where it stands for a finding (empty but in its first word)."""

    text: str
    new: bool


def _replaced(
    page: Page, redacted: Redacted, document: Document
) -> Iterator[tuple[Word, list[_Piece]]]:
    """Each word with what becomes of it; nothing where no finding touches it."""
    places = deque(redacted.replacements)
    shown: set[int] = set()
    for word in sorted(page.words, key=lambda item: item.span.start):
        while places and places[0].span.end <= word.span.start:
            places.popleft()
        yield word, list(_pieces(word, places, shown, document.text))


def _pieces(
    word: Word, places: Iterable[Replacement], shown: set[int], text: str
) -> Iterator[_Piece]:
    """``Name:`` before, the pseudonym, ``)`` behind; a word may hold several findings, or none."""
    at = word.span.start
    touching = list(takewhile(partial(_begins_before, word.span.end), places))
    for one in touching:
        yield _Piece(text[at : max(at, one.span.start)], new=False)
        yield _Piece("" if one.span.start in shown else one.pseudonym, new=True)
        shown.add(one.span.start)
        at = min(one.span.end, word.span.end)
    if touching:
        yield _Piece(text[at : word.span.end], new=False)


def _begins_before(end: int, one: Replacement) -> bool:
    return one.span.start < end


def _burned(
    page: Page, picture: Picture, boxes: Sequence[Box], whole: Sequence[Box]
) -> tuple[bytes, tuple[int, int], list[Box]]:
    """The picture with black boxes, encoded anew: nothing of the old file is carried over; its
    size, and what is black, in points. The boxes of words go on to the next blank, ``whole`` ones
    do not."""
    with Image.open(io.BytesIO(picture.content)) as opened:
        image = opened.convert("RGB").point(lambda shade: 255 if shade >= PALE else shade)
    across, down = image.width / page.width, image.height / page.height
    dark = np.asarray(image.convert("L")) < INK
    pen = ImageDraw.Draw(image)
    black = []
    for box, exact in (*((box, False) for box in boxes), *((box, True) for box in whole)):
        margin = min(MARGIN * (box.bottom - box.top), FINE if exact else math.inf)
        left, right = (
            (box.left * across, box.right * across) if exact else _whole(dark, box, across, down)
        )
        top, bottom = (box.top - margin) * down, (box.bottom + margin) * down
        burned = Box(left - margin * across, top, right + margin * across, bottom)
        pen.rectangle(tuple(burned), fill=(0, 0, 0))
        black.append(at_points(burned, image.size, page))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue(), image.size, black


def _whole(dark: NDArray[np.bool_], box: Box, across: float, down: float) -> tuple[float, float]:
    """The left and right of a box in pixels, widened to the next blank between words: OCR tells
    where lines are, and a word's place in one is estimated, so that a box may cut its letters.

    Looked at is all the height but for rules: letters such as T, 1 and J reach their full width at
    one end only.
    """
    height = (box.bottom - box.top) * down
    top, bottom = box.top * down + INSET * height, box.bottom * down - INSET * height
    rows = dark[max(0, int(top)) : max(0, int(bottom) + 1)]
    gap = max(2, round(GAP * height))
    most = round(FARTHEST * height) if height <= TALLEST * down else 0
    first, last = max(0, int(box.left * across)), min(dark.shape[1], int(box.right * across) + 1)
    near = rows[:, max(0, first - most) : last + most]
    if near.sum() > near.size / 2:  # light print on a dark ground
        rows, near = ~rows, ~near
    inked: NDArray[np.bool_] = rows[near.sum(axis=1) <= RULED * near.shape[1]].any(axis=0)
    before, behind = inked[max(0, first - most) : first][::-1], inked[last : last + most]
    return first - _reach(before, gap), last + _reach(behind, gap)


def _reach(inked: NDArray[np.bool_], gap: int) -> int:
    """How far ink goes on without a blank of ``gap`` columns; as far as it was looked at else."""
    blank = 0
    for at, dark in enumerate(inked.tolist()):
        blank = 0 if dark else blank + 1
        if blank == gap:
            return at + 1 - gap
    return len(inked) - blank


def at_points(box: Box, pixels: tuple[int, int], page: Page) -> Box:
    """A box of a picture on its page."""
    across, down = page.width / pixels[0], page.height / pixels[1]
    return Box(box.left * across, box.top * down, box.right * across, box.bottom * down)


def printed(page: Page, pixels: tuple[int, int]) -> list[Box]:
    """The boxes, in pixels, of the words that are known of a page."""
    across, down = pixels[0] / page.width, pixels[1] / page.height
    return [
        Box(box.left * across, box.top * down, box.right * across, box.bottom * down)
        for box in (word.box for word in page.words)
    ]


def unread(lines: Sequence[Line], pixels: tuple[int, int], page: Page) -> list[Box]:
    """Where OCR sees print and cannot read it: handwriting, signatures, a bad scan. What the text
    layer says there is known."""
    boxes = [at_points(line.box, pixels, page) for line in lines if not legible(line)]
    known = page.words if page.origin is not Origin.OCR else ()
    return [box for box in boxes if not any(_over(word.box, box) for word in known)]


def legible(line: Line) -> bool:
    """Whether it was read surely, and whole: of a script that it does not know OCR gives the
    figures and points alone, each of them as sure as ever."""
    sides = line.box.right - line.box.left, line.box.bottom - line.box.top
    signs = sum(not sign.isspace() for sign in line.text)
    return line.confidence >= LEGIBLE and max(sides) <= WIDEST * signs * min(sides)


def seen(lines: Sequence[Line], pixels: tuple[int, int], page: Page) -> tuple[str, list[Word]]:
    """What OCR reads on a picture: the text of its lines, and their words at page points.

    A line has one box; its words lie in it in proportion to their letters. Of a line that runs
    upwards each word has the whole box.
    """
    across, down = page.width / pixels[0], page.height / pixels[1]
    text, words = "", []
    for line in sorted(lines, key=lambda item: (item.box.top, item.box.left)):
        width = (line.box.right - line.box.left) / max(1, len(line.text))
        at = 0
        tall = line.box.bottom - line.box.top > line.box.right - line.box.left
        for part in line.text.split():
            at = line.text.index(part, at)
            start = len(text) + at
            box = (
                at_points(line.box, pixels, page)
                if tall
                else Box(
                    (line.box.left + (at - 0.5) * width) * across,
                    line.box.top * down,
                    (line.box.left + (at + len(part) + 0.5) * width) * across,
                    line.box.bottom * down,
                )
            )
            words.append(Word(text=part, span=Span(start, start + len(part)), box=box))
            at += len(part)
        text += line.text + "\n"
    return text, words


def touching(words: Sequence[Word], start: int, end: int) -> list[Box]:
    """The boxes of the words that a stretch of their text touches."""
    return [word.box for word in words if start < word.span.end and word.span.start < end]


def any_over(boxes: Sequence[Box], others: Sequence[Box]) -> bool:
    """Whether the middle of any box lies in any of the others."""
    return any(_over(box, other) for box in boxes for other in others)


def _over(one: Box, other: Box) -> bool:
    """Whether the middle of the first lies in the second."""
    across, down = (one.left + one.right) / 2, (one.top + one.bottom) / 2
    return other.left <= across <= other.right and other.top <= down <= other.bottom

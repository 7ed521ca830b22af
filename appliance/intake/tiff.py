"""The pages of a TIFF or BigTIFF file, from its directories alone (TIFF 6.0, section 2)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from appliance.errors import Damaged
from appliance.intake.images import check_frames, check_size
from appliance.settings import Limits

_WIDTH, _HEIGHT, _STRIPS, _TILES = 256, 257, 273, 324
_SUBFILE = 254
_NUMBERS = {1: "B", 3: "H", 4: "I", 16: "Q"}  # BYTE, SHORT, LONG, LONG8
_MOST_TAGS = 1_000
_MOST_DIRECTORIES = 20_000


class _Form(NamedTuple):
    """Byte order and the widths that tell TIFF from BigTIFF."""

    order: str
    big: bool

    @property
    def counter(self) -> str:
        return self.order + ("Q" if self.big else "H")

    @property
    def offset(self) -> str:
        return self.order + ("Q" if self.big else "I")

    @property
    def entry(self) -> int:
        return 20 if self.big else 12


def tiff(content: bytes, limits: Limits) -> None:
    """Check every page's size; raises ``Damaged``, ``TooLarge`` or ``NoPages``."""
    try:
        _walk(content, limits)
    except struct.error:
        raise Damaged() from None


def _walk(content: bytes, limits: Limits) -> None:
    order = "<" if content[:2] == b"II" else ">"
    form = _Form(order, struct.unpack_from(order + "H", content, 2)[0] == 43)
    (position,) = struct.unpack_from(form.offset, content, 8 if form.big else 4)
    seen: set[int] = set()
    pages = 0
    while position and position not in seen and len(seen) < _MOST_DIRECTORIES:
        seen.add(position)
        tags, position = _directory(content, position, form)
        if tags.get(_SUBFILE, 0) & 1:  # a thumbnail
            continue
        check_size(tags.get(_WIDTH, 0), tags.get(_HEIGHT, 0), limits)
        start = tags.get(_STRIPS, tags.get(_TILES))
        if start is None or start >= len(content):
            raise Damaged()
        pages += 1
        check_frames(pages, limits)
    check_frames(pages, limits)


def _directory(content: bytes, position: int, form: _Form) -> tuple[dict[int, int], int]:
    """The first number of each tag, and the next directory's offset (0 at the end)."""
    (count,) = struct.unpack_from(form.counter, content, position)
    if count > _MOST_TAGS:
        raise Damaged()
    position += struct.calcsize(form.counter)
    tags = {}
    for index in range(count):
        at = position + index * form.entry
        tag, kind = struct.unpack_from(form.order + "HH", content, at)
        (values,) = struct.unpack_from(form.offset, content, at + 4)
        letter = _NUMBERS.get(kind)
        if letter is None or not values:
            continue
        width = struct.calcsize(letter)
        field = at + 4 + struct.calcsize(form.offset)
        room = struct.calcsize(form.offset)
        if width * values > room:  # stored elsewhere: the field is its offset
            (field,) = struct.unpack_from(form.offset, content, field)
        tags[tag] = struct.unpack_from(form.order + letter, content, field)[0]
    end = position + count * form.entry
    if end + struct.calcsize(form.offset) > len(content):
        return tags, 0
    return tags, struct.unpack_from(form.offset, content, end)[0]

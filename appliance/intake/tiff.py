"""The pages of a TIFF or BigTIFF file, from its directories alone (TIFF 6.0, section 2)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from operator import add
from typing import NamedTuple

from appliance.errors import Damaged
from appliance.intake.images import BREAKS_OFF, check_frames, check_size
from appliance.settings import Limits

_SUBFILE, _WIDTH, _HEIGHT = 254, 256, 257
_PARTS = ((273, 279), (324, 325))  # offsets and lengths of strips, of tiles
_NUMBERS = {1: "B", 3: "H", 4: "I", 16: "Q"}  # BYTE, SHORT, LONG, LONG8
_MOST_TAGS = 1_000
_MOST_PARTS = 10_000  # strips or tiles that are looked at
_WANTED = frozenset({_SUBFILE, _WIDTH, _HEIGHT, *_PARTS[0], *_PARTS[1]})


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
    while position and position not in seen and len(seen) < 2 * limits.pages:
        seen.add(position)
        tags, position = _directory(content, position, form)
        if _first(tags, _SUBFILE) & 1:  # a thumbnail
            continue
        check_size(_first(tags, _WIDTH), _first(tags, _HEIGHT), limits)
        _check_parts(tags, len(content))
        pages += 1
        check_frames(pages, limits)
    check_frames(pages, limits)


def _first(tags: Mapping[int, tuple[int, ...]], tag: int) -> int:
    return tags.get(tag, (0,))[0]


def _check_parts(tags: Mapping[int, tuple[int, ...]], size: int) -> None:
    """Raise unless the pixels, wherever they stand, lie within the file."""
    for offsets, lengths in _PARTS:
        starts = tags.get(offsets)
        if not starts:
            continue
        ends = map(add, starts, tags.get(lengths, (0,) * len(starts)))
        if max((*starts, *ends)) > size:
            raise Damaged(BREAKS_OFF)
        return
    raise Damaged()


def _directory(
    content: bytes, position: int, form: _Form
) -> tuple[dict[int, tuple[int, ...]], int]:
    """The numbers of the wanted tags, and the next directory's offset (0 at the end)."""
    (count,) = struct.unpack_from(form.counter, content, position)
    if count > _MOST_TAGS:
        raise Damaged()
    position += struct.calcsize(form.counter)
    tags: dict[int, tuple[int, ...]] = {}
    for index in range(count):
        at = position + index * form.entry
        tag, kind = struct.unpack_from(form.order + "HH", content, at)
        (values,) = struct.unpack_from(form.offset, content, at + 4)
        letter = _NUMBERS.get(kind)
        if tag not in _WANTED or tag in tags or letter is None or not values:
            continue
        width = struct.calcsize(letter)
        field = at + 4 + struct.calcsize(form.offset)
        room = struct.calcsize(form.offset)
        if width * values > room:  # stored elsewhere: the field is its offset
            (field,) = struct.unpack_from(form.offset, content, field)
        shown = min(values, _MOST_PARTS)
        tags[tag] = struct.unpack_from(f"{form.order}{shown}{letter}", content, field)
    end = position + count * form.entry
    if end + struct.calcsize(form.offset) > len(content):
        return tags, 0
    return tags, struct.unpack_from(form.offset, content, end)[0]

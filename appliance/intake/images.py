"""What a picture's header states: its size and whether the file is whole. Decodes no pixel.

Formats: JPEG (ITU T.81), PNG (RFC 2083), GIF89a, BMP, WebP (RFC 9649); TIFF in ``tiff.py``.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from appliance.errors import Damaged, NoPages, TooLarge
from appliance.settings import Limits

_MOST_BLOCKS = 200_000  # blocks, chunks or segments of one file; real files have thousands
_MOST_SUB_BLOCKS = 2_000_000  # GIF data comes in pieces of at most 255 bytes
_MISSING_DIMENSIONS = "The picture does not state its size: the file is damaged."
BREAKS_OFF = "The picture breaks off: the file is incomplete. Scan or export it again."


def check_size(width: int, height: int, limits: Limits) -> None:
    """Raise where a picture has no area, or is larger or longer than allowed.

    A side counts by itself: a line of pixels of any length costs as much as a page of it.
    """
    if width <= 0 or height <= 0:
        raise Damaged(_MISSING_DIMENSIONS)
    if width * height > limits.pixels:
        raise TooLarge(
            f"The picture has {width} x {height} pixels ({width * height / 1e6:.0f} megapixels); "
            f"the limit is {limits.pixels / 1e6:.0f} megapixels."
        )
    if max(width, height) > limits.side:
        raise TooLarge(
            f"The picture is {max(width, height)} pixels long; the limit is {limits.side}."
        )


def check_frames(count: int, limits: Limits) -> None:
    """Raise where a picture file holds no frame or more than allowed."""
    if count == 0:
        raise NoPages("This picture file holds no picture.")
    if count > limits.pages:
        raise TooLarge(f"The file holds {count} pages; the limit is {limits.pages}.")


def jpeg(content: bytes, limits: Limits) -> None:
    """Walk the segments up to the first scan; the end marker must follow it."""
    position = 2
    sized = False
    for _ in range(_MOST_BLOCKS):
        position = content.find(b"\xff", position)
        if position < 0 or position + 4 > len(content):
            raise Damaged(BREAKS_OFF)
        marker = content[position + 1]
        if marker in (0x00, 0x01, 0xFF) or 0xD0 <= marker <= 0xD8:  # fill bytes, no length
            position += 1 if marker == 0xFF else 2
            continue
        if marker == 0xD9:
            raise Damaged(BREAKS_OFF)
        (length,) = struct.unpack_from(">H", content, position + 2)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if position + 9 > len(content):
                raise Damaged(BREAKS_OFF)
            height, width = struct.unpack_from(">HH", content, position + 5)
            check_size(width, height, limits)
            sized = True
        if marker == 0xDA:
            break
        position += 2 + length
    else:
        raise Damaged()
    if not sized:
        raise Damaged(_MISSING_DIMENSIONS)
    if content.find(b"\xff\xd9", position) < 0:
        raise Damaged(BREAKS_OFF)


def png(content: bytes, limits: Limits) -> None:
    """Walk the chunks from IHDR to IEND."""
    if len(content) < 33 or content[12:16] != b"IHDR":
        raise Damaged(BREAKS_OFF)
    width, height = struct.unpack_from(">II", content, 16)
    check_size(width, height, limits)
    position = 8
    pixels = False
    for _ in range(_MOST_BLOCKS):
        if position + 12 > len(content):
            raise Damaged(BREAKS_OFF)
        (length,) = struct.unpack_from(">I", content, position)
        kind = content[position + 4 : position + 8]
        pixels = pixels or kind == b"IDAT"
        if kind == b"IEND":
            break
        position += 12 + length
    if not pixels:
        raise Damaged(BREAKS_OFF)


def gif(content: bytes, limits: Limits) -> None:
    """Walk the blocks; every frame's size counts, since it may exceed the screen's."""
    if len(content) < 13:
        raise Damaged(BREAKS_OFF)
    width, height, flags = struct.unpack_from("<HHB", content, 6)
    check_size(width, height, limits)
    position = 13 + _colours(flags)
    frames, budget = 0, _MOST_SUB_BLOCKS
    for _ in range(_MOST_BLOCKS):
        kind = content[position : position + 1]
        if kind == b"\x21":
            position, budget = _after_blocks(content, position + 2, budget)
        elif kind == b"\x2c" and position + 10 <= len(content):
            width, height, flags = struct.unpack_from("<HHB", content, position + 5)
            check_size(width, height, limits)
            start = position + 10 + _colours(flags) + 1
            position, budget = _after_blocks(content, start, budget)
            frames += 1
        else:  # the trailer, or an end without one, which viewers forgive
            break
    check_frames(frames, limits)


def _colours(flags: int) -> int:
    """Bytes of the colour table that ``flags`` announces."""
    return 3 * 2 ** ((flags & 0x07) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, position: int, budget: int) -> tuple[int, int]:
    """The offset behind a run of GIF data sub-blocks, and what is left of the budget."""
    while position < len(content) and budget > 0:
        length = content[position]
        position += 1 + length
        budget -= 1
        if length == 0:
            return position, budget
    raise Damaged(BREAKS_OFF)


def bmp(content: bytes, limits: Limits) -> None:
    """Check the header's size, and the length of uncompressed rows."""
    if len(content) < 26:
        raise Damaged(BREAKS_OFF)
    offset, header = struct.unpack_from("<II", content, 10)
    if header == 12:
        width, height, _, depth = struct.unpack_from("<HHHH", content, 18)
        compression = 0
    elif header >= 40 and len(content) >= 54:
        width, height, _, depth, compression = struct.unpack_from("<iiHHI", content, 18)
    else:
        raise Damaged(_MISSING_DIMENSIONS)
    check_size(width, abs(height), limits)
    row = (width * depth + 31) // 32 * 4
    if compression in (0, 3) and offset + row * abs(height) > len(content):
        raise Damaged(BREAKS_OFF)


def webp(content: bytes, limits: Limits) -> None:
    """Read the size from the first chunk; the RIFF length must be there."""
    if len(content) < 30:
        raise Damaged(BREAKS_OFF)
    (length,) = struct.unpack_from("<I", content, 4)
    kind = content[12:16]
    if kind == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        height = int.from_bytes(content[27:30], "little") + 1
    elif kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", content, 26))
    else:
        raise Damaged(_MISSING_DIMENSIONS)
    check_size(width, height, limits)
    if 8 + length > len(content):
        raise Damaged(BREAKS_OFF)


CHECKS: Mapping[str, Callable[[bytes, Limits], None]] = {
    "image/jpeg": jpeg,
    "image/png": png,
    "image/gif": gif,
    "image/bmp": bmp,
    "image/webp": webp,
}

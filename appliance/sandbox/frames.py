"""Frames between a parent and its child: a JSON header and a body of raw bytes.

On the wire: header length (4 bytes), body length (8 bytes), both big-endian, header, body. The
first request is ``{"do": "configure", ...}``, answered by ``{"ok": "ready"}``; an error is
``{"error": code, "sentence": ...}``. The rest is between the two.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

from appliance import errors

PREFIX = struct.Struct(">IQ")
LARGEST_HEADER = 1 << 20
LARGEST_BODY = 1 << 29

Header = dict[str, Any]


def head(header: Header, body_size: int = 0) -> bytes:
    """What stands before a body of so many bytes."""
    text = json.dumps(header).encode()
    return PREFIX.pack(len(text), body_size) + text


def pack(header: Header, body: bytes = b"") -> bytes:
    """One frame, ready to be written."""
    return head(header, len(body)) + body


def unpack(read: Callable[[int], bytes], largest: int = LARGEST_BODY) -> tuple[Header, bytes]:
    """One frame from ``read(n)``, which returns exactly ``n`` bytes or raises ``EOFError``.

    Raises ``ValueError`` on a frame beyond the bounds: the other side is not to be trusted.
    """
    head_size, body_size = PREFIX.unpack(read(PREFIX.size))
    if head_size > LARGEST_HEADER or body_size > largest:
        raise ValueError("frame too large")
    header = json.loads(read(head_size))
    if not isinstance(header, dict):
        raise ValueError("header is not an object")
    return header, read(body_size)


def error_reply(error: errors.ApplianceError) -> Header:
    """An error as a header: its stable code and its plain sentence."""
    return {"error": error.code, "sentence": str(error)}


def error_from(header: Header) -> errors.ApplianceError:
    """The error of a reply; a code that is not in the tree means a damaged file."""
    kind = _by_code().get(str(header["error"]), errors.Damaged)
    return kind(str(header["sentence"]))


def _by_code() -> dict[str, type[errors.ApplianceError]]:
    kinds = (*errors.NeedsPerson.__subclasses__(), *errors.Transient.__subclasses__())
    return {kind.code: kind for kind in kinds}

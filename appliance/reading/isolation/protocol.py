"""What the reader and its child say to each other, in ``sandbox.frames``.

Requests: ``{"do": "read", "media_type", "password"}`` with the file as body. Replies: any number of
``{"ok": "page", "of": pages}``, then ``{"ok": "reading", ...}`` with the document and its pictures
as body, or an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from appliance import artifacts, errors
from appliance.sandbox.frames import Header
from appliance.settings import Limits
from appliance.types import Document, Picture, Reading

LARGEST_DOCUMENT = 100_000_000
"""Bytes of a document as JSON: a million words at 105 bytes each, 1,000 dense pages."""
DECODED = 10_000_000
"""Bytes of a document that are validated in a second, at least (measured: 20.7 million)."""


def seconds_left(limits: Limits, done: int, of: int) -> int:
    """How long a child may be silent after so many finished pages of a file.

    After the last one it sets the file together, or reads all pages again, the right way up.
    """
    return limits.page_seconds if of > 0 and done % of else limits.reading_seconds


def reading_reply(reading: Reading, largest: int = LARGEST_DOCUMENT) -> tuple[Header, bytes]:
    """Header and body of a successful reply; raises ``TooLarge`` for more than is taken."""
    document = artifacts.encode(reading.document)
    if len(document) > largest:
        raise errors.TooLarge(
            "This file holds more text than the appliance accepts. Split it and send the parts."
        )
    pictures = [[item.page, item.media_type, len(item.content)] for item in reading.pictures]
    header = {"ok": "reading", "document": len(document), "pictures": pictures}
    return header, document + b"".join(item.content for item in reading.pictures)


def decoding_seconds(header: Header) -> float:
    """How long it takes to validate what a reply holds: that is a part of reading, too."""
    return int(header.get("document", 0)) / DECODED


def reading_from(header: Header, body: bytes, largest: int = LARGEST_DOCUMENT) -> Reading:
    """The reading of a successful reply; raises ``ValueError`` when it is malformed or larger than
    an honest child's: validating it takes ten times its size in memory."""
    size = int(header["document"])
    if not 0 <= size <= min(largest, len(body)):
        raise ValueError("document too large")
    document = artifacts.decode(Document, body[:size])
    return Reading(document=document, pictures=tuple(_pictures(header["pictures"], body, size)))


def _pictures(entries: list[tuple[int, str, int]], body: bytes, at: int) -> Iterator[Picture]:
    for page, media_type, size in entries:
        yield Picture(page=int(page), media_type=str(media_type), content=body[at : at + size])
        at += size

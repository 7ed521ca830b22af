"""The media type of a file by its content. Cheap and bounded: headers and directories only.

What needs a real parser (does the PDF open, how many pages has it) is left to the sandboxed
reader: a hostile file may hang or kill a native parser, and here nothing may hang.
"""

from __future__ import annotations

from appliance.errors import EmptyFile, TooLarge
from appliance.intake import images, office, pdf
from appliance.intake.foreign import reject_foreign
from appliance.intake.markup import text_type
from appliance.intake.tiff import tiff
from appliance.settings import Limits

PDF = "application/pdf"
TIFF = "image/tiff"

# The first signature that stands at the very beginning decides, so a file that is two things at
# once is always read as the same one of them.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"PK\x03\x04", office.ZIP),
    (b"PK\x05\x06", office.ZIP),  # an archive without members
    (b"%PDF-", PDF),
)


def inspect(content: bytes, name: str, limits: Limits, password: str | None = None) -> str:
    """The media type that the content is, whatever the file is called.

    ``name`` is a hint between plain-text formats only. With a ``password`` an encrypted PDF
    passes if the password may be right. Raises ``EmptyFile``, ``TooLarge``, ``UnsupportedType``,
    ``Damaged``, ``PasswordRequired``, ``WrongPassword`` or ``NoPages``.
    """
    weigh(content, limits)
    if content.isspace():
        raise EmptyFile()
    media_type = _signature(content)
    if media_type == PDF:
        pdf.check(content, password)
    elif media_type == TIFF:
        tiff(content, limits)
    elif media_type == office.ZIP:
        return office.container(content, limits)
    elif media_type:
        images.CHECKS[media_type](content, limits)
    else:
        return _unsigned(content, name)
    return media_type


def weigh(content: bytes, limits: Limits) -> None:
    """Raise ``EmptyFile`` for nothing, ``TooLarge`` for more than is taken."""
    if not content:
        raise EmptyFile()
    if len(content) > limits.bytes:
        raise TooLarge(
            f"The file has {len(content) / 1e6:.0f} MB; the limit is {limits.bytes / 1e6:.0f} MB."
        )


def _signature(content: bytes) -> str:
    """The format whose signature the content begins with; empty where there is none."""
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[:2] == b"BM" and content[6:10] == bytes(4):
        return "image/bmp"
    return ""


def _unsigned(content: bytes, name: str) -> str:
    """Foreign formats are refused, a PDF behind some junk is one, the rest must be text."""
    if content.startswith(office.OLE_SIGNATURE):
        office.reject_ole(content)
    reject_foreign(content)
    if pdf.begins_late(content):
        pdf.check(content, None)
        return PDF
    return text_type(content, name)

"""ZIP containers and OLE files: which office format they are, if any."""

from __future__ import annotations

import io
import re
import zipfile

from appliance.errors import Damaged, PasswordRequired, TooLarge, UnsupportedType
from appliance.intake.foreign import refuse
from appliance.intake.sheets import BROKEN, check_extents
from appliance.settings import Limits

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ZIP = "application/zip"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
    b"presentationml.presentation.main+xml": PPTX,
}
_MOST_ENTRIES = 20_000  # a large presentation has some thousand parts
_MOST_CONTENT_TYPES = 4_000_000  # bytes of [Content_Types].xml
_MOST_MARKUP = 50_000_000  # bytes of text with its markup; a thousand dense pages have less
_SAVE_AS = "Save it as {} or PDF and send that."

_OLE_STREAMS = (
    ("WordDocument", "an old Word document (.doc)", "DOCX"),
    ("Workbook", "an old Excel workbook (.xls)", "XLSX"),
    ("Book", "an old Excel workbook (.xls)", "XLSX"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)", "PPTX"),
    ("__properties_version1.0", "an Outlook message (.msg)", "EML"),
)


def open_zip(content: bytes) -> zipfile.ZipFile:
    """The archive's directory; raises ``Damaged``, or ``TooLarge`` before reading a huge one."""
    if content.count(b"PK\x01\x02") > _MOST_ENTRIES:
        raise TooLarge(f"The archive holds more than {_MOST_ENTRIES} files.")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except BROKEN:
        raise Damaged("This archive is damaged or incomplete. Send it again.") from None


def container(content: bytes, limits: Limits) -> str:
    """The media type of a ZIP container: an office document or a plain archive."""
    with open_zip(content) as archive:
        names = {info.filename for info in archive.infolist()}
        if "[Content_Types].xml" in names:
            _check_unpacked(archive, limits)
            media_type = _office(_part(archive, "[Content_Types].xml"))
            if media_type == XLSX:
                check_extents(archive, limits)
            return media_type
        if "mimetype" in names:
            _reject_by_mimetype(_part(archive, "mimetype"))
        if "AndroidManifest.xml" in names or any(name.endswith(".class") for name in names):
            raise refuse("a program", "Programs are never opened here.")
        return ZIP


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The head of a member, at most ``_MOST_CONTENT_TYPES`` bytes, or a clear error."""
    info = archive.getinfo(name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Damaged()
    try:
        with archive.open(info) as member:
            return member.read(_MOST_CONTENT_TYPES)
    except BROKEN:
        raise Damaged() from None
    except RuntimeError:  # zipfile's way to say: encrypted
        raise PasswordRequired() from None


def _office(types: bytes) -> str:
    """The office format that ``[Content_Types].xml`` states."""
    for ending, media_type in _MAIN_PARTS.items():
        if ending in types:
            return media_type
    if re.search(rb"macroEnabled", types):
        raise refuse("an office file with macros", "Save it without macros and send that.")
    if re.search(rb"\.template\.main\+xml", types):
        raise refuse("an office template", "Save it as a document and send that.")
    raise refuse("an office file of another kind", "Export it as PDF and send that.")


def _reject_by_mimetype(mimetype: bytes) -> None:
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise refuse("an OpenDocument file", _SAVE_AS.format("DOCX, XLSX, PPTX"))
    if mimetype.startswith(b"application/epub"):
        raise refuse("an electronic book (EPUB)", "Export it as PDF and send that.")


def _check_unpacked(archive: zipfile.ZipFile, limits: Limits) -> None:
    """The declared sizes; a part that holds more than it declares fails to unpack later."""
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    markup = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    for size, most in ((total, limits.unpacked_bytes), (markup, _MOST_MARKUP)):
        if size > most:
            raise TooLarge(
                f"The file unpacks to {size / 1e6:.0f} MB; the limit is {most / 1e6:.0f} MB."
            )


def reject_ole(content: bytes) -> None:
    """Raise for an OLE file: encrypted office documents, old formats, Outlook messages."""
    if _stream("EncryptedPackage") in content:
        raise PasswordRequired()
    for stream, kind, newer in _OLE_STREAMS:
        if _stream(stream) in content:
            raise refuse(kind, _SAVE_AS.format(newer))
    raise UnsupportedType(
        "The content is an old office file, which cannot be read here. Export it as PDF."
    )


def _stream(name: str) -> bytes:
    """A stream's name as a directory entry holds it: UTF-16, ended by a null character."""
    return (name + "\0").encode("utf-16-le")

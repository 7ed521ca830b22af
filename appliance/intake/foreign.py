"""Kinds of files that are recognised only to be refused, with a sentence that helps.

Each row: where the bytes stand, the bytes, what the file is, what the sender can do. The list is
short on purpose: it covers what offices really send by mistake, and what attackers disguise.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.errors import UnsupportedType


class Mark(NamedTuple):
    """Bytes that give a kind of file away."""

    offset: int
    signature: bytes
    kind: str
    advice: str = ""


_AS_PDF = "Export it as PDF and send that."
_AS_ZIP = "Unpack it and send the files, or pack them as ZIP."
_AS_JPEG = "Save it as JPEG or PNG and send that."

MARKS: tuple[Mark, ...] = (
    Mark(0, b"MZ", "a Windows program", "Programs are never opened here."),
    Mark(0, b"\x7fELF", "a Linux program", "Programs are never opened here."),
    Mark(0, b"\xfe\xed\xfa\xce", "a macOS program", "Programs are never opened here."),
    Mark(0, b"\xfe\xed\xfa\xcf", "a macOS program", "Programs are never opened here."),
    Mark(0, b"\xce\xfa\xed\xfe", "a macOS program", "Programs are never opened here."),
    Mark(0, b"\xcf\xfa\xed\xfe", "a macOS program", "Programs are never opened here."),
    Mark(0, b"\xca\xfe\xba\xbe", "a Java or macOS program", "Programs are never opened here."),
    Mark(0, b"\x00asm", "a WebAssembly program", "Programs are never opened here."),
    Mark(0, b"L\x00\x00\x00\x01\x14\x02\x00", "a Windows shortcut", "Send the file it points to."),
    Mark(0, b"Rar!\x1a\x07", "a RAR archive", _AS_ZIP),
    Mark(0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _AS_ZIP),
    Mark(0, b"\x1f\x8b", "a gzip archive", _AS_ZIP),
    Mark(0, b"BZh", "a bzip2 archive", _AS_ZIP),
    Mark(0, b"\xfd7zXZ\x00", "an xz archive", _AS_ZIP),
    Mark(0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", _AS_ZIP),
    Mark(257, b"ustar", "a tar archive", _AS_ZIP),
    Mark(0, b"MSCF", "a Windows cabinet archive", _AS_ZIP),
    Mark(0, b"\xc5\xd0\xd3\xc6", "an Encapsulated PostScript picture", _AS_PDF),
    Mark(0, b"\x1b%-12345X", "a printer data file", _AS_PDF),
    Mark(128, b"DICM", "a DICOM medical image", "Send the written report as PDF."),
    Mark(4, b"ftypheic", "a HEIC photo", _AS_JPEG),
    Mark(4, b"ftypheix", "a HEIC photo", _AS_JPEG),
    Mark(4, b"ftypmif1", "a HEIF photo", _AS_JPEG),
    Mark(4, b"ftypmsf1", "a HEIF photo", _AS_JPEG),
    Mark(4, b"ftypavif", "an AVIF photo", _AS_JPEG),
    Mark(4, b"ftyp", "a video or sound recording"),
    Mark(0, b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture", _AS_JPEG),
    Mark(0, b"\xff\x4f\xff\x51", "a JPEG 2000 picture", _AS_JPEG),
    Mark(0, b"\xff\x0a", "a JPEG XL picture", _AS_JPEG),
    Mark(0, b"8BPS", "a Photoshop picture", _AS_JPEG),
    Mark(0, b"\x97JB2\r\n\x1a\n", "a JBIG2 picture", "Save it as TIFF or PDF and send that."),
    Mark(0, b"AT&TFORM", "a DjVu document", _AS_PDF),
    Mark(0, b"\x00\x00\x01\x00", "an icon", _AS_JPEG),
    Mark(0, b"ID3", "a sound recording"),
    Mark(0, b"OggS", "a sound or video recording"),
    Mark(0, b"fLaC", "a sound recording"),
    Mark(8, b"WAVE", "a sound recording"),
    Mark(8, b"AVI ", "a video recording"),
    Mark(0, b"\x1aE\xdf\xa3", "a video recording"),
    Mark(0, b"SQLite format 3\x00", "a database file", "Export the records as CSV."),
    Mark(0, b"PAR1", "a Parquet data file", "Export the records as CSV."),
    Mark(0, b"!BDN", "an Outlook mailbox", "Save the single messages as EML files."),
    Mark(0, b"\x78\x9f\x3e\x22", "an Outlook winmail.dat file", "Ask for it without rich text."),
    Mark(0, b"wOFF", "a font"),
    Mark(0, b"wOF2", "a font"),
    Mark(0, b"OTTO", "a font"),
)

# Formats written in plain text. Converters that execute drawing scripts have been used to run
# commands and to fetch files; they are no documents, so they are refused whatever they are named.
SCRIPTS: tuple[tuple[bytes, str, str], ...] = (
    (b"push graphic-context", "a drawing script", ""),
    (b"viewbox ", "a drawing script", ""),
    (b"%!", "a PostScript print file", _AS_PDF),
    (b"{\\rtf", "a Rich Text document", "Save it as DOCX or PDF and send that."),
)
_PROSE = re.compile(rb"[^\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]*\Z")


def refuse(kind: str, advice: str = "") -> UnsupportedType:
    """The error for a recognised foreign kind of file."""
    sentence = f"The content is {kind}, which cannot be read here. {advice}".strip()
    return UnsupportedType(sentence)


def reject_foreign(content: bytes) -> None:
    """Raise ``UnsupportedType`` where the content is of a kind known to be foreign.

    A note that happens to begin with "MZ" is no program: signatures count only in files whose
    beginning is not plain text.
    """
    head = content[:1024]
    start = head.lstrip().lower()
    for signature, kind, advice in SCRIPTS:
        if start.startswith(signature):
            raise refuse(kind, advice)
    if _PROSE.match(head):
        return
    for mark in MARKS:
        if content.startswith(mark.signature, mark.offset):
            raise refuse(mark.kind, mark.advice)

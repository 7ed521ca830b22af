"""A filing in a ZIP: the report, read with the schema and the linkbases that came with it.

The door has put together what belongs to one report (``application/vnd.xbrl.filing+zip``): one
XBRL instance, the tagged pages of a document set, or facts as JSON.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from appliance.errors import Damaged, TooLarge
from appliance.reading.clinical import fhir
from appliance.reading.unpaged import plain, xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.unpaged.xmlsafe import Element
from appliance.reading.xbrl import instance, ixbrl, oim
from appliance.reading.xbrl.linkbase import Links
from appliance.settings import Limits

MEDIA_TYPE = "application/vnd.xbrl.filing+zip"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The ways of packing that the door takes: other decoders fail with errors of their own."""
_COVER = b"DocumentType"
_LINKS = (b"www.xbrl.org/2003/linkbase", b'2001/XMLSchema"', b"2001/XMLSchema'")
_MANNERS = frozenset({".jpg", ".jpeg", ".png", ".gif", ".svg", ".css", ".js", ".pdf"})


def read(sheet: Sheet, content: bytes, limits: Limits) -> str:
    """Set the report, state its facts and what the linkbases say; returns the kind."""
    files = dict(_files(content, limits))
    pages = {name: body for name, body in files.items() if ixbrl.is_inline(body)}
    links = Links()
    if pages:
        roots = {name: xmlsafe.hypertext(pages[name]) for name in _cover_first(pages)}
        kind = ixbrl.pages(sheet, roots)
    else:
        roots = dict(_instances(files))
        kind = _read_plain(sheet, roots, files)
    for root in roots.values():
        links.report(root)
    for name, body in files.items():
        if name not in roots and any(mark in body[:20_000] for mark in _LINKS):
            links.file(body)
    links.state(sheet)
    return kind


def _read_plain(sheet: Sheet, roots: Mapping[str, Element], files: Mapping[str, bytes]) -> str:
    """Facts without a page: of an instance, else of JSON."""
    for root in roots.values():
        instance.read(sheet, root)
    if roots:
        return "xbrl"
    for name, body in files.items():
        if name.endswith(".json"):
            data = fhir.parsed(plain.decode(body))
            if oim.is_report(data):
                return oim.read(sheet, data)
    raise Damaged


def _files(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Names and contents of what may say something, within the same bounds as at the door; what
    cannot be unpacked is a document of its own there, set aside."""
    left = limits.unpacked_bytes
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError):  # ValueError: a name, an offset
        raise Damaged from None
    with archive:
        for entry in archive.infolist()[: limits.members]:
            whole = PurePosixPath(entry.filename)
            if "META-INF" in whole.parts[:-1] or whole.suffix.lower() in _MANNERS:
                continue
            body = _unpacked(archive, entry, min(left, limits.bytes))
            left -= len(body)
            yield entry.filename, body


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """A file's content, none where it cannot be unpacked; raises ``TooLarge``."""
    if entry.compress_type not in _METHODS:
        return b""
    try:
        member = archive.open(entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        return b""  # RuntimeError: a password
    with member:
        try:
            body = member.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            return b""
    if len(body) > most:
        raise TooLarge
    return body


def _cover_first(pages: Mapping[str, bytes]) -> list[str]:
    """The page with the cover before the others of the set."""
    return sorted(pages, key=lambda name: _COVER not in pages[name])


def _instances(files: Mapping[str, bytes]) -> Iterator[tuple[str, Element]]:
    for name, body in files.items():
        if b"http://www.xbrl.org/2003/instance" in body and not name.endswith((".xsd", ".json")):
            root = xmlsafe.xml(body)
            if instance.is_instance(root):
                yield name, root

"""What FHIR resources hold as files (``Attachment``): notes in plain text, and what is unread.

Source: HL7 FHIR R4, Attachment: ``data`` holds the file, ``url`` says where else it lies.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from appliance.reading.unpaged import plain, xmlsafe
from appliance.reading.unpaged.typeset import Sheet

DEEPEST = 60
UNREAD = "Attachment/unread"
"""States the media type of an attachment that is no text, or the address of a medicine that another
file names."""
ELSEWHERE = "at an address"
"""What is said of an attachment that lies elsewhere and does not tell its media type."""
ROWS, LETTERS = 3, 40
"""Rows and characters from which a text is a note, and not a remark."""
EXTRACTED = frozenset(
    {"10160-0", "29549-3", "57828-6", "48765-2", "11450-4", "11348-0", "46240-8", "10154-3"}
)
"""LOINC: medications, allergies, problems, past illness, encounters, chief complaint."""
_EXTRACTED = re.compile(r"medic|allerg|problem|diagnos|condition|complaint", re.IGNORECASE)
_NOTHING = re.compile(r"\W*(?:no|none|nil|not|unknown|keine?|aucune?|ningun)\b", re.IGNORECASE)
_ATTACHMENTS = frozenset({"attachment", "presentedForm", "valueAttachment"})
_PEOPLE = frozenset({"Patient", "Practitioner", "RelatedPerson", "Person"})


class Attached(NamedTuple):
    """An attachment: its media type, and its text where it is one."""

    media: str
    text: str


def found(resource: Mapping[str, Any]) -> tuple[Attached, ...]:
    """The attachments of a resource; of people none, whose photograph says nothing."""
    if resource.get("resourceType") in _PEOPLE:
        return ()
    return tuple(_within(resource, "", 0))


def note(attached: Iterable[Attached]) -> bool:
    """Whether a note is among them: more than a remark."""
    texts = (one.text for one in attached if len(one.text) >= LETTERS)
    return any(sum(bool(line.strip()) for line in text.splitlines()) >= ROWS for text in texts)


def typeset(sheet: Sheet, attached: Iterable[Attached]) -> None:
    """Set the texts; of others it is said that they are there and unread."""
    for one in attached:
        if one.text:
            for line in one.text.splitlines():
                sheet.line(line)
        else:
            sheet.row(f"Attachment: {one.media}")
            sheet.state(UNREAD, one.media)


def narrated(sheet: Sheet, section: Mapping[str, Any]) -> None:
    """Show what a composition's section says in words alone; of what is extracted it is said that
    nobody read it (``Composition.section.text`` without ``entry``)."""
    told, title = section.get("text"), " ".join(str(section.get("title", "")).split())
    div = told.get("div") if isinstance(told, dict) else None
    if section.get("entry") or not isinstance(div, str):
        return
    root = xmlsafe.hypertext(f'<meta charset="utf-8">{div}'.encode())
    rows = (" ".join(str(row).split()) for row in root.itertext())
    words = [row for row in rows if row]
    for row in words:
        sheet.line(row)
    codes = {str(one.get("code")) for one in _codings(section)}
    extracted = codes & EXTRACTED or _EXTRACTED.search(title)
    if words and extracted and not _NOTHING.match(" ".join(words)):
        sheet.state(UNREAD, f"section {title}"[:80].strip())


def _codings(section: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    code = section.get("code")
    listed = code.get("coding") if isinstance(code, dict) else None
    yield from (
        one for one in (listed if isinstance(listed, list) else []) if isinstance(one, dict)
    )


def _within(value: Any, name: str, depth: int) -> Iterator[Attached]:
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict) or depth > DEEPEST:
            continue
        media = str(item.get("contentType", "")).partition(";")[0].strip().lower()
        data, address = item.get("data"), item.get("url")
        if media and isinstance(data, str):
            yield Attached(media, _text(media, data))
        elif isinstance(address, str) and address and (media or name in _ATTACHMENTS):
            yield Attached(media or ELSEWHERE, "")
        for key, inner in item.items():
            yield from _within(inner, key, depth + 1)


def _text(media: str, data: str) -> str:
    """The text of a plain one; "" of all others."""
    if media != "text/plain":
        return ""
    try:
        return plain.decode(base64.b64decode(data, validate=False))
    except binascii.Error:
        return ""

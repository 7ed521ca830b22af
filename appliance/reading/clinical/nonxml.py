"""Bodies of CDA documents that are files of their own (``nonXMLBody``): text, RTF, PDF, pictures.

Source: HL7 CDA Release 2, section 4.2.3 (component of ClinicalDocument); C-CDA, "Unstructured
Document" (the media types that it allows).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from appliance.errors import Damaged
from appliance.reading.unpaged import markup, plain, rtf, xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.unpaged.xmlsafe import Element, find

UNREAD = "nonXMLBody/unread"
"""States the media type of a body that nobody could read."""
_PAGED = frozenset({"application/pdf", "image/jpeg", "image/png", "image/tiff", "image/gif"})
_RTF = frozenset({"text/rtf", "application/rtf", "text/richtext"})
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A file within the document."""

    media_type: str
    content: bytes

    @property
    def paged(self) -> bool:
        """Has pages of its own, which are read as those of any file."""
        return self.media_type in _PAGED and bool(self.content)


def of(root: Element) -> Body | None:
    """The body that a document has in place of sections; raises ``Damaged`` where it is none."""
    element = find(root, "component/nonXMLBody/text")
    if element is None:
        return None
    media = element.get("mediaType", "text/plain").partition(";")[0].strip().lower()
    content = "".join(map(str, element.itertext()))
    if element.get("compression"):  # of which C-CDA allows none
        return Body(media_type=media, content=b"")
    if element.get("representation") != "B64":
        return Body(media_type=media, content=content.encode())
    try:
        return Body(media_type=media, content=base64.b64decode(content, validate=False))
    except binascii.Error:
        raise Damaged from None


def typeset(sheet: Sheet, body: Body) -> bool:
    """Set a body of text; of another one that has no pages either, say that it is unread."""
    sheet.gap()
    if body.media_type in _HTML and body.content.strip():
        markup.walk(sheet, xmlsafe.hypertext(body.content), lambda _: ())
        return True
    if (body.media_type in _RTF or body.media_type.startswith("text/")) and body.content.strip():
        rich = body.media_type in _RTF
        words = rtf.text(body.content) if rich else plain.decode(body.content)
        for line in words.splitlines():
            sheet.line(line)
        return True
    sheet.row(f"Body: {body.media_type}")
    if not body.paged:
        sheet.state(UNREAD, body.media_type)
    return body.paged

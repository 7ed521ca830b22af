"""From bytes and a media type to a reading: which reader takes which kind of file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from appliance.errors import NeedsPerson, NoPages, UnsupportedType
from appliance.ports import Line
from appliance.reading import structured
from appliance.reading.clinical import nonxml
from appliance.reading.isolation.options import ReadingOptions
from appliance.reading.joined import joined
from appliance.reading.paged import pictures, suspicion
from appliance.reading.unpaged import mail, plain, xmlsafe
from appliance.reading.unpaged.typeset import FONT_SIZE, Sheet
from appliance.reading.xbrl import package
from appliance.types import Document, Picture, Reading, Span, Statement, Suspicion

_PICTURES = frozenset(
    f"image/{name}" for name in ("jpeg", "png", "tiff", "webp", "bmp", "x-ms-bmp", "gif")
)
_OFFICE_PREFIX = "application/vnd.openxmlformats-officedocument."
_OFFICE = frozenset(
    _OFFICE_PREFIX + name
    for name in (
        "wordprocessingml.document",
        "spreadsheetml.sheet",
        "presentationml.presentation",
    )
)


class Converter:
    """Reads files in this process. Networks are loaded when the first page needs them."""

    def __init__(self, options: ReadingOptions) -> None:
        self._options = options
        from appliance.reading.paged.reader import PagedReader

        self._paged = PagedReader(options)

    def read(
        self,
        content: bytes,
        media_type: str,
        password: str | None = None,
        page_done: Callable[[int], None] | None = None,
    ) -> Reading:
        """Read one file; raises what ``ports.Reader`` promises.

        ``page_done`` is called with the number of pages whenever one of them has been read.
        """
        self._paged.page_done = page_done
        if media_type == "application/pdf":
            content, password = self._paged.upright(content, password)
        reading = self._enclosing(self._read(content, media_type, password), content)
        unseen: tuple[Suspicion, ...] = ()
        if media_type == "application/pdf":
            unseen = suspicion.hidden(content, password, reading.document, self._recognise)
        return replace(reading, document=suspicion.suspect(reading.document, unseen))

    def _enclosing(self, reading: Reading, content: bytes) -> Reading:
        """A clinical document with the pages that it holds in place of a structured body; where
        they cannot be read it says so."""
        if reading.document.kind != "ccda-text":
            return reading
        body = nonxml.of(xmlsafe.xml(content))
        if body is None or not body.paged:
            return reading
        try:
            inner = self.read(body.content, body.media_type, page_done=self._paged.page_done)
        except NeedsPerson:
            unread = Statement(path=nonxml.UNREAD, span=Span(0, 0), value=body.media_type)
            stated = (*reading.document.statements, unread)
            return replace(reading, document=replace(reading.document, statements=stated))
        return joined(reading, inner, self._options.limits.pictures)

    def _recognise(self, picture: bytes) -> Sequence[Line]:
        """OCR of a page whose text layer is doubtful: rare, so loaded then."""
        from appliance.reading.ocr.engine import RapidOcr

        return RapidOcr(self._options.threads).lines(picture)

    def _read(self, content: bytes, media_type: str, password: str | None) -> Reading:
        if media_type == "application/pdf":
            return self._paged.pdf(content, media_type, password)
        if media_type in _PICTURES:
            return self._paged.picture(content, media_type)
        document = self._typeset(content, media_type)
        if not document.pages:
            raise NoPages
        return Reading(document=document, pictures=self._pictures(document))

    def _typeset(self, content: bytes, media_type: str) -> Document:
        sheet = Sheet(self._options.limits.pages)
        kind = ""
        if media_type in _OFFICE:
            from appliance.reading.unpaged import office

            office.read(sheet, content, media_type)
        elif media_type == "text/csv":
            plain.separated(sheet, plain.decode(content))
        elif media_type == "message/rfc822":
            mail.read(sheet, content)
        elif media_type == package.MEDIA_TYPE:
            kind = package.read(sheet, content, self._options.limits)
        elif media_type in ("text/html", "application/xhtml+xml"):
            kind = structured.html(sheet, content)
        elif media_type.endswith(("/xml", "+xml")):
            kind = structured.xml(sheet, content)
        elif media_type.endswith(("/json", "+json")):
            kind = structured.json(sheet, content)
        elif media_type.startswith("text/"):
            kind = structured.text(sheet, content)
        else:
            raise UnsupportedType
        return sheet.finish(media_type, kind)

    def _pictures(self, document: Document) -> tuple[Picture, ...]:
        shown = document.pages[: self._options.limits.pictures]
        return tuple(pictures.draw(page, FONT_SIZE) for page in shown)

"""From bytes and a media type to a reading: which reader takes which kind of file."""

from __future__ import annotations

from appliance.errors import NoPages, UnsupportedType
from appliance.reading import markup, pictures, plain
from appliance.reading.options import ReadingOptions
from appliance.reading.typeset import FONT_SIZE, Sheet
from appliance.types import Document, Picture, Reading

TEXT = "text/plain"


class Converter:
    """Reads files in this process. Networks are loaded when the first page needs them."""

    def __init__(self, options: ReadingOptions) -> None:
        self._options = options
        from appliance.reading.paged import PagedReader

        self._paged = PagedReader(options)

    def read(self, content: bytes, media_type: str, password: str | None = None) -> Reading:
        """Read one file; raises what ``ports.Reader`` promises."""
        if media_type == "application/pdf":
            return self._paged.pdf(content, media_type, password)
        if media_type.startswith("image/"):
            return self._paged.picture(content, media_type)
        document = self._typeset(content, media_type)
        if not document.pages:
            raise NoPages
        return Reading(document=document, pictures=self._pictures(document))

    def _typeset(self, content: bytes, media_type: str) -> Document:
        sheet = Sheet(self._options.limits.pages)
        if media_type == "text/csv":
            plain.separated(sheet, plain.decode(content))
        elif media_type == "text/html":
            markup.read(sheet, content)
        elif media_type.startswith("text/"):
            plain.text(sheet, plain.decode(content))
        else:
            raise UnsupportedType
        return sheet.finish(media_type)

    def _pictures(self, document: Document) -> tuple[Picture, ...]:
        shown = document.pages[: self._options.limits.pictures]
        return tuple(pictures.draw(page, FONT_SIZE) for page in shown)

"""How docling opens PDF files and pictures here.

PDF: words come from docling-parse (fast, exact word boxes), pictures of pages from PDFium (robust
with every image codec). A file that docling-parse cannot open is left to docling's PDFium backend.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pypdfium2
from docling.backend.docling_parse_backend import (
    ThreadedDoclingParseDocumentBackend,
    ThreadedDoclingParsePageBackend,
)
from docling.datamodel.backend_options import ThreadedDoclingParseBackendOptions
from docling.utils.locks import pypdfium2_lock
from PIL import Image

from appliance.reading.paged import covered, low_boxes

if TYPE_CHECKING:
    from docling_core.types.doc.base import BoundingBox
    from docling_core.types.doc.page import SegmentedPdfPage

MOST_PIXELS = 40_000_000  # of one rendering
CACHED_SCALE = 1.6


class PdfPage(ThreadedDoclingParsePageBackend):
    """A page whose words docling-parse gives and whose picture PDFium draws."""

    def __init__(self, page: ThreadedDoclingParsePageBackend, pdf: pypdfium2.PdfDocument) -> None:
        super().__init__(page._result, rendered=False)
        self._pdf = pdf
        self._cache: dict[float, Image.Image] = {}

    def get_segmented_page(self) -> SegmentedPdfPage | None:
        """The words and lines of the page, top-left, in boxes as high as their print."""
        known = self._seg_page
        page = super().get_segmented_page()
        low = low_boxes.squat(page.word_cells) if page is not None and known is None else {}
        if page is not None and low:
            with pypdfium2_lock:
                sheet = self._pdf[self.page_no - 1]
                try:
                    higher = low_boxes.factors(low, sheet)
                finally:
                    sheet.close()
            low_boxes.raised(page.word_cells, higher)
            low_boxes.raised(page.textline_cells, higher)
        return page

    @cached_property
    def covered(self) -> tuple[covered.Covered, ...]:
        """Words that something lies on, so that nobody sees them."""
        with pypdfium2_lock:
            sheet = self._pdf[self.page_no - 1]
            try:
                return covered.covered(self._pdf, sheet)
            finally:
                sheet.close()

    def get_page_image(self, scale: float = 1, cropbox: BoundingBox | None = None) -> Image.Image:
        """The page, or a region of it, at ``scale`` times 72 dots per inch."""
        whole = self._cached(CACHED_SCALE) if scale <= CACHED_SCALE else self._render(scale)
        if cropbox is None and scale >= CACHED_SCALE:
            return whole
        size = self.get_size()
        box = (0.0, 0.0, size.width, size.height)
        if cropbox is not None:
            box = cropbox.to_top_left_origin(size.height).as_tuple()
        across, down = whole.width / size.width, whole.height / size.height
        crop = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
        target = (
            max(1, round((box[2] - box[0]) * scale)),
            max(1, round((box[3] - box[1]) * scale)),
        )
        return whole.resize(target, box=crop)

    def _cached(self, scale: float) -> Image.Image:
        if scale not in self._cache:
            self._cache[scale] = self._render(scale)
        return self._cache[scale]

    def _render(self, scale: float) -> Image.Image:
        size = self.get_size()
        scale = min(scale, (MOST_PIXELS / max(size.width * size.height, 1)) ** 0.5)
        with pypdfium2_lock:
            page = self._pdf[self.page_no - 1]
            try:
                image: Image.Image = page.render(scale=scale).to_pil()
            finally:
                page.close()
        return image.convert("RGB")

    def unload(self) -> None:
        """Forget the rendering."""
        self._cache = {}
        super().unload()


class PdfFile(ThreadedDoclingParseDocumentBackend):
    """A PDF file opened twice: for its words and for its pictures."""

    def __init__(self, in_doc: Any, path_or_stream: io.BytesIO, options: Any = None) -> None:
        secret = getattr(options, "password", None)
        options = ThreadedDoclingParseBackendOptions(
            password=secret, render_pages=False, parser_threads=2, max_concurrent_results=8
        )
        super().__init__(in_doc, path_or_stream, options)
        password = secret.get_secret_value() if secret else None
        with pypdfium2_lock:
            self._pdf = pypdfium2.PdfDocument(path_or_stream.getvalue(), password=password)

    def iter_pages(self) -> Iterator[PdfPage]:
        """The pages, as docling-parse finishes them."""
        for page in super().iter_pages():
            yield PdfPage(page, self._pdf)

    def unload(self) -> None:
        """Close both."""
        super().unload()
        with pypdfium2_lock:
            self._pdf.close()

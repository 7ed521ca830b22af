"""Files with real pages, pictures and PDF, through docling's pipeline."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from docling.backend.image_backend import ImageDocumentBackend
from docling.backend.pypdfium2_backend import PyPdfiumDocumentBackend
from docling.datamodel.accelerator_options import AcceleratorDevice, AcceleratorOptions
from docling.datamodel.backend_options import PdfBackendOptions
from docling.datamodel.base_models import ConversionStatus, DocumentStream, InputFormat
from docling.document_converter import DocumentConverter, FormatOption
from PIL import Image
from pydantic import SecretStr

from appliance.errors import Damaged, NeedsPerson
from appliance.reading.einvoices import attached, einvoice
from appliance.reading.isolation.options import ReadingOptions
from appliance.reading.page import assemble, maps
from appliance.reading.page.assemble import RawPage
from appliance.reading.paged import images, pdf
from appliance.reading.paged.backends import PdfFile
from appliance.reading.paged.pipeline import ReadingPipeline, ReadingPipelineOptions
from appliance.reading.paged.stages import LayoutStageOptions, OcrStageOptions
from appliance.reading.unpaged import xmlsafe
from appliance.types import Box, Reading

PAGES_RECOGNISED_AGAIN = 20  # of a scan that brings its own hidden text
POINTS = 72.0
_XML, _MARKS = b"<?xml", b"\xef\xbb\xbf \t\r\n"  # how a file without an ending tells that it is XML


class PagedReader:
    """Keeps docling's pipeline, with the networks in it, from file to file."""

    def __init__(self, options: ReadingOptions) -> None:
        self._options = options
        self._pipeline_options = self._make_pipeline_options()
        self._turned: dict[int, int] = {}  # of the last conversion: page -> degrees
        self._pipelines: dict[Any, Any] = {}  # docling's cache, which we keep between files
        self.page_done: Callable[[int], None] | None = None
        self._count = 1  # pages of the file

    def picture(self, content: bytes, media_type: str) -> Reading:
        """A picture file, one page per frame."""
        pages = images.frames(content, self._options.limits)
        self._count = len(pages)
        raw = self._convert(_stream(pages), InputFormat.IMAGE, ImageDocumentBackend)
        if self._turned:
            pages = images.turned(pages, self._turned)
            raw = self._convert(
                _stream(pages), InputFormat.IMAGE, ImageDocumentBackend, upright=True
            )
        scaled = [
            _scaled(page, POINTS / frame.info["dpi"][0])
            for page, frame in zip(raw, pages, strict=True)
        ]
        return _reading(scaled, media_type)

    def upright(self, content: bytes, password: str | None) -> tuple[bytes, str | None]:
        """A PDF file whose pages with a text layer are upright; raises what ``pdf`` does."""
        return pdf.upright(content, password, self._options.limits)

    def pdf(self, content: bytes, media_type: str, password: str | None) -> Reading:
        """A PDF file, born digital, scanned or mixed."""
        self._count = count = pdf.check(content, password, self._options.limits)
        trust = count > PAGES_RECOGNISED_AGAIN
        whole = (content, password)
        content, password = pdf.forms_filled_in(content, password)
        for backend in (PdfFile, PyPdfiumDocumentBackend):
            try:
                raw = self._pdf_pages(content, backend, password, trust)
            except Damaged:
                continue
            if len(raw) == count:
                return _with_invoice(_reading(raw, media_type), *whole)
        raise Damaged

    def _pdf_pages(
        self, content: bytes, backend: type[Any], password: str | None, trust: bool
    ) -> list[RawPage]:
        """The pages of a PDF; scans that lie on their side are turned and read again."""
        known: dict[str, Any] = {"password": password, "trust_hidden": trust}
        raw = self._convert(_pdf_stream(content), InputFormat.PDF, backend, **known)
        if not self._turned:
            return raw
        upright = pdf.turned(content, password, self._turned)
        known["password"] = None
        return self._convert(_pdf_stream(upright), InputFormat.PDF, backend, upright=True, **known)

    def _convert(
        self,
        stream: DocumentStream,
        kind: InputFormat,
        backend: type[Any],
        *,
        password: str | None = None,
        trust_hidden: bool = False,
        upright: bool = False,
    ) -> list[RawPage]:
        """Run docling; anything short of complete success is ``Damaged``."""
        option = FormatOption(
            pipeline_cls=ReadingPipeline,
            pipeline_options=self._pipeline_options,
            backend=backend,
            backend_options=PdfBackendOptions(password=SecretStr(password) if password else None),
        )
        converter = DocumentConverter(allowed_formats=[kind], format_options={kind: option})
        converter.initialized_pipelines = self._pipelines
        converter.initialize_pipeline(kind)
        (pipeline,) = self._pipelines.values()
        pipeline.ocr_model.trust_hidden_text = trust_hidden
        pipeline.ocr_model.look_for_turned = not upright
        pipeline.ocr_model.turned = {}
        pipeline.ocr_model.fonts = maps.Fonts()
        pipeline.ocr_model.trials = 0
        pipeline.page_done = self._tell
        pipeline.harvest.clear()
        result = converter.convert(stream, raises_on_error=False)
        raw = [pipeline.harvest[number] for number in sorted(pipeline.harvest)]
        pipeline.harvest.clear()
        self._turned = dict(pipeline.ocr_model.turned)
        if result.status != ConversionStatus.SUCCESS:
            raise Damaged
        return raw

    def _tell(self) -> None:
        if self.page_done is not None:
            self.page_done(self._count)

    def _make_pipeline_options(self) -> ReadingPipelineOptions:
        options = self._options
        return ReadingPipelineOptions(
            allow_external_plugins=True,
            artifacts_path=_existing(options.models_dir),
            accelerator_options=AcceleratorOptions(
                device=AcceleratorDevice.CPU, num_threads=options.threads
            ),
            ocr_options=OcrStageOptions(threads=options.threads, lang=[]),
            layout_options=LayoutStageOptions(network=options.layout, threads=options.threads),
            pictures=options.limits.pictures,
            tables=options.tables,
            ocr_batch_size=1,
            layout_batch_size=1,
            table_batch_size=1,
            batch_polling_interval_seconds=0.02,
            queue_max_size=8,
        )


def _existing(folder: Path) -> Path:
    """docling wants a folder that exists, or else it would download into one of its own."""
    return folder if folder.is_dir() else Path(__file__).parent


def _stream(pages: list[Image.Image]) -> DocumentStream:
    """Upright frames for docling, as a TIFF whose pixels count as points."""
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:], dpi=(72, 72))
    buffer.seek(0)
    return DocumentStream(name="scan.tiff", stream=buffer)


def _pdf_stream(content: bytes) -> DocumentStream:
    return DocumentStream(name="file.pdf", stream=io.BytesIO(content))


def _scaled(page: RawPage, factor: float) -> RawPage:
    """Pixels to points."""

    def scale(box: Box) -> Box:
        return Box(*(edge * factor for edge in box))

    return replace(
        page,
        width=round(page.width * factor, 2),
        height=round(page.height * factor, 2),
        tokens=tuple(
            token._replace(box=scale(token.box), place=scale(token.place or token.box))
            for token in page.tokens
        ),
        tables=tuple(scale(box) for box in page.tables),
        grids=tuple(grid.scaled(0.0, 0.0, factor, factor) for grid in page.grids),
        structures=tuple(table.scaled(factor) for table in page.structures),
    )


def _reading(raw: list[RawPage], media_type: str) -> Reading:
    return Reading(
        document=assemble.document(raw, media_type),
        pictures=tuple(page.picture for page in raw if page.picture is not None),
    )


def _with_invoice(reading: Reading, content: bytes, password: str | None) -> Reading:
    """What an embedded electronic invoice states, beside what is printed; of several the first,
    and how the others differ from it."""
    invoices = []
    for name, data in pdf.attachments(content, password).items():
        if not (name.lower().endswith(".xml") or data.lstrip(_MARKS).startswith(_XML)):
            continue
        try:
            root = xmlsafe.xml(data)
        except NeedsPerson:
            continue  # the pages are fine: a broken attachment is no reason to refuse them
        if einvoice.is_invoice(root):
            invoices.append(einvoice.facts(root))
    if not invoices:
        return reading
    stated = attached.statements(reading.document, invoices)
    document = replace(reading.document, statements=stated, kind="factur-x")
    return replace(reading, document=document)

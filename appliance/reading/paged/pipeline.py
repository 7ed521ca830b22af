"""docling's PDF pipeline without torch, harvested page by page.

``StandardPdfPipeline`` loads its table stage through a factory whose default plugin imports torch,
so the models are put together here. Each finished page is reduced to words, regions and a small
picture at once: holding all page images of a long file would take gigabytes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from docling.datamodel.pipeline_options import (
    BaseTableStructureOptions,
    LayoutPostprocessorOptions,
    ThreadedPdfPipelineOptions,
)
from docling.models.factories import get_layout_factory, get_ocr_factory
from docling.models.stages.form_field.form_field_model import PdfFormFieldModel
from docling.models.stages.layout.layout_postprocessing_model import LayoutPostprocessingModel
from docling.models.stages.page_assemble.page_assemble_model import (
    PageAssembleModel,
    PageAssembleOptions,
)
from docling.models.stages.page_preprocessing.page_preprocessing_model import (
    PagePreprocessingModel,
    PagePreprocessingOptions,
)
from docling.pipeline.standard_pdf_pipeline import StandardPdfPipeline
from docling_core.types.doc.labels import DocItemLabel

from appliance.reading.page import legible, ruling
from appliance.reading.page.assemble import RawPage
from appliance.reading.page.legible import DoclingPage
from appliance.reading.page.rows import Token, split
from appliance.reading.page.ruling import Grid
from appliance.reading.paged import pictures, stages
from appliance.reading.paged.backends import CACHED_SCALE
from appliance.reading.paged.tablestage import TableStage
from appliance.types import Box, Origin, Picture

TABLES = (DocItemLabel.TABLE, DocItemLabel.DOCUMENT_INDEX)
LINES_SCALE = 1.0  # pixels per point of the look for drawn lines: that picture is there already


class ReadingPipelineOptions(ThreadedPdfPipelineOptions):
    """``pictures``: how many pages are kept as pictures; ``tables``: the network for tables."""

    pictures: int = 0
    tables: Path | None = None


class ReadingPipeline(StandardPdfPipeline):
    """The pipeline; ``harvest`` holds the pages of the last file by number, ``page_done`` is
    called after each."""

    harvest: dict[int, RawPage]
    page_done: Callable[[], None]
    _harvesting: threading.Lock
    _tables: TableStage

    def _init_models(self) -> None:
        self.harvest = {}
        self._harvesting = threading.Lock()
        options: Any = self.pipeline_options
        common = {
            "artifacts_path": self.artifacts_path,
            "accelerator_options": options.accelerator_options,
        }
        self.keep_images = self.keep_backend = False
        self.preprocessing_model = PagePreprocessingModel(
            options=PagePreprocessingOptions(images_scale=None)
        )
        self.ocr_model: Any = get_ocr_factory(allow_external_plugins=True).create_instance(
            options=options.ocr_options, enabled=True, **common
        )
        self.layout_model = get_layout_factory(allow_external_plugins=True).create_instance(
            options=options.layout_options, enable_remote_services=False, **common
        )
        self.layout_postprocessing_model = LayoutPostprocessingModel(
            # only tables are kept of it: no cluster for each cell that no region holds
            options=LayoutPostprocessorOptions(create_orphan_clusters=False)
        )
        self.form_field_model = PdfFormFieldModel(enabled=False)
        self.table_model = self._tables = TableStage(
            options=BaseTableStructureOptions(),
            network=options.tables,
            threads=options.ocr_options.threads,
        )
        self.assemble_model = PageAssembleModel(options=PageAssembleOptions())

    def _assemble_document(self, conv_res: Any) -> Any:
        """Nothing: the harvest is what we keep, and its reading order is our own (``columns``).

        docling's took a third of the time of a born-digital file.
        """
        return conv_res

    def _release_page_resources(self, item: Any) -> None:  # type: ignore[override]  # as its parent
        page = item.payload
        if page is not None and page._backend is not None and page._backend.is_valid():
            options: Any = self.pipeline_options
            raw = _raw(page, options.pictures)
            grids = self.ocr_model.grids.pop(raw.number, None)
            raw = replace(raw, disputed=tuple(self.ocr_model.disputed.pop(raw.number, ())))
            raw = replace(raw, grids=_drawn(page) if grids is None else grids)
            raw = replace(raw, structures=tuple(self._tables.structures(page, raw)))
            with self._harvesting:
                self.harvest[raw.number] = raw
            self.page_done()
        super()._release_page_resources(item)


def _raw(page: DoclingPage, picture_limit: int) -> RawPage:
    """What we keep of a page."""
    recognised = stages.recognised(page)
    native = _native(page) if page.parsed_page is not None else []
    clusters = page.predictions.layout.clusters if page.predictions.layout else []
    return RawPage(
        number=page.page_no,
        width=page.size.width,
        height=page.size.height,
        origin=Origin.TEXT_LAYER if native or not recognised else Origin.OCR,
        tokens=(*native, *recognised),
        tables=tuple(_box(item.bbox) for item in clusters if item.label in TABLES),
        picture=_picture(page) if page.page_no <= picture_limit else None,
    )


def _native(page: DoclingPage) -> list[Token]:
    """The visible words of the text layer."""
    cells = legible.words_of(page)
    if legible.is_picture(page) or not cells:
        return []
    boxes = [legible.box_of(cell) for cell in cells]
    image = page.get_image(scale=1.0)
    shown = legible.visible(boxes, image, page.size.width, page.size.height)
    below = legible.unseen(page, cells)
    return [
        token
        for cell, box, seen, under in zip(cells, boxes, shown, below, strict=True)
        if seen and not under
        for token in split(cell.text, box, 1.0)
    ]


def _drawn(page: DoclingPage) -> tuple[Grid, ...]:
    """The lines of tables on a page whose words are known from its text layer."""
    image = page.get_image(scale=LINES_SCALE)
    if image is None:
        return ()
    back = 1 / LINES_SCALE
    return tuple(
        grid.scaled(0.0, 0.0, back, back) for grid in ruling.grids(np.asarray(image.convert("RGB")))
    )


def _picture(page: DoclingPage) -> Picture | None:
    scale = legible.native_scale(page) or CACHED_SCALE
    scale = min(scale, pictures.LONGEST_SIDE / max(page.size.width, page.size.height))
    return pictures.encode(page.page_no, page._backend.get_page_image(scale=scale))


def _box(box: Any) -> Box:
    return Box(box.l, box.t, box.r, box.b)

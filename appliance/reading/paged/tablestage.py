"""Our table stage in docling's pipeline: tables in scans, by their gaps or by a network.

Printed files draw their tables with lines, or keep them in their columns; what is left are scans,
where a cell of several lines looks like a row of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docling.datamodel.base_models import TableStructurePrediction
from docling.datamodel.pipeline_options import BaseTableStructureOptions
from docling.models.base_table_model import BaseTableStructureModel

from appliance.reading.page import assemble, legible, slanet, structure, tables, tilt
from appliance.reading.page.assemble import RawPage
from appliance.reading.page.legible import DoclingPage
from appliance.reading.page.rows import Token, rows
from appliance.reading.page.slanet import Slanet
from appliance.reading.page.structure import Structure
from appliance.reading.paged import stages
from appliance.types import Box, Origin

if TYPE_CHECKING:
    from PIL import Image

MOST = 6  # tables of a page
PAGES = 60  # of a file
MARGIN = 6.0  # points of paper around a table
FINER = 2.0  # times the network's own pixels, that a table is painted with


class TableStage(BaseTableStructureModel):
    """Says nothing to docling: ``structures`` are put on our own pages (``assemble``)."""

    def __init__(
        self, *, options: BaseTableStructureOptions, network: Path | None, threads: int
    ) -> None:
        self.options = options
        self.enabled = True
        self._network = Slanet(network, threads) if network else None

    @classmethod
    def get_options_type(cls) -> type[BaseTableStructureOptions]:
        """Never looked up: docling's own table factory would import torch."""
        return BaseTableStructureOptions

    def predict_tables(
        self, conv_res: Any, pages: Sequence[DoclingPage]
    ) -> Sequence[TableStructurePrediction]:
        """Nothing, for each page."""
        return [TableStructurePrediction() for _ in pages]

    def structures(self, page: DoclingPage, raw: RawPage) -> Iterator[Structure]:
        """The tables of a page that was read by OCR. Slips have none: their rows are narrow, and
        each product takes two of them in its own way."""
        slip = raw.height >= legible.TALLEST * raw.width
        if raw.origin is not Origin.OCR or slip or raw.number > PAGES:
            return
        for region in assemble.regions(raw)[:MOST]:
            box = _around(region, raw)
            inside = [token for token in raw.tokens if _within(token.box, box)]
            found = tables.continued(rows(inside), box) or self._seen(page, box, inside)
            if found is not None:
                yield found

    def _seen(self, page: DoclingPage, box: Box, inside: Sequence[Token]) -> Structure | None:
        if self._network is None:
            return None
        image, scale = _painted(page, box)
        cells = [
            cell._replace(box=_placed(cell.box, box, scale)) for cell in self._network.cells(image)
        ]
        return structure.built(box, cells, inside)


def _painted(page: DoclingPage, box: Box) -> tuple[Image.Image, float]:
    """A part of the straightened page, and its pixels per point."""
    longest = max(box.right - box.left, box.bottom - box.top)
    native = legible.native_scale(page) or stages.PDF_SCALE
    scale = min(native, FINER * slanet.SIDE / longest)
    image = page._backend.get_page_image(scale=scale).convert("RGB")
    angle = tilt.tilt(stages.read_lines(page))
    if angle:
        image = image.rotate(math.degrees(angle), fillcolor="white", resample=2)  # bilinear
    scale = image.width / page.size.width
    return image.crop(tuple(round(edge * scale) for edge in box)), scale


def _placed(cell: Box, box: Box, scale: float) -> Box:
    """From pixels of the picture to points of the page."""
    left, top, right, bottom = (edge / scale for edge in cell)
    return Box(box.left + left, box.top + top, box.left + right, box.top + bottom)


def _around(region: Box, raw: RawPage) -> Box:
    return Box(
        max(0.0, region.left - MARGIN),
        max(0.0, region.top - MARGIN),
        min(raw.width, region.right + MARGIN),
        min(raw.height, region.bottom + MARGIN),
    )


def _within(box: Box, region: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return region.left <= x <= region.right and region.top <= y <= region.bottom

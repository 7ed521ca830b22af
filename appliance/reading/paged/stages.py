"""Our OCR and layout stages in docling's pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy
from docling.datamodel.base_models import Cluster, LayoutPrediction
from docling.datamodel.pipeline_options import (
    BaseLayoutOptions,
    OcrMode,
    OcrOptions,
)
from docling.models.base_layout_model import BaseLayoutModel
from docling.models.base_ocr_model import BaseOcrModel
from docling_core.types.doc.base import BoundingBox, CoordOrigin
from docling_core.types.doc.labels import DocItemLabel
from docling_core.types.doc.page import BoundingRectangle, TextCell
from pydantic import Field

from appliance.reading.ocr import orientation
from appliance.reading.ocr.engine import RapidOcr
from appliance.reading.page import layout, legible, maps, ruling, soup, tilt
from appliance.reading.page.legible import DoclingPage
from appliance.reading.page.rows import Token
from appliance.reading.page.tilt import Quad
from appliance.reading.paged.backends import CACHED_SCALE
from appliance.types import Box

if TYPE_CHECKING:
    from PIL import Image

PDF_SCALE = 2.8  # 200 dots per inch
LONGEST_SIDE = 2000  # pixels that the OCR is given
BESIDE = 1.0  # points of paper around a piece of a line
MORE = 0.15  # letters and figures that a page shows beyond its layer, as a share of those
FEWEST_STRAYS = 40
MOST_TRIALS = 3  # pages of a file
FULL = 1500  # letters of a page that is as good as full of text
AROUND = 4.0  # points of paper around a row that is read by itself


class OcrStageOptions(OcrOptions):
    """Options of ``OcrStage``."""

    kind: ClassVar[str] = "appliance_rapidocr"
    lang: list[str] = Field(default_factory=list)
    threads: int = 2


class LineCell(TextCell):
    """A recognised line; ``words`` says of each word how likely it is right."""

    words: tuple[float, ...] = ()


def recognised(page: DoclingPage) -> list[Token]:
    """The words that the OCR read on a page, straightened."""
    return list(tilt.tokens(read_lines(page), (page.size.width / 2, page.size.height / 2)))


def read_lines(page: DoclingPage) -> list[Quad]:
    """The lines that the OCR read on a page, as they lie there."""
    if page.parsed_page is None:
        return []
    return [
        Quad(cell.text, cell.rect.to_polygon()[::-1], cell.words)
        for cell in page.parsed_page.textline_cells
        if isinstance(cell, LineCell)
    ]


class OcrStage(BaseOcrModel):
    """Decides page by page between the text layer and OCR, and recognises what needs it."""

    def __init__(self, *, options: OcrStageOptions, **others: Any) -> None:
        # a copy: each page sets its mode, and docling finds its pipelines by a hash of the options
        super().__init__(options=options.model_copy(), **others)
        self.trust_hidden_text = False
        self.look_for_turned = True
        self.turned: dict[int, int] = {}  # page -> degrees by which it must be turned clockwise
        self.grids: dict[int, tuple[ruling.Grid, ...]] = {}  # page -> its ruled tables
        self.fonts = maps.Fonts()  # of the file
        self.disputed: dict[int, list[Box]] = {}  # page -> words with a figure that looks otherwise
        self.trials = 0  # pages of the file that were recognised in vain
        self._engine = RapidOcr(options.threads)

    @classmethod
    def get_options_type(cls) -> type[OcrOptions]:
        """docling finds the stage by this."""
        return OcrStageOptions

    def __call__(self, conv_res: Any, page_batch: Iterable[DoclingPage]) -> Iterable[DoclingPage]:
        """Recognise each page of the batch where that is needed."""
        for page in page_batch:
            if page._backend is not None and page._backend.is_valid():
                self._read(conv_res, page)
            yield page

    def _read(self, conv_res: Any, page: DoclingPage) -> None:
        whole = (
            legible.needs_ocr(page, trust_hidden=self.trust_hidden_text)
            or self._soup(page)
            or self.fonts.mislead(legible.shown(page), page.page_no, partial(self._look, page))
        )
        if whole:
            cells = list(self._cells(page, _all_of(page), whole))
        else:
            rects = legible.silent_pictures(page)
            cells = [cell for rect in rects for cell in self._cells(page, rect, whole)]
            self.disputed[page.page_no] = self.fonts.disputed(legible.words_of(page), page.page_no)
            missed = self._missed(page)
            whole, cells = bool(missed), missed or cells
        for index, cell in enumerate(cells):
            cell.index = index
        # docling knows one mode for a whole file; here each page has its own
        self.options.mode = OcrMode.FULL_PAGE if whole else OcrMode.DEFAULT
        self.post_process_cells(cells, page, conv_res)

    def _missed(self, page: DoclingPage) -> list[TextCell]:
        """All that the OCR reads on a page that shows much more text than its layer has, as where a
        printer driver drew it as outlines; else nothing."""
        words = legible.shown(page)
        letters = sum(map(_letters, (word.text for word in words)))
        if self.trials >= MOST_TRIALS or letters > FULL or legible.is_picture(page):
            return []
        if legible.strays(page, words) < max(FEWEST_STRAYS, MORE * letters):
            return []
        cells = list(self._cells(page, _all_of(page), whole=True))
        more = sum(_letters(cell.text) for cell in cells) - letters
        if more >= max(FEWEST_STRAYS, MORE * letters):
            return cells
        self.trials += 1
        self.grids.pop(page.page_no, None)
        self.turned.pop(page.page_no, None)
        return []

    def _soup(self, page: DoclingPage) -> bool:
        """The text layer is spelt like nothing, and the page shows something else."""
        words = legible.words_of(page)
        if not soup.suspicious(" ".join(word.text for word in words)):
            return False
        rows = soup.telling([Token(word.text, legible.box_of(word)) for word in words])
        shown = [self._line(page, box) for box, _ in rows]
        return soup.differs([text for _, text in rows], shown)

    def _look(self, page: DoclingPage, box: Box) -> maps.Recognised:
        """What a piece of a line shows, in the picture that is there already."""
        place = _box(
            max(0.0, box.left - BESIDE),
            max(0.0, box.top - BESIDE),
            min(page.size.width, box.right + BESIDE),
            min(page.size.height, box.bottom + BESIDE),
        )
        image = page._backend.get_page_image(scale=CACHED_SCALE, cropbox=place).convert("RGB")
        found = self._engine.line(numpy.asarray(image))
        return found.text, found.confidence

    def _line(self, page: DoclingPage, box: Box) -> str:
        """What the OCR reads where a row stands."""
        around = _box(
            max(0.0, box.left - AROUND),
            max(0.0, box.top - AROUND),
            min(page.size.width, box.right + AROUND),
            min(page.size.height, box.bottom + AROUND),
        )
        found = self._engine.recognise(numpy.asarray(_pixels(page, around)))
        return " ".join(line.text for line in sorted(found, key=lambda line: line.box.left))

    def _cells(self, page: DoclingPage, rect: BoundingBox, whole: bool) -> Iterable[TextCell]:
        image = _pixels(page, rect)
        across, down = rect.width / image.width, rect.height / image.height
        pixels = numpy.asarray(image)
        lines = list(self._engine.recognise(pixels))
        if whole and rect.height < legible.TALLEST * rect.width:
            page_grids = ruling.grids(pixels)
            self.grids[page.page_no] = tuple(
                grid.scaled(rect.l, rect.t, across, down) for grid in page_grids
            )
        if whole and self.look_for_turned:
            degrees = orientation.turned(self._engine, image, lines)
            if degrees:
                self.turned[page.page_no] = degrees
        for line in lines:
            corners = [(rect.l + x * across, rect.t + y * down) for x, y in line.corners]
            yield LineCell(
                index=0,
                text=line.text,
                orig=line.text,
                confidence=line.confidence,
                from_ocr=True,
                rect=_rectangle(corners),
                words=line.words,
            )


def _all_of(page: DoclingPage) -> BoundingBox:
    return _box(0, 0, page.size.width, page.size.height)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _rectangle(corners: Sequence[tuple[float, float]]) -> BoundingRectangle:
    """docling's rectangle, which may be tilted; ours count clockwise from the upper left."""
    (x3, y3), (x2, y2), (x1, y1), (x0, y0) = corners
    return BoundingRectangle(
        r_x0=x0, r_y0=y0, r_x1=x1, r_y1=y1, r_x2=x2, r_y2=y2, r_x3=x3, r_y3=y3,
        coord_origin=CoordOrigin.TOPLEFT,
    )  # fmt: skip


def _pixels(page: DoclingPage, rect: BoundingBox) -> Image.Image:
    """A region for the OCR: scans at their own resolution, PDF pages at 200 dpi."""
    native = legible.native_scale(page)
    scale = min(native or PDF_SCALE, LONGEST_SIDE / max(rect.width, rect.height))
    image: Image.Image = page._backend.get_page_image(scale=scale, cropbox=rect)
    return image.convert("RGB")


class LayoutStageOptions(BaseLayoutOptions):
    """Options of ``LayoutStage``."""

    kind: ClassVar[str] = "appliance_layout"
    network: Path | None = None
    threads: int = 2
    pages: int = 60  # later pages of a long file go without, to stay within the time limit


class LayoutStage(BaseLayoutModel):
    """The regions of each page, from whichever network is installed."""

    def __init__(self, *, options: LayoutStageOptions, **_others: Any) -> None:
        self.options = options
        self._layout = layout.load(options.network, options.threads)

    @classmethod
    def get_options_type(cls) -> type[BaseLayoutOptions]:
        """docling finds the stage by this."""
        return LayoutStageOptions

    def predict_layout(
        self, conv_res: Any, pages: Sequence[DoclingPage]
    ) -> Sequence[LayoutPrediction]:
        """One prediction per page; an empty one where there is no network."""
        return [LayoutPrediction(clusters=list(self._clusters(page))) for page in pages]

    def _clusters(self, page: DoclingPage) -> Iterable[Cluster]:
        if self._layout is None or page.page_no > self.options.pages:
            return
        if page._backend is None or not page._backend.is_valid():
            return
        if not self._layout.always and not legible.may_have_columns(page, recognised(page)):
            return
        image = page.get_image(scale=1.0)
        across, down = page.size.width / image.width, page.size.height / image.height
        for index, region in enumerate(self._layout.regions(image)):
            box = region.box
            yield Cluster(
                id=index,
                label=DocItemLabel(region.label),
                confidence=region.score,
                bbox=_box(
                    max(0.0, box.left * across),
                    max(0.0, box.top * down),
                    min(page.size.width, box.right * across),
                    min(page.size.height, box.bottom * down),
                ),
                cells=[],
            )


def _box(left: float, top: float, right: float, bottom: float) -> BoundingBox:
    return BoundingBox(l=left, t=top, r=right, b=bottom, coord_origin=CoordOrigin.TOPLEFT)

"""DOCX, XLSX and PPTX: docling reads them, we set what it found on typeset pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from docling.datamodel.base_models import ConversionStatus, DocumentStream, InputFormat
from docling.document_converter import DocumentConverter
from docling_core.types.doc.common.content_layer import ContentLayer
from docling_core.types.doc.items.table.table import TableItem
from docling_core.types.doc.items.text import TextItem
from docling_core.types.doc.labels import DocItemLabel

from appliance.errors import Damaged, UnsupportedType
from appliance.reading.unpaged.typeset import Piece, Sheet

ONLY_PICTURES = (
    "This office file holds pictures alone, which cannot be read within it. "
    "Save it as PDF and send that."
)
LARGEST_TABLE = 400_000  # cells
HEADINGS = (DocItemLabel.TITLE, DocItemLabel.SECTION_HEADER)
_FORMATS = {
    "wordprocessingml.document": (InputFormat.DOCX, "file.docx"),
    "spreadsheetml.sheet": (InputFormat.XLSX, "file.xlsx"),
    "presentationml.presentation": (InputFormat.PPTX, "file.pptx"),
}


def read(sheet: Sheet, content: bytes, media_type: str) -> None:
    """Set an office file; anything short of docling's complete success is ``Damaged``."""
    kind, name = next(known for ending, known in _FORMATS.items() if media_type.endswith(ending))
    stream = DocumentStream(name=name, stream=io.BytesIO(content))
    result = _converter().convert(stream, raises_on_error=False)
    if result.status != ConversionStatus.SUCCESS or result.input.format != kind:
        raise Damaged
    layers = {ContentLayer.BODY, ContentLayer.FURNITURE, ContentLayer.NOTES}
    if result.document.pictures and not result.document.texts and not result.document.tables:
        raise UnsupportedType(ONLY_PICTURES)
    for item, _level in result.document.iterate_items(included_content_layers=layers):
        if isinstance(item, TableItem):
            _table(sheet, item)
        elif isinstance(item, TextItem):
            _text(sheet, item)


@cache
def _converter() -> DocumentConverter:
    return DocumentConverter(allowed_formats=[kind for kind, _ in _FORMATS.values()])


def _text(sheet: Sheet, item: TextItem) -> None:
    if item.label in HEADINGS:
        sheet.gap()
    marker = getattr(item, "marker", "") if getattr(item, "enumerated", False) else ""
    for line in item.text.splitlines():
        sheet.row(f"{marker} {line}")
        marker = ""


def _table(sheet: Sheet, item: TableItem) -> None:
    """Each cell once, where it begins; cells that span several places are not repeated."""
    data = item.data
    if data.num_rows * data.num_cols > LARGEST_TABLE:
        raise Damaged
    rows: list[list[Sequence[Piece]]] = [
        [() for _ in range(data.num_cols)] for _ in range(data.num_rows)
    ]
    for cell in data.table_cells:
        row, column = cell.start_row_offset_idx, cell.start_col_offset_idx
        if row < data.num_rows and column < data.num_cols:
            rows[row][column] = (Piece(text=_cell_text(cell)),)
    sheet.gap()
    sheet.table([row for row in rows if any(row)])
    sheet.gap()


def _cell_text(cell: Any) -> str:
    return str(cell.text or "")

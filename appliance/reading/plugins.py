"""docling's plugin entry point: our OCR and layout engines, found with allow_external_plugins."""

from __future__ import annotations

from typing import Any


def ocr_engines() -> dict[str, list[type[Any]]]:
    """Asked for by docling's OCR factory."""
    from appliance.reading.paged.stages import OcrStage

    return {"ocr_engines": [OcrStage]}


def layout_engines() -> dict[str, list[type[Any]]]:
    """Asked for by docling's layout factory."""
    from appliance.reading.paged.stages import LayoutStage

    return {"layout_engines": [LayoutStage]}

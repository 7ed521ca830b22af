"""PDF pages as pictures and back: how a born-digital document becomes a scan."""

from __future__ import annotations

import io
from random import Random

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.generator import photo

DPI = 150


def scan(pdf: bytes, chance: Random, rng: np.random.Generator, dpi: int = DPI) -> bytes:
    """The pages printed, put through a scanner, and stored as a PDF of JPEG pictures."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        width, height = page.get_size()
        image: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        how = photo.camera(chance, "scan")
        picture = photo.jpeg(photo.scanned(image, how, rng), min(how.quality, 55))
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, width, height)
        canvas.showPage()
    document.close()
    canvas.save()
    return out.getvalue()

"""Long files through the sandboxed reader: pages per second, and the most memory of all processes.

    python -m tests.reading.long [--pages 300] [--scanned]

The pages are drawn here, born digital or as light scans. Memory is PSS (proc(5), smaps_rollup) of
the reader's child and of this process, looked at four times a second. The limit on the time of one
file is lifted: this says how long it takes.
"""

from __future__ import annotations

import argparse
import io
import os
import threading
import time

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import Limits, load
from tests.crash.memory import pss

LINES, SCANNED_LINES = 45, 6
SECONDS_BETWEEN_LOOKS = 0.25
MOST_MEGABYTES = 1_500


def born_digital(pages: int) -> bytes:
    """Pages full of text."""
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, 842))
    for page in range(pages):
        sheet.setFont("Helvetica", 10)
        for line in range(LINES):
            words = f"Item {page}.{line} of the annual report, with figures like {line * 37:,}.00"
            sheet.drawString(60, 790 - 16 * line, words)
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def scanned(pages: int) -> bytes:
    """Scans at 150 dpi with a few lines each."""
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, 842))
    for page in range(pages):
        image = Image.new("L", (1240, 1754), 255)
        pen = ImageDraw.Draw(image)
        for line in range(SCANNED_LINES):
            text = f"Sheet {page + 1}, line {line + 1} of the file"
            pen.text((120, 150 + 60 * line), text, font=ImageFont.load_default(30), fill=0)
        sheet.drawImage(ImageReader(image), 0, 0, 595, 842)
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def measure(content: bytes) -> tuple[int, float, float]:
    """Pages read, seconds, and the most megabytes at any time."""
    reader = SandboxedReader(load().model_copy(update={"limits": Limits(reading_seconds=36_000)}))
    reader.warm()
    done, seen = threading.Event(), [0.0]

    def watch() -> None:
        while not done.wait(SECONDS_BETWEEN_LOOKS):
            seen.append(pss(reader.child_id) + pss(os.getpid()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.monotonic()
    try:
        document = reader.read(content, "application/pdf").document
        return len(document.pages), time.monotonic() - start, max(seen)
    finally:
        done.set()
        watcher.join()
        reader.close()


def main() -> int:
    """Print what one file cost; 1 where it needed too much memory or lost pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--scanned", action="store_true")
    asked = parser.parse_args()
    content = (scanned if asked.scanned else born_digital)(asked.pages)
    pages, seconds, most = measure(content)
    print(f"{pages} pages, {pages / seconds:.2f} pages/s, {most:.0f} MB PSS at most")
    return int(pages != asked.pages or most > MOST_MEGABYTES)


if __name__ == "__main__":
    raise SystemExit(main())

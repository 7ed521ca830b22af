"""Long files through the sandboxed reader: pages per second, and the most memory of all processes;
of the text then, as of a filing, how much a language model is shown.

    python -m tests.reading.long [--pages 300] [--scanned | --web]

The pages are drawn here, born digital, as light scans, or as a web page of tagged figures. Memory
is PSS (proc(5), smaps_rollup) of the reader's child and of this process, looked at four times a
second. The limit on the time of one file is lifted: this says how long it takes.
"""

from __future__ import annotations

import argparse
import io
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.reading.unpaged.typeset import ROWS
from appliance.settings import Limits, load
from appliance.types import Document
from tests.crash.memory import pss
from tests.extraction.fakes_extraction import ToldModel

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


def web(pages: int) -> bytes:
    """A tagged web page (iXBRL) that fills so many typeset pages: tables of figures."""
    rows = (
        f"<tr><td>Item {number} of the annual report</td><td><ix:nonFraction name='us-gaap:Item"
        f"{number}' contextRef='year' unitRef='usd' decimals='-6' scale='6' id='f{number}'>"
        f"{number * 37:,}</ix:nonFraction></td></tr>"
        for number in range(1, pages * ROWS - 2)
    )
    tags = (
        "xmlns='http://www.w3.org/1999/xhtml' xmlns:ix='http://www.xbrl.org/2013/inlineXBRL' "
        "xmlns:xbrli='http://www.xbrl.org/2003/instance' xmlns:us-gaap='http://fasb.org/us-gaap/2023'"
    )
    context = (
        "<xbrli:context id='year'><xbrli:entity><xbrli:identifier scheme='s'>1</xbrli:identifier>"
        "</xbrli:entity><xbrli:period><xbrli:instant>2023-12-31</xbrli:instant></xbrli:period>"
        "</xbrli:context><xbrli:unit id='usd'><xbrli:measure>iso4217:USD</xbrli:measure>"
        "</xbrli:unit>"
    )
    return (
        f"<?xml version='1.0'?><html {tags}><body><div style='display:none'><ix:header>"
        f"<ix:resources>{context}</ix:resources></ix:header></div><p>FORM 10-K</p>"
        f"<table>{''.join(rows)}</table></body></html>"
    ).encode()


@contextmanager
def patient() -> Iterator[SandboxedReader]:
    """A warm reader without a limit on the time of one file."""
    reader = SandboxedReader(load().model_copy(update={"limits": Limits(reading_seconds=36_000)}))
    reader.warm()
    try:
        yield reader
    finally:
        reader.close()


def measure(
    reader: SandboxedReader, content: bytes, media_type: str, own: float = 0.0
) -> tuple[Document, float, float]:
    """What was read, seconds, and the most megabytes at any time; ``own`` of this process do not
    count, as it may have done other things before.
    """
    done, seen = threading.Event(), [0.0]

    def watch() -> None:
        while not done.wait(SECONDS_BETWEEN_LOOKS):
            seen.append(pss(reader.child_id) + pss(os.getpid()) - own)

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.monotonic()
    try:
        document = reader.read(content, media_type).document
        return document, time.monotonic() - start, max(seen)
    finally:
        done.set()
        watcher.join()


def main() -> int:
    """Print what one file cost; 1 where it needed too much memory or lost pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--scanned", action="store_true")
    kind.add_argument("--web", action="store_true")
    asked = parser.parse_args()
    draw = web if asked.web else scanned if asked.scanned else born_digital
    media_type = "text/html" if asked.web else "application/pdf"
    with patient() as reader:
        document, seconds, most = measure(reader, draw(asked.pages), media_type)
    pages = len(document.pages)
    model = ToldModel({})
    extract(document, catalogue.load().get("regulatory_filing"), model)
    shown = sum(span.end - span.start for span in model.shown)
    print(f"{pages} pages, {pages / seconds:.2f} pages/s, {most:.0f} MB PSS at most")
    print(f"a language model is shown {shown:,} of {len(document.text):,} characters")
    return int(pages != asked.pages or most > MOST_MEGABYTES)


if __name__ == "__main__":
    raise SystemExit(main())

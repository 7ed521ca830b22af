"""A scan may have many pages: each has its time, and a page that hangs costs the file."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest
from PIL import Image, ImageDraw, ImageFont

from appliance.errors import LeaseLost, ReadingTimedOut
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import Limits, Settings

FONT = Path(matplotlib.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"
PAGES = 9


@pytest.fixture(scope="module")
def scan() -> bytes:
    """Small pages without a text layer."""
    font = ImageFont.truetype(str(FONT), 30)
    pages = [Image.new("L", (260, 120), 255) for _ in range(PAGES)]
    for number, page in enumerate(pages, start=1):
        ImageDraw.Draw(page).text((20, 40), f"Sheet {number}", font=font, fill=0)
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:])
    return buffer.getvalue()


class Clock:
    """The seconds that the reader goes by."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_scan_may_take_as_long_as_its_pages_do(scan: bytes) -> None:
    """Nine pages at forty seconds each are six times what a file without pages may take."""
    clock = Clock()
    limits = Limits(reading_seconds=60, page_seconds=60)
    reader = SandboxedReader(Settings(limits=limits), clock=clock)
    finished: list[float] = []

    def page_done() -> None:
        clock.now += 40
        finished.append(clock.now)

    try:
        reading = reader.read(scan, "application/pdf", progress=page_done)
    finally:
        reader.close()
    assert len(finished) == PAGES
    assert [page.number for page in reading.document.pages] == list(range(1, PAGES + 1))
    assert all(f"Sheet {number}" in reading.document.text for number in range(1, PAGES + 1))


def test_a_page_that_hangs_is_cut_at_its_limit_and_the_next_file_is_read(scan: bytes) -> None:
    limits = Limits(reading_seconds=600, page_seconds=1)
    reader = SandboxedReader(Settings(limits=limits))
    stopped: list[int] = []

    def hang() -> None:
        if not stopped and (child := reader.child_id) is not None:
            os.kill(child, signal.SIGSTOP)
            stopped.append(child)

    try:
        with pytest.raises(ReadingTimedOut):
            reader.read(scan, "application/pdf", progress=hang)
        assert not Path(f"/proc/{stopped[0]}").exists()
        assert reader.read(b"next file", "text/plain").document.text == "next file"
    finally:
        reader.close()


PROBE = """
import io, resource
from pathlib import Path
from appliance.reading.isolation.child import Pages
from appliance.reading.isolation.options import ReadingOptions
from appliance.sandbox.serve import Replies
from appliance.settings import Limits

limits = Limits(reading_seconds=9_000, page_seconds=700)
done = Pages(Replies(io.BytesIO()), ReadingOptions(models_dir=Path("."), threads=2, limits=limits))
for _ in range(3):
    done(3)
    print(resource.getrlimit(resource.RLIMIT_CPU)[0] // 1_000)
"""


def test_the_child_itself_has_processor_time_for_one_more_page_only() -> None:
    """An endless loop ends even where nobody waits for the child any more; after the last page
    the whole is set together."""
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1", "18"]


def test_whoever_lost_the_document_stops_reading_it(scan: bytes) -> None:
    reader = SandboxedReader(Settings())
    children: list[int | None] = []

    def lost() -> None:
        children.append(reader.child_id)
        raise LeaseLost

    try:
        with pytest.raises(LeaseLost):
            reader.read(scan, "application/pdf", progress=lost)
    finally:
        reader.close()
    assert len(children) == 1
    assert not Path(f"/proc/{children[0]}").exists()

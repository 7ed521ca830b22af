"""Reading reaches for no network and needs neither torch nor transformers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.reading import drawings

SCRIPT = """
import sys
opened = []
sys.addaudithook(lambda event, _: opened.append(event) if event.startswith("socket.") else None)
from pathlib import Path
from appliance.reading.convert import Converter
from appliance.reading.isolation.options import ReadingOptions
from appliance.settings import Settings
settings = Settings()
converter = Converter(
    ReadingOptions(models_dir=Path(sys.argv[3]), threads=2, limits=settings.limits)
)
converter.read(Path(sys.argv[1]).read_bytes(), "application/pdf")
converter.read(Path(sys.argv[2]).read_bytes(), "image/png")
heavy = {"torch", "transformers", "torchvision"} & set(sys.modules)
# urllib3 asks the kernel whether it speaks IPv6 when it is imported; nothing may go further
reached = set(opened) - {"socket.__new__", "socket.bind"}
print(sorted(heavy), sorted(reached))
"""


def test_reading_imports_no_torch_and_reaches_for_no_network(tmp_path: Path) -> None:
    pdf, picture = tmp_path / "a.pdf", tmp_path / "b.png"
    pdf.write_bytes(drawings.two_columns_pdf())
    picture.write_bytes(drawings.encoded(drawings.receipt(), "PNG"))
    empty = tmp_path / "models"  # no layout network: reading works all the same
    empty.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(pdf), str(picture), str(empty)],
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    assert done.stdout.strip().splitlines()[-1] == "[] []"
    assert list(empty.iterdir()) == []


def test_the_room_is_light_to_import() -> None:
    script = (
        "import sys, appliance.reading, appliance.reading.isolation.sandbox;"
        "print({'docling', 'onnxruntime', 'cv2', 'numpy', 'PIL'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "set()"


def test_the_fences_forbid_sockets_and_programs() -> None:
    script = """
import socket, subprocess
from appliance.sandbox.confine import confine
confine(2000)
for attempt in (lambda: socket.socket(), lambda: subprocess.run(["true"])):
    try:
        attempt()
    except PermissionError:
        print("forbidden")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["forbidden", "forbidden"]

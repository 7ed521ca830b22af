"""A disk that is really full: the kernel refuses the write, and nothing is released."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = """
import sys
from pathlib import Path
from appliance.privacy.detect import Detector
from appliance.service.together import NotWritable
from tests.privacy.test_release import Blind, _reading, _service
source, full = Path(sys.argv[1]), Path(sys.argv[2])
service = _service(Detector(), Blind(), _reading())
try:
    service.redact_to(source, full / "out.pdf", full / "out.json")
except NotWritable as error:
    print(error, sorted(path.name for path in full.iterdir()))
"""


def test_a_disk_without_room_for_the_file_is_left_empty(tmp_path: Path) -> None:
    """A tmpfs of 16 KiB in a mount namespace of its own; the redacted page is larger."""
    source, full = tmp_path / "in.txt", tmp_path / "full"
    source.write_text("Patient: Maria Lopez", encoding="utf-8")
    full.mkdir()
    mounted = f'mount -t tmpfs -o size=16k tmpfs "$2" && exec {sys.executable} -c "$0" "$1" "$2"'
    run = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", mounted, WORK, source, full],
        cwd=ROOT, capture_output=True, text=True, timeout=280,
    )  # fmt: skip

    told = "The result could not be written (No space left on device). []"
    assert run.stdout.strip() == told, run.stderr[-2000:]

"""Measures all bars and writes them into docs/figures.md.

python -m deploy.bench [DATA]    the labelled documents; by default those beside the repository

Takes some minutes; nothing else should run meanwhile.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from appliance import bootstrap
from appliance.service.bench import Figure, markdown
from appliance.settings import load
from deploy.figures import BARS, BARS_END, ROOT, circumstances, replaced


def main() -> None:
    """Measure and write."""
    beside = os.environ.get("APPLIANCE_DATA") or ROOT.parent / "shared" / "data"
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(beside) / "dev"
    figures: list[Figure] = []
    with (
        tempfile.TemporaryDirectory() as state,
        bootstrap.build(load(state_dir=Path(state))) as appliance,
    ):
        for figure in appliance.bench.measure(data):
            print(" | ".join(figure.cells()), flush=True)
            figures.append(figure)
    path = ROOT / "docs" / "figures.md"
    block = f"{circumstances().sentence}\n\n{markdown(figures)}"
    text = replaced(path.read_text(encoding="utf-8"), block, BARS, BARS_END)
    path.write_text(text, encoding="utf-8")
    print("docs/figures.md written")


if __name__ == "__main__":
    main()
